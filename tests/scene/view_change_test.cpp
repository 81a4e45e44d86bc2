// Between two views of any figure there is a picture, whatever each of them has room for.
#include "document/evaluate/evaluate.h"
#include "document/presets.h"
#include "scene/compose.h"
#include "scene/scene_fixture.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace convlens {
namespace {

/// From 320x240 up: squat, narrow, and the windows in which views differ most.
std::vector<Vec2> changed_sizes() {
    std::vector<Vec2> all{{320, 240}, {640, 400}, {800, 500}, {900, 420},  {1000, 480},
                          {340, 600}, {564, 496}, {700, 340}, {1280, 300}, {1280, 720}};
    for (int i = 0; i < 10; ++i)
        all.push_back({320 + 123 * static_cast<float>(i), 240 + 79 * static_cast<float>((i * 7) % 10)});
    return all;
}

bool is_finite(Vec2 v) {
    return std::isfinite(v.x) && std::isfinite(v.y);
}

struct IsFinite {
    bool operator()(const Box& box) const {
        return is_finite(box.origin) && is_finite(box.u) && is_finite(box.v);
    }
    bool operator()(const Label& label) const {
        return is_finite(label.position) && std::isfinite(label.size);
    }
    bool operator()(const Raster& raster) const {
        return is_finite(raster.origin) && is_finite(raster.u) && is_finite(raster.v);
    }
    bool operator()(const Photo& photo) const {
        return is_finite(photo.place.min) && is_finite(photo.place.max);
    }
    bool operator()(const Path& path) const {
        for (const Vec2 point : path.points)
            if (!is_finite(point))
                return false;
        return true;
    }
};

void expect_pictures(const Document& document, const Results& results, const std::string& what) {
    for (const Vec2 size : changed_sizes())
        for (const bool stage : {false, true})
            for (const float blend : {0.0F, 0.2F, 0.49F, 0.51F, 0.8F, 1.0F}) {
                Composition composition;
                composition.size = size;
                composition.stage = stage;
                composition.view_blend = blend;
                const SceneInput input{document,
                                       results,
                                       after_terms(results.steps / 2, 1),
                                       Tag{},
                                       theme(ThemeId::light),
                                       Texts(Language::en),
                                       scene_test::typesetter(),
                                       composition};
                for (const Item& item : compose(input).items)
                    ASSERT_TRUE(std::visit(IsFinite{}, item.shape))
                        << what << " " << size.x << "x" << size.y << " at " << blend;
            }
}

TEST(ViewChange, has_a_picture_of_every_preset_at_every_size) {
    for (const Preset& preset : presets())
        for (const View from : {View::tilted, View::volumes}) {
            Document document = preset.document;
            if (from == View::volumes && !has_volumes(document.operation))
                continue;
            document.view = from;
            expect_pictures(document, evaluate(document), document.name);
        }
}

TEST(ViewChange, has_a_picture_of_large_figures) {
    Operation channels = make_operation(Kind::conv, {20, 20}, {3, 3});
    channels.in_channels = 16;
    channels.out_channels = 20;
    for (const Operation& operation :
         {make_operation(Kind::conv, {64, 64}, {30, 30}), make_operation(Kind::max_pool, {64, 64}, {4, 4}),
          make_operation(Kind::conv, {500}, {5}), channels}) {
        Document document;
        document.operation = operation;
        document.view = View::tilted;
        expect_pictures(document, evaluate(document), scene_test::describe(document));
    }
}

TEST(ViewChange, mixes_stacks_of_different_sheets) {
    const Stack none;
    const Stack one{{{10, 20}, {4, 0}, {0, 4}}, {{1, 2}}};
    const Stack three{{{30, 40}, {8, 0}, {0, 8}}, {{0, 0}, {5, 5}, {9, 9}}};
    for (const float t : {0.0F, 0.3F, 0.7F, 1.0F}) {
        EXPECT_EQ(mixed(none, one, t).moves.size(), 1U);
        EXPECT_EQ(mixed(one, none, t).moves.size(), 1U);
        EXPECT_EQ(mixed(one, three, t).moves.size(), 3U);
        EXPECT_EQ(mixed(three, one, t).moves.size(), 3U);
    }
}

} // namespace
} // namespace convlens
