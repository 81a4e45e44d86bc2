// The built-in networks against PyTorch: activations, and what comes back by the three rules
// (make_activations.py).
#include "convlens/network.h"
#include "network/built_in.h"
#include "network/element.h"
#include "network/put_in.h"
#include "network/way_back.h"
#include "support/source_folder.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace convlens {
namespace {

struct ExpectedLayer {
    std::string name;
    double scale = 0; // its largest magnitude
    std::vector<std::pair<int64_t, double>> values;
};
struct ExpectedWay {
    std::string layer;
    int64_t flat = 0;
    BackRule rule{};
    std::vector<ExpectedLayer> layers;
};
struct Expected {
    std::vector<ExpectedLayer> layers;
    std::vector<ExpectedWay> ways;
};

std::map<std::string, Expected> read_expected() {
    std::map<std::string, Expected> all;
    std::ifstream file(source_folder() + "/tests/network/activations.txt");
    Expected* network = nullptr;
    std::vector<ExpectedLayer>* layers = nullptr;
    for (std::string line; std::getline(file, line);) {
        std::istringstream words(line);
        std::string first, rule;
        words >> first;
        if (first == "network") {
            words >> first;
            network = &all[first];
            layers = &network->layers;
        } else if (first == "way") {
            ExpectedWay& way = network->ways.emplace_back();
            words >> way.layer >> way.flat >> rule;
            way.rule = *named(back_rule_names(), rule);
            layers = &way.layers;
        } else if (first == "layer") {
            ExpectedLayer& layer = layers->emplace_back();
            words >> layer.name >> layer.scale;
        } else {
            double value = 0;
            words >> value;
            layers->back().values.emplace_back(std::stoll(first), value);
        }
    }
    return all;
}

void expect_near(const ExpectedLayer& layer, const Tensor<float>& values, double tolerance,
                 const std::string& what) {
    ASSERT_FALSE(values.data.empty()) << what << " " << layer.name;
    for (const auto& [flat, value] : layer.values)
        EXPECT_NEAR(values[flat], value, tolerance * layer.scale) << what << " " << layer.name << " " << flat;
}

class AgainstPytorch : public testing::TestWithParam<const char*> {};

TEST_P(AgainstPytorch, activations_and_ways_back_are_the_same) {
    const Expected expected = read_expected()[GetParam()];
    ASSERT_GE(expected.layers.size(), 10U);
    NetworkDocument document;
    document.network.built_in = GetParam();
    const Tensor<float> x = put_in(document).x;
    Network network = *layers_of(GetParam());
    ASSERT_FALSE(fit(network, x.shape));
    const Activations activations = forward(network, x);
    ASSERT_EQ(expected.layers.size(), network.layers.size());
    for (std::size_t i = 0; i < expected.layers.size(); ++i) {
        EXPECT_EQ(network.layers[i].name, expected.layers[i].name);
        expect_near(expected.layers[i], activations.values[i], 1e-5, "forward");
    }
    ASSERT_GE(expected.ways.size(), 6U);
    for (const ExpectedWay& way : expected.ways) {
        const int layer = *layer_named(network, way.layer);
        const Chosen from =
            strongest_element(network, activations.values[static_cast<std::size_t>(layer)], layer);
        EXPECT_EQ(from.flat, way.flat);
        const WayBack back = way_back(network, activations, from, way.rule);
        for (const ExpectedLayer& one : way.layers)
            expect_near(one, back.arriving[static_cast<std::size_t>(*layer_named(network, one.name))], 1e-4,
                        way.layer + " " + std::string(name_of(back_rule_names(), way.rule)));
    }
}

INSTANTIATE_TEST_SUITE_P(BuiltIn, AgainstPytorch, testing::Values("digits", "face"));

} // namespace
} // namespace convlens
