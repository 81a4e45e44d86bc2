// Cards beside the figure: title and caption stay above it, all cards have one scale of type and lie in rows.
#include "document/evaluate/evaluate.h"
#include "document/presets.h"
#include "scene/base/tags.h"
#include "scene/card_needs.h"
#include "scene/compose.h"
#include "scene/lens/type.h"
#include "scene/scene_fixture.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace convlens {
namespace {

const std::vector<Lens> all_lenses{Lens::im2col, Lens::gradients, Lens::transposed, Lens::sizes,
                                   Lens::code,   Lens::cost,      Lens::unrolled,   Lens::reach};

/// Title and caption as they are in the picture.
std::string said(const Frame& frame) {
    std::string text;
    for (const Item* item : scene_test::visible_labels(frame))
        if (item->tag == tag_of(TagSpace::caption, 0))
            text += std::get<Label>(item->shape).text;
    return scene_test::without_spaces(text);
}

std::string first_sentence(const std::string& text) {
    std::size_t end = text.size();
    for (const std::string stop : {". ", "。"})
        end = std::min(end, std::min(text.find(stop), text.size() - stop.size()) + stop.size());
    return text.substr(0, end);
}

/// What is remembered from frame to frame changes no picture, whatever comes in between.
TEST(CardNeeds, remembered_are_those_that_would_be_asked) {
    std::mt19937_64 random(5);
    CardNeeds needs;
    Document document;
    Results results;
    for (int round = 0; round < 400; ++round) {
        if (round % 4 == 0) { // else another cursor, language, size or theme of the same
            document = random_document(random);
            document.pair = false;
            results = evaluate(document);
        }
        if (!results.issues.empty())
            continue;
        Composition composition;
        composition.size = round % 3 == 0 ? Vec2{1280, 720} : Vec2{900, 700};
        composition.stage = round % 7 == 0;
        composition.scale = round % 5 == 0 ? 1.25F : 1;
        SceneInput input{document,
                         results,
                         scene_test::random_cursor(results, random),
                         {},
                         theme(round % 2 == 0 ? ThemeId::light : ThemeId::projector),
                         Texts(round % 6 == 0 ? Language::zh : Language::en),
                         scene_test::typesetter(),
                         composition};
        const Frame asked = compose(input);
        input.card_needs = &needs;
        ASSERT_EQ(dump(compose(input)), dump(asked)) << scene_test::describe(document);
        ASSERT_EQ(dump(compose(input)), dump(asked)) << "once more, " << scene_test::describe(document);
    }
}

TEST(CardNeeds, are_asked_once_while_steps_go_by) {
    Document document = scene_test::preset_document("numerical_padding_strides");
    const Results results = evaluate(document);
    CardNeeds needs;
    const CardNeeds::Question question{Lens::gradients, CardNeeds::Question::Side::height, 1, 300, 400};
    int asked = 0;
    const auto ask = [&](const Document& of, const Cursor& cursor, Tag hover, ThemeId theme_id) {
        return needs.answer({of, results, cursor, hover, theme(theme_id), Texts(Language::en),
                             scene_test::typesetter(), Composition{}},
                            question, [&] { return static_cast<float>(++asked); });
    };
    for (int64_t step = 0; step < results.steps; ++step)
        EXPECT_EQ(
            ask(document, finished(step, results.terms_per_step), tag_of(TagSpace::x, step), ThemeId::light),
            1);
    EXPECT_EQ(ask(document, {}, {}, ThemeId::dark), 2);
    document.digits = 3;
    EXPECT_EQ(ask(document, {}, {}, ThemeId::dark), 3);
    EXPECT_EQ(ask(document, {}, {}, ThemeId::dark), 3);
}

class BesideLenses : public testing::TestWithParam<Vec2> {};

TEST_P(BesideLenses, title_and_caption_stay) {
    for (const Preset& preset : presets())
        for (const Language language : {Language::en, Language::zh})
            for (const View view : {View::tilted, View::flat, View::volumes}) {
                Document document = preset.document;
                document.lenses = {Lens::sum, Lens::im2col, Lens::gradients};
                document.view = view;
                const Results results = evaluate(document);
                scene_test::FrameOptions options;
                options.size = GetParam();
                options.language = language;
                const Frame frame = scene_test::frame_of(document, results, after_terms(0, 1), options);
                const std::string wanted =
                    document.title.in(language) + first_sentence(document.caption.in(language));
                EXPECT_EQ(said(frame).find(scene_test::without_spaces(wanted)), 0U)
                    << document.name << ": " << said(frame);
            }
}

// The last one is the stage of a window of 1280x720.
INSTANTIATE_TEST_SUITE_P(Sizes, BesideLenses,
                         testing::Values(Vec2{1280, 720}, Vec2{1600, 900}, Vec2{1920, 1080},
                                         Vec2{1044, 616}));

/// Of the card of each lens.
std::map<int64_t, Rect> cards_of(const Frame& frame) {
    std::map<int64_t, Rect> cards;
    for (const Item& item : frame.items)
        if (const auto* box = std::get_if<Box>(&item.shape);
            box != nullptr && item.tag.space == static_cast<uint32_t>(TagSpace::lens))
            cards.insert({item.tag.index, {box->origin, box->origin + box->u + box->v}});
    return cards;
}

TEST(Cards, lie_in_rows_at_1920_and_2560) {
    for (const Vec2 size : {Vec2{1920, 1080}, Vec2{2560, 1440}, Vec2{1684, 976}})
        for (std::size_t count = 2; count <= all_lenses.size(); ++count)
            for (const char* name : {"numerical_padding_strides", "padding_strides_transposed",
                                     "numerical_max_pooling", "several_channels", "causal_1d"}) {
                Document document = scene_test::preset_document(name);
                document.lenses.assign(all_lenses.begin(),
                                       all_lenses.begin() + static_cast<std::ptrdiff_t>(count));
                document.lenses.push_back(Lens::sum);
                const Results results = evaluate(document);
                scene_test::FrameOptions options;
                options.size = size;
                const auto cards =
                    cards_of(scene_test::frame_of(document, results, after_terms(0, 1), options));
                ASSERT_GE(cards.size(), 2U);
                float left = 1e9F;
                for (const auto& [lens, card] : cards)
                    left = std::min(left, card.min.x);
                std::set<int> tops, bottoms;
                for (const auto& [lens, card] : cards)
                    if (card.min.x < left + 1) {
                        tops.insert(static_cast<int>(std::lround(card.min.y)));
                        bottoms.insert(static_cast<int>(std::lround(card.max.y)));
                    }
                for (const auto& [lens, card] : cards) {
                    const std::string what = std::string(name) + " " + std::to_string(size.x) + ", " +
                                             std::to_string(count) + ": lens " + std::to_string(lens);
                    EXPECT_TRUE(tops.contains(static_cast<int>(std::lround(card.min.y)))) << what;
                    EXPECT_TRUE(bottoms.contains(static_cast<int>(std::lround(card.max.y)))) << what;
                }
            }
}

TEST(Cards, leave_the_width_that_they_do_not_need_to_the_figure) {
    for (const auto& [kernel, narrow] :
         {std::pair<Sizes, bool>{{5, 5}, true}, {{5, 4}, true}, {{1, 1}, false}}) {
        Document document;
        document.operation = make_operation(Kind::conv, {5, 5}, kernel);
        document.view = View::flat;
        document.lenses = {Lens::sum, Lens::im2col};
        const Results results = evaluate(document);
        const Frame frame = scene_test::frame_of(document, results, after_terms(0, 1));
        const Rect card = cards_of(frame).at(static_cast<int64_t>(Lens::im2col));
        float figure = 0; // right end of the results
        for (const Item& item : frame.items)
            if (const auto* box = std::get_if<Box>(&item.shape);
                box != nullptr && item.tag.space == static_cast<uint32_t>(TagSpace::y) &&
                box->origin.x < card.min.x)
                figure = std::max(figure, box->origin.x + box->u.x);
        EXPECT_EQ(card.width() < 450, narrow) << kernel[0];
        EXPECT_LT(figure, card.min.x) << kernel[0];
        if (narrow) {
            EXPECT_GT(figure, 0.5F * frame.size.x) << kernel[0] << ": the figure has it";
        }
    }
}

class CardType : public testing::TestWithParam<Lens> {};

TEST_P(CardType, is_of_one_scale) {
    const std::set<float> scale{card_type::digits, card_type::text, card_type::title, card_type::lead,
                                card_type::result};
    for (const Preset& preset : presets())
        for (const Vec2 size : {Vec2{480, 300}, Vec2{700, 640}, Vec2{360, 240}}) {
            Document document = preset.document;
            document.lenses = {GetParam()};
            const Results results = evaluate(document);
            const Frame frame =
                scene_test::lens_frame(document, results, after_terms(0, 1), GetParam(), size);
            for (const Item* item : scene_test::visible_labels(frame)) {
                const Label& label = std::get<Label>(item->shape);
                const bool words = label.face == Face::sans || label.face == Face::sans_bold;
                const bool code = GetParam() == Lens::code || GetParam() == Lens::cost;
                if (words || code) {
                    EXPECT_TRUE(scale.contains(label.size))
                        << document.name << " " << size.x << ": '" << label.text << "' is " << label.size;
                }
            }
        }
}

INSTANTIATE_TEST_SUITE_P(Lenses, CardType,
                         testing::Values(Lens::im2col, Lens::transposed, Lens::cost, Lens::code));

TEST(SumCard, is_full_where_a_figure_is_large) {
    for (const int64_t side : {8, 16, 28, 64, 224})
        for (const int64_t kernel : {3, 5, 7})
            for (const bool names : {false, true})
                for (const bool lens : {false, true}) {
                    Document document;
                    document.operation = make_operation(Kind::conv, {side, side}, {kernel, kernel});
                    document.view = View::flat;
                    document.cell_text = names ? CellText::names : CellText::numbers;
                    document.lenses = {Lens::sum};
                    if (lens)
                        document.lenses.push_back(Lens::im2col);
                    const Results results = evaluate(document);
                    ASSERT_TRUE(results.issues.empty());
                    const Frame frame =
                        scene_test::frame_of(document, results, finished(3, results.terms_per_step));
                    // Its card lies below the figure, and what it holds goes on to its lower edge.
                    Rect card;
                    float used = 0;
                    for (const Item& item : frame.items) {
                        const auto* box = std::get_if<Box>(&item.shape);
                        if (box != nullptr && item.tag.space == 0 && box->radius > 6 && box->u.x > 400 &&
                            box->v.y > 60 && box->origin.y > 300)
                            card = {box->origin, box->origin + box->u + box->v};
                        if (item.tag.space != static_cast<uint32_t>(TagSpace::sum))
                            continue;
                        if (box != nullptr && box->stroke.a > 0)
                            used = std::max(used, box->origin.y + box->v.y);
                        if (const auto* label = std::get_if<Label>(&item.shape);
                            label != nullptr && !label->text.empty())
                            used = std::max(used, label->position.y);
                    }
                    const std::string what = std::to_string(side) + ", kernel " + std::to_string(kernel) +
                                             (names ? ", names" : "") + (lens ? ", with a lens" : "");
                    ASSERT_FALSE(card.empty()) << what;
                    EXPECT_LT(card.max.y - used, lens ? 45 : 72) << what << " (72 beside the formula)";
                }
}

} // namespace
} // namespace convlens
