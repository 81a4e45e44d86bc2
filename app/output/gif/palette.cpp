// Steps are given by need: samples of every way from ground to ink are taken, and the one that lies farthest
// from all entries becomes an entry, until all are near or the table is full. So long ways get more steps
// than short ones, and ways that run side by side share theirs.
#include "output/gif/palette.h"

#include <algorithm>
#include <climits>
#include <cstdlib>

namespace convlens {
namespace {

// Nobody sees a step of this size at the edge of a glyph, and fewer entries make smaller files (movie_bench).
constexpr int near_enough = 900;
constexpr int samples_per_pair = 32;

// sRGB is about even to the eye in each channel; the channels weigh differently.
int distance(int red, int green, int blue) {
    return 3 * red * red + 4 * green * green + 2 * blue * blue;
}
int distance(Color a, Color b) {
    return distance(a.r - b.r, a.g - b.g, a.b - b.b);
}

// To the nearest and to the farthest of the levels from `low` to low + 15.
int min_way(int level, int low) {
    return level < low ? low - level : std::max(0, level - low - 15);
}
int longest_way(int level, int low) {
    return std::max(std::abs(level - low), std::abs(level - low - 15));
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

Palette::Palette(std::span<const std::pair<Color, Color>> palette_pairs) {
    std::vector<Sample> samples;
    for (const auto& [ink, ground] : palette_pairs)
        for (int step = 1; step < samples_per_pair; ++step)
            samples.push_back(
                {mixed(opaque(ground), opaque(ink), static_cast<float>(step) / samples_per_pair), INT_MAX});
    for (const auto& [ink, ground] : palette_pairs)
        for (const Color color : {opaque(ground), opaque(ink)})
            if (colors_.size() < max_colors &&
                std::find(colors_.begin(), colors_.end(), color) == colors_.end())
                add_entry(color, colors_, samples);
    while (!samples.empty() && colors_.size() < max_colors) {
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

const std::vector<uint8_t>& Palette::candidates(Color color) {
    std::vector<uint8_t>& found = candidates_[color.r / 16 * 256UL + color.g / 16 * 16UL + color.b / 16];
    if (!found.empty())
        return found;
    const int red = color.r / 16 * 16, green = color.g / 16 * 16, blue = color.b / 16 * 16;
    int bound = INT_MAX; // every colour within has an entry as near as this
    for (const Color& entry : colors_)
        bound = std::min(bound, distance(longest_way(entry.r, red), longest_way(entry.g, green),
                                         longest_way(entry.b, blue)));
    for (std::size_t i = 0; i < colors_.size(); ++i) {
        const Color& entry = colors_[i];
        if (distance(min_way(entry.r, red), min_way(entry.g, green), min_way(entry.b, blue)) <= bound)
            found.push_back(static_cast<uint8_t>(i));
    }
    return found;
}

uint8_t Palette::look_up(uint32_t rgb_bits) {
    const Color color = rgb(rgb_bits);
    uint8_t best = 0;
    int best_distance = INT_MAX;
    for (const uint8_t entry : candidates(color)) {
        const int to_entry = distance(color, colors_[entry]);
        if (to_entry < best_distance) {
            best_distance = to_entry;
            best = entry;
        }
    }
    cache_[slot_of(rgb_bits)] = {rgb_bits, best};
    return best;
}

} // namespace convlens
