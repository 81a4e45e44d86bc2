// What the sizes lens says in sentences below its formulas.
#pragma once

#include "scene/lens/lens.h"

#include <string>

namespace convlens {

std::string size_remarks(const LensScene& scene);

} // namespace convlens
