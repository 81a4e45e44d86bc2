// Sheets of exercises: everything within the margins, nothing on top of each other, answers on pages of their
// own.
#include "scene/page/exercise/sheet.h"

#include "lesson/answer.h"
#include "lesson/exercise/exercises.h"
#include "lesson/words.h"
#include "picture/theme.h"
#include "system_fonts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace convlens {
namespace {

constexpr Vec2 a4{793.7F, 1122.5F}, letter{816, 1056};

struct Case {
    ExerciseKind kind;
    int level;
    Vec2 paper;
    Language language;
};

class Sheets : public testing::TestWithParam<Case> {
protected:
    void SetUp() override {
        list_ = exercises(GetParam().kind, GetParam().level, 2, 12);
        pages_ = exercise_sheet(
            list_, {GetParam().kind, GetParam().level, "source", GetParam().paper, GetParam().language},
            typesetter_);
    }
    std::vector<std::string> labels(const Frame& page) const {
        std::vector<std::string> texts;
        for (const Item& item : page.items)
            if (const auto* label = std::get_if<Label>(&item.shape))
                texts.push_back(label->text);
        return texts;
    }
    /// The first page of the answers.
    std::size_t first_answers() const {
        const std::string title(Texts(GetParam().language)("exercise.answers"));
        for (std::size_t i = 0; i < pages_.size(); ++i)
            for (const std::string& text : labels(pages_[i]))
                if (text.starts_with(title + " "))
                    return i;
        return 0;
    }

    Typesetter typesetter_{test::system_fonts()};
    std::vector<Exercise> list_;
    std::vector<Frame> pages_;
};

TEST_P(Sheets, stay_within_the_margins) {
    for (const Frame& page : pages_) {
        EXPECT_EQ(page.size, GetParam().paper);
        EXPECT_EQ(page.background, theme(ThemeId::print).ground);
        for (const Item& item : page.items) {
            const Rect ink = bounds(item, page, typesetter_);
            EXPECT_GE(ink.min.x, 40);
            EXPECT_GE(ink.min.y, 40);
            EXPECT_LE(ink.max.x, page.size.x - 40);
            EXPECT_LE(ink.max.y, page.size.y - 36);
        }
    }
}

/// As high as a capital letter or a digit, as wide as its line.
Rect digits_of(const Label& label, const Rect& line) {
    const float high = 0.74F * label.size;
    const float top = label.align_y == AlignY::middle ? label.position.y - high / 2 : label.position.y - high;
    constexpr float air = 3; // px beside the ink
    return {{line.min.x + air, top}, {line.max.x - air, top + high}};
}

TEST_P(Sheets, have_no_text_on_another_and_none_on_a_foreign_cell) {
    for (const Frame& page : pages_) {
        std::vector<Rect> texts, cells;
        std::vector<std::string> words;
        for (const Item& item : page.items) {
            const Rect ink = bounds(item, page, typesetter_);
            if (const auto* label = std::get_if<Label>(&item.shape)) {
                words.push_back(label->text);
                texts.push_back(digits_of(*label, ink));
            }
            if (std::holds_alternative<Box>(item.shape))
                cells.push_back(inset(ink, 1.5F));
        }
        for (std::size_t i = 0; i < texts.size(); ++i) {
            for (std::size_t k = 0; k < i; ++k)
                EXPECT_TRUE(intersected(texts[i], texts[k]).empty()) << words[i] << " and " << words[k];
            for (const Rect& cell : cells) { // in it or beside it
                const Rect common = intersected(texts[i], cell);
                EXPECT_TRUE(common.empty() || united(texts[i], cell) == cell) << i;
            }
        }
    }
}

TEST_P(Sheets, number_every_exercise_and_every_answer_once) {
    const std::size_t answers = first_answers();
    ASSERT_GT(answers, 0U);
    for (const auto& [from, to] :
         {std::pair<std::size_t, std::size_t>{0, answers}, {answers, pages_.size()}}) {
        std::vector<std::string> numbers;
        for (std::size_t page = from; page < to; ++page)
            for (const std::string& text : labels(pages_[page]))
                if (text.ends_with('.') && text.size() <= 3)
                    numbers.push_back(text);
        std::vector<std::string> wanted;
        for (std::size_t i = 1; i <= list_.size(); ++i)
            wanted.push_back(std::to_string(i) + ".");
        EXPECT_EQ(numbers, wanted);
    }
}

TEST_P(Sheets, tell_answers_on_their_own_pages_only) {
    const Texts texts(GetParam().language);
    const std::size_t answers = first_answers();
    for (std::size_t i = 0; i < list_.size(); ++i) {
        const Question& question = list_[i].question;
        if (question.ask != Ask::size && question.ask != Ask::compare && question.ask != Ask::value)
            continue; // cells are marked
        const std::string told =
            answer_text(list_[i].scene, question, answer_of(list_[i].scene, question), texts);
        bool is_told = false;
        for (std::size_t page = answers; page < pages_.size(); ++page)
            for (const std::string& text : labels(pages_[page]))
                is_told |= text == told;
        EXPECT_TRUE(is_told) << told;
        for (std::size_t page = 0; page < answers && question.ask == Ask::size; ++page)
            EXPECT_THAT(labels(pages_[page]), testing::Not(testing::Contains(told)));
    }
}

std::vector<Case> cases() {
    std::vector<Case> list;
    for (const auto& [name, kind] : exercise_kind_names())
        for (int level = min_exercise_level; level <= max_exercise_level; ++level)
            list.push_back({kind, level, level == 2 ? letter : a4,
                            (static_cast<int>(kind) + level) % 2 == 0 ? Language::en : Language::zh});
    list.push_back({ExerciseKind::mixed, 3, letter, Language::en});
    list.push_back({ExerciseKind::mixed, 3, letter, Language::zh});
    return list;
}

INSTANTIATE_TEST_SUITE_P(Exercise, Sheets, testing::ValuesIn(cases()));

} // namespace
} // namespace convlens
