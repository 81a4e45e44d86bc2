// dW from X and dY, dX from W and dY (of a maximum from X). After the reveal what the element is made of is
// framed.
#include "scene/page/gradient_figure.h"

#include "convlens/arithmetic.h"
#include "convlens/relation.h"
#include "document/evaluate/gradients.h"
#include "lesson/element_access.h"
#include "scene/base/tags.h"
#include "scene/lens/lens.h"
#include "scene/page/page_content.h"
#include "scene/words/notation.h"
#include "scene/words/number.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace convlens {
namespace {

constexpr float max_cell = 56, column_gap = 40, row_gap = 24; // units
constexpr float plane_gap = 0.35F;                            // cells, between planes of a tensor

/// Planes of a tensor that lie one after the other.
struct Planes {
    std::string name;
    const Tensor<double>& tensor;
    const TensorColors& colors;
    TagSpace space{};
    int64_t first = 0;     // plane of the tensor
    int64_t count = 1;     // planes
    bool is_asked = false; // has the element that is asked for
};

class GradientFigure {
public:
    GradientFigure(Canvas& canvas, const PageInput& input, const Document& scene)
        : canvas_(canvas), input_(input),
          own_(&scene == input.scene && input.content->gradients ? std::optional<Results>()
                                                                 : results_of(scene, true)),
          results_(own_ ? *own_ : *input.content->gradients), gradients_(*results_.gradients) {}

    void draw(const Rect& area) {
        if (is_revealed())
            find_parts();
        const std::vector<Planes> all = planes();
        const std::vector<Planes> given(all.begin(), all.end() - 1), asked{all.back()};
        const float beside = cell_of(all, {area.width(), area.height()});
        const float below = cell_below(all, area);
        if (beside >= below)
            return draw_row(all, beside, area);
        const float between = row_gap * canvas_.unit;
        const float high = tallest(given) + tallest(asked);
        const float used = below * high + 2 * heading() + between;
        Rect upper = area;
        upper.min.y += (area.height() - used) / 2;
        upper.max.y = upper.min.y + heading() + below * tallest(given);
        draw_row(given, below, upper);
        draw_row(asked, below, {{area.min.x, upper.max.y + between}, {area.max.x, upper.min.y + used}});
    }

    float cell(const Rect& area) const {
        const std::vector<Planes> all = planes();
        return std::max(cell_of(all, {area.width(), area.height()}), cell_below(all, area));
    }

private:
    /// Where what is given is in one row and what is asked for below it: beside it, whichever has larger
    /// cells.
    float cell_below(const std::vector<Planes>& all, const Rect& area) const {
        const std::vector<Planes> given(all.begin(), all.end() - 1), asked{all.back()};
        const Vec2 room{area.width(), area.height()};
        const float high = tallest(given) + tallest(asked);
        return std::min({cell_of(given, room), cell_of(asked, room),
                         std::floor((room.y - 2 * heading() - row_gap * canvas_.unit) / high)});
    }

    bool is_revealed() const { return input_.state.phase == PagePhase::revealed; }

    /// What the asked element is the sum of.
    void find_parts() {
        const Relation relation(results_.operation);
        const Sizes at = to_sizes(input_.question->at);
        const Sizes shape =
            input_.question->of == AskedTensor::dw ? gradients_.dw.shape : gradients_.dx.shape;
        if (at.size() != shape.size())
            return;
        const int64_t flat = ravel_index(at, shape);
        if (input_.question->of == AskedTensor::dw) {
            for (int64_t i = 0; i < relation.terms_per_weight(); ++i)
                add_part(relation.term_of_weight(flat, i));
            return;
        }
        const int64_t plane = results_.operation.input_size.product();
        for (const Term& term : terms_that_read(relation, flat))
            if (!results_.switches || (*results_.switches)[term.output] == flat % plane)
                add_part(term);
    }
    void add_part(const Term& term) {
        if (term.input < 0 || term.output < 0)
            return;
        parts_.insert({TagSpace::dy, term.output});
        if (input_.question->of == AskedTensor::dw)
            parts_.insert({TagSpace::x, term.input});
        else if (term.weight >= 0)
            parts_.insert({TagSpace::w, weight_in_document(results_, term.weight)});
    }

    static std::pair<int64_t, int64_t> size_of(const Sizes& shape) {
        return {shape.size() > 3 ? shape[shape.size() - 2] : 1, shape[shape.size() - 1]};
    }

    int64_t asked_flat() const {
        const Question& question = *input_.question;
        const bool of_weights = question.of == AskedTensor::dw;
        const Sizes& shape = of_weights ? gradients_.dw.shape : gradients_.dx.shape;
        const Sizes at = to_sizes(question.at);
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
        const auto& ideas = input_.question->misconceptions;
        const bool is_about_inverse =
            std::find(ideas.begin(), ideas.end(), Misconception::inverse_restores_values) != ideas.end();
        if (of_weights || !results_.w || is_about_inverse)
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
        // Those behind it are what the next pages ask for.
        const bool is_shown = is_revealed() && (flat <= asked_flat() || input_.cursor.reveal_all);
        const bool is_blank = planes.is_asked && !is_shown;
        LensCell cell;
        cell.fill = is_blank                                ? input_.theme.empty
                    : parts_.contains({planes.space, flat}) ? planes.colors.lit
                                                            : planes.colors.fill;
        cell.line = planes.colors.line;
        cell.text_color = is_blank ? input_.theme.text : planes.colors.text;
        cell.tag = tag_of(planes.space, flat);
        if (is_blank)
            cell.text = is_asked ? "?" : "";
        else
            cell.text = number_text(planes.tensor[flat], 1);
        return cell;
    }

    float heading() const { return 32 * canvas_.unit; }

    /// In cells, with gaps between planes.
    static float height_in_cells(const Planes& planes) {
        return static_cast<float>(planes.count) *
                   (static_cast<float>(size_of(planes.tensor.shape).first) + plane_gap) -
               plane_gap;
    }
    static float tallest(const std::vector<Planes>& row) {
        float most = 0;
        for (const Planes& planes : row)
            most = std::max(most, height_in_cells(planes));
        return most;
    }
    static float columns_of(const std::vector<Planes>& row) {
        float columns = 0;
        for (const Planes& planes : row)
            columns += static_cast<float>(size_of(planes.tensor.shape).second);
        return columns;
    }

    float cell_of(const std::vector<Planes>& row, Vec2 room) const {
        const float gaps = column_gap * canvas_.unit * static_cast<float>(row.size() - 1);
        return std::floor(std::min({(room.x - gaps) / columns_of(row), (room.y - heading()) / tallest(row),
                                    max_cell * canvas_.unit}));
    }

    /// In the middle of the area.
    void draw_row(const std::vector<Planes>& row, float cell, const Rect& area) {
        const float gap = column_gap * canvas_.unit;
        const float wide = columns_of(row) * cell + gap * static_cast<float>(row.size() - 1);
        const float top = area.min.y + heading() + (area.height() - heading() - tallest(row) * cell) / 2;
        Vec2 at{std::round(area.center().x - wide / 2), std::round(top)};
        for (const Planes& planes : row) {
            draw_planes(planes, at, cell);
            at.x += static_cast<float>(size_of(planes.tensor.shape).second) * cell + gap;
        }
    }

    void draw_planes(const Planes& planes, Vec2 at, float side) {
        const auto [rows, columns] = size_of(planes.tensor.shape);
        const float unit = canvas_.unit;
        const TextStyle bold{20 * unit, Face::sans_bold, planes.colors.heading};
        const Vec2 baseline = at - Vec2{0, 9 * unit};
        canvas_.text(planes.name, baseline, bold, tag_of(TagSpace::caption, 1));
        canvas_.text(size_text(Sizes{rows, columns}),
                     baseline + Vec2{canvas_.width(planes.name, bold) + 7 * unit, 0},
                     {13 * unit, Face::sans, input_.theme.quiet}, tag_of(TagSpace::caption, 1));
        for (int64_t plane = 0; plane < planes.count; ++plane) {
            const float down = static_cast<float>(plane) * (static_cast<float>(rows) + plane_gap) * side;
            const Sheet sheet = lens_sheet(at + Vec2{0, down}, side);
            for (int64_t row = 0; row < rows; ++row)
                for (int64_t column = 0; column < columns; ++column)
                    add_lens_cell(canvas_, sheet, static_cast<float>(row), static_cast<float>(column),
                                  cell(planes, plane, row, column));
        }
        draw_part_frames(planes, at, side);
        if (!planes.is_asked)
            return;
        const int64_t within = asked_flat() % (rows * columns);
        const int64_t row = within / columns, column = within % columns;
        add_lens_frame(canvas_, lens_sheet(at, side), static_cast<float>(row), static_cast<float>(column), 1,
                       1, input_.theme.accent, 1.4F * input_.theme.bold * unit);
    }

    void draw_part_frames(const Planes& planes, Vec2 at, float side) {
        const auto [rows, columns] = size_of(planes.tensor.shape);
        for (const auto& [space, flat] : parts_) {
            const int64_t plane = flat / (rows * columns) - planes.first;
            if (space != planes.space || plane < 0 || plane >= planes.count)
                continue;
            const int64_t row = flat / columns % rows, column = flat % columns;
            const float down = static_cast<float>(plane) * (static_cast<float>(rows) + plane_gap) * side;
            add_lens_frame(canvas_, lens_sheet(at + Vec2{0, down}, side), static_cast<float>(row),
                           static_cast<float>(column), 1, 1, input_.theme.window,
                           input_.theme.bold * canvas_.unit);
        }
    }

    Canvas& canvas_;
    const PageInput& input_;
    std::optional<Results> own_; // of a scene that is not the page's
    const Results& results_;
    const Gradients& gradients_;
    std::set<std::pair<TagSpace, int64_t>> parts_; // elements of X, W and dY, after the reveal
};

} // namespace

bool is_about_gradient(const Question& question) {
    const bool of_value =
        question.ask == Ask::value || ((question.ask == Ask::compare || question.ask == Ask::order) &&
                                       question.quantity == Quantity::value);
    return of_value && (question.of == AskedTensor::dx || question.of == AskedTensor::dw);
}

const Document* played_gradient(const PageInput& input) {
    const auto& played = input.state.played;
    if (!played || !input.content->played || !input.question || !is_about_gradient(*input.question))
        return nullptr;
    const Question& question = *input.question;
    const double* const answer = std::get_if<double>(&played->answer);
    const Document& document = input.content->played->document;
    const Results results = results_of(document, true);
    if (answer == nullptr || !results.gradients)
        return nullptr;
    const Tensor<double>& gradient =
        question.of == AskedTensor::dw ? results.gradients->dw : results.gradients->dx;
    const Sizes at = to_sizes(question.at);
    if (!is_inside(question.at, gradient.shape))
        return nullptr;
    const int64_t flat = ravel_index(at, gradient.shape);
    const int64_t element = question.of == AskedTensor::dw ? weight_in_document(results, flat) : flat;
    return gradient[element] == *answer ? &document : nullptr;
}

float gradient_figure_cell(Canvas& canvas, const PageInput& input, const Rect& area) {
    return GradientFigure(canvas, input, *input.scene).cell(area);
}

void draw_gradient_figure(Canvas& canvas, const PageInput& input, const Document& scene, const Rect& area) {
    GradientFigure(canvas, input, scene).draw(area);
}

} // namespace convlens
