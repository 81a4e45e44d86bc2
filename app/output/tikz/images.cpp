// An inline image (ISO 32000-1, 8.9.7): compressed, as hexadecimal digits, which TeX leaves alone. It has no
// transparency: cells without ink are cut out by a path.
#include "output/tikz/images.h"

#include "encoding/compressed.h"
#include "output/painter/painted_raster.h"
#include "output/tikz/text.h"
#include "picture/outline.h"
#include "picture/photo.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string_view>
#include <vector>

namespace convlens {
namespace {

constexpr std::size_t line_length = 76;
/// Digits of more pixels than these do not fit into TeX's memory.
constexpr double max_pixels = 400'000;

struct Pixels {
    int width = 0, height = 0;
    const std::vector<uint32_t>& colors; // 0xAARRGGBB premultiplied, [height * width]
};

/// Poppler lets an image cover each pixel that it touches, and TeX rounds places to less than this: an
/// upright image ends so much before its pixels, px.
constexpr float short_of = 0.02F;

Box within_pixels(Box place) {
    if (is_upright(place)) {
        const auto pulled_in = [](float& at, float& edge) {
            const float by = std::copysign(std::min(short_of, std::abs(edge) / 4), edge);
            at += by;
            edge -= 2 * by;
        };
        pulled_in(place.origin.x, place.u.x != 0 ? place.u.x : place.v.x);
        pulled_in(place.origin.y, place.u.y != 0 ? place.u.y : place.v.y);
    }
    return place;
}

std::string hexadecimal(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const char byte : bytes) {
        if (text.size() % (line_length + 1) == line_length)
            text += '\n';
        const auto value = static_cast<unsigned char>(byte);
        text += digits[value >> 4];
        text += digits[value & 15];
    }
    return text;
}

/// What is not opaque lies on the ground, or on white.
std::string rgb_bytes(const std::vector<uint32_t>& colors, Color ground) {
    const Color below = ground.a == 0 ? Color{255, 255, 255, 255} : ground;
    std::string bytes;
    for (const uint32_t color : colors) {
        const uint32_t rest = 255 - (color >> 24);
        const auto part = [&](int shift, uint8_t under) {
            return static_cast<char>(std::min(255U, ((color >> shift) & 255U) + (rest * under + 127) / 255));
        };
        bytes += part(16, below.r);
        bytes += part(8, below.g);
        bytes += part(0, below.b);
    }
    return bytes;
}

/// In the unit square, y up: a rectangle for each run of pixels with ink; empty where all have some.
std::string clip_to_ink(const Pixels& image) {
    if (std::all_of(image.colors.begin(), image.colors.end(), [](uint32_t c) { return c >> 24 != 0; }))
        return {};
    std::string path;
    const double width = image.width, height = image.height;
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width;) {
            const auto has_ink = [&](int at) {
                return image.colors[static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) +
                                    static_cast<std::size_t>(at)] >>
                           24 !=
                       0;
            };
            const int begin = x;
            while (x < image.width && has_ink(x))
                ++x;
            if (x > begin)
                path += tikz_number(begin / width, 6) + " " + tikz_number(1 - (y + 1) / height, 6) + " " +
                        tikz_number((x - begin) / width, 6) + " " + tikz_number(1 / height, 6) + " re\n";
            else
                ++x;
        }
    return path + "W n\n";
}

/// On the parallelogram of u and v, whose corner is `origin`; PDF's y goes up.
std::string drawn(const Pixels& image, const Box& whole, double unit, Color ground) {
    if (image.colors.empty())
        return {};
    const Box place = within_pixels(whole);
    std::string text = "q ";
    const Vec2 corner = place.origin + place.v; // where the unit square's origin lies
    for (const double value : {double{place.u.x}, -double{place.u.y}, -double{place.v.x}, double{place.v.y},
                               double{corner.x}, -double{corner.y}})
        text += tikz_number(unit * value, 4) + " ";
    text += "cm\n" + clip_to_ink(image);
    text += "BI /W " + std::to_string(image.width) + " /H " + std::to_string(image.height) +
            " /CS /RGB /BPC 8 /F [/AHx /Fl] ID\n";
    return text + hexadecimal(zlib_stream(rgb_bytes(image.colors, ground))) + ">\nEI Q";
}

} // namespace

std::string pdf_operators(const Raster& raster, const FontSet& fonts, double unit, Color ground) {
    const PlacedImage cells = placed_image(raster, fonts, Enlarged::no);
    Box place;
    place.origin = cells.origin;
    place.u = cells.u;
    place.v = cells.v;
    return drawn({cells.image.width, cells.image.height, cells.image.pixels}, place, unit, ground);
}

std::string pdf_operators(const Photo& photo, double unit, Color ground) {
    const std::optional<PixelRect> covered = pixel_place(photo);
    if (!covered)
        return {};
    const double pixels = double{photo.place.width()} * double{photo.place.height()};
    const double by = std::min(1.0, std::sqrt(max_pixels / pixels));
    const int width = std::max(1, static_cast<int>(by * (covered->x1 - covered->x0)));
    const int height = std::max(1, static_cast<int>(by * (covered->y1 - covered->y0)));
    const std::vector<uint32_t> colors = resampled(*photo.pixels, width, height, {0, 0, width, height});
    return drawn({width, height, colors}, box_of(rect_of(*covered)), unit, ground);
}

} // namespace convlens
