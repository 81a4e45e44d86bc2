// dW from X and dY, dX from W and dY (of a maximum from X), as panels of the gradients lens.
#include "scene/page/gradient_figure.h"

#include "document/evaluate.h"
#include "document/gradients.h"
#include "scene/base/tags.h"
#include "scene/lens/gradients/panel.h"
#include "scene/words/notation.h"
#include "scene/words/number.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace convlens {
namespace {

/// Planes of a tensor that lie one after the other.
struct Planes {
    std::string name;
    const Tensor<double>& tensor;
    const TensorColors& colors;
    TagSpace space{};
    int64_t first = 0;     // plane of the tensor
    int64_t count = 1;     // planes
    int64_t apart = 1;     // from one to the next
    bool is_asked = false; // has the element that is asked for
};

class GradientFigure {
public:
    GradientFigure(Canvas& canvas, const PageInput& input)
        : canvas_(canvas), input_(input), results_(evaluated()), gradients_(*results_.gradients) {}

    void draw(const Rect& area) {
        const std::vector<Planes> all = planes();
        std::vector<PanelShape> shapes;
        for (const Planes& one : all) {
            const auto [rows, columns] = size_of(one.tensor.shape);
            PanelShape shape;
            shape.rows = rows;
            shape.columns = columns;
            shape.planes = one.count;
            shape.min_width = 50 * canvas_.unit;
            shapes.push_back(shape);
        }
        const std::vector<float> gaps(all.size() - 1, 34 * canvas_.unit);
        const PanelRow row = place_panels(canvas_, area, shapes, gaps);
        const float down = std::max(0.0F, (area.height() - row.height) / 2);
        for (std::size_t i = 0; i < all.size(); ++i) {
            GradientPanel panel = row.panels[i];
            panel.at.y += down;
            draw_planes(panel, all[i]);
        }
    }

private:
    Results evaluated() const {
        Document document = *input_.scene;
        document.lenses = {Lens::gradients};
        return evaluate(document);
    }

    bool is_revealed() const { return input_.state.phase == PagePhase::revealed; }

    static std::pair<int64_t, int64_t> size_of(const Sizes& shape) {
        return {shape.size() > 3 ? shape[shape.size() - 2] : 1, shape[shape.size() - 1]};
    }

    int64_t asked_flat() const {
        const Question& question = *input_.question;
        const bool of_weights = question.of == AskedTensor::dw;
        const Sizes& shape = of_weights ? gradients_.dw.shape : gradients_.dx.shape;
        Sizes at;
        for (const int64_t coordinate : question.at)
            at.push_back(coordinate);
        const int64_t flat = at.size() == shape.size() ? ravel_index(at, shape) : 0;
        return of_weights ? weight_in_document(results_, flat) : flat;
    }

    int64_t asked_plane(const Sizes& shape) const {
        const auto [rows, columns] = size_of(shape);
        return asked_flat() / (rows * columns);
    }

    static int64_t plane_count(const Sizes& shape) {
        const auto [rows, columns] = size_of(shape);
        return shape.product() / (rows * columns);
    }

    std::vector<Planes> planes() const {
        const Theme& theme = input_.theme;
        const bool of_weights = input_.question->of == AskedTensor::dw;
        std::vector<Planes> all;
        const auto add = [&](std::string name, const Tensor<double>& tensor, const TensorColors& colors,
                             TagSpace space) {
            Planes one{std::move(name), tensor, colors, space};
            one.count = std::min<int64_t>(plane_count(tensor.shape), 3);
            all.push_back(std::move(one));
        };
        if (of_weights || !results_.w)
            add("X", *results_.x, theme.x, TagSpace::x);
        add("dY", gradients_.dy, theme.gradient, TagSpace::dy);
        if (!of_weights && results_.w)
            add("W", *results_.w, theme.w, TagSpace::w);
        of_weights ? add("dW", gradients_.dw, theme.gradient, TagSpace::dw)
                   : add("dX", gradients_.dx, theme.gradient, TagSpace::dx);
        Planes& asked = all.back();
        asked.is_asked = true;
        asked.first = asked_plane(asked.tensor.shape);
        asked.count = 1;
        return all;
    }

    LensCell cell(const Planes& planes, int64_t plane, int64_t row, int64_t column) const {
        const auto [rows, columns] = size_of(planes.tensor.shape);
        const int64_t flat = ((planes.first + plane) * rows + row) * columns + column;
        const bool is_asked = planes.is_asked && flat == asked_flat();
        const bool is_blank = planes.is_asked && !is_revealed();
        LensCell cell;
        cell.fill = is_blank ? input_.theme.empty : planes.colors.fill;
        cell.line = planes.colors.line;
        cell.text_color = is_blank ? input_.theme.text : planes.colors.text;
        cell.tag = tag_of(planes.space, flat);
        if (is_blank)
            cell.text = is_asked ? "?" : "";
        else
            cell.text = number_text(planes.tensor[flat], 1);
        return cell;
    }

    void draw_planes(const GradientPanel& panel, const Planes& planes) {
        PanelStyle style;
        style.name = planes.name;
        const auto [rows, columns] = size_of(planes.tensor.shape);
        style.remarks = {size_text(Sizes{rows, columns})};
        style.heading = planes.colors.heading;
        style.line = planes.colors.line;
        style.cell = [&](int64_t plane, int64_t row, int64_t column) {
            return cell(planes, plane, row, column);
        };
        style.value = [&](int64_t plane, int64_t row, int64_t column) {
            if (planes.is_asked && !is_revealed())
                return std::nan("");
            return planes.tensor[((planes.first + plane) * rows + row) * columns + column];
        };
        for (int64_t i = 0; i < planes.tensor.count() && !(planes.is_asked && !is_revealed()); ++i)
            style.largest = std::max(style.largest, std::abs(planes.tensor[i]));
        draw_panel(canvas_, panel, style);
        if (!planes.is_asked)
            return;
        const int64_t within = asked_flat() % (rows * columns);
        frame_cells(canvas_, panel, 0, within / columns, within % columns, 1, 1, input_.theme.accent,
                    1.4F * input_.theme.bold * canvas_.unit);
    }

    Canvas& canvas_;
    const PageInput& input_;
    Results results_;
    const Gradients& gradients_;
};

} // namespace

bool asks_for_gradient(const Question& question) {
    return question.ask == Ask::value && (question.of == AskedTensor::dx || question.of == AskedTensor::dw);
}

void draw_gradient_figure(Canvas& canvas, const PageInput& input, const Rect& area) {
    GradientFigure(canvas, input).draw(area);
}

} // namespace convlens
