// Matrices in linear RGB; the formula of CIEDE2000 step by step, with its letters.
#include "support/color_vision.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace convlens {
namespace {

using Row = std::array<double, 3>;
using Matrix = std::array<Row, 3>;

constexpr Matrix simulations[] = {
    {Row{1, 0, 0}, Row{0, 1, 0}, Row{0, 0, 1}},
    {Row{0.152286, 1.052583, -0.204868}, Row{0.114503, 0.786281, 0.099216},
     Row{-0.003882, -0.048116, 1.051998}},
    {Row{0.367322, 0.860646, -0.227968}, Row{0.280085, 0.672501, 0.047413},
     Row{-0.011820, 0.042940, 0.968881}},
    {Row{1.255528, -0.076749, -0.178779}, Row{-0.078411, 0.930809, 0.147602},
     Row{0.004733, 0.691367, 0.303900}},
};
constexpr Matrix xyz_of_rgb = {Row{0.4124564, 0.3575761, 0.1804375}, Row{0.2126729, 0.7151522, 0.0721750},
                               Row{0.0193339, 0.1191920, 0.9503041}};
constexpr Row white = {0.95047, 1, 1.08883};

Row times(const Matrix& matrix, const Row& v) {
    Row result{};
    for (std::size_t i = 0; i < 3; ++i)
        result[i] = matrix[i][0] * v[0] + matrix[i][1] * v[1] + matrix[i][2] * v[2];
    return result;
}

double linear(uint8_t part) {
    const double v = part / 255.0;
    return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
}

double radians(double degrees) {
    return degrees * std::numbers::pi / 180;
}

double hue(double b, double a) {
    if (a == 0 && b == 0)
        return 0;
    const double degrees = std::atan2(b, a) * 180 / std::numbers::pi;
    return degrees < 0 ? degrees + 360 : degrees;
}

/// √(C⁷ / (C⁷ + 25⁷))
double saturated(double c) {
    const double power = std::pow(c, 7);
    return std::sqrt(power / (power + std::pow(25.0, 7)));
}

double hue_step(double h1, double h2, bool is_grey) {
    const double step = h2 - h1;
    if (is_grey || std::abs(step) <= 180)
        return is_grey ? 0 : step;
    return step > 180 ? step - 360 : step + 360;
}

double mean_hue(double h1, double h2, bool is_grey) {
    const double sum = h1 + h2;
    if (is_grey)
        return sum;
    if (std::abs(h1 - h2) <= 180)
        return sum / 2;
    return sum < 360 ? (sum + 360) / 2 : (sum - 360) / 2;
}

} // namespace

Lab seen_color(Color color, Vision vision) {
    Row rgb = times(simulations[static_cast<std::size_t>(vision)],
                    {linear(color.r), linear(color.g), linear(color.b)});
    for (double& part : rgb)
        part = std::clamp(part, 0.0, 1.0);
    const Row xyz = times(xyz_of_rgb, rgb);
    const auto f = [&](std::size_t i) {
        const double t = xyz[i] / white[i];
        return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116;
    };
    return {116 * f(1) - 16, 500 * (f(0) - f(1)), 200 * (f(1) - f(2))};
}

double color_difference(const Lab& one, const Lab& other) {
    const double g = 0.5 * (1 - saturated((std::hypot(one.a, one.b) + std::hypot(other.a, other.b)) / 2));
    const double a1 = (1 + g) * one.a, a2 = (1 + g) * other.a;
    const double c1 = std::hypot(a1, one.b), c2 = std::hypot(a2, other.b);
    const double h1 = hue(one.b, a1), h2 = hue(other.b, a2);
    const bool is_grey = c1 * c2 == 0;
    const double dh = 2 * std::sqrt(c1 * c2) * std::sin(radians(hue_step(h1, h2, is_grey) / 2));
    const double l = (one.l + other.l) / 2, c = (c1 + c2) / 2, h = mean_hue(h1, h2, is_grey);
    const double t = 1 - 0.17 * std::cos(radians(h - 30)) + 0.24 * std::cos(radians(2 * h)) +
                     0.32 * std::cos(radians(3 * h + 6)) - 0.20 * std::cos(radians(4 * h - 63));
    const double turn = 30 * std::exp(-std::pow((h - 275) / 25, 2));
    const double from_middle = (l - 50) * (l - 50);
    const double lightness = (other.l - one.l) / (1 + 0.015 * from_middle / std::sqrt(20 + from_middle));
    const double chroma = (c2 - c1) / (1 + 0.045 * c);
    const double tone = dh / (1 + 0.015 * c * t);
    const double rotation = -std::sin(radians(2 * turn)) * 2 * saturated(c);
    return std::sqrt(lightness * lightness + chroma * chroma + tone * tone + rotation * chroma * tone);
}

double smallest_difference(Color one, Color other) {
    double smallest = 1e9;
    for (const Vision vision : {Vision::usual, Vision::protan, Vision::deutan, Vision::tritan})
        smallest = std::min(smallest, color_difference(seen_color(one, vision), seen_color(other, vision)));
    return smallest;
}

} // namespace convlens
