// One figure as a part of a page: planes laid out and drawn into a rectangle, and where its cells are.
#pragma once

#include "scene/base/canvas.h"
#include "scene/base/scene_input.h"
#include "scene/figure/layout.h"
#include "scene/model/highlight.h"
#include "scene/model/model.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

namespace convlens {

/// A tensor's plane, by what the operation calls it: its input is X, also where the figure calls it Y.
enum class FigurePlane { x, w, y };

/// What gives way where there is little room.
enum class PartFit {
    stage, // not the numbers, which the last row reads: then a part of the figure
    whole, // the numbers
    planes // the kernel
};

/// Of the picture's height: numbers of a figure that is looked at as a whole.
inline constexpr float whole_digits = 12.0F / 720;
inline constexpr int64_t max_read_columns = 8; // of a plane whose every number the last row reads

class PartFigure {
public:
    /// The results have no issues. `input.composition` has the size of the page; the canvas its unit.
    PartFigure(Canvas& canvas, const SceneInput& input, const Rect& area, PartFit fit);

    void draw();
    /// A frame around an element, `at` by all its coordinates; nothing where it is not drawn. Alpha 0: none.
    void mark(FigurePlane plane, const std::vector<int64_t>& at, Color stroke, Color fill, Dash dash);
    /// "?" in an element's cell.
    void ask(FigurePlane plane, const std::vector<int64_t>& at);
    /// Dashed outlines of the windows of the row of results in which the cursor is; `more`: of so many behind
    /// the last one.
    void draw_windows_of_row(int64_t more);

    const FigureModel& model() const { return model_; }
    /// Cells of the whole figure have room here.
    bool is_whole() const { return places_.loupe.empty() && places_.base_share.part.empty(); }
    /// The smaller of the sides of X's and Y's cells, px.
    float cell() const { return std::min(places_.base.cell(), places_.top.cell()); }
    /// px of type, of numbers in cells; those of the weights in the window's cells may be smaller by a third.
    /// Large where there are none.
    float smallest_number() const { return number_size(places_); }
    /// px of type, of numbers that are read: of larger planes it is the whole that is looked at.
    float min_number() const;

private:
    FigureModel make_model() const;
    FigurePlaces make_places();
    FigurePlaces places_with(float least);
    FigurePlaces view_places_with(float least);
    float number_size(const FigurePlaces& places) const;
    std::optional<Box> cell_of(FigurePlane plane, const std::vector<int64_t>& at) const;
    void draw_hidden_result();
    bool is_tilted() const { return input_.document.view != View::flat; }

    Canvas& canvas_;
    const SceneInput& input_;
    Rect area_;
    PartFit fit_;
    FigureModel model_;
    FigurePlaces places_;
};

} // namespace convlens
