// The files of which pages are made, in the binary: page/ and assets/licences/.
#pragma once

#include <string_view>

namespace convlens {

/// Its bytes; a name that there is not is a programmer's mistake and asserted.
std::string_view page_asset(std::string_view name);

} // namespace convlens
