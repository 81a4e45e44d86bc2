// What is wrong with a request, or with a text or file from outside, as the one exception.
#pragma once

#include "i18n/error.h"

#include <string>
#include <string_view>
#include <utility>

namespace convlens {

/// Throws Error of a wrong request: a key of the catalogue, the values of its {names}, and where: the option,
/// the file or the word that brought it; who knows the file adds its name to one without.
[[noreturn]] inline void refuse(std::string key, Error::Values values = {}, std::string_view where = {}) {
    throw Error(Error::Fault::request, std::move(key), std::move(values), std::string(where));
}

} // namespace convlens
