// What is wrong in a lesson's file, each with its place, gathered while the rest is read.
#pragma once

#include "i18n/error.h"
#include "input/limits.h"
#include "lesson/lesson.h"
#include "lesson/place.h"

#include <string>
#include <utility>
#include <vector>

namespace convlens {

/// What is wrong at one place.
struct LessonIssue {
    TextPlace place;
    Error error;
};

/// At most limits::lesson_issues are kept.
class LessonIssues {
public:
    void add(TextPlace place, Error error) {
        error.where.clear(); // the place says it
        if (issues_.size() < limits::lesson_issues)
            issues_.push_back({place, std::move(error)});
    }
    void add(TextPlace place, std::string key, Error::Values values = {}) {
        add(place, Error(Error::Fault::request, std::move(key), std::move(values), ""));
    }
    /// In the order of the file.
    std::vector<LessonIssue> take();

private:
    std::vector<LessonIssue> issues_;
};

/// The first that lies in the page, or the first of all, of which there is one at least.
const LessonIssue& issue_of_page(const std::vector<LessonIssue>& issues, const std::vector<Page>& pages,
                                 std::size_t page);

} // namespace convlens
