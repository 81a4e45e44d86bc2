// Shapes that go together as in numpy.
#include "engine/network/broadcast.h"

namespace convlens::detail {

bool broadcast_into(Sizes& shape, const Sizes& other) {
    const std::size_t axes = std::max(shape.size(), other.size());
    Sizes together = Sizes::filled(axes, 1);
    for (std::size_t back = 1; back <= axes; ++back) {
        const int64_t a = back <= shape.size() ? shape[shape.size() - back] : 1;
        const int64_t b = back <= other.size() ? other[other.size() - back] : 1;
        if (a != b && a != 1 && b != 1)
            return false;
        together[axes - back] = a == 1 ? b : a;
    }
    shape = together;
    return true;
}

RepeatedRows::RepeatedRows(const Sizes& operand, const Sizes& whole) : axes_(whole.size()), sizes_(whole) {
    int64_t step = 1;
    for (std::size_t back = 1; back <= operand.size(); ++back) {
        const int64_t size = operand[operand.size() - back];
        steps_[axes_ - back] = size == 1 ? 0 : step;
        step *= size;
    }
}

} // namespace convlens::detail
