// A lens that explains in words takes the room that it has: as large as everything still fits.
#pragma once

#include "scene/base/canvas.h"

namespace convlens {

/// The largest of a few zooms at which `fits(canvas)` draws everything; 1 where none does.
template <class Fits> float largest_zoom(const Canvas& canvas, Fits fits) {
    for (const float zoom : {1.6F, 1.45F, 1.3F, 1.2F, 1.1F}) {
        Frame nothing;
        Canvas trial = canvas.trial(nothing, zoom);
        if (fits(trial))
            return zoom;
    }
    return 1;
}

} // namespace convlens
