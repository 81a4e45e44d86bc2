// What an element is made of, with its numbers: "2·1 + 1·2 + 0·3".
#pragma once

#include "document/document.h"
#include "lesson/question.h"

#include <string>
#include <vector>

namespace convlens {

/// The pieces of the sum, the mean or the maximum that the asked value is, to be written one behind the
/// other; a line may end between two of them. None where it is made of no such thing, or of very much.
std::vector<std::string> written_value(const Document& scene, const Question& question);

} // namespace convlens
