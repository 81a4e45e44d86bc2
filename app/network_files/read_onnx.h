// ONNX models as Networks.
#pragma once

#include "convlens/network.h"
#include "network_files/weights_file.h"

#include <optional>
#include <string_view>

namespace convlens {

inline constexpr int64_t max_opset = 23; // of the standard's operators, that is read

struct OnnxRequest {
    /// [N, C, spatial..]. Empty: as the file says; where it leaves sizes open, one item, three channels and a
    /// usual size of pictures, the first of a few that fits.
    Sizes input_shape;
    /// Arrays by the names that the model has for them, in place of its own or of inputs beyond the first.
    const WeightsFile* weights = nullptr;
};

struct OnnxNetwork {
    /// Fitted. Sizes that the file works out from the input's are those of this input: for another one it is
    /// to be read again.
    Network network;
    Sizes declared; // of the input as in the file, 0: any size; empty: the file does not say
    /// What the model gives where its input does not matter; `network` is its input alone then.
    std::optional<Tensor<double>> constant;
};

/// The network that leads from the first input that is no array to the first output: what else there is is
/// left out.
/// Errors  throws Error without a place, one sentence that names the node, layer or array: malformed, over a
///         limit, or not supported
/// Cost    the file once, its weights once; memory as limits.h and the budget of memory say
/// Source  onnx.ai/onnx/operators, opsets 1 to max_opset
OnnxNetwork read_onnx(std::string_view bytes, const OnnxRequest& request = {});

/// Names of its arrays and of its inputs beyond the first; views into `bytes`. Throws Error as read_onnx.
std::vector<std::string_view> onnx_array_names(std::string_view bytes);

} // namespace convlens
