// What a window shows, edits and undoes: a value of one of several kinds. Whoever needs a certain kind asks
// for it by std::get or std::visit, so that a new kind does not compile until all of them know it.
#pragma once

#include "document/document.h"
#include "document/network.h"

#include <variant>

namespace convlens {

using Figure = std::variant<Document, NetworkDocument>;

} // namespace convlens
