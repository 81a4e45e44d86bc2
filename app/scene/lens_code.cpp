// The code lens.
#include "scene/lenses.h"

namespace convlens {

void draw_code_lens(Canvas& canvas, const LensScene& scene, const Rect& area) {
    lens_card(canvas, scene, Lens::code, area, {});
}

} // namespace convlens
