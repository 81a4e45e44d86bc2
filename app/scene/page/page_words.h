// The words of a page: paragraphs, items and formulas, set in lines.
#pragma once

#include "lesson/lesson.h"
#include "scene/base/canvas.h"

#include <vector>

namespace convlens {

/// Sizes in px.
struct WordStyle {
    float size = 23;
    float leading = 33;       // from a line to the next
    float paragraph_gap = 10; // more between paragraphs
};

/// From the top of `area` in lines as wide as it; returns the bottom. Pictures are passed over.
float draw_words(Canvas& canvas, Typesetter& typesetter, const std::vector<Block>& blocks, const Rect& area,
                 const WordStyle& style);
/// The same without drawing.
float words_bottom(Canvas& canvas, Typesetter& typesetter, const std::vector<Block>& blocks, const Rect& area,
                   const WordStyle& style);

/// To which size in px formulas come down in this width; the words' size where none is smaller.
float formula_size(Canvas& canvas, Typesetter& typesetter, const std::vector<Block>& blocks, float width,
                   const WordStyle& style);

} // namespace convlens
