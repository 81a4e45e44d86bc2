// What a class reads on the stage: every number is large enough, in every preset and view.
#include "document/evaluate.h"
#include "document/names.h"
#include "document/presets.h"
#include "scene/base/tags.h"
#include "scene/compose.h"
#include "scene_fixture.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace convlens {
namespace {

constexpr float height = 720;
constexpr float min_digits = 0.025F * height; // px of type size
constexpr float min_covered = 12;             // px, of the weights in the window's cells

Frame stage_frame(const Document& document, const Results& results, const Cursor& cursor) {
    Composition composition;
    composition.size = {1280, height};
    composition.stage = composition.progress = true;
    return compose({document, results, cursor, Tag{}, theme(ThemeId::light), Texts(Language::en),
                    scene_test::typesetter(), composition});
}

bool is_element(Tag tag) {
    return tag.space == static_cast<uint32_t>(TagSpace::x) ||
           tag.space == static_cast<uint32_t>(TagSpace::y) || tag.space == static_cast<uint32_t>(TagSpace::w);
}

bool has_digit(const std::string& text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

void expect_readable(const Frame& frame, const std::string& what) {
    int numbers = 0;
    for (const Item* item : scene_test::visible_labels(frame)) {
        const Label& label = std::get<Label>(item->shape);
        const bool covered = label.text.rfind("×", 0) == 0 && item->tag.space == 0;
        numbers += is_element(item->tag) ? 1 : 0;
        if (has_digit(label.text)) {
            EXPECT_GE(label.size, (covered ? min_covered : min_digits) - 0.01F)
                << what << ": '" << label.text << "' at " << label.position.x << "," << label.position.y;
        }
    }
    EXPECT_GT(numbers, 0) << what << ": no numbers at all";
}

std::string said(const Frame& frame) {
    std::string text;
    for (const Item* item : scene_test::visible_labels(frame))
        if (item->tag == tag_of(TagSpace::caption, 0))
            text += std::get<Label>(item->shape).text + " ";
    return text;
}

class OnStage : public testing::TestWithParam<View> {};

TEST_P(OnStage, every_number_of_every_preset_can_be_read_in_the_last_row) {
    for (const Preset& preset : presets()) {
        Document document = preset.document;
        document.view = GetParam();
        if (document.view == View::volumes && !has_volumes(document.operation))
            continue;
        const Results results = evaluate(document);
        const std::string what = document.name + " " + std::string(name_of(view_names(), document.view));
        for (const int64_t step : {int64_t{0}, results.steps / 2, results.steps - 1}) {
            expect_readable(stage_frame(document, results, finished(step, results.terms_per_step)), what);
            expect_readable(stage_frame(document, results, after_terms(step, 1)), what + ", first term");
        }
    }
}

TEST_P(OnStage, what_the_step_is_about_is_in_sight) {
    for (const Preset& preset : presets()) {
        Document document = preset.document;
        document.view = GetParam();
        if (document.view == View::volumes && !has_volumes(document.operation))
            continue;
        const Results results = evaluate(document);
        for (const int64_t step : {int64_t{0}, results.steps / 2, results.steps - 1})
            for (const int64_t term : {int64_t{1}, results.terms_per_step}) {
                const Frame frame = stage_frame(document, results, after_terms(step, term));
                const bool result = cell_of(frame, tag_of(TagSpace::y, step), {}).has_value();
                const Step said = step_of(results, step);
                const StepTerm& lit = said.terms[static_cast<std::size_t>(term - 1)];
                const bool input =
                    lit.input < 0 || cell_of(frame, tag_of(TagSpace::x, lit.input), {}).has_value();
                EXPECT_TRUE((result || results.operation.kind == Kind::max_unpool) && input)
                    << document.name << " step " << step << " term " << term;
            }
    }
}

TEST_P(OnStage, texts_are_clear_of_each_other_and_the_title_stays) {
    for (const Preset& preset : presets()) {
        Document document = preset.document;
        document.view = GetParam();
        if (document.view == View::volumes && !has_volumes(document.operation))
            continue;
        const Results results = evaluate(document);
        const Frame frame = stage_frame(document, results, after_terms(results.steps / 2, 1));
        const std::string what = document.name + " " + std::string(name_of(view_names(), document.view));
        scene_test::expect_clear(frame, what);
        const std::string title = document.title.in(Language::en);
        const std::string words = said(frame);
        EXPECT_EQ(words.substr(0, title.size()), title) << what;
        EXPECT_GT(words.size(), title.size() + 12) << what << ": no caption";
    }
}

INSTANTIATE_TEST_SUITE_P(Views, OnStage, testing::Values(View::tilted, View::flat, View::volumes));

} // namespace
} // namespace convlens
