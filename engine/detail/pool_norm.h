// The norm of a window of lp_pool and what its gradient has of it, for the plain pools and the fast ones,
// which so agree in every bit. Private to the engine.
#pragma once

#include "engine/detail/taps.h"

#include <cmath>

namespace convlens::detail {

/// |x|^p as the sum has it.
template <class T> T power_of(T magnitude, double norm_p) {
    return norm_p == 1   ? magnitude
           : norm_p == 2 ? magnitude * magnitude
                         : std::pow(magnitude, static_cast<T>(norm_p));
}

/// The largest magnitude, unless there is a NaN.
template <class T> T larger_of(T most, T magnitude) {
    return magnitude > most || std::isnan(magnitude) ? magnitude : most; // a NaN stays
}

/// Whether the norm is the largest magnitude itself.
template <class T> bool is_largest(T most, double norm_p) {
    return std::isinf(static_cast<T>(norm_p)) || most == 0 || !std::isfinite(most);
}

/// The sum's p-th root.
template <class T> T root_of(T sum, double norm_p) {
    return norm_p == 1 ? sum : norm_p == 2 ? std::sqrt(sum) : std::pow(sum, 1 / static_cast<T>(norm_p));
}

/// (sum |x|^p)^(1/p); for an infinite p the largest magnitude. Where the powers leave the range of T they are
/// taken of |x| / largest instead, so that a large p tends to the largest magnitude and not to infinity.
template <class T> T norm(const Spatial& spatial, const TapLists& taps, const T* plane, double norm_p) {
    T most = 0;
    T sum = 0;
    const T p = static_cast<T>(norm_p);
    for_each_product(spatial, taps, [&](int64_t at, int64_t) {
        const T magnitude = std::abs(plane[at]);
        most = larger_of(most, magnitude);
        sum += power_of(magnitude, norm_p);
    });
    if (is_largest(most, norm_p))
        return most;
    if (std::isnormal(sum))
        return root_of(sum, norm_p);
    T scaled = 0;
    for_each_product(spatial, taps,
                     [&](int64_t at, int64_t) { scaled += std::pow(std::abs(plane[at]) / most, p); });
    return most * std::pow(scaled, 1 / p);
}

template <class T> T sign(T value) {
    return value > 0 ? T{1} : value < 0 ? T{-1} : value; // a NaN stays
}

/// (|x| / y)^power for |x| <= y, both over 0. By the quotient where it is raised, by two powers where it is
/// lowered: so neither leaves the range of T on the way.
template <class T> T share_of_norm(T magnitude, T norm, T power) {
    if (power == 0)
        return 1;
    if (power == 1)
        return magnitude / norm;
    return power > 0 ? std::pow(magnitude / norm, power)
                     : std::pow(magnitude, power) * std::pow(norm, -power);
}

} // namespace convlens::detail
