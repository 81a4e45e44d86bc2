// Pairs of ink and ground of each role of a theme.
#include "scene/base/palette_pairs.h"

#include "scene/base/color_maps.h"

namespace convlens {

void add_inks(ColorPairs& pairs, Color ground, std::initializer_list<Color> painted) {
    for (const Color ink : painted)
        pairs.emplace_back(ink, ground);
}

void add_map(ColorPairs& pairs, const ColorMap& map) {
    pairs.emplace_back(map.low, map.middle);
    pairs.emplace_back(map.middle, map.high);
}

ColorPairs palette_pairs(const Theme& theme, const FigureColors& colors) {
    ColorPairs pairs;
    const auto on = [&](Color ground, std::initializer_list<Color> painted) {
        add_inks(pairs, ground, painted);
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
    on(theme.padding_fill, {theme.padding_ink, theme.hole_ink, theme.unread_ink, theme.sight, theme.window,
                            theme.x.lit, theme.y.lit});
    on(theme.hole_fill, {theme.hole_ink, theme.sight, theme.window, theme.y.lit});
    on(theme.empty, {theme.x.line, theme.y.line, theme.text});
    pairs.emplace_back(theme.negative, theme.neutral);
    pairs.emplace_back(theme.positive, theme.neutral);
    pairs.emplace_back(theme.map_low, theme.map_high);
    for (const TensorColors* tensor : {&theme.x, &theme.y}) {
        if (colors.arrows)
            on(tensor->fill, {theme.x.heading, theme.y.heading});
        if (colors.faded)
            on(faded(tensor->fill, theme.ground), {tensor->text, tensor->line});
        if (colors.maps) {
            add_map(pairs, tensor_map(theme, *tensor, 0, 1, false));
            add_map(pairs, tensor_map(theme, *tensor, -1, 1, false));
        }
        if (colors.image) {
            const float share = static_cast<float>(image_tint(tensor->lit).a) / 255;
            pairs.emplace_back(mixed(rgb(0x000000), tensor->lit, share),
                               mixed(rgb(0xFFFFFF), tensor->lit, share));
        }
    }
    if (colors.image)
        pairs.emplace_back(rgb(0x000000), rgb(0xFFFFFF));
    return pairs;
}

} // namespace convlens
