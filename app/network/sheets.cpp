// Patches are enlarged by whole factors, so that each of their pixels stays a square.
#include "network/sheets.h"

#include "encoding/png.h"
#include "encoding/scene_names.h"
#include "i18n/error.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

struct Rgb {
    uint8_t red = 232, green = 235, blue = 240; // of what lies between tiles
};

struct Sheet {
    int width, height;
    std::vector<Rgb> pixels; // [height * width]
    Sheet(int width_, int height_)
        : width(width_), height(height_),
          pixels(static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_)) {}
    Rgb& at(int x, int y) {
        return pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                      static_cast<std::size_t>(x)];
    }
};

std::string png_of(const Sheet& sheet, std::string_view scene) {
    const std::string chunk = png_text_chunk(scene_names::png_keyword, scene);
    PngLayout layout;
    layout.before_rows = chunk;
    layout.width = sheet.width;
    layout.height = sheet.height;
    return encode_png(layout, [&](int y, uint8_t* samples) {
        const auto width = static_cast<std::size_t>(sheet.width);
        for (std::size_t x = 0; x < width; ++x) {
            const Rgb& pixel = sheet.pixels[static_cast<std::size_t>(y) * width + x];
            samples[3 * x] = pixel.red;
            samples[3 * x + 1] = pixel.green;
            samples[3 * x + 2] = pixel.blue;
        }
    });
}

void require_picture(const Sizes& shape, const std::string& where) {
    if (shape.size() != 4)
        throw Error(Error::Fault::request, "error.network_no_picture", {}, where);
}

/// 0 grey, +-largest white and black.
Sheet projection_sheet(const Tensor<float>& numbers) {
    const int64_t channels = numbers.shape[1], plane = numbers.shape[2] * numbers.shape[3];
    Sheet sheet(static_cast<int>(numbers.shape[3]), static_cast<int>(numbers.shape[2]));
    const auto value = [&](int64_t channel, int64_t pixel) {
        if (channels == 3)
            return static_cast<double>(numbers[channel * plane + pixel]);
        double sum = 0;
        for (int64_t one = 0; one < channels; ++one)
            sum += static_cast<double>(numbers[one * plane + pixel]);
        return sum;
    };
    double largest = 0;
    for (int64_t channel = 0; channel < 3; ++channel)
        for (int64_t pixel = 0; pixel < plane; ++pixel)
            if (std::isfinite(value(channel, pixel)))
                largest = std::max(largest, std::abs(value(channel, pixel)));
    const auto shade = [&](double number) {
        if (largest == 0 || !std::isfinite(number))
            return uint8_t{128};
        return static_cast<uint8_t>(std::lround(127.5 + 127.5 * number / largest));
    };
    for (int64_t pixel = 0; pixel < plane; ++pixel)
        sheet.pixels[static_cast<std::size_t>(pixel)] = {shade(value(0, pixel)), shade(value(1, pixel)),
                                                         shade(value(2, pixel))};
    return sheet;
}

Sheet picture_sheet(const Tensor<float>& x, const InputForm& form) {
    Sheet sheet(static_cast<int>(x.shape[3]), static_cast<int>(x.shape[2]));
    const auto image = picture_of(x, form);
    for (std::size_t pixel = 0; image && pixel < sheet.pixels.size(); ++pixel) {
        const auto channels = static_cast<std::size_t>(image->channels);
        const uint8_t* const samples = image->pixels.data() + pixel * channels;
        sheet.pixels[pixel] = {samples[0], samples[channels == 3 ? 1 : 0], samples[channels == 3 ? 2 : 0]};
    }
    return sheet;
}

constexpr int tile = 96, gap = 8, wide_gap = 32; // px

/// In the middle of its tile, as large as whole factors allow; larger ones thinned out.
void put_tile(const Sheet& from, int left, int top, Sheet& to) {
    const int longer = std::max(from.width, from.height);
    const int factor = std::max(1, tile / longer);
    const int step = std::max(1, (longer + tile - 1) / tile);
    const int width = from.width * factor / step, height = from.height * factor / step;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const auto source =
                static_cast<std::size_t>(y * step / factor) * static_cast<std::size_t>(from.width) +
                static_cast<std::size_t>(x * step / factor);
            to.at(left + (tile - width) / 2 + x, top + (tile - height) / 2 + y) = from.pixels[source];
        }
}

} // namespace

std::string projection_png(const Tensor<float>& pixels, std::string_view scene, const std::string& where) {
    require_picture(pixels.shape, where);
    return png_of(projection_sheet(pixels), scene);
}

std::string places_png(const StrongestPlaces& places, const InputForm& form, std::string_view scene,
                       const std::string& where) {
    const auto count = static_cast<int>(places.places.size());
    const int columns = std::max(1, static_cast<int>(std::ceil(std::sqrt(count))));
    const int rows = std::max(1, (count + columns - 1) / columns);
    const int block = columns * (tile + gap) - gap;
    Sheet sheet(2 * block + wide_gap + 2 * gap, rows * (tile + gap) + gap);
    for (int i = 0; i < count; ++i) {
        const StrongPlace& place = places.places[static_cast<std::size_t>(i)];
        require_picture(place.pixels.shape, where);
        const int left = gap + i % columns * (tile + gap), top = gap + i / columns * (tile + gap);
        put_tile(picture_sheet(place.pixels, form), left, top, sheet);
        put_tile(projection_sheet(place.projection), left + block + wide_gap, top, sheet);
    }
    return png_of(sheet, scene);
}

} // namespace convlens
