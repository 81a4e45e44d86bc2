// What the gradients lens says: the sum of an element with its numbers, what is a convolution of what, and
// how far finite differences are.
#include "convlens/arithmetic.h"
#include "scene/lens/gradients/drawing.h"
#include "scene/words/notation.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace convlens {
namespace {

/// Terms on either side of the lit one that are looked at for a line of text.
constexpr int64_t around_lit = 48;

/// "2", or "2 × 1" where the axes differ.
std::string axes_text(const Sizes& values) {
    const bool same = std::all_of(values.begin(), values.end(), [&](int64_t v) { return v == values[0]; });
    return same ? number_text(static_cast<double>(values[0])) : size_text(values);
}

std::string padding_text(const Operation& operation) {
    const auto side = [](int64_t value) { return number_text(static_cast<double>(value)); };
    std::string text;
    std::string previous;
    bool same = true;
    for (std::size_t a = 0; a < operation.dims(); ++a) {
        const int64_t begin = operation.padding_begin[a];
        const int64_t end = operation.padding_end[a];
        const std::string axis = begin == end ? side(begin) : side(begin) + "…" + side(end);
        same = same && (a == 0 || axis == previous);
        text += (a > 0 ? " × " : "") + axis;
        previous = axis;
    }
    return same ? previous : text;
}

bool any_over(const Sizes& values, int64_t limit) {
    return std::any_of(values.begin(), values.end(), [&](int64_t v) { return v > limit; });
}

/// 2·10⁻¹⁰
std::string error_text(double error) {
    if (!std::isfinite(error) || error == 0)
        return number_text(error);
    int exponent = static_cast<int>(std::floor(std::log10(error)));
    double digit = std::round(error / std::pow(10.0, exponent));
    if (digit >= 10) {
        digit = 1;
        ++exponent;
    }
    static const char* const raised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    std::string text = number_text(digit) + "·10" + (exponent < 0 ? "⁻" : "");
    for (const char c : std::to_string(std::abs(exponent)))
        text += raised[c - '0'];
    return text;
}

} // namespace

std::string GradientsDrawing::in() const {
    return in_letter() == 'x' ? "X" : "Y";
}

std::string GradientsDrawing::out() const {
    return in_letter() == 'x' ? "Y" : "X";
}

std::string GradientsDrawing::name(const std::string& letter, int64_t flat, const Sizes& shape) const {
    const std::size_t dims = op_.dims();
    Sizes indices;
    const Sizes spatial = spatial_indices(flat, shape, dims);
    const int64_t plane = flat / (shape.product() / (shape[0] * shape[1]));
    if (shape[0] > 1)
        indices.push_back(plane / shape[1]);
    if (shape[0] * shape[1] > 1)
        indices.push_back(plane % shape[1]);
    for (const int64_t i : spatial)
        indices.push_back(i);
    const std::string brackets = element_brackets('x', indices);
    return letter + brackets.substr(1);
}

std::string GradientsDrawing::weight_name(const std::string& letter, int64_t w) const {
    return name(letter, weight_in_document(results_, w), results_.w->shape);
}

std::string GradientsDrawing::weight_panel_name(int64_t w) const {
    const Sizes& shape = results_.w->shape;
    const int64_t plane = w / op_.kernel_size.product();
    if (shape[0] * shape[1] == 1)
        return "dW";
    return "dW" + element_brackets('x', {plane / shape[1], plane % shape[1]}).substr(1);
}

void GradientsDrawing::put_products(GradientWords& words, const std::vector<GradientTerm>& products,
                                    std::size_t lit, bool cut_before, bool cut_after,
                                    const std::string& so_far, const NumberText& total) const {
    // As many as fit: from the first on, or so that the lit one is among them.
    const TextStyle mono{12.5F * unit_, Face::mono_bold, theme_.text};
    const float room = body_.width() - 6 * unit_;
    const auto written = [&](const GradientTerm& term) {
        if (!weighted() && term.factor == 1)
            return short_number(term.dy);
        const NumberText dy = short_number(term.dy), factor = short_number(term.factor);
        return NumberText{dy.text + "·" + (term.factor < 0 ? "(" + factor.text + ")" : factor.text),
                          dy.exact && factor.exact};
    };
    std::vector<std::string> texts;
    texts.reserve(products.size());
    bool exact = true;
    for (const GradientTerm& term : products) {
        NumberText text = written(term);
        exact = exact && text.exact;
        texts.push_back(std::move(text.text));
    }
    std::string result = so_far + total.text;
    if (so_far.empty()) {
        const bool is_alone = texts.size() == 1 && !cut_before && !cut_after && texts[0] == total.text;
        result = is_alone ? "" : (exact && total.exact ? " = " : " ≈ ") + total.text;
    }
    const auto line_of = [&](std::size_t from, std::size_t to) {
        GradientWords line;
        line.before = exact ? "= " : "≈ ";
        if (from > 0 || cut_before)
            line.before += "… + ";
        for (std::size_t i = from; i < to; ++i) {
            std::string& part = i < lit ? line.before : i == lit ? line.current : line.after;
            if (i > from)
                (i <= lit ? line.before : line.after) += " + ";
            part += texts[i];
        }
        std::string& tail = lit < to ? line.after : line.before;
        if (to < texts.size() || cut_after)
            tail += to > from ? " + …" : "…";
        tail += (texts.empty() ? "0" : "") + result;
        return line;
    };
    const auto width_of = [&](const GradientWords& line) {
        return canvas_.width(line.before + line.current + line.after, mono);
    };
    std::size_t count = texts.size();
    while (count > 1 && width_of(line_of(0, count)) > room)
        --count;
    std::size_t from = 0;
    if (lit < texts.size() && count > 0 && lit >= count) {
        count = std::max<std::size_t>(count - 1, 1); // room for the dots in front
        from = lit / count * count;
        if (from + count > texts.size())
            from = texts.size() - count;
        while (count > 1 && width_of(line_of(from, from + count)) > room && from + count > lit + 1)
            --count;
    }
    const GradientWords line = line_of(from, from + count);
    words.before = line.before;
    words.current = line.current;
    words.after = line.after;
}

GradientWords GradientsDrawing::sum_words_of_x(int64_t x, const std::vector<GradientTerm>& terms,
                                               int64_t done, int64_t lit) const {
    std::vector<GradientTerm> products;
    std::size_t lit_product = static_cast<std::size_t>(-1);
    double sum = 0;
    const auto all = static_cast<int64_t>(terms.size());
    const bool complete = done < 0 || done >= all;
    for (int64_t i = 0; i < all; ++i) {
        const GradientTerm& term = terms[static_cast<std::size_t>(i)];
        if (!term.is_product || (!weighted() && term.factor == 0))
            continue; // zeros between and around dY; windows that took another element
        if (i == lit)
            lit_product = products.size();
        products.push_back(term);
        sum += complete || i < done ? term.product() : 0;
    }
    GradientWords words;
    const std::string head = name(d_in(), x, results_.x->shape);
    std::string symbolic = head + " = ";
    const TextStyle mono{12.5F * unit_, Face::mono, theme_.text};
    for (std::size_t i = 0; i < products.size(); ++i) {
        std::string part = i > 0 ? " + " : "";
        part += name(d_out(), products[i].y, results_.y->shape);
        if (weighted())
            part += "·" + weight_name("w", products[i].w);
        const bool fits = canvas_.width(symbolic + part + " + …", mono) <= body_.width();
        symbolic += fits ? part : " + …";
        if (!fits)
            break;
    }
    if (products.empty()) {
        words.symbolic = scene_.texts()("gradients.no_products", {{"name", head}});
        return words;
    }
    words.symbolic = symbolic;
    const std::string so_far = "   " + std::string(scene_.texts()("sum.so_far")) + " ";
    put_products(words, products, lit_product, false, false, complete ? "" : so_far,
                 full_number(complete ? gradients_.dx[x] : sum));
    return words;
}

GradientWords GradientsDrawing::sum_words_of_w(int64_t w, int64_t done, int64_t lit) const {
    const int64_t all = sums_.terms_per_weight();
    const bool complete = done < 0 || done >= all;
    const int64_t from = std::clamp<int64_t>(lit - around_lit, 0, all);
    const int64_t to = std::min(all, std::max<int64_t>(lit, 0) + around_lit);
    std::vector<GradientTerm> products;
    std::size_t lit_product = static_cast<std::size_t>(-1);
    for (int64_t i = from; i < to; ++i) {
        const GradientTerm term = sums_.term_of_w(w, i);
        if (!term.is_product)
            continue;
        if (i == lit)
            lit_product = products.size();
        products.push_back(term);
    }
    GradientWords words;
    const std::string head = weight_name("dW", w);
    std::string symbolic = head + " = ";
    const TextStyle mono{12.5F * unit_, Face::mono, theme_.text};
    for (std::size_t i = 0; i < products.size(); ++i) {
        const std::string part = (i > 0 ? " + " : "") + name(d_out(), products[i].y, results_.y->shape) +
                                 "·" + name(std::string(1, in_letter()), products[i].x, results_.x->shape);
        const bool fits = canvas_.width(symbolic + part + " + …", mono) <= body_.width();
        symbolic += fits ? part : " + …";
        if (!fits)
            break;
    }
    if (products.empty() && from == 0 && to == all) {
        words.symbolic = scene_.texts()("gradients.no_products", {{"name", head}});
        return words;
    }
    words.symbolic = products.empty() ? head : symbolic;
    const double sum = complete ? gradients_.dw[w] : sums_.first_terms_of_w(w, done).sum;
    const std::string so_far = "   " + std::string(scene_.texts()("sum.so_far")) + " ";
    put_products(words, products, lit_product, from > 0, to < all, complete ? "" : so_far, full_number(sum));
    return words;
}

std::string GradientsDrawing::dx_statement() const {
    const Texts& texts = scene_.texts();
    const Operation gradient = grad_input_operation(op_);
    const std::string padding = padding_text(gradient);
    if (transposed()) {
        return texts("gradients.dx_direct", {{"in", in()},
                                             {"out", out()},
                                             {"stride", axes_text(op_.stride)},
                                             {"padding", padding},
                                             {"dilation", axes_text(op_.dilation)}});
    }
    Sizes zeros = op_.stride;
    for (std::size_t a = 0; a < op_.dims(); ++a)
        --zeros[a];
    const std::string dy =
        any_over(zeros, 0) ? texts("gradients.stretched", {{"zeros", axes_text(zeros)}}) : std::string("dY");
    std::string w(texts(results_.flipped ? "gradients.w_back" : "gradients.w_turned"));
    if (any_over(op_.dilation, 1))
        w += texts("gradients.dilated", {{"dilation", axes_text(op_.dilation)}});
    const std::string fold =
        op_.padding_mode == PaddingMode::zeros ? std::string() : std::string(texts("gradients.folded"));
    return texts("gradients.dx_conv", {{"dy", dy}, {"w", w}, {"padding", padding}}) + fold;
}

std::string GradientsDrawing::dw_statement() const {
    const std::string padding = padding_text(grad_weight_operation(op_));
    if (transposed())
        return scene_.texts()("gradients.dw_conv_transposed",
                              {{"in", in()}, {"out", out()}, {"padding", padding}});
    return scene_.texts()("gradients.dw_conv", {{"padding", padding}});
}

std::string GradientsDrawing::own_order_statement(const std::string& of) const {
    return scene_.texts()("gradients.own_order", {{"name", of}});
}

std::string GradientsDrawing::swap_statement() const {
    const bool stride = any_over(op_.stride, 1);
    const bool dilation = any_over(op_.dilation, 1);
    if (!stride && !dilation)
        return {};
    return scene_.texts()(stride && dilation ? "gradients.both_swap"
                          : stride           ? "gradients.stride_swaps"
                                             : "gradients.dilation_swaps",
                          {{"stride", axes_text(op_.stride)}, {"dilation", axes_text(op_.dilation)}});
}

std::string GradientsDrawing::pool_statement() const {
    const Texts& texts = scene_.texts();
    switch (op_.kind) {
    case Kind::max_pool:
        return std::string(texts("gradients.max_pool"));
    case Kind::avg_pool:
        return std::string(texts("gradients.avg_pool"));
    case Kind::lp_pool:
        if (std::isinf(op_.norm_p))
            return std::string(texts("gradients.max_norm"));
        return texts(results_.power_mean ? "gradients.power_mean" : "gradients.lp_pool",
                     {{"power", op_.norm_p == 2 ? std::string() : "^" + number_text(op_.norm_p - 1)}});
    case Kind::max_unpool:
        return texts("gradients.max_unpool", {{"in", in()}, {"out", out()}});
    case Kind::conv:
    case Kind::conv_transpose:
        break;
    }
    return {};
}

std::string GradientsDrawing::check_text() const {
    const GradientCheck& check = gradients_.check;
    const Texts& texts = scene_.texts();
    if (check.checked == 0)
        return std::string(texts("gradients.check_none"));
    std::string text = texts("gradients.check", {{"error", error_text(check.largest_error)}});
    text += check.passed() ? " ✓" : " ✗";
    if (check.checked + check.kinks < check.elements)
        text += "  " + texts("gradients.check_sample", {{"checked", std::to_string(check.checked)},
                                                        {"elements", std::to_string(check.elements)}});
    if (check.kinks > 0)
        text += "  " + texts("gradients.check_kinks", {{"kinks", std::to_string(check.kinks)}});
    return text;
}

} // namespace convlens
