// After the reveal: what the truth is made of, the lens at the element that was asked for, figures side by
// side.
#include "document/evaluate/evaluate.h"
#include "document/evaluate/results.h"
#include "lesson/built_in.h"
#include "lesson/element_access.h"
#include "lesson/reading/read_lesson.h"
#include "lesson/words.h"
#include "scene/page/compose_page.h"
#include "scene/page/gradient_figure.h"
#include "scene/page/page_content.h"
#include "scene/page/page_fixture.h"
#include "scene/page/question/blanking.h"
#include "scene/page/question/figure_letters.h"
#include "scene/page/written_value.h"
#include "scene/scene_fixture.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace convlens::scene_test {
namespace {

Lesson lesson_of(const std::string& scene, const std::string& question) {
    LessonText read = read_lesson("# A lesson\n\n## Page\n```scene\n" + scene + "\n```\n```question\n" +
                                      question + "\n```\n",
                                  Language::en);
    for (const LessonIssue& issue : read.issues)
        ADD_FAILURE() << issue.place.line << ":" << issue.place.column << " " << issue.error.key;
    return std::move(read.lesson);
}

std::string written(const std::string& scene, const std::string& question) {
    const Lesson lesson = lesson_of(scene, question);
    const Page& page = lesson.pages.at(1);
    std::string text;
    for (const std::string& piece : written_value(page.scene->document, *page.question))
        text += piece;
    return text;
}

const std::string small_conv = R"({"schema": 1, "operation": "conv", "input_size": [3, 3],
    "kernel_size": [2, 2], "input": {"values": [[1, 2, 0], [3, 2, -1], [0, 1, 3]]},
    "weight": {"values": [[2, 1], [0, -1]]}, "grad_output": {"values": [[1, 0], [2, 1]]}})";

std::string small_pool(const std::string& kind, const std::string& more = "") {
    return R"({"schema": 1, "operation": ")" + kind + R"(", "input_size": [2, 2], "kernel_size": [2, 2],
              "input": {"values": [[3, -4], [0, 1]]})" +
           more + "}";
}

const std::string first = R"({"ask": "value", "of": "y", "at": [0, 0]})";

std::ptrdiff_t count_boxes(const Frame& frame, TagSpace space) {
    return std::count_if(frame.items.begin(), frame.items.end(), [&](const Item& item) {
        return std::holds_alternative<Box>(item.shape) && item.tag.space == tag_of(space, 0).space;
    });
}

bool has_label_with(const Frame& frame, const std::string& part) {
    const auto texts = texts_of(frame);
    return std::any_of(texts.begin(), texts.end(),
                       [&](const std::string& text) { return text.find(part) != std::string::npos; });
}

} // namespace

TEST(WrittenValue, of_a_convolution_and_its_gradients) {
    EXPECT_EQ(written(small_conv, first), "= 1·2 + 2·1 + 3·0 + 2·(−1)");
    EXPECT_EQ(written(small_conv, R"({"ask": "value", "of": "dw", "at": [0, 1]})"),
              "= 1·2 + 0·0 + 2·2 + 1·(−1)");
    EXPECT_EQ(written(small_conv, R"({"ask": "value", "of": "dx", "at": [1, 1]})"),
              "= 1·(−1) + 0·0 + 2·1 + 1·2"); // in the order of the outputs
}

TEST(WrittenValue, of_pools) {
    EXPECT_EQ(written(small_pool("max-pool"), first), "= max(3, −4, 0, 1)");
    EXPECT_EQ(written(small_pool("avg-pool"), first), "= (3 + (−4) + 0 + 1) / 4");
    EXPECT_EQ(written(small_pool("lp-pool", R"(, "norm_p": 1)"), first), "= |3| + |−4| + |0| + |1|");
    EXPECT_EQ(written(small_pool("lp-pool", R"(, "norm_p": 2)"), first), "= √(|3|² + |−4|² + |0|² + |1|²)");
    EXPECT_EQ(written(small_pool("lp-pool", R"(, "norm_p": "inf")"), first), "= max(|3|, |−4|, |0|, |1|)");
}

TEST(WrittenValue, is_what_the_answer_is_on_every_page_and_left_out_where_it_is_no_sum) {
    for (const std::string_view id : lesson_ids()) {
        const Lesson& lesson = *lesson_named(id, Language::en);
        for (const Page& page : lesson.pages) {
            if (!page.question || page.question->ask != Ask::value)
                continue;
            SCOPED_TRACE(std::string(id) + ": " + page.title);
            const bool is_sum =
                page.scene->document.operation.kind != Kind::max_unpool && !page.question->network;
            EXPECT_EQ(written_value(page.scene->document, *page.question).empty(), !is_sum);
        }
    }
    EXPECT_EQ(written(small_pool("avg-pool"), R"({"ask": "value", "of": "dx", "at": [0, 0]})"), "");
}

TEST(AskedPage, its_figure_has_no_number_that_is_right) {
    for (const char* const stride : {"1", "4", "5", "6"}) { // of which 4, 5 and 6 make 2 x 2
        const Lesson lesson = lesson_of(
            R"({"schema": 1, "operation": "conv", "input_size": [9, 9], "kernel_size": [3, 3], "stride": [)" +
                std::string(stride) + ", " + stride + "]}",
            R"({"ask": "parameter", "parameter": "stride", "goal": {"size": [2, 2]}})");
        const PageContent content = *page_content(lesson.pages.at(1));
        ASSERT_EQ(content.right, (std::vector<Answer>{4.0, 5.0, 6.0}));
        const int64_t shown = content.asked.front().document.operation.stride[0];
        EXPECT_TRUE(shown < 4 || shown > 6) << stride << ": " << shown;
        EXPECT_EQ(content.revealed.front().document.operation.stride[0], 4);
        const Frame frame = page_frame(lesson, 1, {.phase = PagePhase::revealed, .in_class = false});
        EXPECT_TRUE(has_label_with(frame, "4, 5 or 6"));
    }
}

TEST(RevealedPage, the_gradients_lens_has_come_to_the_element_that_was_asked_for) {
    for (const auto& [of, letter] : {std::pair{"dw", "w"}, std::pair{"dx", "x"}})
        for (int64_t row = 0; row < 3; ++row)
            for (int64_t column = 0; column < 3; ++column) {
                const std::string at = std::to_string(row) + ", " + std::to_string(column);
                const Lesson lesson = lesson_of(
                    R"({"preset": "numerical_no_padding_no_strides", "view": "flat", "lenses": ["gradients"]})",
                    R"({"ask": "value", "of": ")" + std::string(of) + R"(", "at": [)" + at + "]}");
                const Frame frame = page_frame(lesson, 1, {.phase = PagePhase::revealed, .in_class = false});
                const char* const below[] = {"₀", "₁", "₂"};
                EXPECT_TRUE(has_label_with(frame, std::string("∂J/∂") + letter + below[row] + below[column]))
                    << of << " " << at;
            }
}

TEST(RevealedPage, the_lens_is_that_of_the_figure_after_the_change) {
    const Lesson lesson =
        lesson_of(R"({"preset": "no_padding_no_strides", "view": "flat", "lenses": ["sizes"]})",
                  R"({"ask": "compare", "what": "size", "change": {"padding": [[1, 1], [1, 1]]}})");
    const Frame frame = page_frame(lesson, 1, {.phase = PagePhase::revealed, .in_class = false});
    EXPECT_TRUE(has_label_with(frame, "4 × 4 → 4 × 4"));
    EXPECT_TRUE(has_label_with(frame, "larger (2 × 2 → 4 × 4)"));
}

TEST(RevealedPage, what_is_unpooled_lies_in_its_cell) {
    const Lesson& lesson = *lesson_named("unpooling", Language::en);
    const Frame frame = page_frame(lesson, 5, {.phase = PagePhase::revealed});
    const auto labels = visible_labels(frame);
    EXPECT_TRUE(std::any_of(labels.begin(), labels.end(), [](const Item* item) {
        return item->tag == tag_of(TagSpace::y, 7) && std::get<Label>(item->shape).text == "4";
    }));
}

TEST(SeveralFigures, each_is_drawn_whole) {
    for (const std::string_view id : lesson_ids()) {
        const Lesson& lesson = *lesson_named(id, Language::en);
        for (std::size_t page = 0; page < lesson.pages.size(); ++page) {
            const auto& question = lesson.pages[page].question;
            if (!question || question->figures.size() < 2 || has_volumes(operation_of(question->figures[0])))
                continue;
            SCOPED_TRACE(lesson.pages[page].title);
            int64_t cells = 0;
            for (const Document& figure : question->figures)
                cells += operation_of(figure).input_size.product();
            for (const PagePhase phase : {PagePhase::asking, PagePhase::revealed})
                for (const Vec2 size : {Vec2{1280, 720}, Vec2{1920, 1080}})
                    EXPECT_GE(
                        count_boxes(page_frame(lesson, page, {.phase = phase, .size = size}), TagSpace::x),
                        cells);
        }
    }
}

TEST(FigureLetters, say_what_differs) {
    const Document pool = preset_document("lp_pooling");
    std::vector<Document> pools{pool, pool};
    pools[0].operation.norm_p = 1;
    pools[1].operation.norm_p = INFINITY;
    const Texts texts(Language::en);
    EXPECT_EQ(figure_letters(pools, 0, texts), "q = 1");
    EXPECT_EQ(figure_letters(pools, 1, texts), "q = ∞");
    const Document conv = preset_document("no_padding_no_strides");
    std::vector<Document> convs{conv, conv};
    convs[1].operation.stride = {2, 2};
    EXPECT_EQ(figure_letters(convs, 1, texts), "i = 4  k = 3  s = 2  p = 0");
    EXPECT_EQ(differing_letters(convs, 1, texts), "s = 2");
}

namespace {

std::string text_at(const Frame& frame, Tag tag) {
    for (const Item* item : visible_labels(frame))
        if (item->tag == tag)
            return std::get<Label>(item->shape).text;
    return {};
}

/// Boxes that frame a cell of what an element is made of.
std::ptrdiff_t count_part_frames(const Frame& frame) {
    return std::count_if(frame.items.begin(), frame.items.end(), [](const Item& item) {
        const Box* box = std::get_if<Box>(&item.shape);
        return box && box->fill.a == 0 && box->stroke == theme(ThemeId::light).window;
    });
}

const std::string small_gradients = R"({"schema": 1, "operation": "conv", "input_size": [3, 3],
    "kernel_size": [2, 2], "input": {"values": [[1, 2, 0], [3, 2, -1], [0, 1, 3]]}, "view": "flat",
    "weight": {"values": [[2, 1], [0, -1]]}, "grad_output": {"values": [[1, 0], [2, 1]]}})";

} // namespace

TEST(GradientFigure, frames_what_the_element_is_made_of_after_the_reveal_only) {
    struct Case {
        const char* of;
        const char* at;
        std::ptrdiff_t parts;
    };
    for (const Case& one : {Case{"dw", "[0, 1]", 8}, Case{"dx", "[1, 1]", 8}, Case{"dx", "[0, 0]", 2}}) {
        const Lesson lesson = lesson_of(small_gradients, std::string(R"({"ask": "value", "of": ")") + one.of +
                                                             R"(", "at": )" + one.at + "}");
        EXPECT_EQ(count_part_frames(page_frame(lesson, 1)), 0) << one.of;
        EXPECT_EQ(count_part_frames(page_frame(lesson, 1, {.phase = PagePhase::revealed})), one.parts)
            << one.of << one.at;
    }
}

TEST(GradientFigure, shows_x_where_that_is_what_should_come_back) {
    const std::string value = R"({"ask": "value", "of": "dx", "at": [1, 1], "misconceptions": [)";
    const Lesson with = lesson_of(small_gradients, value + R"("inverse-restores-values"]})");
    const Lesson without = lesson_of(small_gradients, value + R"("unflipped-kernel"]})");
    EXPECT_EQ(text_at(page_frame(with, 1), tag_of(TagSpace::x, 4)), "2");
    EXPECT_EQ(text_at(page_frame(without, 1), tag_of(TagSpace::x, 4)), "");
}

TEST(GradientFigure, plays_a_wrong_idea_with_the_number_that_it_gives) {
    int played = 0;
    for (const std::string_view id : lesson_ids()) {
        const Lesson& lesson = *lesson_named(id, Language::zh);
        for (std::size_t number = 0; number < lesson.pages.size(); ++number) {
            const auto& question = lesson.pages[number].question;
            if (!question || question->network || question->ask != Ask::value ||
                !is_about_gradient(*question))
                continue;
            const Document& scene = lesson.pages[number].scene->document;
            for (const WrongAnswer& wrong : wrong_answers(scene, *question)) {
                if (wrong.idea != Misconception::transposed_gradient &&
                    wrong.idea != Misconception::unflipped_kernel)
                    continue;
                SCOPED_TRACE(std::string(id) + ":" + std::to_string(number + 1));
                PageContent content = *page_content(lesson.pages[number]);
                QuestionState state = question_state(content, PagePhase::revealed, false);
                state.played = wrong;
                play(content, state);
                const Texts texts(Language::zh);
                const Frame frame =
                    compose_page(page_input(lesson, number, &content, state,
                                            {theme(ThemeId::light), texts, typesetter(), {1280, 720}}));
                const bool of_weight = question->of == AskedTensor::dw;
                const int64_t flat =
                    ravel_index(to_sizes(question->at), shape_in(operation_of(scene), question->of));
                EXPECT_EQ(text_at(frame, tag_of(of_weight ? TagSpace::dw : TagSpace::dx, flat)),
                          answer_text(scene, *question, wrong.answer, texts));
                ++played;
            }
        }
    }
    EXPECT_GT(played, 10);
}

} // namespace convlens::scene_test
