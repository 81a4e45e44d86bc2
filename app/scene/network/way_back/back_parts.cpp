// Parts of the path and of the comparison.
#include "scene/network/way_back/back_parts.h"

#include "i18n/sentence_gap.h"

#include "document/evaluate/magnitudes.h"
#include "scene/base/color_maps.h"
#include "scene/network/network_tags.h"
#include "scene/network/way_back/stages.h"
#include "scene/words/notation.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace convlens {
std::vector<int64_t> strongest_channels(const LayerMaps& maps, std::size_t count) {
    std::vector<int64_t> channels(maps.channels.size());
    std::iota(channels.begin(), channels.end(), int64_t{0});
    const auto largest = [&](int64_t channel) {
        const MapRange& range = maps.ranges[static_cast<std::size_t>(channel)];
        return std::max(-range.low, range.high);
    };
    std::stable_sort(channels.begin(), channels.end(),
                     [&](int64_t a, int64_t b) { return largest(a) > largest(b); });
    channels.resize(std::min(channels.size(), count));
    return channels;
}

std::vector<int64_t> in_order(std::vector<int64_t> channels) {
    std::sort(channels.begin(), channels.end());
    return channels;
}

int64_t strongest_cell(const LayerMaps& maps, int64_t channel) {
    const std::vector<float>& values = *maps.channels[static_cast<std::size_t>(channel)];
    std::size_t best = 0;
    for (std::size_t i = 1; i < values.size(); ++i)
        if (std::isfinite(values[i]) && std::abs(values[i]) > std::abs(values[best]))
            best = i;
    return static_cast<int64_t>(best);
}

float cell_value(const LayerMaps& maps, int64_t channel, int64_t cell) {
    return (*maps.channels[static_cast<std::size_t>(channel)])[static_cast<std::size_t>(cell)];
}

NumberFormat map_format(const LayerMaps& maps, int64_t digits) {
    Magnitudes magnitudes;
    magnitudes.largest = static_cast<double>(maps.largest);
    magnitudes.smallest = magnitudes.largest / 100; // smaller ones are near enough to 0
    return number_format(magnitudes, static_cast<int>(digits), false);
}

bool is_photograph(const NetworkSceneInput& input) {
    return input.pictures.input.photo != nullptr;
}

float draw_input_beside(Canvas& canvas, const NetworkSceneInput& input, const Rect& area, LayerPart seen) {
    const float unit = canvas.unit;
    const Sizes& shape = input.results.network->layers.front().shape;
    Sizes size;
    for (std::size_t axis = 2; axis < shape.size(); ++axis)
        size.push_back(shape[axis]);
    const TextStyle bold{network_type::heading * unit, Face::sans_bold, input.theme.x.heading};
    canvas.text("X", area.min + Vec2{0, 17 * unit}, bold, network_layer_tag(0));
    canvas.text(size_text(size), area.min + Vec2{canvas.width("X", bold) + 8 * unit, 17 * unit},
                {network_type::small * unit, Face::sans, input.theme.quiet});
    const Rect place =
        map_place(input.pictures.input.maps.grid, {{area.min.x, area.min.y + 28 * unit}, area.max});
    draw_network_input(canvas, input, place);
    if (!seen.begin.empty())
        if (const MapSpan span = span_of(shape, seen, seen.begin[1]); !span.is_empty())
            draw_frame(canvas, span_rect(place, input.pictures.input.maps.grid, span), input.theme.window,
                       input.theme.bold);
    return place.max.y;
}

MapStyle pixel_style(const NetworkSceneInput& input, BackRule rule) {
    const auto at = static_cast<std::size_t>(rule);
    MapStyle style = arriving_style(input.theme, input.pictures.pixels[at].largest);
    style.format = map_format(input.pictures.pixels[at].maps, input.document.digits);
    return style;
}

void draw_pixels(Canvas& canvas, const NetworkSceneInput& input, BackRule rule, const Rect& area,
                 int64_t shown) {
    const InputPicture& picture = input.pictures.pixels[static_cast<std::size_t>(rule)];
    if (picture.maps.is_empty())
        return;
    MapStyle style = pixel_style(input, rule);
    style.numbers = style.format.exponent == 0; // nobody says a common factor here
    style.shown = shown;
    draw_input_picture(canvas, picture, map_place(picture.maps.grid, area), style, 0);
}

std::string pixel_scale_text(const NetworkSceneInput& input, BackRule rule) {
    const InputPicture& picture = input.pictures.pixels[static_cast<std::size_t>(rule)];
    return input.texts(picture.photo ? "network.scale_grey" : "network.scale",
                       {{"value", number_text(static_cast<double>(picture.largest), 1)}});
}

std::string score_words(const NetworkSceneInput& input) {
    if (!input.results.chosen_is_score)
        return {};
    return std::string(sentence_gap(input.texts)).append(input.texts("network.score"));
}

} // namespace convlens
