// Issues in the order of the file.
#include "lesson/issues.h"

#include <algorithm>
#include <tuple>

namespace convlens {

std::vector<LessonIssue> LessonIssues::take() {
    std::stable_sort(issues_.begin(), issues_.end(), [](const LessonIssue& a, const LessonIssue& b) {
        return std::tie(a.place.line, a.place.column) < std::tie(b.place.line, b.place.column);
    });
    return std::move(issues_);
}

} // namespace convlens
