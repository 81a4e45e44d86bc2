// A negative p′ is no padding: it cuts off.
#include "scene/words/padding_letters.h"

#include "convlens/arithmetic.h"
#include "scene/words/notation.h"

#include <algorithm>

namespace convlens {
namespace {

std::string sides(std::string_view letter, const Sizes& begin, const Sizes& end, std::string_view gap) {
    const std::string name(letter);
    if (begin == end)
        return name + " = " + value_text(begin);
    return name + "₁ = " + value_text(begin) + std::string(gap) + name + "₂ = " + value_text(end);
}

bool any_below_zero(const Sizes& sizes) {
    return std::any_of(sizes.begin(), sizes.end(), [](int64_t size) { return size < 0; });
}

Sizes plus(const Sizes& sizes, int64_t factor, int64_t added) {
    Sizes result;
    for (const int64_t size : sizes)
        result.push_back(factor * size + added);
    return result;
}

bool all_are(const Sizes& sizes, int64_t value) {
    return sizes == Sizes::filled(sizes.size(), value);
}

} // namespace

std::string value_text(const Sizes& sizes) {
    std::string text;
    for (std::size_t a = 0; a < sizes.size(); ++a)
        text += (a > 0 ? " × " : "") + number_text(static_cast<double>(sizes[a]));
    return all_are(sizes, sizes[0]) ? number_text(static_cast<double>(sizes[0])) : text;
}

std::string padding_letters(const Operation& operation, std::string_view gap) {
    return sides("p", operation.padding_begin, operation.padding_end, gap);
}

TurnedPadding turned_padding(const Operation& transposed) {
    const Operation direct = equivalent_conv(transposed);
    TurnedPadding ring{direct.padding_begin, direct.padding_end};
    for (std::size_t a = 0; a < ring.end.size(); ++a)
        ring.end[a] -= transposed.output_padding[a];
    return ring;
}

std::string turned_letters(const Operation& transposed) {
    const TurnedPadding ring = turned_padding(transposed);
    return sides("p′", ring.begin, ring.end, ", ");
}

std::string turned_rule(const Operation& op) {
    if (op.kind != Kind::conv_transpose)
        return {};
    const TurnedPadding ring = turned_padding(op);
    const bool is_dilated = !all_are(op.dilation, 1);
    const auto side = [&](const std::string& index, const Sizes& value) {
        return "p′" + index + " = " + (is_dilated ? "d(k − 1) − p" + index : "k − p" + index + " − 1") +
               " = " + value_text(value);
    };
    const std::string rule =
        ring.begin == ring.end ? side("", ring.begin) : side("₁", ring.begin) + "   " + side("₂", ring.end);
    return "s′ = 1   " + rule + "   (" + padding_letters(op) + ")";
}

std::string ring_change(const Operation& before, const Operation& now) {
    const auto side = [](const std::string& name, const Sizes& from, const Sizes& to) {
        return name + " = " + (from == to ? "" : value_text(from) + " → ") + value_text(to);
    };
    const auto both = [&](const std::string& name, const TurnedPadding& from, const TurnedPadding& to) {
        return from.begin == from.end && to.begin == to.end
                   ? side(name, from.begin, to.begin)
                   : side(name + "₁", from.begin, to.begin) + ", " + side(name + "₂", from.end, to.end);
    };
    return both("p", {before.padding_begin, before.padding_end}, {now.padding_begin, now.padding_end}) +
           ", " + both("p′", turned_padding(before), turned_padding(now));
}

std::string stretched_words(const Texts& texts, const Operation& op) {
    Sizes stretched;
    for (std::size_t a = 0; a < op.dims(); ++a)
        stretched.push_back(op.stride[a] * (op.input_size[a] - 1) + 1);
    const std::string zeros = value_text(plus(op.stride, 1, -1));
    std::string text = all_are(op.stride, 1) ? std::string(texts("formula.unstretched"))
                       : all_are(op.stride, 2)
                           ? texts("formula.stretched_one", {{"size", value_text(stretched)}})
                           : texts("formula.stretched", {{"size", value_text(stretched)}, {"zeros", zeros}});
    const TurnedPadding ring = turned_padding(op);
    const bool even = ring.begin == ring.end;
    if (even && all_are(ring.begin, 0))
        text += texts("formula.no_ring");
    else if (even && any_below_zero(ring.begin) && all_are(ring.begin, ring.begin[0]))
        text += texts("formula.crop", {{"count", value_text(plus(ring.begin, -1, 0))}});
    else
        text += texts("formula.ring", {{"padding", turned_letters(op)}});
    if (!all_are(op.output_padding, 0))
        text += texts("formula.more_at_end", {{"a", value_text(op.output_padding)}});
    return text + std::string(texts("formula.end"));
}

} // namespace convlens
