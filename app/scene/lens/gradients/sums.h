// The gradients while they grow: what the terms up to the cursor add up to in one element of dX or dW,
// found for each element by itself and never replayed; and the terms of one element, in the order in which
// the convolution that gives it meets them.
#pragma once

#include "convlens/gradient_operation.h"
#include "convlens/relation.h"
#include "document/evaluate/gradients.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace convlens {

/// A sum so far, and how many products are in it.
struct PartialSum {
    double sum = 0;
    int64_t products = 0;
};

/// dY[y] times what it is weighted by: a place of a window, of which only products count.
struct GradientTerm {
    int64_t y = -1, x = -1, w = -1; // flat indices; -1: none
    double dy = 0, factor = 0;      // the product's two numbers
    bool is_product = false;
    int64_t channel = 0; // of dY, within the group; where the window slides over dY
    Sizes place;         // and the position on the stretched and padded dY [D]; pools: on dY
    double product() const { return is_product ? dy * factor : 0; }
};

class GradientSums {
public:
    /// All terms of the steps before `step`, and the first `done` of its own. The results have gradients.
    GradientSums(const Results& results, const Step& step, int64_t done);

    PartialSum dx(int64_t x) const; // Cost  the candidate terms of the element
    PartialSum dw(int64_t w) const; // Cost  as dx, at most twice RunningSums::terms_apart
    /// Whether the window has gone past the element: what no window reaches is 0 from then on.
    bool has_passed(int64_t x) const;
    /// Whether the weight has lain on X once, be it on padding.
    bool has_come(int64_t w) const;

    /// Every place of the windows that give the element, misses too: as the convolution over dY (pools: the
    /// windows that hold it) has them; with a padding mode for each place that was filled from it.
    std::vector<GradientTerm> terms_of_x(int64_t x) const;
    /// The same of W: outputs (conv_transpose: inputs) in row order, as many as terms_per_weight().
    GradientTerm term_of_w(int64_t w, int64_t term) const;
    int64_t terms_per_weight() const { return relation_.terms_per_weight(); }
    /// Sum of its first terms. Cost  at most RunningSums::terms_apart
    PartialSum first_terms_of_w(int64_t w, int64_t count) const;
    /// The term that is product number `product` of W, counted from 0. Range  it is one of its products
    int64_t term_of_product(int64_t w, int64_t product) const;

    /// The padded positions (without a padding mode: the own one) that were filled from index `x` of an axis.
    const std::vector<int64_t>& positions(std::size_t axis, int64_t x) const {
        return positions_[axis][static_cast<std::size_t>(x)];
    }

private:
    Sizes spatial_index(int64_t x) const;
    /// Calls visit(flat over the padded input, or the input) for every position filled from the element.
    template <class Visit> void for_each_position(int64_t x, Visit visit) const;
    /// A term of the present step that is done, by the element of X or W that it has.
    struct DoneTerm {
        int64_t element = 0;
        std::size_t term = 0;
    };
    static bool is_before(const DoneTerm& a, const DoneTerm& b) { return a.element < b.element; }
    /// In the order of the terms.
    static std::span<const DoneTerm> done_with(const std::vector<DoneTerm>& terms, int64_t element);

    /// A tap of one axis, and the output that it leads to.
    struct Meeting {
        int64_t k = 0, y = 0;
    };
    void find_meetings(std::size_t axis, int64_t position, std::vector<Meeting>& meetings) const;
    void add_terms_before(int64_t x, int64_t position, PartialSum& partial) const;
    int64_t weight_of(int64_t channel, int64_t kernel_weight) const;
    void place_tap(const Operation& gradient, int64_t position, int64_t tap, GradientTerm& term) const;

    const Results& results_;
    const Gradients& gradients_;
    const Operation& op_;
    const Step& step_;
    int64_t done_;
    Relation relation_;
    std::vector<DoneTerm> by_input_, by_weight_;               // sorted by their element
    std::vector<int64_t> lain_;                                // weights of the terms that are done, sorted
    std::vector<std::vector<std::vector<int64_t>>> positions_; // [D][input size]
};

/// Which element of `elements` a lens that goes along them shows while the operation goes through its steps,
/// and how far its sum is. With as many steps or fewer than elements, each step brings its share of them, one
/// after the other, while its terms run; with more steps, an element takes several. So both start and end
/// together, and no element is passed over.
struct FollowedElement {
    int64_t element = 0;
    double share = 0;      // of its terms that are done, 0 to 1
    bool finished = false; // nothing of it is lit any more
};
FollowedElement followed(int64_t step, int64_t steps, double step_share, bool step_finished,
                         int64_t elements);

} // namespace convlens
