// Sliding kinds read inputs y s - p .. y s - p + d(k-1); transposed ones are the same with x and y swapped.
#include "scene/lens/reach/receptive_field.h"

#include "convlens/arithmetic.h"

#include <algorithm>

namespace convlens {
namespace {

int64_t floor_div(int64_t a, int64_t b) {
    return a / b - (a % b < 0 ? 1 : 0);
}
int64_t ceil_div(int64_t a, int64_t b) {
    return -floor_div(-a, b);
}

/// Far beyond any tensor, and far from an overflow: strides multiply through a stack.
int64_t capped(__int128 value) {
    constexpr __int128 most = 1'000'000'000'000'000;
    return static_cast<int64_t>(std::clamp<__int128>(value, -most, most));
}

/// Windows whose span d(k-1) + 1 from window * s - p covers something of low..high.
Span windows_over(const Operation& op, std::size_t a, int64_t low, int64_t high) {
    const int64_t window = dilated_kernel(op)[a];
    const int64_t p = op.padding_begin[a];
    return {ceil_div(low + p - window + 1, op.stride[a]), floor_div(high + p, op.stride[a])};
}

Span window_of(const Operation& op, std::size_t a, int64_t first, int64_t last) {
    const int64_t p = op.padding_begin[a];
    const __int128 s = op.stride[a];
    return {capped(first * s - p), capped(last * s - p + dilated_kernel(op)[a] - 1)};
}

/// Pairs of a window among `windows` and a tap that fall on a position of the axis.
int64_t pairs_at(const Operation& op, std::size_t a, int64_t position, int64_t windows) {
    int64_t pairs = 0;
    for (int64_t k = 0; k < op.kernel_size[a]; ++k) {
        const int64_t from = position + op.padding_begin[a] - k * op.dilation[a];
        if (from >= 0 && from % op.stride[a] == 0 && from / op.stride[a] < windows)
            ++pairs;
    }
    return pairs;
}

/// Same for the taps of one window: positions that exist.
int64_t taps_inside(const Operation& op, std::size_t a, int64_t window, int64_t positions) {
    int64_t taps = 0;
    for (int64_t k = 0; k < op.kernel_size[a]; ++k) {
        const int64_t at = window * op.stride[a] - op.padding_begin[a] + k * op.dilation[a];
        if (at >= 0 && at < positions)
            ++taps;
    }
    return taps;
}

/// Positions in the padding that hold the element, too.
std::vector<int64_t> copies_of(const Operation& op, std::size_t a, int64_t x) {
    const int64_t size = op.input_size[a], begin = op.padding_begin[a], end = op.padding_end[a];
    std::vector<int64_t> copies;
    const auto add = [&](int64_t at) {
        if ((at < 0 && at >= -begin) || (at >= size && at < size + end))
            copies.push_back(at);
    };
    switch (op.padding_mode) {
    case PaddingMode::zeros:
        break;
    case PaddingMode::reflect:
        if (x > 0)
            add(-x);
        if (x < size - 1)
            add(2 * (size - 1) - x);
        break;
    case PaddingMode::circular:
        add(x - size);
        add(x + size);
        break;
    case PaddingMode::replicate:
        for (int64_t at = -begin; x == 0 && at < 0; ++at)
            copies.push_back(at);
        for (int64_t at = size; x == size - 1 && at < size + end; ++at)
            copies.push_back(at);
        break;
    }
    return copies;
}

} // namespace

Span inputs_of(const Operation& op, std::size_t axis, const Span& outputs) {
    const int64_t last = std::max(outputs.first, outputs.last);
    Span span = is_swapped(op.kind) ? windows_over(op, axis, outputs.first, last)
                                    : window_of(op, axis, outputs.first, last);
    if (outputs.count() <= 0) // a stride that exceeds the kernel leaves outputs that see nothing
        span.last = span.first - 1;
    return span;
}

Span outputs_of(const Operation& op, std::size_t axis, int64_t input) {
    Span span =
        is_swapped(op.kind) ? window_of(op, axis, input, input) : windows_over(op, axis, input, input);
    span.first = std::max<int64_t>(span.first, 0);
    span.last = std::min(span.last, output_size(op)[axis] - 1);
    return span;
}

bool meets(const Operation& op, std::size_t axis, int64_t output, int64_t input) {
    const int64_t window = is_swapped(op.kind) ? input : output;
    const int64_t position = is_swapped(op.kind) ? output : input;
    const auto at = [&](int64_t where) {
        const int64_t tap = where + op.padding_begin[axis] - window * op.stride[axis];
        return tap >= 0 && tap % op.dilation[axis] == 0 && tap / op.dilation[axis] < op.kernel_size[axis];
    };
    if (at(position))
        return true;
    const std::vector<int64_t> copies = copies_of(op, axis, input);
    return std::any_of(copies.begin(), copies.end(), at);
}

int64_t axis_uses(const Operation& op, std::size_t axis, int64_t input) {
    const int64_t outputs = output_size(op)[axis];
    if (is_swapped(op.kind))
        return taps_inside(op, axis, input, outputs);
    int64_t uses = pairs_at(op, axis, input, outputs);
    for (const int64_t copy : copies_of(op, axis, input))
        uses += pairs_at(op, axis, copy, outputs);
    return uses;
}

std::vector<StackLayer> stack_of(const Operation& operation, std::size_t axis, int64_t layers) {
    const int64_t window = dilated_kernel(operation)[axis], s = operation.stride[axis];
    const auto p = static_cast<double>(operation.padding_begin[axis]);
    const double middle = static_cast<double>(window - 1) / 2 - p;
    std::vector<StackLayer> stack{{operation.input_size[axis], 1, 1, 0}};
    Operation layer = operation;
    for (int64_t n = 1; n <= layers; ++n) {
        const StackLayer& below = stack.back();
        StackLayer next;
        if (below.size > 0 && check(layer).empty()) {
            layer.input_size = output_size(layer);
            next.size = layer.input_size[axis];
        }
        next.receptive_field = max_seen(operation, axis, n).front();
        if (is_swapped(operation.kind)) {
            next.jump = below.jump / static_cast<double>(s);
            next.offset = below.offset - next.jump * middle;
        } else {
            next.jump = below.jump * static_cast<double>(s);
            next.offset = below.offset + below.jump * middle;
        }
        stack.push_back(next);
    }
    return stack;
}

std::vector<Span> seen_from(const Operation& operation, std::size_t axis, int64_t layers, int64_t top) {
    std::vector<Span> spans(static_cast<std::size_t>(layers) + 1, Span{top, top});
    for (auto n = static_cast<std::size_t>(layers); n-- > 0;)
        spans[n] = inputs_of(operation, axis, spans[n + 1]);
    return spans;
}

std::vector<int64_t> max_seen(const Operation& operation, std::size_t axis, int64_t layers) {
    const int64_t window = dilated_kernel(operation)[axis], s = operation.stride[axis];
    std::vector<int64_t> most(static_cast<std::size_t>(layers) + 1, 1);
    for (auto n = static_cast<std::size_t>(layers); n-- > 0;)
        most[n] = is_swapped(operation.kind) ? ceil_div(most[n + 1] + window - 1, s) // over s, rounded up
                                             : capped(static_cast<__int128>(most[n + 1] - 1) * s + window);
    return most;
}

} // namespace convlens
