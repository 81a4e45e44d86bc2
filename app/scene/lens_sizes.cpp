// The sizes lens.
#include "scene/lenses.h"

namespace convlens {

void draw_sizes_lens(Canvas& canvas, const LensScene& scene, const Rect& area) {
    lens_card(canvas, scene, Lens::sizes, area, {});
}

} // namespace convlens
