// The sum of an element of dX or dW with all of its terms, in numbers or in names as the document says.
#include "convlens/arithmetic.h"
#include "i18n/utf8.h"
#include "scene/lens/gradients/drawing.h"
#include "scene/words/notation.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

/// A factor behind another one.
std::string factor_text(double value) {
    const std::string text = short_number(value).text;
    return value < 0 ? "(" + text + ")" : text;
}

/// Of the first elements of a tensor.
std::size_t longest(const Tensor<double>& tensor, std::string (*text)(double)) {
    constexpr int64_t looked_at = 64;
    std::size_t most = 1;
    for (int64_t i = 0; i < std::min(tensor.count(), looked_at); ++i)
        most = std::max(most, character_count(text(tensor[i])));
    return most;
}
std::size_t longest_number(const Tensor<double>& tensor) {
    return longest(tensor, [](double value) { return short_number(value).text; });
}

/// Taps of one axis through which a position meets an output, at most.
int64_t meetings(const Operation& op, std::size_t axis, int64_t outputs) {
    const int64_t taps = op.kernel_size[axis];
    if (is_swapped(op.kind))
        return std::min(taps, outputs);
    int64_t next = 1; // from a tap that meets an output to the next
    while (next * op.dilation[axis] % op.stride[axis] != 0)
        ++next;
    return std::clamp<int64_t>((taps + next - 1) / next, 1, outputs);
}

} // namespace

WrittenTerm GradientsDrawing::written(const GradientTerm& term, bool of_weight) const {
    WrittenTerm result;
    const NumberText dy = short_number(term.dy);
    result.first = names() ? "∂J/∂" + y_name(term.y) : dy.text;
    result.exact = names() || dy.exact;
    const auto multiplied = [&](const std::string& name) {
        const bool is_name = names() && !name.empty();
        result.sign = "·";
        result.second = is_name ? name : factor_text(term.factor);
        result.exact = result.exact && (is_name || short_number(term.factor).exact);
    };
    switch (op_.kind) {
    case Kind::conv:
    case Kind::conv_transpose:
        multiplied(of_weight ? x_name(term.x) : w_name(term.w));
        break;
    case Kind::avg_pool:
        result.sign = "÷";
        result.second =
            number_text(gradients_.divisors[static_cast<std::size_t>(term.y % results_.output.product())]);
        break;
    case Kind::lp_pool:
        if (!gradients_.chosen)
            multiplied("∂" + y_name(term.y) + "/∂" + x_name(term.x));
        else if (term.factor != 1)
            multiplied({});
        break;
    case Kind::max_pool:
    case Kind::max_unpool:
        break;
    }
    return result;
}

int64_t GradientsDrawing::first_of_page(int64_t done) const {
    return std::max<int64_t>(done - 1, 0) / words_.sum.page * words_.sum.page;
}

/// Without its terms.
WrittenSum GradientsDrawing::page_of(const std::string& element, int64_t all, int64_t done, bool lit) const {
    const int64_t first = first_of_page(done);
    const std::string out(1, out_letter());
    WrittenSum sum;
    sum.head = "∂J/∂" + element;
    sum.rules = {" = Σ ∂J/∂" + out + "·∂" + out + "/∂" + element};
    if (all == 0)
        sum.rules = {": " + std::string(scene_.texts()("gradients.no_products"))};
    sum.is_first = first == 0;
    sum.is_last = first + words_.sum.page >= all;
    sum.done = done - first;
    sum.lit = lit ? sum.done - 1 : -1;
    return sum;
}

void GradientsDrawing::set_carried(WrittenSum& sum, double value, int64_t terms) const {
    const Texts& texts = scene_.texts();
    const std::string number = full_number(value).text;
    sum.rules = {"  " + texts("sum.carried", {{"value", number}, {"terms", std::to_string(terms)}}),
                 "  " + texts("sum.carried_briefly", {{"value", number}})};
}

void GradientsDrawing::set_total(WrittenSum& sum, double value, bool complete) const {
    if (!complete)
        sum.label = scene_.texts()("sum.so_far");
    const NumberText number = full_number(value);
    const bool exact = number.exact && std::all_of(sum.terms.begin(), sum.terms.end(),
                                                   [](const WrittenTerm& term) { return term.exact; });
    sum.total = (complete ? exact ? "= " : "≈ " : "") + number.text;
}

WrittenSum GradientsDrawing::sum_of_x(int64_t x, const std::vector<GradientTerm>& terms, int64_t done,
                                      int64_t lit) const {
    const auto all = static_cast<int64_t>(terms.size());
    const bool complete = done < 0 || done >= all;
    // Zeros between and around dY are no terms of the sum, nor are windows that took another element.
    std::vector<GradientTerm> products;
    int64_t products_done = 0;
    bool lit_is_product = false;
    double so_far = 0;
    for (int64_t i = 0; i < all; ++i) {
        const GradientTerm& term = terms[static_cast<std::size_t>(i)];
        if (!term.is_product || (!weighted() && term.factor == 0))
            continue;
        products.push_back(term);
        lit_is_product = lit_is_product || i == lit;
        if (complete || i < done) {
            ++products_done;
            so_far += term.product();
        }
    }
    const auto count = static_cast<int64_t>(products.size());
    WrittenSum sum = page_of(x_name(x), count, products_done, lit_is_product);
    sum.second = theme_.w.heading;
    const int64_t first = first_of_page(products_done);
    double carried = 0;
    for (int64_t i = 0; i < std::min(first + words_.sum.page, count); ++i) {
        const GradientTerm& term = products[static_cast<std::size_t>(i)];
        if (i < first)
            carried += term.product();
        else
            sum.terms.push_back(written(term, false));
    }
    if (first > 0)
        set_carried(sum, carried, first);
    set_total(sum, complete ? gradients_.dx[x] : so_far, complete);
    return sum;
}

WrittenSum GradientsDrawing::sum_of_w(int64_t w, int64_t done, int64_t lit) const {
    const int64_t all = sums_.terms_per_weight();
    const bool complete = done < 0 || done >= all;
    const PartialSum so_far = sums_.first_terms_of_w(w, complete ? all : done);
    const int64_t count = sums_.first_terms_of_w(w, all).products;
    const bool lit_is_product = lit >= 0 && sums_.term_of_w(w, lit).is_product;
    WrittenSum sum = page_of(w_name(w), count, so_far.products, lit_is_product);
    sum.second = colors_of(TagSpace::x).heading;
    const int64_t first = first_of_page(so_far.products);
    int64_t term = sums_.term_of_product(w, first);
    if (first > 0)
        set_carried(sum, sums_.first_terms_of_w(w, term).sum, first);
    const auto shown = static_cast<std::size_t>(std::min(words_.sum.page, count - first));
    for (; sum.terms.size() < shown; ++term)
        if (const GradientTerm next = sums_.term_of_w(w, term); next.is_product)
            sum.terms.push_back(written(next, true));
    set_total(sum, complete ? gradients_.dw[w] : so_far.sum, complete);
    return sum;
}

std::size_t GradientsDrawing::characters(bool of_weight) const {
    if (names()) {
        GradientTerm last;
        last.y = results_.y->count() - 1;
        last.x = results_.x->count() - 1;
        last.w = weighted() ? results_.w->count() - 1 : -1;
        const WrittenTerm term = written(last, of_weight);
        return character_count(term.first + term.sign + term.second);
    }
    const std::size_t dy = longest_number(gradients_.dy);
    switch (op_.kind) {
    case Kind::max_pool:
    case Kind::max_unpool:
        return dy;
    case Kind::avg_pool:
        return dy + 1 + std::to_string(op_.kernel_size.product()).size();
    case Kind::lp_pool:
        return dy + 7; // a slope with two decimals
    case Kind::conv:
    case Kind::conv_transpose:
        break;
    }
    return dy + 1 + longest(of_weight ? *results_.x : *results_.w, factor_text);
}

SumNeed GradientsDrawing::need_of_x() const {
    SumNeed need;
    need.characters = characters(false);
    need.total = longest_number(gradients_.dx);
    need.terms = weighted() ? o_per_ : 1;
    for (std::size_t a = 0; a < op_.dims(); ++a) {
        need.row = op_.kind == Kind::max_unpool ? 1 : meetings(op_, a, results_.output[a]);
        need.terms *= need.row;
        std::size_t folded = 1; // positions that were filled from one element
        for (int64_t i = 0; i < op_.input_size[a]; ++i)
            folded = std::max(folded, sums_.positions(a, i).size());
        need.terms *= static_cast<int64_t>(folded);
    }
    return need;
}

SumNeed GradientsDrawing::need_of_w() const {
    SumNeed need;
    need.characters = characters(true);
    need.total = longest_number(gradients_.dw);
    need.terms = sums_.terms_per_weight();
    need.row = transposed() ? op_.input_size.back() : results_.output.back();
    return need;
}

} // namespace convlens
