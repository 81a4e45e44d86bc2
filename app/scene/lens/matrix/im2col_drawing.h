// The im2col lens being drawn. The kernel lies as a column beside the matrix and the results above it, so
// that what is multiplied lies on one row and what is added on one column. Only the columns around the
// current one are drawn where there are many; the matrix is never made.
#pragma once

#include "convlens/matrix.h"
#include "convlens/relation.h"
#include "scene/base/roles.h"
#include "scene/lens/matrix/matrix.h"

#include <algorithm>
#include <string>
#include <vector>

namespace convlens {

class Im2colDrawing {
public:
    Im2colDrawing(Canvas& canvas, const LensScene& scene)
        : canvas_(canvas), scene_(scene), theme_(canvas.theme), op_(scene.operation()), model_(scene.model),
          roles_(roles(op_, theme_)), matrix_(op_), relation_(op_), unit_(canvas.unit),
          kernel_(op_.kernel_size.product()), terms_(relation_.terms_per_output()),
          columns_(matrix_.columns()), plane_(model_.step() / columns_), column_(model_.step() % columns_),
          first_row_(model_.first_channel * kernel_), weighted_(has_weight(op_.kind)),
          image_(scene.input.document.input.kind == SourceKind::image),
          lit_(lit_term(scene.cursor(), terms_)), focus_(focus_term(scene)) {}

    void draw(const Rect& area);
    /// Where the content of a card ends.
    float bottom(const Rect& area);
    /// Width of a card that shows the same in cells of the same size.
    float needed_width(const Rect& area);

private:
    static constexpr float channel_gap = 0.3F; // cells between the rows of two channels
    static constexpr float above = 1.9F;       // cells: the results and what keeps them apart
    static constexpr float min_digits = 11;    // units, em
    static constexpr float min_side = 13.5F;   // units, of a cell with digits
    static constexpr float max_cell = 44;      // units
    static constexpr int64_t max_bands = 64;   // of the strip
    static constexpr float note_height = 20;   // units
    static constexpr float position_height = 20;
    static constexpr float beside_width = 130; // of notes beside the cells
    static constexpr float bar_place = 28;     // of the map of all rows beside the cells

    static float f(int64_t value) { return static_cast<float>(value); }

    // The words.

    /// "w (1×9) · columns (9×9) = y (1×9)": the product of one group.
    std::string product_text() const;

    std::string result_letter() const { return {roles_.top_letter}; }

    std::vector<std::string> notes() const;

    /// Entries that are no elements of X: all that the unrolled matrix of one map does not join.
    int64_t zero_count() const;

    // Where it lies.

    float cells_left() const { return weighted_ || op_.out_channels > 1 ? 2.5F : 1.4F; }

    /// Side of the smallest cell in which all but long results can be read, px; the same at every cursor.
    float legible_side() const;
    float digit_share() const { return std::max(0.46F, min_digits * unit_ / cell_); }

    void lay_out(const Rect& body);

    /// As many rows and columns as can be read, and the whole matrix as a strip below them; where all columns
    /// have room, as a bar beside them.
    void lay_out_part(const Rect& body, Vec2 room, float least);
    void lay_out_rows(const Rect& body, Vec2 room);
    float min_side_of_part(Vec2 room, float least) const;
    /// The most rows that have room, whole channels or rows of the kernel where they can be.
    int64_t fitting_rows(float room) const;
    float cells_high(int64_t rows) const;

    /// Rows of which as many are shown as have room: channels, rows of the kernel, or single ones.
    int64_t rows_together(int64_t room) const;
    int64_t first_shown_row(int64_t rows) const;

    /// Most borders of channels between so many rows.
    int64_t max_gaps(int64_t rows) const { return (rows + kernel_ - 2) / kernel_; }

    float row_at(int64_t row) const;
    float column_at(int64_t column) const { return f(column - window_.first_column); }

    // What is drawn.

    void draw_headings();

    LensCell cell_of(const TensorColors& colors, std::string text) const;

    void draw_results();

    /// The weights that the current output meets lie beside their rows; a group's rows are met by its own
    /// outputs only.
    void draw_kernel();

    bool is_met(int64_t row) const { return row >= first_row_ && row < first_row_ + terms_; }

    void draw_cells();

    LensCell entry_cell(int64_t row, int64_t column) const;

    /// Where the place of the window lies on the plane: padding stays padding where a mode puts numbers in.
    CellKind kind_of(int64_t row, int64_t column) const;

    std::string entry_text(int64_t input, CellKind kind) const;

    /// Of a max pooling, once its result is there.
    bool is_winner(int64_t row, int64_t column, int64_t input) const;

    void fade(LensCell& cell) const;

    bool is_lit(int64_t row, int64_t column, int64_t input) const;

    /// The current window's column and result, and the term that is lit in the matrix and the kernel.
    void draw_frames();

    /// A map of the whole matrix: its channels, the column of the step, and the part that is shown.
    void draw_strip();

    void draw_notes(const Rect& body);

    Canvas& canvas_;
    const LensScene& scene_;
    const Theme& theme_;
    const Operation& op_;
    const FigureModel& model_;
    Roles roles_;
    Im2col matrix_;
    Relation relation_;
    float unit_;
    int64_t kernel_;    // elements
    int64_t terms_;     // rows that an output meets
    int64_t columns_;   // windows
    int64_t plane_;     // of (item, output channel) that the step computes
    int64_t column_;    // of the step
    int64_t first_row_; // that the step meets
    bool weighted_, image_;
    int64_t lit_, focus_; // terms

    float cell_ = 0;
    Sheet sheet_; // of row window_.first_row, column window_.first_column
    CellWindow window_;
    Rect strip_;           // empty: all is shown
    bool upright_ = false; // the strip is a bar beside the cells: all columns are shown
    int64_t bands_ = 1;    // of the strip: channels, or several of them together
    bool digits_ = false, notes_beside_ = false;
};

} // namespace convlens
