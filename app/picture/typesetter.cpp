// Text layout over FreeType's metrics in font units: nothing is scaled or hinted here, so that the size on a
// face that a backend sets does not matter, and one look-up a character serves every size.
#include "picture/typesetter.h"

#include "i18n/utf8.h"

#include <ft2build.h>
#include FT_FREETYPE_H

#include <array>
#include <cassert>
#include <optional>
#include <stdexcept>
#include <unordered_map>

namespace convlens {
namespace {

constexpr std::size_t face_count = 4;
constexpr std::size_t ascii_count = 128;

/// Where a character is drawn from; advance in em of the label, FontFile::scale included.
struct Character {
    uint16_t font = 0;
    uint32_t glyph = 0;
    float advance = 0;
    float scale = 1;
};

struct FaceMetrics {
    float ascent = 0, descent = 0, digit_height = 0; // em
};

float advance_in_em(FT_Face face, uint32_t glyph) {
    if (FT_Load_Glyph(face, glyph, FT_LOAD_NO_SCALE) != 0 || face->units_per_EM == 0)
        return 0;
    return static_cast<float>(face->glyph->metrics.horiAdvance) / static_cast<float>(face->units_per_EM);
}

FaceMetrics metrics_of(FT_Face face) {
    FaceMetrics metrics;
    const auto em = static_cast<float>(face->units_per_EM == 0 ? 1 : face->units_per_EM);
    metrics.ascent = static_cast<float>(face->ascender) / em;
    metrics.descent = static_cast<float>(-face->descender) / em;
    metrics.digit_height = metrics.ascent * 0.75F;
    if (FT_Load_Char(face, '0', FT_LOAD_NO_SCALE) == 0)
        metrics.digit_height = static_cast<float>(face->glyph->metrics.horiBearingY) / em;
    return metrics;
}

} // namespace

struct Typesetter::State {
    FT_Library library = nullptr;
    std::vector<FontFile> files; // the four faces, then the fallbacks
    std::vector<FT_Face> faces;
    std::array<FaceMetrics, face_count> metrics;
    std::array<std::array<std::optional<Character>, ascii_count>, face_count> ascii;
    std::array<std::unordered_map<char32_t, Character>, face_count> others;

    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() {
        for (FT_Face face : faces)
            FT_Done_Face(face);
        FT_Done_FreeType(library);
    }

    void add(const FontFile& file) {
        FT_Face face = nullptr;
        if (FT_New_Memory_Face(library, reinterpret_cast<const FT_Byte*>(file.bytes.data()),
                               static_cast<FT_Long>(file.bytes.size()), file.index, &face) != 0)
            throw std::runtime_error("not a font: " + file.family);
        faces.push_back(face);
        files.push_back(file);
    }

    int font_with(char32_t character, Face face) const {
        const auto first = static_cast<std::size_t>(face);
        if (FT_Get_Char_Index(faces[first], character) != 0)
            return static_cast<int>(first);
        for (std::size_t font = face_count; font < faces.size(); ++font)
            if (FT_Get_Char_Index(faces[font], character) != 0)
                return static_cast<int>(font);
        return -1;
    }

    Character look_up(char32_t character, Face face) const {
        // Some fonts have an empty glyph for control characters, which would hide them.
        const bool control = character < 0x20 || character == 0x7F;
        int font = control ? -1 : font_with(character, face);
        for (const char32_t substitute : {replacement_character, char32_t{'?'}})
            if (font < 0)
                font = font_with(character = substitute, face);
        if (font < 0)
            font = static_cast<int>(face); // glyph 0 of the face: its own mark of what is missing
        const auto at = static_cast<std::size_t>(font);
        Character found;
        found.font = static_cast<uint16_t>(font);
        found.glyph = FT_Get_Char_Index(faces[at], character);
        found.scale = files[at].scale;
        found.advance = advance_in_em(faces[at], found.glyph) * found.scale;
        return found;
    }

    const Character& character(char32_t code, Face face) {
        const auto row = static_cast<std::size_t>(face);
        if (code < ascii_count) {
            auto& slot = ascii[row][code];
            if (!slot)
                slot = look_up(code, face);
            return *slot;
        }
        const auto known = others[row].find(code);
        if (known != others[row].end())
            return known->second;
        return others[row].emplace(code, look_up(code, face)).first->second;
    }
};

Typesetter::Typesetter(const FontSet& fonts) : state_(std::make_unique<State>()) {
    if (FT_Init_FreeType(&state_->library) != 0)
        throw std::runtime_error("FreeType does not start");
    for (const FontFile* file : {&fonts.sans, &fonts.sans_bold, &fonts.mono, &fonts.mono_bold})
        state_->add(*file);
    for (const FontFile& file : fonts.fallback)
        state_->add(file);
    for (std::size_t face = 0; face < face_count; ++face)
        state_->metrics[face] = metrics_of(state_->faces[face]);
}

Typesetter::~Typesetter() = default;
Typesetter::Typesetter(Typesetter&&) noexcept = default;
Typesetter& Typesetter::operator=(Typesetter&&) noexcept = default;

TextLayout Typesetter::lay_out(std::string_view text, Face face, float size) {
    const FaceMetrics& metrics = state_->metrics[static_cast<std::size_t>(face)];
    TextLayout layout;
    layout.ascent = metrics.ascent * size;
    layout.descent = metrics.descent * size;
    layout.digit_height = metrics.digit_height * size;
    layout.glyphs.reserve(text.size());
    float pen = 0; // em
    while (!text.empty()) {
        const Character& found = state_->character(take_character(text), face);
        layout.glyphs.push_back({found.font, found.glyph, found.scale * size, pen * size, 0});
        pen += found.advance;
    }
    layout.width = pen * size;
    return layout;
}

float Typesetter::width(std::string_view text, Face face, float size) {
    float pen = 0;
    while (!text.empty())
        pen += state_->character(take_character(text), face).advance;
    return pen * size;
}

Vec2 Typesetter::origin(const Label& label, const TextLayout& layout) const {
    Vec2 origin = label.position;
    switch (label.align_x) {
    case AlignX::left:
        break;
    case AlignX::center:
        origin.x -= layout.width / 2;
        break;
    case AlignX::right:
        origin.x -= layout.width;
        break;
    }
    switch (label.align_y) {
    case AlignY::top:
        origin.y += layout.ascent;
        break;
    case AlignY::middle:
        origin.y += layout.digit_height / 2;
        break;
    case AlignY::baseline:
        break;
    case AlignY::bottom:
        origin.y -= layout.descent;
        break;
    }
    return origin;
}

std::size_t Typesetter::font_count() const {
    return state_->files.size();
}

const FontFile& Typesetter::font(std::size_t font) const {
    assert(font < state_->files.size());
    return state_->files[font];
}

void* Typesetter::freetype_face(std::size_t font) {
    assert(font < state_->faces.size());
    return state_->faces[font];
}

int Typesetter::font_with(char32_t character, Face face) {
    return state_->font_with(character, face);
}

} // namespace convlens
