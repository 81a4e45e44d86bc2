// What every page of the built-in lessons holds to: short, alike in both languages, asking, and never
// answering itself.
#include "lesson/built_in.h"

#include "i18n/catalogue.h"
#include "lesson/answer.h"
#include "lesson/reading/read_lesson.h"
#include "lesson/words.h"

#include <algorithm>
#include <cctype>
#include <gtest/gtest.h>
#include <sstream>
#include <string>

namespace convlens {
namespace {

constexpr uint64_t max_seed = 20;

class BuiltInLesson : public testing::TestWithParam<std::string> {
protected:
    static Lesson read(Language language) {
        LessonText text = read_lesson(lesson_source(GetParam(), language), language);
        for (const LessonIssue& issue : text.issues)
            ADD_FAILURE() << issue.place.line << ":" << issue.place.column << " " << issue.error.key;
        return std::move(text.lesson);
    }
    template <class Check> static void for_each_page(const Check& check) {
        for (const Language language : {Language::en, Language::zh}) {
            const Lesson lesson = read(language);
            for (std::size_t i = 0; i < lesson.pages.size(); ++i) {
                SCOPED_TRACE((language == Language::en ? "en page " : "zh page ") + std::to_string(i + 1));
                check(lesson.pages[i], language);
            }
        }
    }
    template <class Check> static void for_each_instance(const Check& check) {
        for_each_page([&](const Page& page, Language language) {
            for (uint64_t seed = 0; page.question && seed <= max_seed; ++seed) {
                SCOPED_TRACE("seed " + std::to_string(seed));
                check(page, instance_of(page.scene->document, *page.question, seed), language);
            }
        });
    }
};

/// The words of a page without its formulas.
std::string words_of(const Page& page) {
    std::string words;
    for (const Block& block : page.blocks) {
        words += " ";
        for (const Piece& piece : block.pieces)
            words += piece.kind == Piece::Kind::formula ? " " : piece.text + " ";
    }
    return words;
}

/// The text without what stands between these, which are names of elements.
std::string without(std::string text, const std::string& open, char close) {
    for (std::size_t at = text.find(open); at != std::string::npos; at = text.find(open, at)) {
        const std::size_t end = text.find(close, at);
        text.erase(at, end == std::string::npos ? end : end + 1 - at);
    }
    return text;
}

std::string formulas_of(const Page& page) {
    std::string formulas;
    for (const Block& block : page.blocks)
        for (const Piece& piece : block.pieces)
            if (piece.kind == Piece::Kind::formula)
                formulas += piece.text + " ";
    return formulas;
}

std::size_t count_words(const std::string& text) {
    std::istringstream words(text);
    std::size_t count = 0;
    for (std::string word; words >> word;)
        ++count;
    return count;
}

std::size_t count_characters(const std::string& utf8) {
    return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte & 0xC0U) != 0x80U && std::isspace(byte) == 0;
    }));
}

/// Whether `text` occurs and is no part of a longer word or number.
bool has_word(const std::string& where, const std::string& text) {
    const auto is_word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; };
    for (std::size_t at = where.find(text); at != std::string::npos; at = where.find(text, at + 1)) {
        const std::size_t end = at + text.size();
        if ((at == 0 || !is_word(where[at - 1])) && (end == where.size() || !is_word(where[end])))
            return true;
    }
    return false;
}

/// What both languages share of a question.
Question without_words(Question question) {
    question.text.clear();
    question.place = {};
    return question;
}

TEST_P(BuiltInLesson, pages_are_short_with_one_formula_at_most) {
    for_each_page([](const Page& page, Language language) {
        const std::string words = words_of(page);
        if (language == Language::zh)
            EXPECT_LE(count_characters(words), 100U) << words;
        else
            EXPECT_LE(count_words(words), 60U) << words;
        const auto count = [](const Block& block) {
            return std::count_if(block.pieces.begin(), block.pieces.end(),
                                 [](const Piece& piece) { return piece.kind == Piece::Kind::formula; });
        };
        std::ptrdiff_t formulas = 0;
        for (const Block& block : page.blocks)
            formulas += count(block);
        EXPECT_LE(formulas, 1);
        EXPECT_FALSE(page.notes.empty()) << page.title;
    });
}

TEST_P(BuiltInLesson, both_languages_have_the_same_pages) {
    const Lesson en = read(Language::en), zh = read(Language::zh);
    ASSERT_EQ(en.pages.size(), zh.pages.size());
    for (std::size_t i = 0; i < en.pages.size(); ++i) {
        SCOPED_TRACE("page " + std::to_string(i + 1));
        EXPECT_NE(en.pages[i].title, zh.pages[i].title);
        EXPECT_EQ(formulas_of(en.pages[i]), formulas_of(zh.pages[i]));
        ASSERT_EQ(en.pages[i].scene.has_value(), zh.pages[i].scene.has_value());
        if (en.pages[i].scene) {
            EXPECT_EQ(en.pages[i].scene->document, zh.pages[i].scene->document);
            EXPECT_EQ(en.pages[i].scene->step, zh.pages[i].scene->step);
        }
        ASSERT_EQ(en.pages[i].question.has_value(), zh.pages[i].question.has_value());
        if (en.pages[i].question) {
            EXPECT_EQ(without_words(*en.pages[i].question), without_words(*zh.pages[i].question));
        }
    }
}

TEST_P(BuiltInLesson, four_of_five_pages_ask_and_title_and_summary_do_not) {
    const Lesson lesson = read(Language::en);
    const auto asking = std::count_if(lesson.pages.begin(), lesson.pages.end(),
                                      [](const Page& page) { return page.question.has_value(); });
    EXPECT_GE(5 * asking, 4 * static_cast<std::ptrdiff_t>(lesson.pages.size()));
    EXPECT_FALSE(lesson.pages.front().question);
    EXPECT_FALSE(lesson.pages.back().question);
}

TEST_P(BuiltInLesson, every_question_has_an_answer_and_wrong_ideas) {
    for_each_instance([](const Page& page, const Instance& instance, Language /*language*/) {
        const Ask ask = instance.question.ask;
        EXPECT_NO_THROW(answer_of(instance.scene, instance.question)) << page.title;
        const bool has_few = ask == Ask::parameter || ask == Ask::compare; // with three answers at most
        EXPECT_GE(wrong_answers(instance.scene, instance.question).size(), has_few ? 1U : 2U) << page.title;
    });
}

TEST_P(BuiltInLesson, no_page_answers_itself) {
    for_each_instance([](const Page& page, const Instance& instance, Language language) {
        if (instance.question.ask == Ask::which) // its answer is a letter
            return;
        const Texts texts(language);
        const Answer answer = answer_of(instance.scene, instance.question);
        const std::string text = answer_text(instance.scene, instance.question, answer, texts);
        const bool is_number = std::holds_alternative<double>(answer);
        const bool is_asked_in_words =
            instance.question.ask == Ask::compare; // "larger, the same or smaller?"
        const std::string words = page.title + "\n" + words_of(page) + "\n" +
                                  (is_asked_in_words ? std::string() : instance.question.text);
        EXPECT_FALSE(has_word(is_number ? without(words, "[", ']') : words, text)) << words << ": " << text;
        if (instance.scene == page.scene->document) { // other numbers may be a constant of the formula
            EXPECT_FALSE(has_word(without(formulas_of(page), "_{", '}'), text)) << page.title << ": " << text;
        }
    });
}

std::vector<std::string> ids() {
    return {lesson_ids().begin(), lesson_ids().end()};
}
INSTANTIATE_TEST_SUITE_P(All, BuiltInLesson, testing::ValuesIn(ids()),
                         [](const testing::TestParamInfo<std::string>& one) { return one.param; });

} // namespace
} // namespace convlens
