// What is pasted: numbers, or a layer of a framework.
#pragma once

#include "window/application/tick_context.h"

#include <string>

namespace convlens {

/// A layer sets the operation; everything else is read as numbers. Rubbish is answered in one line and
/// changes nothing.
void paste(const TickContext& context, const std::string& text);

} // namespace convlens
