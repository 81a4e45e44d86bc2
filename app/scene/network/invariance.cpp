// The curve of the element and of its map's strongest element, wherever that is.
#include "scene/network/invariance.h"

#include "scene/network/chart.h"
#include "scene/network/columns.h"
#include "scene/network/controls.h"
#include "scene/network/kit.h"
#include "scene/network/way_back/back_parts.h"
#include "scene/words/number.h"

#include <array>

namespace convlens {
namespace {

std::string_view change_key(PictureChange change) {
    constexpr std::array<std::string_view, 4> keys = {"network.shift_x", "network.shift_y", "network.scaled",
                                                      "network.turned"};
    return keys[static_cast<std::size_t>(change)];
}

std::vector<NetworkButton> change_buttons(const NetworkSceneInput& input) {
    std::vector<NetworkButton> buttons;
    for (const PictureChange change :
         {PictureChange::shift_x, PictureChange::shift_y, PictureChange::scale, PictureChange::rotate})
        buttons.push_back(
            {static_cast<NetworkAction>(static_cast<int>(NetworkAction::shift_x) + static_cast<int>(change)),
             std::string(input.texts(change_key(change))), change == input.results.invariance->change});
    buttons.push_back({NetworkAction::overview, std::string(input.texts("network.overview"))});
    return buttons;
}

/// What the ends of the curve are of, beside each other.
void draw_ends(Canvas& canvas, const NetworkSceneInput& input, const Rect& area) {
    const float unit = canvas.unit, gap = 10 * unit, caption = 22 * unit;
    const float side = (area.width() - gap) / 2;
    if (side + caption > area.height())
        return;
    const InvarianceCurve& curve = *input.results.invariance;
    const double ends[] = {curve.amounts.front(), curve.amounts.back()};
    const LayerMaps& x = input.pictures.input.maps;
    const MapStyle style = value_style(input.theme, input.theme.x, x.low, x.high);
    for (std::size_t i = 0; i < input.pictures.changed.size(); ++i) {
        const InputPicture& picture = input.pictures.changed[i];
        if (picture.maps.is_empty())
            return;
        const Vec2 corner = area.min + Vec2{static_cast<float>(i) * (side + gap), 0};
        const Rect place = map_place(picture.maps.grid, {corner, corner + Vec2{side, side}});
        draw_input_picture(canvas, picture, place, style, -1);
        fitted_text(canvas, input.texts("network.changed_at", {{"amount", number_text(ends[i], 1)}}),
                    {place.min.x, place.max.y + 17 * unit},
                    {network_type::small * unit, Face::sans, input.theme.quiet}, side,
                    tag_of(TagSpace::caption, 1));
    }
}

} // namespace

float draw_invariance(Canvas& canvas, const NetworkSceneInput& input) {
    if (!input.results.invariance)
        return 0;
    const InvarianceCurve& curve = *input.results.invariance;
    const Texts& texts = input.texts;
    const float unit = canvas.unit, margin = side_margin(input, unit);
    const Chosen& chosen = input.results.chosen;
    const std::string name =
        element_title(texts, *input.results.network, chosen.layer, chosen.channel, chosen.at);
    const float top = draw_network_title(canvas, input, texts("network.invariance_title", {{"name", name}}),
                                         std::string(texts("network.invariance_remark"))) +
                      6 * unit;
    const Vec2 size = input.composition.size;
    const bool is_column = input.composition.column;
    const float side = is_column ? 200 * unit : left_column(input, unit);
    const float bottom = size.y - margin - (input.composition.choices ? 46 * unit : 0);
    const LayerPart part =
        part_of(input.results.network->layers[static_cast<std::size_t>(chosen.layer)].shape, chosen.flat);
    const float below =
        draw_input_beside(canvas, input, {{margin, top}, {margin + side, top + side + 28 * unit}},
                          seen_by(*input.results.network, chosen.layer, part).front());
    draw_ends(canvas, input, {{margin, below + 24 * unit}, {margin + side, bottom}});
    Chart chart;
    chart.x_name = std::string(texts(change_key(curve.change)));
    chart.y_name = std::string(texts("network.activation"));
    const bool is_alone =
        input.pictures.values[static_cast<std::size_t>(chosen.layer)].grid.is_units; // of its map
    if (!is_alone)
        chart.lines.push_back({curve.amounts, curve.of_map, input.theme.accent,
                               std::string(texts("network.of_map")), Dash::dashed});
    chart.lines.push_back({curve.amounts, curve.at_place, input.theme.y.heading,
                           std::string(texts("network.at_place")), Dash::solid});
    chart.names_above = is_column;
    chart.marks_x = {curve.change == PictureChange::scale ? 1.0 : 0.0};
    Rect card{{margin + side + 26 * unit, top}, {size.x - margin, bottom}};
    if (is_column)
        card = {{margin, top + side + 42 * unit}, {card.max.x, top + side + 400 * unit}};
    canvas.card(card, input.theme.card, input.theme.hairline, 8 * unit, tag_of(TagSpace::chrome, 0));
    draw_chart(canvas, chart, inset(card, (is_column ? 10 : 18) * unit));
    if (is_column)
        return card.max.y;
    draw_buttons(canvas, input, change_buttons(input), {margin, size.y - margin - 34 * unit},
                 size.x - margin);
    return bottom;
}

} // namespace convlens
