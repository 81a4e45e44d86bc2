// The unrolled lens.
#include "scene/lenses.h"

namespace convlens {

void draw_unrolled_lens(Canvas& canvas, const LensScene& scene, const Rect& area) {
    lens_card(canvas, scene, Lens::unrolled, area, {});
}

} // namespace convlens
