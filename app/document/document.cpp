// Edits of a Document that touch more than one field.
#include "document/document.h"

#include <algorithm>

namespace convlens {

void set_operation(Document& document, const Operation& operation) {
    if (document.operation == operation)
        return;
    document.operation = operation;
    document.name.clear();
    document.title = {};
    document.caption = {};
}

void show_layer(Document& document, int64_t layer) {
    SizesLens& lens = document.sizes_lens;
    if (layer < 0 || layer >= static_cast<int64_t>(lens.chain.size()))
        return;
    const ChainLayer& chosen = lens.chain[static_cast<std::size_t>(layer)];
    if (!chosen.operation || chosen.output.empty())
        return;
    lens.layer = layer;
    if (document.operation == *chosen.operation && document.input.kind != SourceKind::image)
        return;
    set_operation(document, *chosen.operation);
    for (Source* source : {&document.input, &document.weight})
        if (source->kind == SourceKind::image || source->kind == SourceKind::values)
            *source = {};
    document.bias.clear();
    if (document.view == View::volumes && !has_volumes(document.operation))
        document.view = View::flat;
    if (opening_view(document.operation) == View::volumes)
        document.view = View::volumes;
}

bool has_lens(const Document& document, Lens lens) {
    return std::find(document.lenses.begin(), document.lenses.end(), lens) != document.lenses.end();
}

void set_lens(Document& document, Lens lens, bool on) {
    std::erase(document.lenses, lens);
    if (on)
        document.lenses.insert(document.lenses.begin(), lens);
}

bool has_volumes(const Operation& operation) {
    return operation.dims() == 3 || operation.in_channels > 1 || operation.out_channels > 1;
}

View opening_view(const Operation& operation) {
    constexpr int64_t max_cells = 400; // of one sheet
    const std::size_t dims = operation.dims();
    int64_t cells = 1;
    for (std::size_t a = dims - std::min<std::size_t>(dims, 2); a < dims; ++a)
        cells *= operation.input_size[a] + operation.padding_begin[a] + operation.padding_end[a];
    return has_volumes(operation) && dims > 1 && cells <= max_cells ? View::volumes : View::flat;
}

} // namespace convlens
