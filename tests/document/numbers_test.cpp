// Sources of numbers.
#include "document/image_values.h"
#include "document/named_kernels.h"
#include "document/numbers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <numeric>
#include <set>

namespace convlens {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;
using testing::ElementsAreArray;
using testing::Pointwise;

Source of_kind(SourceKind kind) {
    Source source;
    source.kind = kind;
    return source;
}

Source written(const Sizes& shape, std::vector<double> values) {
    Source source = of_kind(SourceKind::values);
    source.values_shape = shape;
    source.values = std::make_shared<const std::vector<double>>(std::move(values));
    return source;
}

TEST(Numbers, small_keeps_a_cell_that_stays) {
    for (const TensorRole role : {TensorRole::x, TensorRole::w, TensorRole::dy}) {
        const auto large = numbers({}, role, {2, 3, 9, 8});
        const auto small = numbers({}, role, {1, 2, 4, 5});
        for (int64_t c = 0; c < 2; ++c)
            for (int64_t i = 0; i < 4; ++i)
                for (int64_t j = 0; j < 5; ++j)
                    EXPECT_EQ(small[(c * 4 + i) * 5 + j], large[(c * 9 + i) * 8 + j]) << c << i << j;
    }
}

TEST(Numbers, small_has_its_range_and_every_number_of_it) {
    const auto range = [](TensorRole role) {
        const auto tensor = numbers({}, role, {1, 1, 30, 30});
        return std::set<double>(tensor.data.begin(), tensor.data.end());
    };
    EXPECT_THAT(range(TensorRole::x), ElementsAre(0, 1, 2, 3));
    EXPECT_THAT(range(TensorRole::w), ElementsAre(-1, 0, 1, 2));
    EXPECT_THAT(range(TensorRole::dy), ElementsAre(-1, 0, 1, 2));
}

TEST(Numbers, small_never_changes_from_version_to_version) {
    EXPECT_THAT(numbers({}, TensorRole::x, {1, 1, 3, 3}).data, ElementsAre(3, 3, 0, 1, 1, 3, 2, 2, 3));
    EXPECT_THAT(numbers({}, TensorRole::w, {1, 1, 3, 3}).data, ElementsAre(2, 1, 2, -1, 1, 0, 1, -1, 0));
    Source other;
    other.seed = 2;
    EXPECT_NE(numbers(other, TensorRole::x, {1, 1, 3, 3}), numbers({}, TensorRole::x, {1, 1, 3, 3}));
}

TEST(Numbers, patterns) {
    const Sizes shape{1, 1, 2, 3};
    EXPECT_THAT(numbers(of_kind(SourceKind::ramp), TensorRole::x, shape).data, ElementsAre(0, 1, 2, 3, 4, 5));
    EXPECT_THAT(numbers(of_kind(SourceKind::impulse), TensorRole::x, {1, 1, 3, 3}).data,
                ElementsAre(0, 0, 0, 0, 1, 0, 0, 0, 0));
    EXPECT_THAT(numbers(of_kind(SourceKind::checkerboard), TensorRole::x, shape).data,
                ElementsAre(1, 0, 1, 0, 1, 0));
    EXPECT_THAT(numbers(of_kind(SourceKind::constant), TensorRole::x, shape).data,
                ElementsAre(1, 1, 1, 1, 1, 1));
}

TEST(Numbers, written_values_are_aligned_at_the_last_axes_and_0_outside) {
    const Source source = written({2, 2}, {1, 2, 3, 4});
    EXPECT_THAT(numbers(source, TensorRole::x, {1, 1, 3, 3}).data, ElementsAre(1, 2, 0, 3, 4, 0, 0, 0, 0));
    EXPECT_THAT(numbers(source, TensorRole::x, {1, 2, 1, 2}).data, ElementsAre(1, 2, 0, 0));
    EXPECT_THAT(numbers(written({1, 1, 2, 2}, {1, 2, 3, 4}), TensorRole::x, {1, 1, 3}).data,
                ElementsAre(1, 2, 0));
}

TEST(Numbers, edits_win_and_survive_shrinking) {
    Source source = of_kind(SourceKind::constant);
    source.edits[{0, 0, 1, 1}] = 7;
    source.edits[{0, 0, 1}] = 9; // of another rank
    EXPECT_THAT(numbers(source, TensorRole::x, {1, 1, 1, 2}).data, ElementsAre(1, 1));
    EXPECT_THAT(numbers(source, TensorRole::x, {1, 1, 2, 2}).data, ElementsAre(1, 1, 1, 7));
    EXPECT_EQ(number_at(source, TensorRole::x, {1, 1, 2, 2}, 3), 7);
}

TEST(Numbers, one_number_is_the_same_as_in_the_tensor) {
    Source kernel = of_kind(SourceKind::kernel);
    kernel.kernel_name = KernelName::sobel_x;
    for (const Source& source : {Source{}, of_kind(SourceKind::ramp), of_kind(SourceKind::impulse),
                                 of_kind(SourceKind::checkerboard), of_kind(SourceKind::constant),
                                 written({2, 3}, {1, 2, 3, 4, 5, 6}), kernel})
        for (const Sizes& shape : {Sizes{2, 3, 4}, Sizes{2, 2, 3, 4}, Sizes{1, 2, 3, 4, 5}}) {
            const auto tensor = numbers(source, TensorRole::w, shape);
            for (int64_t flat = 0; flat < tensor.count(); ++flat)
                EXPECT_EQ(number_at(source, TensorRole::w, shape, flat), tensor[flat])
                    << static_cast<int>(source.kind) << " rank " << shape.size() << " at " << flat;
        }
}

TEST(Numbers, sources_are_compared_by_content) {
    EXPECT_EQ(written({2}, {1, 2}), written({2}, {1, 2}));
    EXPECT_NE(written({2}, {1, 2}), written({2}, {1, 3}));
    EXPECT_EQ(written({1}, {NAN}), written({1}, {NAN}));
    Source a, b;
    a.edits[{0}] = b.edits[{0}] = NAN;
    EXPECT_EQ(a, b);
    b.edits[{0}] = 1;
    EXPECT_NE(a, b);
}

TEST(NamedKernels, common_3x3_forms) {
    EXPECT_THAT(named_kernel(KernelName::identity, 3), ElementsAre(0, 0, 0, 0, 1, 0, 0, 0, 0));
    EXPECT_THAT(named_kernel(KernelName::sobel_x, 3), ElementsAre(-1, 0, 1, -2, 0, 2, -1, 0, 1));
    EXPECT_THAT(named_kernel(KernelName::sobel_y, 3), ElementsAre(-1, -2, -1, 0, 0, 0, 1, 2, 1));
    EXPECT_THAT(named_kernel(KernelName::laplacian, 3), ElementsAre(0, 1, 0, 1, -4, 1, 0, 1, 0));
    EXPECT_THAT(named_kernel(KernelName::sharpen, 3), ElementsAre(0, -1, 0, -1, 5, -1, 0, -1, 0));
    EXPECT_THAT(named_kernel(KernelName::emboss, 3), ElementsAre(-2, -1, 0, -1, 1, 1, 0, 1, 2));
    std::vector<double> gaussian = named_kernel(KernelName::gaussian, 3);
    for (double& value : gaussian)
        value *= 16;
    EXPECT_THAT(gaussian, ElementsAre(1, 2, 1, 2, 4, 2, 1, 2, 1));
}

TEST(NamedKernels, larger_forms) {
    const std::vector<double> sobel = named_kernel(KernelName::sobel_x, 5);
    EXPECT_THAT(std::vector<double>(sobel.begin(), sobel.begin() + 5), ElementsAre(-1, -2, 0, 2, 1));
    const std::vector<double> laplacian = named_kernel(KernelName::laplacian, 5);
    EXPECT_THAT(std::vector<double>(laplacian.begin() + 10, laplacian.begin() + 15),
                ElementsAre(4, -8, -24, -8, 4)); // OpenCV, Laplacian with ksize 5
    std::vector<double> sharpen = named_kernel(KernelName::sharpen, 5);
    EXPECT_EQ(sharpen[12] * 256, 476); // Wikipedia, unsharp masking 5x5
    EXPECT_EQ(sharpen[0] * 256, -1);
}

TEST(NamedKernels, sums_say_what_they_do_to_a_flat_area) {
    for (const int64_t size : {3, 5, 7, 9}) {
        const auto sum = [&](KernelName name) {
            const auto kernel = named_kernel(name, size);
            EXPECT_EQ(static_cast<int64_t>(kernel.size()), size * size);
            return std::accumulate(kernel.begin(), kernel.end(), 0.0);
        };
        for (const KernelName name : {KernelName::identity, KernelName::box, KernelName::gaussian,
                                      KernelName::sharpen, KernelName::emboss})
            EXPECT_NEAR(sum(name), 1, 1e-12) << static_cast<int>(name) << " size " << size;
        for (const KernelName name : {KernelName::sobel_x, KernelName::sobel_y, KernelName::laplacian})
            EXPECT_EQ(sum(name), 0) << static_cast<int>(name) << " size " << size;
    }
}

TEST(NamedKernels, other_shapes_hold_the_largest_that_fits) {
    EXPECT_THAT(kernel_plane(KernelName::sobel_x, 3, 5),
                ElementsAre(0, -1, 0, 1, 0, 0, -2, 0, 2, 0, 0, -1, 0, 1, 0));
    EXPECT_THAT(kernel_plane(KernelName::laplacian, 2, 2), ElementsAre(0, 0, 0, 1));
    EXPECT_THAT(kernel_plane(KernelName::box, 2, 2), ElementsAre(0.25, 0.25, 0.25, 0.25));
    EXPECT_THAT(kernel_plane(KernelName::gaussian, 1, 3), ElementsAre(0, 1, 0));
}

Image grey_image(int width, int height, std::vector<uint8_t> pixels) {
    Image image;
    image.width = width;
    image.height = height;
    image.channels = 1;
    image.pixels = std::move(pixels);
    return image;
}

TEST(ImageValues, at_its_own_size_the_pixels_are_exact) {
    Tensor<double> x(Sizes{1, 1, 2, 3});
    fill_from_image(grey_image(3, 2, {0, 1, 2, 253, 254, 255}), false, x);
    EXPECT_THAT(x.data, ElementsAre(0, 1, 2, 253, 254, 255));
}

TEST(ImageValues, scaled_by_area_averages) {
    Tensor<double> x(Sizes{2, 1, 1, 2});
    fill_from_image(grey_image(3, 1, {30, 60, 90}), false, x); // cell 0: 30 and half of 60
    EXPECT_THAT(x.data, ElementsAre(40, 80, 40, 80));
}

TEST(ImageValues, sixteen_bits_keep_their_fractions_where_pixels_are_exact) {
    Image deep;
    deep.width = 3;
    deep.height = deep.channels = 1;
    deep.bits = 16;
    const uint16_t samples[] = {0, 1000, 65535};
    deep.pixels.resize(sizeof samples);
    std::memcpy(deep.pixels.data(), samples, sizeof samples);
    Tensor<double> x(Sizes{1, 1, 1, 3});
    fill_from_image(deep, true, x);
    EXPECT_THAT(x.data, ElementsAre(0, 1000 / 257.0, 255));
    fill_from_image(deep, false, x);
    EXPECT_THAT(x.data, ElementsAre(0, 4, 255));
}

TEST(ImageValues, colours_are_sheets_or_grey) {
    Image image;
    image.width = image.height = 1;
    image.channels = 3;
    image.pixels = {10, 200, 30};
    Tensor<double> color(Sizes{1, 3, 1, 1});
    fill_from_image(image, false, color);
    EXPECT_THAT(color.data, ElementsAre(10, 200, 30));
    Tensor<double> grey(Sizes{1, 1, 1, 1});
    fill_from_image(image, false, grey);
    EXPECT_THAT(grey.data, ElementsAre(std::round(0.299 * 10 + 0.587 * 200 + 0.114 * 30)));
}

TEST(ImageValues, size_is_at_most_max_cells_and_never_enlarged) {
    const Image image = grey_image(300, 100, {});
    EXPECT_EQ(scaled_size(image, 64), (Sizes{21, 64}));
    EXPECT_EQ(scaled_size(image, 0), (Sizes{100, 300}));
    EXPECT_EQ(scaled_size(image, 1000), (Sizes{100, 300}));
    EXPECT_EQ(scaled_size(grey_image(1000, 1, {}), 8), (Sizes{1, 8}));
}

} // namespace
} // namespace convlens
