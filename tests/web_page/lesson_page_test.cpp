// Lessons as pages: what is right is nowhere to be read before the reveal, and every guess fits what the
// engine says that it fits.
#include "web_page/lesson_page.h"

#include "encoding/base64.h"
#include "i18n/catalogue.h"
#include "lesson/asked_cells.h"
#include "lesson/built_in.h"
#include "lesson/reading/read_lesson.h"
#include "lesson/words.h"
#include "opened_page.h"
#include "scene/page/page_content.h"
#include "scene/page/page_texts.h"
#include "support/unanswerable_lesson.h"
#include "system_fonts.h"
#include "web_page/answer_book.h"
#include "web_page/sealed.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdio>

namespace convlens {
namespace {

using test::data_of;
using test::json_part;
using test::OpenedPack;
using test::system_fonts;

std::string page_of(std::string_view id, std::initializer_list<Language> languages) {
    LessonPage page;
    for (const Language language : languages)
        page.lessons.push_back(lesson_named(id, language));
    page.fonts = system_fonts();
    return *lesson_page(page, {});
}

/// What a guess fits, as page/questions.js finds it; "?" where it fits nothing.
std::string fitted(const nlohmann::json& question, const std::string& language, const std::string& guess) {
    const std::string key = question.at("salt").get<std::string>() + "/" + guess;
    std::array<char, 12> name{};
    std::snprintf(name.data(), name.size(), "%x", hash_of(key));
    const nlohmann::json& fits = question.at("fits").at(language);
    if (!fits.contains(name.data()))
        return "?";
    return sealed(*from_base64(fits.at(name.data()).get<std::string>()), key + "/");
}

TEST(LessonPage, guesses_fit_what_the_engine_says_for_every_question_of_every_lesson) {
    for (const std::string_view id : lesson_ids()) {
        const nlohmann::json data = data_of(page_of(id, {Language::en, Language::zh}));
        for (const Language language : {Language::en, Language::zh}) {
            const Lesson& lesson = *lesson_named(id, language);
            const std::string code = language == Language::zh ? "zh" : "en";
            ASSERT_EQ(data["questions"].size(), lesson.pages.size());
            for (std::size_t i = 0; i < lesson.pages.size(); ++i) {
                const nlohmann::json& question = data["questions"][i];
                ASSERT_EQ(question.is_null(), !lesson.pages[i].question) << id << " " << i;
                if (question.is_null())
                    continue;
                const PageContent content = *page_content(lesson.pages[i]);
                const QuestionState state = question_state(content, PagePhase::asking, true);
                for (std::size_t letter = 0; letter < question["letters"].get<std::size_t>(); ++letter) {
                    const Offer& offer = state.offers[letter];
                    const std::string found =
                        fitted(question, code, std::string(1, static_cast<char>('A' + letter)));
                    const std::string expected = offer.idea ? idea_sentence(offer.idea->idea, Texts(language))
                                                 : offer.answer == *content.truth ? "="
                                                                                  : "?";
                    EXPECT_EQ(found, expected) << id << " " << i << " " << letter;
                }
                for (const std::string& guess : typed_guesses(*content.truth))
                    EXPECT_EQ(fitted(question, code, guess), "=") << id << " " << i << " " << guess;
            }
        }
    }
}

TEST(LessonPage, cells_that_are_chosen_fit_what_the_engine_says) {
    std::size_t asked = 0;
    for (const std::string_view id : lesson_ids()) {
        const std::string bytes = page_of(id, {Language::en, Language::zh});
        const nlohmann::json data = data_of(bytes);
        const Lesson& lesson = *lesson_named(id, Language::en);
        for (std::size_t i = 0; i < lesson.pages.size(); ++i) {
            if (!lesson.pages[i].question || !asks_for_cells(*lesson.pages[i].question))
                continue;
            ++asked;
            const PageContent content = *page_content(lesson.pages[i]);
            const Sizes shape = cells_shape(content.scene, *content.question);
            const nlohmann::json& question = data["questions"][i];
            const std::string right = chosen_guess(*content.truth, shape);
            EXPECT_EQ(bytes.find("\"" + right + "\""), std::string::npos) << id << " " << i;
            for (const std::string code : {"en", "zh"}) {
                EXPECT_EQ(fitted(question, code, right), "=") << id << " " << i;
                EXPECT_EQ(fitted(question, code, right + ",0"), "?") << id << " " << i;
                for (const WrongAnswer& wrong : wrong_answers(content.scene, *content.question))
                    EXPECT_EQ(fitted(question, code, chosen_guess(wrong.answer, shape)),
                              idea_sentence(wrong.idea, Texts(code == "en" ? Language::en : Language::zh)))
                        << id << " " << i;
                for (const std::string& track : {code, code + "-narrow"})
                    EXPECT_EQ(question["cells"][track].size(), static_cast<std::size_t>(shape.product()))
                        << id << " " << i << " " << track;
            }
        }
    }
    EXPECT_GE(asked, 20U);
}

TEST(AnswerBook, sets_of_cells_are_sorted_and_orders_are_not) {
    const Sizes shape = {1, 1, 3, 3};
    EXPECT_EQ(chosen_guess(CellSet{{0, 0, 2, 1}, {0, 0, 0, 1}}, shape), "#1,7");
    EXPECT_EQ(chosen_guess(Order{{7, 1}}, shape), "#7,1");
    EXPECT_EQ(chosen_guess(CellSet{}, shape), "#");
    EXPECT_EQ(chosen_guess(Answer(Choice{1}), shape), "");
    EXPECT_EQ(chosen_guess(Order{{1, 0}}, {}), "") << "of figures, which are no cells";
}

TEST(LessonPage, no_answer_and_no_idea_can_be_read) {
    for (const std::string_view id : {"sizes", "convolution", "networks"}) {
        const std::string page = page_of(id, {Language::en, Language::zh});
        const OpenedPack open(data_of(page)["packed"]);
        for (const Language language : {Language::en, Language::zh}) {
            const Texts texts(language);
            for (const Page& one : lesson_named(id, language)->pages) {
                if (!one.question)
                    continue;
                const PageContent content = *page_content(one);
                for (const WrongAnswer& wrong : wrong_answers(content.scene, *content.question))
                    for (const std::string& all : {page, open.bytes()})
                        EXPECT_EQ(all.find(idea_sentence(wrong.idea, texts)), std::string::npos) << id;
            }
        }
        EXPECT_EQ(open.bytes().find("The answer"), std::string::npos);
        EXPECT_EQ(page.find("The answer: "), std::string::npos);
    }
}

TEST(LessonPage, the_sealed_pack_has_what_is_seen_after_each_reveal) {
    const nlohmann::json data = data_of(page_of("sizes", {Language::en}));
    const OpenedPack open(data["packed"]);
    const OpenedPack answers(data["sealed"], data["salt"].get<std::string>());
    const Lesson& lesson = *lesson_named("sizes", Language::en);
    EXPECT_EQ(open.texts("en.pictures"), lesson.pages.size());
    std::size_t asked = 0;
    for (std::size_t i = 0; i < lesson.pages.size(); ++i) {
        if (!lesson.pages[i].question)
            continue;
        EXPECT_EQ(data["questions"][i]["answer"], asked);
        const std::string before = open.text("en.words", i), after = answers.text("en.words", asked);
        EXPECT_EQ(before.substr(0, before.find('\n')), after.substr(0, after.find('\n'))) << "one page";
        const std::string own = after.substr(0, after.find('\n'));
        EXPECT_EQ(own, lesson.pages[i].title);
        EXPECT_NE(open.text("en.pictures", i), answers.text("en.pictures", asked));
        ++asked;
    }
    EXPECT_EQ(answers.texts("en.pictures"), asked);
}

TEST(LessonPage, the_file_has_no_notes_and_no_hint_that_only_the_window_keeps) {
    const OpenedPack open(data_of(page_of("convolution", {Language::en}))["packed"]);
    EXPECT_EQ(open.bytes().find("N: new numbers"), std::string::npos);
    EXPECT_EQ(open.bytes().find("H: count the hands"), std::string::npos);
    EXPECT_EQ(open.bytes().find("Let the figure play once"), std::string::npos) << "the teacher's notes";
}

TEST(AnswerBook, typed_numbers_are_found_by_their_hundredths) {
    EXPECT_EQ(typed_guesses(SizeAnswer{{3, 5}}), (std::vector<std::string>{"300x500"}));
    EXPECT_EQ(typed_guesses(Answer(2.335)), (std::vector<std::string>{"233", "234"}));
    EXPECT_EQ(typed_guesses(Answer(-1.0 / 3)), (std::vector<std::string>{"-33"}));
    EXPECT_TRUE(typed_guesses(Answer(Comparison::larger)).empty());
    EXPECT_TRUE(typed_guesses(Answer(std::nan(""))).empty());
    EXPECT_EQ(typed_numbers(SizeAnswer{{3, 5}}), 2U);
    EXPECT_EQ(typed_numbers(Answer(Choice{1})), 0U);
}

/// As page/questions.js reads it.
TEST(AnswerBook, has_what_is_typed_as_it_is_shown) {
    for (int i = -4000; i <= 4000; ++i) {
        const double value = i * 0.000497;
        std::string shown = answer_number(value);
        if (shown.starts_with("\u2212"))
            shown.replace(0, std::string("\u2212").size(), "-");
        const auto typed = static_cast<int64_t>(std::floor(std::stod(shown) * 100 + 0.5));
        EXPECT_THAT(typed_guesses(Answer(value)), testing::Contains(std::to_string(typed)))
            << value << " shown as " << shown;
    }
}

TEST(Sealed, opens_by_its_key_alone) {
    const std::string text = "as if there were no padding";
    EXPECT_EQ(sealed(sealed(text, "a/b"), "a/b"), text);
    EXPECT_NE(sealed(text, "a/b"), text);
    EXPECT_NE(sealed(sealed(text, "a/b"), "a/c"), text);
    EXPECT_EQ(hash_of(""), 0x811c9dc5U);
    EXPECT_EQ(hash_of("a"), 0xe40c292cU);
}

TEST(LessonPage, a_page_whose_question_has_no_answer_asks_nothing) {
    const Lesson lesson = read_lesson(test::unanswerable_lesson(), Language::en).lesson;
    LessonPage page;
    page.lessons = {&lesson};
    page.fonts = system_fonts();
    const nlohmann::json data = data_of(*lesson_page(page, {}));
    ASSERT_EQ(data["questions"].size(), lesson.pages.size());
    for (const nlohmann::json& question : data["questions"])
        EXPECT_TRUE(question.is_null());
}

TEST(LessonPage, takes_every_number_of_a_parameter_that_is_right) {
    const Lesson lesson =
        read_lesson("# Own\n\n## Stride\n```scene\n{\"preset\": \"numerical_max_pooling\", "
                    "\"input_size\": [7, 7], \"padding\": [[1, 1], [1, 1]], \"input\": "
                    "{\"pattern\": \"small\", \"values\": null}}\n```\n```question\n"
                    "{\"ask\": \"parameter\", \"parameter\": \"stride\", \"goal\": {\"size\": "
                    "[2, 2]}, \"misconceptions\": [\"no-padding\", \"ceil\"]}\n```\n\n## One\n"
                    "```scene\n{\"preset\": \"no_padding_no_strides\"}\n```\n```question\n"
                    "{\"ask\": \"parameter\", \"parameter\": \"stride\", \"goal\": {\"size\": "
                    "[1, 1]}}\n```\n",
                    Language::en)
            .lesson;
    LessonPage page;
    page.lessons = {&lesson};
    page.fonts = system_fonts();
    const nlohmann::json data = data_of(*lesson_page(page, {}));
    const nlohmann::json& two = data["questions"][1];
    for (int64_t stride = 1; stride <= 8; ++stride)
        EXPECT_EQ(fitted(two, "en", std::to_string(100 * stride)) == "=", stride >= 4 && stride <= 6)
            << stride;
    EXPECT_EQ(fitted(two, "en", "300"), idea_sentence(Misconception::no_padding, Texts(Language::en)));
    EXPECT_EQ(fitted(two, "en", "more"), "?");
    const OpenedPack answers(data["sealed"], data["salt"].get<std::string>());
    EXPECT_NE(answers.text("en.words", 0).find("The answer: 4, 5 or 6"), std::string::npos);
    EXPECT_EQ(fitted(data["questions"][2], "en", "6400"), "=");
    EXPECT_EQ(fitted(data["questions"][2], "en", "more"), "=") << "every larger one";
}

} // namespace
} // namespace convlens
