// One epoch, or two side by side in one chart; the chart is as large from the first moment as it will be.
#include "scene/page/epoch_figure.h"

#include "scene/base/color_maps.h"
#include "scene/base/tags.h"
#include "scene/network/chart.h"
#include "scene/network/kit.h"
#include "scene/page/page_content.h"
#include "scene/page/page_texts.h"
#include "scene/page/shown_network.h"
#include "scene/words/number.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace convlens {
namespace {

// In units.
constexpr float text_size = 18, heading_size = 20;
constexpr float line_height = 25;
constexpr float chart_zoom = 1.4F; // of its type, which is that of the views of networks
constexpr float steps_height = 34; // of a row of steps
constexpr float filter_gap = 6;

/// How much of the epoch is shown.
double shown_share(const PageInput& input) {
    if (input.state.phase != PagePhase::revealed)
        return 0;
    const Cursor& cursor = input.cursor;
    if (cursor.reveal_all)
        return 1;
    const auto progress = static_cast<double>(cursor.progress);
    switch (cursor.phase) {
    case Phase::move:
        return 0.4 * progress;
    case Phase::terms:
        return 0.4 + 0.4 * progress;
    case Phase::drop:
        return 0.8 + 0.2 * progress;
    case Phase::hold:
        break;
    }
    return 1;
}

/// One of the trainings as it is drawn.
struct Run {
    const EpochWalk& walk;
    Color color;
    Dash dash;
    std::size_t point; // the last one that is shown

    const EpochPoint& now() const { return walk.points[point]; }
};

class EpochFigure {
public:
    EpochFigure(Canvas& canvas, const PageInput& input)
        : canvas_(canvas), input_(input), theme_(input.theme), unit_(canvas.unit) {
        const ShownNetwork& shown = *input.content->network;
        const auto add = [&](const EpochWalk& walk, Color color, Dash dash) {
            const auto last = static_cast<double>(walk.points.size() - 1);
            runs_.push_back({walk, color, dash, static_cast<std::size_t>(last * shown_share(input))});
        };
        add(*shown.epoch, theme_.y.heading, Dash::solid);
        if (shown.changed_epoch)
            add(*shown.changed_epoch, theme_.accent, Dash::dashed);
    }

    void draw(const Rect& area) {
        input_.state.phase == PagePhase::revealed ? draw_training(area) : draw_steps(area);
    }

private:
    void text(const std::string& text, Vec2 at, const TextStyle& style) {
        canvas_.text(text, at, style, tag_of(TagSpace::caption, 5));
    }
    TextStyle style(float size, Face face, Color color) const { return {size * unit_, face, color}; }

    std::string batch_name(const Run& run) const {
        return input_.texts("page.batch", {{"batch", std::to_string(run.walk.batch)}});
    }

    std::string gradient_name(const std::string& layer) const {
        return input_.texts("page.gradient_of", {{"layer", layer}});
    }

    // While the question is open.

    void draw_steps(const Rect& area) {
        float y = area.min.y;
        for (const Run& run : runs_) {
            text(batch_name(run), {area.min.x, y + heading_size * unit_},
                 style(heading_size, Face::sans_bold, run.color));
            TextStyle right = style(text_size, Face::sans, theme_.quiet);
            right.align_x = AlignX::right;
            text(input_.texts(run.walk.steps == 1 ? "page.epoch_step" : "page.epoch_steps",
                              {{"steps", std::to_string(run.walk.steps)}}),
                 {area.max.x, y + heading_size * unit_}, right);
            y += 30 * unit_;
            draw_row_of_steps(run, {{area.min.x, y}, {area.max.x, y + steps_height * unit_}});
            y += (steps_height + 16) * unit_;
        }
        const EpochPoint& start = runs_.front().walk.points.front();
        y += 6 * unit_;
        text(std::string(input_.texts("page.filters_start")), {area.min.x, y + heading_size * unit_},
             style(heading_size, Face::sans_bold, theme_.w.heading));
        y += 32 * unit_;
        const float bottom = std::min(area.max.y - 46 * unit_, y + 140 * unit_);
        const Rect filters = draw_filters(start, {{area.min.x, y}, {area.max.x, bottom}});
        text(input_.texts("page.loss_start", {{"loss", number_text(start.loss, 2)}}),
             {area.min.x, filters.max.y + 36 * unit_}, style(22, Face::sans_bold, theme_.text));
    }

    /// All digits as one bar, cut where a step ends.
    void draw_row_of_steps(const Run& run, const Rect& bar) {
        const auto steps = static_cast<float>(run.walk.steps);
        canvas_.card(bar, theme_.x.fill, theme_.x.line, 0);
        std::get<Box>(canvas_.last().shape).stroke_width = unit_;
        const auto batch = static_cast<float>(run.walk.batch);
        const auto images = static_cast<float>(run.walk.points.back().images);
        if (bar.width() / steps < 2.5F * unit_) // they would be one
            return;
        for (float step = 1; step < steps; ++step) {
            const float x = bar.min.x + bar.width() * step * batch / images;
            canvas_.line({x, bar.min.y}, {x, bar.max.y}, theme_.x.line, unit_);
        }
    }

    // After the reveal.

    void draw_training(const Rect& area) {
        const auto count = static_cast<float>(runs_.size());
        const float row = std::min(0.25F * area.height(), 122 * unit_);
        const float top = area.max.y - count * row;
        draw_losses({area.min, {area.max.x, top - 10 * unit_}});
        for (std::size_t i = 0; i < runs_.size(); ++i) {
            const float y = top + static_cast<float>(i) * row;
            draw_run(runs_[i], {{area.min.x, y}, {area.max.x, y + row - 8 * unit_}});
        }
    }

    void draw_losses(const Rect& area) {
        Chart chart;
        chart.y_name = std::string(input_.texts("page.loss_held_out"));
        chart.x_name = std::string(input_.texts("page.digits_seen"));
        for (const Run& run : runs_) {
            ChartLine line{{}, {}, run.color, std::to_string(run.walk.batch), run.dash};
            for (const EpochPoint& point : run.walk.points) {
                chart.max_x = std::max(chart.max_x, static_cast<double>(point.images));
                chart.max_y = std::max(chart.max_y, point.loss);
                if (line.x.size() > run.point)
                    continue;
                line.x.push_back(static_cast<double>(point.images));
                line.y.push_back(point.loss);
            }
            chart.lines.push_back(std::move(line));
        }
        Canvas large = canvas_.zoomed(chart_zoom);
        draw_chart(large, chart, area);
    }

    void draw_run(const Run& run, const Rect& area) {
        const EpochPoint& now = run.now();
        TextStyle bold = style(text_size, Face::sans_bold, run.color);
        const std::string line =
            batch_name(run) + " · " +
            input_.texts("page.epoch_facts", {{"loss", number_text(now.loss, 2)},
                                              {"accuracy", number_text(100 * now.accuracy, 0)},
                                              {"dead", std::to_string(now.dead)},
                                              {"relus", std::to_string(now.relus)}});
        bold.size = fitting_size(canvas_, line, bold, area.width());
        text(line, {area.min.x, area.min.y + text_size * unit_}, bold);
        const float top = area.min.y + (line_height + 4) * unit_;
        const Rect filters =
            draw_filters(now, {{area.min.x, top}, {area.min.x + 0.34F * area.width(), area.max.y}});
        draw_flow(run, {{filters.max.x + 26 * unit_, top}, area.max});
    }

    /// Those of the first convolution, as large as they can be; returns their place.
    Rect draw_filters(const EpochPoint& point, const Rect& area) {
        const Tensor<float>& numbers = point.filters;
        const int64_t per_filter = numbers.shape[1];
        Sizes shape{1, numbers.shape[0] * per_filter};
        for (std::size_t axis = 2; axis < numbers.shape.size(); ++axis)
            shape.push_back(numbers.shape[axis]);
        const LayerMaps maps = layer_maps(Tensor<float>(shape, numbers.data));
        const int64_t count = numbers.shape[0];
        int64_t columns = 1;
        float side = 0;
        for (int64_t tried = 1; tried <= count; ++tried) {
            const float fits =
                std::min(side_in(area.width(), tried), side_in(area.height(), (count + tried - 1) / tried));
            if (fits > side) {
                side = fits;
                columns = tried;
            }
        }
        MapStyle map = arriving_style(theme_, largest_magnitude(maps));
        map.numbers = false;
        map.line = with_alpha(theme_.w.line, 0.5F);
        const float pitch = side + filter_gap * unit_;
        Rect all{area.min, area.min};
        for (int64_t i = 0; i < count; ++i) {
            const Vec2 at = cell_corner(area.min, i, columns, {pitch, pitch});
            const Rect place = map_place(maps.grid, {at, at + Vec2{side, side}});
            draw_map(canvas_, maps, i * per_filter, place, map, -1);
            all.max = {std::max(all.max.x, place.max.x), std::max(all.max.y, place.max.y)};
        }
        return all;
    }
    float side_in(float length, int64_t count) const {
        const auto n = static_cast<float>(count);
        return std::floor((length - (n - 1) * filter_gap * unit_) / n);
    }

    /// A bar for each layer that learns, on a logarithmic scale down to a thousandth of the largest that
    /// there will be.
    void draw_flow(const Run& run, const Rect& area) {
        constexpr double decades = 3;
        double largest = 0;
        for (const Run& one : runs_)
            for (const EpochPoint& point : one.walk.points)
                for (const double flow : point.flow)
                    largest = std::max(largest, flow);
        const std::vector<std::string>& layers = run.walk.layers;
        const float pitch = std::min(line_height * unit_, area.height() / static_cast<float>(layers.size()));
        TextStyle name = style(0, Face::sans, theme_.text);
        name.size = std::min(text_size * unit_, 0.8F * pitch);
        name.align_y = AlignY::middle;
        float names = 0;
        for (const std::string& layer : layers)
            names = std::max(names, canvas_.width(gradient_name(layer), name));
        for (std::size_t i = 0; i < layers.size(); ++i) {
            const float y = area.min.y + (static_cast<float>(i) + 0.5F) * pitch;
            text(gradient_name(layers[i]), {area.min.x, y}, name);
            if (run.now().flow.empty())
                continue;
            const double share = run.now().flow[i] / largest;
            const auto length = static_cast<float>(std::clamp(1 + std::log10(share) / decades, 0.02, 1.0));
            const float left = area.min.x + names + 12 * unit_;
            canvas_.card({{left, y - 0.3F * pitch}, {left + length * (area.max.x - left), y + 0.3F * pitch}},
                         theme_.gradient.line, {}, 3 * unit_);
        }
    }

    Canvas& canvas_;
    const PageInput& input_;
    const Theme& theme_;
    float unit_;
    std::vector<Run> runs_;
};

} // namespace

void draw_epoch(Canvas& canvas, const PageInput& input, const Rect& area) {
    EpochFigure(canvas, input).draw(area);
}

} // namespace convlens
