// The gradients lens.
#include "scene/lenses.h"

namespace convlens {

void draw_gradients_lens(Canvas& canvas, const LensScene& scene, const Rect& area) {
    lens_card(canvas, scene, Lens::gradients, area, {});
}

} // namespace convlens
