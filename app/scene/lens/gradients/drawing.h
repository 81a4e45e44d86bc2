// The gradients lens while it is drawn: what its three orders share. Private to the lens.
#pragma once

#include "scene/base/roles.h"
#include "scene/base/tags.h"
#include "scene/lens/gradients/formula.h"
#include "scene/lens/gradients/maps.h"
#include "scene/lens/gradients/placing.h"
#include "scene/lens/gradients/sums.h"
#include "scene/lens/lens.h"
#include "scene/words/number.h"

#include <array>
#include <functional>
#include <string>
#include <vector>

namespace convlens {

/// A sentence under the panels.
struct Statement {
    std::string text;
    bool is_formula = false; // stays on one line, written smaller where it has to be
};

/// The panels of an order, the sums that are written under them, and what is a convolution of what.
struct PanelPlan {
    std::vector<PanelShape> shapes;
    std::vector<float> gaps; // px
    SumNeed need;
    std::vector<Statement> statements; // what may be left out comes last
};

/// What lies under the panels, the same at every cursor.
struct WordsPlan {
    SumShape sum;
    bool check = true;
    std::vector<Statement> statements; // in lines
    float height = 0;                  // px
};

/// A step of the order along the outputs in words.
struct FlowWords {
    std::string dx, dw; // what each of them gets
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
    PanelPlan plan() const; // of the order
    WordsPlan words_plan(const PanelPlan& plan, int64_t lines, std::size_t statements, bool check) const;
    PanelLimits limits() const;
    PanelRow place_above(const PanelPlan& plan, const WordsPlan& words, const PanelLimits& limits) const;
    /// Panels above the words, which have as many lines as leave the panels large enough.
    PanelRow place(const PanelPlan& plan);
    /// Under the panels; `flow`: in place of the sum.
    void draw_words(const PanelRow& row, const WrittenSum& sum, const FlowWords& flow = {});
    void draw_statement(const Statement& statement, Vec2 at, bool shown);
    // outputs.cpp: each dY flows back
    PanelPlan outputs_plan() const;
    void draw_outputs();
    std::vector<std::string> flow_remarks() const;
    std::string in_window(const std::string& tensor) const;
    std::string dw_remark() const;
    int64_t nearest_input() const;
    void frame_window_on_x(const GradientPanel& px, const PlaneMap& dx, const std::array<int64_t, 3>& at_x);
    void draw_growing_w(GradientPanel& pw, const PlaneMap& dw, bool lit);
    FlowWords flow_words() const;
    FlowWords term_words(const StepTerm& term) const;
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
    // written_sums.cpp: the sum of an element, term by term
    WrittenSum sum_of_x(int64_t x, const std::vector<GradientTerm>& terms, int64_t done, int64_t lit) const;
    WrittenSum sum_of_w(int64_t w, int64_t done, int64_t lit) const;
    WrittenTerm written(const GradientTerm& term, bool of_weight) const;
    /// The page of the product that was last. `all` products, `done` of them.
    WrittenSum page_of(const std::string& element, int64_t all, int64_t done, bool lit) const;
    int64_t first_of_page(int64_t done) const;
    void set_carried(WrittenSum& sum, double value, int64_t terms) const;
    void set_total(WrittenSum& sum, double value, bool complete) const;
    SumNeed need_of_x() const;
    SumNeed need_of_w() const;
    std::size_t characters(bool of_weight) const; // of the longest term
    // names.cpp
    bool names() const { return scene_.input.document.cell_text == CellText::names; }
    // As the figure calls the operation's input and output: a transposed convolution leads from Y to X.
    char in_letter() const { return roles(op_, theme_).base_letter; }
    char out_letter() const { return roles(op_, theme_).top_letter; }
    std::string in() const { return in_letter() == 'x' ? "X" : "Y"; }
    std::string out() const { return in_letter() == 'x' ? "Y" : "X"; }
    std::string d_in() const { return "d" + in(); }
    std::string d_out() const { return "d" + out(); }
    std::string x_name(int64_t x) const; // x₀₁; with item and channel where there are several
    std::string y_name(int64_t y) const;
    std::string w_name(int64_t w) const;
    std::string cell_name(TagSpace space, int64_t flat) const; // as it has room in a cell
    PanelHeading in_heading() const;                           // X
    PanelHeading d_in_heading() const;                         // dX
    PanelHeading d_out_heading() const;                        // "dY = ∂J/∂Y"
    PanelHeading kernel_heading(bool as_it_slides) const;      // W or W_reverse
    PanelHeading dw_heading() const;
    PanelHeading dw_heading(int64_t w) const; // of its kernel
    // statements.cpp
    std::vector<Statement> dx_statements() const;
    std::vector<Statement> dw_statements() const;
    std::vector<Statement> db_statements() const; // none where there is no bias
    Statement pool_statement() const;
    Statement own_order_statement(const std::string& of) const;
    std::string check_text() const;

    // maps of the tensors
    PanelShape shape_of(const PlaneMap& map, const PanelHeading& heading) const;
    PlaneMap y_map(int64_t n, int64_t channel, int64_t channels) const;
    PlaneMap x_map(int64_t n, int64_t channel, int64_t channels) const;
    /// Kernels of an output channel within its group (or of all of them), and an input channel likewise.
    PlaneMap w_map(int64_t group, int64_t out, int64_t in, bool all_out, bool all_in) const;

    bool weighted() const { return has_weight(op_.kind); }
    bool transposed() const { return op_.kind == Kind::conv_transpose; }
    bool has_channels() const { return c_per_ * o_per_ > 1; }
    /// A gradient that grows: what is not touched yet is empty; what is in the window is lit.
    using SumAt = std::function<PartialSum(int64_t flat)>;
    using IsLit = std::function<bool(int64_t flat)>;
    PanelStyle growing(const PanelHeading& heading, const PlaneMap& map, TagSpace space, const SumAt& sum,
                       const IsLit& lit) const;
    /// Heading, colours and range of a tensor that is there.
    PanelStyle tensor_style(const PanelHeading& heading, TagSpace space) const;
    /// The cell of one of its elements.
    PanelCell element_cell(TagSpace space, int64_t flat, bool lit) const;
    /// Its number or its name.
    void write(PanelCell& cell, TagSpace space, int64_t flat, double value) const;
    /// Numbers that are given; `flat` leads from a cell to its element.
    using FlatAt = std::function<int64_t(int64_t plane, int64_t row, int64_t column)>;
    PanelStyle given(const PanelHeading& heading, TagSpace space, const FlatAt& flat, const IsLit& lit) const;
    /// What a window slides over.
    using IsCovered = std::function<bool(int64_t plane, int64_t row, int64_t column)>;
    PanelStyle slid_over(const PanelHeading& heading, const SlidMap& map, TagSpace space,
                         const IsCovered& covered) const;
    const Tensor<double>& tensor_of(TagSpace space) const;
    NumberFormat format_of(TagSpace space) const;
    /// "× 10⁻³", where numbers are shown.
    std::string factor_of(TagSpace space) const;
    const TensorColors& colors_of(TagSpace space) const;
    double largest_of(TagSpace space) const;
    float min_text() const; // px of digits on the stage
    /// "channel 2 of 8", and shorter, where not all planes of the tensor are shown; "[0–47, 96–143]": which
    /// part of them. `depths` of each of `channels` channels; `first`: number of the first plane.
    std::vector<std::string> plane_remarks(const GradientPanel& panel, int64_t depths, int64_t first,
                                           int64_t channels) const;
    PanelCell gradient_cell(TagSpace space, int64_t flat, const PartialSum& sum, bool in_window) const;
    void frame_cell(const GradientPanel& panel, const std::array<int64_t, 3>& at, bool shown);
    // arrows.cpp
    void draw_arrow(Vec2 from, Vec2 to, Color color);
    /// From the right of a place in a panel to the left of one in the next; none where that starts a row.
    void draw_flow(const PanelRow& row, std::size_t from, float from_y, const std::array<int64_t, 3>& at);
    /// Between a panel and the next one, or in front of it where it starts a row.
    void draw_sign(const PanelRow& row, std::size_t left, const std::string& sign);
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
    WordsPlan words_;
    int64_t c_per_, o_per_; // channels of a group
};

} // namespace convlens
