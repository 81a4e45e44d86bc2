// Random operations: small parameters are drawn freely, and what check refuses is drawn again.
#include "support/operations.h"

#include <limits>
#include <ostream>
#include <sstream>

namespace convlens {

namespace {

std::string text(const Sizes& sizes) {
    std::string result = "[";
    for (const int64_t size : sizes) {
        if (result.size() > 1)
            result += ',';
        result += std::to_string(size);
    }
    result += ']';
    return result;
}

Sizes drawn(Random& random, std::size_t dims, int64_t least, int64_t most) {
    Sizes sizes;
    for (std::size_t axis = 0; axis < dims; ++axis)
        sizes.push_back(draw(random, least, most));
    return sizes;
}

} // namespace

std::string describe(const Operation& o) {
    static const char* const kinds[] = {"conv",     "conv_transpose", "max_pool",
                                        "avg_pool", "lp_pool",        "max_unpool"};
    static const char* const modes[] = {"zeros", "reflect", "replicate", "circular"};
    std::ostringstream out;
    out << kinds[static_cast<int>(o.kind)] << " input " << text(o.input_size) << " kernel "
        << text(o.kernel_size) << " stride " << text(o.stride) << " padding " << text(o.padding_begin)
        << text(o.padding_end) << " dilation " << text(o.dilation) << " output_padding "
        << text(o.output_padding) << " input_dilation " << text(o.input_dilation) << " mode "
        << modes[static_cast<int>(o.padding_mode)] << " batch " << o.batch << " in " << o.in_channels
        << " out " << o.out_channels << " groups " << o.groups << " ceil " << o.ceil_mode << " include_pad "
        << o.count_include_pad << " norm_p " << o.norm_p;
    return out.str();
}

std::string describe(const Operation& operation, uint64_t seed) {
    return describe(operation) + " seed " + std::to_string(seed);
}

void PrintTo(const Operation& operation, std::ostream* out) {
    *out << describe(operation);
}

int64_t draw(Random& random, int64_t least, int64_t most) {
    return std::uniform_int_distribution<int64_t>(least, most)(random);
}

Operation any_small_operation(Random& random, Kind kind) {
    const auto dims = static_cast<std::size_t>(draw(random, 1, 3));
    const int64_t longest = dims == 3 ? 4 : 7;
    Operation o = make_operation(kind, drawn(random, dims, draw(random, 0, 9) ? 1 : 0, longest),
                                 drawn(random, dims, draw(random, 0, 9) ? 1 : 0, dims == 3 ? 3 : 4));
    if (draw(random, 0, 3) > 0)
        o.stride = drawn(random, dims, draw(random, 0, 19) ? 1 : 0, 4);
    if (draw(random, 0, 3) > 0)
        o.padding_begin = drawn(random, dims, 0, 4);
    o.padding_end = draw(random, 0, 1) ? o.padding_begin : drawn(random, dims, 0, 4);
    if (kind != Kind::max_unpool && draw(random, 0, 1))
        o.dilation = drawn(random, dims, 1, 3);
    if (kind == Kind::conv_transpose)
        o.output_padding = drawn(random, dims, 0, 2);
    if (kind == Kind::max_unpool)
        o.output_padding = drawn(random, dims, -3, 3);
    if (kind == Kind::conv)
        o.padding_mode = static_cast<PaddingMode>(draw(random, 0, 3));
    o.batch = draw(random, 1, 2);
    o.in_channels = o.out_channels = draw(random, 1, 3);
    if (has_weight(kind)) {
        o.groups = draw(random, 1, 3);
        o.in_channels = draw(random, 0, 9) ? o.groups * draw(random, 1, 2) : draw(random, 1, 4);
        o.out_channels = draw(random, 0, 9) ? o.groups * draw(random, 1, 2) : draw(random, 1, 4);
    }
    o.ceil_mode = is_pool(kind) && draw(random, 0, 1);
    o.count_include_pad = draw(random, 0, 1) == 1;
    const double norms[] = {1, 2, 3, 0.5, std::numeric_limits<double>::infinity()};
    if (kind == Kind::lp_pool)
        o.norm_p = norms[draw(random, 0, 4)];
    return o;
}

Operation possible_operation(Random& random, Kind kind) {
    for (;;) {
        Operation o = any_small_operation(random, kind);
        if (kind == Kind::conv && o.padding_mode == PaddingMode::zeros && draw(random, 0, 3) == 0) {
            o.input_dilation = drawn(random, o.dims(), 1, 4);
            o.padding_begin = drawn(random, o.dims(), -2, 3);
            o.padding_end = drawn(random, o.dims(), -2, 3);
        }
        if (check(o).empty())
            return o;
    }
}

Operation possible_operation(Random& random) {
    return possible_operation(random, all_kinds[draw(random, 0, 5)]);
}

} // namespace convlens
