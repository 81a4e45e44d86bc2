// One kernel: the numbers, its target, the loss as a curve and as a surface over two of the weights.
#include "convlens/fast.h"
#include "scene/network/chart.h"
#include "scene/network/controls.h"
#include "scene/network/kit.h"
#include "scene/network/learning/learning.h"
#include "scene/words/notation.h"
#include "scene/words/number.h"

#include "scene/base/color_maps.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace convlens {
namespace {

constexpr float pictures_width = 340; // of what is learned from, units

class KernelLesson {
public:
    KernelLesson(Canvas& canvas, const NetworkSceneInput& input)
        : canvas_(canvas), input_(input), texts_(input.texts), theme_(input.theme), unit_(canvas.unit),
          walk_(*input.learning->kernel), columns_(walk_.kernel.shape.back()) {}

    void draw() {
        const float top =
            draw_network_title(canvas_, input_, std::string(texts_("network.kernel_title")), remark()) +
            6 * unit_;
        const float reserved = is_narrow(input_, unit_) ? 0 : pictures_width * unit_;
        const Rect card = draw_change_card(canvas_, input_,
                                           {weight_name(pointed()), change(), walk_.fit.momentum, reserved});
        if (reserved > 0)
            draw_pictures({{card.max.x - reserved, card.min.y}, card.max});
        const float bottom = card.min.y - 14 * unit_;
        const float margin = 24 * unit_, right = input_.composition.size.x - margin;
        const Rect kernels{{margin, top}, {margin + 236 * unit_, bottom}};
        const float middle = kernels.max.x + 30 * unit_ + 0.5F * (right - kernels.max.x - 30 * unit_);
        draw_kernels(kernels);
        draw_losses({{kernels.max.x + 30 * unit_, top}, {middle - 8 * unit_, bottom}});
        draw_surface({{middle + 8 * unit_, top}, {right, bottom}});
    }

private:
    std::string remark() const {
        return texts_("network.kernel_remark", {{"steps", std::to_string(walk_.fit.steps)},
                                                {"loss", value_text(walk_.losses.back())},
                                                {"rate", value_text(walk_.fit.learning_rate)},
                                                {"momentum", value_text(walk_.fit.momentum)}});
    }

    /// The pair that is learned from, and between them what the kernel makes of the first picture now.
    void draw_pictures(const Rect& area) {
        const Tensor<double> made = fast_forward(walk_.fit.operation, walk_.fit.x, walk_.fit.weight);
        const float caption = 30 * unit_, gap = 16 * unit_;
        const float side =
            std::min(area.height() - caption - 14 * unit_, (area.width() - 20 * unit_ - 2 * gap) / 3);
        const LayerMaps before = ink_of(walk_.fit.x), now = maps_of(made), after = maps_of(walk_.fit.target);
        const MapStyle x = value_style(theme_, theme_.x, before.low, before.high);
        const MapStyle y = value_style(theme_, theme_.y, after.low, after.high);
        float left = area.max.x - 20 * unit_ - 3 * side - 2 * gap;
        for (const auto& [key, maps, style] :
             {std::tuple("network.picture_before", &before, &x), std::tuple("network.picture_now", &now, &y),
              std::tuple("network.picture_after", &after, &y)}) {
            const Vec2 corner{left, area.min.y + caption};
            fitted_text(canvas_, std::string(texts_(key)), corner - Vec2{0, 8 * unit_},
                        {network_type::small * unit_, Face::sans, theme_.quiet}, side + gap - 4 * unit_,
                        tag_of(TagSpace::caption, 1));
            draw_map(canvas_, *maps, 0, map_place(maps->grid, {corner, corner + Vec2{side, side}}), *style,
                     -1);
            left += side + gap;
        }
    }

    /// The first rows and columns, so that single pixels are seen.
    static Tensor<float> corner_of(const Tensor<double>& picture) {
        constexpr int64_t shown = 24;
        const int64_t columns = picture.shape.back();
        const int64_t side = std::min({picture.shape[2], columns, shown});
        Tensor<float> corner({1, 1, side, side});
        for (int64_t i = 0; i < corner.count(); ++i)
            corner[i] = static_cast<float>(picture[i / side * columns + i % side]);
        return corner;
    }
    static LayerMaps maps_of(const Tensor<double>& picture) { return layer_maps(corner_of(picture)); }
    /// White is the least of a picture whose numbers have been centred.
    static LayerMaps ink_of(const Tensor<double>& picture) {
        Tensor<float> corner = corner_of(picture);
        const float least = *std::min_element(corner.data.begin(), corner.data.end());
        for (float& value : corner.data)
            value -= least;
        return layer_maps(corner);
    }

    /// The weight that is pointed at; else the one that the last step changed most.
    int64_t pointed() const {
        const Tensor<double>& w = walk_.fit.weight;
        if (input_.hover.space == tag_of(TagSpace::network_weight, 0).space && input_.hover.index >= 0 &&
            input_.hover.index < w.count())
            return input_.hover.index;
        int64_t best = 0;
        for (int64_t i = 0; i < w.count(); ++i)
            if (std::abs(w[i] - walk_.before[i]) > std::abs(w[best] - walk_.before[best]))
                best = i;
        return best;
    }

    NumberChange change() const {
        const int64_t i = pointed();
        const auto part = [&](const Tensor<double>& of) { return static_cast<float>(of[i]); };
        return {part(walk_.before),       part(walk_.gradient),   part(walk_.velocity_before),
                part(walk_.fit.velocity), part(walk_.fit.weight), walk_.fit.learning_rate};
    }

    std::string weight_name(int64_t i) const {
        return "w[" + std::to_string(i / columns_) + "," + std::to_string(i % columns_) + "]";
    }

    /// One above the other; where that makes them small, beside each other.
    void draw_kernels(const Rect& area) {
        constexpr float min_stacked = 300; // units
        if (area.height() < min_stacked * unit_) {
            const float half = area.width() / 2;
            draw_kernel("network.kernel_now", walk_.fit.weight,
                        {area.min, {area.min.x + half - 5 * unit_, area.max.y}}, true);
            return draw_kernel("network.kernel_target", walk_.kernel,
                               {{area.min.x + half + 5 * unit_, area.min.y}, area.max}, false);
        }
        const float half = area.height() / 2;
        draw_kernel("network.kernel_now", walk_.fit.weight,
                    {area.min, {area.max.x, area.min.y + half - 8 * unit_}}, true);
        draw_kernel("network.kernel_target", walk_.kernel, {{area.min.x, area.min.y + half}, area.max},
                    false);
    }

    void draw_kernel(std::string_view key, const Tensor<double>& kernel, const Rect& area, bool is_own) {
        fitted_text(canvas_, std::string(texts_(key)), area.min + Vec2{0, 16 * unit_},
                    {network_type::heading * unit_, Face::sans_bold, is_own ? theme_.w.heading : theme_.text},
                    area.width(), tag_of(TagSpace::caption, 0));
        const auto columns = static_cast<float>(columns_);
        const float side = std::floor(std::min(area.width(), area.height() - 26 * unit_) / columns);
        const ColorMap map = arriving_style(theme_, static_cast<float>(walk_.high)).map;
        const auto square = [&](int64_t i) {
            const Vec2 corner = cell_corner(area.min + Vec2{0, 26 * unit_}, i, columns_, {side, side});
            return Rect{corner, corner + Vec2{side, side}};
        };
        for (int64_t i = 0; i < kernel.count(); ++i) {
            Box box = box_of(square(i));
            box.fill = color_of(map, static_cast<float>(kernel[i]));
            box.stroke = theme_.w.line;
            box.stroke_width = theme_.line * unit_;
            canvas_.add(box, is_own ? tag_of(TagSpace::network_weight, i) : Tag{});
            canvas_.text(cell_text({}, kernel[i], walk_.high), square(i).center(),
                         {std::clamp(0.32F * side, network_type::tiny * unit_, network_type::formula * unit_),
                          Face::mono, ink_on(box.fill), AlignX::center, AlignY::middle});
        }
        if (is_own)
            draw_frame(canvas_, square(pointed()), theme_.current, theme_.bold);
    }

    void draw_losses(const Rect& area) {
        canvas_.card(area, theme_.card, theme_.hairline, 8 * unit_, tag_of(TagSpace::chrome, 0));
        Chart chart;
        chart.x_name = std::string(texts_("network.steps"));
        chart.y_name = std::string(texts_("network.loss"));
        chart.logarithmic = true;
        const std::vector<double> steps(walk_.kept_steps.begin(), walk_.kept_steps.end());
        chart.lines = {{steps, walk_.losses, theme_.accent, "", Dash::solid}};
        draw_chart(canvas_, chart, inset(area, 14 * unit_));
    }

    void draw_surface(const Rect& area) {
        canvas_.card(area, theme_.card, theme_.hairline, 8 * unit_, tag_of(TagSpace::chrome, 0));
        const TextStyle title{network_type::small * unit_, Face::sans, theme_.text};
        const Vec2 inner = area.min + Vec2{18 * unit_, 0};
        float y = area.min.y + 28 * unit_;
        for (const std::string& line :
             wrapped(canvas_, std::string(texts_("network.surface")), title, area.width() - 36 * unit_)) {
            canvas_.text(line, {inner.x, y}, title);
            y += 17 * unit_;
        }
        const Vec2 corner{area.min.x + 56 * unit_, y - 3 * unit_};
        const float side = std::min(area.width() - 84 * unit_, area.max.y - corner.y - 50 * unit_);
        const Rect place{corner, corner + Vec2{side, side}};
        draw_levels(place);
        draw_walk(place);
        TextStyle name{network_type::small * unit_, Face::mono, theme_.quiet, AlignX::center};
        canvas_.text(weight_name(walk_.first), {place.center().x, place.max.y + 36 * unit_}, name);
        name.align_x = AlignX::right;
        name.align_y = AlignY::middle;
        canvas_.text(weight_name(walk_.second), {place.min.x - 6 * unit_, place.center().y}, name);
        for (const double tick : {-2.0, 0.0, 2.0}) {
            const Vec2 at = point(place, tick, tick);
            canvas_.text(number_text(tick), {at.x, place.max.y + 16 * unit_},
                         {network_type::tiny * unit_, Face::sans, theme_.quiet, AlignX::center});
            if (tick != 0.0)
                canvas_.text(
                    number_text(tick), {place.min.x - 6 * unit_, at.y},
                    {network_type::tiny * unit_, Face::sans, theme_.quiet, AlignX::right, AlignY::middle});
        }
    }

    /// Colours by the root of the loss, so that the valley is seen.
    void draw_levels(const Rect& place) {
        auto values = std::make_shared<std::vector<float>>(*walk_.surface);
        float largest = 0;
        for (float& value : *values) {
            value = std::sqrt(std::max(value, 0.0F));
            largest = std::max(largest, value);
        }
        Raster raster;
        raster.origin = place.min;
        raster.u = {place.width(), 0};
        raster.v = {0, place.height()};
        raster.columns = raster.rows = walk_.side;
        raster.values = std::move(values);
        raster.map = {0, largest / 2, largest, theme_.y.heading, theme_.y.line, theme_.empty};
        canvas_.add(std::move(raster));
    }

    Vec2 point(const Rect& place, double x, double y) const {
        const double range = walk_.high - walk_.low;
        return {place.min.x + static_cast<float>((x - walk_.low) / range) * place.width(),
                place.max.y - static_cast<float>((y - walk_.low) / range) * place.height()};
    }

    void draw_walk(const Rect& place) {
        Path path;
        path.stroke = theme_.current;
        path.stroke_width = 2 * unit_;
        for (const auto& [first, second] : walk_.walked) {
            const Vec2 at = point(place, first, second);
            path.points.push_back(
                {std::clamp(at.x, place.min.x, place.max.x), std::clamp(at.y, place.min.y, place.max.y)});
        }
        const Vec2 end = path.points.back();
        canvas_.add(std::move(path));
        const float r = 5 * unit_;
        canvas_.card({end - Vec2{r, r}, end + Vec2{r, r}}, theme_.current, theme_.card, r);
        const Vec2 goal = point(place, walk_.kernel[walk_.first], walk_.kernel[walk_.second]);
        canvas_.line(goal - Vec2{r, r}, goal + Vec2{r, r}, theme_.window, 2 * unit_);
        canvas_.line(goal - Vec2{r, -r}, goal + Vec2{r, -r}, theme_.window, 2 * unit_);
    }

    Canvas& canvas_;
    const NetworkSceneInput& input_;
    const Texts& texts_;
    const Theme& theme_;
    float unit_;
    const KernelWalk& walk_;
    int64_t columns_; // of the kernel
};

} // namespace

void draw_learning_kernel(Canvas& canvas, const NetworkSceneInput& input) {
    KernelLesson(canvas, input).draw();
}

} // namespace convlens
