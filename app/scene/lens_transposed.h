// What the three ways of the transposed lens share: where they stand at a cursor, what is painted up to it,
// and whose elements their cells show. Y and X are meant as the lens calls them: it leads from Y back to X's
// shape, so the y of the document is the input of a conv's lens and the output of a conv_transpose's.
#pragma once

#include "document/transposed.h"
#include "scene/lens.h"

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

    // Where the lens stands. conv_transpose: the step is an output, and the stamp is that of the lit term,
    // else of the newest element that the window has reached. conv: the step is an input, whose stamp it is,
    // and the output is the one of the lit term.
    int64_t output = 0;
    int64_t input = -1; // -1: none meets the output
    int64_t term = -1;  // candidate term of `output` that is lit, -1: none
    FigureModel model;  // of the transposed convolution at `output`
    TransposedAt output_at, input_at;

    /// Whether the stamp of an input element counts up to the cursor. conv: one after the other.
    /// conv_transpose: as soon as the sliding window reaches it, so that every output up to the current one
    /// has all of its stamps.
    bool pressed(int64_t input) const;
    /// Whether all stamps of an output are pressed and its result is shown.
    bool complete(int64_t output) const;
    /// What the pressed stamps add up to; nothing where none has reached the output. Cost O(terms)
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

    Tag input_tag(int64_t flat) const;
    Tag output_tag(int64_t flat) const;
    bool input_lit(int64_t flat) const;
    bool output_lit(int64_t flat) const;
    bool weight_lit(int64_t flat) const { return scene.highlight.w(flat); }
    bool term_lit(int64_t output, int64_t input, int64_t weight) const;
    /// As the document has cells written: numbers, names or nothing.
    std::string text(char letter, double value, int64_t flat, const Sizes& shape) const;
    std::string input_text(int64_t flat) const;
    std::string output_text(int64_t flat) const;
    std::string weight_text(int64_t flat) const;

private:
    struct Stand {
        int64_t output = 0, input = -1, term = -1;
    };
    static Stand stand(const LensScene& of);
    TransposedScene(const LensScene& of, const Stand& stand);
    bool is_conv() const { return scene.operation().kind == Kind::conv; }
};

/// Part of a matrix of cells, at least as large as can be read, around a cell; all of it where it fits.
struct LensCut {
    Sheet sheet; // of the whole matrix
    int64_t first_row = 0, rows = 0, first_column = 0, columns = 0;
    bool whole = true;
    float cell() const { return sheet.cell(); }
    /// Digits fill small cells more than large ones.
    float text_share(float unit) const { return cell() < 22 * unit ? 0.56F : 0.44F; }
    int64_t end_row() const { return first_row + rows; }
    int64_t end_column() const { return first_column + columns; }
    float right() const { return sheet.at(0, static_cast<float>(end_column())).x; }
    float bottom() const { return sheet.at(static_cast<float>(end_row()), 0).y; }
};
LensCut lens_cut(const Canvas& canvas, const Rect& area, int64_t rows, int64_t columns, int64_t row,
                 int64_t column, float most, float least);
/// The same in the middle of the area.
LensCut centered(LensCut cut, const Rect& area);
/// A frame around the part of the cells that the cut shows; no ink where it shows none.
void add_cut_frame(Canvas& canvas, const LensCut& cut, int64_t row, int64_t column, int64_t rows,
                   int64_t columns, Color color, float width);

/// "y 3 × 3": a letter in its tensor's colour, and quiet words.
void transposed_heading(Canvas& canvas, Vec2 at, const std::string& letter, Color color,
                        std::string_view words);
inline constexpr float transposed_heading_height = 19; // units

void draw_stamping(Canvas& canvas, const TransposedScene& scene, const Rect& area);
void draw_stretched(Canvas& canvas, const TransposedScene& scene, const Rect& area);
void draw_transposed_matrix(Canvas& canvas, const TransposedScene& scene, const Rect& area);
/// The same small: colours only.
void draw_stamping_small(Canvas& canvas, const TransposedScene& scene, const Rect& area);
void draw_stretched_small(Canvas& canvas, const TransposedScene& scene, const Rect& area);
void draw_transposed_matrix_small(Canvas& canvas, const TransposedScene& scene, const Rect& area);

/// A sentence; `longest` is the longest that it becomes at any cursor, for the room that it needs.
struct TransposedFact {
    std::string text, longest;
};
/// What is to be said of the way that is shown large, and whether all three agree.
std::vector<TransposedFact> transposed_facts(const TransposedScene& scene, TransposedWay way);
std::string transposed_agreement(const TransposedScene& scene);
/// Why there are no three ways for this kind.
std::string transposed_sentence(const LensScene& scene);

} // namespace convlens
