// What follows from a NetworkDocument, by its view.
#include "network/built_in.h"
#include "network/element.h"
#include "network/evaluate.h"
#include "network/output_names.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cmath>
#include <set>
#include <string>

namespace convlens {
namespace {

NetworkDocument digits_document(NetworkView view) {
    NetworkDocument document;
    document.view = view;
    document.selected.layer = "relu2";
    return document;
}

TEST(EvaluateNetwork, gives_facts_and_activations_of_every_layer) {
    const NetworkResults results = evaluate_network(digits_document(NetworkView::overview));
    ASSERT_FALSE(results.misfit);
    ASSERT_EQ(results.facts.size(), results.network->layers.size());
    EXPECT_EQ(results.label, 0);
    const int conv2 = *layer_named(*results.network, "conv2");
    const LayerFacts& facts = results.facts[static_cast<std::size_t>(conv2)];
    EXPECT_EQ(facts.channels, 16);
    EXPECT_EQ(facts.spatial, (Sizes{4, 4}));
    EXPECT_EQ(facts.parameters, 1168);
    EXPECT_EQ(facts.receptive_field, (Sizes{8, 8}));
    EXPECT_EQ(results.facts.back().channels, 10);
    EXPECT_TRUE(results.facts.back().spatial.empty());
    EXPECT_FALSE(results.ways[0]);
    EXPECT_FALSE(results.strongest);
}

TEST(OutputNames, say_which_number_of_which_box_where) {
    NetworkDocument document;
    document.network.built_in = "face";
    Network network = *layers_of("face");
    ASSERT_FALSE(fit(network, {1, 3, 320, 320}));
    const Texts en(Language::en), zh(Language::zh);
    const auto names = output_channel_names(document, network, en);
    ASSERT_EQ(names.size(), static_cast<std::size_t>(face_channels));
    EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), names.size()) << "each its own";
    EXPECT_EQ(names[4], "score of the box of 51 × 67 px");
    EXPECT_EQ(names[22], "width of the box of 289 × 341 px");
    EXPECT_EQ(output_element_name(document, network, 424, en), "score of the box of 51 × 67 px at (2, 4)");
    EXPECT_EQ(output_element_name(document, network, 424, zh), "(2, 4) 处 51 × 67 像素框的得分");
    Tensor<float> output(network.layers.back().shape);
    output[424] = 10;
    EXPECT_EQ(found_faces(output, 0.9).at(0).output, 424) << "the score it is";
}

TEST(OutputNames, of_other_networks_are_digits_or_places) {
    NetworkDocument document;
    Network network = *layers_of("digits");
    ASSERT_FALSE(fit(network, {1, 1, 8, 8}));
    EXPECT_EQ(output_element_name(document, network, 7, Texts(Language::en)), "7");
    document.network.built_in.clear();
    EXPECT_TRUE(output_channel_names(document, network, Texts(Language::en)).empty());
    EXPECT_EQ(output_element_name(document, network, 7, Texts(Language::en)), "[7]");
    network.layers.resize(3);
    const int64_t plane = network.layers.back().shape[2] * network.layers.back().shape[3];
    EXPECT_EQ(output_element_name(document, network, 0, Texts(Language::en)), "[0] at (0, 0)");
    EXPECT_EQ(output_element_name(document, network, plane - 1, Texts(Language::en)), "[0] at (7, 7)");
}

TEST(EvaluateNetwork, chooses_the_strongest_or_what_lies_nearest) {
    NetworkDocument document = digits_document(NetworkView::overview);
    const NetworkResults results = evaluate_network(document);
    const Tensor<float>& values = results.activations->values[static_cast<std::size_t>(results.chosen.layer)];
    EXPECT_EQ(results.chosen.value, *std::max_element(values.data.begin(), values.data.end()));
    document.selected = {"relu2", 99, {99, 0}};
    const Chosen chosen = evaluate_network(document).chosen;
    EXPECT_EQ(chosen.channel, 15);
    EXPECT_EQ(chosen.at, (Sizes{3, 0}));
    document.selected = {"gone", -1, {}};
    EXPECT_EQ(evaluate_network(document).chosen.layer, static_cast<int>(results.network->layers.size()) - 1);
}

TEST(EvaluateNetwork, path_has_the_way_of_its_rule_and_compare_all_of_them) {
    NetworkDocument document = digits_document(NetworkView::path);
    document.rule = BackRule::guided;
    const NetworkResults path = evaluate_network(document);
    EXPECT_TRUE(path.ways[2]);
    EXPECT_FALSE(path.ways[0]);
    EXPECT_EQ(path.ways[2]->layers.back(), 0);
    EXPECT_EQ(path.ways[2]->layers.front(), path.chosen.layer);
    document.view = NetworkView::compare;
    const NetworkResults compared = evaluate_network(document);
    for (const auto& way : compared.ways)
        ASSERT_TRUE(way);
    ASSERT_EQ(compared.differences.size(), 2U);
    const RuleDifference &against = compared.differences[0], &silent = compared.differences[1];
    EXPECT_GT(against.y, 0);
    EXPECT_LT(against.arrives[0], 0);
    EXPECT_EQ(against.let_through[0], against.arrives[0]);
    EXPECT_EQ(against.let_through[1], 0);
    EXPECT_EQ(against.let_through[2], 0);
    EXPECT_LE(silent.y, 0);
    EXPECT_GT(silent.arrives[1], 0);
    EXPECT_EQ(silent.let_through[0], 0);
    EXPECT_EQ(silent.let_through[1], silent.arrives[1]);
    EXPECT_EQ(silent.let_through[2], 0);
}

TEST(EvaluateNetwork, sends_the_value_down_by_deconvnet_and_1_else) {
    const NetworkResults results = evaluate_network(digits_document(NetworkView::compare));
    for (std::size_t rule = 0; rule < 3; ++rule) {
        const auto& start = results.ways[rule]->arriving[static_cast<std::size_t>(results.chosen.layer)];
        EXPECT_EQ(start[results.chosen.flat], rule == 1 ? results.chosen.value : 1);
        EXPECT_EQ(std::count(start.data.begin(), start.data.end(), 0.0F), start.count() - 1);
    }
}

TEST(EvaluateNetwork, a_way_back_from_an_output_starts_at_the_score_before_softmax) {
    for (const NetworkView view : {NetworkView::path, NetworkView::compare, NetworkView::strongest}) {
        NetworkDocument document = digits_document(view);
        document.selected = {"softmax", 3, {}};
        const NetworkResults results = evaluate_network(document);
        EXPECT_EQ(results.network->layers[static_cast<std::size_t>(results.chosen.layer)].name, "dense");
        EXPECT_EQ(results.chosen.channel, 3);
        EXPECT_TRUE(results.chosen_is_score);
        document.selected.layer = "dense"; // what PyTorch's hooks know (pytorch_test)
        const NetworkResults of_dense = evaluate_network(document);
        EXPECT_FALSE(of_dense.chosen_is_score);
        EXPECT_EQ(of_dense.chosen, results.chosen);
        for (std::size_t rule = 0; rule < 3; ++rule) {
            ASSERT_EQ(results.ways[rule] != nullptr, of_dense.ways[rule] != nullptr);
            if (results.ways[rule]) {
                const Tensor<float>& pixels = results.ways[rule]->arriving[0];
                EXPECT_EQ(pixels.data, of_dense.ways[rule]->arriving[0].data);
                EXPECT_GT(*std::max_element(pixels.data.begin(), pixels.data.end()), 0.01F);
            }
        }
    }
    NetworkDocument overview = digits_document(NetworkView::overview);
    overview.selected = {"softmax", 3, {}};
    EXPECT_EQ(evaluate_network(overview).chosen.layer,
              static_cast<int>(evaluate_network(overview).network->layers.size()) - 1);
}

TEST(EvaluateNetwork, of_a_found_face_chooses_its_score) {
    NetworkDocument document;
    document.network.built_in = "face";
    document.input.kind = NetworkInputKind::photograph;
    document.input.photograph = "astronaut";
    const NetworkResults results = evaluate_network(document);
    ASSERT_FALSE(results.faces.empty());
    EXPECT_EQ(results.chosen.flat, results.faces.front().output);
    document.selected.layer = "boxes"; // the strongest of a layer is the strongest
    EXPECT_GE(evaluate_network(document).chosen.value, results.chosen.value);
}

TEST(EvaluateNetwork, takes_over_what_did_not_change) {
    const NetworkDocument before = digits_document(NetworkView::overview);
    const NetworkResults results = evaluate_network(before);
    NetworkDocument after = before;
    after.selected.channel = 3;
    NetworkEvaluateOptions options;
    options.before = &results;
    options.before_document = &before;
    EXPECT_EQ(evaluate_network(after, options).activations, results.activations);
    after.input.sample = 7;
    EXPECT_NE(evaluate_network(after, options).activations, results.activations);
}

TEST(EvaluateNetwork, of_a_drawing_shows_how_it_was_counted) {
    NetworkDocument document = digits_document(NetworkView::overview);
    document.input.kind = NetworkInputKind::drawing;
    document.input.drawing.set_ink(3, 3, true);
    const NetworkResults results = evaluate_network(document);
    ASSERT_TRUE(results.drawing);
    EXPECT_EQ(results.drawing->top, 3);
    EXPECT_EQ(results.x->data, std::vector<float>(64, 16));
}

TEST(EvaluateNetwork, says_which_layer_does_not_take_the_input) {
    NetworkDocument document = digits_document(NetworkView::overview);
    document.input.kind = NetworkInputKind::values;
    document.input.values = std::make_shared<const Tensor<float>>(Sizes{1, 1, 9, 20});
    const NetworkResults results = evaluate_network(document);
    ASSERT_TRUE(results.misfit);
    EXPECT_EQ(results.misfit->layer, "dense");
    EXPECT_FALSE(results.activations);
    document.input.values = std::make_shared<const Tensor<float>>(Sizes{1, 3, 8, 8});
    EXPECT_EQ(evaluate_network(document).misfit->issue.code, NetworkIssueCode::wrong_channels);
}

TEST(EvaluateNetwork, refuses_an_input_that_is_too_large_for_the_memory) {
    NetworkDocument document;
    document.network.built_in = "face";
    std::optional<NetworkMisfit> misfit;
    EXPECT_FALSE(fitted_network(*layers_of("face"), {1, 3, 6000, 6000}, misfit));
    ASSERT_TRUE(misfit && misfit->issue.issue);
    EXPECT_EQ(misfit->issue.issue->code, IssueCode::too_much_memory);
}

TEST(EvaluateNetwork, can_be_cancelled) {
    for (const NetworkView view : {NetworkView::overview, NetworkView::strongest, NetworkView::occlusion}) {
        NetworkDocument document;
        document.network.built_in = "face";
        document.view = view;
        std::atomic<int> asked = 0;
        NetworkEvaluateOptions options;
        options.is_cancelled = [&] { return ++asked > 3; };
        EXPECT_THROW(evaluate_network(document, options), Cancelled);
    }
}

} // namespace
} // namespace convlens
