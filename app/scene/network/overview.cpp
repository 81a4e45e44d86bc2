// Columns from the input to the output; frames last, over all maps.
#include "scene/network/overview.h"

#include "scene/base/color_maps.h"
#include "scene/network/controls.h"
#include "scene/network/drawing.h"
#include "scene/network/kit.h"
#include "scene/network/lit.h"
#include "scene/network/output.h"
#include "scene/network/overview_layout.h"
#include "scene/network/selection_card.h"
#include "scene/network/way_back/back_parts.h"
#include "scene/words/notation.h"
#include "scene/words/number.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace convlens {
namespace {

class Overview {
public:
    Overview(Canvas& canvas, const NetworkSceneInput& input)
        : canvas_(canvas), input_(input), theme_(input.theme), unit_(canvas.unit), lit_(lit_element(input)) {}

    float draw() {
        const float top =
            draw_network_title(canvas_, input_, network_title(input_.document, input_.texts), remark());
        if (input_.composition.column)
            return draw_column(top + 8 * unit_);
        const Vec2 size = input_.composition.size;
        const float margin = 24 * unit_;
        const Rect card{{margin, size.y - margin - selection_card_height(input_, unit_)},
                        {size.x - margin, size.y - margin}};
        const OverviewLayout layout = overview_layout(
            canvas_, input_, {{margin, top + 6 * unit_}, {card.max.x, card.min.y - 8 * unit_}});
        for (const MapsPlace& place : layout.places)
            draw_place(place);
        for (const MapsPlace& place : layout.places)
            draw_lit(place);
        draw_left_out(layout);
        draw_selection_card(canvas_, input_, lit_, card);
        return card.max.y;
    }

private:
    /// What is lit is told below its own layer.
    float draw_column(float y) {
        const float margin = side_margin(input_, unit_), gap = 14 * unit_;
        Rect area{{margin, y}, {input_.composition.size.x - margin, 0}};
        if (shows_drawing(input_)) {
            const float height = 1.3F * area.width();
            draw_drawing(canvas_, input_, {area.min, {area.center().x, y + height}});
            area.min.y += height + gap;
        }
        const std::vector<NetworkColumn> columns =
            network_columns(*input_.results.network, input_.results.chosen.layer);
        for (const NetworkColumn& column : columns) {
            const MapsPlace place = place_in_column(canvas_, input_, column, area, columns.size());
            draw_place(place);
            draw_lit(place);
            area.min.y = place.area.max.y + gap;
            if (column.shown == lit_.element.layer)
                area.min.y = draw_selection_column(canvas_, input_, lit_, area) + gap;
        }
        return area.min.y;
    }

    const LayerMaps& maps(int layer) const { return input_.pictures.values[static_cast<std::size_t>(layer)]; }

    /// "6 layers · 1,898 parameters · this is a 3; it says 3 (99.8 %)".
    std::string remark() const {
        const NetworkResults& results = input_.results;
        int64_t parameters = 0;
        for (const LayerFacts& facts : results.facts)
            parameters += facts.parameters;
        std::string text =
            input_.texts("network.layers", {{"count", std::to_string(results.facts.size() - 1)}}) + " · " +
            input_.texts("network.parameters", {{"count", count_text(parameters)}});
        if (results.label >= 0)
            text += " · " + input_.texts("network.label", {{"name", output_name(input_, results.label)}});
        if (is_photograph(input_))
            text += " · " + std::string(input_.texts("network.own_scales"));
        if (const std::string faces = faces_text(input_); !faces.empty())
            text += " · " + faces;
        else if (maps(static_cast<int>(results.facts.size()) - 1).grid.is_units)
            text += " · " +
                    input_.texts("network.says", {{"name", output_name(input_, largest_output(results))},
                                                  {"value", output_text(results, largest_output(results))}});
        return text;
    }

    bool has_bars(const MapsPlace& place) const {
        return place.is_output && maps(place.column.shown).grid.is_units;
    }

    void draw_place(const MapsPlace& place) {
        draw_heading(place);
        if (place.is_input)
            draw_input(place);
        else if (has_bars(place))
            draw_output_bars(canvas_, input_, {{place.area.min.x, place.maps_top}, place.area.max},
                             lit_.element.layer == place.column.shown ? lit_.channel : -1);
        else
            draw_maps(place);
        if (place.is_output && !input_.pictures.scores.is_empty())
            draw_scores(place);
    }

    /// Above the output's maps: the score of each cell's best box.
    void draw_scores(const MapsPlace& place) {
        const float bottom = place.maps_top - 26 * unit_;
        const Vec2 corner{place.area.min.x, bottom - place.score_side};
        const Rect at = map_place(input_.pictures.scores.grid,
                                  {corner, corner + Vec2{place.score_side, place.score_side}});
        MapStyle style = value_style(theme_, theme_.y, 0, 1);
        style.numbers = false;
        draw_map(canvas_, input_.pictures.scores, 0, at, style, -1);
        fitted_text(canvas_, std::string(input_.texts("network.scores")), {at.min.x, at.max.y + 16 * unit_},
                    {network_type::tiny * unit_, Face::sans, theme_.quiet}, place.area.width());
    }

    void draw_heading(const MapsPlace& place) {
        const Color color = place.is_input ? theme_.x.heading : theme_.y.heading;
        const Tag tag = network_layer_tag(place.column.shown);
        const float left = place.is_input ? input_area(place).min.x : place.area.min.x;
        const float width = place.area.max.x - left;
        const Rect band{{left, place.area.min.y}, {place.area.max.x, place.maps_top - 4 * unit_}};
        canvas_.card(band, {}, {}, 0, tag);
        const float room = width - pages_width(input_, place, unit_);
        const LayerHeading heading = layer_heading(canvas_, input_, place);
        draw_pages(place);
        fitted_text(canvas_, heading.title, {left, place.area.min.y + 17 * unit_},
                    {network_type::heading * unit_, Face::sans_bold, color}, room, tag);
        const TextStyle quiet{network_type::small * unit_, Face::sans, theme_.quiet};
        float y = place.area.min.y + 36 * unit_;
        for (const std::string& line : heading.lines) {
            fitted_text(canvas_, line, {left, y}, quiet, width, tag);
            y += 18 * unit_;
        }
    }

    /// Where a layer has more maps than are shown: the pages before and behind.
    void draw_pages(const MapsPlace& place) {
        const int layer = place.column.shown;
        if (pages_width(input_, place, unit_) == 0)
            return;
        const float side = page_button * unit_, gap = page_gap * unit_;
        float x = place.area.max.x - 2 * side - gap;
        for (const auto& [sign, action] :
             {std::pair("‹", NetworkAction::previous_page), std::pair("›", NetworkAction::next_page)}) {
            const Rect button{{x, place.area.min.y + unit_}, {x + side, place.area.min.y + unit_ + side}};
            canvas_.card(button, theme_.card, theme_.hairline, 4 * unit_, network_choice_tag(action, layer));
            canvas_.text(
                sign, button.center(),
                {network_type::text * unit_, Face::sans, theme_.text, AlignX::center, AlignY::middle});
            x += side + gap;
        }
    }

    /// Of X; a drawing lies at the left of it.
    Rect input_area(const MapsPlace& place) const {
        Rect area = place.area;
        if (shows_drawing(input_) && !input_.composition.column)
            area.min.x = area.center().x + drawing_gap / 2 * unit_;
        return area;
    }

    Rect input_place(const MapsPlace& place) const {
        const Rect area = input_area(place);
        const float bottom = area.max.y - 44 * unit_;
        return map_place(input_.pictures.input.maps.grid,
                         {{area.min.x, place.maps_top}, {area.max.x, bottom}});
    }

    void draw_input(const MapsPlace& place) {
        if (shows_drawing(input_) && !input_.composition.column)
            draw_drawing(canvas_, input_,
                         {place.area.min, {input_area(place).min.x - drawing_gap * unit_, place.area.max.y}});
        const Rect at = input_place(place);
        draw_network_input(canvas_, input_, at);
        draw_faces(canvas_, input_, at);
        if (lit_.element.layer == 0)
            return;
        const TextStyle style{network_type::small * unit_, Face::sans, text_color(theme_, theme_.window)};
        const std::string words = input_.texts(
            "network.what_sees", {{"name", element_title(input_.texts, *input_.results.network,
                                                         lit_.element.layer, lit_.channel, lit_.at)}});
        float y = at.max.y + 19 * unit_;
        for (const std::string& line : wrapped(canvas_, words, style, input_area(place).width())) {
            fitted_text(canvas_, line, {at.min.x, y}, style, input_area(place).width(),
                        tag_of(TagSpace::caption, 0));
            y += 17 * unit_;
        }
        draw_other_inputs({{at.min.x, y - 2 * unit_}, {place.area.max.x, place.area.max.y}});
    }

    /// What else may be put in, where there is room.
    void draw_other_inputs(const Rect& area) {
        constexpr float row = 40; // units
        if (!input_.composition.choices || area.height() < row * unit_)
            return;
        const bool takes_digits =
            input_.document.network.built_in == "digits" && !input_.document.network.onnx;
        std::vector<NetworkButton> buttons;
        const auto add = [&](NetworkAction action, std::string_view key) {
            buttons.push_back({action, std::string(input_.texts(key))});
        };
        if (takes_digits)
            shows_drawing(input_) ? add(NetworkAction::wipe, "network.wipe")
                                  : add(NetworkAction::draw_digit, "network.draw_digit");
        if (takes_digits || is_photograph(input_))
            add(NetworkAction::next_input, takes_digits ? "network.next_digit" : "network.next_photo");
        float y = area.min.y;
        if (!buttons.empty())
            y = draw_buttons(canvas_, input_, buttons, area.min, area.max.x);
        if (!is_photograph(input_))
            return;
        const TextStyle quiet{network_type::small * unit_, Face::sans, theme_.quiet};
        const std::vector<std::string> lines =
            wrapped(canvas_, std::string(input_.texts("network.drop_picture")), quiet, area.width());
        if (y + 17 * unit_ * static_cast<float>(lines.size()) + 4 * unit_ > area.max.y)
            return;
        for (const std::string& line : lines) {
            y += 17 * unit_;
            canvas_.text(line, {area.min.x, y + 2 * unit_}, quiet, tag_of(TagSpace::caption, 1));
        }
    }

    void draw_maps(const MapsPlace& place) {
        const LayerMaps& of = maps(place.column.shown);
        MapStyle style = value_style(theme_, theme_.y, of.low, of.high);
        style.numbers = false;
        const bool has_own_scale = is_photograph(input_) && !of.grid.is_units;
        for (int64_t channel = place.first; channel < place.end(); ++channel) {
            if (has_own_scale) {
                const MapRange& range = of.ranges[static_cast<std::size_t>(channel)];
                style.map = value_style(theme_, theme_.y, range.low, range.high).map;
            }
            draw_map(canvas_, of, channel, place.map(channel, of.grid), style, place.column.shown);
        }
        if (of.grid.is_units)
            return;
        for (int64_t channel = place.first; channel < place.end(); ++channel) {
            const Rect at = place.map(channel, of.grid);
            const bool is_lit = lit_.element.layer == place.column.shown && lit_.channel == channel;
            canvas_.text("[" + std::to_string(channel) + "]", {at.min.x, at.max.y + 13 * unit_},
                         {network_type::tiny * unit_, is_lit ? Face::sans_bold : Face::sans,
                          is_lit ? text_color(theme_, theme_.current) : theme_.quiet},
                         network_map_tag(place.column.shown, channel));
        }
    }

    void draw_lit(const MapsPlace& place) {
        const int layer = place.column.shown;
        const MapGrid& grid = place.is_input ? input_.pictures.input.maps.grid : maps(layer).grid;
        if (has_bars(place))
            return;
        const Sizes& shape = input_.results.network->layers[static_cast<std::size_t>(layer)].shape;
        const bool is_own = layer == lit_.element.layer;
        const LayerPart own = part_of(shape, is_own ? lit_.element.index : 0);
        const LayerPart* part = is_own ? &own : lit_part(lit_, layer);
        if (part == nullptr)
            return;
        const Color color = is_own                       ? theme_.current
                            : layer < lit_.element.layer ? theme_.window
                                                         : theme_.accent;
        const int64_t end = place.is_input ? 1 : place.end();
        for (int64_t channel = place.is_input ? 0 : place.first; channel < end; ++channel)
            if (const MapSpan span = span_of(shape, *part, place.is_input ? part->begin[1] : channel);
                !span.is_empty())
                draw_frame(
                    canvas_,
                    span_rect(place.is_input ? input_place(place) : place.map(channel, grid), grid, span),
                    color, is_own ? theme_.bold : 0.8F * theme_.bold);
    }

    /// Which columns have no room.
    void draw_left_out(const OverviewLayout& layout) {
        if (layout.columns == layout.all_columns)
            return;
        const std::string text = input_.texts(
            "network.columns_shown", {{"first", std::to_string(layout.first_column + 1)},
                                      {"last", std::to_string(layout.first_column + layout.columns - 2)},
                                      {"count", std::to_string(layout.all_columns)}});
        canvas_.text(text, {input_.composition.size.x - 24 * unit_, 38 * unit_},
                     {network_type::small * unit_, Face::sans, theme_.quiet, AlignX::right},
                     tag_of(TagSpace::caption, 1));
    }

    Canvas& canvas_;
    const NetworkSceneInput& input_;
    const Theme& theme_;
    float unit_;
    LitElement lit_;
};

} // namespace

float draw_overview(Canvas& canvas, const NetworkSceneInput& input) {
    return Overview(canvas, input).draw();
}

} // namespace convlens
