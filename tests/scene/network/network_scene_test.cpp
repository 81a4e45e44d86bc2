// Views of networks: nothing overlaps or is cut off, what is lit is what the engine says, every element can
// be picked.
#include "convlens/network.h"
#include "scene/network/compose_network.h"
#include "scene/network/network_animation.h"
#include "scene/network/network_fixture.h"
#include "scene/network/network_tags.h"
#include "scene/network/way_back/stages.h"
#include "scene/scene_fixture.h"
#include "scene/words/number.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace convlens::scene_test {
namespace {

constexpr Vec2 sizes[] = {{1280, 720}, {1920, 1080}};
constexpr ThemeId tested_themes[] = {ThemeId::light, ThemeId::dark, ThemeId::projector};

void expect_clear_in_all_styles(const Networked& networked, int64_t steps, const std::string& what) {
    for (const Vec2 size : sizes)
        for (const ThemeId theme : tested_themes)
            for (const Language language : {Language::en, Language::zh})
                for (int64_t step = 0; step < steps; ++step) {
                    NetworkFrameOptions options;
                    options.size = size;
                    options.theme = theme;
                    options.language = language;
                    options.step = step;
                    options.choices = step % 2 == 0;
                    expect_clear(networked.frame(options), what + ", step " + std::to_string(step) +
                                                               ", width " + std::to_string(size.x) +
                                                               (language == Language::en ? ", en" : ", zh"));
                }
}

bool is_near(const Rect& a, const Rect& b) {
    const auto near = [](Vec2 p, Vec2 q) { return std::abs(p.x - q.x) < 0.6F && std::abs(p.y - q.y) < 0.6F; };
    return near(a.min, b.min) && near(a.max, b.max);
}

Rect rect_of(const Box& box) {
    return {box.origin, box.origin + box.u + box.v};
}

/// Frames of one colour.
std::vector<Rect> frames_of(const Frame& frame, Color color) {
    std::vector<Rect> rects;
    for (const Item& item : frame.items)
        if (const Box* box = std::get_if<Box>(&item.shape); box && box->stroke == color && box->fill.a == 0)
            rects.push_back(rect_of(*box));
    return rects;
}

/// What the part covers of each of a layer's maps in the frame, by the places of its cells.
std::vector<Rect> lit_places(const Frame& frame, const Networked& networked, int layer,
                             const LayerPart& part) {
    std::vector<Rect> places;
    const Sizes& shape = networked.results.network->layers[static_cast<std::size_t>(layer)].shape;
    const MapGrid grid = map_grid(shape);
    for (int64_t channel = 0; channel < grid.channels; ++channel) {
        const MapSpan span = span_of(shape, part, channel);
        if (span.is_empty() || grid.step != 1)
            continue;
        const int64_t first = span.row * grid.columns + span.column;
        const int64_t last = (span.row + span.rows - 1) * grid.columns + span.column + span.columns - 1;
        const auto begin = cell_of(frame, network_cell_tag(layer, grid, channel, first), {});
        const auto end = cell_of(frame, network_cell_tag(layer, grid, channel, last), {});
        if (begin && end)
            places.push_back({begin->origin, end->origin + end->u + end->v});
    }
    return places;
}

/// Every element of `expected` has a frame, and there are no others than these and `more`.
void expect_lit(const std::vector<Rect>& frames, const std::vector<Rect>& expected, const std::string& what) {
    for (const Rect& place : expected)
        EXPECT_TRUE(
            std::any_of(frames.begin(), frames.end(), [&](const Rect& rect) { return is_near(rect, place); }))
            << what << ": no frame at " << place.min.x << ", " << place.min.y << " to " << place.max.x << ", "
            << place.max.y;
    EXPECT_EQ(frames.size(), expected.size()) << what;
}

} // namespace

TEST(NetworkScene, views_of_digits_are_clear) {
    for (const NetworkView view : {NetworkView::overview, NetworkView::path, NetworkView::compare,
                                   NetworkView::strongest, NetworkView::invariance, NetworkView::occlusion}) {
        const Networked networked = evaluated(digits_document(view));
        expect_clear_in_all_styles(networked, steps_of(networked),
                                   "digits " + std::string(name_of(network_view_names(), view)));
    }
}

TEST(NetworkScene, views_of_face_are_clear) {
    for (const NetworkView view :
         {NetworkView::overview, NetworkView::path, NetworkView::compare, NetworkView::strongest}) {
        const Networked networked = evaluated(face_document(view));
        expect_clear_in_all_styles(networked, std::min<int64_t>(steps_of(networked), 4),
                                   "face " + std::string(name_of(network_view_names(), view)));
    }
}

TEST(NetworkScene, what_is_lit_is_what_the_engine_says) {
    for (const char* name : {"conv1", "relu1", "pool1", "relu2", "pool2", "softmax"}) {
        const Networked networked = evaluated(digits_document(NetworkView::overview, name));
        const Chosen& chosen = networked.results.chosen;
        const Network& network = *networked.results.network;
        const Frame frame = networked.frame();
        const LayerPart part =
            part_of(network.layers[static_cast<std::size_t>(chosen.layer)].shape, chosen.flat);
        const std::vector<LayerPart> seen = seen_by(network, chosen.layer, part);
        const std::vector<LayerPart> fed = fed_by(network, chosen.layer, part);
        std::vector<Rect> below, above;
        const int last = static_cast<int>(network.layers.size()) - 1;
        for (int layer = 0; layer < last; ++layer) {
            const bool is_below = layer < chosen.layer;
            const LayerPart& lit = (is_below ? seen : fed)[static_cast<std::size_t>(layer)];
            if (layer == chosen.layer || lit.is_empty())
                continue;
            const std::vector<Rect> places = lit_places(frame, networked, layer, lit);
            (is_below ? below : above).insert((is_below ? below : above).end(), places.begin(), places.end());
        }
        const Theme& colors = theme(ThemeId::light);
        expect_lit(frames_of(frame, colors.window), below, std::string(name) + " sees");
        expect_lit(frames_of(frame, colors.accent), above, std::string(name) + " feeds");
        EXPECT_FALSE(below.empty()) << name;
        EXPECT_EQ(frames_of(frame, colors.current).size(), 1U) << name;
    }
}

TEST(NetworkScene, the_pointed_element_is_lit_and_named) {
    const Networked networked = evaluated(digits_document(NetworkView::overview));
    const int layer = networked.layer("relu1");
    const MapGrid& grid = networked.pictures.values[static_cast<std::size_t>(layer)].grid;
    NetworkFrameOptions options;
    options.hover = network_cell_tag(layer, grid, 5, 3 * grid.columns + 4);
    const Frame frame = networked.frame(options);
    EXPECT_TRUE(has_text(frame, "conv1 [5] at (3, 4)"));
    const float value =
        networked.results.activations
            ->values[static_cast<std::size_t>(layer)][5 * grid.elements + 3 * grid.columns + 4];
    EXPECT_TRUE(has_text(frame, number_text(static_cast<double>(value), 2)));
}

TEST(NetworkScene, every_shown_cell_is_picked_as_its_element) {
    const Networked networked = evaluated(digits_document(NetworkView::overview));
    const Frame frame = networked.frame();
    std::map<int, int> found;
    for (int layer = 0; layer < static_cast<int>(networked.results.network->layers.size()); ++layer) {
        const MapGrid& grid = networked.pictures.values[static_cast<std::size_t>(layer)].grid;
        for (int64_t element = 0; element < grid.channels * grid.elements; ++element) {
            const Tag tag = network_cell_tag(layer, grid, grid.is_units ? 0 : channel_of(grid, element),
                                             plane_index(grid, element));
            const auto cell = cell_of(frame, tag, {});
            if (!cell)
                continue;
            const Vec2 middle = cell->origin + 0.5F * (cell->u + cell->v);
            const auto picked = element_of(pick(frame, middle), networked.results);
            ASSERT_TRUE(picked.has_value()) << layer << ", " << element;
            EXPECT_EQ(*picked, (LayerElement{layer, element}));
            ++found[layer];
        }
    }
    EXPECT_EQ(found[0], 64);
    EXPECT_EQ(found[networked.layer("relu2")], 256);
    EXPECT_EQ(found[static_cast<int>(networked.results.network->layers.size()) - 1], 10);
}

TEST(NetworkScene, a_cell_of_a_thinned_map_is_its_strongest_element) {
    const Networked networked = evaluated(face_document(NetworkView::overview));
    const Network& network = *networked.results.network;
    int layer = 0;
    while (map_grid(network.layers[static_cast<std::size_t>(layer)].shape).step == 1 || layer == 0)
        ++layer;
    const MapGrid grid = map_grid(network.layers[static_cast<std::size_t>(layer)].shape);
    const Tensor<float>& values = networked.results.activations->values[static_cast<std::size_t>(layer)];
    const int64_t cell = 5 * grid.cell_columns() + 7;
    const auto element = element_of(network_cell_tag(layer, grid, 1, cell), networked.results);
    ASSERT_TRUE(element.has_value());
    for (int64_t y = 5 * grid.step; y < 6 * grid.step; ++y)
        for (int64_t x = 7 * grid.step; x < 8 * grid.step; ++x)
            EXPECT_LE(std::abs(values[grid.elements + y * grid.columns + x]),
                      std::abs(values[element->index]));
    EXPECT_EQ(channel_of(grid, element->index), 1);
}

TEST(NetworkScene, many_maps_are_paged) {
    Networked networked = evaluated(face_document(NetworkView::overview));
    EXPECT_TRUE(has_text(networked.frame(), " of 512, "));
    NetworkFrameOptions options;
    const Network& network = *networked.results.network;
    for (int layer = 0; layer < static_cast<int>(network.layers.size()); ++layer)
        options.pages.push_back({layer, 1});
    const Frame second = networked.frame(options);
    const auto shows = [&](const Frame& frame, int64_t channel) {
        return std::any_of(frame.items.begin(), frame.items.end(), [&](const Item& item) {
            const auto map = map_of(item.tag);
            return map && network.layers[static_cast<std::size_t>(map->layer)].shape[1] == 512 &&
                   map->channel == channel;
        });
    };
    EXPECT_TRUE(shows(networked.frame(), 0));
    EXPECT_FALSE(shows(second, 0));
    const Frame first = networked.frame();
    const auto turns = [](const Item& item) { return action_of(item.tag) == NetworkAction::next_page; };
    const auto page = std::find_if(first.items.begin(), first.items.end(), turns);
    ASSERT_NE(page, first.items.end());
    EXPECT_GT(page->tag.layer, 1) << "of the layer whose maps it turns";
    EXPECT_EQ(pick(first, rect_of(std::get<Box>(page->shape)).center()), page->tag);
}

TEST(NetworkScene, choices_are_there_for_a_window_only) {
    const Networked networked = evaluated(digits_document(NetworkView::overview));
    const auto actions = [](const Frame& frame) {
        std::vector<NetworkAction> found;
        for (const Item& item : frame.items)
            if (const auto action = action_of(item.tag); action && std::holds_alternative<Box>(item.shape))
                found.push_back(*action);
        return found;
    };
    const std::vector<NetworkAction> expected = {NetworkAction::draw_digit,  NetworkAction::next_input,
                                                 NetworkAction::open_figure, NetworkAction::path,
                                                 NetworkAction::compare,     NetworkAction::strongest,
                                                 NetworkAction::invariance,  NetworkAction::occlusion};
    EXPECT_EQ(actions(networked.frame()), expected);
    NetworkFrameOptions options;
    options.choices = false;
    EXPECT_TRUE(actions(networked.frame(options)).empty());
}

TEST(NetworkScene, the_path_goes_down_to_the_pixels_by_steps) {
    const Networked networked = evaluated(digits_document(NetworkView::path));
    const WayBack& way = *networked.results.ways[static_cast<std::size_t>(networked.document.rule)];
    const std::vector<BackStage> stages = back_stages(*networked.results.network, way);
    ASSERT_GE(stages.size(), 4U);
    EXPECT_EQ(stages.front().layer, way.from.layer);
    EXPECT_EQ(stages.back().to, 0);
    for (std::size_t i = 1; i < stages.size(); ++i)
        EXPECT_EQ(stages[i].layer, stages[i - 1].to);
    EXPECT_EQ(steps_of(networked), static_cast<int64_t>(stages.size()));
}

TEST(NetworkScene, a_stage_shows_its_numbers_once_it_is_done) {
    const Networked networked = evaluated(digits_document(NetworkView::path));
    const auto numbers = [&](Phase phase) {
        Frame frame;
        Cursor cursor = finished(1, 1);
        cursor.phase = phase;
        Composition composition;
        frame = compose_network({networked.document, networked.results, cursor, Tag{}, theme(ThemeId::light),
                                 Texts(Language::en), typesetter(), composition, networked.pictures});
        return visible_labels(frame).size();
    };
    EXPECT_GT(numbers(Phase::hold), numbers(Phase::move) + 8);
}

TEST(NetworkScene, rules_differ_in_the_lit_cells) {
    const Networked networked = evaluated(digits_document(NetworkView::compare));
    ASSERT_EQ(networked.results.differences.size(), 2U);
    NetworkFrameOptions options;
    options.step = 2;
    const Frame frame = networked.frame(options);
    for (const RuleDifference& difference : networked.results.differences)
        for (const float through : difference.let_through)
            EXPECT_TRUE(has_text(frame, "→ " + number_text(static_cast<double>(through), 2)));
    EXPECT_GE(frames_of(frame, theme(ThemeId::light).current).size(), 12U) << "two maps a rule and cell";
}

TEST(NetworkScene, stages_are_frames_of_an_animation) {
    const Networked networked = evaluated(digits_document(NetworkView::path));
    RenderOptions options;
    options.composition.progress = true;
    NetworkAnimation animation(networked.document, networked.results, options, fonts());
    EXPECT_EQ(animation.set_pace({.rate = {1, 1}}), steps_of(networked));
    const Frame first = animation.frame(0), last = animation.frame(steps_of(networked) - 1);
    EXPECT_NE(dump(first), dump(last));
    EXPECT_TRUE(has_text(last, "at the pixels"));
}

TEST(NetworkGolden, overview_and_path) {
    expect_golden(evaluated(digits_document(NetworkView::overview)).frame(), "network_overview");
    NetworkFrameOptions options;
    options.step = 2;
    expect_golden(evaluated(digits_document(NetworkView::path)).frame(options), "network_path");
    expect_golden(evaluated(digits_document(NetworkView::compare)).frame(options), "network_compare");
}

} // namespace convlens::scene_test
