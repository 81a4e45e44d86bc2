// The reach lens: one layer as maps of both planes, more layers as a pyramid; both where there is room.

#include "scene/lens/reach/reach.h"

#include "scene/lens/reach/maps.h"
#include "scene/lens/reach/stack.h"

#include <algorithm>

namespace convlens {
namespace {

constexpr float both = 400; // units of height, from which maps and pyramid have room

bool shows_both(const Rect& body, float unit) {
    return body.height() > both * unit;
}
float stack_height(const Canvas& canvas, const LensScene& scene, const Rect& body) {
    return std::min(reach_stack_height(scene) * canvas.unit, body.height() * 0.5F);
}

} // namespace

void draw_reach_lens(Canvas& canvas, const LensScene& scene, const Rect& area) {
    const float unit = canvas.unit;
    const Rect body = lens_card(canvas, scene, Lens::reach, area, {});
    title_choice(canvas, scene, area, std::string(scene.texts()("lens.reach_layers")),
                 {Lens::reach, {"1", "2", "3"}, scene.input.document.reach_lens.layers - 1});
    if (shows_both(body, unit)) {
        const float middle = body.max.y - stack_height(canvas, scene, body);
        draw_reach_maps(canvas, scene, {body.min, {body.max.x, middle - 10 * unit}});
        draw_reach_stack(canvas, scene, {{body.min.x, middle}, body.max});
    } else if (scene.input.document.reach_lens.layers == 1) {
        draw_reach_maps(canvas, scene, body);
    } else {
        draw_reach_stack(canvas, scene, body);
    }
}

float reach_height(Canvas& canvas, const LensScene& scene, float width, float room) {
    const float unit = canvas.unit;
    const Rect body = lens_body(canvas, {{0, 0}, {width, room}});
    if (!shows_both(body, unit))
        return room;
    const float stack = stack_height(canvas, scene, body) + 10 * unit;
    const float maps = reach_maps_height(canvas, scene, body.width(), body.height() - stack);
    // Still high enough for both.
    return card_height(canvas, body.min.y + std::max(stack + maps, both * unit + 1), room);
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
