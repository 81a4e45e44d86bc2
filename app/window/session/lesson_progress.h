// What is kept of a lesson that somebody does alone: where they stopped, and what they answered. As text,
// lines `name=value`; where it lies, application/lesson_keeper knows.
#pragma once

#include "window/session/lesson_session.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace convlens {

struct LessonProgress {
    std::size_t page = 0; // from 0
    std::vector<std::optional<GivenAnswer>> answers;
    bool operator==(const LessonProgress&) const = default;
};

LessonProgress progress_of(const LessonSession& session);
/// At most `pages` pages; what is unknown, malformed or beyond them is passed over.
LessonProgress read_progress(std::string_view text, std::size_t pages);
std::string write_progress(const LessonProgress& progress);

} // namespace convlens
