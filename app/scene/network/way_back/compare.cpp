// A card a rule; rows are the same in all: a cell where y > 0 and R < 0, one where y is 0 and R > 0, the
// pixels. Where there is little room only the row that is being looked at, larger.
#include "scene/network/way_back/compare.h"

#include "scene/network/columns.h"
#include "scene/network/controls.h"
#include "scene/network/kit.h"
#include "scene/network/way_back/back_parts.h"
#include "scene/network/way_back/stages.h"
#include "scene/words/number.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>
#include <vector>

namespace convlens {
namespace {

// Units.
constexpr float gap = 18, narrow_gap = 12;
constexpr float head_height = 62, row_gap = 10;
constexpr float caption_height = 20;

class Comparison {
public:
    Comparison(Canvas& canvas, const NetworkSceneInput& input)
        : canvas_(canvas), input_(input), texts_(input.texts), theme_(input.theme), unit_(canvas.unit),
          results_(input.results) {}

    float draw() {
        const Chosen& from = results_.chosen;
        const std::string name = element_title(texts_, *results_.network, from.layer, from.channel, from.at);
        const float top =
            draw_network_title(
                canvas_, input_, std::string(texts_("network.compare_title")),
                texts_("network.compare_remark",
                       {{"name", name}, {"equals", signed_equals(static_cast<double>(from.value))}}) +
                    score_words(input_)) +
            6 * unit_;
        if (input_.composition.column)
            return draw_column(top);
        draw_title_buttons(canvas_, input_, std::string(texts_("network.compare_title")),
                           {{NetworkAction::overview, std::string(texts_("network.overview"))},
                            {NetworkAction::path, std::string(texts_("network.send_down"))}});
        const Vec2 size = input_.composition.size;
        const float margin = 24 * unit_, bottom = size.y - margin;
        rows_ = rows({{0, top + head_height * unit_}, {0, bottom - 8 * unit_}});
        const float between = (shows_one_row() ? narrow_gap : gap) * unit_;
        const Rect left{{margin, top}, {margin + left_column(input_, unit_), bottom}};
        draw_left(left);
        const float start = left.max.x + (shows_one_row() ? narrow_gap : 26) * unit_;
        const float width = (size.x - margin - start - 2 * between) / 3;
        float x = start;
        for (const BackRule rule : {BackRule::backprop, BackRule::deconvnet, BackRule::guided}) {
            draw_card(rule, {{x, top}, {x + width, bottom}});
            x += width + between;
        }
        return bottom;
    }

private:
    /// What is lit in words and X, then a card a rule with all its rows.
    float draw_column(float top) {
        const float margin = side_margin(input_, unit_);
        const Rect area{{margin, top}, {input_.composition.size.x - margin, 0}};
        float y = top;
        for (const RuleDifference& difference : results_.differences)
            y = draw_difference_words(difference_words(difference), {{area.min.x, y}, area.max},
                                      difference.layer) +
                8 * unit_;
        const float side = 0.4F * area.width();
        y = draw_input_beside(canvas_, input_, {{area.min.x, y}, {area.min.x + side, y + side + 28 * unit_}},
                              seen_part()) +
            14 * unit_;
        // Two maps beside each other, and the pixels.
        const float inner = area.width() - 2 * gap * unit_;
        const float one = (inner - 40 * unit_) / 2 + (caption_height + 24) * unit_;
        const auto count = static_cast<float>(results_.differences.size());
        const float height =
            (head_height + 12) * unit_ + count * (one + row_gap * unit_) + 0.52F * inner + 4 * unit_;
        for (const BackRule rule : {BackRule::backprop, BackRule::deconvnet, BackRule::guided}) {
            rows_.clear();
            float row = y + head_height * unit_;
            for (std::size_t i = 0; i <= results_.differences.size(); ++i, row += one + row_gap * unit_)
                rows_.push_back({{0, row}, {0, row + one}});
            rows_.back().max.y = rows_.back().min.y + 0.52F * inner + 4 * unit_;
            draw_card(rule, {{area.min.x, y}, {area.max.x, y + height}});
            y += height + 12 * unit_;
        }
        return y - 12 * unit_;
    }

    LayerPart seen_part() const {
        const Layer& layer = results_.network->layers[static_cast<std::size_t>(results_.chosen.layer)];
        return seen_by(*results_.network, results_.chosen.layer, part_of(layer.shape, results_.chosen.flat))
            .front();
    }

    /// Tops and bottoms: one a difference, the last of the pixels.
    std::vector<Rect> rows(const Rect& area) const {
        const std::size_t differences = results_.differences.size();
        const float spaces = row_gap * unit_ * static_cast<float>(differences);
        const float room = area.height() - spaces;
        const float pixels_share = differences == 0 ? 1.0F : differences == 1 ? 0.5F : 0.34F;
        std::vector<Rect> rows;
        float y = area.min.y;
        if (shows_one_row())
            return std::vector<Rect>(differences + 1, area);
        for (std::size_t i = 0; i <= differences; ++i) {
            const float height = i == differences
                                     ? pixels_share * room
                                     : (1 - pixels_share) * room / static_cast<float>(differences);
            rows.push_back({{0, y}, {0, y + height}});
            y += height + row_gap * unit_;
        }
        return rows;
    }

    bool shows_one_row() const { return !input_.composition.column && is_narrow(input_, unit_); }
    /// Of the cursor, of which the last step is that of the pixels.
    std::size_t row_now() const {
        const auto step = static_cast<std::size_t>(std::max<int64_t>(input_.cursor.step, 0));
        return input_.cursor.reveal_all || step >= 2 ? rows_.size() - 1 : std::min(step, rows_.size() - 1);
    }
    bool is_drawn(std::size_t row) const { return !shows_one_row() || row == row_now(); }

    /// Rows appear one after the other; the cursor's own is the one that is being looked at.
    bool is_shown(std::size_t row) const {
        const std::size_t step = row + 1 == rows_.size() ? 2 : row;
        return shown_cells(input_.cursor, step, 1) > 0;
    }

    static bool lets_negative_pass(const RuleDifference& difference) { return difference.y > 0; }

    double slope_at(const RuleDifference& difference) const {
        return slope_of(results_.network->layers[static_cast<std::size_t>(difference.layer)]);
    }
    /// Of the ReLUs that are shown.
    double slope() const { return results_.differences.empty() ? 0 : slope_at(results_.differences.front()); }

    std::string difference_words(const RuleDifference& difference) const {
        if (lets_negative_pass(difference))
            return std::string(texts_("network.differ_negative"));
        const double slope = slope_at(difference);
        return slope == 0 ? std::string(texts_("network.differ_positive"))
                          : texts_("network.differ_leaky", {{"slope", number_text(slope, 2)}});
    }

    /// X beside the pixels; what is lit beside the differences.
    void draw_left(const Rect& area) {
        if (!shows_one_row() && !results_.differences.empty())
            draw_key(area);
        for (std::size_t i = 0; i < results_.differences.size(); ++i) {
            const RuleDifference& difference = results_.differences[i];
            if (!is_drawn(i))
                continue;
            draw_difference_words(difference_words(difference),
                                  {{area.min.x, rows_[i].min.y}, {area.max.x, rows_[i].max.y}},
                                  difference.layer);
        }
        if (!is_drawn(rows_.size() - 1))
            return;
        const float top =
            results_.differences.empty() || shows_one_row() ? area.min.y : rows_.back().min.y - 12 * unit_;
        draw_input_beside(canvas_, input_, {{area.min.x, top}, {area.max.x, area.max.y}}, seen_part());
    }

    /// What y and R are, and their colours, above the differences.
    void draw_key(const Rect& area) {
        const TextStyle mono{network_type::small * unit_, Face::mono_bold, theme_.y.heading};
        const TextStyle words{network_type::small * unit_, Face::sans, theme_.quiet};
        float y = area.min.y + 14 * unit_;
        for (const auto& [letter, color, key] :
             {std::tuple("y", theme_.y.heading, "network.y_words"),
              std::tuple("R", theme_.gradient.heading, "network.r_words")}) {
            canvas_.text(letter, {area.min.x, y}, {mono.size, mono.face, color});
            const float indent = canvas_.width("y", mono) + 8 * unit_;
            fitted_text(canvas_, std::string(texts_(key)), {area.min.x + indent, y}, words,
                        area.width() - indent, tag_of(TagSpace::caption, 1));
            y += 19 * unit_;
        }
        const std::vector<Swatch> swatches = signed_swatches(input_, arriving_style(theme_, 1));
        if (swatches_width(canvas_, swatches) <= area.width())
            draw_swatches(canvas_, swatches, {area.min.x, y});
    }

    /// Returns their bottom.
    float draw_difference_words(const std::string& words, const Rect& area, int layer) {
        const TextStyle bold{network_type::text * unit_, Face::sans_bold, text_color(theme_, theme_.current)};
        const TextStyle plain{network_type::text * unit_, Face::sans, theme_.text};
        const std::string name =
            layer_title(texts_, *results_.network, layer) + " + " +
            layer_kind_text(texts_, results_.network->layers[static_cast<std::size_t>(layer)]);
        const Vec2 at{area.min.x, area.min.y + 16 * unit_};
        fitted_text(canvas_, name, at, bold, area.width(), network_layer_tag(layer));
        return draw_lines(canvas_, wrapped(canvas_, words, plain, area.width()), at + Vec2{0, 21 * unit_},
                          plain, 21 * unit_, tag_of(TagSpace::caption, 0)) -
               14 * unit_;
    }

    void draw_card(BackRule rule, const Rect& card) {
        const bool is_own = rule == input_.document.rule;
        const Tag tag = network_choice_tag(action_of(rule));
        canvas_.card(card, theme_.card, is_own ? theme_.gradient.line : theme_.hairline, 8 * unit_, tag);
        const float inside = (shows_one_row() ? narrow_gap : gap) * unit_;
        const Rect inner{{card.min.x + inside, card.min.y}, {card.max.x - inside, card.max.y}};
        canvas_.text(rule_name(texts_, rule), inner.min + Vec2{0, 29 * unit_},
                     {network_type::lead * unit_, Face::sans_bold, theme_.gradient.heading}, tag);
        fitted_text(canvas_, rule_words(texts_, rule, slope()), inner.min + Vec2{0, 51 * unit_},
                    {network_type::text * unit_, Face::sans, theme_.quiet}, inner.width(), tag);
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            const Rect row{{inner.min.x, rows_[i].min.y}, {inner.max.x, rows_[i].max.y}};
            if (!is_drawn(i))
                continue;
            if (i < results_.differences.size())
                draw_difference(rule, results_.differences[i], row, is_shown(i));
            else
                draw_pixel_row(rule, row, is_shown(i));
        }
    }

    /// R as it arrives and what the rule lets through of it, with the numbers of the lit cell.
    void draw_difference(BackRule rule, const RuleDifference& difference, const Rect& row, bool shown) {
        const auto at = static_cast<std::size_t>(rule);
        const NetworkMaps& way = input_.pictures.ways[at];
        const int relu = difference.layer;
        const int below = results_.network->layers[static_cast<std::size_t>(relu)].reads[0];
        if (way.empty() || way[static_cast<std::size_t>(relu)].is_empty() ||
            way[static_cast<std::size_t>(below)].is_empty())
            return;
        const LayerMaps& arriving = way[static_cast<std::size_t>(relu)];
        const MapGrid& grid = arriving.grid;
        const float words = (shows_one_row() ? 46 : 24) * unit_; // the result has a line of its own
        const auto [first_at, second_at] = map_places(row, words);
        const MapStyle style = arriving_style(theme_, largest_magnitude(arriving));
        const Rect first = draw_one(arriving, relu, difference.flat, first_at, style);
        MapStyle after = style;
        after.shown = shown ? INT64_MAX : 0;
        const Rect second =
            draw_one(way[static_cast<std::size_t>(below)], below, difference.flat, second_at, after);
        if (!shows_one_row())
            canvas_.text("→", {(first.max.x + second.min.x) / 2, first.center().y},
                         {22 * unit_, Face::sans, theme_.gradient.heading, AlignX::center, AlignY::middle});
        const TextStyle caption{network_type::small * unit_, Face::sans, theme_.quiet};
        const std::string channel = " [" + std::to_string(channel_of(grid, difference.flat)) + "]";
        const float room = shows_one_row() ? row.width() : second.min.x - row.min.x - 10 * unit_;
        fitted_text(canvas_, std::string(texts_("network.r_arrives")) + channel,
                    first_at.min - Vec2{0, 6 * unit_}, caption, room);
        fitted_text(canvas_, (shows_one_row() ? "↓ " : "") + std::string(texts_("network.after_rule")),
                    second_at.min - Vec2{0, 6 * unit_}, caption, row.max.x - second.min.x);
        draw_numbers(difference, at, {row.min.x, second_at.max.y + 19.2F * unit_}, row.width(), shown);
    }

    /// Beside each other; in a row that has the card's whole height one below the other.
    std::pair<Rect, Rect> map_places(const Rect& row, float words) const {
        const float caption = caption_height * unit_;
        const Vec2 corner{row.min.x, row.min.y + caption};
        if (shows_one_row()) {
            const float side = std::min(row.width(), (row.height() - words) / 2 - caption);
            const Vec2 second{corner.x, corner.y + side + caption};
            return {{corner, corner + Vec2{side, side}}, {second, second + Vec2{side, side}}};
        }
        const float side = std::min((row.width() - 40 * unit_) / 2, row.height() - words - caption);
        const Vec2 second{row.min.x + std::max(side + 40 * unit_, row.width() / 2 + 8 * unit_), corner.y};
        return {{corner, corner + Vec2{side, side}}, {second, second + Vec2{side, side}}};
    }

    Rect draw_one(const LayerMaps& maps, int layer, int64_t flat, const Rect& area, MapStyle style) {
        const int64_t channel = maps.grid.is_units ? 0 : channel_of(maps.grid, flat);
        const Rect place = map_place(maps.grid, area);
        style.numbers = false;
        draw_map(canvas_, maps, channel, place, style, layer);
        const Sizes& shape = results_.network->layers[static_cast<std::size_t>(layer)].shape;
        draw_frame(canvas_, span_rect(place, maps.grid, span_of(shape, part_of(shape, flat), channel)),
                   theme_.current, theme_.bold);
        return place;
    }

    /// "y = 0.06   R = −0.05   → −0.05".
    void draw_numbers(const RuleDifference& difference, std::size_t rule, Vec2 at, float room, bool shown) {
        const NumberText up = short_number(static_cast<double>(difference.y));
        const NumberText down = short_number(static_cast<double>(difference.arrives[rule]));
        const std::string through = value_text(static_cast<double>(difference.let_through[rule]));
        const float size = network_type::text * unit_;
        std::vector<std::pair<std::string, TextStyle>> pieces = {
            {"y " + std::string(up.sign()) + " " + up.text + "  ", {size, Face::mono, theme_.y.heading}},
            {"R " + std::string(down.sign()) + " " + down.text + "  ",
             {size, Face::mono, theme_.gradient.heading}},
            {"→ " + through, {1.1F * size, Face::mono_bold, text_color(theme_, theme_.current)}}};
        float width = 0;
        for (const auto& [text, style] : pieces)
            width += canvas_.width(text, style);
        if (!shown)
            pieces.back().first.clear();
        const float smallest = network_type::tiny * unit_;
        if (width * smallest > room * size) { // the last one on a line of its own
            const std::pair<std::string, TextStyle> last = pieces.back();
            pieces.pop_back();
            for (auto& [text, style] : pieces)
                style.size = smallest;
            canvas_.run(at, pieces, tag_of(TagSpace::formula, 0));
            canvas_.text(last.first, at + Vec2{0, 17 * unit_},
                         {smallest, last.second.face, last.second.color});
            return;
        }
        for (auto& [text, style] : pieces)
            style.size = std::max(style.size * std::min(1.0F, room / width), smallest);
        canvas_.run(at, pieces, tag_of(TagSpace::formula, 0));
    }

    /// The words are right of the pixels, or below them.
    void draw_pixel_row(BackRule rule, Rect row, bool shown) {
        const float words = 84 * unit_;
        const float side = shows_one_row() ? std::min(row.height() - words, row.width())
                                           : std::min(row.height() - 4 * unit_, 0.52F * row.width());
        draw_pixels(canvas_, input_, rule, {row.min, row.min + Vec2{side, side}}, shown ? INT64_MAX : 0);
        (shows_one_row() ? row.min.y : row.min.x) += side + (shows_one_row() ? 4 : 16) * unit_;
        const float x = row.min.x;
        const TextStyle bold{network_type::text * unit_, Face::sans_bold, theme_.text};
        const TextStyle quiet{network_type::small * unit_, Face::sans, theme_.quiet};
        fitted_text(canvas_, std::string(texts_("network.pixels")), {x, row.min.y + 18 * unit_}, bold,
                    row.max.x - x);
        float y = row.min.y + 40 * unit_;
        for (const std::string& line :
             wrapped(canvas_, pixel_scale_text(input_, rule), quiet, row.max.x - x)) {
            canvas_.text(line, {x, y}, quiet);
            y += 18 * unit_;
        }
    }

    Canvas& canvas_;
    const NetworkSceneInput& input_;
    const Texts& texts_;
    const Theme& theme_;
    float unit_;
    const NetworkResults& results_;
    std::vector<Rect> rows_;
};

} // namespace

float draw_comparison(Canvas& canvas, const NetworkSceneInput& input) {
    return Comparison(canvas, input).draw();
}

} // namespace convlens
