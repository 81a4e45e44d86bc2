// What passes between the program and the child that decodes an image for it.
#pragma once

#include <array>
#include <cstdint>

namespace convlens::image_child_protocol {

inline constexpr const char* argument = "--convlens-decode-image";

/// Exit statuses of the child.
inline constexpr int done = 0;
inline constexpr int not_an_image = 10;
inline constexpr int too_many_pixels = 11;
inline constexpr int out_of_memory = 12;
inline constexpr int cannot_write = 13;

/// Begin of descriptor 3; the pixels follow. Native byte order: both ends are the same program.
struct Header {
    uint32_t width = 0, height = 0, channels = 0;
};

} // namespace convlens::image_child_protocol
