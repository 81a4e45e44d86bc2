// What is seen on the display's screen, as bytes.
#pragma once

#include <array>
#include <cstdio>
#include <string>

namespace convlens::test {

/// Red, green and blue of each pixel, row by row.
inline std::string screen_pixels(int x, int y, int width, int height) {
    const std::string crop = std::to_string(width) + "x" + std::to_string(height) + "+" + std::to_string(x) +
                             "+" + std::to_string(y);
    FILE* pipe = popen(("import -window root -crop " + crop + " +repage -depth 8 rgb:-").c_str(), "r");
    std::string pixels;
    std::array<char, 65536> part{};
    for (std::size_t count = 0;
         pipe != nullptr && (count = std::fread(part.data(), 1, part.size(), pipe)) > 0;)
        pixels.append(part.data(), count);
    if (pipe != nullptr)
        pclose(pipe);
    return pixels;
}

} // namespace convlens::test
