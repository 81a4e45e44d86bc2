// Wrong ideas by name.
#pragma once

#include "i18n/names.h"

namespace convlens {

/// A named wrong idea; answer.h evaluates what it would answer.
enum class Misconception {
    no_padding,
    one_side_padding,
    ceil,
    no_plus_one,
    stride_ignored,
    dilation_ignored,
    kernel_not_effective,
    flipped_kernel,
    unflipped_kernel,
    transposed_kernel,
    fully_connected,
    centred_window,
    padding_keeps_size,
    circulant,
    transposed_gradient,
    one_channel,
    one_kernel,
    padding_of_the_other,
    output_padding_adds_zeros,
    mean_with_padding,
    sum_without_bias,
    switch_last_of_equal,
    inverse_restores_values,
    row_column_swapped,
    no_floor,
    both_sides_padding,
    stride_is_kernel,
    dilation_from_zero,
    pool_of_the_other,
    sum_not_mean,
    sign_kept,
    no_root,
    overlap_overwrites,
    overlap_adds,
    per_cell,
    turn_ignored,
    order_of_weights,
    leftover_costs_window,
    holes_read,
    stride_times_input,
    own_window_only,
    no_rule,
    backprop_rule,
    deconvnet_rule,
    guided_rule,
    sends_one,
    sends_activation,
    sends_map,
    brightest_cell,
    field_centre,
    always_falls,
    steps_ignored,
    larger_batch_better
};

Names<Misconception> misconception_names();

} // namespace convlens
