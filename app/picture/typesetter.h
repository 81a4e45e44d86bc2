// Text as glyph runs: which glyph of which font file is drawn where. Laid out once, the same for every
// backend: no hinting, advances scale with the size. Font files come in as bytes; main knows where they lie.
#pragma once

#include "picture/frame.h"

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace convlens {

struct FontFile {
    std::shared_ptr<const void> owner; // keeps the bytes
    std::span<const std::byte> bytes;
    int index = 0;      // of the face within a collection
    std::string family; // for SVG's font-family
    int weight = 400;   // for SVG's font-weight
    float scale = 1;    // Chinese faces look small: 1.1 to 1.2 there
};

/// One font file for each Face, and those that are tried for characters which it lacks, in order.
struct FontSet {
    FontFile sans, sans_bold, mono, mono_bold;
    std::vector<FontFile> fallback;
};

struct Glyph {
    uint16_t font = 0;  // Typesetter::font(font)
    uint32_t index = 0; // glyph within that font
    float size = 0;     // em in px, FontFile::scale included
    float x = 0, y = 0; // pen position relative to the label's left end on its baseline, px
    bool operator==(const Glyph&) const = default;
};

struct TextLayout {
    std::vector<Glyph> glyphs;
    float width = 0;        // px
    float ascent = 0;       // px above the baseline, of the face
    float descent = 0;      // px below
    float digit_height = 0; // px, of "0"
};

/// Not thread-safe: each thread has its own (the bytes are shared). Unknown characters become U+FFFD,
/// malformed UTF-8 too; never an error.
class Typesetter {
public:
    explicit Typesetter(const FontSet& fonts); // throws std::runtime_error where a file is no font
    ~Typesetter();
    Typesetter(Typesetter&&) noexcept;
    Typesetter& operator=(Typesetter&&) noexcept;

    TextLayout lay_out(std::string_view text, Face face, float size);
    float width(std::string_view text, Face face, float size);
    /// Where the label's layout starts: left end on the baseline, from its anchor.
    Vec2 origin(const Label& label, const TextLayout& layout) const;

    std::size_t font_count() const;
    const FontFile& font(std::size_t font) const;
    /// FT_Face of a font, for backends that rasterise or embed glyphs (as void*, so that this header needs no
    /// FreeType).
    void* freetype_face(std::size_t font);
    /// The font that has the character in this face or its fallbacks, or -1.
    int font_with(char32_t character, Face face);

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace convlens
