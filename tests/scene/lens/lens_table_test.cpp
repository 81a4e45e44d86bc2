// Every lens has its row, its texts, and something to show.
#include "document/evaluate/evaluate.h"
#include "document/names.h"
#include "scene/lens_plan.h"
#include "scene/lens_table.h"
#include "scene/scene_fixture.h"
#include "scene/words/words.h"

#include <gtest/gtest.h>

namespace convlens {
namespace {

using scene_test::frame_of;

TEST(LensTable, every_lens_has_its_row_and_its_texts) {
    ASSERT_EQ(lens_names().size(), lens_count);
    for (const auto& [name, lens] : lens_names()) {
        EXPECT_EQ(lens_entry(lens).lens, lens) << name;
        EXPECT_GT(lens_entry(lens).height, 0) << name;
        for (const Language language : {Language::en, Language::zh})
            EXPECT_FALSE(lens_name(Texts(language), lens).empty()) << name;
    }
}

TEST(LensTable, every_lens_shows_something) {
    Document document = scene_test::preset_document("numerical_padding_strides");
    document.lenses.clear();
    const Results without = evaluate(document);
    const Frame alone = frame_of(document, without, finished(3, 9));
    for (const auto& [name, lens] : lens_names()) {
        document.lenses = {lens};
        const Results results = evaluate(document);
        const Frame frame = frame_of(document, results, finished(3, 9));
        EXPECT_GT(scene_test::visible_labels(frame).size(), scene_test::visible_labels(alone).size()) << name;
        EXPECT_TRUE(lens_plan(Composition{}, document).all) << name;
    }
}

TEST(LensTable, a_choice_leads_to_the_lens_that_has_it) {
    const Document before = scene_test::preset_document("numerical_padding_strides");
    for (const auto& [name, lens] : lens_names()) {
        bool changes = false;
        for (int64_t choice = 0; choice < lens_choice_count; ++choice) {
            Document document = before;
            choose_in_lens(document, lens_choice_tag(lens, choice).index);
            changes = changes || document != before;
        }
        EXPECT_EQ(changes, lens_entry(lens).choose != nullptr) << name;
    }
}

} // namespace
} // namespace convlens
