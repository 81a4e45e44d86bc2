// The words that questions have in lesson files.
#include "lesson/question.h"

#include <array>

namespace convlens {
namespace {

constexpr std::array asks{NameRow<Ask>{"size", Ask::size},           NameRow<Ask>{"value", Ask::value},
                          NameRow<Ask>{"cells", Ask::cells},         NameRow<Ask>{"compare", Ask::compare},
                          NameRow<Ask>{"parameter", Ask::parameter}, NameRow<Ask>{"order", Ask::order},
                          NameRow<Ask>{"which", Ask::which}};
constexpr std::array tensors{
    NameRow<AskedTensor>{"x", AskedTensor::x}, NameRow<AskedTensor>{"w", AskedTensor::w},
    NameRow<AskedTensor>{"y", AskedTensor::y}, NameRow<AskedTensor>{"dx", AskedTensor::dx},
    NameRow<AskedTensor>{"dw", AskedTensor::dw}};
constexpr std::array cell_rules{
    NameRow<CellRule>{"sees", CellRule::sees}, NameRow<CellRule>{"feeds", CellRule::feeds},
    NameRow<CellRule>{"meets", CellRule::meets}, NameRow<CellRule>{"wins", CellRule::wins},
    NameRow<CellRule>{"unread", CellRule::unread}};
constexpr std::array quantities{NameRow<Quantity>{"size", Quantity::size},
                                NameRow<Quantity>{"value", Quantity::value},
                                NameRow<Quantity>{"weights", Quantity::weights},
                                NameRow<Quantity>{"multiplications", Quantity::multiplications},
                                NameRow<Quantity>{"receptive-field", Quantity::receptive_field}};
constexpr std::array orders{NameRow<OrderOf>{"figures", OrderOf::figures},
                            NameRow<OrderOf>{"weights", OrderOf::weights},
                            NameRow<OrderOf>{"outputs", OrderOf::outputs}};
constexpr std::array goals{NameRow<Goal>{"size", Goal::size}, NameRow<Goal>{"same-size", Goal::same_size},
                           NameRow<Goal>{"reads-all", Goal::reads_all},
                           NameRow<Goal>{"checkerboard", Goal::checkerboard},
                           NameRow<Goal>{"receptive-field", Goal::receptive_field}};
constexpr std::array misconceptions{
    NameRow<Misconception>{"no-padding", Misconception::no_padding},
    NameRow<Misconception>{"one-side-padding", Misconception::one_side_padding},
    NameRow<Misconception>{"ceil", Misconception::ceil},
    NameRow<Misconception>{"no-plus-one", Misconception::no_plus_one},
    NameRow<Misconception>{"stride-ignored", Misconception::stride_ignored},
    NameRow<Misconception>{"dilation-ignored", Misconception::dilation_ignored},
    NameRow<Misconception>{"kernel-not-effective", Misconception::kernel_not_effective},
    NameRow<Misconception>{"flipped-kernel", Misconception::flipped_kernel},
    NameRow<Misconception>{"unflipped-kernel", Misconception::unflipped_kernel},
    NameRow<Misconception>{"transposed-kernel", Misconception::transposed_kernel},
    NameRow<Misconception>{"fully-connected", Misconception::fully_connected},
    NameRow<Misconception>{"centred-window", Misconception::centred_window},
    NameRow<Misconception>{"padding-keeps-size", Misconception::padding_keeps_size},
    NameRow<Misconception>{"circulant", Misconception::circulant},
    NameRow<Misconception>{"transposed-gradient", Misconception::transposed_gradient},
    NameRow<Misconception>{"one-channel", Misconception::one_channel},
    NameRow<Misconception>{"one-kernel", Misconception::one_kernel},
    NameRow<Misconception>{"padding-of-the-other", Misconception::padding_of_the_other},
    NameRow<Misconception>{"output-padding-adds-zeros", Misconception::output_padding_adds_zeros},
    NameRow<Misconception>{"mean-with-padding", Misconception::mean_with_padding},
    NameRow<Misconception>{"sum-without-bias", Misconception::sum_without_bias},
    NameRow<Misconception>{"switch-last-of-equal", Misconception::switch_last_of_equal},
    NameRow<Misconception>{"inverse-restores-values", Misconception::inverse_restores_values},
    NameRow<Misconception>{"row-column-swapped", Misconception::row_column_swapped},
    NameRow<Misconception>{"no-floor", Misconception::no_floor},
    NameRow<Misconception>{"both-sides-padding", Misconception::both_sides_padding},
    NameRow<Misconception>{"stride-is-kernel", Misconception::stride_is_kernel},
    NameRow<Misconception>{"dilation-from-zero", Misconception::dilation_from_zero},
    NameRow<Misconception>{"pool-of-the-other", Misconception::pool_of_the_other},
    NameRow<Misconception>{"sum-not-mean", Misconception::sum_not_mean},
    NameRow<Misconception>{"sign-kept", Misconception::sign_kept},
    NameRow<Misconception>{"no-root", Misconception::no_root},
    NameRow<Misconception>{"overlap-overwrites", Misconception::overlap_overwrites},
    NameRow<Misconception>{"overlap-adds", Misconception::overlap_adds},
    NameRow<Misconception>{"per-cell", Misconception::per_cell},
    NameRow<Misconception>{"turn-ignored", Misconception::turn_ignored},
    NameRow<Misconception>{"order-of-weights", Misconception::order_of_weights},
    NameRow<Misconception>{"leftover-costs-window", Misconception::leftover_costs_window},
    NameRow<Misconception>{"holes-read", Misconception::holes_read},
    NameRow<Misconception>{"stride-times-input", Misconception::stride_times_input},
    NameRow<Misconception>{"own-window-only", Misconception::own_window_only},
    NameRow<Misconception>{"no-rule", Misconception::no_rule},
    NameRow<Misconception>{"backprop-rule", Misconception::backprop_rule},
    NameRow<Misconception>{"deconvnet-rule", Misconception::deconvnet_rule},
    NameRow<Misconception>{"guided-rule", Misconception::guided_rule},
    NameRow<Misconception>{"sends-one", Misconception::sends_one},
    NameRow<Misconception>{"sends-activation", Misconception::sends_activation},
    NameRow<Misconception>{"sends-map", Misconception::sends_map},
    NameRow<Misconception>{"brightest-cell", Misconception::brightest_cell},
    NameRow<Misconception>{"field-centre", Misconception::field_centre},
    NameRow<Misconception>{"always-falls", Misconception::always_falls},
    NameRow<Misconception>{"steps-ignored", Misconception::steps_ignored},
    NameRow<Misconception>{"larger-batch-better", Misconception::larger_batch_better}};
constexpr std::array network_asks{NameRow<NetworkAsk>{"size", NetworkAsk::size},
                                  NameRow<NetworkAsk>{"sees", NetworkAsk::sees},
                                  NameRow<NetworkAsk>{"most", NetworkAsk::most},
                                  NameRow<NetworkAsk>{"let-through", NetworkAsk::let_through},
                                  NameRow<NetworkAsk>{"sent", NetworkAsk::sent},
                                  NameRow<NetworkAsk>{"loss", NetworkAsk::loss}};

static_assert(has_all_values(asks) && has_all_values(tensors) && has_all_values(cell_rules) &&
              has_all_values(quantities) && has_all_values(orders) && has_all_values(goals) &&
              has_all_values(misconceptions) && has_all_values(network_asks));

} // namespace

Names<Ask> ask_names() {
    return asks;
}
Names<AskedTensor> asked_tensor_names() {
    return tensors;
}
Names<CellRule> cell_rule_names() {
    return cell_rules;
}
Names<Quantity> quantity_names() {
    return quantities;
}
Names<OrderOf> order_names() {
    return orders;
}
Names<Goal> goal_names() {
    return goals;
}
Names<NetworkAsk> network_ask_names() {
    return network_asks;
}
Names<Misconception> misconception_names() {
    return misconceptions;
}

} // namespace convlens
