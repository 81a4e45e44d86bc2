// The reach lens.
#include "scene/lenses.h"

namespace convlens {

void draw_reach_lens(Canvas& canvas, const LensScene& scene, const Rect& area) {
    lens_card(canvas, scene, Lens::reach, area, {});
}

} // namespace convlens
