// Each pixel is fetched from where it is stored.
#include "input/upright.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace convlens {

Image upright(Image stored, uint32_t orientation) {
    if (orientation < 2 || orientation > 8)
        return stored;
    const bool is_swapped = orientation >= 5; // rows are columns
    const bool from_right = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    const bool from_below = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    const auto width = static_cast<std::size_t>(stored.width),
               height = static_cast<std::size_t>(stored.height);
    const auto bytes = static_cast<std::size_t>(stored.channels) * static_cast<std::size_t>(stored.bits / 8);
    Image image = stored;
    if (is_swapped)
        std::swap(image.width, image.height);
    uint8_t* to = image.pixels.data();
    for (std::size_t r = 0; r < static_cast<std::size_t>(image.height); ++r) {
        for (std::size_t c = 0; c < static_cast<std::size_t>(image.width); ++c, to += bytes) {
            const std::size_t row = is_swapped ? c : r, column = is_swapped ? r : c;
            const std::size_t stored_row = from_below ? height - 1 - row : row;
            const std::size_t stored_column = from_right ? width - 1 - column : column;
            std::copy_n(stored.pixels.data() + (stored_row * width + stored_column) * bytes, bytes, to);
        }
    }
    return image;
}

} // namespace convlens
