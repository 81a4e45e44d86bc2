// The reach lens: one layer as maps of both planes, more layers as a pyramid; both where there is room.

#include "scene/lens/reach/reach.h"

#include "scene/lens/reach/maps.h"
#include "scene/lens/reach/stack.h"

#include <algorithm>

namespace convlens {

void draw_reach_lens(Canvas& canvas, const LensScene& scene, const Rect& area) {
    const float unit = canvas.unit;
    const Rect body = lens_card(canvas, scene, Lens::reach, area, {});
    const TextStyle style{13 * unit, Face::sans, canvas.theme.quiet, AlignX::right, AlignY::middle};
    const std::vector<std::string> numbers{"1", "2", "3"};
    float buttons = -6 * unit; // between buttons, as lens_choices has it
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const bool on = static_cast<int64_t>(i) + 1 == scene.input.document.reach_lens.layers;
        buttons +=
            canvas.width(numbers[i], {12.5F * unit, on ? Face::sans_bold : Face::sans, {}}) + 22 * unit;
    }
    const float y = area.min.y + 20 * unit;
    canvas.text(std::string(scene.texts()("lens.reach_layers")), {body.max.x - buttons - 8 * unit, y}, style);
    lens_choices(canvas, Lens::reach, {body.max.x - buttons, y}, numbers,
                 scene.input.document.reach_lens.layers - 1);
    if (body.height() > 400 * unit) {
        Canvas larger = canvas.zoomed(body.height() > 480 * unit ? 1.25F : 1.0F);
        const float stack = reach_stack_height(scene) * larger.unit;
        const float middle = body.max.y - std::min(stack, body.height() * 0.5F);
        draw_reach_maps(larger, scene, {body.min, {body.max.x, middle - 10 * unit}});
        draw_reach_stack(larger, scene, {{body.min.x, middle}, body.max});
    } else if (scene.input.document.reach_lens.layers == 1) {
        draw_reach_maps(canvas, scene, body);
    } else {
        draw_reach_stack(canvas, scene, body);
    }
}

ColorPairs reach_pairs(const Theme& theme) {
    ColorPairs pairs;
    for (const TensorColors& tensor : {theme.x, theme.y})
        add_map(pairs, {0, 0.5F, 1, theme.card, tensor.fill, tensor.lit});
    return pairs;
}

void choose_in_reach(Document& document, int64_t choice) {
    if (choice < max_layers)
        document.reach_lens.layers = choice + 1;
}

} // namespace convlens
