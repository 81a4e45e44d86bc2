// What has been edited is in the document; what has not follows from its sources and is in the results.
#include "window/application/elements.h"

#include "document/numbers.h"
#include "scene/base/tags.h"

#include <algorithm>
#include <vector>

namespace convlens {

bool is_space(Tag tag, TagSpace space) {
    return tag.space == static_cast<uint32_t>(space) && tag.layer == 0;
}

std::optional<TensorRole> editable(Tag tag) {
    if (is_space(tag, TagSpace::x))
        return TensorRole::x;
    if (is_space(tag, TagSpace::w))
        return TensorRole::w;
    if (is_space(tag, TagSpace::dy))
        return TensorRole::dy;
    return {};
}

bool has_number(Tag tag) {
    return editable(tag) || is_space(tag, TagSpace::bias);
}

int64_t index_in_document(const Results& results, Tag element) {
    return is_space(element, TagSpace::w) ? weight_in_document(results, element.index) : element.index;
}

bool shows_elements(const Editor& editor) {
    return editor.shown().results.operation == operation_of(editor.document());
}

double number_of(const Editor& editor, Tag element) {
    if (is_space(element, TagSpace::bias)) {
        const std::vector<double>& bias = editor.document().bias;
        const auto at = static_cast<std::size_t>(element.index);
        return at < bias.size() ? bias[at] : 0;
    }
    const TensorRole role = *editable(element);
    const Document& document = editor.document();
    const Results& results = editor.shown().results;
    const Sizes shape = tensor_shape(operation_of(document), role);
    if (role == TensorRole::dy)
        return number_at(document.grad_output, role, shape, element.index);
    if (const auto edit = edited(source_of(document, role), shape, index_in_document(results, element)))
        return *edit;
    const auto& tensor = role == TensorRole::x ? results.x : results.w;
    return tensor && element.index < tensor->count() ? (*tensor)[element.index] : 0;
}

bool put_number(Editor& editor, Tag element, double value) {
    if (!shows_elements(editor))
        return false;
    Document draft = editor.document();
    if (is_space(element, TagSpace::bias)) {
        const auto at = static_cast<std::size_t>(element.index);
        draft.bias.resize(std::max(draft.bias.size(), at + 1));
        draft.bias[at] = value;
    } else {
        set_number(draft, operation_of(draft), *editable(element),
                   index_in_document(editor.shown().results, element), value);
    }
    editor.commit(draft);
    return true;
}

Tag paste_target(const Session& session, const Results& results) {
    return results.issues.empty() && has_number(session.hover) ? session.hover
                                                               : typing_target(session, results);
}

Tag typing_target(const Session& session, const Results& results) {
    if (!results.issues.empty() || session.stage)
        return {};
    return has_number(session.cell) ? session.cell : has_number(session.chosen) ? session.chosen : Tag{};
}

} // namespace convlens
