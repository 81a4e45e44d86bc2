// Steps are given by need: samples of every way from ground to ink are taken, and the one that lies farthest
// from all entries becomes an entry, until all are near or the table is full. So long ways get more steps
// than short ones, and ways that run side by side share theirs.
#include "output/palette.h"

#include <algorithm>
#include <cassert>

namespace convlens {
namespace {

// Nobody sees a step of this size at the edge of a glyph, and fewer entries make smaller files (movie_bench).
constexpr int near_enough = 900;
constexpr int samples_per_pair = 32;

// sRGB is about even to the eye in each channel; the channels weigh differently, red and blue by how red it
// is (T. Riemersma, "Colour metric"). Never negative; a step of 1 in green alone is 4.
int distance(Color a, Color b) {
    const int red = a.r - b.r, green = a.g - b.g, blue = a.b - b.b;
    const int redness = (a.r + b.r) / 2;
    return (((512 + redness) * red * red) >> 8) + 4 * green * green + (((767 - redness) * blue * blue) >> 8);
}

Color opaque(Color color) {
    return {color.r, color.g, color.b, 255};
}

struct Sample {
    Color color;
    int distance; // to the nearest entry
};

void add_entry(Color entry, std::vector<Color>& entries, std::vector<Sample>& samples) {
    entries.push_back(entry);
    for (Sample& sample : samples)
        sample.distance = std::min(sample.distance, distance(sample.color, entry));
}

} // namespace

Palette::Palette(std::span<const std::pair<Color, Color>> inks) {
    std::vector<Sample> samples;
    for (const auto& [ink, ground] : inks)
        for (int step = 1; step < samples_per_pair; ++step)
            samples.push_back(
                {mixed(opaque(ground), opaque(ink), static_cast<float>(step) / samples_per_pair), INT32_MAX});
    for (const auto& [ink, ground] : inks)
        for (const Color color : {opaque(ground), opaque(ink)})
            if (colors_.size() < most_colors &&
                std::find(colors_.begin(), colors_.end(), color) == colors_.end())
                add_entry(color, colors_, samples);
    while (!samples.empty() && colors_.size() < most_colors) {
        const auto farthest =
            std::max_element(samples.begin(), samples.end(),
                             [](const Sample& a, const Sample& b) { return a.distance < b.distance; });
        if (farthest->distance <= near_enough)
            break;
        add_entry(farthest->color, colors_, samples);
    }
    if (colors_.empty())
        colors_ = {rgb(0x000000), rgb(0xFFFFFF)};
}

uint8_t Palette::look_up(uint32_t rgb_bits) {
    const Color color = rgb(rgb_bits);
    std::size_t best = 0;
    int best_distance = INT32_MAX;
    for (std::size_t entry = 0; entry < colors_.size(); ++entry) {
        const int to_entry = distance(color, colors_[entry]);
        if (to_entry < best_distance) {
            best_distance = to_entry;
            best = entry;
        }
    }
    cache_[slot_of(rgb_bits)] = {rgb_bits, static_cast<uint8_t>(best)};
    return static_cast<uint8_t>(best);
}

} // namespace convlens
