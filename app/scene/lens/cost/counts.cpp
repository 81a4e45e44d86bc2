// Counts come from the engine; here is which of them belong to which kind of operation.
#include "scene/lens/cost/counts.h"

#include "convlens/arithmetic.h"
#include "convlens/matrix.h"

#include <algorithm>
#include <limits>

namespace convlens {
namespace {

/// a * b for positive numbers, at most INT64_MAX.
int64_t product(int64_t a, int64_t b) {
    const __int128 exact = static_cast<__int128>(a) * b;
    constexpr __int128 most = std::numeric_limits<int64_t>::max();
    return static_cast<int64_t>(std::min(exact, most));
}

/// "3·3" of the sizes; "k" where they have one letter.
std::string power(const std::string& letter, std::size_t dims) {
    std::string text = letter;
    for (std::size_t a = 1; a < dims; ++a)
        text += "·" + letter;
    return text;
}

struct Letters {
    explicit Letters(const Operation& op)
        : k(power("k", op.dims())), i(power("i", op.dims())), o(power("o", op.dims())),
          c(op.in_channels > 1 ? "·C" : ""), filters(op.out_channels > 1 ? "·O" : ""),
          per_group(op.in_channels > 1 ? (op.groups > 1 ? "·C/G" : "·C") : "") {}
    std::string k, i, o, c, filters, per_group;
};

CostGroup work(const Operation& op, const Letters& l, int64_t inputs, int64_t outputs) {
    CostGroup group{"lens.cost_work", {}};
    const Counts direct = counts(op);
    if (op.kind == Kind::conv)
        group.rows.push_back({"lens.cost_convolution", direct.multiply_adds,
                              direct.multiply_adds_on_padding + direct.multiply_adds_on_inserted_zeros,
                              l.k + l.per_group + " · " + l.o + l.filters, CostKind::operation});
    if (op.kind == Kind::conv_transpose) {
        const Counts slid = counts(equivalent_conv(op));
        group.rows.push_back(
            {"lens.cost_stamping", direct.multiply_adds, 0,
             l.k + (op.out_channels > 1 ? op.groups > 1 ? "·O/G" : "·O" : "") + " · " + l.i + l.c,
             CostKind::operation});
        group.rows.push_back({"lens.cost_stretched", slid.multiply_adds,
                              slid.multiply_adds_on_padding + slid.multiply_adds_on_inserted_zeros,
                              l.k + l.per_group + " · " + l.o + l.filters, CostKind::operation});
    }
    if (is_pool(op.kind)) {
        int64_t reads = outputs;
        for (const int64_t size : op.kernel_size)
            reads = product(reads, size);
        group.key = "lens.cost_reads";
        group.rows.push_back(
            {"lens.cost_pool", reads, 0, l.k + " · " + l.o + l.filters, CostKind::operation});
    }
    if (op.kind == Kind::max_unpool) {
        group.key = "lens.cost_moves";
        group.rows.push_back({"lens.cost_unpool", inputs, 0, l.i + l.c, CostKind::operation});
    }
    group.rows.push_back({"lens.cost_dense", product(inputs, outputs), 0, l.i + l.c + " · " + l.o + l.filters,
                          CostKind::dense});
    return group;
}

CostGroup parameters(const Operation& op, const Letters& l, int64_t inputs, int64_t outputs) {
    CostGroup group{"lens.cost_weights", {}};
    const bool transposed = op.kind == Kind::conv_transpose;
    if (has_weight(op.kind))
        group.rows.push_back({transposed ? "lens.cost_transposed" : "lens.cost_convolution",
                              counts(op).parameters, 0, l.k + l.per_group + l.filters, CostKind::operation});
    else
        group.rows.push_back({op.kind == Kind::max_unpool ? "lens.cost_unpool" : "lens.cost_pool", 0, 0, "",
                              CostKind::operation});
    group.rows.push_back({"lens.cost_dense", product(inputs, outputs), 0, l.i + l.c + " · " + l.o + l.filters,
                          CostKind::dense});
    return group;
}

CostGroup memory(const Operation& op, const Letters& l, int64_t inputs, int64_t outputs) {
    CostGroup group{"lens.cost_memory", {}};
    group.rows.push_back({"lens.cost_input", inputs, 0, l.i + l.c, CostKind::input});
    if (op.kind == Kind::max_unpool)
        group.rows.push_back({"lens.cost_switches", inputs, 0, l.i + l.c, CostKind::operation});
    if (has_im2col(op.kind)) {
        const Sizes shape = im2col_shape(op);
        group.rows.push_back({"lens.cost_im2col", product(shape[0], shape[1]), 0,
                              std::to_string(shape[0]) + " · " + std::to_string(shape[1]), CostKind::input});
    }
    if (has_unrolled(op.kind)) {
        const int64_t all = product(inputs, outputs);
        group.rows.push_back({"lens.cost_matrix", all, all - std::min(all, Unrolled(op).non_zeros()),
                              std::to_string(outputs) + " · " + std::to_string(inputs), CostKind::operation});
    }
    return group;
}

} // namespace

std::vector<CostGroup> cost_of(const Operation& operation) {
    Operation op = operation;
    op.batch = 1;
    const Letters letters(op);
    const int64_t inputs = input_shape(op).product(), outputs = output_shape(op).product();
    return {work(op, letters, inputs, outputs), parameters(op, letters, inputs, outputs),
            memory(op, letters, inputs, outputs)};
}

} // namespace convlens
