// Nearest neighbours, for a drawing is black and white before and after.
#include "network/drawing.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

constexpr int side = Drawing::side;
constexpr int block = 4;

void find_box(const Drawing& drawing, CountedDrawing& counted) {
    counted.top = counted.left = side;
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x)
            if (drawing.has_ink(y, x)) {
                counted.top = std::min(counted.top, y);
                counted.left = std::min(counted.left, x);
                counted.bottom = std::max(counted.bottom, y + 1);
                counted.right = std::max(counted.right, x + 1);
            }
}

/// One axis of the box: where it begins, its length, and its length when it is scaled.
struct Axis {
    int begin, length, scaled;
    int offset() const { return (side - scaled) / 2; }
    /// The pixel of the drawing whose ink a pixel of the scaled one has; -1: outside the box.
    int source(int target) const {
        const int at = target - offset();
        return at < 0 || at >= scaled ? -1 : begin + (2 * at + 1) * length / (2 * scaled);
    }
};

Axis scaled_axis(int begin, int end, int longer) {
    const int length = end - begin;
    return {begin, length, std::max(1, (2 * length * side + longer) / (2 * longer))};
}

} // namespace

CountedDrawing counted(const Drawing& drawing) {
    CountedDrawing result;
    result.x = Tensor<float>({1, 1, side / block, side / block});
    if (drawing.is_empty())
        return result;
    find_box(drawing, result);
    const int longer = std::max(result.bottom - result.top, result.right - result.left);
    const Axis rows = scaled_axis(result.top, result.bottom, longer);
    const Axis columns = scaled_axis(result.left, result.right, longer);
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
            const int from_y = rows.source(y), from_x = columns.source(x);
            if (from_y < 0 || from_x < 0 || !drawing.has_ink(from_y, from_x))
                continue;
            result.scaled.set_ink(y, x, true);
            result.x[y / block * (side / block) + x / block] += 1;
        }
    return result;
}

} // namespace convlens
