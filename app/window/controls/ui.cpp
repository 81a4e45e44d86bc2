// Dear ImGui shows '?' for what its atlas lacks, without a word: the caller names every character that may
// come.
#include "window/controls/ui.h"

#include <imgui_freetype.h>

#include <ft2build.h>
#include FT_FREETYPE_H

#include <array>

namespace convlens {
namespace {

constexpr const char* always =
    " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz"
    "{|}~–—…·×−→←′°²≈≤≥⌊⌋∞⁰¹³⁴⁵⁶⁷⁸⁹⁻�";
constexpr const char* digits = " 0123456789=+-−·./():";

/// Dear ImGui's size is a line's height, ours the em: their ratio.
float line_height(const FontFile& file) {
    FT_Library library = nullptr;
    FT_Face face = nullptr;
    float ratio = 1.2F;
    if (FT_Init_FreeType(&library) != 0)
        return ratio;
    if (FT_New_Memory_Face(library, reinterpret_cast<const FT_Byte*>(file.bytes.data()),
                           static_cast<FT_Long>(file.bytes.size()), file.index, &face) == 0 &&
        face->units_per_EM > 0)
        ratio = static_cast<float>(face->ascender - face->descender) / static_cast<float>(face->units_per_EM);
    FT_Done_FreeType(library);
    return ratio;
}

ImFont* add(const FontFile& file, float px, const ImVector<ImWchar>& ranges, bool merge) {
    ImFontConfig config;
    config.FontDataOwnedByAtlas = true; // else the atlas would copy the whole file, several MB each time
    config.FontNo = file.index;
    config.MergeMode = merge;
    config.FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
    // Dear ImGui only reads the bytes, its signature is older than const.
    void* bytes = const_cast<std::byte*>(file.bytes.data());
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    ImFont* font = atlas.AddFontFromMemoryTTF(bytes, static_cast<int>(file.bytes.size()),
                                              px * file.scale * line_height(file), &config, ranges.Data);
    atlas.ConfigData.back().FontDataOwnedByAtlas = false; // they are the FontSet's, and stay there
    return font;
}

} // namespace

std::string Ui::label(std::string_view key, std::string_view id) const {
    std::string label(texts(key));
    label += "###";
    label += id;
    return label;
}

ImU32 imgui_color(Color color) {
    return IM_COL32(color.r, color.g, color.b, color.a);
}

ImVec4 imgui_vector(Color color) {
    return ImGui::ColorConvertU32ToFloat4(imgui_color(color));
}

Fonts load_fonts(const FontSet& files, std::string_view characters, float scale) {
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    atlas.Clear();
    atlas.FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
    atlas.Flags |= ImFontAtlasFlags_NoPowerOfTwoHeight;
    static ImVector<ImWchar> all, few; // the atlas keeps pointers to them
    all.clear();
    few.clear();
    ImFontGlyphRangesBuilder builder, few_builder;
    builder.AddText(always);
    builder.AddText(characters.data(), characters.data() + characters.size());
    builder.BuildRanges(&all);
    few_builder.AddText(digits);
    few_builder.AddText("convlens");
    few_builder.BuildRanges(&few);
    const auto whole = [&](const FontFile& file, float px) {
        ImFont* font = add(file, px * scale, all, false);
        for (const FontFile& fallback : files.fallback)
            add(fallback, px * scale, all, true);
        return font;
    };
    Fonts fonts;
    fonts.text = whole(files.sans, 13);
    fonts.bold = whole(files.sans_bold, 13);
    fonts.small = whole(files.sans, 11);
    fonts.mono = add(files.mono, 13 * scale, all, false);
    fonts.mono_bold = add(files.mono_bold, 13.5F * scale, all, false);
    fonts.title = add(files.sans_bold, 16.5F * scale, few, false);
    fonts.number = add(files.mono_bold, 19 * scale, few, false);
    atlas.Build();
    return fonts;
}

void apply_style(const Theme& theme, float scale) {
    ImGuiStyle& style = ImGui::GetStyle();
    style = ImGuiStyle();
    style.WindowPadding = {16, 14};
    style.FramePadding = {8, 5};
    style.ItemSpacing = {8, 6};
    style.ItemInnerSpacing = {6, 4};
    style.WindowRounding = 0;
    style.PopupRounding = style.ChildRounding = 8;
    style.FrameRounding = 6;
    style.GrabRounding = 6;
    style.ScrollbarRounding = 6;
    style.ScrollbarSize = 10;
    style.WindowBorderSize = 0;
    style.PopupBorderSize = 1;
    style.FrameBorderSize = 1;
    style.AntiAliasedLinesUseTex = true;
    style.ScaleAllSizes(scale);
    const auto shade = [&](float amount) { return imgui_vector(mixed(theme.card, theme.text, amount)); };
    const auto set = [&](std::initializer_list<int> which, ImVec4 color) {
        for (const int index : which)
            style.Colors[index] = color;
    };
    set({ImGuiCol_Text}, imgui_vector(theme.text));
    set({ImGuiCol_TextDisabled}, imgui_vector(theme.quiet));
    set({ImGuiCol_WindowBg, ImGuiCol_PopupBg, ImGuiCol_TitleBg, ImGuiCol_TitleBgActive},
        imgui_vector(theme.card));
    set({ImGuiCol_ChildBg, ImGuiCol_BorderShadow, ImGuiCol_ScrollbarBg}, ImVec4());
    set({ImGuiCol_Border, ImGuiCol_Separator}, imgui_vector(theme.hairline));
    set({ImGuiCol_FrameBg, ImGuiCol_Button}, shade(0.035F));
    set({ImGuiCol_FrameBgHovered, ImGuiCol_ButtonHovered, ImGuiCol_HeaderHovered}, shade(0.085F));
    set({ImGuiCol_FrameBgActive, ImGuiCol_ButtonActive, ImGuiCol_HeaderActive}, shade(0.14F));
    set({ImGuiCol_Header, ImGuiCol_TextSelectedBg}, imgui_vector(with_alpha(theme.accent, 0.16F)));
    set({ImGuiCol_CheckMark, ImGuiCol_SliderGrab, ImGuiCol_SliderGrabActive, ImGuiCol_NavHighlight},
        imgui_vector(theme.accent));
    set({ImGuiCol_ScrollbarGrab}, shade(0.2F));
    set({ImGuiCol_ScrollbarGrabHovered, ImGuiCol_ScrollbarGrabActive}, shade(0.35F));
}

} // namespace convlens
