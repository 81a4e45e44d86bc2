// What the maps of the reach lens show, without any drawing: how often each input is used, which outputs one
// input reaches, and both in words.
#pragma once

#include "scene/lens/lens.h"
#include "scene/lens/reach/receptive_field.h"

#include <array>
#include <string>

namespace convlens {

/// One spatial axis of both planes at the current step. Absent axes have one element.
struct ReachAxis {
    bool present = false;
    int64_t inputs = 1, outputs = 1;
    int64_t lead = 0, grid = 1;         // padding drawn before the input, and all cells drawn
    int64_t output = 0, input = 0;      // the current ones: of the step, and the one whose footprint is shown
    Span window{0, 0};                  // inputs that the output can depend on
    int64_t min_uses = 1, max_uses = 1; // of an input
    int64_t unused = 0;                 // inputs that are never used
    Span rarest{0, 0};                  // first and last input with min_uses
    int64_t min_count = 1;              // inputs with min_uses
    bool counted = true;                // all inputs were looked at: both counts are true
};

/// The planes of X and Y at the current step and one input chosen in X: the one that is pointed at or pinned
/// last, else the one in the middle of the window. Rows and columns count from the first element, without
/// padding. The scene outlives it.
class ReachMap {
public:
    explicit ReachMap(const LensScene& scene);

    /// 0: depth, 1: rows, 2: columns.
    const ReachAxis& axis(std::size_t a) const { return axes_[a]; }
    int64_t max_uses() const { return max_uses_; }
    /// How many products an input of the plane takes part in.
    int64_t uses(int64_t row, int64_t column) const;
    /// Whether the chosen input reaches this output of the plane.
    bool reaches(int64_t row, int64_t column) const;
    /// What is lit on an axis of a map, in the cells that are drawn: on X the window with the chosen input,
    /// on Y the footprint with the current output; then what the step has of it.
    LitPlaces lit(std::size_t axis, bool inputs) const;
    /// Row and column of the current output; of an unpooling, the place of its element.
    std::array<int64_t, 2> output_place() const;
    int64_t input_flat(int64_t row, int64_t column) const;
    int64_t output_flat(int64_t row, int64_t column) const;

    /// "X", or "X[0,2]" with the channel and the depth that are shown.
    std::string plane_name(bool inputs) const;
    /// "x[1,2]": the chosen input.
    std::string input_name() const;
    std::string field_words() const;     // what the current output sees
    std::string footprint_words() const; // how many outputs the chosen input reaches
    std::string range_words() const;     // which indices meet: "0 ≤ i′ − i ≤ 2"; empty for unpooling
    std::string uses_words() const;      // how evenly the inputs are used

private:
    ReachAxis axis_of(std::size_t a) const;
    void find_extremes(ReachAxis& axis, std::size_t own) const;
    void choose_input();
    void set_input(int64_t flat);
    int64_t uses_on(std::size_t a, int64_t x) const;
    bool reaches_on(std::size_t a, int64_t output) const;
    Span candidates(std::size_t a) const;
    int64_t input_depth() const { return axes_[0].input; }
    int64_t output_depth() const;
    std::string output_name() const;
    std::string range_on(std::size_t own, char letter) const;
    int64_t reads(bool inside) const;
    int64_t reads_on(std::size_t a, bool inside) const;
    std::string rarest_words(const std::string& least, const std::string& most) const;
    Sizes spatial(bool inputs) const;

    const LensScene& scene_;
    const Operation& op_;
    char base_letter_, top_letter_;
    std::array<ReachAxis, 3> axes_;
    int64_t channel_ = 0; // of the input, whose map is shown
    int64_t max_uses_ = 1;
};

} // namespace convlens
