// One kernel: the numbers, its target, the loss as a curve and as a surface over two of the weights.
#include "scene/network/chart.h"
#include "scene/network/kit.h"
#include "scene/network/learning.h"
#include "scene/words/number.h"

#include "scene/base/color_maps.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

constexpr int surface_side = 61;
constexpr double surface_range = 3;

class KernelLesson {
public:
    KernelLesson(Canvas& canvas, const NetworkSceneInput& input)
        : canvas_(canvas), input_(input), texts_(input.texts), theme_(input.theme), unit_(canvas.unit),
          task_(*input.learning->task), learning_(*input.learning->kernel) {}

    void draw() {
        const float top =
            draw_network_title(canvas_, input_, std::string(texts_("network.kernel_title")), remark()) +
            6 * unit_;
        const float bottom =
            draw_change_card(canvas_, input_, weight_name(pointed()), change(), learning_.momentum) -
            14 * unit_;
        const float margin = 24 * unit_, right = input_.composition.size.x - margin;
        const Rect kernels{{margin, top}, {margin + 236 * unit_, bottom}};
        const float middle = kernels.max.x + 30 * unit_ + 0.5F * (right - kernels.max.x - 30 * unit_);
        draw_kernels(kernels);
        draw_losses({{kernels.max.x + 30 * unit_, top}, {middle - 8 * unit_, bottom}});
        draw_surface({{middle + 8 * unit_, top}, {right, bottom}});
    }

private:
    std::string remark() const {
        return texts_("network.kernel_remark", {{"steps", std::to_string(learning_.steps())},
                                                {"loss", value_text(learning_.losses.back())},
                                                {"rate", value_text(learning_.learning_rate)},
                                                {"momentum", value_text(learning_.momentum)}});
    }

    /// The weight that is pointed at; else the one that the last step changed most.
    std::size_t pointed() const {
        if (input_.hover.space == tag_of(TagSpace::network_weight, 0).space && input_.hover.index >= 0 &&
            input_.hover.index < 9)
            return static_cast<std::size_t>(input_.hover.index);
        std::size_t best = 0;
        for (std::size_t i = 0; i < learning_.w.size(); ++i)
            if (std::abs(learning_.w[i] - learning_.before[i]) >
                std::abs(learning_.w[best] - learning_.before[best]))
                best = i;
        return best;
    }

    NumberChange change() const {
        const std::size_t i = pointed();
        const auto part = [&](const Kernel3& of) { return static_cast<float>(of[i]); };
        return {part(learning_.before),   part(learning_.gradient), part(learning_.velocity_before),
                part(learning_.velocity), part(learning_.w),        learning_.learning_rate};
    }

    static std::string weight_name(std::size_t i) {
        return "w[" + std::to_string(i / 3) + "," + std::to_string(i % 3) + "]";
    }

    void draw_kernels(const Rect& area) {
        const float half = area.height() / 2;
        draw_kernel("network.kernel_now", learning_.w,
                    {area.min, {area.max.x, area.min.y + half - 8 * unit_}}, true);
        draw_kernel("network.kernel_target", task_.target, {{area.min.x, area.min.y + half}, area.max},
                    false);
    }

    void draw_kernel(std::string_view key, const Kernel3& kernel, const Rect& area, bool is_own) {
        canvas_.text(
            std::string(texts_(key)), area.min + Vec2{0, 16 * unit_},
            {network_type::heading * unit_, Face::sans_bold, is_own ? theme_.w.heading : theme_.text},
            tag_of(TagSpace::caption, 0));
        const float side = std::floor(std::min(area.width(), area.height() - 26 * unit_) / 3);
        const ColorMap map = arriving_style(theme_, 2).map;
        for (std::size_t i = 0; i < kernel.size(); ++i) {
            const Vec2 corner = area.min + Vec2{static_cast<float>(i % 3) * side,
                                                26 * unit_ + static_cast<float>(i / 3) * side};
            Box box = box_of({corner, corner + Vec2{side, side}});
            box.fill = color_of(map, static_cast<float>(kernel[i]));
            box.stroke = theme_.w.line;
            box.stroke_width = theme_.line * unit_;
            canvas_.add(box, is_own ? tag_of(TagSpace::network_weight, static_cast<int64_t>(i)) : Tag{});
            canvas_.text(number_text(kernel[i]), corner + Vec2{side / 2, side / 2},
                         {network_type::formula * unit_, Face::mono, ink_on(box.fill), AlignX::center,
                          AlignY::middle});
        }
        if (is_own) {
            const std::size_t i = pointed();
            const Vec2 corner = area.min + Vec2{static_cast<float>(i % 3) * side,
                                                26 * unit_ + static_cast<float>(i / 3) * side};
            draw_frame(canvas_, {corner, corner + Vec2{side, side}}, theme_.current, theme_.bold);
        }
    }

    void draw_losses(const Rect& area) {
        canvas_.card(area, theme_.card, theme_.hairline, 8 * unit_, tag_of(TagSpace::chrome, 0));
        Chart chart;
        chart.x_name = std::string(texts_("network.steps"));
        chart.y_name = std::string(texts_("network.loss"));
        chart.logarithmic = true;
        chart.lines = {
            {counted_x(learning_.losses.size(), 0), learning_.losses, theme_.accent, "", Dash::solid}};
        draw_chart(canvas_, chart, inset(area, 14 * unit_));
    }

    /// Two weights that went far: the middle of a row's ends.
    void draw_surface(const Rect& area) {
        canvas_.card(area, theme_.card, theme_.hairline, 8 * unit_, tag_of(TagSpace::chrome, 0));
        const LossSurface surface =
            loss_surface(task_, learning_.w, 3, 5, -surface_range, surface_range, surface_side);
        const TextStyle title{network_type::small * unit_, Face::sans, theme_.text};
        const Vec2 inner = area.min + Vec2{18 * unit_, 0};
        fitted_text(canvas_, std::string(texts_("network.surface")), inner + Vec2{0, 28 * unit_}, title,
                    area.width() - 36 * unit_);
        const float side = std::min(area.width() - 84 * unit_, area.height() - 92 * unit_);
        const Vec2 corner{area.min.x + 56 * unit_, area.min.y + 42 * unit_};
        const Rect place{corner, corner + Vec2{side, side}};
        draw_levels(surface, place);
        draw_walk(surface, place);
        TextStyle name{network_type::small * unit_, Face::mono, theme_.quiet, AlignX::center};
        canvas_.text(weight_name(3), {place.center().x, place.max.y + 36 * unit_}, name);
        name.align_x = AlignX::right;
        name.align_y = AlignY::middle;
        canvas_.text(weight_name(5), {place.min.x - 6 * unit_, place.center().y}, name);
        for (const double tick : {-2.0, 0.0, 2.0}) {
            const Vec2 at = point(surface, place, tick, tick);
            canvas_.text(number_text(tick), {at.x, place.max.y + 16 * unit_},
                         {network_type::tiny * unit_, Face::sans, theme_.quiet, AlignX::center});
            if (tick != 0.0)
                canvas_.text(
                    number_text(tick), {place.min.x - 6 * unit_, at.y},
                    {network_type::tiny * unit_, Face::sans, theme_.quiet, AlignX::right, AlignY::middle});
        }
    }

    /// Colours by the root of the loss, so that the valley is seen.
    void draw_levels(const LossSurface& surface, const Rect& place) {
        auto values = std::make_shared<std::vector<float>>(surface.loss);
        float largest = 0;
        for (float& value : *values) {
            value = std::sqrt(std::max(value, 0.0F));
            largest = std::max(largest, value);
        }
        Raster raster;
        raster.origin = place.min;
        raster.u = {place.width(), 0};
        raster.v = {0, place.height()};
        raster.columns = raster.rows = surface.side;
        raster.values = std::move(values);
        raster.map = {0, largest / 2, largest, theme_.y.heading, theme_.y.line, theme_.empty};
        canvas_.add(std::move(raster));
    }

    static Vec2 point(const LossSurface& surface, const Rect& place, double x, double y) {
        const double range = surface.high - surface.low;
        return {place.min.x + static_cast<float>((x - surface.low) / range) * place.width(),
                place.max.y - static_cast<float>((y - surface.low) / range) * place.height()};
    }

    void draw_walk(const LossSurface& surface, const Rect& place) {
        Path path;
        path.stroke = theme_.current;
        path.stroke_width = 2 * unit_;
        for (const Kernel3& w : learning_.walked) {
            const Vec2 at = point(surface, place, w[3], w[5]);
            path.points.push_back(
                {std::clamp(at.x, place.min.x, place.max.x), std::clamp(at.y, place.min.y, place.max.y)});
        }
        const Vec2 end = path.points.back();
        canvas_.add(std::move(path));
        const float r = 5 * unit_;
        canvas_.card({end - Vec2{r, r}, end + Vec2{r, r}}, theme_.current, theme_.card, r);
        const Vec2 goal = point(surface, place, task_.target[3], task_.target[5]);
        canvas_.line(goal - Vec2{r, r}, goal + Vec2{r, r}, theme_.window, 2 * unit_);
        canvas_.line(goal - Vec2{r, -r}, goal + Vec2{r, -r}, theme_.window, 2 * unit_);
    }

    Canvas& canvas_;
    const NetworkSceneInput& input_;
    const Texts& texts_;
    const Theme& theme_;
    float unit_;
    const KernelTask& task_;
    const KernelLearning& learning_;
};

} // namespace

void draw_learning_kernel(Canvas& canvas, const NetworkSceneInput& input) {
    KernelLesson(canvas, input).draw();
}

} // namespace convlens
