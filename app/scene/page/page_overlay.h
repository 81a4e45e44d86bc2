// What the teacher puts over a page: strokes, a spotlight, a clock, a blank screen.
#pragma once

#include "scene/base/canvas.h"
#include "scene/page/page_input.h"

namespace convlens {

/// Over everything else. `size`: of the picture, px.
void draw_page_overlay(Canvas& canvas, const PageOverlay& overlay, Vec2 size);

/// "12:05"
std::string clock_text(int64_t seconds);

} // namespace convlens
