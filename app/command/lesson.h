// `convlens lesson`: what lessons there are, what is wrong in a file, what a page asks.
#pragma once

#include "command/command_line.h"
#include "i18n/catalogue.h"
#include "i18n/names.h"

namespace convlens {

Names<LessonTask> lesson_task_names(); // list, check, ask

/// A task is there, and what it needs. Throws Error.
void validate_lesson(const CommandLine& request);

/// Writes to standard output; `check` writes a line for each error to standard error and returns 1 then.
int run_lesson(const CommandLine& request, const Texts& texts);

} // namespace convlens
