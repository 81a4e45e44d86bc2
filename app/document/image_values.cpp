// Area averages are separable: rows first, then columns, each with the exact share of the pixels at its
// borders.
#include "document/image_values.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace convlens {
namespace {

/// Cell i of `cells` covers [i, i + 1) * pixels / cells of the pixels.
struct Span {
    double begin, end;
    Span(int64_t cell, int64_t cells, int64_t pixels)
        : begin(static_cast<double>(cell) * static_cast<double>(pixels) / static_cast<double>(cells)),
          end(static_cast<double>(cell + 1) * static_cast<double>(pixels) / static_cast<double>(cells)) {}

    /// Calls use(pixel, share of the span that lies in it).
    template <class Use> void each(int64_t pixels, const Use& use) const {
        const auto first = static_cast<int64_t>(begin);
        const int64_t last = std::min(pixels, static_cast<int64_t>(std::ceil(end)));
        for (int64_t pixel = first; pixel < last; ++pixel) {
            const double left = std::max(begin, static_cast<double>(pixel));
            const double right = std::min(end, static_cast<double>(pixel + 1));
            if (right > left)
                use(pixel, (right - left) / (end - begin));
        }
    }
};

/// 0..255, with fractions where there are 16 bits.
double sample(const Image& image, std::size_t index) {
    if (image.bits == 8)
        return image.pixels[index];
    uint16_t deep = 0;
    std::memcpy(&deep, image.pixels.data() + 2 * index, sizeof deep);
    return deep / 257.0;
}

/// One channel of the image, or its grey.
double channel_value(const Image& image, std::size_t pixel, int64_t channel) {
    const auto channels = static_cast<std::size_t>(image.channels);
    const std::size_t first = pixel * channels;
    if (channel >= 0)
        return sample(image, first + static_cast<std::size_t>(channel) % channels);
    return channels < 3 ? sample(image, first)
                        : (299.0 * sample(image, first) + 587.0 * sample(image, first + 1) +
                           114.0 * sample(image, first + 2)) /
                              1000.0;
}

std::vector<double> scaled_channel(const Image& image, bool exact, int64_t channel, int64_t height,
                                   int64_t width) {
    const auto w = static_cast<std::size_t>(width);
    const bool has_fractions = exact && image.bits == 16;
    std::vector<double> narrowed(static_cast<std::size_t>(image.height) * w);
    for (int row = 0; row < image.height; ++row) {
        const std::size_t start = static_cast<std::size_t>(row) * static_cast<std::size_t>(image.width);
        for (int64_t column = 0; column < width; ++column) {
            double sum = 0;
            Span(column, width, image.width).each(image.width, [&](int64_t pixel, double share) {
                sum += share * channel_value(image, start + static_cast<std::size_t>(pixel), channel);
            });
            narrowed[static_cast<std::size_t>(row) * w + static_cast<std::size_t>(column)] = sum;
        }
    }
    std::vector<double> scaled(static_cast<std::size_t>(height) * w);
    for (int64_t row = 0; row < height; ++row) {
        double* cells = scaled.data() + static_cast<std::size_t>(row) * w;
        Span(row, height, image.height).each(image.height, [&](int64_t pixel, double share) {
            const double* source = narrowed.data() + static_cast<std::size_t>(pixel) * w;
            for (std::size_t column = 0; column < w; ++column)
                cells[column] += share * source[column];
        });
        for (std::size_t column = 0; column < w; ++column)
            cells[column] = std::clamp(has_fractions ? cells[column] : std::round(cells[column]), 0.0, 255.0);
    }
    return scaled;
}

} // namespace

void fill_from_image(const Image& image, bool exact, Tensor<double>& x) {
    if (x.data.empty() || image.pixels.empty())
        return;
    const std::size_t rank = x.shape.size();
    const int64_t width = x.shape.back();
    const int64_t height = rank > 3 ? x.shape[rank - 2] : 1;
    const int64_t channels = x.shape[1];
    const int64_t plane = height * width;
    const int64_t planes_of_channel = x.shape.product() / (x.shape[0] * channels * plane);
    for (int64_t channel = 0; channel < channels; ++channel) {
        const auto scaled = scaled_channel(image, exact, channels == 1 ? -1 : channel, height, width);
        for (int64_t item = 0; item < x.shape[0]; ++item)
            for (int64_t copy = 0; copy < planes_of_channel; ++copy) {
                const int64_t at = ((item * channels + channel) * planes_of_channel + copy) * plane;
                std::copy(scaled.begin(), scaled.end(), x.data.begin() + at);
            }
    }
}

Sizes scaled_size(const Image& image, int64_t max_cells) {
    const int64_t longer = std::max(image.width, image.height);
    if (max_cells <= 0 || longer <= max_cells)
        return {image.height, image.width};
    const auto scaled = [&](int64_t side) {
        return std::max<int64_t>(1, (side * max_cells + longer / 2) / longer);
    };
    return {scaled(image.height), scaled(image.width)};
}

} // namespace convlens
