// The dictionary in a .npy header. Private to the engine; npy.h has what others need.
#pragma once

#include "convlens/npy.h"

#include <optional>
#include <string>
#include <string_view>

namespace convlens::detail {

struct NpyDictionary {
    std::string descr; // as written, such as "<f4"
    bool fortran_order = false;
    Sizes shape;
};

/// Texts without escapes, True and False, a tuple of whole numbers; anything else is an issue.
std::optional<NpyIssue> parse_npy_dictionary(std::string_view text, NpyDictionary& dictionary);

} // namespace convlens::detail
