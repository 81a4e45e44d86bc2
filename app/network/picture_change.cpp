// Each pixel of the changed picture is asked where it comes from.
#include "network/picture_change.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace convlens {
namespace {

constexpr int steps_each_way = 16;

/// The place (y, x) of the picture that a pixel shows: the inverse of the change.
struct Origin {
    double yy = 1, yx = 0, xy = 0, xx = 1; // of distances from the centre
    double dy = 0, dx = 0;
};

Origin origin(PictureChange change, double amount) {
    Origin from;
    switch (change) {
    case PictureChange::shift_x:
        from.dx = -amount;
        break;
    case PictureChange::shift_y:
        from.dy = -amount;
        break;
    case PictureChange::scale:
        from.yy = from.xx = 1 / amount;
        break;
    case PictureChange::rotate: {
        const double angle = amount * std::numbers::pi / 180;
        from.yy = from.xx = std::cos(angle);
        from.xy = std::sin(angle);
        from.yx = -std::sin(angle);
        break;
    }
    }
    return from;
}

float bilinear(const float* plane, int64_t height, int64_t width, double y, double x) {
    y = std::clamp(y, 0.0, static_cast<double>(height - 1));
    x = std::clamp(x, 0.0, static_cast<double>(width - 1));
    const auto y0 = static_cast<int64_t>(y), x0 = static_cast<int64_t>(x);
    const int64_t y1 = std::min(y0 + 1, height - 1), x1 = std::min(x0 + 1, width - 1);
    const double v = y - static_cast<double>(y0), u = x - static_cast<double>(x0);
    const auto at = [&](int64_t row, int64_t column) {
        return static_cast<double>(plane[row * width + column]);
    };
    const double above = at(y0, x0) * (1 - u) + at(y0, x1) * u;
    const double below = at(y1, x0) * (1 - u) + at(y1, x1) * u;
    return static_cast<float>(above * (1 - v) + below * v);
}

} // namespace

std::vector<double> change_amounts(PictureChange change, const Sizes& size) {
    const double quarter = static_cast<double>(std::min(size[0], size[1])) / 4;
    std::vector<double> amounts;
    for (int i = -steps_each_way; i <= steps_each_way; ++i) {
        const double part = static_cast<double>(i) / steps_each_way;
        switch (change) {
        case PictureChange::shift_x:
        case PictureChange::shift_y:
            amounts.push_back(part * quarter);
            break;
        case PictureChange::scale:
            amounts.push_back(std::exp2(part));
            break;
        case PictureChange::rotate:
            amounts.push_back(part * 180);
            break;
        }
    }
    return amounts;
}

Tensor<float> changed(const Tensor<float>& x, PictureChange change, double amount) {
    const int64_t height = x.shape[2], width = x.shape[3];
    const Origin from = origin(change, amount);
    const double middle_y = static_cast<double>(height - 1) / 2,
                 middle_x = static_cast<double>(width - 1) / 2;
    Tensor<float> result(x.shape);
    for (int64_t row = 0; row < height; ++row)
        for (int64_t column = 0; column < width; ++column) {
            const double y = static_cast<double>(row) - middle_y, x_ = static_cast<double>(column) - middle_x;
            const double source_y = middle_y + from.yy * y + from.yx * x_ + from.dy;
            const double source_x = middle_x + from.xy * y + from.xx * x_ + from.dx;
            for (int64_t plane = 0; plane < x.shape[0] * x.shape[1]; ++plane)
                result[(plane * height + row) * width + column] =
                    bilinear(x.data.data() + plane * height * width, height, width, source_y, source_x);
        }
    return result;
}

} // namespace convlens
