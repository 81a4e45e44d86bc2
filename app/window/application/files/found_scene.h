// What an earlier run has left: looked at beside the window, before it is offered.
#pragma once

#include <string>

namespace convlens {

enum class FoundScene { possible, impossible, unreadable };

FoundScene look_at_scene(const std::string& path);

} // namespace convlens
