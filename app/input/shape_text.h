// Shapes for messages.
#pragma once

#include "convlens/sizes.h"

#include <string>

namespace convlens {

/// "5x4"; "()" of a single number.
inline std::string shape_text(const Sizes& shape) {
    std::string text;
    for (const int64_t size : shape)
        text.append(text.empty() ? "" : "x").append(std::to_string(size));
    return text.empty() ? "()" : text;
}

} // namespace convlens
