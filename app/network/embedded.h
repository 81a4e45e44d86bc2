// Files within the program, by name.
#pragma once

#include "convlens/assert.h"

#include <string_view>

namespace convlens {

/// `files` as the generated embedded_*.h gives them; the name is one of them, asserted.
template <class Files> std::string_view embedded_content(const Files& files, std::string_view name) {
    for (const auto& file : files)
        if (file.name == name)
            return file.content;
    CONVLENS_ASSERT(false);
    return {};
}

} // namespace convlens
