// Both directions are filtered by a tent as wide as two pixels of the coarser grid.
#include "picture/photo.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace convlens {
namespace {

constexpr float far_away = 100'000; // px; nothing is seen there
constexpr float max_image_side = 16384;

bool has_pixels(const PhotoPixels& pixels) {
    return pixels.width > 0 && pixels.height > 0 &&
           pixels.colors.size() >=
               static_cast<std::size_t>(pixels.width) * static_cast<std::size_t>(pixels.height);
}

/// What one pixel takes from those of the picture, from `first` on.
struct Taps {
    int first = 0;
    std::vector<float> weights; // sum 1
};

Taps taps_of(int at, int target, int source) {
    const float step = static_cast<float>(source) / static_cast<float>(target);
    const float reach = std::max(step, 1.0F);
    const float middle = (static_cast<float>(at) + 0.5F) * step;
    Taps taps;
    taps.first = std::max(static_cast<int>(std::floor(middle - reach)), 0);
    const int past = std::min(static_cast<int>(std::ceil(middle + reach)), source);
    float sum = 0;
    for (int i = taps.first; i < past; ++i) {
        const float away = std::abs(static_cast<float>(i) + 0.5F - middle) / reach;
        taps.weights.push_back(std::max(1 - away, 0.0F));
        sum += taps.weights.back();
    }
    for (float& weight : taps.weights)
        weight /= sum;
    return taps;
}

std::vector<Taps> all_taps(int from, int to, int target, int source) {
    std::vector<Taps> taps;
    for (int at = from; at < to; ++at)
        taps.push_back(taps_of(at, target, source));
    return taps;
}

using Lanes = std::array<float, 4>; // from the lowest byte up

void add(Lanes& sum, uint32_t pixel, float weight) {
    for (std::size_t lane = 0; lane < 4; ++lane)
        sum[lane] += weight * static_cast<float>(pixel >> (8 * lane) & 255U);
}

uint32_t pixel_of(const Lanes& sum) {
    uint32_t pixel = 0;
    for (std::size_t lane = 0; lane < 4; ++lane)
        pixel |= static_cast<uint32_t>(nearest_byte(std::clamp(sum[lane], 0.0F, 255.0F))) << (8 * lane);
    return pixel;
}

/// Rows of the picture mixed to one, of the columns that are needed.
std::vector<Lanes> mixed_rows(const PhotoPixels& pixels, const Taps& rows, int from, int to) {
    std::vector<Lanes> mixed(static_cast<std::size_t>(to - from));
    for (std::size_t i = 0; i < rows.weights.size(); ++i) {
        if (rows.weights[i] == 0)
            continue;
        const std::size_t row = static_cast<std::size_t>(rows.first) + i;
        const uint32_t* const line = pixels.colors.data() + row * static_cast<std::size_t>(pixels.width);
        for (int x = from; x < to; ++x)
            add(mixed[static_cast<std::size_t>(x - from)], line[x], rows.weights[i]);
    }
    return mixed;
}

uint32_t mixed_pixel(const std::vector<Lanes>& line, int from, const Taps& columns) {
    Lanes sum{};
    for (std::size_t i = 0; i < columns.weights.size(); ++i)
        for (std::size_t lane = 0; lane < 4; ++lane)
            sum[lane] += columns.weights[i] * line[static_cast<std::size_t>(columns.first - from) + i][lane];
    return pixel_of(sum);
}

Color straight(uint32_t pixel) {
    const uint32_t alpha = pixel >> 24;
    const auto part = [&](int shift) {
        const uint32_t byte = pixel >> shift & 255U;
        return static_cast<uint8_t>(alpha == 0 ? 0 : std::min((byte * 255 + alpha / 2) / alpha, 255U));
    };
    return {part(16), part(8), part(0), static_cast<uint8_t>(alpha)};
}

/// Colours that become one, and the channel in which they differ most.
struct Cut {
    std::vector<Color> colors;
    uint8_t Color::*channel = &Color::r;
    int range = 0;

    explicit Cut(std::vector<Color> some) : colors(std::move(some)) {
        for (uint8_t Color::*one : {&Color::r, &Color::g, &Color::b}) {
            const auto [low, high] = std::ranges::minmax(colors, {}, one);
            if (high.*one - low.*one > range) {
                range = high.*one - low.*one;
                channel = one;
            }
        }
    }

    Color mean() const {
        int64_t r = 0, g = 0, b = 0;
        for (const Color color : colors) {
            r += color.r;
            g += color.g;
            b += color.b;
        }
        const auto count = static_cast<int64_t>(colors.size());
        return {static_cast<uint8_t>(r / count), static_cast<uint8_t>(g / count),
                static_cast<uint8_t>(b / count), 255};
    }
};

std::vector<Color> sampled(const PhotoPixels& pixels) {
    constexpr std::size_t enough = 8192;
    std::vector<Color> colors;
    const std::size_t every = std::max<std::size_t>(pixels.colors.size() / enough, 1);
    for (std::size_t i = 0; i < pixels.colors.size(); i += every)
        if (pixels.colors[i] >> 24 > 127)
            colors.push_back(straight(pixels.colors[i]));
    return colors;
}

} // namespace

std::optional<PixelRect> pixel_place(const Photo& photo) {
    const auto whole = [](float at) {
        return static_cast<int>(std::lround(std::clamp(at, -far_away, far_away)));
    };
    if (!photo.pixels || !has_pixels(*photo.pixels) || !(photo.place.width() > 0) ||
        !(photo.place.height() > 0))
        return std::nullopt;
    const PixelRect place{whole(photo.place.min.x), whole(photo.place.min.y), whole(photo.place.max.x),
                          whole(photo.place.max.y)};
    return place.empty() ? std::nullopt : std::optional(place);
}

std::vector<uint32_t> resampled(const PhotoPixels& pixels, int width, int height, const PixelRect& part) {
    std::vector<uint32_t> result;
    if (part.empty() || !has_pixels(pixels))
        return result;
    result.reserve(static_cast<std::size_t>(part.width()) * static_cast<std::size_t>(part.height()));
    const std::vector<Taps> columns = all_taps(part.x0, part.x1, width, pixels.width);
    const int from = columns.front().first;
    const int to = columns.back().first + static_cast<int>(columns.back().weights.size());
    for (const Taps& rows : all_taps(part.y0, part.y1, height, pixels.height)) {
        const std::vector<Lanes> line = mixed_rows(pixels, rows, from, to);
        for (const Taps& taps : columns)
            result.push_back(mixed_pixel(line, from, taps));
    }
    return result;
}

PhotoPixels image_of(const Photo& photo) {
    if (!pixel_place(photo))
        return {};
    const auto side = [](int own, float shown) {
        return std::min(own, static_cast<int>(std::clamp(std::ceil(2 * shown), 1.0F, max_image_side)));
    };
    PhotoPixels image;
    image.width = side(photo.pixels->width, photo.place.width());
    image.height = side(photo.pixels->height, photo.place.height());
    image.colors = resampled(*photo.pixels, image.width, image.height, {0, 0, image.width, image.height});
    return image;
}

std::vector<Color> main_colors(const PhotoPixels& pixels, std::size_t count) {
    std::vector<Cut> cuts;
    if (std::vector<Color> all = sampled(pixels); !all.empty())
        cuts.emplace_back(std::move(all));
    while (!cuts.empty() && cuts.size() < count) {
        const auto widest = std::ranges::max_element(cuts, {}, &Cut::range);
        if (widest->range == 0)
            break;
        std::vector<Color> low = std::move(widest->colors);
        const auto middle = low.begin() + static_cast<std::ptrdiff_t>(low.size() / 2);
        std::ranges::nth_element(low, middle, {}, widest->channel);
        std::vector<Color> high(middle, low.end());
        low.erase(middle, low.end());
        *widest = Cut(std::move(low));
        cuts.emplace_back(std::move(high));
    }
    std::vector<Color> colors;
    colors.reserve(cuts.size());
    for (const Cut& cut : cuts)
        colors.push_back(cut.mean());
    return colors;
}

} // namespace convlens
