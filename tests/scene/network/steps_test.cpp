// The way back stepped cell by cell: where a map is small each cell is a step of its own, whose terms are
// said, larger ones are swept over.
#include "network/back_terms.h"
#include "network/file.h"
#include "scene/network/network_fixture.h"
#include "scene/network/network_tags.h"
#include "scene/network/way_back/stage_cell.h"
#include "scene/network/way_back/stages.h"
#include "scene/scene_fixture.h"
#include "support/source_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace convlens::scene_test {
namespace {

const WayBack& way_of(const Networked& networked) {
    return *networked.results.ways[static_cast<std::size_t>(networked.document.rule)];
}

std::vector<BackStage> stages_of(const Networked& networked) {
    return back_stages(*networked.results.network, way_of(networked));
}

Timeline cells_of(const Networked& networked) {
    return network_timeline(networked.document, networked.results, BackPace::cells);
}

/// The first stage through a layer of this kind, and its run.
std::size_t stage_through(const Networked& networked, LayerKind kind) {
    const auto stages = stages_of(networked);
    for (std::size_t i = 0; i < stages.size(); ++i)
        if (networked.results.network->layers[static_cast<std::size_t>(stages[i].layer)].kind == kind)
            return i;
    throw std::runtime_error("no such stage");
}

Frame frame_at(const Networked& networked, std::size_t stage, const Cursor& at, Tag hover = {}) {
    NetworkFrameOptions options;
    options.cursor = at;
    options.cursor->run = stage;
    options.hover = hover;
    return networked.frame(options);
}

/// Cells of the result's large map with a number.
int64_t numbers_of_result(const Frame& frame, int layer) {
    int64_t count = 0;
    for (const Item& item : frame.items)
        if (const Box* box = std::get_if<Box>(&item.shape);
            box && item.tag.space == static_cast<uint32_t>(TagSpace::network_cell) &&
            item.tag.layer == layer + 1)
            count += box->fill != theme(ThemeId::light).empty ? 1 : 0;
    return count;
}

} // namespace

TEST(NetworkSteps, small_maps_are_walked_and_large_ones_swept) {
    for (const auto& document : {digits_document(NetworkView::path, ""), face_document(NetworkView::path)}) {
        const Networked networked = evaluated(document);
        const auto stages = stages_of(networked);
        const Timeline line = cells_of(networked);
        ASSERT_EQ(line.runs().size(), stages.size());
        for (std::size_t i = 0; i < stages.size(); ++i) {
            const MapGrid grid =
                map_grid(networked.results.network->layers[static_cast<std::size_t>(stages[i].to)].shape);
            const int64_t steps = line.runs()[i].steps;
            EXPECT_TRUE(steps == 1 || steps == grid.elements);
            if (grid.elements > max_walked_cells) {
                EXPECT_EQ(steps, 1) << "a sweep";
            }
        }
        const bool is_digits = document.network.built_in == "digits";
        EXPECT_EQ(line.steps() > static_cast<int64_t>(stages.size()), is_digits);
    }
}

TEST(NetworkSteps, the_scaling_of_the_picture_is_no_stage_of_its_own) {
    for (const auto& document : {digits_document(NetworkView::path), face_document(NetworkView::path)}) {
        const Networked networked = evaluated(document);
        for (const BackStage& stage : stages_of(networked))
            EXPECT_NE(networked.results.network->layers[static_cast<std::size_t>(stage.layer)].kind,
                      LayerKind::affine);
        EXPECT_EQ(stages_of(networked).back().to, 0);
    }
}

TEST(NetworkSteps, each_step_brings_one_cell_and_follows_it) {
    const Networked networked = evaluated(digits_document(NetworkView::path));
    const auto stages = stages_of(networked);
    for (const LayerKind kind : {LayerKind::conv, LayerKind::max_pool, LayerKind::relu}) {
        const std::size_t stage = stage_through(networked, kind);
        const int64_t cells = walked_cells(*networked.results.network, stages[stage]);
        ASSERT_GT(cells, 3);
        const int64_t terms = walked_terms(*networked.results.network, stages[stage]);
        for (const int64_t step : {int64_t{0}, int64_t{2}, cells - 1}) {
            const Frame before = frame_at(networked, stage, after_terms(step, 0));
            const Frame after = frame_at(networked, stage, finished(step, terms));
            EXPECT_EQ(numbers_of_result(after, stages[stage].to),
                      numbers_of_result(before, stages[stage].to) + 1);
            EXPECT_TRUE(has_text(after, "cell " + std::to_string(step + 1) + " of " + std::to_string(cells)));
        }
    }
}

TEST(NetworkSteps, the_terms_of_a_cell_are_said_one_by_one_and_add_up) {
    const Networked networked = evaluated(digits_document(NetworkView::path));
    const std::size_t stage = stage_through(networked, LayerKind::conv);
    const BackStage of = stages_of(networked)[stage];
    const int64_t terms = walked_terms(*networked.results.network, of);
    ASSERT_GT(terms, 1);
    for (int64_t term = 1; term <= terms; ++term)
        EXPECT_TRUE(has_text(frame_at(networked, stage, after_terms(5, term)), "sum so far")) << term;
    EXPECT_FALSE(has_text(frame_at(networked, stage, finished(5, terms)), "sum so far"));
}

TEST(NetworkSteps, where_ways_meet_the_words_name_all_of_them) {
    NetworkDocument document =
        read_network_file(source_folder() + "/tests/network_files/models/residual_13.onnx");
    document.view = NetworkView::path;
    const Networked networked = evaluated(document);
    const Network& network = *networked.results.network;
    const auto stages = stages_of(networked);
    const int meeting = networked.layer("/Relu"); // read by a convolution and by the sum
    int met = 0;
    for (std::size_t i = 0; i < stages.size(); ++i) {
        NetworkFrameOptions options;
        options.step = static_cast<int64_t>(i);
        const Frame frame = networked.frame(options);
        const bool meets = stages[i].to == meeting;
        met += meets ? 1 : 0;
        EXPECT_EQ(other_readers(network, stages[i]).empty(), !meets) << i;
        EXPECT_EQ(has_text(frame, "added"), meets) << i; // of "is added to it", which is wrapped
        if (meets) {
            EXPECT_EQ(walked_terms(network, stages[i]), 1) << "its terms are not the whole cell";
        }
        if (network.layers[static_cast<std::size_t>(stages[i].layer)].kind == LayerKind::add) {
            EXPECT_TRUE(has_text(frame, "/enter/Conv + ReLU, /second/Conv")) << "what a sum goes on to";
        }
    }
    EXPECT_EQ(met, 2) << "from the sum and from the convolution below it";
    document.view = NetworkView::overview;
    document.selected = {"/Add", 1, {4, 4}};
    EXPECT_TRUE(has_text(evaluated(document).frame(), "comes from /enter/Conv, /second/Conv"));
}

TEST(NetworkSteps, what_is_pointed_at_is_followed_in_place_of_the_step) {
    const Networked networked = evaluated(digits_document(NetworkView::path));
    const std::size_t stage = stage_through(networked, LayerKind::relu);
    const BackStage of = stages_of(networked)[stage];
    const MapGrid grid = map_grid(networked.results.network->layers[static_cast<std::size_t>(of.to)].shape);
    const Frame stepped = frame_at(networked, stage, finished(1, 1));
    const Frame pointed = frame_at(networked, stage, finished(1, 1), network_cell_tag(of.to, grid, 0, 3));
    EXPECT_TRUE(has_text(stepped, "cell 2 of"));
    EXPECT_FALSE(has_text(pointed, "cell 2 of"));
}

TEST(NetworkSteps, cells_of_digits_are_clear_in_every_phase) {
    const Networked networked = evaluated(digits_document(NetworkView::path, ""));
    const Timeline line = cells_of(networked);
    for (std::size_t run = 0; run < line.runs().size(); ++run)
        for (const int64_t step : {int64_t{0}, line.runs()[run].steps / 2})
            for (const Language language : {Language::en, Language::zh}) {
                const int64_t terms = line.runs()[run].terms_per_step;
                for (Cursor cursor :
                     {after_terms(step, 0), after_terms(step, terms), finished(step, terms)}) {
                    cursor.run = run;
                    NetworkFrameOptions options;
                    options.cursor = cursor;
                    options.language = language;
                    expect_clear(networked.frame(options),
                                 "stage " + std::to_string(run) + ", step " + std::to_string(step));
                }
            }
}

TEST(NetworkSteps, a_depthwise_stage_shows_the_channel_that_its_cell_comes_from) {
    const Networked networked = evaluated(face_document(NetworkView::path));
    const auto stages = stages_of(networked);
    int found = 0;
    for (std::size_t i = 0; i < stages.size(); ++i) {
        const Layer& layer = networked.results.network->layers[static_cast<std::size_t>(stages[i].layer)];
        if (layer.kind != LayerKind::conv || layer.operation.groups == 1)
            continue;
        ++found;
        NetworkFrameOptions options;
        options.step = static_cast<int64_t>(i);
        const Frame frame = networked.frame(options);
        std::vector<std::string> channels; // of the large maps; those of small ones stand below them
        for (const Item* item : visible_labels(frame))
            if (const auto& text = std::get<Label>(item->shape).text;
                text.starts_with("[") && item->tag == Tag{})
                channels.push_back(text.substr(0, text.find(']')));
        ASSERT_GE(channels.size(), 2U);
        EXPECT_EQ(channels.front(), channels.back()) << layer.name;
    }
    EXPECT_EQ(found, 5);
}

TEST(NetworkSteps, a_leaky_relu_is_described_by_its_slope) {
    const Networked networked = evaluated(face_document(NetworkView::compare));
    NetworkFrameOptions options;
    options.step = 2;
    const Frame frame = networked.frame(options);
    EXPECT_TRUE(has_text(frame, "0.1 R elsewhere"));
    EXPECT_TRUE(has_text(frame, "sends 0.1 R"));
    const Networked digits = evaluated(digits_document(NetworkView::compare));
    EXPECT_FALSE(has_text(digits.frame(options), "elsewhere"));
}

} // namespace convlens::scene_test
