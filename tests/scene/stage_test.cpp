// What a class reads on the stage: every number is large enough, in every preset and view.
#include "document/evaluate/evaluate.h"
#include "document/names.h"
#include "document/presets.h"
#include "scene/base/tags.h"
#include "scene/compose.h"
#include "scene/scene_fixture.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace convlens {
namespace {

constexpr float height = 720;
constexpr float min_digits = 0.025F * height; // px of type size
constexpr float min_covered = 12;             // px, of the weights in the window's cells

Frame stage_frame(const Document& document, const Results& results, const Cursor& cursor,
                  Language language = Language::en, Vec2 size = {1280, height}) {
    Composition composition;
    composition.size = size;
    composition.stage = composition.progress = true;
    return compose({document, results, cursor, Tag{}, theme(ThemeId::light), Texts(language),
                    scene_test::typesetter(), composition});
}

bool is_element(Tag tag) {
    return tag.space == static_cast<uint32_t>(TagSpace::x) ||
           tag.space == static_cast<uint32_t>(TagSpace::y) || tag.space == static_cast<uint32_t>(TagSpace::w);
}

bool has_digit(const std::string& text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool has_index(const std::string& text) { // x₁₂
    for (const char* digit : {"₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"})
        if (text.find(digit) != std::string::npos)
            return true;
    return false;
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

struct OnStageAs {
    View view;
    Language language;
};

class OnStage : public testing::TestWithParam<OnStageAs> {};

TEST_P(OnStage, every_number_of_every_preset_can_be_read_in_the_last_row) {
    for (const Preset& preset : presets()) {
        Document document = preset.document;
        document.view = GetParam().view;
        if (document.view == View::volumes && !has_volumes(document.operation))
            continue;
        const Results results = evaluate(document);
        const std::string what = document.name + " " + std::string(name_of(view_names(), document.view));
        for (const int64_t step : {int64_t{0}, results.steps / 2, results.steps - 1}) {
            expect_readable(
                stage_frame(document, results, finished(step, results.terms_per_step), GetParam().language),
                what);
            expect_readable(stage_frame(document, results, after_terms(step, 1), GetParam().language),
                            what + ", first term");
        }
    }
}

TEST_P(OnStage, what_the_step_is_about_is_in_sight) {
    for (const Preset& preset : presets()) {
        Document document = preset.document;
        document.view = GetParam().view;
        if (document.view == View::volumes && !has_volumes(document.operation))
            continue;
        const Results results = evaluate(document);
        for (const int64_t step : {int64_t{0}, results.steps / 2, results.steps - 1})
            for (const int64_t term : {int64_t{1}, results.terms_per_step}) {
                const Frame frame =
                    stage_frame(document, results, after_terms(step, term), GetParam().language);
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
        document.view = GetParam().view;
        if (document.view == View::volumes && !has_volumes(document.operation))
            continue;
        const Results results = evaluate(document);
        const Frame frame =
            stage_frame(document, results, after_terms(results.steps / 2, 1), GetParam().language);
        const std::string what = document.name + " " + std::string(name_of(view_names(), document.view));
        scene_test::expect_clear(frame, what);
        const std::string title = document.title.in(GetParam().language);
        const std::string words = said(frame);
        const auto joined = [](std::string text) {
            std::erase(text, ' '); // a long title has two lines
            return text;
        };
        EXPECT_EQ(joined(words).substr(0, joined(title).size()), joined(title)) << what;
        EXPECT_GT(words.size(), title.size() + 12) << what << ": no caption";
    }
}

/// At 4 : 3 the figure comes before its lenses: its window is whole, with a cell next to it where X has one,
/// nothing overlaps, and the step's sum is there.
TEST_P(OnStage, a_narrow_one_shows_the_window_first) {
    for (const Preset& preset : presets())
        for (const Vec2 size : {Vec2{800, 600}, Vec2{1024, 768}}) {
            Document document = preset.document;
            document.lenses = {Lens::sum, Lens::im2col, Lens::gradients};
            document.view = GetParam().view;
            if (document.view == View::volumes && !has_volumes(document.operation))
                continue;
            const Results results = evaluate(document);
            Composition composition;
            composition.size = size;
            composition.stage = composition.progress = true;
            const SceneInput input{document,
                                   results,
                                   after_terms(results.steps / 2, 1),
                                   Tag{},
                                   theme(ThemeId::light),
                                   Texts(GetParam().language),
                                   scene_test::typesetter(),
                                   composition};
            const std::string what = document.name + " " + std::string(name_of(view_names(), document.view));
            const CellWindow part = figure_places(input).base_share.part;
            const FigureModel model = figure_model(input);
            constexpr int64_t max_window = 3; // of a larger one the part around its lit tap is shown
            EXPECT_TRUE(part.empty() || (part.rows >= std::min(model.axes[1].window(), max_window) &&
                                         part.columns >= std::min(model.axes[2].window(), max_window)))
                << what << ": " << part.rows << " x " << part.columns;
            scene_test::expect_clear(compose(input), what);
        }
}

/// Whether a filled box that is drawn after the label lies over a part of its digits.
bool is_half_covered(const Frame& frame, std::size_t label_index) {
    const Item& item = frame.items[label_index];
    const Rect ink = scene_test::ink(item);
    for (std::size_t i = label_index + 1; i < frame.items.size(); ++i) {
        const auto* box = std::get_if<Box>(&frame.items[i].shape);
        if (box == nullptr || box->fill.a < 255 || !is_element(frame.items[i].tag))
            continue;
        const float area = box->u.x * box->v.y - box->u.y * box->v.x;
        for (const float x : {0.0F, 0.25F, 0.5F, 0.75F, 1.0F})
            for (const float y : {0.0F, 0.5F, 1.0F}) {
                const Vec2 p = ink.min + Vec2{x * ink.width(), y * ink.height()} - box->origin;
                const float c = (p.x * box->v.y - p.y * box->v.x) / area;
                const float r = (box->u.x * p.y - box->u.y * p.x) / area;
                if (r > 0 && c > 0 && r < 1 && c < 1)
                    return true;
            }
    }
    return false;
}

TEST_P(OnStage, a_number_is_seen_whole_or_not_at_all) {
    if (GetParam().view != View::volumes)
        return;
    for (const Preset& preset : presets()) {
        Document document = preset.document;
        document.view = View::volumes;
        if (!has_volumes(document.operation))
            continue;
        const Results results = evaluate(document);
        for (const int64_t step : {int64_t{0}, results.steps / 2, results.steps - 1}) {
            const Frame frame = stage_frame(document, results, finished(step, results.terms_per_step));
            for (std::size_t i = 0; i < frame.items.size(); ++i)
                if (const auto* label = std::get_if<Label>(&frame.items[i].shape);
                    label != nullptr && label->color.a > 0 && has_digit(label->text)) {
                    EXPECT_FALSE(is_half_covered(frame, i))
                        << document.name << " step " << step << ": '" << label->text << "' at "
                        << label->position.x << "," << label->position.y;
                }
        }
    }
}

INSTANTIATE_TEST_SUITE_P(
    Views, OnStage,
    testing::Values(OnStageAs{View::tilted, Language::en}, OnStageAs{View::flat, Language::en},
                    OnStageAs{View::volumes, Language::en}, OnStageAs{View::tilted, Language::zh},
                    OnStageAs{View::flat, Language::zh}, OnStageAs{View::volumes, Language::zh}));

class CardOnStage : public testing::TestWithParam<Lens> {};

/// Operations whose sizes have long formulas.
std::vector<Operation> long_formulas() {
    std::vector<Operation> all;
    for (const Kind kind : {Kind::conv, Kind::conv_transpose, Kind::max_pool})
        for (const std::size_t dims : {1U, 2U, 3U}) {
            Operation op = make_operation(kind, Sizes::filled(dims, 12), Sizes::filled(dims, 5));
            op.stride = op.dilation = Sizes::filled(dims, 2);
            op.padding_begin = op.padding_end = Sizes::filled(dims, 2);
            all.push_back(op);
            op.padding_end = Sizes::filled(dims, 1);
            all.push_back(op);
            op.padding_begin[dims - 1] = 0; // axes differ
            op.dilation[0] = 1;
            all.push_back(op);
        }
    return all;
}

void expect_readable_cards(const Document& document, Vec2 size) {
    const Results results = evaluate(document);
    ASSERT_TRUE(results.issues.empty()) << document.name;
    const Frame frame = stage_frame(document, results, after_terms(results.steps / 2, 1),
                                    size.x < 1900 ? Language::zh : Language::en, size);
    for (const Item* item : scene_test::visible_labels(frame)) {
        const Label& label = std::get<Label>(item->shape);
        const bool is_covered =
            item->tag.space == 0 && (document.cell_text == CellText::names || label.text.rfind("×", 0) == 0);
        if ((has_digit(label.text) || has_index(label.text)) && !is_covered) {
            EXPECT_GE(label.size, 0.025F * size.y - 0.05F)
                << document.name << " " << size.x << ": '" << label.text << "' at " << label.position.x << ","
                << label.position.y;
        }
    }
}

/// The lens alone, and in front of another one.
TEST_P(CardOnStage, every_number_and_name_on_a_card_can_be_read_in_the_last_row) {
    for (const Preset& preset : presets())
        for (const CellText text : {CellText::numbers, CellText::names})
            for (const GradientOrder order :
                 {GradientOrder::outputs, GradientOrder::inputs, GradientOrder::weights})
                for (const Vec2 size : {Vec2{1280, 720}, Vec2{1920, 1080}}) {
                    if (GetParam() != Lens::gradients && order != GradientOrder::outputs)
                        continue;
                    Document document = preset.document;
                    document.lenses = {GetParam(), Lens::sum};
                    document.cell_text = text;
                    document.gradients_lens.order = order;
                    expect_readable_cards(document, size);
                }
}

TEST(CardOnStageOf, cost_has_room_for_every_formula) {
    for (const Preset& preset : presets())
        for (const Language language : {Language::en, Language::zh}) {
            Document document = preset.document;
            document.lenses = {Lens::cost, Lens::sum};
            const Results results = evaluate(document);
            const Frame frame = stage_frame(document, results, after_terms(0, 1), language);
            for (const Item* item : scene_test::visible_labels(frame))
                if (item->tag == tag_of(TagSpace::lens, static_cast<int64_t>(Lens::cost))) {
                    EXPECT_NE(std::get<Label>(item->shape).text, "…") << document.name;
                }
        }
}

TEST(CardOnStageOf, sizes_has_room_for_every_formula) {
    for (const Operation& operation : long_formulas())
        for (const Vec2 size : {Vec2{1280, 720}, Vec2{1920, 1080}}) {
            Document document;
            document.operation = operation;
            document.name = "kind " + std::to_string(static_cast<int>(operation.kind)) + ", axes " +
                            std::to_string(operation.dims());
            document.lenses = {Lens::sizes, Lens::sum};
            expect_readable_cards(document, size);
        }
}

TEST_P(CardOnStage, its_texts_are_clear_of_each_other) {
    for (const Preset& preset : presets())
        for (const Language language : {Language::en, Language::zh}) {
            Document document = preset.document;
            document.lenses = {GetParam(), Lens::sum, Lens::code};
            const Results results = evaluate(document);
            scene_test::expect_clear(
                stage_frame(document, results, after_terms(results.steps / 2, 1), language),
                document.name + " on the stage");
        }
}

INSTANTIATE_TEST_SUITE_P(Lenses, CardOnStage,
                         testing::Values(Lens::im2col, Lens::unrolled, Lens::gradients, Lens::transposed,
                                         Lens::sizes, Lens::reach, Lens::cost, Lens::code));

} // namespace
} // namespace convlens
