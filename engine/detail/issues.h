// Finding what is wrong with an operation, and what to change; the two halves of check. Private to the
// engine.
#pragma once

#include "convlens/operation.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace convlens::detail {

/// All issues, without their nearest values.
std::vector<Issue> find_issues(const Operation& operation);

/// The value nearest to the present one that, put in for `issue.parameter` alone, takes this issue away and
/// brings no other; none where there is no such value. `issues` are those of `operation`.
std::optional<int64_t> nearest_value(const Operation& operation, const Issue& issue,
                                     const std::vector<Issue>& issues);

} // namespace convlens::detail
