// Edits of a Document that touch more than one field, and the one the program starts with.
#include "document/document.h"

#include "document/presets.h"

#include <algorithm>
#include <cassert>

namespace convlens {

void set_operation(Document& document, const Operation& operation) {
    if (document.operation == operation)
        return;
    document.operation = operation;
    document.name.clear();
    document.title = {};
    document.caption = {};
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

Document default_document() {
    const Preset* preset = preset_named("numerical_padding_strides");
    assert(preset);
    Document document = preset->document;
    document.lenses = {Lens::sum, Lens::im2col, Lens::gradients};
    return document;
}

} // namespace convlens
