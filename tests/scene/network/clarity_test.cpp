// What a person who looks at a view must find: what its colours mean, numbers that fit their words, ways on.
#include "network/element.h"
#include "scene/network/compose_network.h"
#include "scene/network/controls.h"
#include "scene/network/network_fixture.h"
#include "scene/network/way_back/stages.h"
#include "scene/scene_fixture.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace convlens::scene_test {
namespace {

constexpr NetworkView still_views[] = {NetworkView::overview,   NetworkView::path,
                                       NetworkView::compare,    NetworkView::strongest,
                                       NetworkView::invariance, NetworkView::occlusion};

std::string named(const NetworkDocument& document, int64_t step) {
    return document.network.built_in + " " + std::string(name_of(network_view_names(), document.view)) +
           ", step " + std::to_string(step);
}

std::set<NetworkAction> actions_of(const Frame& frame) {
    std::set<NetworkAction> actions;
    for (const Item& item : frame.items)
        if (const auto action = action_of(item.tag))
            actions.insert(*action);
    return actions;
}

/// Sides of the maps of a layer, px.
std::vector<float> map_sides(const Frame& frame, const Networked& networked, const std::string& name) {
    const int layer = networked.layer(name);
    std::vector<float> sides;
    for (const Item& item : frame.items)
        if (const Raster* raster = std::get_if<Raster>(&item.shape))
            if (item.tag.layer == layer + 1)
                sides.push_back(raster->u.x);
    return sides;
}

} // namespace

TEST(NetworkClarity, texts_are_told_from_their_ground_in_every_theme) {
    for (const NetworkView view : still_views)
        for (const NetworkDocument& document : {digits_document(view), face_document(view)}) {
            const Networked networked = evaluated(document);
            for (const Theme& colors : themes())
                for (int64_t step = 0; step < steps_of(networked); ++step) {
                    NetworkFrameOptions options;
                    options.theme = colors.id;
                    options.step = step;
                    expect_contrast(networked.frame(options),
                                    named(document, step) + " " + std::string(colors.name),
                                    colors.id == ThemeId::projector ? 7 : 4.5);
                }
        }
}

TEST(NetworkClarity, the_stage_can_be_read_from_the_last_row) {
    constexpr float share = 14.0F / 720; // of the height of a wide picture
    for (const NetworkView view : still_views)
        for (const NetworkDocument& document : {digits_document(view), face_document(view)}) {
            const Networked networked = evaluated(document);
            for (const Vec2 size : {Vec2{1280, 720}, Vec2{1920, 1080}, Vec2{1024, 768}})
                for (const Language language : {Language::en, Language::zh})
                    for (int64_t step = 0; step < steps_of(networked); ++step) {
                        NetworkFrameOptions options;
                        options.size = size;
                        options.language = language;
                        options.stage = true;
                        options.step = step;
                        expect_readable(networked.frame(options), share * size.x * 9 / 16,
                                        named(document, step) + ", " + std::to_string(size.x));
                    }
        }
}

TEST(NetworkClarity, the_meaning_of_colours_is_said) {
    for (const NetworkView view : {NetworkView::path, NetworkView::compare, NetworkView::strongest})
        EXPECT_TRUE(has_text(evaluated(digits_document(view)).frame(), "below 0"))
            << name_of(network_view_names(), view);
    for (const NetworkView view : {NetworkView::overview, NetworkView::path, NetworkView::compare})
        EXPECT_TRUE(has_text(evaluated(face_document(view)).frame(), "below 0"))
            << name_of(network_view_names(), view);
    const Frame overview = evaluated(digits_document(NetworkView::overview)).frame();
    for (const char* words : {"what it sees", "whom it feeds", "the stronger the colour"})
        EXPECT_TRUE(has_text(overview, words)) << words;
    EXPECT_TRUE(has_text(evaluated(digits_document(NetworkView::occlusion)).frame(), "does harm"));
}

TEST(NetworkClarity, every_view_leads_to_the_others_by_the_mouse) {
    for (const NetworkView view : still_views)
        for (const NetworkDocument& document : {digits_document(view), face_document(view)})
            for (const Vec2 size : {Vec2{1280, 616}, Vec2{1280, 680}, Vec2{900, 500}, Vec2{640, 356}}) {
                NetworkFrameOptions options;
                options.size = size;
                const std::set<NetworkAction> actions = actions_of(evaluated(document).frame(options));
                EXPECT_TRUE(actions.contains(view == NetworkView::overview ? NetworkAction::path
                                                                           : NetworkAction::overview))
                    << named(document, 0) << " " << size.x;
            }
    const std::set<NetworkAction> on_the_way =
        actions_of(evaluated(digits_document(NetworkView::path)).frame());
    for (const NetworkAction action :
         {NetworkAction::backprop, NetworkAction::deconvnet, NetworkAction::guided, NetworkAction::compare})
        EXPECT_TRUE(on_the_way.contains(action)) << static_cast<int>(action);
    const std::set<NetworkAction> whole =
        actions_of(evaluated(digits_document(NetworkView::overview)).frame());
    EXPECT_TRUE(whole.contains(NetworkAction::draw_digit) && whole.contains(NetworkAction::next_input));
}

TEST(NetworkClarity, what_is_framed_is_what_the_result_is_made_of) {
    for (const char* layer : {"relu2", "softmax"}) {
        const Networked networked = evaluated(digits_document(NetworkView::path, layer));
        const WayBack& way = *shown_way(networked.results, networked.document.rule);
        const std::vector<BackStage> stages = back_stages(*networked.results.network, way);
        for (std::size_t i = 0; i < stages.size(); ++i) {
            if (networked.results.network->layers[static_cast<std::size_t>(stages[i].layer)].kind !=
                LayerKind::conv)
                continue;
            NetworkFrameOptions options;
            options.step = static_cast<int64_t>(i);
            const Frame frame = networked.frame(options);
            const Color window = theme(ThemeId::light).window;
            const auto is_in_frame = [&](const Item& item) {
                const auto* label = std::get_if<Label>(&item.shape);
                return label != nullptr && label->face == Face::mono && label->text != "0" &&
                       std::any_of(frame.items.begin(), frame.items.end(), [&](const Item& other) {
                           const auto* box = std::get_if<Box>(&other.shape);
                           return box != nullptr && box->stroke == window && box->fill.a == 0 &&
                                  box->origin.x > options.size.x / 5 &&
                                  Rect{box->origin, box->origin + box->u + box->v}.contains(label->position);
                       });
            };
            EXPECT_TRUE(std::any_of(frame.items.begin(), frame.items.end(), is_in_frame))
                << layer << ", stage " << i + 1;
        }
    }
}

TEST(NetworkClarity, pixels_of_digits_have_their_numbers) {
    for (const Vec2 size : {Vec2{1280, 616}, Vec2{1280, 720}, Vec2{1920, 1080}}) {
        const Networked networked = evaluated(digits_document(NetworkView::path));
        NetworkFrameOptions options;
        options.size = size;
        options.step = steps_of(networked) - 1;
        const Frame frame = networked.frame(options);
        const auto labels = visible_labels(frame);
        const auto count = std::count_if(labels.begin(), labels.end(), [&](const Item* item) {
            const auto& label = std::get<Label>(item->shape);
            return label.face == Face::mono && label.position.x > 0.72F * size.x;
        });
        EXPECT_GE(count, 64) << size.x << "x" << size.y;
        EXPECT_FALSE(std::any_of(labels.begin(), labels.end(), [](const Item* item) {
            return std::get<Label>(item->shape).text == "0.0";
        })) << "what is 0 is written as 0";
    }
}

TEST(NetworkClarity, outputs_that_are_maps_are_named_with_their_place) {
    const Frame frame = evaluated(face_document(NetworkView::occlusion)).frame();
    EXPECT_TRUE(has_text(frame, "at (2, 4) without it"));
    EXPECT_FALSE(has_text(frame, "output ["));
    EXPECT_TRUE(has_text(evaluated(digits_document(NetworkView::occlusion)).frame(), "output 0"));
}

TEST(NetworkClarity, one_element_is_not_its_maps_strongest_too) {
    EXPECT_FALSE(has_text(evaluated(digits_document(NetworkView::invariance, "softmax")).frame(),
                          "strongest of its map"));
    EXPECT_TRUE(
        has_text(evaluated(digits_document(NetworkView::invariance)).frame(), "strongest of its map"));
}

TEST(NetworkClarity, an_overview_shows_several_maps_of_each_layer) {
    const Networked face = evaluated(face_document(NetworkView::overview));
    const Networked digits = evaluated(digits_document(NetworkView::overview));
    for (const Vec2 size : {Vec2{1280, 680}, Vec2{1280, 720}, Vec2{1920, 1080}})
        for (const bool choices : {true, false}) {
            NetworkFrameOptions options;
            options.size = size;
            options.choices = choices;
            for (const char* layer : {"leaky0", "leaky3", "pool1", "pool6"})
                EXPECT_GE(map_sides(face.frame(options), face, layer).size(), 4U) << layer << " " << size.x;
            for (const char* layer : {"relu1", "pool1", "relu2"}) {
                const std::vector<float> sides = map_sides(digits.frame(options), digits, layer);
                ASSERT_FALSE(sides.empty()) << layer;
                EXPECT_GE(*std::min_element(sides.begin(), sides.end()), 48 * size.x / 1280)
                    << layer << " " << size.x << " " << choices;
            }
        }
}

} // namespace convlens::scene_test
