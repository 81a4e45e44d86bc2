// How the output size of one axis follows from its parameters, one operation after the other with its number.
#pragma once

#include "convlens/operation.h"

#include <string>
#include <vector>

namespace convlens {

struct SizeStep {
    std::string label; // what is done: "i + 2p", "− k̂", "÷ s"
    double value = 0;  // what that gives
};

/// First what it starts from, last the output size.
std::vector<SizeStep> size_steps(const Operation& operation, std::size_t axis);

/// Ceil mode: whether the window that rounding up adds lies behind the input, so that it is dropped.
bool drops_last_window(const Operation& operation, std::size_t axis);

/// Whether the parameters of two axes are the same.
bool axes_alike(const Operation& operation, std::size_t a, std::size_t b);

/// Output sizes of one axis that differ in the output padding alone: all from which a convolution of this
/// stride leads back to the input size. The padding of the first is 0.
struct OutputSizes {
    int64_t min = 1, count = 1; // min + a for the output padding a in [0, count)
};
OutputSizes outputs_of_input(const Operation& swapped, std::size_t axis);

} // namespace convlens
