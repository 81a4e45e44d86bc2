// The transposed lens.
#include "scene/lenses.h"

namespace convlens {

void draw_transposed_lens(Canvas& canvas, const LensScene& scene, const Rect& area) {
    lens_card(canvas, scene, Lens::transposed, area, {});
}

} // namespace convlens
