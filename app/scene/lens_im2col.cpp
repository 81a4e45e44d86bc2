// The im2col lens.
#include "scene/lenses.h"

namespace convlens {

void draw_im2col_lens(Canvas& canvas, const LensScene& scene, const Rect& area) {
    lens_card(canvas, scene, Lens::im2col, area, {});
}

} // namespace convlens
