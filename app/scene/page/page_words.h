// The words of a page: paragraphs, items and formulas, set in lines.
#pragma once

#include "lesson/lesson.h"
#include "scene/base/canvas.h"
#include "scene/page/lesson_pictures.h"

#include <vector>

namespace convlens {

/// Sizes in px.
struct WordStyle {
    float size = 23;
    float leading = 33;       // from a line to the next
    float paragraph_gap = 10; // more between paragraphs
    float max_picture = 0;    // height of a picture
    const LessonPictures* pictures = nullptr;
};

/// From the top of `area` in lines as wide as it; returns the bottom. A picture that is not there
/// has its description.
float draw_words(Canvas& canvas, Typesetter& typesetter, const std::vector<Block>& blocks, const Rect& area,
                 const WordStyle& style);
/// The same without drawing.
float words_bottom(Canvas& canvas, Typesetter& typesetter, const std::vector<Block>& blocks, const Rect& area,
                   const WordStyle& style);

/// To which size in px formulas come down in this width; the words' size where none is smaller.
float formula_size(Canvas& canvas, Typesetter& typesetter, const std::vector<Block>& blocks, float width,
                   const WordStyle& style);
/// As large as the room and its pixels allow; {}: it is not there.
Vec2 picture_size(const Block& block, Vec2 room, const WordStyle& style, float unit);

} // namespace convlens
