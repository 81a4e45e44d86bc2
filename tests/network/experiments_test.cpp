// Pictures that are shifted, scaled, turned and covered.
#include "network/built_in.h"
#include "network/evaluate.h"
#include "network/experiments.h"
#include "network/picture_change.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

Tensor<float> ramp(int64_t height, int64_t width) {
    Tensor<float> x({1, 1, height, width});
    for (int64_t row = 0; row < height; ++row)
        for (int64_t column = 0; column < width; ++column)
            x[row * width + column] = static_cast<float>(10 * row + column);
    return x;
}

TEST(PictureChange, of_the_middle_amount_changes_nothing) {
    const Tensor<float> x = ramp(6, 7);
    for (const auto& [name, change] : picture_change_names()) {
        const std::vector<double> amounts = change_amounts(change, {6, 7});
        ASSERT_EQ(amounts.size() % 2, 1U);
        EXPECT_EQ(changed(x, change, amounts[amounts.size() / 2]), x) << name;
        EXPECT_TRUE(std::is_sorted(amounts.begin(), amounts.end()));
    }
}

TEST(PictureChange, shifts_to_the_right_and_downwards) {
    const Tensor<float> x = ramp(4, 4);
    const Tensor<float> right = changed(x, PictureChange::shift_x, 1);
    EXPECT_EQ(right[0], x[0]); // the border goes on
    EXPECT_EQ(right[1], x[0]);
    EXPECT_EQ(right[3], x[2]);
    EXPECT_EQ(changed(x, PictureChange::shift_y, 2)[12], x[4]);
    EXPECT_FLOAT_EQ(changed(x, PictureChange::shift_x, 0.5)[1], 0.5F);
}

TEST(PictureChange, turns_clockwise_and_enlarges_about_the_centre) {
    Tensor<float> x({1, 1, 3, 3});
    x[1] = 1; // in the middle of the top
    const Tensor<float> turned = changed(x, PictureChange::rotate, 90);
    EXPECT_NEAR(turned[5], 1, 1e-6); // at the right
    EXPECT_NEAR(turned[1], 0, 1e-6);
    const Tensor<float> large = changed(ramp(5, 5), PictureChange::scale, 2);
    EXPECT_FLOAT_EQ(large[12], 22);
    EXPECT_FLOAT_EQ(large[13], 22.5F);
}

TEST(InvarianceCurve, has_the_activation_itself_in_its_middle) {
    NetworkDocument document;
    document.view = NetworkView::invariance;
    document.selected = {"relu1", 2, {3, 3}};
    const NetworkResults results = evaluate_network(document);
    ASSERT_TRUE(results.invariance);
    const InvarianceCurve& curve = *results.invariance;
    ASSERT_EQ(curve.at_place.size(), curve.amounts.size());
    EXPECT_EQ(curve.at_place[curve.amounts.size() / 2], static_cast<double>(results.chosen.value));
    for (std::size_t i = 0; i < curve.amounts.size(); ++i)
        EXPECT_GE(curve.of_map[i], curve.at_place[i]);
}

TEST(HarmMap, is_what_the_output_loses) {
    NetworkDocument document;
    document.view = NetworkView::occlusion;
    const NetworkResults results = evaluate_network(document);
    ASSERT_TRUE(results.occlusion);
    const HarmMap& map = *results.occlusion;
    EXPECT_EQ(map.side, 2);
    EXPECT_EQ(map.stride, 1);
    EXPECT_EQ(map.harm.shape, (Sizes{7, 7}));
    EXPECT_EQ(map.output, 0); // the first digit is a 0
    Tensor<float> x = *results.x;
    for (const int64_t pixel : {3 * 8 + 2, 3 * 8 + 3, 4 * 8 + 2, 4 * 8 + 3})
        x[pixel] = map.grey;
    const Activations with = forward(*results.network, x);
    const std::size_t softmax = with.values.size() - 1; // reads the scores
    EXPECT_TRUE(map.is_of_score);
    const float without = results.activations->values[softmax - 1][map.output];
    EXPECT_EQ(map.measured, static_cast<double>(without));
    EXPECT_NEAR(map.harm[3 * 7 + 2], without - with.values[softmax - 1][map.output], 1e-5);
    EXPECT_EQ(map.value, static_cast<double>(results.activations->values[softmax][map.output]));
    EXPECT_NEAR(map.with_square[3 * 7 + 2], with.values[softmax][map.output], 1e-6);
}

TEST(HarmMap, of_a_sure_digit_is_seen) {
    NetworkDocument document;
    document.view = NetworkView::occlusion;
    for (document.input.sample = 0; document.input.sample < 10; ++document.input.sample) {
        const HarmMap map = *evaluate_network(document).occlusion;
        const auto [least, most] = std::minmax_element(map.harm.data.begin(), map.harm.data.end());
        EXPECT_GT(*most - *least, 1) << "sample " << document.input.sample; // of scores of about 10
    }
}

TEST(HarmMap, of_a_square_as_large_as_the_picture_is_one_number) {
    NetworkDocument document;
    document.view = NetworkView::occlusion;
    document.occlusion = {500, 3, 4};
    const NetworkResults results = evaluate_network(document);
    EXPECT_EQ(results.occlusion->harm.shape, (Sizes{1, 1}));
    EXPECT_EQ(results.occlusion->output, 4);
}

TEST(HarmMap, of_the_face_is_greatest_on_the_face) {
    NetworkDocument document;
    document.network.built_in = "face";
    document.view = NetworkView::occlusion;
    document.occlusion.stride = 40;
    const NetworkResults results = evaluate_network(document);
    const HarmMap& map = *results.occlusion;
    EXPECT_FALSE(map.is_of_score); // a box's score has no softmax
    const auto worst = std::max_element(map.harm.data.begin(), map.harm.data.end()) - map.harm.data.begin();
    const double x = static_cast<double>(worst % map.harm.shape[1] * map.stride + map.side / 2);
    const double y = static_cast<double>(worst / map.harm.shape[1] * map.stride + map.side / 2);
    const FoundFace& face = results.faces.front();
    EXPECT_GT(x, face.x);
    EXPECT_LT(x, face.x + face.width);
    EXPECT_GT(y, face.y);
    EXPECT_LT(y, face.y + face.height);
}

} // namespace
} // namespace convlens
