// JSON has no NaN and no infinities: they are texts.
#include "document/json/writer.h"

#include <cmath>

namespace convlens {

Json number_json(double value) {
    if (std::isnan(value))
        return "nan";
    if (std::isinf(value))
        return value > 0 ? "inf" : "-inf";
    if (value == std::trunc(value) && std::abs(value) < 9e15 && !(value == 0 && std::signbit(value)))
        return static_cast<int64_t>(value);
    return value;
}

} // namespace convlens
