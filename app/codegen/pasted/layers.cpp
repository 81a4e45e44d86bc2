// Three tables: the arguments of each layer in their order, the layers by name, and the words that mean the
// same.
#include "codegen/pasted/layers.h"

#include <algorithm>
#include <array>

namespace convlens {
namespace {

using Name = std::string_view;

// clang-format off: tables
constexpr Name torch_conv[] = {"in_channels", "out_channels", "kernel_size",  "stride", "padding", "dilation",
                               "groups",      "bias",         "padding_mode", "device", "dtype"};
constexpr Name torch_lazy_conv[] = {"out_channels", "kernel_size", "stride",       "padding", "dilation",
                                    "groups",       "bias",        "padding_mode", "device",  "dtype"};
constexpr Name torch_transposed[] = {"in_channels", "out_channels",   "kernel_size", "stride",
                                     "padding",     "output_padding", "groups",      "bias",
                                     "dilation",    "padding_mode",   "device",      "dtype"};
constexpr Name torch_lazy_transposed[] = {"out_channels",   "kernel_size", "stride", "padding",
                                          "output_padding", "groups",      "bias",   "dilation",
                                          "padding_mode",   "device",      "dtype"};
constexpr Name torch_max[] = {"kernel_size", "stride", "padding", "dilation", "return_indices", "ceil_mode"};
constexpr Name torch_average[] = {"kernel_size",       "stride",          "padding", "ceil_mode",
                                  "count_include_pad", "divisor_override"};
constexpr Name torch_norm[] = {"norm_type", "kernel_size", "stride", "ceil_mode"};
constexpr Name torch_unpool[] = {"kernel_size", "stride", "padding"};
constexpr Name torch_pad[] = {"padding", "value"};
constexpr Name f_conv[] = {"input", "weight", "bias", "stride", "padding", "dilation", "groups"};
constexpr Name f_transposed[] = {"input",   "weight",         "bias",   "stride",
                                 "padding", "output_padding", "groups", "dilation"};
constexpr Name f_max[] = {"input",    "kernel_size", "stride",        "padding",
                          "dilation", "ceil_mode",   "return_indices"};
constexpr Name f_average[] = {"input",     "kernel_size",       "stride",          "padding",
                              "ceil_mode", "count_include_pad", "divisor_override"};
constexpr Name f_norm[] = {"input", "norm_type", "kernel_size", "stride", "ceil_mode"};
constexpr Name f_unpool[] = {"input", "indices", "kernel_size", "stride", "padding", "output_size"};
constexpr Name f_pad[] = {"input", "pad", "mode", "value"};
constexpr Name keras_conv[] = {"filters",     "kernel_size",   "strides", "padding",
                               "data_format", "dilation_rate", "groups"};
constexpr Name keras_transposed[] = {"filters",        "kernel_size", "strides",      "padding",
                                     "output_padding", "data_format", "dilation_rate"};
constexpr Name keras_depthwise[] = {"kernel_size",      "strides",     "padding",
                                    "depth_multiplier", "data_format", "dilation_rate"};
constexpr Name keras_pool[] = {"pool_size", "strides", "padding", "data_format"};
constexpr Name keras_sides[] = {"padding", "data_format"};
constexpr Name keras_crop[] = {"cropping", "data_format"};
constexpr Name keras_input[] = {"shape", "batch_size"};
constexpr Name tf_conv[] = {"inputs",  "filters",     "kernel_size",   "strides",
                            "padding", "data_format", "dilation_rate", "groups"};
constexpr Name tf_transposed[] = {"inputs", "filters", "kernel_size", "strides", "padding", "data_format"};
constexpr Name tf_pool[] = {"inputs", "pool_size", "strides", "padding", "data_format"};
constexpr Name slim_conv[] = {"inputs",  "num_outputs", "kernel_size", "stride",
                              "padding", "data_format", "rate"};
constexpr Name slim_transposed[] = {"inputs", "num_outputs", "kernel_size",
                                    "stride", "padding",     "data_format"};
constexpr Name slim_pool[] = {"inputs", "kernel_size", "stride", "padding", "data_format"};
constexpr Name nn_conv1[] = {"input", "filters", "stride", "padding", "data_format", "dilations"};
constexpr Name nn_conv[] = {"input", "filters", "strides", "padding", "data_format", "dilations"};
constexpr Name nn_transposed[] = {"input",   "filters",     "output_shape", "strides",
                                  "padding", "data_format", "dilations"};
constexpr Name nn_atrous[] = {"input", "filters", "rate", "padding"};
constexpr Name nn_pool[] = {"input", "ksize", "strides", "padding", "data_format"};
constexpr Name flax_conv[] = {"features",        "kernel_size",        "strides", "padding", "input_dilation",
                              "kernel_dilation", "feature_group_count"};
constexpr Name flax_transposed[] = {"features", "kernel_size", "strides", "padding", "kernel_dilation"};
constexpr Name nnx_conv[] = {"in_features", "features",       "kernel_size",     "strides",
                             "padding",     "input_dilation", "kernel_dilation", "feature_group_count"};
constexpr Name flax_pool[] = {"inputs", "window_shape", "strides", "padding", "count_include_pad"};
constexpr Name lax_conv[] = {"lhs",
                             "rhs",
                             "window_strides",
                             "padding",
                             "lhs_dilation",
                             "rhs_dilation",
                             "dimension_numbers",
                             "feature_group_count",
                             "batch_group_count"};
constexpr Name lax_short[] = {"lhs", "rhs", "window_strides", "padding"};
constexpr Name lax_transposed[] = {
    "lhs", "rhs", "strides", "padding", "rhs_dilation", "dimension_numbers", "transpose_kernel"};
constexpr Name lax_window[] = {"operand",        "init_value", "computation",   "window_dimensions",
                               "window_strides", "padding",    "base_dilation", "window_dilation"};
constexpr Name n_pad[] = {"input", "pad_width", "mode", "constant_values"};
constexpr Name onnx_node[] = {
    "op_type",           "inputs",        "outputs",  "name", "kernel_shape", "strides", "pads",
    "dilations",         "group",         "auto_pad", "p",    "ceil_mode",    "mode",    "output_padding",
    "count_include_pad", "storage_order", "value"};

struct Row {
    Name stem; // the name up to its dimensions; all of it where they are not in it
    Name end;  // behind them: "d", "D", "DTranspose"
    PastedLayerKind kind;
};
constexpr auto operation = LayerRole::operation;
constexpr auto padding = LayerRole::padding;
constexpr auto zeros = PaddingMode::zeros;
constexpr Row rows[] = {
    {"Conv", "d", {operation, Kind::conv, zeros, Family::torch, false, false, 0, torch_conv}},
    {"LazyConv", "d", {operation, Kind::conv, zeros, Family::torch, false, false, 0, torch_lazy_conv}},
    {"ConvTranspose",
     "d",
     {operation, Kind::conv_transpose, zeros, Family::torch, false, false, 0, torch_transposed}},
    {"LazyConvTranspose",
     "d",
     {operation, Kind::conv_transpose, zeros, Family::torch, false, false, 0, torch_lazy_transposed}},
    {"MaxPool", "d", {operation, Kind::max_pool, zeros, Family::torch, false, false, 0, torch_max}},
    {"AvgPool", "d", {operation, Kind::avg_pool, zeros, Family::torch, false, false, 0, torch_average}},
    {"LPPool", "d", {operation, Kind::lp_pool, zeros, Family::torch, false, false, 0, torch_norm}},
    {"MaxUnpool", "d", {operation, Kind::max_unpool, zeros, Family::torch, false, false, 0, torch_unpool}},
    {"conv", "d", {operation, Kind::conv, zeros, Family::torch, true, false, 0, f_conv}},
    {"conv_transpose",
     "d",
     {operation, Kind::conv_transpose, zeros, Family::torch, true, false, 0, f_transposed}},
    {"max_pool", "d", {operation, Kind::max_pool, zeros, Family::torch, true, false, 0, f_max}},
    {"avg_pool", "d", {operation, Kind::avg_pool, zeros, Family::torch, true, false, 0, f_average}},
    {"lp_pool", "d", {operation, Kind::lp_pool, zeros, Family::torch, true, false, 0, f_norm}},
    {"max_unpool", "d", {operation, Kind::max_unpool, zeros, Family::torch, true, false, 0, f_unpool}},
    {"ZeroPad", "d", {padding, Kind::conv, zeros, Family::torch, false, false, 0, torch_pad}},
    {"ConstantPad", "d", {padding, Kind::conv, zeros, Family::torch, false, false, 0, torch_pad}},
    {"ReflectionPad",
     "d",
     {padding, Kind::conv, PaddingMode::reflect, Family::torch, false, false, 0, torch_pad}},
    {"ReplicationPad",
     "d",
     {padding, Kind::conv, PaddingMode::replicate, Family::torch, false, false, 0, torch_pad}},
    {"CircularPad",
     "d",
     {padding, Kind::conv, PaddingMode::circular, Family::torch, false, false, 0, torch_pad}},
    {"Conv", "D", {operation, Kind::conv, zeros, Family::keras, false, false, 0, keras_conv}},
    {"Convolution", "D", {operation, Kind::conv, zeros, Family::keras, false, false, 0, keras_conv}},
    {"Conv",
     "DTranspose",
     {operation, Kind::conv_transpose, zeros, Family::keras, false, false, 0, keras_transposed}},
    {"DepthwiseConv", "D", {operation, Kind::conv, zeros, Family::keras, false, true, 0, keras_depthwise}},
    {"MaxPooling", "D", {operation, Kind::max_pool, zeros, Family::keras, false, false, 0, keras_pool}},
    {"MaxPool", "D", {operation, Kind::max_pool, zeros, Family::keras, false, false, 0, keras_pool}},
    {"AveragePooling", "D", {operation, Kind::avg_pool, zeros, Family::keras, false, false, 0, keras_pool}},
    {"AvgPool", "D", {operation, Kind::avg_pool, zeros, Family::keras, false, false, 0, keras_pool}},
    {"ZeroPadding", "D", {padding, Kind::conv, zeros, Family::keras, false, false, 0, keras_sides}},
    {"Cropping", "D", {LayerRole::cropping, Kind::conv, zeros, Family::keras, false, false, 0, keras_crop}},
};

constexpr Row tf_layers_rows[] = {
    {"conv", "d", {operation, Kind::conv, zeros, Family::keras, false, false, 0, tf_conv}},
    {"conv",
     "d_transpose",
     {operation, Kind::conv_transpose, zeros, Family::keras, false, false, 0, tf_transposed}},
    {"max_pooling", "d", {operation, Kind::max_pool, zeros, Family::keras, false, false, 0, tf_pool}},
    {"average_pooling", "d", {operation, Kind::avg_pool, zeros, Family::keras, false, false, 0, tf_pool}},
};
constexpr Row slim_rows[] = {
    {"conv", "d", {operation, Kind::conv, zeros, Family::slim, false, false, 0, slim_conv}},
    {"convolution", "d", {operation, Kind::conv, zeros, Family::slim, false, false, 0, slim_conv}},
    {"conv",
     "d_transpose",
     {operation, Kind::conv_transpose, zeros, Family::slim, false, false, 0, slim_transposed}},
    {"convolution",
     "d_transpose",
     {operation, Kind::conv_transpose, zeros, Family::slim, false, false, 0, slim_transposed}},
    {"max_pool", "d", {operation, Kind::max_pool, zeros, Family::slim, false, false, 0, slim_pool}},
    {"avg_pool", "d", {operation, Kind::avg_pool, zeros, Family::slim, false, false, 0, slim_pool}},
};
constexpr Row tensorflow_nn_rows[] = {
    {"conv", "d", {operation, Kind::conv, zeros, Family::tensorflow_nn, true, false, 0, nn_conv}},
    {"conv",
     "d_transpose",
     {operation, Kind::conv_transpose, zeros, Family::tensorflow_nn, true, false, 0, nn_transposed}},
    {"depthwise_conv", "d", {operation, Kind::conv, zeros, Family::tensorflow_nn, true, true, 0, nn_conv}},
    {"atrous_conv", "d", {operation, Kind::conv, zeros, Family::tensorflow_nn, true, false, 0, nn_atrous}},
    {"max_pool", "d", {operation, Kind::max_pool, zeros, Family::tensorflow_nn, true, false, 0, nn_pool}},
    {"avg_pool", "d", {operation, Kind::avg_pool, zeros, Family::tensorflow_nn, true, false, 0, nn_pool}},
    {"max_pool", "", {operation, Kind::max_pool, zeros, Family::tensorflow_nn, true, false, 0, nn_pool}},
    {"avg_pool", "", {operation, Kind::avg_pool, zeros, Family::tensorflow_nn, true, false, 0, nn_pool}},
};
constexpr Row flax_rows[] = {
    {"Conv", "", {operation, Kind::conv, zeros, Family::flax, false, false, 0, flax_conv}},
    {"ConvTranspose",
     "",
     {operation, Kind::conv_transpose, zeros, Family::flax, false, false, 0, flax_transposed}},
    {"max_pool", "", {operation, Kind::max_pool, zeros, Family::flax, true, false, 0, flax_pool}},
    {"avg_pool", "", {operation, Kind::avg_pool, zeros, Family::flax, true, false, 0, flax_pool}},
};
constexpr Row lax_rows[] = {
    {"conv_general_dilated", "", {operation, Kind::conv, zeros, Family::jax, true, false, 0, lax_conv}},
    {"conv", "", {operation, Kind::conv, zeros, Family::jax, true, false, 0, lax_short}},
    {"conv_with_general_padding", "", {operation, Kind::conv, zeros, Family::jax, true, false, 0, lax_conv}},
    {"conv_transpose",
     "",
     {operation, Kind::conv_transpose, zeros, Family::jax, true, false, 0, lax_transposed}},
    {"reduce_window", "", {operation, Kind::max_pool, zeros, Family::jax, true, false, 0, lax_window}},
};
constexpr PastedLayerKind torch_pad_function{padding, Kind::conv, zeros, Family::torch,
                                             true,    false,      0,     f_pad};
constexpr PastedLayerKind numpy_pad{padding, Kind::conv, zeros, Family::jax, true, false, 0, n_pad};
constexpr Row any_rows[] = {
    // whose last word is enough
    {"Input", "", {LayerRole::input, Kind::conv, zeros, Family::keras, false, false, 0, keras_input}},
    {"InputLayer", "", {LayerRole::input, Kind::conv, zeros, Family::keras, false, false, 0, keras_input}},
    {"make_node", "", {operation, Kind::conv, zeros, Family::onnx, false, false, 0, onnx_node}},
    {"conv_general_dilated", "", lax_rows[0].kind},
    {"reduce_window", "", lax_rows[4].kind},
    flax_rows[0],
    flax_rows[1],
    flax_rows[2],
    flax_rows[3],
};

constexpr std::pair<Name, Name> other_words[] = {
    {"features", "out_channels"},
    {"filter", "out_channels"},
    {"in_features", "in_channels"},
    {"out_features", "out_channels"},
    {"num_outputs", "out_channels"},
    {"rate", "dilation"},
    {"dilations", "dilation"},
    {"ksize", "kernel_size"},
    {"window_shape", "kernel_size"},
    {"window_dimensions", "kernel_size"},
    {"window_strides", "stride"},
    {"kernel_dilation", "dilation"},
    {"rhs_dilation", "dilation"},
    {"window_dilation", "dilation"},
    {"lhs_dilation", "input_dilation"},
    {"base_dilation", "input_dilation"},
    {"feature_group_count", "groups"},
    {"shape", "input_shape"},
    {"p", "norm_p"},
    {"pad_width", "padding"},
    {"constant_values", "value"},
    {"kernel_shape", "kernel_size"},
    {"pads", "padding"},
    {"group", "groups"},
    {"strides", "stride"},
    {"dilation_rate", "dilation"},
    {"filters", "out_channels"},
    {"pool_size", "kernel_size"},
    {"norm_type", "norm_p"},
    {"pad", "padding"},
    {"cropping", "padding"},
};
constexpr Name without_meaning[] = {
    "bias",
    "device",
    "dtype",
    "return_indices",
    "input",
    "weight",
    "indices",
    "activation",
    "use_bias",
    "kernel_initializer",
    "bias_initializer",
    "kernel_regularizer",
    "bias_regularizer",
    "activity_regularizer",
    "kernel_constraint",
    "bias_constraint",
    "depthwise_initializer",
    "depthwise_regularizer",
    "depthwise_constraint",
    "name",
    "trainable",
    "inplace",
    "inputs",
    "outputs",
    "batch_size",
    "use_cudnn_on_gpu",
    "output_shape",
    "lhs",
    "rhs",
    "dimension_numbers",
    "batch_group_count",
    "preferred_element_type",
    "precision",
    "transpose_kernel",
    "operand",
    "param_dtype",
    "rngs",
    "activation_fn",
    "normalizer_fn",
    "normalizer_params",
    "weights_initializer",
    "weights_regularizer",
    "biases_initializer",
    "biases_regularizer",
    "reuse",
    "variables_collections",
    "outputs_collections",
    "scope",
    "kernel_init",
    "bias_init",
    "storage_order",
    "domain",
    "doc_string",
    "sparse",
    "batch_shape",
};
// clang-format on

/// Whether one of two is a word between points.
bool has_part(Name prefix, Name part, Name other) {
    while (!prefix.empty()) {
        const std::size_t point = std::min(prefix.find('.'), prefix.size());
        if (prefix.substr(0, point) == part || prefix.substr(0, point) == other)
            return true;
        prefix.remove_prefix(std::min(point + 1, prefix.size()));
    }
    return false;
}

std::span<const Row> table_of(Name prefix, Name last) {
    const bool is_lower = !last.empty() && last.front() >= 'a' && last.front() <= 'z';
    if (has_part(prefix, "slim", "contrib"))
        return slim_rows;
    if (is_lower && has_part(prefix, "layers", "layers"))
        return tf_layers_rows;
    if (has_part(prefix, "tf", "tensorflow") && has_part(prefix, "nn", "nn"))
        return tensorflow_nn_rows;
    if (has_part(prefix, "lax", "lax"))
        return lax_rows;
    return rows;
}

std::optional<PastedLayerKind> in_table(std::span<const Row> table, Name name) {
    const std::size_t digit = name.find_first_of("123");
    for (const Row& row : table) {
        PastedLayerKind kind = row.kind;
        if (digit != Name::npos && !row.end.empty() && name.substr(0, digit) == row.stem &&
            name.substr(digit + 1) == row.end) {
            kind.dims = static_cast<std::size_t>(name[digit] - '0');
            if (kind.arguments.data() == nn_conv && kind.dims == 1)
                kind.arguments = nn_conv1;
            return kind;
        }
        if (row.end.empty() && name == row.stem)
            return kind;
    }
    return {};
}

} // namespace

std::optional<PastedLayerKind> layer_named(std::string_view name) {
    const std::size_t point = name.rfind('.');
    const Name last = point == Name::npos ? name : name.substr(point + 1);
    const Name prefix = point == Name::npos ? Name() : name.substr(0, point);
    if (has_part(prefix, "self", "self"))
        return {}; // a layer that has a name, applied
    if (last == "pad")
        return has_part(prefix, "np", "numpy") || has_part(prefix, "jnp", "tf") ? numpy_pad
                                                                                : torch_pad_function;
    if (const auto found = in_table(table_of(prefix, last), last)) {
        const bool is_google = has_part(prefix, "tf", "tensorflow") || has_part(prefix, "keras", "K");
        const bool is_torch = found->family == Family::torch;
        return is_google && is_torch ? std::nullopt : found; // keras.backend.conv2d is not F.conv2d
    }
    auto found = in_table(any_rows, last);
    const bool is_flax = has_part(prefix, "nn", "linen") || has_part(prefix, "nnx", "flax");
    if (found && found->family == Family::flax && !is_flax)
        found.reset(); // "Conv" and "max_pool" are anybody's
    if (has_part(prefix, "nnx", "nnx") && last == "Conv") {
        found = flax_rows[0].kind;
        found->arguments = nnx_conv;
    }
    return found;
}

std::string_view common_name(std::string_view argument) {
    for (const auto& [word, common] : other_words)
        if (word == argument)
            return common;
    return argument;
}

bool means_nothing(std::string_view argument) {
    return std::find(std::begin(without_meaning), std::end(without_meaning), argument) !=
           std::end(without_meaning);
}

} // namespace convlens
