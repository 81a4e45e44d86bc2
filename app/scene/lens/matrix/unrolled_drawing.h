// The lens of the unrolled matrix C being drawn: a row for each output, a column for each input. The
// flattened X lies above C, so that each of its elements lies over the column that it meets; the flattened
// Y lies at C's right. Where C is too large to read it becomes a raster, with a loupe on the rows and
// columns around the current term.
#pragma once

#include "convlens/matrix.h"
#include "convlens/relation.h"
#include "scene/base/color_maps.h"
#include "scene/base/roles.h"
#include "scene/lens/matrix/matrix.h"
#include "scene/lens/matrix/unrolled_rows.h"

#include <string>
#include <vector>

namespace convlens {

class UnrolledDrawing {
public:
    UnrolledDrawing(Canvas& canvas, const LensScene& scene)
        : canvas_(canvas), scene_(scene), theme_(canvas.theme), op_(scene.operation()),
          roles_(roles(op_, theme_)), matrix_(linear(op_)), relation_(op_), unit_(canvas.unit),
          kernel_(op_.kernel_size.product()), rows_(matrix_.rows()), columns_(matrix_.columns()),
          row_(scene.step.output % rows_), first_y_(scene.step.output - row_),
          first_x_(scene.model.batch * columns_), weighted_(has_weight(op_.kind)),
          tones_(kernel_tones(theme_)), focus_(focus_term(scene)) {
        const int64_t terms = relation_.terms_per_output();
        const int64_t lit = lit_term(scene.cursor(), terms);
        lit_weight_ = lit >= 0 ? term(row_, lit).weight : -1;
        lit_column_ = lit >= 0 ? column_of(row_, lit) : -1;
    }

    void draw(const Rect& area);
    /// Where the content of a card ends.
    float bottom(const Rect& area);

    /// Whether there is a matrix: what is linear, and max pooling once its winners are known.
    static bool has_matrix(Kind kind) { return has_unrolled(kind) || kind == Kind::max_pool; }

private:
    static constexpr float above = 1.4F;            // cells: X and what keeps it apart
    static constexpr float beside = 2.1F;           // cells: Y and what keeps it apart
    static constexpr float x_gap = 0.7F;            // cells: between C and X as a column
    static constexpr float margin = 18;             // units: the letters at the left
    static constexpr float captions = 60;           // units: three lines below the loupe
    static constexpr float largest_loupe_cell = 22; // units
    static constexpr float min_legend = 9;          // units a cell

    static float f(int64_t value) { return static_cast<float>(value); }

    // The matrix.

    /// Max pooling joins the same places as the average.
    static Operation linear(Operation operation) {
        if (operation.kind == Kind::max_pool)
            operation.kind = Kind::avg_pool;
        return operation;
    }
    bool takes_largest() const { return op_.kind == Kind::max_pool; }
    Term term(int64_t row, int64_t t) const { return relation_.term_of_output(first_y_ + row, t); }
    /// The column that term `t` of a row meets, -1: none, it meets a zero.
    int64_t column_of(int64_t row, int64_t t) const;

    std::string matrix_letter() const { return op_.kind == Kind::conv_transpose ? "Cᵀ" : "C"; }

    /// "C (4×16) · x (16×1) = y (4×1)"
    std::string product_text() const;

    std::vector<std::string> notes() const;

    // Where it lies.

    /// Rows and columns of cells, slices side by side.
    Sizes legend_size() const;

    Vec2 min_legend_size() const;

    void lay_out(const Rect& body);
    /// The matrix with what belongs to it alone.
    void lay_out_matrix(const Rect& body);
    float matrix_bottom();
    /// C, X as a column and Y beside each other, the sums below C; false: there is no room for it.
    bool lay_out_column(const Rect& body, float least);

    /// At the left the whole matrix as a raster with the legend below it, at the right the loupe.
    void lay_out_loupe(const Rect& body, float least);
    /// The whole matrix above, the loupe below it: larger cells where there are few rows.
    bool lay_out_stacked(const Rect& body, float least);
    /// Cells of the loupe and what they show.
    void place_window(const Rect& loupe, float cell, float below);

    /// The columns that the row of the step meets: of all its terms, of the channel, of the kernel row and of
    /// the place of the focus.
    LitPlaces lit_columns() const;

    /// Of the term next to the focus that meets one.
    int64_t nearest_column() const;

    float input_column() const { return f(window_.columns) + x_gap; }
    float output_column() const { return f(window_.columns) + (x_column_ ? x_gap + 1 : 0) + beside - 1; }
    float row_at(int64_t row) const { return f(row - window_.first_row); }
    float column_at(int64_t column) const { return f(column - window_.first_column); }

    // What is drawn.

    void draw_letters();

    LensCell cell_of(const TensorColors& colors, std::string text) const;

    LensCell input_cell(int64_t column) const;
    void draw_inputs();
    /// X as a column at C's right, as it is multiplied: the document's way to write it.
    void draw_input_column();
    bool writes_rows() const {
        return scene_.input.document.unrolled_lens.all_rows && UnrolledRows::can_be_written(op_);
    }
    /// Where the lens can be switched, the switch at the right of its title.
    void draw_choice(const Rect& area);

    void draw_outputs();

    void draw_entries();

    LensCell entry_cell(int64_t row, int64_t column) const;

    /// Of max pooling: 1 where the largest lies, known when the row's result is there.
    LensCell winner_cell(int64_t row, int64_t column) const;

    Color tone(int64_t weight) const;

    std::string entry_text(int64_t row, int64_t column, const Unrolled::Entry& entry) const;

    /// The current row with its result, and the entry and element of the term that is lit.
    void draw_frames();

    void draw_overview();
    void draw_captions();

    /// The kernel that the current output meets, each element in the tone that it has in the matrix, and a
    /// word beside it.
    void draw_legend();
    Sheet legend_sheet() const;
    /// The first baseline of the notes: beside the kernel, or below it.
    Vec2 notes_place() const;
    float legend_bottom();
    float notes_height(float width) const;

    void draw_legend_cell(const Sheet& sheet, int64_t k);

    /// Element `k` of the kernel between the channels of the current term.
    int64_t legend_weight(int64_t k) const { return term(row_, focus_).weight / kernel_ * kernel_ + k; }

    Canvas& canvas_;
    const LensScene& scene_;
    const Theme& theme_;
    const Operation& op_;
    Roles roles_;
    Unrolled matrix_;
    Relation relation_;
    float unit_;
    int64_t kernel_; // elements
    int64_t rows_, columns_;
    int64_t row_;               // of the step
    int64_t first_y_, first_x_; // flat indices of the item's first elements
    bool weighted_;
    ColorMap tones_;
    int64_t lit_weight_ = -1, lit_column_ = -1;
    int64_t focus_; // term

    float cell_ = 0;
    Sheet sheet_; // of row window_.first_row, column window_.first_column
    CellWindow window_;
    Rect overview_, loupe_; // empty: all is shown
    Rect legend_;
    Rect written_;          // where Y is written out; empty: it is not
    bool x_column_ = false; // X lies at C's right, else above it
    bool digits_ = false;
};

} // namespace convlens
