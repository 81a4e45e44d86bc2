// Stages of a way back as frames.
#include "scene/network/network_animation.h"

#include "scene/network/compose_network.h"
#include "scene/network/kit.h"
#include "scene/network/way_back/stages.h"

#include <algorithm>

namespace convlens {

NetworkAnimation::NetworkAnimation(const NetworkDocument& document, const NetworkResults& results,
                                   const RenderOptions& options, const FontSet& fonts, BackPace pace)
    : document_(document), results_(results), options_(options), typesetter_(fonts),
      pictures_(network_pictures(document, results)),
      pace_(network_timeline(document, results).runs().front()), at_pace_(pace) {}

NetworkSceneInput NetworkAnimation::input_at(const Cursor& cursor, BackPace pace) {
    return {document_,
            results_,
            cursor,
            Tag{},
            theme(options_.theme),
            Texts(options_.language),
            typesetter_,
            options_.composition,
            pictures_,
            {},
            nullptr,
            pace};
}

Frame NetworkAnimation::picture(const Cursor& cursor, BackPace pace) {
    return compose_network(input_at(cursor, pace));
}

void NetworkAnimation::make_column(float width) {
    options_.composition.column = true;
    options_.composition.size = {width, width};
    const StepRun run = network_timeline(document_, results_).runs().front();
    float height = 0;
    for (int64_t step = 0; step < run.steps; ++step)
        height = std::max(
            height, network_column_height(input_at(finished(step, run.terms_per_step), BackPace::stages)));
    options_.composition.size.y = height;
}

ColorPairs NetworkAnimation::palette_pairs() const {
    const Theme& colors = theme(options_.theme);
    ColorPairs pairs;
    for (const Color ground : {colors.ground, colors.card})
        add_inks(pairs, ground,
                 {colors.text, colors.quiet, colors.hairline, colors.current, colors.window, colors.accent,
                  colors.x.heading, colors.y.heading, colors.gradient.heading});
    add_inks(pairs, colors.accent, {colors.on_accent, colors.ground});
    for (const TensorColors* tensor : {&colors.x, &colors.y}) {
        add_map(pairs, value_style(colors, *tensor, 0, 1).map);
        add_map(pairs, value_style(colors, *tensor, -1, 1).map);
    }
    add_map(pairs, arriving_style(colors, 1).map);
    return pairs;
}

} // namespace convlens
