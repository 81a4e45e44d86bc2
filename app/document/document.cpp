// Edits of a Document that touch more than one field, and the one the program starts with.
#include "document/document.h"

#include "document/presets.h"

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

Document default_document() {
    const Preset* preset = preset_named("numerical_padding_strides");
    assert(preset);
    return preset->document;
}

} // namespace convlens
