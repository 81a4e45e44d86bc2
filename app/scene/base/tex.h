// Formulas set as in a book: laid out once as shapes around the left end of their baseline, measured by the
// same, drawn wherever they belong.
#pragma once

#include "lesson/reading/tex.h"
#include "scene/base/canvas.h"
#include "scene/base/tex_picture.h"

namespace convlens {

struct TexStyle {
    float size = 20; // em of its letters in px; scripts are smaller
    Color color;
    bool display = true;        // alone: tall fractions, limits below and above; else among words
    bool tensor_colors = false; // x, w and y, with their indices, as the theme has these tensors
};

/// On one line, however wide.
TexPicture lay_out_tex(Typesetter& typesetter, const Theme& theme, const TexNode& tree,
                       const TexStyle& style);

/// No wider than `width`: smaller, but not below `min_size`; then on several lines, broken before a relation
/// or a binary sign that lies in no brackets, or behind a comma; what is still too wide is made smaller yet.
TexPicture fit_tex(Typesetter& typesetter, const Theme& theme, const TexNode& tree, const TexStyle& style,
                   float width, float min_size);

/// With the left end of its (first) baseline at `at`.
void draw_tex(Canvas& canvas, const TexPicture& picture, Vec2 at, Tag tag = {});

} // namespace convlens
