// The lens of a page's scene, beside its figure: the one in front.
#pragma once

#include "document/document.h"
#include "scene/base/canvas.h"
#include "scene/page/page_input.h"

namespace convlens {

/// Whether the scene has one with a card.
bool shows_page_lens(const Document& scene);
/// Units of height without which it says nothing.
float min_lens_height(const Document& scene);
void draw_page_lens(Canvas& canvas, const PageInput& input, const Rect& area);

} // namespace convlens
