// How far elements see: along one axis, through one layer and through a stack of the same operation. Closed
// forms, so that nothing depends on how large the tensors are.
#pragma once

#include "convlens/operation.h"

#include <cstdint>
#include <vector>

namespace convlens {

/// Indices first..last of one axis; may lie outside the tensor, in its padding.
struct Span {
    int64_t first = 0, last = -1;
    int64_t count() const { return last - first + 1; }
    bool has(int64_t at) const { return at >= first && at <= last; }
    bool operator==(const Span&) const = default;
};

/// Inputs of one axis that the outputs can depend on, gaps of a dilated kernel and padding included.
Span inputs_of(const Operation& operation, std::size_t axis, const Span& outputs);
/// Outputs of one axis that the input can reach, gaps included, those that exist.
Span outputs_of(const Operation& operation, std::size_t axis, int64_t input);
/// Whether output and input meet through some weight on this axis. Cost O(k)
bool meets(const Operation& operation, std::size_t axis, int64_t output, int64_t input);
/// How many products an input takes part in along one axis: pairs of an output and a tap. With padding modes
/// what is folded back counts too. Not for max_unpool, where each input is used once. Cost O(k (1 + padding))
int64_t axis_uses(const Operation& operation, std::size_t axis, int64_t input);

/// One axis through layers of the same operation, layer 0 being X.
struct StackLayer {
    int64_t size = 0;            // elements; 0: there is no such layer, the one below is too small
    int64_t receptive_field = 1; // elements of X that one element sees at most, r
    double jump = 1;             // steps of X from an element to the next, j
    double offset = 0;           // where the centre of element 0 lies on X
};
std::vector<StackLayer> stack_of(const Operation& operation, std::size_t axis, int64_t layers);
/// What element `top` of the last of `layers` layers sees in each layer: [layers + 1], the last {top, top}.
std::vector<Span> seen_from(const Operation& operation, std::size_t axis, int64_t layers, int64_t top);
/// Elements of each layer that one of the last layer sees at most. [layers + 1]
std::vector<int64_t> max_seen(const Operation& operation, std::size_t axis, int64_t layers);

} // namespace convlens
