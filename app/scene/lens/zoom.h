// A lens that explains in words takes the room that it has: as large as everything still fits.
#pragma once

#include "scene/base/canvas.h"

namespace convlens {

/// Whether nothing had to be left out, and where it ends.
struct FittedDrawing {
    bool whole = true;
    float bottom = 0; // px
};

struct ZoomFit {
    float zoom = 1;
    float bottom = 0; // px, where the drawing ends
};

/// The largest of a few zooms at which `draw(canvas) -> FittedDrawing` has room for all; 1 where none does.
template <class Draw> ZoomFit largest_zoom(const Canvas& canvas, Draw draw) {
    ZoomFit fit;
    for (const float zoom : {1.6F, 1.45F, 1.3F, 1.2F, 1.1F, 1.0F}) {
        Frame nothing;
        Canvas trial = canvas.trial(nothing, zoom);
        const FittedDrawing drawn = draw(trial);
        fit = {zoom, drawn.bottom};
        if (drawn.whole)
            break;
    }
    return fit;
}

} // namespace convlens
