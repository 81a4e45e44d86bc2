// Squares as small as the limit allows; at the right and lower edge they are cut off.
#include "scene/base/photo.h"

#include "input/limits.h"
#include "picture/pixel_rect.h"

#include <algorithm>
#include <bit>
#include <cstdint>

namespace convlens {
namespace {

class Samples {
public:
    explicit Samples(const Image& image) : image_(image) {}

    /// 0..255, of channel 0 (red) to 2; a grey one has the same three.
    int operator()(int x, int y, int channel) const {
        const auto sample = (static_cast<std::size_t>(y) * static_cast<std::size_t>(image_.width) +
                             static_cast<std::size_t>(x)) *
                                static_cast<std::size_t>(image_.channels) +
                            static_cast<std::size_t>(std::min(channel, image_.channels - 1));
        if (image_.bits == 8)
            return image_.pixels[sample];
        const std::size_t high = std::endian::native == std::endian::little ? 1 : 0;
        return image_.pixels[2 * sample + high];
    }

private:
    const Image& image_;
};

uint32_t mean_of(const Samples& samples, const PixelRect& square) {
    uint32_t color = 255;
    const int64_t count = int64_t{square.width()} * square.height();
    for (int channel = 0; channel < 3; ++channel) {
        int64_t sum = 0;
        for (int y = square.y0; y < square.y1; ++y)
            for (int x = square.x0; x < square.x1; ++x)
                sum += samples(x, y, channel);
        color = color << 8 | static_cast<uint32_t>((sum + count / 2) / count);
    }
    return color;
}

} // namespace

std::shared_ptr<const PhotoPixels> photo_of(const Image& image) {
    auto photo = std::make_shared<PhotoPixels>();
    int side = 1;
    const auto parts = [&](int length) { return (length + side - 1) / side; };
    while (int64_t{parts(image.width)} * parts(image.height) > limits::photo_pixels)
        ++side;
    photo->width = parts(image.width);
    photo->height = parts(image.height);
    photo->colors.reserve(static_cast<std::size_t>(photo->width) * static_cast<std::size_t>(photo->height));
    const Samples samples(image);
    for (int y = 0; y < image.height; y += side)
        for (int x = 0; x < image.width; x += side)
            photo->colors.push_back(
                mean_of(samples, {x, y, std::min(x + side, image.width), std::min(y + side, image.height)}));
    return photo;
}

} // namespace convlens
