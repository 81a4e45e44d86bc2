// What a scene is written with.
#pragma once

#include <nlohmann/json.hpp>

namespace convlens {

using Json = nlohmann::json;

/// JSON of a number, the inverse of `number` of reader.h; whole numbers without a point.
Json number_json(double value);

} // namespace convlens
