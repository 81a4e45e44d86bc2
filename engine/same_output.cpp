// Which input sizes a stride rounds to one output size. The output never shrinks while an axis grows, and
// what makes a size impossible (a kernel that exceeds it, a tensor that is too large) begins at one size and
// stays, so both ends are found by halving.
#include "convlens/arithmetic.h"
#include "engine/detail/axis.h"

namespace convlens {

using namespace detail;

namespace {

/// The value farthest from `inside`, towards `outside`, for which `holds` is true, as it is at `inside`.
template <class F> int64_t last_that_holds(int64_t inside, int64_t outside, F holds) {
    if (holds(outside))
        return outside;
    while (outside - inside > 1 || inside - outside > 1) {
        const int64_t middle = inside + (outside - inside) / 2;
        (holds(middle) ? inside : outside) = middle;
    }
    return inside;
}

} // namespace

SizeRange inputs_of_same_output(const Operation& operation, std::size_t axis) {
    const int64_t now = operation.input_size[axis];
    if (is_swapped(operation.kind))
        return {now, now};
    const Wide output = axis_of(operation, axis).output();
    const auto same = [&](int64_t input) {
        Operation other = operation;
        other.input_size[axis] = input;
        return axis_of(other, axis).output() == output && check(other).empty();
    };
    return {last_that_holds(now, 1, same), last_that_holds(now, max_number, same)};
}

} // namespace convlens
