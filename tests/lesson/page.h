// A page from its blocks, for tests.
#pragma once

#include "lesson/reading/read_lesson.h"

#include <stdexcept>
#include <string>

namespace convlens::testing_lesson {

inline std::string page_text(const std::string& scene, const std::string& question) {
    return "# Lesson\n\n## Page\n\nWords.\n\n```scene\n" + scene + "\n```\n```question\n" + question +
           "\n```\n";
}

/// The second page of a lesson that must have no issues: the first is the title's.
inline Page page_of(const std::string& scene, const std::string& question) {
    LessonText read = read_lesson(page_text(scene, question), Language::en);
    std::string issues;
    for (const LessonIssue& issue : read.issues) {
        issues += std::to_string(issue.place.line) + ":" + std::to_string(issue.place.column) + " " +
                  issue.error.key;
        for (const auto& [name, value] : issue.error.values)
            issues += " " + name + "=" + value;
    }
    if (!issues.empty())
        throw std::runtime_error(issues);
    return read.lesson.pages.at(1);
}

} // namespace convlens::testing_lesson
