// Of a page about training the network of digits: how many steps an epoch has while its question is open;
// after the reveal the loss on what is held out as it falls, the filters, how large gradients are and which
// ReLUs are dead, as far as the cursor has come.
#pragma once

#include "scene/base/canvas.h"
#include "scene/page/page_input.h"

namespace convlens {

/// Of a question about the loss after an epoch.
void draw_epoch(Canvas& canvas, const PageInput& input, const Rect& area);

} // namespace convlens
