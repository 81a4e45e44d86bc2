// How a request is refused: one line of the command line's code for each.
#pragma once

#include "i18n/error.h"

#include <string>
#include <string_view>
#include <utility>

namespace convlens {

/// Throws Error (request). `where`: the option, the file or the word that brought it.
[[noreturn]] inline void refuse(const char* key, Error::Values values, std::string_view where) {
    throw Error(Error::Fault::request, key, std::move(values), std::string(where));
}

} // namespace convlens
