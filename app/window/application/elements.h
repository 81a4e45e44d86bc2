// The numbers behind the elements of the figure that can be changed: those of X, W and dY, and the bias.
#pragma once

#include "document/element.h"
#include "document/evaluate/results.h"
#include "scene/base/tags.h"
#include "window/application/editor.h"

#include <cstdint>
#include <optional>

namespace convlens {

/// Of the document's own figure.
bool is_space(Tag tag, TagSpace space);
/// Whether both are elements of one tensor of one figure.
inline bool are_of_one_tensor(Tag a, Tag b) {
    return a.space == b.space && a.layer == b.layer;
}
/// The tensor that the element belongs to; none: it cannot be changed.
std::optional<TensorRole> editable(Tag tag);
/// Whether it has a number that can be changed: an element of such a tensor, or of the bias.
bool has_number(Tag tag);
/// Flat index in the document's own tensor: a true convolution shows W turned. `element` has a number.
int64_t index_in_document(const Results& results, Tag element);
/// Whether the elements that are shown are the document's: not while an edit is evaluated that makes others.
bool shows_elements(const Editor& editor);
/// Preconditions  shows_elements(editor)
double number_of(const Editor& editor, Tag element);
/// False: the document's elements are not shown, and nothing is changed.
bool put_number(Editor& editor, Tag element, double value);
/// Where pasting goes: what is pointed at, else what was selected. Space 0: nowhere.
Tag paste_target(const Session& session, const Results& results);
/// Where digits go: what was selected by a click or by the keyboard, never what a mouse rests on. Space 0:
/// nowhere.
Tag typing_target(const Session& session, const Results& results);

} // namespace convlens
