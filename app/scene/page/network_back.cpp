// Maps are pictures without numbers: those that matter are written beside them, as large as the last row
// reads them.
#include "scene/page/network_back.h"

#include "lesson/element_access.h"
#include "lesson/words.h"
#include "scene/base/tags.h"
#include "scene/network/columns.h"
#include "scene/network/kit.h"
#include "scene/network/way_back/back_parts.h"
#include "scene/network/way_back/stages.h"
#include "scene/page/page_content.h"
#include "scene/page/page_texts.h"

#include <algorithm>
#include <string>
#include <vector>

namespace convlens {
namespace {

// In units.
constexpr float words_size = 18, lead_size = 22;
constexpr float words_height = 25;
constexpr float max_pixels_share = 0.46F; // of the width

class WayBackFigure {
public:
    WayBackFigure(Canvas& canvas, const PageInput& input)
        : canvas_(canvas), input_(input), shown_(*input.content->network), network_(*shown_.results.network),
          rule_(input.question->network->network.rule), unit_(canvas.unit) {}

    void draw_way(const Rect& area) {
        const WayBack* const way = shown_way(shown_.results, rule_);
        if (way == nullptr)
            return;
        const float side =
            std::min(max_pixels_share * area.width(), area.height() - 2 * words_height * unit_);
        const Rect pixels{{area.max.x - side, area.min.y + words_height * unit_},
                          {area.max.x, area.min.y + words_height * unit_ + side}};
        draw_answer_pixels(*way, pixels);
        draw_stages(*way, {area.min, {pixels.min.x - 26 * unit_, area.max.y}});
    }

    void draw_rules(const Rect& area) {
        const RuleDifference* const cell = difference_of(*input_.question->network, shown_.results);
        if (cell == nullptr)
            return;
        const NetworkFacts& facts = shown_.facts;
        const std::string up =
            input_.texts("page.went_up", {{"layer", facts.layer}, {"value", answer_number(facts.y)}});
        const std::string down = input_.texts("page.comes_down", {{"value", answer_number(facts.arrives)}});
        const TextStyle plain{words_size * unit_, Face::sans, {}};
        const float baseline = area.min.y + 18 * unit_;
        const float right = draw_text(up + "   ", {area.min.x, baseline}, plain, input_.theme.y.heading);
        draw_text(down, {right, baseline}, plain, input_.theme.gradient.heading);
        const float top = area.min.y + 34 * unit_;
        const float height = (area.max.y - top) / 3;
        float y = top;
        for (const BackRule rule : {BackRule::backprop, BackRule::deconvnet, BackRule::guided}) {
            draw_rule(*cell, rule, {{area.min.x, y}, {area.max.x, y + height - 8 * unit_}});
            y += height;
        }
    }

private:
    const Layer& layer(int index) const { return network_.layers[static_cast<std::size_t>(index)]; }

    /// Smaller where it is too wide for `room`; returns where it ends.
    float draw_text(const std::string& text, Vec2 at, TextStyle style, Color color, float room = 1e6F) {
        style.color = color;
        style.size = fitting_size(canvas_, text, style, room);
        canvas_.text(text, at, style, tag_of(TagSpace::caption, 5));
        return at.x + canvas_.width(text, style);
    }

    /// A channel as a picture; returns its place.
    Rect draw_picture(const LayerMaps& maps, int64_t channel, const Rect& area) {
        const Rect place = map_place(maps.grid, area);
        MapStyle style = arriving_style(input_.theme, largest_magnitude(maps));
        style.numbers = false;
        draw_map(canvas_, maps, channel, place, style, -1);
        return place;
    }

    Rect draw_pixels_of(BackRule rule, const Rect& area) {
        const InputPicture& picture = shown_.pictures.pixels[static_cast<std::size_t>(rule)];
        if (picture.maps.is_empty())
            return area;
        const Rect place = map_place(picture.maps.grid, area);
        MapStyle style = arriving_style(input_.theme, picture.largest);
        style.numbers = false;
        draw_input_picture(canvas_, picture, place, style, -1);
        return place;
    }

    void draw_answer_pixels(const WayBack& way, const Rect& area) {
        const Rect place = draw_pixels_of(rule_, area);
        const TextStyle bold{lead_size * unit_, Face::sans_bold, {}};
        draw_text(input_.texts("network.arrives", {{"name", "X"}}), {place.min.x, area.min.y - 8 * unit_},
                  bold, input_.theme.gradient.heading, area.width());
        const CellSet* const cells = std::get_if<CellSet>(&*input_.content->truth);
        if (cells == nullptr)
            return;
        const MapGrid& grid = shown_.pictures.input.maps.grid;
        const Tensor<float>& arriving = way.arriving[0];
        for (const std::vector<int64_t>& at : *cells) {
            const MapSpan span{at[at.size() - 2], at.back(), 1, 1};
            draw_frame(canvas_, span_rect(place, grid, span), input_.theme.accent, 2 * input_.theme.bold);
            const double value = static_cast<double>(arriving[ravel_index(to_sizes(at), arriving.shape)]);
            draw_text(offer_text(input_, *input_.content->truth) + ": " + answer_number(value),
                      {place.min.x, place.max.y + 28 * unit_}, {lead_size * unit_, Face::mono_bold, {}},
                      input_.theme.accent, area.width());
        }
    }

    /// From above: what arrives at each layer, and what is done to it next.
    void draw_stages(const WayBack& way, const Rect& area) {
        const std::vector<BackStage> stages = back_stages(network_, way);
        if (stages.empty())
            return;
        const float height = area.height() / static_cast<float>(stages.size());
        const float side = std::min(height - 14 * unit_, 0.33F * area.width());
        float y = area.min.y;
        for (const BackStage& stage : stages) {
            const LayerMaps& maps =
                shown_.pictures.ways[static_cast<std::size_t>(rule_)][static_cast<std::size_t>(stage.layer)];
            const bool is_first = &stage == &stages.front();
            const int64_t channel = is_first ? way.from.channel : strongest_channels(maps, 1).front();
            const Rect place = draw_picture(maps, channel, {{area.min.x, y}, {area.min.x + side, y + side}});
            const MapGrid& grid = maps.grid;
            const int64_t cell = strongest_cell(maps, channel);
            draw_frame(canvas_, span_rect(place, grid, {cell / grid.columns, cell % grid.columns, 1, 1}),
                       input_.theme.current, input_.theme.bold);
            const Vec2 at{place.max.x + 12 * unit_, y};
            const float room = area.max.x - at.x;
            const TextStyle plain{words_size * unit_, Face::sans, {}};
            TextStyle bold = plain;
            bold.face = Face::sans_bold;
            draw_text(layer_title(input_.texts, network_, stage.layer) + " [" + std::to_string(channel) + "]",
                      at + Vec2{0, 18 * unit_}, bold, input_.theme.text, room);
            draw_text(answer_number(static_cast<double>(cell_value(maps, channel, cell))),
                      at + Vec2{0, 42 * unit_}, {words_size * unit_, Face::mono_bold, {}},
                      input_.theme.current, room);
            float baseline = y + 66 * unit_;
            for (const std::string& line :
                 wrapped(canvas_, "↓ " + stage_name(input_.texts, network_, stage), plain, room)) {
                if (baseline > y + height)
                    break;
                draw_text(line, {at.x, baseline}, plain, input_.theme.quiet);
                baseline += 22 * unit_;
            }
            y += height;
        }
    }

    /// R as it arrives, what the rule lets through of it, and the pixels that come of it.
    void draw_rule(const RuleDifference& cell, BackRule rule, const Rect& row) {
        const auto at = static_cast<std::size_t>(rule);
        const NetworkMaps& way = shown_.pictures.ways[at];
        const bool is_asked = rule == rule_;
        const Color ink = is_asked ? input_.theme.text : input_.theme.quiet;
        draw_text(rule_name(input_.texts, rule) + ": " + rule_words(input_.texts, rule),
                  row.min + Vec2{0, 19 * unit_},
                  {words_size * unit_, is_asked ? Face::sans_bold : Face::sans, {}}, ink, row.width());
        const float top = row.min.y + 28 * unit_, gap = 34 * unit_;
        const float side = row.max.y - top;
        float x = row.min.x;
        const auto arrow = [&] {
            canvas_.text("→", {x + gap / 2, top + side / 2},
                         {lead_size * unit_, Face::sans, ink, AlignX::center, AlignY::middle});
            x += gap;
        };
        const int below = layer(cell.layer).reads.front();
        for (const int one : {cell.layer, below}) {
            if (way.empty() || way[static_cast<std::size_t>(one)].is_empty())
                continue;
            const LayerMaps& maps = way[static_cast<std::size_t>(one)];
            const int64_t channel = channel_of(maps.grid, cell.flat);
            const Rect place = draw_picture(maps, channel, {{x, top}, {x + side, top + side}});
            const LayerPart part = part_of(layer(one).shape, cell.flat);
            draw_frame(canvas_, span_rect(place, maps.grid, span_of(layer(one).shape, part, channel)),
                       input_.theme.current, input_.theme.bold);
            x = place.max.x;
            arrow();
        }
        const Rect pixels = draw_pixels_of(rule, {{x, top}, {x + side, top + side}});
        const float right = pixels.max.x + 18 * unit_;
        draw_text("R → " + answer_number(static_cast<double>(cell.let_through[at])),
                  {right, top + side / 2 + 8 * unit_}, {lead_size * unit_, Face::mono_bold, {}},
                  is_asked ? input_.theme.y.heading : input_.theme.quiet, row.max.x - right);
    }

    Canvas& canvas_;
    const PageInput& input_;
    const ShownNetwork& shown_;
    const Network& network_;
    BackRule rule_;
    float unit_;
};

} // namespace

void draw_way_back(Canvas& canvas, const PageInput& input, const Rect& area) {
    WayBackFigure(canvas, input).draw_way(area);
}

void draw_three_rules(Canvas& canvas, const PageInput& input, const Rect& area) {
    WayBackFigure(canvas, input).draw_rules(area);
}

} // namespace convlens
