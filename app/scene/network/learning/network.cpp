// A network: loss and accuracy as curves, filters, how large gradients are in each layer, ReLUs that are
// dead.
#include "scene/network/chart.h"
#include "scene/network/columns.h"
#include "scene/network/controls.h"
#include "scene/network/kit.h"
#include "scene/network/learning/learning.h"
#include "scene/words/notation.h"
#include "scene/words/number.h"

#include "scene/base/color_maps.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace convlens {
namespace {

constexpr float min_both = 300; // units of height for two curves, and for filters of two layers

class NetworkLesson {
public:
    NetworkLesson(Canvas& canvas, const NetworkSceneInput& input)
        : canvas_(canvas), input_(input), texts_(input.texts), theme_(input.theme), unit_(canvas.unit),
          state_(*input.learning), trainer_(*state_.trainer), network_(trainer_.network()) {}

    void draw() {
        const float top =
            draw_network_title(canvas_, input_, std::string(texts_("network.learning_title")), remark()) +
            6 * unit_;
        choose_weight();
        const float bottom =
            draw_change_card(canvas_, input_, {weight_name(), change(), trainer_.options().momentum}).min.y -
            14 * unit_;
        const float margin = 24 * unit_, right = input_.composition.size.x - margin;
        const float gap = 18 * unit_, width = (right - margin - 2 * gap) / 3;
        const auto column = [&](int i) {
            const float x = margin + static_cast<float>(i) * (width + gap);
            return Rect{{x, top}, {x + width, bottom}};
        };
        draw_curves(column(0));
        draw_filters(column(1));
        draw_flow(column(2));
    }

private:
    /// Of the weight by the last step; before the first one it is as it is.
    NumberChange change() const {
        if (trainer_.epoch() > 0 || trainer_.step_in_epoch() > 0)
            return trainer_.change(layer_, false, weight_);
        const float now = weight_of(layer_)[weight_];
        return {now, 0, 0, 0, now, trainer_.learning_rate()};
    }

    std::string remark() const {
        const TrainingOptions& options = trainer_.options();
        if (options.falls_for > 0 && trainer_.epoch() >= options.falls_for)
            return texts_("network.learned_remark", {{"epochs", std::to_string(trainer_.epoch())},
                                                     {"momentum", value_text(options.momentum)},
                                                     {"batch", std::to_string(options.batch)},
                                                     {"seed", std::to_string(options.seed)}});
        return texts_("network.learning_remark", {{"epoch", std::to_string(trainer_.epoch() + 1)},
                                                  {"step", std::to_string(trainer_.step_in_epoch())},
                                                  {"steps", std::to_string(trainer_.steps_per_epoch())},
                                                  {"rate", value_text(trainer_.learning_rate())},
                                                  {"momentum", value_text(options.momentum)},
                                                  {"batch", std::to_string(options.batch)},
                                                  {"seed", std::to_string(options.seed)}});
    }

    const Tensor<float>& weight_of(int layer) const {
        return network_.layers[static_cast<std::size_t>(layer)].weight;
    }
    bool is_filter(int layer) const {
        return !weight_of(layer).data.empty() &&
               is_operation(network_.layers[static_cast<std::size_t>(layer)].kind);
    }

    /// The weight that is pointed at; else the one of the first layer that learns with the largest gradient.
    void choose_weight() {
        const int pointed = input_.hover.layer - 1;
        if (input_.hover.space == tag_of(TagSpace::network_weight, 0).space && pointed >= 0 &&
            pointed < static_cast<int>(network_.layers.size()) && input_.hover.index >= 0 &&
            input_.hover.index < weight_of(pointed).count()) {
            layer_ = pointed;
            weight_ = input_.hover.index;
            return;
        }
        const std::vector<Learned>& gradients = trainer_.gradients();
        while (layer_ + 1 < static_cast<int>(gradients.size()) &&
               gradients[static_cast<std::size_t>(layer_)].weight.data.empty())
            ++layer_;
        const std::vector<float>& gradient = gradients[static_cast<std::size_t>(layer_)].weight.data;
        const auto largest = std::max_element(gradient.begin(), gradient.end(),
                                              [](float a, float b) { return std::abs(a) < std::abs(b); });
        weight_ = largest == gradient.end() ? 0 : largest - gradient.begin();
    }

    std::string weight_name() const {
        const Layer& layer = network_.layers[static_cast<std::size_t>(layer_)];
        const Sizes at = unravel_index(weight_, layer.weight.shape);
        return layer_title(texts_, network_, layer_) + " " + element_brackets('w', at);
    }

    void draw_curves(const Rect& area) {
        canvas_.card(area, theme_.card, theme_.hairline, 8 * unit_, tag_of(TagSpace::chrome, 0));
        const bool shows_both = area.height() > min_both * unit_; // else the accuracy as a number
        const float middle = shows_both ? area.center().y : area.max.y;
        Chart loss;
        loss.y_name = std::string(texts_("network.loss"));
        loss.lines = {{counted_x(state_.losses.size()), state_.losses, theme_.accent, "", Dash::solid}};
        draw_chart(canvas_, loss,
                   {area.min + Vec2{12 * unit_, 8 * unit_}, {area.max.x - 12 * unit_, middle}});
        Chart accuracy;
        std::vector<double> percent;
        for (const double share : state_.accuracies)
            percent.push_back(100 * share);
        accuracy.y_name = std::string(texts_("network.accuracy"));
        accuracy.x_name = std::string(texts_("network.epochs"));
        accuracy.lines = {{counted_x(percent.size()), percent, theme_.y.heading, "", Dash::solid}};
        if (shows_both)
            draw_chart(canvas_, accuracy,
                       {{area.min.x + 12 * unit_, middle}, area.max - Vec2{12 * unit_, 8 * unit_}});
        if (percent.empty())
            return;
        const std::string words = number_text(percent.back(), 1) + " %";
        const float y = (shows_both ? middle : area.min.y + 8 * unit_) + 18 * unit_;
        canvas_.text(words, {area.max.x - 20 * unit_, y},
                     {network_type::heading * unit_, Face::sans_bold, theme_.y.heading, AlignX::right});
    }

    /// Kernels of a convolution as maps, [O, C] of them.
    void draw_filters(const Rect& area) {
        std::vector<int> layers;
        for (int i = 0; i < static_cast<int>(network_.layers.size()); ++i)
            if (is_filter(i) && layers.size() < (area.height() > min_both * unit_ ? 2U : 1U))
                layers.push_back(i);
        const float height = area.height() / static_cast<float>(std::max<std::size_t>(layers.size(), 1));
        float y = area.min.y;
        for (const int layer : layers) {
            draw_layer_filters(layer, {{area.min.x, y}, {area.max.x, y + height - 8 * unit_}});
            y += height;
        }
    }

    void draw_layer_filters(int index, const Rect& area) {
        const Layer& layer = network_.layers[static_cast<std::size_t>(index)];
        Sizes shape{1, layer.weight.shape[0] * layer.weight.shape[1]};
        for (std::size_t axis = 2; axis < layer.weight.shape.size(); ++axis)
            shape.push_back(layer.weight.shape[axis]);
        const LayerMaps maps = layer_maps(Tensor<float>(shape, layer.weight.data));
        const auto filters = static_cast<std::size_t>(layer.weight.shape[0]);
        const int64_t per_filter = layer.weight.shape[1];
        const std::string words =
            texts_(per_filter == 1 ? "network.filters" : "network.filters_first",
                   {{"name", layer_title(texts_, network_, index)}, {"count", std::to_string(filters)}});
        fitted_text(canvas_, words, area.min + Vec2{0, 16 * unit_},
                    {network_type::text * unit_, Face::sans_bold, theme_.w.heading}, area.width(),
                    network_layer_tag(index));
        const Rect inner{{area.min.x, area.min.y + 26 * unit_}, area.max};
        const std::size_t columns = columns_for(filters, inner);
        const std::size_t rows = (filters + columns - 1) / columns;
        const float side = std::min((inner.width() + 8 * unit_) / static_cast<float>(columns) - 8 * unit_,
                                    (inner.height() + 8 * unit_) / static_cast<float>(rows) - 8 * unit_);
        MapStyle style = arriving_style(theme_, largest_magnitude(maps));
        style.numbers = false;
        style.line = with_alpha(theme_.w.line, 0.5F);
        for (std::size_t i = 0; i < filters; ++i) {
            const float pitch = side + 8 * unit_;
            const Vec2 at = cell_corner(inner.min, static_cast<int64_t>(i), static_cast<int64_t>(columns),
                                        {pitch, pitch});
            const Rect place = map_place(maps.grid, {at, at + Vec2{side, side}});
            const int64_t channel = static_cast<int64_t>(i) * per_filter;
            draw_map(canvas_, maps, channel, place, style, -1);
            tag_weights(place, index, maps.grid, channel);
            if (index == layer_ && weight_ / maps.grid.elements == channel)
                draw_frame(canvas_, span_rect(place, maps.grid, weight_span(maps.grid)), theme_.current,
                           theme_.bold);
        }
    }

    static std::size_t columns_for(std::size_t count, const Rect& area) {
        std::size_t best = 1;
        float best_side = 0;
        for (std::size_t columns = 1; columns <= count; ++columns) {
            const std::size_t rows = (count + columns - 1) / columns;
            const float side = std::min(area.width() / static_cast<float>(columns),
                                        area.height() / static_cast<float>(rows));
            if (side > best_side) {
                best_side = side;
                best = columns;
            }
        }
        return best;
    }

    MapSpan weight_span(const MapGrid& grid) const {
        const int64_t at = weight_ % grid.elements;
        return {at / grid.columns, at % grid.columns, 1, 1};
    }

    /// Over the map, for pick: its cells are weights.
    void tag_weights(const Rect& place, int layer, const MapGrid& grid, int64_t channel) {
        const float side = place.width() / static_cast<float>(grid.columns);
        for (int64_t i = 0; i < grid.elements; ++i) {
            const Vec2 corner = cell_corner(place.min, i, grid.columns, {side, side});
            Tag tag = tag_of(TagSpace::network_weight, channel * grid.elements + i);
            tag.layer = layer + 1;
            canvas_.add(box_of({corner, corner + Vec2{side, side}}), tag);
        }
    }

    /// A bar a layer on a logarithmic scale, from a thousandth of the largest.
    void draw_flow(const Rect& area) {
        canvas_.card(area, theme_.card, theme_.hairline, 8 * unit_, tag_of(TagSpace::chrome, 0));
        const float left = area.min.x + 18 * unit_, right = area.max.x - 18 * unit_;
        fitted_text(canvas_, std::string(texts_("network.flow")), {left, area.min.y + 30 * unit_},
                    {network_type::text * unit_, Face::sans_bold, theme_.gradient.heading}, right - left);
        const std::vector<double>& flow = trainer_.flow();
        double largest = 0;
        std::vector<std::size_t> layers;
        for (std::size_t i = 1; i < flow.size(); ++i)
            if (flow[i] > 0) {
                layers.push_back(i);
                largest = std::max(largest, flow[i]);
            }
        constexpr float min_pitch = 17; // units
        if (layers.empty())
            return draw_nothing_yet({{left, area.min.y + 58 * unit_}, {right, area.max.y}});
        const std::vector<std::pair<std::string, TextStyle>> lines = dead_lines(right - left);
        const float top = area.min.y + 46 * unit_;
        const float words = (20 * static_cast<float>(lines.size()) + 12) * unit_;
        const float room = area.height() - 46 * unit_ - words;
        if (static_cast<float>(layers.size()) * min_pitch * unit_ > room) // those that learn
            std::erase_if(layers, [&](std::size_t i) { return network_.layers[i].weight.data.empty(); });
        const float pitch =
            std::min(30 * unit_, room / static_cast<float>(std::max<std::size_t>(layers.size(), 1)));
        const TextStyle number{flow_size(pitch), Face::mono, theme_.quiet, AlignX::right, AlignY::middle};
        float numbers = 56 * unit_;
        for (const std::size_t i : layers)
            numbers = std::max(numbers, canvas_.width(value_text(flow[i]), number));
        float y = top + pitch / 2;
        for (const std::size_t i : layers) {
            draw_flow_bar(i, flow[i] / largest, {left, y}, right - numbers - 10 * unit_, pitch);
            canvas_.text(value_text(flow[i]), {right, y}, number);
            y += pitch;
        }
        y = area.max.y - words + 18 * unit_;
        for (const auto& [line, style] : lines) {
            canvas_.text(line, {left, y}, style);
            y += 20 * unit_;
        }
    }

    /// Before the first step: what brings the bars.
    void draw_nothing_yet(const Rect& area) {
        const TextStyle style{network_type::text * unit_, Face::sans, theme_.quiet};
        float y = area.min.y;
        for (const std::string& line :
             wrapped(canvas_, std::string(texts_("network.flow_empty")), style, area.width())) {
            canvas_.text(line, {area.min.x, y}, style, tag_of(TagSpace::caption, 0));
            y += 21 * unit_;
        }
    }

    float flow_size(float pitch) const {
        return std::clamp(0.8F * pitch, network_type::tiny * unit_, network_type::small * unit_);
    }

    /// `share` of the largest.
    void draw_flow_bar(std::size_t layer, double share, Vec2 at, float end, float pitch) {
        constexpr double decades = 4;
        const float size = flow_size(pitch);
        const float start = at.x + 96 * unit_;
        const double length = std::clamp(1 + std::log10(share) / decades, 0.02, 1.0);
        fitted_text(canvas_, network_.layers[layer].name, at,
                    {size, Face::sans, theme_.text, AlignX::left, AlignY::middle}, 90 * unit_,
                    network_layer_tag(static_cast<int>(layer)));
        canvas_.card({{start, at.y - 0.3F * pitch},
                      {start + static_cast<float>(length) * (end - start), at.y + 0.3F * pitch}},
                     theme_.gradient.line, {}, 3 * unit_);
    }

    /// What is said of ReLUs that are dead, wrapped.
    std::vector<std::pair<std::string, TextStyle>> dead_lines(float room) {
        std::string text;
        for (const DeadChannels& dead : state_.dead) {
            const auto layer = static_cast<std::size_t>(dead.layer);
            text += (text.empty() ? "" : " · ") +
                    texts_("network.dead", {{"name", network_.layers[layer].name},
                                            {"dead", std::to_string(dead.channels.size())},
                                            {"count", std::to_string(network_.layers[layer].shape[1])}});
        }
        const TextStyle bold{network_type::small * unit_, Face::sans_bold, theme_.text};
        const TextStyle plain{network_type::small * unit_, Face::sans, theme_.quiet};
        std::vector<std::pair<std::string, TextStyle>> lines;
        for (const std::string& line :
             wrapped(canvas_, std::string(texts_("network.dead_title")), bold, room))
            lines.emplace_back(line, bold);
        for (const std::string& line : wrapped(canvas_, text, plain, room))
            lines.emplace_back(line, plain);
        return lines;
    }

    Canvas& canvas_;
    const NetworkSceneInput& input_;
    const Texts& texts_;
    const Theme& theme_;
    float unit_;
    const LearningState& state_;
    const Trainer& trainer_;
    const Network& network_;
    int layer_ = 0;
    int64_t weight_ = 0;
};

} // namespace

void draw_learning_network(Canvas& canvas, const NetworkSceneInput& input) {
    NetworkLesson(canvas, input).draw();
}

} // namespace convlens
