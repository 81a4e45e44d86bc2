// JSON in the order in which it is written, on one line, for programs that read standard output.
#pragma once

#include "convlens/sizes.h"

#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

namespace convlens {

using OrderedJson = nlohmann::ordered_json;

inline OrderedJson json_of(const Sizes& sizes) {
    OrderedJson list = OrderedJson::array();
    for (const int64_t size : sizes)
        list.push_back(size);
    return list;
}

/// Whole numbers without a point; "nan", "inf" and "-inf" for what JSON has no number for.
inline OrderedJson json_of(double value) {
    constexpr double exact = 9007199254740992.0; // 2^53
    if (!std::isfinite(value))
        return std::isnan(value) ? "nan" : value > 0 ? "inf" : "-inf";
    if (value == std::floor(value) && std::abs(value) < exact)
        return static_cast<int64_t>(value);
    return value;
}

/// Malformed UTF-8, which a file's name may hold, becomes U+FFFD.
inline std::string text_of(const OrderedJson& json) {
    return json.dump(-1, ' ', false, OrderedJson::error_handler_t::replace) + "\n";
}

} // namespace convlens
