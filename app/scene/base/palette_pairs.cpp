// Pairs of ink and ground of each role of a theme.
#include "scene/base/palette_pairs.h"

namespace convlens {

std::vector<std::pair<Color, Color>> palette_pairs(const Theme& theme, bool image) {
    std::vector<std::pair<Color, Color>> pairs;
    const auto on = [&](Color ground, std::initializer_list<Color> colors) {
        for (const Color ink : colors)
            pairs.emplace_back(ink, ground);
    };
    on(theme.ground,
       {theme.text, theme.quiet, theme.hairline, theme.x.heading, theme.y.heading, theme.w.heading,
        theme.padding_ink, theme.hole_ink, theme.window, theme.current, theme.sight, theme.accent});
    on(theme.card, {theme.text, theme.quiet, theme.hairline, theme.current, theme.x.heading, theme.y.heading,
                    theme.w.heading, theme.x.line, theme.y.line});
    for (const TensorColors* tensor : {&theme.x, &theme.y}) {
        on(tensor->fill, {tensor->text, tensor->line, theme.unread_ink, theme.sight, theme.window});
        on(tensor->lit, {tensor->text, theme.w.text, theme.window, theme.current, theme.sight});
    }
    on(theme.w.fill, {theme.w.text, theme.w.line, theme.current});
    on(theme.padding_fill,
       {theme.padding_ink, theme.unread_ink, theme.sight, theme.window, theme.x.lit, theme.y.lit});
    on(theme.hole_fill, {theme.hole_ink, theme.sight, theme.window, theme.y.lit});
    on(theme.empty, {theme.x.line, theme.y.line, theme.text});
    pairs.emplace_back(theme.negative, theme.neutral);
    pairs.emplace_back(theme.positive, theme.neutral);
    pairs.emplace_back(theme.map_low, theme.map_high);
    if (image)
        pairs.emplace_back(rgb(0x000000), rgb(0xFFFFFF));
    return pairs;
}

} // namespace convlens
