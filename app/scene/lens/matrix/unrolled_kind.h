// What kind of matrix C is, in one line.
#pragma once

#include "convlens/operation.h"
#include "i18n/catalogue.h"

#include <string>

namespace convlens {

/// Of conv and conv_transpose; empty of others, and where no short line is true.
std::string unrolled_kind(const Texts& texts, const Operation& operation);

} // namespace convlens
