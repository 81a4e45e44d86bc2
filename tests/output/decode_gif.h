// Reads a GIF by giflib, which shares no code with the writer, and puts its pictures onto each other as a
// viewer does.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace convlens::test {

struct DecodedGif {
    int width = 0, height = 0;
    int loops = -1; // of the NETSCAPE extension; 0: without end, -1: none
    struct Picture {
        std::vector<uint32_t> pixels;                 // 0x00RRGGBB, as shown
        int left = 0, top = 0, width = 0, height = 0; // what the file has of it
        int delay = 0;                                // 1/100 s
    };
    std::vector<Picture> pictures;
};

/// Throws std::runtime_error where giflib finds the file wrong.
DecodedGif decode_gif(const std::string& path);

/// The largest difference of a channel between two pictures of one size, 0 to 255.
int worst_channel(const std::vector<uint32_t>& a, const std::vector<uint32_t>& b);

} // namespace convlens::test
