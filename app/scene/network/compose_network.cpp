// Which view is drawn, and the card of what does not fit.
#include "scene/network/compose_network.h"

#include "scene/network/controls.h"
#include "scene/network/invariance.h"
#include "scene/network/kit.h"
#include "scene/network/learning/learning.h"
#include "scene/network/occlusion.h"
#include "scene/network/overview.h"
#include "scene/network/path.h"
#include "scene/network/strongest.h"
#include "scene/network/way_back/compare.h"
#include "scene/words/notation.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

/// Of type and cells for the last row.
constexpr float stage_zoom = 1.2F;

float draw_misfit(Canvas& canvas, const NetworkSceneInput& input) {
    const float unit = canvas.unit;
    const NetworkMisfit& misfit = *input.results.misfit;
    const float top = draw_network_title(canvas, input, network_title(input.document, input.texts), {});
    const float margin = side_margin(input, unit);
    const Tag tag = tag_of(TagSpace::issue, 0);
    std::string sizes;
    for (const Sizes& size : misfit.that_would)
        sizes += (sizes.empty() ? "" : ", ") + size_text(size);
    std::string words = input.texts("network.misfit", {{"name", misfit.layer}});
    if (!sizes.empty())
        words += input.texts("network.misfit_sizes", {{"sizes", sizes}});
    const TextStyle style{network_type::lead * unit, Face::sans, input.theme.text};
    const float inside = (input.composition.column ? 14 : 20) * unit;
    const std::vector<std::string> lines =
        wrapped(canvas, words, style, input.composition.size.x - 2 * margin - 2 * inside);
    const float height = std::max(150.0F, 30 * static_cast<float>(lines.size()) + 40) * unit;
    const Rect card{{margin, top}, {input.composition.size.x - margin, top + height}};
    canvas.card(card, input.theme.card, input.theme.current, 8 * unit, tag);
    draw_lines(canvas, lines, card.min + Vec2{inside, 40 * unit}, style, 30 * unit, tag);
    return card.max.y;
}

float draw_view(Canvas& canvas, const NetworkSceneInput& input) {
    switch (input.document.view) {
    case NetworkView::path:
        return draw_path(canvas, input);
    case NetworkView::compare:
        return draw_comparison(canvas, input);
    case NetworkView::strongest:
        return draw_strongest(canvas, input);
    case NetworkView::invariance:
        return draw_invariance(canvas, input);
    case NetworkView::occlusion:
        return draw_occlusion(canvas, input);
    case NetworkView::learning:
        if (input.learning == nullptr)
            return draw_overview(canvas, input); // a file has no training
        draw_learning(canvas, input);
        return input.composition.size.y;
    case NetworkView::overview:
        return draw_overview(canvas, input);
    }
    return 0;
}

float unit_of(const Composition& composition) {
    if (composition.column)
        return network_column_unit(composition);
    return (composition.stage ? stage_zoom : 1) * network_unit(composition.size) * composition.scale;
}

float draw_network(Canvas& canvas, const NetworkSceneInput& input) {
    return input.results.misfit ? draw_misfit(canvas, input) : draw_view(canvas, input);
}

} // namespace

Frame compose_network(const NetworkSceneInput& input) {
    const Composition& composition = input.composition;
    Frame frame;
    frame.size = composition.size;
    frame.background = composition.transparent ? Color{} : input.theme.ground;
    Canvas canvas(frame, input.theme, input.typesetter, unit_of(composition));
    draw_network(canvas, input);
    return frame;
}

float network_column_height(const NetworkSceneInput& input) {
    Frame nothing;
    Canvas canvas(nothing, input.theme, input.typesetter, unit_of(input.composition));
    return std::ceil(draw_network(canvas, input) + side_margin(input, canvas.unit));
}

} // namespace convlens
