// Mathematics and prose of the lenses that explain in words: formulas set as on paper, paragraphs, counts
// that can be read.
#pragma once

#include "scene/base/canvas.h"
#include "scene/base/formula_parts.h"
#include "scene/words/notation.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace convlens {

/// One line of text in which a letter may bear a hat (k̂, U+0302 behind it), which is drawn. Left-aligned
/// whatever the style says; returns where it ends.
float math_text(Canvas& canvas, std::string_view text, Vec2 at, const TextStyle& style, Tag tag = {});
float math_width(Canvas& canvas, std::string_view text, const TextStyle& style);

/// A formula with its fraction and brackets from `at`, the middle line of its left end; returns where it
/// ends. Height: 2.8 sizes where there is a fraction, else 1.4.
float set_formula(Canvas& canvas, const FormulaParts& parts, Vec2 at, const TextStyle& style, Tag tag = {});
float formula_width(Canvas& canvas, const FormulaParts& parts, const TextStyle& style);

/// Text in lines from `at` (top left), at most `most` of them, `leading` px apart; returns its bottom. Whole
/// sentences, as many as have room.
float paragraph(Canvas& canvas, std::string_view text, Vec2 at, float width, const TextStyle& style,
                float leading, std::size_t most, Tag tag = {});

} // namespace convlens
