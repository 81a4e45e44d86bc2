// Writing what is on the stage: this step as a picture, or all steps as a movie, with progress and cancel.
#include "window/panels/panels.h"

#include "input/limits.h"
#include "window/controls/dialogs.h"
#include "window/controls/widgets.h"

#include <algorithm>
#include <string>

namespace convlens {
namespace {

constexpr int min_side = limits::min_picture_side, max_side = limits::picture_side;
constexpr int64_t max_typed_rate = 240; // frames a second, where the format has no limit of its own
constexpr float max_typed_seconds = 60; // a step

/// The path with the ending of another format.
void change_ending(ExportForm& form, std::string_view ending) {
    std::string path(form.path.data());
    const std::size_t slash = path.find_last_of('/', path.size() < 2 ? 0 : path.size() - 2);
    const std::size_t dot = path.find_last_of('.');
    if (!path.empty() && path.back() == '/')
        path.pop_back();
    else if (dot != std::string::npos && (slash == std::string::npos || dot > slash + 1))
        path.resize(dot);
    path += ending;
    const std::size_t count = std::min(path.size(), form.path.size() - 1);
    std::copy_n(path.begin(), count, form.path.begin());
    form.path[count] = '\0';
}

void formats(const Ui& ui, ExportForm& form) {
    constexpr auto count = static_cast<float>(std::size(export_formats));
    bool first = true;
    const float gap = ui.px(6);
    const float width = (ImGui::GetContentRegionAvail().x - (count - 1) * gap) / count;
    for (const ExportFormat& format : export_formats) {
        if (!first)
            ImGui::SameLine(0, gap);
        first = false;
        const std::string key = "ui.export_" + std::string(format.name);
        if (button(ui, ui.label(key.c_str(), key.c_str()), width, form.format == &format)) {
            form.format = &format;
            change_ending(form, format.ending);
        }
    }
}

void field(const Ui& ui, const char* key, float at, float width) {
    ImGui::SetCursorPosX(ui.px(at));
    ImGui::AlignTextToFramePadding();
    words(ui.texts(key), ui.theme.quiet);
    ImGui::SameLine(ui.px(at) + ui.px(120));
    ImGui::SetNextItemWidth(std::min(ui.px(width), ImGui::GetContentRegionAvail().x));
}

void sizes(const Ui& ui, const ExportFormat& format, ExportSizes& typed) {
    ImGui::PushID(&format);
    field(ui, "ui.export_size", 16, 90);
    ImGui::InputInt("###width", &typed.width, 0);
    ImGui::SameLine(0, ui.px(6));
    words("×", ui.theme.quiet);
    ImGui::SameLine(0, ui.px(6));
    ImGui::SetNextItemWidth(ui.px(90));
    ImGui::InputInt("###height", &typed.height, 0);
    typed.width = std::clamp(typed.width, min_side, max_side);
    typed.height = std::clamp(typed.height, min_side, max_side);
    if (format.is_movie()) {
        field(ui, "ui.export_fps", 16, 90);
        ImGui::InputInt("###fps", &typed.frames_per_second, 0);
        const int64_t max_rate = format.max_frames_per_second;
        typed.frames_per_second = std::clamp(typed.frames_per_second, 1,
                                             static_cast<int>(max_rate > 0 ? max_rate : max_typed_rate));
        field(ui, "ui.export_seconds", 16, 90);
        ImGui::InputFloat("###seconds", &typed.seconds_per_step, 0, 0, "%.3g");
        typed.seconds_per_step = std::clamp(
            typed.seconds_per_step, 1 / static_cast<float>(typed.frames_per_second), max_typed_seconds);
    }
    ImGui::PopID();
}

void progress(const PanelInput& input, Requests& requests) {
    const Ui& ui = input.ui;
    const float done = static_cast<float>(input.session.export_done) /
                       static_cast<float>(std::max<int64_t>(input.session.export_all, 1));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x - ui.px(120);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float y = at.y + ui.px(13), half = ui.px(4);
    draw.AddRectFilled({at.x, y - half}, {at.x + width, y + half},
                       imgui_color(mixed(ui.theme.card, ui.theme.text, 0.13F)), half);
    draw.AddRectFilled({at.x, y - half}, {at.x + width * done, y + half}, imgui_color(ui.theme.accent), half);
    ImGui::Dummy({width, ui.px(26)});
    ImGui::SameLine();
    if (button(ui, ui.label("ui.cancel", "cancel_export"), ui.px(100)))
        requests.push_back({FileCommand::cancel_export, 0, {}});
}

} // namespace

Requests export_panel(const PanelInput& input, ExportForm& form, const Rect& stage) {
    Requests requests;
    if (!form.open)
        return requests;
    const Ui& ui = input.ui;
    const bool stays = begin_card(ui, "###export_panel", ui.texts("ui.export_title"), stage, 520);
    formats(ui, form);
    words(ui.texts(form.format->is_movie() ? "ui.export_whole" : "ui.export_step"), ui.theme.quiet);
    ImGui::Dummy({1, ui.px(1)});
    sizes(ui, *form.format, form.typed());
    if (form.format->has_outlines) {
        ImGui::SetCursorPosX(ui.px(136));
        ImGui::Checkbox(ui.label("ui.outline_text", "outline_text").c_str(), &form.outline_text);
        hint(ui, ui.texts("option.outline_text"));
    }
    field(ui, "ui.export_path", 16, 350);
    if (form.wants_focus)
        ImGui::SetKeyboardFocusHere();
    form.wants_focus = false;
    const bool entered = ImGui::InputText("###export_path", form.path.data(), form.path.size(),
                                          ImGuiInputTextFlags_EnterReturnsTrue);
    typing_frame(ui);
    const bool asks = !form.replaces.empty() && form.replaces == form.path.data();
    if (asks)
        wrapped_words(ui.texts("ui.replace_question", {{"path", form.replaces}}), ui.theme.w.heading);
    else if (!form.error.empty())
        wrapped_words(form.error, ui.theme.current);
    ImGui::Dummy({1, ui.px(2)});
    const char* const go = asks ? "ui.replace" : "ui.export_button";
    if (input.session.export_all > 0)
        progress(input, requests);
    else if (button(ui, ui.label(go, "export_go"), ui.px(120)) || entered)
        requests.push_back({FileCommand::export_file, 0, {}});
    form.wants_focus = form.wants_focus || entered;
    form.open = stays;
    form.bottom = ImGui::GetWindowPos().y + ImGui::GetWindowSize().y;
    ImGui::End();
    return requests;
}

} // namespace convlens
