// The second half of the sum weighs each byte by how many follow: a pixel's bytes by its place, and by how
// far they are behind its first. Sums of lanes instead of sums of places, so that compilers take several
// lanes at once.
#include "encoding/pixel_sum.h"

#include <array>
#include <cstddef>

namespace convlens {
namespace {

constexpr uint64_t modulus = 65521;
constexpr std::size_t lanes = 8;
using Lanes = std::array<uint32_t, lanes>;

struct Sums {
    uint64_t bytes = 0;  // of all
    uint64_t placed = 0; // each times its pixel's place
    uint64_t behind = 0; // each times its place within the pixel
};

uint32_t byte_of(uint32_t pixel, int shift) {
    return pixel >> shift & 255U;
}

Sums sums_of(std::span<const uint32_t> row) {
    Lanes bytes{}, summed{}, behind{}; // `summed`: of what `bytes` was after each turn
    const std::size_t turns = row.size() / lanes;
    const uint32_t* pixels = row.data();
    for (std::size_t turn = 0; turn < turns; ++turn, pixels += lanes)
        for (std::size_t l = 0; l < lanes; ++l) {
            const uint32_t green = byte_of(pixels[l], 8), blue = byte_of(pixels[l], 0),
                           alpha = pixels[l] >> 24;
            bytes[l] += byte_of(pixels[l], 16) + green + blue + alpha;
            summed[l] += bytes[l];
            behind[l] += green + 2 * blue + 3 * alpha;
        }
    Sums sums;
    for (std::size_t l = 0; l < lanes; ++l) {
        sums.bytes += bytes[l];
        sums.placed += lanes * (turns * uint64_t{bytes[l]} - summed[l]) + l * uint64_t{bytes[l]};
        sums.behind += behind[l];
    }
    for (std::size_t x = turns * lanes; x < row.size(); ++x) {
        const uint32_t green = byte_of(row[x], 8), blue = byte_of(row[x], 0), alpha = row[x] >> 24;
        const uint32_t all = byte_of(row[x], 16) + green + blue + alpha;
        sums.bytes += all;
        sums.placed += x * all;
        sums.behind += green + 2 * blue + 3 * alpha;
    }
    return sums;
}

} // namespace

uint32_t adler_with_row(uint32_t before, std::span<const uint32_t> row, int samples) {
    const auto each = static_cast<uint64_t>(samples);
    const uint64_t length = 1 + each * row.size();
    const Sums sums = sums_of(row);
    const uint64_t first = before & 0xFFFFU, second = before >> 16;
    const uint64_t a = first + sums.bytes;
    const uint64_t b = second + length * first + (length - 1) * sums.bytes - each * sums.placed - sums.behind;
    return static_cast<uint32_t>(b % modulus << 16 | a % modulus);
}

} // namespace convlens
