// What operations, parameters and issues are called. Needs no fonts and no frames, so that the command line
// can speak without them.
#pragma once

#include "convlens/arithmetic.h"
#include "convlens/operation.h"
#include "document/document.h"
#include "i18n/catalogue.h"

#include <string>
#include <string_view>

namespace convlens {

/// Catalogue key of an operation's name.
std::string_view kind_key(Kind kind);

/// The figure's own title, else what its operation is called.
std::string title_of(const Document& document, const Texts& texts);

/// A lens as people call it.
std::string lens_name(const Texts& texts, Lens lens);

/// Catalogue key of a parameter's name. A pool's kernel is its window.
std::string_view parameter_key(Parameter parameter, Kind kind);
/// The key of a sentence about the kernel, or of the one about a pool's window.
std::string_view window_key(Kind kind, std::string_view of_kernel, std::string_view of_window);

/// What the padding of the operation is called where languages tell padding with zeros from other padding.
std::string_view padding_key(const Operation& operation);

/// One issue as a sentence, with its axis where there are several; the nearest value is not written.
std::string describe_issue(const Issue& issue, const Operation& operation, const Texts& texts);

/// "1 row, 2 columns" of an axis each, without what there is none of; 1-D: cells.
std::string counted_axes(const Texts& texts, const Sizes& counts);
/// What a direct operation's windows leave unread: rows at the end, some between them, or nothing.
std::string reading_note(const Texts& texts, const Operation& operation);

/// named_case where it is true of the sizes: `same` gives an output of ⌈i/s⌉, of swapped kinds s·i.
NamedCase true_case(const Operation& operation);
/// What the padding is called, where that is true of the sizes: "half" and "same" promise an output size.
std::string padding_case(const Texts& texts, const Operation& operation);

} // namespace convlens
