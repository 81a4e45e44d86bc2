// Markdown to a lesson (docs/LESSONS.md says what it may hold). Nothing throws: what is wrong is listed, each
// with its place, and the pages that are right are there all the same.
#pragma once

#include "lesson/issues.h"
#include "lesson/lesson.h"

#include <string_view>
#include <vector>

namespace convlens {

struct LessonText {
    Lesson lesson;
    std::vector<LessonIssue> issues; // in the order of the file; at most limits::lesson_issues
};

/// At most limits::lesson_bytes, UTF-8. `language` is that of a file that does not say its own.
LessonText read_lesson(std::string_view text, Language language);

/// Of a lesson that is not built in. A question without an answer is wrong, too, and its page asks nothing.
LessonText read_own_lesson(std::string_view text, Language language);

} // namespace convlens
