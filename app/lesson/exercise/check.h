// Whether a drawn exercise is worth asking.
#pragma once

#include "lesson/exercise/exercise.h"

namespace convlens {

/// It is possible, has one answer that has to be worked out (not 0, not written in the text, more than one
/// product), and a wrong idea that answers something else.
bool is_worth_asking(const Exercise& exercise);

} // namespace convlens
