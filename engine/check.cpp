// Whether an operation is possible: all that is wrong with it, each with the nearest value that helps.
#include "convlens/operation.h"
#include "engine/detail/issues.h"

namespace convlens {

std::vector<Issue> check(const Operation& operation) {
    const std::vector<Issue> issues = detail::find_issues(operation);
    std::vector<Issue> result = issues;
    for (Issue& issue : result)
        issue.nearest = detail::nearest_value(operation, issue, issues);
    return result;
}

} // namespace convlens
