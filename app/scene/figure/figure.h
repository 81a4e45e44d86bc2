// The figure itself: the plane with the kernel's window, the plane of results, the kernel, the sight lines
// between them. Tilted and flat are the same drawing on different sheets.
#pragma once

#include "scene/base/canvas.h"
#include "scene/base/cell_window.h"
#include "scene/base/roles.h"
#include "scene/base/scene_input.h"
#include "scene/figure/layout.h"
#include "scene/model/highlight.h"
#include "scene/model/model.h"
#include "scene/model/rasters.h"

namespace convlens {

class FigureDrawing {
public:
    FigureDrawing(Canvas& canvas, const SceneInput& input, const FigureModel& model, const Step& step,
                  const FigurePlaces& places, const Rasters& rasters, const Highlight& highlight);

    /// In painter's order.
    void draw();

private:
    struct CellStyle;
    struct Heading;
    struct Arrow;

    std::vector<Heading> headings() const;
    std::string weights_alone() const;
    std::string pooled_words() const;
    std::string shown_of(int64_t shown, int64_t all) const;
    void draw_strip_words();
    void draw_base(int64_t sheet);
    void draw_base_raster(int64_t sheet, const Sheet& place, Tag tag);
    Tag base_raster_tag(int64_t sheet) const;
    void draw_base_labels(int64_t sheet);
    void draw_loupe();
    void draw_weights_loupe();
    void draw_strips();
    void draw_maps();
    void draw_window(int64_t sheet);
    void draw_window_labels(int64_t sheet);
    void draw_marks();
    void draw_sight_lines();
    void add_sight_line(Vec2 from, Vec2 to, Color color);
    /// A line that gives way to the numbers that are drawn so far.
    void add_clear_line(const Path& line, Tag tag);
    void draw_rising_result();
    Box rising_from() const;
    void draw_top();
    void draw_top_raster(int64_t sheet, const Sheet& place, Tag tag);
    Tag top_raster_tag(int64_t sheet) const;
    void draw_top_cells(int64_t sheet);
    Box unpooling_window(const Sheet& place) const; // of the current element
    void draw_unpooling_window();
    PlaneModel pooled_plane() const; // with the sheets that are drawn
    int64_t pooled_sheet(int64_t index) const;
    std::vector<bool> switches_on(int64_t sheet) const;
    CellStyle pooled_style(int64_t sheet, int64_t row, int64_t column, bool is_switch) const;
    void draw_pooled();
    void draw_pooled_arrow();
    void draw_switched(const Sheet& place, int64_t row, int64_t column, const CellStyle& cell, int64_t flat);
    bool has_pooled() const { return !places_.pooled.moves.empty(); }
    void add_arrow(const Arrow& arrow);
    void draw_arrow();
    Vec2 clear_bow(Vec2 a, Vec2 b, const std::vector<Rect>& numbers) const;
    void draw_sheet_names();
    void draw_weights();
    void draw_weight_cells(int64_t sheet, const Sheet& place, const CellWindow& part, bool digits);
    Rect bias_place(Vec2 size) const;
    void draw_bias();
    void draw_weights_raster(int64_t sheet, const Sheet& place);
    CellWindow lit_weights() const; // what their loupe shows
    CellWindow window_part() const; // what the loupe shows
    void draw_headings();
    void draw_highlight();
    void draw_hover();

    CellStyle base_style(int64_t sheet, int64_t row, int64_t column) const;
    CellStyle top_style(int64_t sheet, int64_t row, int64_t column) const;
    void leave_unwritten(CellStyle& style) const;
    void show_awaited(CellStyle& style) const;
    float line_width() const; // of cells, px
    bool has_weights_in_window() const;
    float weight_share() const;
    bool meets_number(const Sheet& sheet, double row, double column, const std::string& text, Vec2 shift);
    void add_cell(const Sheet& sheet, double row, double column, const CellStyle& style);
    void add_digits(const Sheet& sheet, double row, double column, const std::string& text, Color color,
                    float share, Vec2 shift, Tag tag);
    TextStyle fitted(TextStyle style, const std::string& text, float room);
    Vec2 kept_inside(const Sheet& sheet, const std::string& text, const TextStyle& style, Vec2 shift);
    TextStyle digit_style(const Sheet& sheet, const std::string& text, float share, Vec2 shift);
    /// Whether such digits lie under another sheet of their stack.
    bool is_digit_covered(const Stack& stack, const CellWindow& part, int64_t sheet, double row,
                          double column, const std::string& text, float share, Vec2 shift);
    /// Smaller where it is wider than `room`.
    void add_number(Vec2 at, const std::string& text, TextStyle style, float room, Tag tag);
    /// A sheet that has no part in the step steps back; its digits stay.
    void fade(CellStyle& style) const;
    Color tap_fill(CellKind kind) const;
    Box tap_frame(int64_t term, Color color) const;
    int64_t winning_term() const; // of a maximum, up to the cursor; -1: none
    bool is_revealed(int64_t output) const;
    bool shows_base(int64_t sheet) const { return places_.base_share.shows(sheet, model_.shown_base); }
    bool shows_top(int64_t sheet) const { return places_.top_share.shows(sheet, model_.shown_top); }
    bool shows_weights_of(int64_t sheet) const {
        return places_.weights_alone < 0 || places_.weights_alone == sheet;
    }
    int64_t lit_term() const; // -1: none

    Canvas& canvas_;
    const SceneInput& input_;
    const FigureModel& model_;
    const Step& step_;
    const FigurePlaces& places_;
    const Rasters& rasters_;
    const Highlight& highlight_;
    const Theme& theme_;
    Roles roles_;
    bool base_as_raster_ = false, top_as_raster_ = false, weights_as_raster_ = false;
    bool base_digits_ = false, top_digits_ = false;
    bool image_ = false;
    /// Draws this part of the base cell by cell, whatever their size.
    void show_part(const CellWindow& part);
    CellWindow part_, top_part_;                // of the planes that are drawn cell by cell
    double window_row_ = 0, window_column_ = 0; // where the window lies, between two places while it moves
    bool moving_ = false;
    Rect bias_cell_;           // where it is drawn; empty: nowhere
    bool rising_ = false;      // the result is on its way from the window to its cell
    std::vector<Rect> digits_; // around the numbers that are drawn so far, px
    std::vector<bool> row_reached_, column_reached_, depth_reached_;
    std::vector<bool>
        unpooled_; // [rows * columns * depths] of the current plane: filled up to the current step
};

} // namespace convlens
