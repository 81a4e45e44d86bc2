// Nothing overlaps and nothing is cut off: measured boxes of all texts, for every figure, view, theme and
// language.
#include "document/evaluate/evaluate.h"
#include "document/names.h"
#include "document/presets.h"
#include "scene/base/tags.h"
#include "scene/scene_fixture.h"

#include <gtest/gtest.h>

#include <array>
#include <ostream>

namespace convlens {
namespace {

struct Case {
    View view;
    Language language;
    Vec2 size;
};

void PrintTo(const Case& c, std::ostream* out) {
    *out << name_of(view_names(), c.view) << ' ' << (c.language == Language::en ? "en " : "zh ") << c.size.x
         << "x" << c.size.y;
}

class Layout : public testing::TestWithParam<Case> {};

TEST_P(Layout, texts_are_clear_of_each_other) {
    const Case& c = GetParam();
    for (const Preset& preset : presets()) {
        Document document = preset.document;
        if (c.view == View::volumes && !has_volumes(document.operation))
            continue;
        document.view = c.view;
        const Results results = evaluate(document);
        scene_test::FrameOptions options;
        options.size = c.size;
        options.language = c.language;
        options.progress = true;
        const std::string name = document.name + " " + std::string(name_of(view_names(), c.view));
        scene_test::expect_clear(
            frame_of(document, results, finished(results.steps - 1, results.terms_per_step), options), name);
        scene_test::expect_clear(frame_of(document, results, after_terms(results.steps / 2, 1), options),
                                 name + ", first term");
    }
}

/// Every lens of every figure, two at a time beside the sum, and all of them in a large picture.
TEST_P(Layout, texts_of_lenses_are_clear_of_each_other) {
    const Case& c = GetParam();
    if (c.size.x < 1040)
        return; // no room for lenses
    const std::vector<std::vector<Lens>> sets{{Lens::sum, Lens::im2col, Lens::gradients},
                                              {Lens::sum, Lens::unrolled, Lens::transposed},
                                              {Lens::sum, Lens::sizes, Lens::reach},
                                              {Lens::sum, Lens::cost, Lens::code},
                                              {Lens::im2col, Lens::unrolled, Lens::gradients,
                                               Lens::transposed, Lens::sizes, Lens::reach, Lens::cost,
                                               Lens::code}};
    // A theme for each figure in turn, so that each lens is seen in all of them.
    constexpr std::array themes{ThemeId::light, ThemeId::dark, ThemeId::projector, ThemeId::classic,
                                ThemeId::print};
    std::size_t turn = 0;
    for (const Preset& preset : presets())
        for (const std::vector<Lens>& lenses : sets) {
            Document document = preset.document;
            document.view = c.view;
            document.lenses = lenses;
            const Results results = evaluate(document);
            scene_test::FrameOptions options;
            options.theme = themes[turn++ / sets.size() % themes.size()];
            options.size = lenses.size() > 3 ? Vec2{2560, 1440} : c.size;
            options.language = c.language;
            options.progress = true;
            const std::string name = document.name + (c.view == View::flat ? " flat, " : " tilted, ") +
                                     std::string(name_of(lens_names(), lenses[1])) + " and others";
            scene_test::expect_clear(frame_of(document, results, after_terms(results.steps / 2, 1), options),
                                     name);
        }
}

INSTANTIATE_TEST_SUITE_P(Views, Layout,
                         testing::Values(Case{View::tilted, Language::en, {1280, 720}},
                                         Case{View::flat, Language::en, {1280, 720}},
                                         Case{View::tilted, Language::zh, {1280, 720}},
                                         Case{View::flat, Language::zh, {1280, 720}},
                                         Case{View::tilted, Language::en, {1920, 1080}},
                                         Case{View::flat, Language::zh, {800, 600}},
                                         Case{View::volumes, Language::en, {1280, 720}},
                                         Case{View::volumes, Language::zh, {1920, 1080}},
                                         Case{View::volumes, Language::zh, {900, 600}}));

TEST(LayoutOfGuideSizes, figures_fit_the_guides_pictures) {
    for (const Preset& preset : presets()) {
        const Document& document = preset.document;
        if (!preset.guide || document.export_size.empty())
            continue;
        const Results results = evaluate(document);
        scene_test::FrameOptions options;
        options.size = {static_cast<float>(document.export_size[0]),
                        static_cast<float>(document.export_size[1])};
        const Frame frame =
            frame_of(document, results, finished(results.steps - 1, results.terms_per_step), options);
        const Rect all{{0, 0}, frame.size};
        for (const Item& item : frame.items) {
            const Rect r = bounds(item, frame, scene_test::typesetter());
            EXPECT_TRUE(r.empty() || (r.min.x >= -2 && r.min.y >= -2 && r.max.x <= all.max.x + 2 &&
                                      r.max.y <= all.max.y + 2))
                << document.name << " item at " << r.min.x << "," << r.min.y << " to " << r.max.x << ","
                << r.max.y;
        }
    }
}

/// A caption is cut after a sentence or not at all.
TEST(Layout, captions_end_with_a_sentence) {
    for (const Preset& preset : presets())
        for (const Language language : {Language::en, Language::zh})
            for (const View view : {View::flat, View::tilted, View::volumes})
                for (const Vec2 size : {Vec2{640, 440}, Vec2{640, 480}, Vec2{720, 500}, Vec2{1280, 720}}) {
                    Document document = preset.document;
                    document.view = view;
                    const Results results = evaluate(document);
                    scene_test::FrameOptions options;
                    options.size = size;
                    options.language = language;
                    std::string words;
                    const Frame frame =
                        frame_of(document, results, finished(0, results.terms_per_step), options);
                    for (const Item* item : scene_test::visible_labels(frame))
                        if (item->tag == tag_of(TagSpace::caption, 0))
                            words = std::get<Label>(item->shape).text;
                    const std::string title = document.title.in(language);
                    const bool ends = words.empty() || words == title || words.ends_with(".") ||
                                      words.ends_with("?") || words.ends_with("。");
                    EXPECT_TRUE(ends) << document.name << " at " << size.x << ": ... '" << words << "'";
                }
}

TEST(Layout, the_stage_of_a_small_window_shows_one_lens_with_tabs) {
    for (const Lens lens : {Lens::sum, Lens::im2col, Lens::sizes, Lens::code})
        for (const Language language : {Language::en, Language::zh})
            for (const View view : {View::flat, View::tilted}) {
                Document document = scene_test::preset_document("numerical_padding_strides");
                document.view = view;
                document.lenses = {lens};
                for (const Lens other : {Lens::sum, Lens::im2col, Lens::sizes, Lens::code, Lens::unrolled})
                    if (other != lens)
                        document.lenses.push_back(other);
                const Results results = evaluate(document);
                scene_test::FrameOptions options;
                options.size = {564, 496};
                options.language = language;
                const Frame frame = frame_of(document, results, after_terms(4, 5), options);
                std::vector<int64_t> tabs;
                for (const Item& item : frame.items)
                    if (item.tag.space == static_cast<uint32_t>(TagSpace::lens_tab) &&
                        (tabs.empty() || tabs.back() != item.tag.index))
                        tabs.push_back(item.tag.index);
                const std::string what = "lens " + std::to_string(static_cast<int>(lens));
                EXPECT_EQ(tabs, (std::vector<int64_t>{0, 1, 2, 5, 8})) << what << ", in the menu's order";
                scene_test::expect_clear(frame, what);
            }
}

} // namespace
} // namespace convlens
