// What is wrong with a text from outside, as the one exception. Private to `document`: who reads the file
// adds its name.
#pragma once

#include "i18n/error.h"

#include <string>
#include <utility>

namespace convlens {

/// Throws Error of a wrong request: a key of the catalogue with the values of its {names}.
[[noreturn]] inline void refuse(std::string key, Error::Values values = {}) {
    throw Error(Error::Fault::request, std::move(key), std::move(values), "");
}

} // namespace convlens
