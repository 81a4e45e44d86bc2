// The simplified interface of libpng.
#include "decode_png.h"

#include <gtest/gtest.h>
#include <png.h>

namespace convlens {

std::vector<uint8_t> decoded(const std::string& file, PngColors colors) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    EXPECT_NE(png_image_begin_read_from_memory(&image, file.data(), file.size()), 0) << image.message;
    image.format = colors == PngColors::grey  ? PNG_FORMAT_GRAY
                   : colors == PngColors::rgb ? PNG_FORMAT_RGB
                                              : PNG_FORMAT_RGBA;
    std::vector<uint8_t> samples(PNG_IMAGE_SIZE(image));
    EXPECT_NE(png_image_finish_read(&image, nullptr, samples.data(), 0, nullptr), 0) << image.message;
    return samples;
}

} // namespace convlens
