// One number of an operation as a control sees it: reading, setting, and how far it can go. Pure.
#pragma once

#include "convlens/arithmetic.h"
#include "convlens/operation.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace convlens {

/// Which side of the padding; `both` for everything else.
enum class Side { both, begin, end };

/// A parameter of one axis, or (axis -1) of all at once.
struct Knob {
    Parameter parameter{};
    int axis = -1;
    Side side = Side::both;
    bool operator==(const Knob&) const = default;
};

int64_t value_of(const Operation& operation, const Knob& knob);
/// The operation with the number in its place. Channels of pools go together.
Operation with_value(Operation operation, const Knob& knob, int64_t value);

/// The numbers around the present one that are possible, within the control's own range, and why not further.
struct KnobRange {
    int64_t low = 0, high = 0;
    std::optional<Issue> below,
        above; // what forbids low - 1 and high + 1; none where the control's range ends
};
/// With an impossible present value all of from..to: there must be a way back.
using IssuesOf = std::function<std::vector<Issue>(const Operation&)>;
KnobRange range_of(const Operation& operation, const Knob& knob, int64_t from, int64_t to,
                   const IssuesOf& issues_of = check);

/// The kind changed, the rest kept where the new kind has it too. A kind that leads back (reversed_operation)
/// has the sizes that do; one of the other direction begins with the output's size.
Operation with_kind(const Operation& operation, Kind kind);

} // namespace convlens
