// The window at every size of its texts: what its stage shows neither overlaps nor is cut off, and the figure
// keeps its height.
#include "document/evaluate/evaluate.h"
#include "document/presets.h"
#include "scene/compose.h"
#include "scene/regions.h"
#include "scene/scene_fixture.h"

#include <gtest/gtest.h>

#include <string>

namespace convlens {
namespace {

struct Sized {
    float scale;
    Vec2 window;
};
constexpr Sized sizes[] = {{0.75F, {1280, 720}}, {1, {1280, 720}}, {1.25F, {1280, 720}},
                           {1.5F, {1280, 720}},  {2, {1280, 720}}, {3, {1920, 1080}}};

/// What the panels of the window leave (application.cpp).
Composition stage_of(const Sized& sized) {
    Composition composition;
    composition.size = {sized.window.x - 236 * sized.scale, sized.window.y - 104 * sized.scale};
    composition.scale = sized.scale;
    composition.formula = false;
    composition.choices = true;
    return composition;
}

TEST(Scales, the_stage_is_clear_and_the_figure_keeps_its_height) {
    for (const Sized& sized : sizes) {
        const Composition composition = stage_of(sized);
        EXPECT_GE(composition.size.y, sized.window.y / 2) << sized.scale;
        for (const Preset& preset : presets())
            for (const Language language : {Language::en, Language::zh}) {
                Document document = preset.document;
                document.view = View::flat;
                const Results results = evaluate(document);
                const SceneInput input{document,
                                       results,
                                       after_terms(0, 1),
                                       {},
                                       theme(ThemeId::light),
                                       Texts(language),
                                       scene_test::typesetter(),
                                       composition};
                const std::string what = document.name + " at " + std::to_string(sized.scale);
                scene_test::expect_clear(compose(input), what);
                Frame nothing;
                Canvas canvas(nothing, input.theme, input.typesetter, text_unit(composition, document));
                const Regions parts = regions(canvas, input, true);
                constexpr float share = 0.5F; // beside title and sum
                EXPECT_GE(parts.figure.height() + 0.5F, composition.size.y * share) << what;
            }
    }
}

} // namespace
} // namespace convlens
