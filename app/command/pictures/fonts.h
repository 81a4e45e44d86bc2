// The font files of this machine: found by fontconfig, mapped, given on as bytes.
#pragma once

#include "picture/typesetter.h"

namespace convlens {

/// Throws Error (work) that names the missing family and the Debian package that has it.
FontSet load_fonts();

} // namespace convlens
