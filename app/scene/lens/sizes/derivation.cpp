// The same arithmetic as the engine's formula, cut into its steps. Values are doubles: the engine has refused
// what is over 2^31.
#include "scene/lens/sizes/derivation.h"

#include "convlens/arithmetic.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

std::vector<SizeStep> sliding_steps(const Operation& op, std::size_t a) {
    const int64_t begin = op.padding_begin[a], end = op.padding_end[a];
    std::vector<SizeStep> steps;
    const auto step = [&](const char* label, double value) { steps.push_back({label, value}); };
    const auto padded = static_cast<double>(op.input_size[a] + begin + end);
    step(begin != end ? "i + p₁ + p₂" : begin > 0 ? "i + 2p" : "i", padded);
    const double room = padded - static_cast<double>(dilated_kernel(op)[a]);
    step(op.dilation[a] > 1 ? "− k̂" : "− k", room);
    const double quotient = room / static_cast<double>(op.stride[a]);
    step("÷ s", quotient);
    const bool up = is_pool(op.kind) && op.ceil_mode;
    step(up ? "⌈ ⌉" : "⌊ ⌋", up ? std::ceil(quotient) : std::floor(quotient));
    step(drops_last_window(op, a) ? "+ 1 − 1" : "+ 1", static_cast<double>(output_size(op)[a]));
    return steps;
}

std::vector<SizeStep> swapped_steps(const Operation& op, std::size_t a) {
    const int64_t begin = op.padding_begin[a], end = op.padding_end[a];
    std::vector<SizeStep> steps;
    const auto step = [&](const char* label, int64_t value) {
        steps.push_back({label, static_cast<double>(value)});
    };
    int64_t size = op.input_size[a] - 1;
    step("i′ − 1", size);
    step("· s", size *= op.stride[a]);
    step(op.dilation[a] > 1 ? "+ k̂" : "+ k", size += dilated_kernel(op)[a]);
    step(begin == end ? "− 2p" : "− p₁ − p₂", size -= begin + end);
    step("+ a", size + op.output_padding[a]);
    return steps;
}

} // namespace

std::vector<SizeStep> size_steps(const Operation& operation, std::size_t axis) {
    const bool swapped = is_swapped(operation.kind);
    return swapped ? swapped_steps(operation, axis) : sliding_steps(operation, axis);
}

bool drops_last_window(const Operation& op, std::size_t a) {
    if (!is_pool(op.kind) || !op.ceil_mode)
        return false;
    const int64_t room = op.input_size[a] + op.padding_begin[a] + op.padding_end[a] - dilated_kernel(op)[a];
    return output_size(op)[a] == (room + op.stride[a] - 1) / op.stride[a] && room > 0;
}

bool axes_alike(const Operation& op, std::size_t a, std::size_t b) {
    const auto same = [&](const Sizes& sizes) { return sizes[a] == sizes[b]; };
    return same(op.input_size) && same(op.kernel_size) && same(op.stride) && same(op.padding_begin) &&
           same(op.padding_end) && same(op.dilation) && same(op.output_padding);
}

OutputSizes outputs_of_input(const Operation& swapped, std::size_t axis) {
    Operation least = swapped;
    least.output_padding[axis] = 0;
    const int64_t size = output_size(least)[axis];
    return {size, swapped.stride[axis]};
}

} // namespace convlens
