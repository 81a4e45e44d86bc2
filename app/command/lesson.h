// `convlens lesson`: what lessons there are, what is wrong in a file, what a page asks.
#pragma once

#include "command/arguments/command_line.h"
#include "document/scene_file/held_lesson.h"
#include "i18n/catalogue.h"
#include "i18n/names.h"
#include "lesson/issues.h"
#include "lesson/lesson.h"

#include <cstddef>
#include <optional>
#include <string>

namespace convlens {

Names<LessonTask> lesson_task_names();     // list, check, ask, export
Names<LessonReveal> lesson_reveal_names(); // no, yes, both

/// What `lesson export` writes: a built-in lesson, one page of it, that of a file (its name ends in .md), or
/// what an exported file shows. Throws Error.
struct LessonToExport {
    Lesson lesson;
    std::string name; // of its files
    std::optional<std::size_t> page;
    HeldLesson held; // what opens it again
};
LessonToExport lesson_to_export(const CommandLine& request);

/// As it is refused, by its place in the file.
Error error_in_file(const LessonIssue& issue, const std::string& file);

/// A task is there, and what it needs. Throws Error.
void validate_lesson(const CommandLine& request);

/// There is a page "ID:PAGE". Throws Error.
void validate_lesson_page(const std::string& target);

/// Writes to standard output; `check` writes a line for each error to standard error and returns 1 then.
int run_lesson(const CommandLine& request, const Texts& texts);

} // namespace convlens
