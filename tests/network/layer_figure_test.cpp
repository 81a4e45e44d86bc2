// A layer as a figure has the network's own numbers: its Y is what the network gives there.
#include "document/evaluate/evaluate.h"
#include "document/scene_file/scene_file.h"
#include "network/evaluate.h"
#include "network/layer_figure.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

NetworkResults results_of(const std::string& name) {
    NetworkDocument document;
    document.network.built_in = name;
    return evaluate_network(document);
}

/// The largest difference from what the network gives, as a share of its largest number.
double difference(const Results& figure, const Tensor<float>& map) {
    EXPECT_EQ(figure.y->count(), map.count());
    double largest = 0, difference = 0;
    for (int64_t i = 0; i < map.count(); ++i) {
        largest = std::max(largest, std::abs(static_cast<double>(map[i])));
        difference = std::max(difference, std::abs((*figure.y)[i] - static_cast<double>(map[i])));
    }
    return difference / largest;
}

TEST(LayerFigure, of_every_layer_with_weights_has_the_networks_numbers) {
    for (const char* name : {"digits", "face"}) {
        const NetworkResults results = results_of(name);
        ASSERT_FALSE(results.misfit);
        int compared = 0, biased = 0;
        for (int i = 1; i < static_cast<int>(results.network->layers.size()); ++i) {
            const Layer& layer = results.network->layers[static_cast<std::size_t>(i)];
            const auto figure = figure_of_layer(results, i, 0);
            if (!figure || figure->layer != i || !has_weight(figure->document.operation.kind))
                continue;
            ASSERT_EQ(figure->document.bias.size(), layer.bias.data.size());
            biased += figure->document.bias.empty() ? 0 : 1;
            const Results shown = evaluate(figure->document);
            ASSERT_TRUE(shown.issues.empty());
            EXPECT_LE(difference(shown, results.activations->values[static_cast<std::size_t>(i)]), 1e-5)
                << name << " " << layer.name;
            ++compared;
        }
        EXPECT_GE(compared, name == std::string("face") ? 10 : 3) << name;
        EXPECT_GE(biased, name == std::string("face") ? 5 : 3) << name;
    }
}

TEST(LayerFigure, is_saved_with_its_bias) {
    const NetworkResults results = results_of("digits");
    const auto layer = figure_of_layer(results, 2, 0);
    ASSERT_TRUE(layer);
    ASSERT_FALSE(layer->document.bias.empty());
    const std::string text = write_scene(layer->document);
    EXPECT_EQ(read_scene(text), layer->document);
    EXPECT_EQ(write_scene(read_scene(text)), text);
}

TEST(LayerFigure, of_a_way_back_has_no_bias) {
    NetworkDocument document;
    document.view = NetworkView::path;
    const NetworkResults results = evaluate_network(document);
    const auto& way = results.ways[static_cast<std::size_t>(document.rule)];
    ASSERT_TRUE(way);
    int figures = 0;
    for (int i = 1; i < static_cast<int>(results.network->layers.size()); ++i)
        if (const auto figure = figure_of_way_back(results, *way, i)) {
            EXPECT_TRUE(figure->document.bias.empty());
            ++figures;
        }
    EXPECT_GE(figures, 2);
}

} // namespace
} // namespace convlens
