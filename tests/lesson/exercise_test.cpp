// Exercises of every kind and level: answerable, right by an enumeration of their own, worth asking, no two
// alike.
#include "lesson/exercise/exercises.h"

#include "document/evaluate/results.h"
#include "enumeration.h"
#include "input/limits.h"
#include "lesson/exercise/words.h"
#include "lesson/words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <regex>
#include <set>
#include <string>

namespace convlens {
namespace {

using testing_lesson::enumerated_answer;

/// What a person sees of it: the text, and the numbers where they are asked about.
std::string seen(const Exercise& exercise) {
    std::string text = exercise_text(exercise, Texts(Language::en));
    if (needs_numbers(exercise.question))
        for (const Source* source :
             {&exercise.scene.input, &exercise.scene.weight, &exercise.scene.grad_output})
            if (source->values)
                for (const double value : *source->values)
                    text += " " + std::to_string(value);
    return text;
}

/// Whole numbers of a text, each once.
std::set<double> numbers_of(const std::string& text) {
    static const std::regex number("\\d+");
    std::set<double> found;
    for (std::sregex_iterator at(text.begin(), text.end(), number), end; at != end; ++at)
        found.insert(std::stod(at->str()));
    return found;
}

void expect_worth_asking(const Exercise& exercise, const Answer& answer) {
    const std::string text = exercise_text(exercise, Texts(Language::en));
    if (const auto* value = std::get_if<double>(&answer)) {
        EXPECT_NE(*value, 0) << text;
        EXPECT_EQ(*value, std::round(*value)) << text;
        EXPECT_FALSE(numbers_of(text).contains(*value)) << text;
        EXPECT_LE(std::abs(*value), exercise.level == 1 ? 30 : 99) << text;
    } else if (const auto* size = std::get_if<SizeAnswer>(&answer)) {
        const Sizes& input = exercise.scene.operation.input_size;
        EXPECT_NE(size->axes, (std::vector<double>(input.begin(), input.end()))) << text;
        const std::string shown = answer_text(exercise.scene, exercise.question, answer, Texts(Language::en));
        if (size->axes.size() == 1)
            EXPECT_FALSE(numbers_of(text).contains(size->axes[0])) << text;
        else
            EXPECT_EQ(text.find(shown), std::string::npos) << text;
    } else if (const auto* cells = std::get_if<CellSet>(&answer)) {
        EXPECT_FALSE(cells->empty()) << text;
        EXPECT_NE(*cells, CellSet{exercise.question.at}) << text;
    }
    const auto wrong = wrong_answers(exercise.scene, exercise.question);
    EXPECT_FALSE(wrong.empty()) << text;
    for (const WrongAnswer& one : wrong)
        EXPECT_NE(one.answer, answer) << text;
}

void expect_texts(const Exercise& exercise) {
    for (const Language language : {Language::en, Language::zh}) {
        const Texts texts(language);
        for (const std::string& text : {exercise_text(exercise, texts), solution_text(exercise, texts)}) {
            EXPECT_FALSE(text.empty());
            EXPECT_THAT(text, testing::Not(testing::HasSubstr("{")));
        }
    }
}

class EveryKind : public testing::TestWithParam<std::tuple<ExerciseKind, int>> {};

/// 27 kinds and levels, 19 sheets of 20: 10,260 exercises.
TEST_P(EveryKind, agrees_with_an_enumeration_and_is_worth_asking) {
    const auto [kind, level] = GetParam();
    for (uint64_t seed = 0; seed < 19; ++seed) {
        std::set<std::string> sheet;
        for (const Exercise& exercise : exercises(kind, level, seed, 20)) {
            SCOPED_TRACE(testing::Message() << name_of(exercise_kind_names(), exercise.kind) << " level "
                                            << level << " seed " << seed);
            EXPECT_TRUE(sheet.insert(seen(exercise)).second) << "twice: " << seen(exercise);
            const Answer answer = answer_of(exercise.scene, exercise.question);
            EXPECT_EQ(answer, enumerated_answer(exercise)) << seen(exercise);
            EXPECT_TRUE(judge(exercise.scene, exercise.question, answer).right);
            expect_worth_asking(exercise, answer);
            expect_texts(exercise);
        }
    }
}

TEST_P(EveryKind, has_enough_for_the_longest_sheet) {
    const auto [kind, level] = GetParam();
    std::set<std::string> sheet;
    for (const Exercise& exercise : exercises(kind, level, 5, limits::exercises))
        sheet.insert(seen(exercise));
    EXPECT_EQ(sheet.size(), static_cast<std::size_t>(limits::exercises));
}

TEST_P(EveryKind, comes_from_its_seed_alone) {
    const auto [kind, level] = GetParam();
    const auto sheet = exercises(kind, level, 3, 6);
    EXPECT_EQ(exercises(kind, level, 3, 6), sheet);
    EXPECT_NE(exercises(kind, level, 4, 6), sheet);
    EXPECT_EQ(exercises(kind, level, 3, 2), (std::vector(sheet.begin(), sheet.begin() + 2)));
}

std::vector<ExerciseKind> all_kinds() {
    std::vector<ExerciseKind> kinds;
    for (const auto& [name, kind] : exercise_kind_names())
        kinds.push_back(kind);
    return kinds;
}
INSTANTIATE_TEST_SUITE_P(Exercise, EveryKind,
                         testing::Combine(testing::ValuesIn(all_kinds()), testing::Range(1, 4)));

/// What a level promises, over some sheets.
TEST(ExerciseLevels, the_third_has_what_the_first_has_not) {
    bool dilation = false, groups = false, output_padding = false, gradients = false;
    for (uint64_t seed = 0; seed < 4; ++seed) {
        for (const Exercise& exercise : exercises(ExerciseKind::mixed, 3, seed, 40)) {
            const Operation& operation = exercise.scene.operation;
            dilation |= operation.dilation[0] > 1;
            groups |= operation.groups > 1;
            output_padding |= operation.output_padding[0] > 0;
            gradients |= exercise.question.of == AskedTensor::dw;
        }
        for (const Exercise& exercise : exercises(ExerciseKind::mixed, 1, seed, 40)) {
            const Operation& operation = exercise.scene.operation;
            EXPECT_EQ(operation.dilation[0] + operation.groups + operation.output_padding[0], 2);
            EXPECT_TRUE(operation.stride[0] == 1 || operation.padding_begin[0] == 0 ||
                        is_pool(operation.kind));
        }
    }
    EXPECT_TRUE(dilation && groups && output_padding && gradients);
}

TEST(ExercisePage, has_the_scene_the_question_and_no_answer) {
    const Texts texts(Language::zh);
    const Page page = exercise_page(ExerciseKind::value, 1, 7, texts);
    const Exercise exercise = exercises(ExerciseKind::value, 1, 7, 1).front();
    ASSERT_TRUE(page.scene && page.question);
    EXPECT_EQ(page.scene->document, exercise.scene);
    EXPECT_EQ(*page.question, exercise.question);
    EXPECT_EQ(page.title, "练习：数值，第 1 级");
    EXPECT_EQ(page.blocks.at(0).pieces.at(0).text, given_text(exercise, texts));
}

} // namespace
} // namespace convlens
