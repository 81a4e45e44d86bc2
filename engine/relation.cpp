// Index triples by mixed-radix decoding: a flat index is divided into coordinates from the last axis to the
// first, each axis finds what its position meets, and the triple is built from the coordinates in the same
// loop.
#include "convlens/relation.h"

#include "convlens/arithmetic.h"
#include "convlens/assert.h"
#include "convlens/source.h"
#include "engine/detail/channels.h"

#include <algorithm>

namespace convlens {

using namespace detail;

namespace {

/// Removes the last digit of a mixed-radix number and returns it.
int64_t take_digit(int64_t& number, int64_t radix) {
    const int64_t digit = number % radix;
    number /= radix;
    return digit;
}

/// A flat index, built from its last digit to its first.
struct FlatIndex {
    int64_t value = 0;
    int64_t place = 1;
    void put_digit(int64_t digit, int64_t radix) {
        value += digit * place;
        place *= radix;
    }
};

/// What one axis finds: an index or -1, and why.
struct Found {
    int64_t index = -1;
    TermKind kind = TermKind::product;
};

/// The worse of two axes' kinds: positions outside of everything rank above those that fall between elements.
TermKind worse(TermKind a, TermKind b) {
    if (a == TermKind::product)
        return b;
    return b == TermKind::product || b == TermKind::hole ? a : b;
}

/// The quotient where it is whole and within [0, size), else why not.
Found divided(int64_t value, int64_t divisor, int64_t size, TermKind outside) {
    if (value < 0 || value > (size - 1) * divisor)
        return {-1, outside};
    if (value % divisor != 0)
        return {-1, TermKind::hole};
    return {value / divisor, TermKind::product};
}

/// Input index that output y meets through tap k.
Found input_of(const Operation& operation, std::size_t axis, int64_t y, int64_t k) {
    const int64_t tap = k * operation.dilation[axis];
    if (is_swapped(operation.kind))
        return divided(y + operation.padding_begin[axis] - tap, operation.stride[axis],
                       operation.input_size[axis], TermKind::padding);
    const int64_t index =
        source_index(operation, axis, y * operation.stride[axis] + tap - operation.padding_begin[axis]);
    if (index >= 0)
        return {index, TermKind::product};
    return {-1, index == source_hole ? TermKind::hole : TermKind::padding};
}

/// Output index that the position on the padded axis (swapped kinds: input x) meets through tap k.
Found output_of(const Operation& operation, std::size_t axis, int64_t size, int64_t position, int64_t k) {
    const int64_t tap = k * operation.dilation[axis];
    if (!is_swapped(operation.kind))
        return divided(position - tap, operation.stride[axis], size, TermKind::outside);
    const int64_t y = position * operation.stride[axis] + tap - operation.padding_begin[axis];
    if (y < 0 || y >= size)
        return {-1, TermKind::cropped};
    return {y, TermKind::product};
}

} // namespace

Relation::Relation(const Operation& operation) : operation_(operation), output_(output_size(operation)) {
    CONVLENS_ASSERT(check(operation).empty());
}

int64_t Relation::outputs() const {
    return operation_.batch * operation_.out_channels * output_.product();
}

int64_t Relation::inputs() const {
    return operation_.batch * operation_.in_channels * operation_.input_size.product();
}

int64_t Relation::weights() const {
    return has_weight(operation_.kind) ? weight_shape(operation_).product() : 0;
}

int64_t Relation::terms_per_output() const {
    return channels_of(operation_).in * operation_.kernel_size.product();
}

int64_t Relation::terms_per_input() const {
    return channels_of(operation_).out * operation_.kernel_size.product();
}

int64_t Relation::terms_per_weight() const {
    if (!has_weight(operation_.kind))
        return 0;
    return operation_.batch *
           (is_swapped(operation_.kind) ? operation_.input_size.product() : output_.product());
}

Term Relation::term_of_output(int64_t output, int64_t term) const {
    CONVLENS_ASSERT(output >= 0 && output < outputs() && term >= 0 && term < terms_per_output());
    const Operation& op = operation_;
    const bool swapped = is_swapped(op.kind);
    FlatIndex input;
    FlatIndex weight;
    TermKind kind = TermKind::product;
    int64_t place = output;
    int64_t tap = term;
    for (std::size_t axis = op.dims(); axis-- > 0;) {
        const int64_t y = take_digit(place, output_[axis]);
        const int64_t step = take_digit(tap, op.kernel_size[axis]);
        const int64_t k = swapped ? op.kernel_size[axis] - 1 - step : step;
        const Found found = input_of(op, axis, y, k);
        kind = worse(kind, found.kind);
        input.put_digit(found.index, op.input_size[axis]);
        weight.put_digit(k, op.kernel_size[axis]);
    }
    const Channels channels = channels_of(op);
    const int64_t out = take_digit(place, channels.out);
    const int64_t group = take_digit(place, channels.groups);
    weight.put_digit(channels.kernel_of(group, out, tap), 1);
    input.put_digit(group * channels.in + tap, op.in_channels);
    input.put_digit(place, op.batch);
    return {output, kind == TermKind::product ? input.value : -1, has_weight(op.kind) ? weight.value : -1,
            kind};
}

Term Relation::term_of_input(int64_t input, int64_t term) const {
    CONVLENS_ASSERT(input >= 0 && term >= 0 && term < terms_per_input());
    const Operation& op = operation_;
    const bool over_padded = op.padding_mode != PaddingMode::zeros;
    FlatIndex output;
    FlatIndex weight;
    FlatIndex element;
    TermKind kind = TermKind::product;
    int64_t place = input;
    int64_t tap = term;
    for (std::size_t axis = op.dims(); axis-- > 0;) {
        const int64_t begin = op.padding_begin[axis];
        const int64_t size = op.input_size[axis];
        const int64_t index = take_digit(place, over_padded ? size + begin + op.padding_end[axis] : size);
        const int64_t k = take_digit(tap, op.kernel_size[axis]);
        const int64_t position =
            is_swapped(op.kind) || over_padded ? index : index * op.input_dilation[axis] + begin;
        const Found found = output_of(op, axis, output_[axis], position, k);
        kind = worse(kind, found.kind);
        output.put_digit(found.index, output_[axis]);
        weight.put_digit(k, op.kernel_size[axis]);
        element.put_digit(over_padded ? source_index(op, axis, index - begin) : index, size);
    }
    const Channels channels = channels_of(op);
    const int64_t in = take_digit(place, channels.in);
    const int64_t group = take_digit(place, channels.groups);
    CONVLENS_ASSERT(place < op.batch);
    weight.put_digit(channels.kernel_of(group, tap, in), 1);
    element.put_digit(group * channels.in + in, op.in_channels);
    element.put_digit(place, op.batch);
    output.put_digit(group * channels.out + tap, op.out_channels);
    output.put_digit(place, op.batch);
    return {kind == TermKind::product ? output.value : -1, element.value,
            has_weight(op.kind) ? weight.value : -1, kind};
}

Term Relation::term_of_weight(int64_t weight, int64_t term) const {
    CONVLENS_ASSERT(weight >= 0 && weight < weights() && term >= 0 && term < terms_per_weight());
    const Operation& op = operation_;
    const bool swapped = is_swapped(op.kind);
    FlatIndex output;
    FlatIndex input;
    TermKind kind = TermKind::product;
    int64_t place = weight;
    int64_t step = term;
    for (std::size_t axis = op.dims(); axis-- > 0;) {
        const int64_t k = take_digit(place, op.kernel_size[axis]);
        const int64_t here = take_digit(step, swapped ? op.input_size[axis] : output_[axis]);
        const Found found =
            swapped ? output_of(op, axis, output_[axis], here, k) : input_of(op, axis, here, k);
        kind = worse(kind, found.kind);
        output.put_digit(swapped ? found.index : here, output_[axis]);
        input.put_digit(swapped ? here : found.index, op.input_size[axis]);
    }
    const Channels channels = channels_of(op);
    const int64_t inner = take_digit(place, swapped ? channels.out : channels.in);
    const int64_t outer = take_digit(place, swapped ? channels.in : channels.out);
    output.put_digit(place * channels.out + (swapped ? inner : outer), op.out_channels);
    output.put_digit(step, op.batch);
    input.put_digit(place * channels.in + (swapped ? outer : inner), op.in_channels);
    input.put_digit(step, op.batch);
    const bool product = kind == TermKind::product;
    return {swapped && !product ? -1 : output.value, !swapped && !product ? -1 : input.value, weight, kind};
}

} // namespace convlens
