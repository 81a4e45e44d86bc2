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

} // namespace convlens
