// From a document whose figure cannot be shown to one whose figure can: what the one button of "This is not
// possible" does.
#pragma once

#include "document/document.h"

namespace convlens {

/// Each number that makes `wanted` impossible, or its results larger than the memory that they may take, at
/// its nearest possible value. `last`: the document that was shown before, or null; where several numbers
/// together are too large, those in which it differs give way. A document that can be shown comes back as it
/// is.
/// Cost  O(D log size): nothing is made
Document nearest_possible(const Document& wanted, const Document* last);

/// What the sizes, the issues and the memory of a document follow from, without its numbers: quickly copied.
Document without_numbers(const Document& document);

} // namespace convlens
