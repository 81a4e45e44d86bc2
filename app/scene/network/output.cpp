// Bars from 0 to the largest value, or to 1 where values are shares.
#include "scene/network/output.h"

#include "network/output_names.h"
#include "scene/base/color_maps.h"
#include "scene/network/kit.h"
#include "scene/network/network_tags.h"
#include "scene/words/number.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace convlens {
namespace {

constexpr float bar_pitch = 27, min_pitch = 17; // units

/// In their order where all fit, else the largest ones.
std::vector<int64_t> shown_units(const Tensor<float>& values, std::size_t most) {
    std::vector<int64_t> units(static_cast<std::size_t>(values.count()));
    std::iota(units.begin(), units.end(), int64_t{0});
    if (units.size() > most) {
        std::partial_sort(units.begin(), units.begin() + static_cast<std::ptrdiff_t>(most), units.end(),
                          [&](int64_t a, int64_t b) { return values[a] > values[b]; });
        units.resize(most);
    }
    return units;
}

} // namespace

bool gives_shares(const Network& network) {
    return network.layers.back().kind == LayerKind::softmax;
}

std::string percent_text(double share) {
    constexpr double resolution = 0.1; // percent
    const double percent = 100 * share;
    if (percent > 0 && percent < resolution)
        return "< 0.1 %";
    if (percent < 100 && percent > 100 - resolution)
        return "> 99.9 %";
    const double rounded = std::round(percent / resolution) * resolution;
    return number_text(std::round(rounded * 10) / 10, 1) + " %";
}

std::string output_name(const NetworkSceneInput& input, int64_t unit) {
    return output_element_name(input.document, *input.results.network, unit, input.texts);
}

std::string output_text(const NetworkResults& results, int64_t unit) {
    const double value = static_cast<double>(results.activations->values.back()[unit]);
    if (!gives_shares(*results.network))
        return value_text(value);
    return percent_text(value);
}

int64_t largest_output(const NetworkResults& results) {
    const std::vector<float>& values = results.activations->values.back().data;
    return std::max_element(values.begin(), values.end()) - values.begin();
}

float draw_output_bars(Canvas& canvas, const NetworkSceneInput& input, const Rect& area, int64_t lit_unit) {
    const float unit = canvas.unit;
    const Theme& theme = canvas.theme;
    const NetworkResults& results = input.results;
    const Tensor<float>& values = results.activations->values.back();
    const int layer = static_cast<int>(results.network->layers.size()) - 1;
    const MapGrid& grid = input.pictures.values.back().grid;
    const auto room = static_cast<std::size_t>(std::max(area.height() / (min_pitch * unit), 1.0F));
    const TextStyle name{network_type::text * unit, Face::mono, theme.text, AlignX::right, AlignY::middle};
    const TextStyle number{network_type::small * unit, Face::mono, theme.quiet, AlignX::right,
                           AlignY::middle};
    const std::vector<int64_t> units = shown_units(values, std::min<std::size_t>(room, max_bars));
    const float pitch = std::min(bar_pitch * unit, area.height() / static_cast<float>(units.size()));
    const float thick = 0.63F * pitch;
    float names = 0, numbers = 60 * unit;
    for (const int64_t i : units) {
        names = std::max(names, canvas.width(output_name(input, i), name));
        numbers = std::max(numbers, canvas.width(output_text(results, i), number));
    }
    float largest = gives_shares(*results.network) ? 1 : 0;
    for (const float value : values.data)
        largest = std::max(largest, std::abs(value));
    const float left = area.min.x + names + 10 * unit, right = area.max.x - numbers - 14 * unit;
    float y = area.min.y + pitch / 2;
    for (const int64_t i : units) {
        const bool is_largest = i == largest_output(results);
        const Rect track{{left, y - thick / 2}, {right, y + thick / 2}};
        const Tag tag = network_cell_tag(layer, grid, 0, i);
        canvas.card(track, mixed(theme.ground, theme.hairline, 0.6F), {}, 4 * unit, tag);
        const float share = largest > 0 ? std::max(values[i], 0.0F) / largest : 0;
        canvas.card({track.min, {left + std::max(share * (right - left), 2 * unit), track.max.y}},
                    is_largest ? theme.y.line : with_alpha(theme.y.line, 0.6F), {},
                    std::min(4 * unit, share * (right - left) / 2), tag);
        if (i == lit_unit)
            draw_frame(canvas, inset(track, -3 * unit), theme.current, theme.bold);
        TextStyle bold = name;
        bold.face = is_largest ? Face::mono_bold : Face::mono;
        canvas.text(output_name(input, i), {left - 8 * unit, y}, bold);
        TextStyle share_style = number;
        share_style.color = is_largest ? theme.text : theme.quiet;
        canvas.text(output_text(results, i), {area.max.x, y}, share_style);
        y += pitch;
    }
    return y;
}

void draw_faces(Canvas& canvas, const NetworkSceneInput& input, const Rect& place) {
    const MapGrid& grid = input.pictures.input.maps.grid;
    const float scale = place.width() / static_cast<float>(std::max<int64_t>(grid.columns, 1));
    for (const FoundFace& face : input.results.faces) {
        const Vec2 corner = place.min + scale * Vec2{static_cast<float>(face.x), static_cast<float>(face.y)};
        const Vec2 size = scale * Vec2{static_cast<float>(face.width), static_cast<float>(face.height)};
        const Rect box = intersected({corner, corner + size}, place);
        draw_frame(canvas, box, canvas.theme.on_accent, canvas.theme.bold + 2);
        draw_frame(canvas, box, canvas.theme.accent, canvas.theme.bold);
    }
}

std::string faces_text(const NetworkSceneInput& input) {
    const std::vector<FoundFace>& faces = input.results.faces;
    if (input.document.network.built_in != "face")
        return {};
    if (faces.empty())
        return std::string(input.texts("network.no_face"));
    return input.texts(faces.size() == 1 ? "network.one_face" : "network.faces",
                       {{"count", std::to_string(faces.size())},
                        {"score", number_text(100 * faces.front().score, 1) + " %"}});
}

} // namespace convlens
