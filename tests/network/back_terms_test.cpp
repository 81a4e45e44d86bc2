// The terms of every number on a way back add up to it.
#include "network/back_terms.h"

#include "network/evaluate.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

NetworkDocument path_document(const char* network, BackRule rule) {
    NetworkDocument document;
    document.network.built_in = network;
    document.view = NetworkView::path;
    document.rule = rule;
    return document;
}

double sum_of(const std::vector<BackTerm>& terms) {
    double sum = 0;
    for (const BackTerm& term : terms) {
        double products = 0;
        for (const auto& [r, w] : term.products)
            products += static_cast<double>(r) * static_cast<double>(w);
        EXPECT_NEAR(products, term.sum, 1e-9 + 1e-6 * std::abs(products));
        sum += term.sum;
    }
    return sum;
}

/// Of what every conv and dense layer sends down, some elements; how many layers there were.
int expect_terms_add_up(const NetworkDocument& document) {
    const NetworkResults results = evaluate_network(document);
    const WayBack& way = *results.ways[static_cast<std::size_t>(document.rule)];
    int found = 0;
    for (const int layer : way.layers) {
        const Layer& of = results.network->layers[static_cast<std::size_t>(layer)];
        if (of.kind != LayerKind::conv && of.kind != LayerKind::dense)
            continue;
        ++found;
        const Tensor<float>& below = way.arriving[static_cast<std::size_t>(of.reads[0])];
        float largest = 0;
        for (const float value : below.data)
            largest = std::max(largest, std::abs(value));
        const int64_t stride = std::max<int64_t>(below.count() / 400, 1);
        for (int64_t flat = 0; flat < below.count(); flat += stride)
            EXPECT_NEAR(sum_of(back_terms(*results.network, way, layer, flat)),
                        static_cast<double>(below[flat]), 1e-4 * static_cast<double>(largest))
                << of.name << ", " << flat;
    }
    return found;
}

} // namespace

TEST(BackTerms, add_up_to_what_arrives_below) {
    for (const BackRule rule : {BackRule::backprop, BackRule::deconvnet, BackRule::guided}) {
        EXPECT_EQ(expect_terms_add_up(path_document("digits", rule)), 3);
        EXPECT_EQ(expect_terms_add_up(path_document("face", rule)), 12) << "depthwise ones too";
    }
}

TEST(BackTerms, the_picture_s_scaling_is_a_number_a_channel) {
    const NetworkResults digits = evaluate_network(path_document("digits", BackRule::deconvnet));
    EXPECT_EQ(back_scale(*digits.network, 1, 0), 1.0 / 16);
    EXPECT_EQ(back_scale(*digits.network, 2, 0), std::nullopt) << "no scaling";
    const NetworkResults face = evaluate_network(path_document("face", BackRule::deconvnet));
    for (int64_t channel = 0; channel < 3; ++channel)
        EXPECT_NEAR(back_scale(*face.network, 1, channel).value_or(0), 1.0 / 255, 1e-9);
}

} // namespace convlens
