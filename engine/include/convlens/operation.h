// What is computed: one convolution, transposed convolution, pooling or unpooling with its parameters, and
// whether it is possible. Parameters have PyTorch's names. Holds no numbers of tensors and no sentences.
#pragma once

#include "convlens/sizes.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace convlens {

/// What is computed; by PyTorch's names Conv, ConvTranspose, MaxPool, AvgPool, LPPool, MaxUnpool.
enum class Kind { conv, conv_transpose, max_pool, avg_pool, lp_pool, max_unpool };
/// What lies in the padding: zeros, or the input's own elements: mirrored without the border, the border's,
/// or from the other end.
enum class PaddingMode { zeros, reflect, replicate, circular };

/// No number of an operation and no count of a tensor's elements may be over this: 2^31 - 1.
inline constexpr int64_t max_number = 2147483647;

/// The parameters of one operation. A value: any numbers may be put in, `check` finds what is wrong with
/// them.
/// Shapes  every list [D], one number for each spatial axis (D = 1, 2 or 3), outermost first
/// Units   elements; channels and batch items
/// Source  torch.nn.Conv2d, ConvTranspose2d, MaxPool2d, AvgPool2d, LPPool2d, MaxUnpool2d
struct Operation {
    Kind kind = Kind::conv;
    Sizes input_size; // without batch and channels
    Sizes kernel_size;
    Sizes stride;
    Sizes padding_begin;  // before the first element; negative (a crop) only in operations the engine derives
    Sizes padding_end;    // after the last element
    Sizes dilation;       // steps from one tap of the kernel to the next
    Sizes output_padding; // conv_transpose: >= 0; max_unpool: output size less the default one
    Sizes input_dilation; // zeros between inputs, plus 1; other than 1 only in operations the engine derives
    PaddingMode padding_mode = PaddingMode::zeros; // conv only may differ from zeros
    int64_t batch = 1;                             // N
    int64_t in_channels = 1;                       // C
    int64_t out_channels = 1;                      // O; pools: equal to in_channels
    int64_t groups = 1;                            // G; pools: 1, each channel is on its own
    bool ceil_mode = false;                        // pools
    bool count_include_pad = true;                 // avg_pool
    double norm_p = 2;                             // lp_pool: > 0, may be infinity

    std::size_t dims() const { return input_size.size(); }
    bool operator==(const Operation&) const = default;
};

/// An operation of `kind` on `input_size` with a `kernel_size` window and every other parameter at its
/// default (stride 1; pools and max_unpool: stride = kernel size).
/// Shapes  input_size [D], kernel_size [D]
Operation make_operation(Kind kind, const Sizes& input_size, const Sizes& kernel_size);

/// max_pool, avg_pool, lp_pool.
bool is_pool(Kind kind);
/// conv, conv_transpose.
bool has_weight(Kind kind);
/// conv_transpose, max_unpool: the windows lie on the output, and each input element is the place of one.
bool is_swapped(Kind kind);

/// The parameter that an issue is about.
enum class Parameter {
    input_size,
    kernel_size,
    stride,
    padding,
    padding_mode,
    dilation,
    output_padding,
    output_size,
    batch,
    in_channels,
    out_channels,
    groups,
    norm_p
};

/// What is wrong with an operation, as a code; who shows it has the words.
enum class IssueCode {
    too_small,            // value below limit (sizes, stride, dilation: 1; padding: 0)
    too_large,            // value over 2^31 - 1 (limit)
    too_many_elements,    // padded input, output or weight has more than 2^31 - 1 elements; value: the count,
                          // saturated
    kernel_exceeds_input, // dilated kernel (value) larger than the padded input (limit)
    output_empty,         // conv_transpose, max_unpool: the output size (value) would be below 1
    padding_exceeds_window,      // pools: padding (value) over d(k-1) (limit), or max_unpool
    window_without_input,        // pools, max_unpool: a window that meets no element
    padding_not_below_input,     // reflect: padding (value) >= size (limit)
    padding_exceeds_input,       // circular: padding (value) > size (limit)
    padding_mode_not_supported,  // a padding mode other than zeros for this kind
    output_padding_too_large,    // conv_transpose: value >= max(stride, dilation) (limit)
    output_padding_out_of_range, // max_unpool: |output size - default| >= stride
    groups_do_not_divide,        // value: groups, limit: the channels they do not divide
    norm_not_positive,           // lp_pool: norm_p is not over 0
    too_much_memory, // results of more bytes (value) than may be used (limit); found by who computes
                     // them, not by check
    not_supported    // a parameter that this kind does not have differs from its default
};

/// One thing that makes an operation impossible.
struct Issue {
    IssueCode code{};
    Parameter parameter{};          // the control at which the issue is shown
    int axis = -1;                  // spatial axis, -1 where it holds for all or for none
    int64_t value = 0;              // the value that is wrong
    int64_t limit = 0;              // what it may be at most (or at least), by code
    std::optional<int64_t> nearest; // nearest possible value of `parameter`, where changing it alone helps
    bool operator==(const Issue&) const = default;
};

/// All that makes `operation` impossible, most basic first; empty: it can be computed.
/// A list whose length differs from input_size's is reported as too_small or too_large with the lengths as
/// value and limit. `nearest` for padding: the sides that are beyond it are brought to it; for padding_mode:
/// PaddingMode as a number. A `conv` may have negative padding and input_dilation, as those have that the
/// engine derives; who takes an operation from outside refuses these two. ceil_mode and count_include_pad
/// are read by their kinds only and never refused.
/// Range   any numbers: sums are taken in 128 bits
/// Errors  never fails
/// Cost    O(D) if possible; with groups that do not divide O(sqrt(channels)), to find the nearest divisor
/// Source  limits of torch.nn; ceil mode: the last window starts inside the input or the begin padding, and a
///         kernel may exceed the padded input by less than the stride
std::vector<Issue> check(const Operation& operation);

} // namespace convlens
