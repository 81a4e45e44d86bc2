// From what cannot be shown there is always a way to what can.
#include "document/nearest.h"

#include "convlens/arithmetic.h"
#include "document/evaluate/memory.h"
#include "document/evaluate/results.h"
#include "document/scene_file/scene_file.h"
#include "support/operations.h"

#include <gtest/gtest.h>

#include <limits>

namespace convlens {
namespace {

Document conv(const Sizes& input, const Sizes& kernel) {
    Document document;
    document.operation = make_operation(Kind::conv, input, kernel);
    return document;
}

TEST(NearestPossible, mends_two_numbers_that_hide_each_other) {
    Document wanted = conv({5, 5}, {99, 99});
    wanted.operation.padding_begin = wanted.operation.padding_end = {1, 1};
    wanted.operation.stride = {-3, -3};
    const Operation found = nearest_possible(wanted, nullptr).operation;
    EXPECT_EQ(found.stride, (Sizes{1, 1}));
    EXPECT_EQ(found.kernel_size, (Sizes{7, 7}));
    EXPECT_EQ(found.input_size, (Sizes{5, 5}));
}

TEST(NearestPossible, leaves_what_is_possible) {
    const Document wanted = conv({5, 5}, {3, 3});
    EXPECT_EQ(nearest_possible(wanted, nullptr), wanted);
}

TEST(NearestPossible, is_within_the_memory_and_as_large_as_that_allows) {
    const Document last = conv({5, 5}, {3, 3});
    for (const int64_t size : {int64_t{100'000}, int64_t{46'340}, int64_t{99'999'999'999}}) {
        const Operation found = nearest_possible(conv({size, size}, {3, 3}), &last).operation;
        EXPECT_EQ(found.input_size[0], found.input_size[1]) << size;
        EXPECT_EQ(found.kernel_size, (Sizes{3, 3})) << "what was typed gives way";
        Document larger = last;
        larger.operation = found;
        EXPECT_TRUE(fits_memory(larger)) << size;
        larger.operation.input_size = {found.input_size[0] + 1, found.input_size[0] + 1};
        EXPECT_FALSE(issues_of(larger).empty()) << size;
    }
}

TEST(NearestPossible, makes_what_was_typed_give_way) {
    Document last = conv({64, 64}, {3, 3});
    Document wanted = last;
    wanted.operation.out_channels = 1'000'000'000;
    Operation found = nearest_possible(wanted, &last).operation;
    EXPECT_EQ(found.input_size, (Sizes{64, 64}));
    EXPECT_GT(found.out_channels, 1000);
    wanted = last;
    wanted.operation.padding_begin = wanted.operation.padding_end = {2'000'000, 2'000'000};
    found = nearest_possible(wanted, &last).operation;
    EXPECT_EQ(found.input_size, (Sizes{64, 64}));
    EXPECT_GT(found.padding_begin[0], 1000);
    last.operation = make_operation(Kind::conv_transpose, {4, 4}, {3, 3});
    wanted = last;
    wanted.operation.stride = {1'000'000'000, 1'000'000'000};
    found = nearest_possible(wanted, &last).operation;
    EXPECT_EQ(found.input_size, (Sizes{4, 4}));
    EXPECT_GT(found.stride[0], 100);
}

TEST(NearestPossible, shows_fewer_cells_of_an_image) {
    Document wanted = conv({5, 5}, {3, 3});
    wanted.input = image_source(
        std::make_shared<const Image>(Image{6000, 4000, 1, std::vector<uint8_t>(std::size_t{6000} * 4000)}));
    wanted.max_cells = 0;
    wanted.operation.out_channels = 64;
    ASSERT_FALSE(fits_memory(wanted));
    Document last = wanted;
    last.max_cells = 64;
    const Document found = nearest_possible(wanted, &last);
    EXPECT_TRUE(issues_of(found).empty());
    EXPECT_TRUE(found.max_cells > 64 || found.operation.out_channels < 64);
}

/// Every kind, from one wrong number to all of them wrong.
TEST(NearestPossible, is_always_there) {
    constexpr int64_t numbers[] = {-1,
                                   0,
                                   1,
                                   2,
                                   3,
                                   5,
                                   7,
                                   99,
                                   100'000,
                                   2'147'483'647,
                                   99'999'999'999,
                                   std::numeric_limits<int64_t>::max(),
                                   std::numeric_limits<int64_t>::min()};
    for (uint64_t seed = 0; seed < 6000; ++seed) {
        Random random(seed);
        Document wanted;
        wanted.operation = any_small_operation(random, all_kinds[seed % 6]);
        const auto any = [&] { return numbers[draw(random, 0, std::size(numbers) - 1)]; };
        for (Sizes* list :
             {&wanted.operation.input_size, &wanted.operation.kernel_size, &wanted.operation.stride,
              &wanted.operation.padding_begin, &wanted.operation.padding_end, &wanted.operation.dilation,
              &wanted.operation.output_padding})
            for (std::size_t axis = 0; axis < list->size(); ++axis)
                if (draw(random, 0, 5) == 0)
                    (*list)[axis] = any();
        if (draw(random, 0, 3) == 0)
            wanted.operation.out_channels = any();
        if (draw(random, 0, 3) == 0)
            wanted.operation.groups = any();
        if (draw(random, 0, 9) == 0)
            wanted.operation.norm_p = -1;
        wanted.operation.input_dilation = Sizes::filled(wanted.operation.dims(), 1);
        const Document found = nearest_possible(wanted, nullptr);
        ASSERT_TRUE(issues_of(found).empty()) << describe(wanted.operation, seed) << "\n"
                                              << describe(found.operation);
        if (issues_of(wanted).empty()) {
            ASSERT_EQ(found, wanted);
        }
    }
}

} // namespace
} // namespace convlens
