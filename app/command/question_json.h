// Questions and answers as JSON, for `lesson ask` and `exercise --json`.
#pragma once

#include "command/json_text.h"
#include "lesson/answer.h"
#include "lesson/question.h"

namespace convlens {

/// size: a list; value and parameter: a number; cells: a list of coordinates; compare: larger, same or
/// smaller; order: a list; which: an index.
OrderedJson json_of(const Answer& answer);

/// What is asked about: the keys of the question that say it.
OrderedJson ask_json(const Question& question);

} // namespace convlens
