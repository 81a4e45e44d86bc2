// Random documents of every kind, small enough to evaluate, and possible.
#pragma once

#include "document/document.h"

#include <random>

namespace convlens {

/// check(operation_of(result)) is empty. The same generator gives the same documents on every machine.
Document random_document(std::mt19937_64& generator);

} // namespace convlens
