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

/// Set at `at` (top left) in lines of at most `width`; returns the bottom. Pictures are passed over.
float draw_words(Canvas& canvas, const std::vector<Block>& blocks, Vec2 at, float width,
                 const WordStyle& style);
/// The same without drawing.
float words_bottom(Canvas& canvas, const std::vector<Block>& blocks, Vec2 at, float width,
                   const WordStyle& style);

} // namespace convlens
