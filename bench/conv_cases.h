// The convolutions that are compared, and the three directions of each as something to be timed.
#pragma once

#include "convlens/operation.h"
#include "convlens/tensor.h"

#include <functional>
#include <string>
#include <vector>

namespace convlens::bench {

enum class Direction { forward, input, weight };

struct Case {
    std::string name;
    std::string what;
    Operation operation;
};

/// A to F, float32, one image.
std::vector<Case> conv_cases();

struct ConvTensors {
    Tensor<float> x, w, y;
};
/// Any numbers in [-1, 1].
ConvTensors conv_tensors(const Operation& operation);

/// What is run over and over: writes into the third tensor of its direction (y, dx, dw).
using Run = std::function<void()>;

/// oneDNN's convolution with plain tensors on both sides: it may choose its own layouts within, and every run
/// brings the tensors into them and back. `tensors` outlive the run.
Run onednn_run(const Operation& operation, Direction direction, int threads, ConvTensors& tensors);
/// The matrix of windows and OpenBLAS's sgemm, group by group.
Run openblas_run(const Operation& operation, Direction direction, int threads, ConvTensors& tensors);
/// Seven loops, as one writes them first, by the compiler's best for any processor. One thread.
Run loops_run(const Operation& operation, Direction direction, ConvTensors& tensors);

} // namespace convlens::bench
