// `convlens --limits`.
#pragma once

#include "i18n/catalogue.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace convlens {

struct Limit {
    std::string_view key; // of its text, "limit.NAME"
    int64_t value;
};

/// Every limit that a refusal can name: input/limits.h, and what other rooms hold of their own.
std::span<const Limit> limits_table();

/// One line a limit.
std::string limits_text(const Texts& texts);

} // namespace convlens
