// Floats to colours.
#include "scene/base/color_maps.h"

#include <algorithm>
#include <cmath>

namespace convlens {

ColorMap color_map(const Theme& theme, float low, float high, bool image) {
    if (image && low >= 0 && high <= 255.5F)
        return {0, 127.5F, 255, rgb(0x000000), rgb(0x808080), rgb(0xFFFFFF)};
    if (low < 0) {
        const float most = std::max(-low, high);
        return {-most, 0, most, theme.negative, theme.neutral, theme.positive};
    }
    if (high <= low)
        high = low + 1;
    return {low,           (low + high) / 2, high, theme.map_low, mixed(theme.map_low, theme.map_high, 0.5F),
            theme.map_high};
}

ColorMap tensor_map(const Theme& theme, const TensorColors& colors, float low, float high, bool image) {
    ColorMap map = color_map(theme, low, high, image);
    if (image)
        return map;
    if (low < 0) {
        map.high = colors.heading;
        return map;
    }
    map.low = mixed(theme.empty, colors.fill, 0.7F);
    map.middle = colors.line;
    map.high = colors.heading;
    return map;
}

Color color_of(const ColorMap& map, float value) {
    if (std::isnan(value))
        return {};
    const float v = std::clamp(value, map.lo, map.hi);
    if (v <= map.mid)
        return mixed(map.low, map.middle, map.mid > map.lo ? (v - map.lo) / (map.mid - map.lo) : 1);
    return mixed(map.middle, map.high, map.hi > map.mid ? (v - map.mid) / (map.hi - map.mid) : 1);
}

ColorMap kernel_tones(const Theme& theme) {
    const TensorColors& w = theme.w;
    return {0, 0.5F, 1, w.fill, mixed(w.fill, w.line, 0.6F), mixed(w.line, w.text, 0.65F)};
}

float kernel_tone(int64_t at, int64_t elements) {
    return elements > 1 ? static_cast<float>(at) / static_cast<float>(elements - 1) : 0;
}

Color half_lit(Color fill, Color lit) {
    return mixed(fill, lit, 0.45F);
}

Color faded(Color fill, Color ground) {
    return mixed(ground, fill, 0.45F);
}

Color image_tint(Color lit) {
    return with_alpha(lit, 0.35F);
}

Color raster_grid(Color line, float cell) {
    return with_alpha(line, std::clamp((cell - 3) / 16, 0.08F, 0.5F));
}

} // namespace convlens
