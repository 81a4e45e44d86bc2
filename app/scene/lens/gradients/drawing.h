// The gradients lens while it is drawn: what its three orders share. Private to the lens.
#pragma once

#include "scene/base/roles.h"
#include "scene/base/tags.h"
#include "scene/lens/gradients/panel.h"
#include "scene/lens/gradients/sums.h"
#include "scene/lens/lens.h"
#include "scene/words/number.h"

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace convlens {

/// Which elements of a tensor the planes of a panel show: channels one after the other, each with its depths.
struct PlaneMap {
    std::array<int64_t, 3> size{1, 1, 1}; // depth, rows, columns
    int64_t base = 0;                     // flat index of the first element
    int64_t channels = 1;
    int64_t channel_stride = 0; // from a channel to the next

    int64_t planes() const { return channels * size[0]; }
    int64_t flat(int64_t plane, int64_t row, int64_t column) const {
        return base + plane / size[0] * channel_stride + (plane % size[0] * size[1] + row) * size[2] + column;
    }
    /// (plane, row, column) of a flat index, where it is among them.
    std::optional<std::array<int64_t, 3>> find(int64_t flat) const;
};

/// The last D of a list of sizes, made three by ones in front.
std::array<int64_t, 3> to_3d(const Sizes& sizes, std::size_t dims);

/// One element, or one cell.
LitArea lit_area(const std::array<int64_t, 3>& at);
/// Elements of the map, and one of them that counts most: all, those of its channel, itself.
LitArea lit_area(const PlaneMap& map, const std::vector<int64_t>& elements, const std::array<int64_t, 3>& at);

/// What a window slides over: stretched and padded planes of a tensor.
struct SlidMap {
    const Operation& over; // its input_size, input_dilation, padding
    PlaneMap inner;        // the tensor's elements

    std::array<int64_t, 3> size() const; // with zeros and padding
    /// Flat index, or source_padding, source_hole.
    int64_t source(int64_t plane, int64_t row, int64_t column) const;
};

/// The panels of an order, and what is a convolution of what.
struct PanelPlan {
    std::vector<PanelShape> shapes;
    std::vector<float> gaps; // px
    std::vector<std::string> statements;
};

/// Lines under the panels.
struct GradientWords {
    std::string symbolic;               // names
    std::string before, current, after; // numbers; the term that is lit by itself
};

/// The element of dX or dW that is shown by its terms: the one that the steps have come to, or the one that
/// is pointed at.
struct Gathering {
    int64_t element = 0;
    double own_share = 0;            // of its terms that are done
    bool finished = false;           // nothing of it is lit
    std::vector<GradientTerm> terms; // where it is an element of dX
    int64_t done = 0;                // of its terms
    int64_t lit = -1;                // the last of them, -1: none is lit
    int64_t focus = 0;               // the same, where none is lit the last one that is done
    int64_t reached = 0;             // whatever is pointed at: the tensor is filled up to this element,
    double share = 0;                // and this part of its terms

    /// How many of so many terms a share is.
    static int64_t part(double share, int64_t terms);
    void set_terms(int64_t count) {
        done = part(own_share, count);
        lit = finished ? -1 : done - 1;
        focus = std::max<int64_t>(done - 1, 0);
    }
    const GradientTerm* lit_term() const {
        return lit >= 0 && !terms.empty() ? &terms[static_cast<std::size_t>(lit)] : nullptr;
    }
    const GradientTerm* focus_term() const {
        return !terms.empty() ? &terms[static_cast<std::size_t>(focus)] : nullptr;
    }
};

class GradientsDrawing {
public:
    GradientsDrawing(Canvas& canvas, const LensScene& scene, const Rect& area);
    void draw();
    /// Where the content ends.
    float bottom();

private:
    // gradients.cpp
    void draw_choices(const Rect& area);
    float words_height() const;
    void draw_words(float y, const GradientWords& words);
    void draw_arrow(Vec2 from, Vec2 to, Color color);
    /// Panels above the words.
    PanelRow place(const PanelPlan& plan);
    PanelPlan plan() const; // of the order
    // outputs.cpp: each dY flows back
    PanelPlan outputs_plan() const;
    void draw_outputs();
    std::string flow_remark() const;
    int64_t nearest_input() const;
    void frame_window_on_x(const GradientPanel& px, const PlaneMap& dx, const std::array<int64_t, 3>& at_x);
    void draw_growing_w(GradientPanel& pw, const PlaneMap& dw, bool lit, int64_t channel);
    void draw_bias(const GradientPanel& under, int64_t channel);
    GradientWords flow_words() const;
    // inputs.cpp, weights.cpp: each element gathers
    PanelPlan inputs_plan() const;
    PanelPlan pool_inputs_plan() const;
    bool shows_both_kernels() const;
    void draw_inputs();
    void draw_gathered_x(GradientPanel& panel, const PlaneMap& dx, const Gathering& gathering);
    void draw_gathered_pool(const Gathering& gathering);
    void draw_turned_kernel(GradientPanel& panel, const PlaneMap& w, const Gathering& gathering, bool both);
    PanelPlan weights_plan() const;
    void draw_weights();
    void draw_gathered_w(GradientPanel& panel, const PlaneMap& dw, const Gathering& gathering);
    Gathering gathering(int64_t elements, int64_t focus) const; // without terms
    // words.cpp
    GradientWords sum_words_of_x(int64_t x, const std::vector<GradientTerm>& terms, int64_t done,
                                 int64_t lit) const;
    GradientWords sum_words_of_w(int64_t w, int64_t done, int64_t lit) const;
    void put_products(GradientWords& words, const std::vector<GradientTerm>& products, std::size_t lit,
                      bool cut_before, bool cut_after, const std::string& so_far,
                      const NumberText& total) const;
    // As the figure calls the operation's input and output: a transposed convolution leads from Y to X.
    char in_letter() const { return roles(op_, theme_).base_letter; }
    std::string in() const;  // "X"
    std::string out() const; // "Y"
    std::string d_in() const { return "d" + in(); }
    std::string d_out() const { return "d" + out(); }
    std::string name(const std::string& letter, int64_t flat, const Sizes& shape) const;
    std::string weight_name(const std::string& letter, int64_t w) const;
    std::string weight_panel_name(int64_t w) const;
    std::string dx_statement() const;
    std::string dw_statement() const;
    std::string pool_statement() const;
    std::string swap_statement() const;
    std::string own_order_statement(const std::string& of) const;
    std::string check_text() const;

    // maps of the tensors
    static constexpr float wide_heading = 132; // units: a name and which channel
    PanelShape shape_of(const PlaneMap& map) const {
        const float wide = map.planes() > 1 ? wide_heading * unit_ : 0;
        return {map.size[1], map.size[2], map.planes(), 0, 0, 62 * unit_, wide}; // room for the name
    }
    PlaneMap y_map(int64_t n, int64_t channel, int64_t channels) const;
    PlaneMap x_map(int64_t n, int64_t channel, int64_t channels) const;
    /// Kernels of an output channel within its group (or of all of them), and an input channel likewise.
    PlaneMap w_map(int64_t group, int64_t out, int64_t in, bool all_out, bool all_in) const;

    bool weighted() const { return has_weight(op_.kind); }
    bool transposed() const { return op_.kind == Kind::conv_transpose; }
    /// A gradient that grows: what is not touched yet is empty; what is in the window is lit.
    using SumAt = std::function<PartialSum(int64_t flat)>;
    using IsLit = std::function<bool(int64_t flat)>;
    PanelStyle growing(const std::string& name, const PlaneMap& map, TagSpace space, const SumAt& sum,
                       const IsLit& lit) const;
    /// Numbers that are given; `flat` leads from a cell to its element.
    /// Name, colours and range of a tensor that is there.
    PanelStyle tensor_style(const std::string& name, TagSpace space) const;
    /// The cell of one of its elements.
    LensCell element_cell(TagSpace space, int64_t flat, bool lit) const;
    using FlatAt = std::function<int64_t(int64_t plane, int64_t row, int64_t column)>;
    PanelStyle given(const std::string& name, TagSpace space, const FlatAt& flat, const IsLit& lit) const;
    /// What a window slides over.
    using IsCovered = std::function<bool(int64_t plane, int64_t row, int64_t column)>;
    PanelStyle slid_over(const std::string& name, const SlidMap& map, TagSpace space,
                         const IsCovered& covered) const;
    const Tensor<double>& tensor_of(TagSpace space) const;
    const TensorColors& colors_of(TagSpace space) const;
    double largest_of(TagSpace space) const;
    /// "channel 2 of 8", and shorter, where not all planes of the tensor are shown; "[0–47, 96–143]": which
    /// part of them. `depths` of each of `channels` channels; `first`: number of the first plane.
    std::vector<std::string> plane_remarks(const GradientPanel& panel, int64_t depths, int64_t first,
                                           int64_t channels) const;
    LensCell gradient_cell(double value, bool there, bool in_window, Tag tag, bool lit) const;
    void frame_cell(const GradientPanel& panel, const std::array<int64_t, 3>& at, bool shown);
    /// From the right of a place in a panel to the left of one in another.
    void draw_flow(const GradientPanel& from, float from_y, const GradientPanel& to,
                   const std::array<int64_t, 3>& at);
    void draw_product_sign(const GradientPanel& left, const GradientPanel& right);
    bool marked(TagSpace space, int64_t flat) const;
    /// The element of the space's tensor that is pointed at or pinned, -1: none.
    int64_t focus_of(TagSpace space) const;

    Canvas& canvas_;
    const LensScene& scene_;
    const Theme& theme_;
    const Results& results_;
    const Gradients& gradients_;
    const Operation& op_;
    const Cursor& cursor_;
    float unit_;
    GradientOrder order_;
    int64_t lit_;   // term of the step, -1: none
    int64_t focus_; // term of the step, by which all lenses go
    int64_t done_;  // terms of the step
    bool all_;      // everything is revealed
    GradientSums sums_;
    Rect area_, body_;
    std::vector<std::string> statements_; // in lines
    int64_t c_per_, o_per_;               // channels of a group
};

} // namespace convlens
