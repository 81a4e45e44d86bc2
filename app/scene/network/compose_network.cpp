// Which view is drawn, and the card of what does not fit.
#include "scene/network/compose_network.h"

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

namespace convlens {
namespace {

void draw_misfit(Canvas& canvas, const NetworkSceneInput& input) {
    const float unit = canvas.unit;
    const NetworkMisfit& misfit = *input.results.misfit;
    const float top = draw_network_title(canvas, input, network_title(input.document, input.texts), {});
    const Rect card{{24 * unit, top}, {input.composition.size.x - 24 * unit, top + 150 * unit}};
    const Tag tag = tag_of(TagSpace::issue, 0);
    canvas.card(card, input.theme.card, input.theme.current, 8 * unit, tag);
    std::string sizes;
    for (const Sizes& size : misfit.that_would)
        sizes += (sizes.empty() ? "" : ", ") + size_text(size);
    std::string words = input.texts("network.misfit", {{"name", misfit.layer}});
    if (!sizes.empty())
        words += input.texts("network.misfit_sizes", {{"sizes", sizes}});
    const TextStyle style{network_type::lead * unit, Face::sans, input.theme.text};
    float y = card.min.y + 40 * unit;
    for (const std::string& line : wrapped(canvas, words, style, card.width() - 40 * unit)) {
        canvas.text(line, {card.min.x + 20 * unit, y}, style, tag);
        y += 30 * unit;
    }
}

void draw_view(Canvas& canvas, const NetworkSceneInput& input) {
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
        if (input.learning != nullptr)
            return draw_learning(canvas, input);
        return draw_overview(canvas, input); // a file has no training
    case NetworkView::overview:
        return draw_overview(canvas, input);
    }
}

} // namespace

Frame compose_network(const NetworkSceneInput& input) {
    const Composition& composition = input.composition;
    Frame frame;
    frame.size = composition.size;
    frame.background = composition.transparent ? Color{} : input.theme.ground;
    const float unit = network_unit(composition.size) * composition.scale;
    Canvas canvas(frame, input.theme, input.typesetter, unit);
    if (input.results.misfit)
        draw_misfit(canvas, input);
    else
        draw_view(canvas, input);
    return frame;
}

} // namespace convlens
