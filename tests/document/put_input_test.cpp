// Arrays and images from outside as the input of any operation.
#include "document/evaluate/evaluate.h"
#include "document/presets.h"
#include "document/put_input.h"
#include "i18n/error.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>

namespace convlens {
namespace {

Tensor<double> counted(const Sizes& shape) {
    Tensor<double> array(shape);
    std::iota(array.data.begin(), array.data.end(), 0.0);
    return array;
}

TEST(PutInput, leading_axes_that_an_array_lacks_are_one) {
    const Sizes shapes[] = {{4, 6}, {1, 4, 6}, {1, 1, 4, 6}};
    for (const Sizes& shape : shapes) {
        Document document = default_document();
        put_input(document, counted(shape));
        const Results results = evaluate(document);
        ASSERT_TRUE(results.issues.empty());
        EXPECT_EQ(results.x->shape, (Sizes{1, 1, 4, 6}));
        EXPECT_EQ((*results.x)[23], 23);
        EXPECT_TRUE(document.name.empty()); // another operation than the figure's
    }
}

TEST(PutInput, items_and_channels_are_the_arrays) {
    Document document;
    document.operation = make_operation(Kind::conv, {5}, {3});
    document.operation.groups = document.operation.in_channels = document.operation.out_channels = 2;
    put_input(document, counted({2, 3, 7}));
    EXPECT_EQ(document.operation.batch, 2);
    EXPECT_EQ(document.operation.in_channels, 3);
    EXPECT_EQ(document.operation.out_channels, 2);
    EXPECT_EQ(document.operation.groups, 1);
    EXPECT_EQ(document.operation.input_size, Sizes{7});
    document.operation = make_operation(Kind::max_pool, {5}, {3});
    put_input(document, counted({2, 3, 7}));
    EXPECT_EQ(document.operation.out_channels, 3); // a pool keeps its channels
}

TEST(PutInput, another_number_of_axes_is_refused_and_changes_nothing) {
    for (const Sizes& shape : {Sizes{6}, Sizes{1, 1, 1, 4, 6}}) {
        Document document = default_document();
        const Document before = document;
        try {
            put_input(document, counted(shape));
            ADD_FAILURE() << shape.size();
        } catch (const Error& error) {
            EXPECT_EQ(error.key, "ui.array_axes");
            EXPECT_EQ(error.values[0].second, std::to_string(shape.size()));
            EXPECT_EQ(error.values[1].second, "2");
            EXPECT_EQ(error.values[2].second, "4");
        }
        EXPECT_EQ(document, before);
    }
}

TEST(PutInput, an_image_is_one_grey_item) {
    Image image;
    image.width = 8;
    image.height = 6;
    image.channels = 3;
    image.pixels.assign(8 * 6 * 3, 200);
    Document document = default_document();
    document.color = true;
    put_input(document, std::make_shared<const Image>(image));
    EXPECT_FALSE(document.color);
    EXPECT_TRUE(document.name.empty());
    EXPECT_EQ(document.title, LocalText{});
    const Results results = evaluate(document);
    EXPECT_EQ(results.x->shape, (Sizes{1, 1, 6, 8}));
    EXPECT_EQ((*results.x)[0], 200);
}

} // namespace
} // namespace convlens
