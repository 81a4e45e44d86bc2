// What comes with the program: networks, digits, photographs.
#include "network/built_in.h"
#include "network/evaluate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace convlens {
namespace {

TEST(Digits, are_1797_with_ink_from_0_to_16_and_every_fifth_held_out) {
    const NetworkData& digits = digits_data();
    EXPECT_EQ(digits.count(), 1797);
    EXPECT_EQ(*std::max_element(digits.pixels.begin(), digits.pixels.end()), 16);
    EXPECT_EQ(*std::max_element(digits.labels.begin(), digits.labels.end()), 9);
    EXPECT_EQ(digits.indices(true).size(), 359U);
    EXPECT_EQ(digits.indices(true).size() + digits.indices(false).size(), 1797U);
    const Tensor<float> first = digits.picture(0);
    EXPECT_EQ(first.shape, (Sizes{1, 1, 8, 8}));
    EXPECT_EQ(first[2], 5);
    EXPECT_EQ(digits.labels[0], 0);
}

TEST(Digits, that_were_held_out_are_read_by_the_network_98_times_in_100) {
    const NetworkData& digits = digits_data();
    const std::vector<int64_t> held_out = digits.indices(true);
    Network network = *layers_of("digits");
    ASSERT_FALSE(fit(network, {1, 1, 8, 8}));
    int right = 0;
    for (const int64_t index : held_out) {
        const Activations activations = forward(network, digits.picture(index));
        const std::vector<float>& output = activations.values.back().data;
        const auto answer = std::max_element(output.begin(), output.end()) - output.begin();
        right += answer == digits.labels[static_cast<std::size_t>(index)];
    }
    const double accuracy = right / static_cast<double>(held_out.size());
    EXPECT_GE(accuracy, 0.98);
    EXPECT_NEAR(accuracy, std::stod(built_in_metadata("digits", "accuracy")), 0.005);
}

TEST(Face, is_found_in_the_photograph_of_the_astronaut) {
    NetworkDocument document;
    document.network.built_in = "face";
    const NetworkResults results = evaluate_network(document);
    ASSERT_FALSE(results.misfit);
    EXPECT_EQ(results.x->shape, (Sizes{1, 3, 320, 320}));
    ASSERT_EQ(results.faces.size(), 1U);
    const FoundFace& face = results.faces.front();
    EXPECT_NEAR(face.score, 0.886, 0.002);
    EXPECT_NEAR(face.x, 94, 2);
    EXPECT_NEAR(face.y, 45, 2);
    EXPECT_NEAR(face.width, 86, 2);
    EXPECT_NEAR(face.height, 75, 2);
}

TEST(Face, is_not_found_where_there_is_none) {
    for (const std::string_view name : photographs()) {
        if (name == "astronaut")
            continue;
        NetworkDocument document;
        document.network.built_in = "face";
        document.input.kind = NetworkInputKind::photograph;
        document.input.photograph = name;
        for (const FoundFace& face : evaluate_network(document).faces)
            EXPECT_LT(face.score, 0.886) << name;
    }
}

TEST(Face, has_193321_parameters_and_layers_of_odd_sizes) {
    Network network = *layers_of("face");
    ASSERT_FALSE(fit(network, {1, 3, 320, 320}));
    int64_t parameters = 0;
    for (const Layer& layer : network.layers)
        parameters += layer.kind == LayerKind::affine ? 0 : parameter_count(layer);
    EXPECT_EQ(parameters, 193321);
    EXPECT_EQ(network.layers[2].shape, (Sizes{1, 16, 318, 318}));
    EXPECT_EQ(network.layers.back().shape, (Sizes{1, 25, 10, 10}));
}

TEST(Photographs, are_there_by_name_and_at_most_320_pixels) {
    for (const std::string_view name : photographs()) {
        const auto image = photograph(name);
        ASSERT_TRUE(image) << name;
        EXPECT_EQ(std::max(image->width, image->height), 320) << name;
    }
    EXPECT_FALSE(photograph("lena"));
    EXPECT_EQ(built_in_network("vgg"), nullptr);
}

} // namespace
} // namespace convlens
