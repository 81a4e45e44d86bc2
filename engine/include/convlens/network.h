// A network: layers in order, each with the indices of the layers that it reads. What each layer gives for an
// input, what an element sees and whom it feeds, and the three ways back to the input.
#pragma once

#include "convlens/operation.h"
#include "convlens/tensor.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace convlens {

/// What a layer does. The first six are an Operation, which the layer keeps.
enum class LayerKind {
    conv,
    conv_transpose,
    max_pool,
    avg_pool,
    lp_pool,
    max_unpool, // reads values and the max_pool whose switches say where they go
    input,
    dense,      // y[.., o] = sum over i of x[.., i] * weight[o, i] + bias[o], over the last axis
    relu,       // max(0, x)
    leaky_relu, // x > 0 ? x : alpha * x
    clip,       // from low to high
    sigmoid,    // 1 / (1 + e^-x)
    tanh,
    batch_norm,      // x * weight[c] + bias[c]; statistics are folded in
    affine,          // x * weight + bias, each broadcast as in numpy or empty
    global_avg_pool, // mean over the spatial axes, each of which stays with size 1 or (keep_axes false) goes
    flatten,         // axes before `axis` and from it on become one each
    reshape,         // to `target`
    softmax,         // over `axis`
    log_softmax,
    add,     // of what it reads, broadcast as in numpy
    mul,     // the product of what it reads, likewise
    div,     // the first that it reads by the second, likewise
    concat,  // of what it reads, along `axis`
    pad,     // by `pad_begin` and `pad_end`; negative: crops
    cast,    // rounded to what `cast_to` can hold; stays float32
    identity // dropout too, which does nothing once a network is trained
};

/// Padding that follows from the input's size, so that o = ceil(i / s): ONNX's auto_pad.
enum class AutoPadding { none, same_upper, same_lower };

/// Numbers of fewer bits. float16 and bfloat16 round to the nearest, of two to the even one; integers are cut
/// towards zero and wrap around.
enum class NarrowType { float16, bfloat16, uint8, int8 };

/// The number that the type holds for it. NaNs stay where floats are meant, and are 0 as integers, as what is
/// beyond 64 bits; what is beyond a float's range is infinite.
float narrowed(double number, NarrowType type);

/// One layer. A value; who makes one fills what its kind has, `fit` the rest.
/// Shapes  weight, bias: of an operation as weight_shape and [O]; others by their kind. Empty: none
struct Layer {
    std::string name; // each of a network once
    LayerKind kind = LayerKind::input;
    std::vector<int> reads; // layers before this one
    /// Of the first six kinds. `fit` sets input_size, batch and, by auto_padding, padding; of pools the
    /// channels; of max_unpool the output_padding that leads back to the size that its pool read.
    Operation operation;
    AutoPadding auto_padding = AutoPadding::none;
    Tensor<float> weight, bias;
    double alpha = 0.01;                      // leaky_relu
    double low = 0, high = 0;                 // clip; infinite: no bound
    NarrowType cast_to = NarrowType::float16; // cast
    int axis = 1;             // flatten, softmax, log_softmax, concat; 0 is the batch, at least 0
    bool keep_axes = true;    // global_avg_pool
    Sizes target;             // reshape: 0 keeps the axis, one -1 takes what is left; input: what it is
                              // made for, 0 any size, empty: not known
    Sizes pad_begin, pad_end; // pad: a number for each axis, batch and channels too
    PaddingMode padding_mode = PaddingMode::zeros; // pad
    double pad_value = 0;                          // pad, mode zeros
    Sizes shape;                                   // of what it gives, [N, C, spatial..], by `fit`
    bool operator==(const Layer&) const = default;
};

/// Layers in order: every layer reads layers before it. The first one is the only input; the last one is what
/// the network gives.
struct Network {
    std::vector<Layer> layers;
    bool operator==(const Network&) const = default;
};

/// Whether the layer is an Operation that can be opened as a figure: the first six kinds.
bool is_operation(LayerKind kind);

/// Why a network does not take an input, or cannot be one.
enum class NetworkIssueCode {
    bad_order,      // reads a layer that does not come before it, or too many or too few layers
    wrong_axes,     // what it reads has another number of axes (value) than it takes (limit)
    wrong_channels, // value: the channels that come, limit: those that its weights want
    shapes_differ,  // add, concat: what it reads does not go together
    impossible,     // `operation` is impossible: `issue`
    wrong_count,    // reshape, dense: value elements, limit wanted
    wrong_weights,  // weight or bias have another shape than the layer needs
    too_large       // more than `max_number` elements
};
struct NetworkIssue {
    NetworkIssueCode code{};
    int layer = 0;
    int64_t value = 0, limit = 0;
    std::optional<Issue> issue;
    bool operator==(const NetworkIssue&) const = default;
};

/// Gives every layer its shape for an input of `input_shape`, and operations their sizes.
/// Shapes  input_shape [N, C, spatial..]
/// Range   any network and any numbers; weights may be empty where none are needed to know a shape
/// Errors  the first layer that does not fit; shapes from there on are not changed
/// Cost    O(layers); allocates nothing of the size of a tensor
std::optional<NetworkIssue> fit(Network& network, const Sizes& input_shape);

/// The same of the last layer alone, where all before it are fitted: for who makes a network layer by layer.
std::optional<NetworkIssue> fit_last(Network& network);

/// Spatial sizes that `network` takes, at most `count`: those near `wanted` first, as it is or as much larger
/// or smaller on all axes, from half to twice of it; then sizes equal on all axes, up to 1024.
/// Shapes  wanted [spatial..]; channels as those of the input's shape, or as the first kernel wants
/// Cost    some thousand times O(layers) at most
std::vector<Sizes> sizes_that_fit(const Network& network, const Sizes& wanted, int count = 3);

/// Numbers of a layer that are learned; multiplications with them for one item of the batch.
int64_t parameter_count(const Layer& layer);
int64_t multiply_adds(const Network& network, int layer);

/// Range   threads >= 1; results do not depend on it
struct NetworkOptions {
    int threads = 1;
    std::function<bool()> is_cancelled = {}; // as FastOptions
};

/// What every layer gives: values[i] has layers[i].shape.
struct Activations {
    std::vector<Tensor<float>> values;
    std::vector<Tensor<int64_t>> switches; // of each max_pool as pool_indices, else empty
};

/// Activations of every layer up to `last` (default: all).
/// Shapes  x as fitted; asserted
/// Errors  none: `fit` found none
Activations forward(const Network& network, const Tensor<float>& x, const NetworkOptions& options = {},
                    int last = -1);
/// The same, in the memory of `result`, whatever it held.
void forward(const Network& network, const Tensor<float>& x, const NetworkOptions& options, int last,
             Activations& result);

/// How a ReLU passes what arrives from above, R, where y went up:
/// backprop R where y > 0; deconvnet max(0, R); guided both. A leaky ReLU and backprop: R times 1 or alpha.
/// Source  NETWORKS.md's three: Simonyan et al. 2013; Zeiler & Fergus 2013; Springenberg et al. 2015
enum class BackRule { backprop, deconvnet, guided };

/// What arrives at the output of every layer when `start` is sent down from the output of `layer`, everything
/// else of which is 0: element [i] has layers[i].shape, and is empty where nothing arrives. Convolutions go
/// back transposed with the same weights, max pools to their switches, whatever the rule.
/// Shapes  start as layers[layer].shape; asserted
std::vector<Tensor<float>> send_back(const Network& network, const Activations& activations, int layer,
                                     const Tensor<float>& start, BackRule rule,
                                     const NetworkOptions& options = {});
/// The same, in the memory of `arrivals`, whatever it held.
void send_back(const Network& network, const Activations& activations, int layer, const Tensor<float>& start,
               BackRule rule, const NetworkOptions& options, std::vector<Tensor<float>>& arrivals);

/// A part of a layer's shape: begin <= index < end on every axis; empty where an axis is.
struct LayerPart {
    Sizes begin, end;
    bool is_empty() const;
    bool operator==(const LayerPart&) const = default;
};

/// What the part of `layer` sees in every layer before it (the smallest part with all that it depends on),
/// and which part of every layer after it depends on it. Entry [i] for layer i, empty parts where there is
/// none; their own entries are the part itself.
std::vector<LayerPart> seen_by(const Network& network, int layer, const LayerPart& part);
std::vector<LayerPart> fed_by(const Network& network, int layer, const LayerPart& part);

/// The receptive field: how many elements on each spatial axis of the input an element far from every border
/// sees; empty where the layer has no spatial axes.
Sizes receptive_field(const Network& network, int layer);

} // namespace convlens
