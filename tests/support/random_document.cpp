// Draws until an operation is possible; about every third draw is.
#include "support/random_document.h"

#include "convlens/arithmetic.h"
#include "support/random_values.h"

#include <limits>

namespace convlens {
namespace {

using test::any_of;
using test::between;
using test::Generator;

Sizes sizes_between(Generator& generator, std::size_t dims, int64_t low, int64_t high) {
    Sizes sizes;
    for (std::size_t axis = 0; axis < dims; ++axis)
        sizes.push_back(between(generator, low, high));
    return sizes;
}

Operation random_operation(Generator& generator) {
    const auto kind = any_of<Kind>(generator);
    const auto dims = static_cast<std::size_t>(between(generator, 1, 3));
    Operation operation =
        make_operation(kind, sizes_between(generator, dims, 1, 6), sizes_between(generator, dims, 1, 3));
    operation.stride = sizes_between(generator, dims, 1, 3);
    operation.padding_begin = sizes_between(generator, dims, 0, 2);
    operation.padding_end = sizes_between(generator, dims, 0, 2);
    if (kind != Kind::max_unpool)
        operation.dilation = sizes_between(generator, dims, 1, 2);
    if (kind == Kind::conv_transpose)
        operation.output_padding = sizes_between(generator, dims, 0, 1);
    if (kind == Kind::max_unpool)
        operation.output_padding = sizes_between(generator, dims, -1, 1);
    if (kind == Kind::conv)
        operation.padding_mode = any_of<PaddingMode>(generator);
    operation.batch = between(generator, 1, 2);
    if (has_weight(kind)) {
        operation.groups = between(generator, 1, 2);
        operation.in_channels = operation.groups * between(generator, 1, 2);
        operation.out_channels = operation.groups * between(generator, 1, 2);
    } else {
        operation.in_channels = operation.out_channels = between(generator, 1, 2);
    }
    if (is_pool(kind))
        operation.ceil_mode = generator() % 2 == 0;
    if (kind == Kind::avg_pool)
        operation.count_include_pad = generator() % 2 == 0;
    if (kind == Kind::lp_pool)
        operation.norm_p = generator() % 4 == 0 ? std::numeric_limits<double>::infinity()
                                                : static_cast<double>(between(generator, 1, 3));
    return operation;
}

Source random_source(Generator& generator, const Sizes& shape, bool weight) {
    Source source;
    source.kind = static_cast<SourceKind>(between(generator, 0, static_cast<int64_t>(SourceKind::values)));
    source.seed = generator() % 3 == 0 ? generator() : 1;
    if (weight && generator() % 5 == 0) {
        source.kind = SourceKind::kernel;
        source.kernel_name = any_of<KernelName>(generator);
    }
    if (source.kind == SourceKind::values) {
        source.values_shape = shape;
        source.values_shape[shape.size() - 1] += between(generator, 0, 1);
        std::vector<double> values;
        for (int64_t i = 0; i < source.values_shape.product(); ++i)
            values.push_back(static_cast<double>(between(generator, -12, 12)) / 4);
        source.values = std::make_shared<const std::vector<double>>(std::move(values));
        source.beyond = source.values->size() % 2 == 0 ? Beyond::small : Beyond::zeros;
    }
    for (int64_t edits = between(generator, 0, 2); edits > 0; --edits) {
        std::vector<int64_t> at;
        for (const int64_t size : shape)
            at.push_back(between(generator, 0, size)); // sometimes outside
        source.edits[at] = static_cast<double>(between(generator, -9, 9)) / 2;
    }
    return source;
}

/// The operation as the first of a few layers; now and then.
void add_chain(Generator& generator, Document& document) {
    if (generator() % 4 != 0)
        return;
    const Operation& operation = document.operation;
    auto& chain = document.sizes_lens.chain;
    chain.push_back({"nn.\"Layer\"", operation, chain_output(operation), operation.in_channels, {}, false});
    const int64_t features = chain.back().output.product();
    chain.push_back({"nn.Flatten", {}, {features}, 0, {}, false});
    chain.push_back({"线性", {}, {between(generator, 1, 9)}, features, {}, true});
    if (generator() % 2 == 0)
        chain.back().written = features + 1;
    document.sizes_lens.layer = between(generator, -1, 2);
}

} // namespace

Document random_document(Generator& generator) {
    Document document;
    do {
        document.operation = random_operation(generator);
    } while (!check(document.operation).empty());
    const Operation& operation = document.operation;
    const Sizes y = output_shape(operation);
    document.input = random_source(generator, input_shape(operation), false);
    if (has_weight(operation.kind))
        document.weight = random_source(generator, weight_shape(operation), true);
    document.grad_output = random_source(generator, y, false);
    document.unpool_plane = random_source(generator, y, false);
    document.flip_kernel = generator() % 3 == 0;
    document.power_mean = generator() % 2 == 0;
    document.view = any_of<View>(generator);
    document.cell_text = any_of<CellText>(generator);
    document.digits = std::max<int64_t>(between(generator, -2, max_digits), 0);
    document.code_lens.framework = any_of<Framework>(generator);
    document.reach_lens.layers = between(generator, 1, max_layers);
    document.color = generator() % 2 == 0;
    document.gradients_lens.order = any_of<GradientOrder>(generator);
    if (generator() % 3 == 0) { // a few lenses in any order
        document.lenses.clear();
        for (int64_t lens = 0; lens < static_cast<int64_t>(lens_count); ++lens)
            if (generator() % 3 == 0)
                set_lens(document, static_cast<Lens>(lens), true);
    }
    for (int64_t pins = between(generator, 0, 2); pins > 0; --pins) {
        Pin& pin = document.pins.emplace_back();
        pin.tensor = any_of<Pin::Tensor>(generator);
        for (std::size_t axis = 0; axis < operation.dims() + 2; ++axis)
            pin.at.push_back(between(generator, 0, 3)); // sometimes outside
    }
    document.max_cells = between(generator, 0, 100);
    if (generator() % 2 == 0) {
        document.name = "a \"name\"\n\t\\ 名";
        document.title = {"Title", "标题"};
        document.caption = {"⌊x⌋", ""};
        document.export_size = {640, 360};
    }
    document.transposed_lens.way = any_of<TransposedWay>(generator);
    add_chain(generator, document);
    if (has_weight(operation.kind) && generator() % 3 == 0)
        for (int64_t map = 0; map < operation.out_channels; ++map)
            document.bias.push_back(static_cast<double>(between(generator, -12, 12)) / 4);
    return document;
}

} // namespace convlens
