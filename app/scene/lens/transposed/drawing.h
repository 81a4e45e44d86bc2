// What the three ways of the transposed lens share: where they lie at a cursor, what is painted up to it,
// and whose elements their cells show. Y and X are meant as the lens calls them: it leads from Y back to X's
// shape, so the y of the document is the input of a conv's lens and the output of a conv_transpose's.
#pragma once

#include "document/evaluate/transposed.h"
#include "scene/base/cell_window.h"
#include "scene/base/shown_part.h"
#include "scene/lens/lens.h"
#include "scene/words/number.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace convlens {

/// Batch item, channel and place of an element; absent axes are 0.
struct TransposedAt {
    int64_t item = 0, channel = 0;
    std::array<int64_t, 3> at{};
};

class TransposedScene {
public:
    /// scene.results().transposed is there and compares two tensors.
    explicit TransposedScene(const LensScene& scene);

    const LensScene& scene;
    const TransposedResults& transposed;
    const Results& results; // of the transposed convolution
    const Operation& operation;
    const Theme& theme;

    // Where the lens is. conv_transpose: the step is an output, and the stamp is that of its newest
    // product. conv: the step is an input, whose stamp it is,
    // and the output is the one of the lit term.
    int64_t output = 0;
    int64_t input = -1; // -1: none meets the output
    int64_t term = -1;  // candidate term of `output` that is lit, -1: none
    FigureModel model;  // of the transposed convolution at `output`
    TransposedAt output_at, input_at;

    // Nothing is known of the document's results before their steps.
    /// Whether the value of an input element may be shown. conv: it is a result of the document.
    bool input_known(int64_t input) const;
    /// Whether the result of an output is shown. conv: as soon as all of its stamps are known.
    bool complete(int64_t output) const;
    /// What the stamps up to the cursor add up to; nothing where there is none yet. conv: the known ones.
    /// conv_transpose: all for outputs up to the step, term by term for its own; for later ones of its map
    /// the stamps that those had, as long as more are to come: the result is not written before its step.
    /// Cost O(terms)
    std::optional<double> so_far(int64_t output) const;
    /// What the current stamp adds to an output of the current item and channel; nothing where it misses.
    struct Share {
        int64_t weight = -1;
        double value = 0;
    };
    Share share(const TransposedAt& output) const;
    /// How many input elements paint the place, channels aside.
    int64_t times_painted(const std::array<int64_t, 3>& at) const;

    int64_t crop(std::size_t axis) const; // p at the begin
    TransposedAt place(int64_t flat, const Sizes& shape) const;
    int64_t input_flat(const TransposedAt& at) const;
    int64_t output_flat(const TransposedAt& at) const;

    /// The output at a row and column of the current item, channel and depth.
    int64_t output_in_plane(int64_t row, int64_t column) const;
    /// Names the output that a cell shows, and lights it.
    void name_output(LensCell& cell, int64_t flat) const;

    Tag input_tag(int64_t flat) const;
    Tag output_tag(int64_t flat) const;
    bool input_lit(int64_t flat) const;
    bool output_lit(int64_t flat) const;
    bool weight_lit(int64_t flat) const { return scene.highlight.w(flat); }
    bool term_lit(int64_t output, int64_t input, int64_t weight) const;
    /// As the document has cells written: numbers, names or nothing.
    bool names() const { return scene.input.document.cell_text == CellText::names; }
    std::string input_text(int64_t flat) const;
    std::string output_text(int64_t flat) const;
    std::string weight_text(int64_t flat) const;
    /// A number that is added up to an output, as its cells are written.
    std::string sum_text(double value) const;
    /// "y × 10⁻³": the letter with the factor that all cells of its tensor have; of `letter` y, x or w. Where
    /// there is none, the letter alone.
    std::string letter_text(const std::string& letter) const;
    /// Those of all three that have one, in a line; empty: none has.
    std::string factors() const;
    /// Side of the smallest cell in which the elements can be read, px; 0: they are not written at all. The
    /// same at every cursor.
    float legible_inputs(Canvas& canvas) const;
    float legible_outputs(Canvas& canvas) const;
    float legible_weights(Canvas& canvas) const;

private:
    struct Stand {
        int64_t output = 0, input = -1, term = -1;
    };
    static Stand stand(const LensScene& of);
    NumberFormat format_of(const Magnitudes& magnitudes) const;
    int64_t newest_input() const;
    int64_t painted_ = -1; // conv_transpose: the stamps of inputs up to this place are there
    TransposedScene(const LensScene& of, const Stand& stand);
    bool is_conv() const { return scene.operation().kind == Kind::conv; }
};

/// Part of a matrix of cells around a cell; all of it where it fits.
struct LensCut : CellWindow {
    Sheet sheet; // of the whole matrix
    bool whole = true;
    float cell() const { return sheet.cell(); }
    float right() const { return sheet.at(0, static_cast<float>(end_column())).x; }
    float bottom() const { return sheet.at(static_cast<float>(end_row()), 0).y; }
};

/// A matrix and what of it is lit.
struct LensGrid {
    int64_t rows = 1, columns = 1;
    LitPlaces lit_rows, lit_columns;
};
/// The matrix with one lit cell.
inline LensGrid grid_around(int64_t rows, int64_t columns, int64_t row, int64_t column) {
    return {rows, columns, {{row, row}}, {{column, column}}};
}

/// Cells of at most `most` units, and of at least `least`: then of a part with what is lit.
LensCut lens_cut(const Canvas& canvas, const Rect& area, const LensGrid& grid, float most, float least);
/// The same in the middle of the area.
LensCut centered(LensCut cut, const Rect& area);
/// add_lens_cell with digits of at least `min_digits`; a number that is too long for that is an ellipsis.
void add_cut_cell(Canvas& canvas, const LensCut& cut, int64_t row, int64_t column, LensCell cell);
inline constexpr float min_digits = 11; // units, em
/// Side of the smallest cell that holds such a text, px.
float legible_cell(Canvas& canvas, const std::string& text);
/// A frame around the part of the cells that the cut shows; no ink where it shows none.
void add_cut_frame(Canvas& canvas, const LensCut& cut, int64_t row, int64_t column, int64_t rows,
                   int64_t columns, Color color, float width);

/// Around the current output, where the cut shows X's plane.
void add_output_frame(Canvas& canvas, const TransposedScene& scene, const LensCut& cut);

/// "y 3 × 3": a letter in its tensor's colour, and quiet words above a matrix.
struct TransposedHeading {
    std::string letter;
    Color color;
    std::string words;
};
inline constexpr float transposed_heading_height = 19; // units

struct TransposedPart {
    LensGrid grid;
    TransposedHeading heading;
    float legible = 0;    // px; 0: cells have no digits
    bool main = false;    // the first or the last one
    std::size_t axes = 0; // 1, 2: how many the elements have; the indices of those that are shown are written
};

/// Two or three matrices with headings and cells of one size: beside each other, the two smaller ones above
/// each other beside the main one, or all above each other, whichever gives the larger cells.
class TransposedParts {
public:
    TransposedParts(Canvas& canvas, const Rect& area, std::vector<TransposedPart> parts);

    /// Whether all cells have room, and can be read.
    bool whole() const { return whole_; }
    /// Draws the headings; returns where the cells are: some of them where not all have room.
    std::vector<LensCut> draw();

private:
    bool place_whole();
    /// " [3–9, 0–8]", the rows and columns that are shown; empty where all are.
    std::string shown(std::size_t part, const LensCut& cut) const;
    float width(std::size_t part) const;
    float height(std::size_t part) const;
    Rect at(std::size_t part, Vec2 corner) const;
    std::vector<Rect> row() const;
    std::vector<Rect> column() const;
    std::vector<Rect> beside_each_other() const;
    std::vector<Rect> shared() const;

    Canvas& canvas_;
    Rect area_;
    std::vector<TransposedPart> parts_;
    std::vector<float> headings_; // their widths
    float head_, gap_, between_;
    float cell_; // px
    bool whole_ = false;
    std::vector<Rect> places_; // of the cells, headings above them
};

void draw_scatter(Canvas& canvas, const TransposedScene& scene, const Rect& area);
/// Colours of the first way that no figure has.
ColorPairs scatter_pairs(const Theme& theme);
void draw_stretched(Canvas& canvas, const TransposedScene& scene, const Rect& area);
void draw_transposed_matrix(Canvas& canvas, const TransposedScene& scene, const Rect& area);
/// The same small: colours only.
void draw_scatter_small(Canvas& canvas, const TransposedScene& scene, const Rect& area);
void draw_stretched_small(Canvas& canvas, const TransposedScene& scene, const Rect& area);
void draw_transposed_matrix_small(Canvas& canvas, const TransposedScene& scene, const Rect& area);

/// A sentence; `longest` is the longest that it becomes at any cursor, for the room that it needs. Where
/// there is no room for all, those of the lowest weight are left out.
struct TransposedFact {
    std::string text, longest;
    int weight = 0;
    bool agreement = false; // says whether all three agree
};
/// Whether cells of X get a part of their sum before all that is to be added is there, at some cursor.
bool has_partial_cells(const TransposedScene& scene);
/// What is written about the way that is shown large.
std::vector<TransposedFact> transposed_facts(const TransposedScene& scene, TransposedWay way);
/// Why there are no three ways for this kind.
std::string transposed_sentence(const LensScene& scene);

} // namespace convlens
