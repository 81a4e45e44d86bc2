// Operations with their defaults, and what the kinds have in common.
#include "convlens/operation.h"

namespace convlens {

Operation make_operation(Kind kind, const Sizes& input_size, const Sizes& kernel_size) {
    const std::size_t dims = input_size.size();
    const Sizes ones = Sizes::filled(dims, 1);
    const Sizes zeros = Sizes::filled(dims, 0);
    const bool strides_by_kernel = is_pool(kind) || kind == Kind::max_unpool;
    Operation operation;
    operation.kind = kind;
    operation.input_size = input_size;
    operation.kernel_size = kernel_size;
    operation.stride = strides_by_kernel ? kernel_size : ones;
    operation.padding_begin = zeros;
    operation.padding_end = zeros;
    operation.dilation = ones;
    operation.output_padding = zeros;
    operation.input_dilation = ones;
    return operation;
}

bool is_pool(Kind kind) {
    return kind == Kind::max_pool || kind == Kind::avg_pool || kind == Kind::lp_pool;
}

bool has_weight(Kind kind) {
    return kind == Kind::conv || kind == Kind::conv_transpose;
}

bool is_swapped(Kind kind) {
    return kind == Kind::conv_transpose || kind == Kind::max_unpool;
}

} // namespace convlens
