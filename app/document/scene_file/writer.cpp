// A Document as JSON text: one top-level key a line, so that two scenes can be compared; defaults are left
// out, unknown keys come last, sorted.
#include "document/scene_file/scene_file.h"

#include "document/evaluate/results.h"
#include "document/names.h"
#include "document/scene_file/lines.h"
#include "document/scene_file/source_json.h"

#include <vector>

namespace convlens {
namespace {

void add_operation(Lines& lines, const Operation& operation) {
    const Operation usual = make_operation(operation.kind, operation.input_size, operation.kernel_size);
    const auto add_sizes = [&](std::string_view key, const Sizes& value, const Sizes& usual_value) {
        if (value != usual_value)
            lines.add(key, sizes_json(value));
    };
    lines.add("operation", name_of(kind_names(), operation.kind));
    lines.add("input_size", sizes_json(operation.input_size));
    lines.add("kernel_size", sizes_json(operation.kernel_size));
    add_sizes("stride", operation.stride, usual.stride);
    if (operation.padding_begin != usual.padding_begin || operation.padding_end != usual.padding_end) {
        Json padding = Json::array();
        for (std::size_t axis = 0; axis < operation.dims(); ++axis)
            padding.push_back({operation.padding_begin[axis], operation.padding_end[axis]});
        lines.add("padding", padding);
    }
    lines.add_unless(std::string(name_of(padding_mode_names(), usual.padding_mode)), "padding_mode",
                     std::string(name_of(padding_mode_names(), operation.padding_mode)));
    add_sizes("dilation", operation.dilation, usual.dilation);
    add_sizes("output_padding", operation.output_padding, usual.output_padding);
    lines.add_unless(usual.batch, "batch", operation.batch);
    lines.add_unless(usual.in_channels, "in_channels", operation.in_channels);
    lines.add_unless(has_weight(operation.kind) ? usual.out_channels : operation.in_channels, "out_channels",
                     operation.out_channels);
    lines.add_unless(usual.groups, "groups", operation.groups);
    lines.add_unless(usual.ceil_mode, "ceil_mode", operation.ceil_mode);
    lines.add_unless(usual.count_include_pad, "count_include_pad", operation.count_include_pad);
    if (operation.norm_p != usual.norm_p)
        lines.add("norm_p", number_json(operation.norm_p));
}

void add_source(Lines& lines, std::string_view key, const Source& source, std::size_t dims) {
    if (!(source == Source{}))
        lines.add(key, source_json(source, dims));
}

/// As many numbers as there are channels.
void add_bias(Lines& lines, const Document& document) {
    const Operation operation = operation_of(document);
    const std::vector<double> bias = bias_of(document, operation);
    if (bias.empty())
        return;
    require_scene_length(2 * static_cast<std::size_t>(operation.out_channels)); // a digit and a comma each
    Json numbers = Json::array();
    for (const double number : bias)
        numbers.push_back(number_json(number));
    while (static_cast<int64_t>(numbers.size()) < operation.out_channels)
        numbers.push_back(number_json(0));
    lines.add("bias", numbers);
}

void add_chain(Lines& lines, const SizesLens& lens) {
    std::string layers;
    for (const ChainLayer& layer : lens.chain) {
        Lines members(true);
        members.add("layer", layer.name);
        if (layer.operation)
            add_operation(members, *layer.operation);
        else
            members.add("output", sizes_json(layer.output));
        if (layer.is_linear)
            members.add("in_features", layer.needed);
        if (layer.written)
            members.add("written", *layer.written);
        layers += (layers.empty() ? "[\n    " : ",\n    ") + members.finish();
    }
    if (!layers.empty())
        lines.add_text("chain", layers + "\n  ]");
    if (!layers.empty())
        lines.add_unless<int64_t>(-1, "chain_layer", lens.layer);
}

void add_style(Lines& lines, const Document& document) {
    const Document usual;
    lines.add("view", name_of(view_names(), document.view));
    if (document.cell_text != usual.cell_text)
        lines.add("cell_text", name_of(cell_text_names(), document.cell_text));
    lines.add_unless(usual.digits, "digits", document.digits);
    if (document.lenses != usual.lenses) {
        Json lenses = Json::array();
        for (const Lens lens : document.lenses)
            lenses.push_back(name_of(lens_names(), lens));
        lines.add("lenses", lenses);
    }
    if (document.gradients_lens.order != usual.gradients_lens.order)
        lines.add("gradient_order", name_of(gradient_order_names(), document.gradients_lens.order));
    if (document.code_lens.framework != usual.code_lens.framework)
        lines.add("code_framework", name_of(framework_names(), document.code_lens.framework));
    lines.add_unless(usual.reach_lens.layers, "layers", document.reach_lens.layers);
    add_chain(lines, document.sizes_lens);
    lines.add_unless(usual.pair, "pair", document.pair);
    lines.add_unless(usual.unrolled_lens.all_rows, "unrolled_all_rows", document.unrolled_lens.all_rows);
    if (document.transposed_lens.way != usual.transposed_lens.way)
        lines.add("transposed_way", name_of(transposed_way_names(), document.transposed_lens.way));
    if (!document.pins.empty()) {
        Json pins = Json::array();
        for (const Pin& pin : document.pins)
            pins.push_back({{"tensor", name_of(pin_names(), pin.tensor)}, {"at", pin.at}});
        lines.add("pins", pins);
    }
    lines.add_unless(usual.color, "color", document.color);
    lines.add_unless(usual.max_cells, "max_cells", document.max_cells);
    if (!document.export_size.empty())
        lines.add("export_size", sizes_json(document.export_size));
}

/// Bytes that written numbers take at least: a digit and a comma each.
std::size_t shortest_text(const Document& document) {
    std::size_t bytes = 0;
    for (const Source* source :
         {&document.input, &document.weight, &document.grad_output, &document.unpool_plane})
        if (source->kind == SourceKind::values && source->values)
            bytes += 2 * source->values->size();
    return bytes;
}

} // namespace

std::string write_scene(const Document& document) {
    require_scene_length(shortest_text(document)); // known at once, for whoever leaves in a hurry
    const std::size_t dims = document.operation.dims();
    Lines lines;
    lines.add("schema", 1);
    lines.add_unless(std::string(), "name", document.name);
    add_words(lines, "title", document.title);
    add_words(lines, "caption", document.caption);
    add_operation(lines, document.operation);
    lines.add_unless(false, "flip_kernel", document.flip_kernel);
    lines.add_unless(false, "power_mean", document.power_mean);
    add_source(lines, "input", document.input, dims);
    add_source(lines, "weight", document.weight, dims);
    add_bias(lines, document);
    add_source(lines, "grad_output", document.grad_output, dims);
    add_source(lines, "unpool_plane", document.unpool_plane, dims);
    add_style(lines, document);
    add_unknown(lines, document.unknown_keys);
    std::string text = lines.finish();
    require_scene_length(text.size());
    return text;
}

} // namespace convlens
