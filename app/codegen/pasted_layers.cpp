// Three tables: the arguments of each layer in their order, the layers by name, and the words that mean the
// same.
#include "codegen/pasted_layers.h"

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

struct Row {
    Name stem; // the name up to its dimensions
    Name end;  // behind them: "d", "D", "DTranspose"
    LayerKind kind;
};
constexpr auto operation = LayerRole::operation;
constexpr auto padding = LayerRole::padding;
constexpr auto zeros = PaddingMode::zeros;
constexpr Row rows[] = {
    {"Conv", "d", {operation, Kind::conv, zeros, false, false, false, 0, torch_conv}},
    {"LazyConv", "d", {operation, Kind::conv, zeros, false, false, false, 0, torch_lazy_conv}},
    {"ConvTranspose",
     "d",
     {operation, Kind::conv_transpose, zeros, false, false, false, 0, torch_transposed}},
    {"LazyConvTranspose",
     "d",
     {operation, Kind::conv_transpose, zeros, false, false, false, 0, torch_lazy_transposed}},
    {"MaxPool", "d", {operation, Kind::max_pool, zeros, false, false, false, 0, torch_max}},
    {"AvgPool", "d", {operation, Kind::avg_pool, zeros, false, false, false, 0, torch_average}},
    {"LPPool", "d", {operation, Kind::lp_pool, zeros, false, false, false, 0, torch_norm}},
    {"MaxUnpool", "d", {operation, Kind::max_unpool, zeros, false, false, false, 0, torch_unpool}},
    {"conv", "d", {operation, Kind::conv, zeros, false, true, false, 0, f_conv}},
    {"conv_transpose", "d", {operation, Kind::conv_transpose, zeros, false, true, false, 0, f_transposed}},
    {"max_pool", "d", {operation, Kind::max_pool, zeros, false, true, false, 0, f_max}},
    {"avg_pool", "d", {operation, Kind::avg_pool, zeros, false, true, false, 0, f_average}},
    {"lp_pool", "d", {operation, Kind::lp_pool, zeros, false, true, false, 0, f_norm}},
    {"max_unpool", "d", {operation, Kind::max_unpool, zeros, false, true, false, 0, f_unpool}},
    {"ZeroPad", "d", {padding, Kind::conv, zeros, false, false, false, 0, torch_pad}},
    {"ConstantPad", "d", {padding, Kind::conv, zeros, false, false, false, 0, torch_pad}},
    {"ReflectionPad", "d", {padding, Kind::conv, PaddingMode::reflect, false, false, false, 0, torch_pad}},
    {"ReplicationPad", "d", {padding, Kind::conv, PaddingMode::replicate, false, false, false, 0, torch_pad}},
    {"CircularPad", "d", {padding, Kind::conv, PaddingMode::circular, false, false, false, 0, torch_pad}},
    {"Conv", "D", {operation, Kind::conv, zeros, true, false, false, 0, keras_conv}},
    {"Convolution", "D", {operation, Kind::conv, zeros, true, false, false, 0, keras_conv}},
    {"Conv", "DTranspose", {operation, Kind::conv_transpose, zeros, true, false, false, 0, keras_transposed}},
    {"DepthwiseConv", "D", {operation, Kind::conv, zeros, true, false, true, 0, keras_depthwise}},
    {"MaxPooling", "D", {operation, Kind::max_pool, zeros, true, false, false, 0, keras_pool}},
    {"MaxPool", "D", {operation, Kind::max_pool, zeros, true, false, false, 0, keras_pool}},
    {"AveragePooling", "D", {operation, Kind::avg_pool, zeros, true, false, false, 0, keras_pool}},
    {"AvgPool", "D", {operation, Kind::avg_pool, zeros, true, false, false, 0, keras_pool}},
    {"ZeroPadding", "D", {padding, Kind::conv, zeros, true, false, false, 0, keras_sides}},
    {"Cropping", "D", {LayerRole::cropping, Kind::conv, zeros, true, false, false, 0, keras_crop}},
};

constexpr std::pair<Name, Name> other_words[] = {
    {"strides", "stride"},        {"dilation_rate", "dilation"}, {"filters", "out_channels"},
    {"pool_size", "kernel_size"}, {"norm_type", "norm_p"},       {"pad", "padding"},
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
    "data_format",
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
};
// clang-format on

} // namespace

std::optional<LayerKind> layer_named(std::string_view name) {
    if (name == "pad") {
        LayerKind pad{padding, Kind::conv, zeros, false, true, false, 0, f_pad};
        return pad;
    }
    const std::size_t digit = name.find_first_of("123");
    if (digit == Name::npos)
        return {};
    for (const Row& row : rows)
        if (name.substr(0, digit) == row.stem && name.substr(digit + 1) == row.end) {
            LayerKind kind = row.kind;
            kind.dims = static_cast<std::size_t>(name[digit] - '0');
            return kind;
        }
    return {};
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
