// What the gradients lens says under its sums: what is a convolution of what, and how far finite differences
// are.
#include "convlens/arithmetic.h"
#include "scene/lens/gradients/drawing.h"
#include "scene/words/notation.h"
#include "scene/words/padding_letters.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

bool any_over(const Sizes& values, int64_t limit) {
    return std::any_of(values.begin(), values.end(), [&](int64_t v) { return v > limit; });
}

/// "2", or "2 × 1" where the axes differ.
std::string axes_text(const Sizes& values) {
    const bool same = std::all_of(values.begin(), values.end(), [&](int64_t v) { return v == values[0]; });
    return same ? std::to_string(values[0]) : size_text(values);
}

/// ", padding 1", ", p₁ = 1, p₂ = 0", ", crop 1 at the end", and stride and dilation where there are any.
class Parameters {
public:
    Parameters(const Texts& texts, const Operation& op) : texts_(texts), op_(op) {}

    /// Of the padding that the begin and the end of every axis have; negative padding is a crop.
    std::string padding() const {
        const auto negative = [](int64_t p) { return p < 0; };
        const bool crops = std::any_of(op_.padding_begin.begin(), op_.padding_begin.end(), negative) ||
                           std::any_of(op_.padding_end.begin(), op_.padding_end.end(), negative);
        if (!crops && op_.padding_begin == op_.padding_end)
            return part("gradients.padding", value_text(op_.padding_begin));
        if (!crops)
            return part("gradients.paddings", padding_letters(op_, texts_("gradients.comma")));
        if (op_.padding_begin == op_.padding_end && !any_over(op_.padding_begin, 0))
            return part("gradients.crop", axes_text(magnitudes(op_.padding_begin)));
        return side(op_.padding_begin, "gradients.padding_begin", "gradients.crop_begin") +
               side(op_.padding_end, "gradients.padding_end", "gradients.crop_end");
    }
    std::string stride(const Sizes& stride) const { return larger("gradients.stride", stride); }
    std::string dilation(const Sizes& dilation) const { return larger("gradients.dilation", dilation); }
    std::string all() const { return padding() + stride(op_.stride) + dilation(op_.dilation); }

private:
    std::string part(const char* key, const std::string& value) const {
        return texts_(key, {{"value", value}});
    }
    std::string larger(const char* key, const Sizes& values) const {
        return any_over(values, 1) ? part(key, axes_text(values)) : std::string();
    }
    static Sizes magnitudes(const Sizes& values) {
        Sizes result = values;
        for (std::size_t a = 0; a < values.size(); ++a)
            result[a] = std::abs(values[a]);
        return result;
    }
    /// What is put on at one side, and what is cut off there.
    std::string side(const Sizes& values, const char* added_key, const char* cut_key) const {
        Sizes added = values, cut = values;
        for (std::size_t a = 0; a < values.size(); ++a) {
            added[a] = std::max<int64_t>(values[a], 0);
            cut[a] = std::max<int64_t>(-values[a], 0);
        }
        return (any_over(added, 0) ? part(added_key, axes_text(added)) : std::string()) +
               (any_over(cut, 0) ? part(cut_key, axes_text(cut)) : std::string());
    }

    const Texts& texts_;
    const Operation& op_;
};

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

std::vector<Statement> GradientsDrawing::dx_statements() const {
    const Texts& texts = scene_.texts();
    const Operation gradient = grad_input_operation(op_);
    const Parameters parameters(texts, gradient);
    const char* const key = has_channels() ? "gradients.dx_channels" : "gradients.dx";
    if (transposed())
        return {
            {texts(key, {{"in", in()}, {"out", out()}, {"w", "W"}, {"parameters", parameters.all()}}), true},
            {std::string(texts("gradients.direct")), false}};
    std::vector<Statement> all{
        {texts(key, {{"in", in()},
                     {"out", out()},
                     {"w", results_.flipped ? "W" : "W_reverse"},
                     {"parameters", parameters.padding() + parameters.dilation(op_.dilation)}}),
         true}};
    std::string what;
    const auto add = [&](const std::string& text) {
        what += (what.empty() ? "" : std::string(texts("gradients.separator"))) + text;
    };
    if (order_ == GradientOrder::outputs && !results_.flipped) // else the kernel's heading says it
        add(std::string(texts("gradients.w_turned")));
    if (any_over(op_.stride, 1)) {
        Sizes zeros = op_.stride;
        for (std::size_t a = 0; a < op_.dims(); ++a)
            --zeros[a];
        const std::string count = axes_text(zeros);
        add(count == "1" ? std::string(texts("gradients.one_zero", {{"out", out()}}))
                         : texts("gradients.zeros", {{"out", out()}, {"zeros", count}}));
    }
    if (op_.padding_mode != PaddingMode::zeros)
        add(std::string(texts("gradients.folded")));
    if (!what.empty())
        all.push_back({what, false});
    return all;
}

std::vector<Statement> GradientsDrawing::dw_statements() const {
    const Texts& texts = scene_.texts();
    const std::string kernel = results_.flipped ? "dW_reverse" : "dW";
    const char* const key =
        transposed()     ? has_channels() ? "gradients.dw_transposed_channels" : "gradients.dw_transposed"
        : has_channels() ? "gradients.dw_channels"
                         : "gradients.dw";
    std::vector<Statement> all{
        {texts(key, {{"dw", kernel},
                     {"in", in()},
                     {"out", out()},
                     {"parameters", Parameters(texts, grad_weight_operation(op_)).all()}}),
         true}};
    if (results_.flipped)
        all.push_back({std::string(texts("gradients.dw_turned")), false});
    const bool stride = any_over(op_.stride, 1);
    const bool dilation = any_over(op_.dilation, 1);
    if (stride || dilation)
        all.push_back({texts(stride && dilation ? "gradients.both_swap"
                             : stride           ? "gradients.stride_swaps"
                                                : "gradients.dilation_swaps",
                             {{"stride", axes_text(op_.stride)}, {"dilation", axes_text(op_.dilation)}}),
                       false});
    return all;
}

std::vector<Statement> GradientsDrawing::db_statements() const {
    constexpr std::size_t max_values = 4;
    const Texts& texts = scene_.texts();
    const std::vector<double>& db = gradients_.db;
    if (db.empty())
        return {};
    if (db.size() == 1)
        return {{texts("gradients.db", {{"out", out()}, {"equals", equals_text(db.front())}}), true}};
    std::string values;
    for (std::size_t map = 0; map < std::min(db.size(), max_values); ++map)
        values += (map == 0 ? "" : std::string(texts("gradients.comma"))) + full_number(db[map]).text;
    if (db.size() > max_values)
        values += " …";
    return {{texts("gradients.db_channels", {{"out", out()}, {"values", values}}), true}};
}

Statement GradientsDrawing::own_order_statement(const std::string& of) const {
    return {scene_.texts()("gradients.own_order", {{"name", of}}), false};
}

Statement GradientsDrawing::pool_statement() const {
    const Texts& texts = scene_.texts();
    switch (op_.kind) {
    case Kind::max_pool:
        return {std::string(texts("gradients.max_pool")), false};
    case Kind::avg_pool:
        return {std::string(texts("gradients.avg_pool")), false};
    case Kind::lp_pool:
        if (std::isinf(op_.norm_p))
            return {std::string(texts("gradients.max_norm")), false};
        return {texts(results_.power_mean ? "gradients.power_mean" : "gradients.lp_pool",
                      {{"power", op_.norm_p == 2 ? std::string() : "^" + number_text(op_.norm_p - 1)}}),
                false};
    case Kind::max_unpool:
        return {texts("gradients.max_unpool", {{"in", in()}, {"out", out()}}), false};
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
