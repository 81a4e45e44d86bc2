// The cost lens.
#include "scene/lenses.h"

namespace convlens {

void draw_cost_lens(Canvas& canvas, const LensScene& scene, const Rect& area) {
    lens_card(canvas, scene, Lens::cost, area, {});
}

} // namespace convlens
