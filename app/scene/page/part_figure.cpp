// What compose does with a whole picture, in a rectangle and without texts.
#include "scene/page/part_figure.h"

#include "scene/base/tags.h"
#include "scene/figure/figure.h"
#include "scene/figure/reading_size.h"

#include <algorithm>
#include <limits>
#include <optional>

namespace convlens {
namespace {

float f(int64_t value) {
    return static_cast<float>(value);
}

constexpr float fit_rounding = 0.99F;

/// Of a tilted figure's kernel, which lies in its lower right corner: units, and of the figure.
constexpr float kernel_width = 150, kernel_heading = 40, kernel_gap = 12, max_kernel_share = 0.5F;

bool is_element(Tag tag) {
    return tag.space == static_cast<uint32_t>(TagSpace::x) ||
           tag.space == static_cast<uint32_t>(TagSpace::w) || tag.space == static_cast<uint32_t>(TagSpace::y);
}

int64_t flat_index(const std::vector<int64_t>& at, const Sizes& shape) {
    if (at.size() != shape.size())
        return -1;
    Sizes place;
    for (std::size_t axis = 0; axis < at.size(); ++axis) {
        if (at[axis] < 0 || at[axis] >= shape[axis])
            return -1;
        place.push_back(at[axis]);
    }
    return ravel_index(place, shape);
}

} // namespace

PartFigure::PartFigure(Canvas& canvas, const SceneInput& input, const Rect& area, PartFit fit)
    : canvas_(canvas), input_(input), area_(area), fit_(fit), model_(make_model()), places_(make_places()) {}

FigureModel PartFigure::make_model() const {
    SheetChoice choice;
    choice.term = std::max<int64_t>(lit_term(input_.cursor, input_.results.terms_per_step), 0);
    FigureModel model(input_.results, input_.cursor.step, choice);
    if (input_.document.view == View::volumes && has_several_sheets(model)) {
        choice.from_chosen = true;
        choice.max_base = choice.max_top = readable_floors(model, area_, canvas_.unit, min_cell(input_));
        FigureModel few(input_.results, input_.cursor.step, choice);
        if (!input_.composition.veil.result)
            return few;
        few.top = {};
        few.all_top = 1;
        return few;
    }
    if (fit_ == PartFit::planes)
        model.weights.sheets = 0;
    if (input_.composition.veil.result) { // one cell stands for it, whatever its size
        model.top = {};
        model.all_top = 1;
    }
    return model;
}

/// The whole figure where its numbers can be read, before a part of it with larger ones.
FigurePlaces PartFigure::make_places() {
    FigurePlaces whole = places_with(0);
    const float least = min_cell(input_);
    if (fit_ != PartFit::stage || least <= 0)
        return whole;
    const bool is_read = whole.loupe.empty() && number_size(whole) >= fit_rounding * min_number();
    return is_read ? whole : places_with(least);
}

float PartFigure::min_number() const {
    const bool is_large = model_.base.columns > max_read_columns || model_.top.columns > max_read_columns;
    return (is_large ? whole_digits : stage_digits) * input_.composition.size.y;
}

float PartFigure::number_size(const FigurePlaces& places) const {
    constexpr float of_window = 1.5F; // of weights in the window's cells
    Frame nothing;
    Canvas trial = canvas_.trial(nothing, 1);
    const Step step = step_of(input_.results, input_.cursor.step);
    const Highlight highlight = highlighted(input_);
    FigureDrawing(trial, input_, model_, step, places, *input_.rasters, highlight).draw();
    float smallest = std::numeric_limits<float>::max();
    for (const Item& item : nothing.items) {
        const Label* label = std::get_if<Label>(&item.shape);
        if (label == nullptr || label->text.empty() || label->color.a == 0)
            continue;
        if (item.tag == Tag{} && label->text.starts_with("×"))
            smallest = std::min(smallest, of_window * label->size);
        else if (is_element(item.tag))
            smallest = std::min(smallest, label->size);
    }
    return smallest;
}

FigurePlaces PartFigure::places_with(float least) {
    FigurePlaces places = view_places_with(least);
    if (input_.composition.veil.result) // what was pooled before is as large
        places.pooled.moves.clear();
    return places;
}

FigurePlaces PartFigure::view_places_with(float least) {
    if (!is_tilted())
        return view_places(model_, View::flat, area_, canvas_.unit, least);
    Rect planes = area_;
    Rect kernel;
    if (has_weight(model_.operation().kind)) {
        const float cell = std::max(min_cell(input_), kernel_width * canvas_.unit / 3);
        const float wide = std::clamp(f(model_.weights.columns) * cell, kernel_width * canvas_.unit,
                                      max_kernel_share * area_.width());
        const float high = std::min(f(model_.weights.rows) * cell + kernel_heading * canvas_.unit,
                                    max_kernel_share * area_.height());
        kernel = {{area_.max.x - wide, area_.max.y - high}, area_.max};
        planes.max.x -= wide * (has_several_sheets(model_) ? 1.0F : 0.85F);
    }
    const bool volumes = input_.document.view == View::volumes && has_several_sheets(model_);
    const auto with_kernel = [&] {
        FigurePlaces places =
            view_places(model_, volumes ? View::volumes : View::tilted, planes, canvas_.unit, least);
        if (!kernel.empty() && model_.weights.sheets > 0)
            place_kernel(places, model_, kernel, canvas_.unit, 0);
        return places;
    };
    FigurePlaces places = with_kernel();
    if (kernel.empty() || !reaches_kernel(places, model_, canvas_.unit))
        return places;
    planes.max.x = kernel.min.x - kernel_gap * canvas_.unit;
    return with_kernel();
}

void PartFigure::draw() {
    const Step step = step_of(input_.results, input_.cursor.step);
    const Highlight highlight = highlighted(input_);
    FigureDrawing(canvas_, input_, model_, step, places_, *input_.rasters, highlight).draw();
    if (input_.composition.veil.result)
        draw_hidden_result();
}

void PartFigure::draw_hidden_result() {
    const TensorColors& colors = roles(model_.operation(), canvas_.theme).top;
    const Sheet place = places_.top.of(0);
    Box box = place.box(0, 0);
    box.fill = canvas_.theme.empty;
    box.stroke = colors.line;
    box.stroke_width = canvas_.theme.line * canvas_.unit;
    box.dash = Dash::dashed;
    canvas_.add(box);
}

std::optional<Box> PartFigure::cell_of(FigurePlane plane, const std::vector<int64_t>& at) const {
    const Results& results = input_.results;
    if (plane == FigurePlane::w) {
        if (!results.w || model_.weights.sheets == 0 || !places_.weights_shown)
            return std::nullopt;
        const int64_t flat = weight_in_document(results, flat_index(at, results.w->shape));
        for (int64_t sheet = 0; sheet < model_.weights.sheets; ++sheet)
            for (int64_t row = 0; row < model_.weights.rows; ++row)
                for (int64_t column = 0; column < model_.weights.columns; ++column)
                    if (model_.weight_index(model_.weight_plane(sheet), row, column) == flat &&
                        (places_.weights_alone < 0 || places_.weights_alone == sheet))
                        return places_.weights.of(sheet).box(f(row), f(column));
        return std::nullopt;
    }
    const bool is_input = plane == FigurePlane::x;
    const PlaneModel& cells = is_input ? model_.base : model_.top;
    const PlaneShare& share = is_input ? places_.base_share : places_.top_share;
    const int64_t flat = flat_index(at, is_input ? results.x->shape : results.y->shape);
    if (flat < 0 || (!is_input && input_.composition.veil.result))
        return std::nullopt;
    for (int64_t sheet = 0; sheet < cells.sheets; ++sheet) {
        if (!share.shows(sheet, is_input ? model_.shown_base : model_.shown_top))
            continue;
        for (int64_t row = 0; row < cells.rows; ++row)
            for (int64_t column = 0; column < cells.columns; ++column) {
                const bool is_it =
                    is_input ? model_.kind(model_.base_depth(sheet), row, column) == CellKind::value &&
                                   model_.input_index(sheet, row, column) == flat
                             : model_.output_index(sheet, row, column) == flat;
                if (is_it && (share.part.empty() || share.part.has(row, column)))
                    return (is_input ? places_.base : places_.top).of(sheet).box(f(row), f(column));
            }
    }
    return std::nullopt;
}

void PartFigure::mark(FigurePlane plane, const std::vector<int64_t>& at, Color stroke, Color fill,
                      Dash dash) {
    std::optional<Box> cell = cell_of(plane, at);
    if (!cell)
        return;
    cell->fill = fill;
    cell->stroke = stroke;
    cell->stroke_width = 1.5F * canvas_.theme.bold * canvas_.unit;
    cell->dash = dash;
    canvas_.add(*cell);
}

void PartFigure::ask(FigurePlane plane, const std::vector<int64_t>& at) {
    std::optional<Box> cell = cell_of(plane, at);
    if (!cell)
        return;
    cell->fill = canvas_.theme.empty;
    cell->stroke = {};
    canvas_.add(*cell); // over what lies there: the dot of a zero
    const Vec2 middle = cell->origin + (cell->u + cell->v) * 0.5F;
    const float side =
        std::min(std::abs(cell->u.x) + std::abs(cell->u.y), std::abs(cell->v.x) + std::abs(cell->v.y));
    canvas_.text("?", middle,
                 {0.55F * side, Face::mono_bold, canvas_.theme.text, AlignX::center, AlignY::middle});
}

void PartFigure::draw_windows_of_row(int64_t more) {
    const AxisModel& rows = model_.axes[1];
    const AxisModel& columns = model_.axes[2];
    const Place at = model_.tap(0);
    if (at.sheet < 0 || !places_.base_share.part.empty() || !places_.loupe.empty())
        return;
    const Sheet place = places_.base.of(at.sheet);
    for (int64_t output = 0; output < columns.outputs + more; ++output) {
        Box window = place.box(f(rows.window_at(model_.output[1])), f(columns.window_at(output)),
                               f(rows.window()), f(columns.window()));
        window.stroke = output < columns.outputs ? canvas_.theme.window : canvas_.theme.current;
        window.stroke_width = canvas_.theme.bold * canvas_.unit * 0.8F;
        window.dash = Dash::dashed;
        canvas_.add(window);
    }
}

} // namespace convlens
