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

const LessonIssue& issue_of_page(const std::vector<LessonIssue>& issues, const std::vector<Page>& pages,
                                 std::size_t page) {
    const std::size_t begin = pages[page].place.line;
    const bool is_last = page + 1 == pages.size();
    const auto found = std::ranges::find_if(issues, [&](const LessonIssue& issue) {
        return issue.place.line >= begin && (is_last || issue.place.line < pages[page + 1].place.line);
    });
    return found == issues.end() ? issues.front() : *found;
}

} // namespace convlens
