// The child that decodes an image for the program, and what passes between the two.
#pragma once

#include <cstdint>

namespace convlens {

/// To be called by main before all else: where the hidden argument is there, decodes descriptor 0 into
/// descriptor 3 and returns the exit status of the child; else -1.
int image_child(int argc, char** argv);

} // namespace convlens

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
