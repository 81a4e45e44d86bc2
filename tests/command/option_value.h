// An option's value as the command line gives it to what reads it.
#pragma once

#include "command/arguments/values.h"

#include <string_view>

namespace convlens {

inline OptionValue option_value(std::string_view text) {
    return {"--option", text};
}

} // namespace convlens
