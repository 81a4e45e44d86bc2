// Who gets how much of a page below its words: figure, card and lenses.
#pragma once

#include "scene/base/canvas.h"
#include "scene/page/page_input.h"
#include "scene/page/page_lenses.h"

#include <vector>

namespace convlens {

/// The room that the words leave.
struct BodyRoom {
    Rect area;           // from the lower end of the words
    float right_top = 0; // y from which on the right half is free: a formula may reach lower than the words
};

/// Whether lenses belong to what the page shows now; without a question always.
bool may_show_lenses(const PageInput& input);

struct BodyPlan {
    Rect figure;
    Rect card;                // of the question; empty where there is none
    bool is_low = false;      // the card, so that others have room
    std::vector<Rect> lenses; // of the page's lenses the first ones
};

/// `large`: the canvas of the figure.
BodyPlan page_body(Canvas& canvas, Canvas& large, const PageInput& input, PageLenses& lenses,
                   const BodyRoom& room);
/// Of a page that asks nothing, beside its words: lenses below the figure.
BodyPlan page_body_beside_words(const Canvas& canvas, PageLenses& lenses, const Rect& room);

} // namespace convlens
