// Questions about what learning does to a loss: computed by learning, for any numbers of it.
#include "lesson/answer.h"
#include "lesson/page.h"
#include "lesson/words.h"
#include "network/learning/epoch_walk.h"

#include <gtest/gtest.h>

#include <string>

namespace convlens {
namespace {

using testing_lesson::page_of;
using testing_lesson::page_text;

std::string scene(const std::string& learning) {
    return R"({"network": "digits", "network_view": "learning", "learning": {)" + learning + "}}";
}
const std::string digits = R"("task": "digits", "learning_rate": 0.2, "momentum": 0, "batch": 12, "seed": 1)";
const std::string kernel = R"("task": "kernel", "target": "sobel-x", "learning_rate": 0.05, "momentum": 0)";

Comparison answer(const Page& page) {
    return std::get<Comparison>(answer_of(page.scene->document, *page.question));
}

/// By the ideas that are left.
std::vector<std::pair<Misconception, Comparison>> ideas(const Page& page) {
    std::vector<std::pair<Misconception, Comparison>> all;
    for (const WrongAnswer& wrong : wrong_answers(page.scene->document, *page.question))
        all.emplace_back(wrong.idea, std::get<Comparison>(wrong.answer));
    return all;
}

constexpr const char* all_ideas =
    R"("misconceptions": ["always-falls", "steps-ignored", "larger-batch-better"])";

TEST(LossQuestion, of_a_larger_batch_is_what_training_gives) {
    const Page page = page_of(scene(digits), R"({"ask": "loss", "change": {"learning": {"batch": 120}}, )" +
                                                 std::string(all_ideas) + "}");
    LearningView view = page.scene->network->learning;
    const double twelve = epoch_walk(view)->points.back().loss;
    view.batch = 120;
    EXPECT_GT(epoch_walk(view)->points.back().loss, twelve);
    EXPECT_EQ(answer(page), Comparison::larger);
    EXPECT_EQ(ideas(page), (std::vector<std::pair<Misconception, Comparison>>{
                               {Misconception::steps_ignored, Comparison::same},
                               {Misconception::larger_batch_better, Comparison::smaller}}));
}

TEST(LossQuestion, turns_round_with_its_change) {
    std::string large = digits;
    large.replace(large.find("12"), 2, "120");
    const Page page = page_of(scene(large), R"({"ask": "loss", "change": {"learning": {"batch": 12}}, )" +
                                                std::string(all_ideas) + "}");
    EXPECT_EQ(answer(page), Comparison::smaller);
    EXPECT_EQ(ideas(page), (std::vector<std::pair<Misconception, Comparison>>{
                               {Misconception::steps_ignored, Comparison::same},
                               {Misconception::larger_batch_better, Comparison::larger}}));
}

TEST(LossQuestion, without_a_change_is_about_the_beginning) {
    const Page learns = page_of(scene(digits), R"({"ask": "loss", )" + std::string(all_ideas) + "}");
    EXPECT_EQ(answer(learns), Comparison::smaller);
    EXPECT_TRUE(ideas(learns).empty()) << "what falls always, falls here";
    std::string wild = digits;
    wild.replace(wild.find("0.2"), 3, "90");
    const Page runs_away = page_of(scene(wild), R"({"ask": "loss", )" + std::string(all_ideas) + "}");
    EXPECT_EQ(answer(runs_away), Comparison::larger);
    ASSERT_EQ(ideas(runs_away).size(), 1U);
    EXPECT_EQ(ideas(runs_away).front().first, Misconception::always_falls);
}

TEST(LossQuestion, of_a_kernel_may_compare_too) {
    const auto with_rate = [](const std::string& rate) {
        return page_of(scene(kernel),
                       R"({"ask": "loss", "change": {"learning": {"learning_rate": )" + rate + "}}}");
    };
    EXPECT_EQ(answer(with_rate("0.01")), Comparison::larger);
    EXPECT_EQ(answer(with_rate("0.06")), Comparison::smaller);
    EXPECT_EQ(answer(with_rate("1")), Comparison::larger);
}

TEST(LossQuestion, is_worded_by_what_changes) {
    const Page page =
        page_of(scene(digits), R"({"ask": "loss", "change": {"learning": {"batch": 120, "momentum": 0.9}}})");
    EXPECT_EQ(
        question_text(page.scene->document, *page.question, Texts(Language::en)),
        "A batch of 120 in place of 12, A momentum of 0.9 in place of 0: after one epoch, is the loss on the "
        "held-out digits larger, the same or smaller?");
    EXPECT_EQ(question_text(page.scene->document, *page.question, Texts(Language::zh)),
              "每批 12 张改成 120 张，动量由 0 改成 0.9：学完一轮，留出的数字上，损失变大、不变还是变小？");
}

TEST(LossQuestion, says_small_rates_in_full) {
    std::string small = digits;
    small.replace(small.find("0.2"), 3, "0.001");
    const auto text = [&](const std::string& question) {
        const Page page = page_of(scene(small), question);
        return question_text(page.scene->document, *page.question, Texts(Language::en));
    };
    EXPECT_EQ(text(R"({"ask": "loss"})").substr(0, 40), "One epoch with a learning rate of 0.001:");
    EXPECT_EQ(text(R"({"ask": "loss", "change": {"learning": {"learning_rate": 0.004, "momentum": 0.999}}})")
                  .substr(0, 88),
              "A learning rate of 0.004 in place of 0.001, A momentum of 0.999 in place of 0: after one");
}

TEST(LossQuestion, of_another_beginning_has_the_same_on_both_sides) {
    const Page page = page_of(scene(digits), R"({"ask": "loss", "change": {"learning": {"batch": 120}}, )" +
                                                 std::string(all_ideas) + "}");
    for (uint64_t seed = 1; seed <= 3; ++seed) {
        const Question question = instance_of(page.scene->document, *page.question, seed).question;
        EXPECT_NE(question.network->network.learning.seed, 1U);
        EXPECT_EQ(question.network->changed->seed, question.network->network.learning.seed);
        EXPECT_EQ(question.network->changed->batch, 120);
    }
}

TEST(LossQuestion, changes_numbers_of_the_learning_alone) {
    const auto refused = [](const std::string& question) {
        const LessonText read = read_lesson(page_text(scene(digits), question), Language::en);
        return read.issues.empty() ? std::string() : read.issues.front().error.key;
    };
    EXPECT_EQ(refused(R"({"ask": "loss", "change": {"rule": "guided"}})"), "lesson.unknown_key");
    EXPECT_EQ(refused(R"({"ask": "loss", "change": {"learning": {"seed": 2}}})"), "lesson.unknown_key");
    EXPECT_EQ(refused(R"({"ask": "loss", "change": {"learning": {"task": "kernel"}}})"),
              "lesson.unknown_key");
    EXPECT_EQ(refused(R"({"ask": "sent", "change": {"learning": {"batch": 2}}})"), "lesson.unknown_key");
    EXPECT_EQ(refused(R"({"ask": "loss", "change": {"learning": {"batch": 0}}})").substr(0, 11),
              "error.scene");
    EXPECT_EQ(refused(R"({"ask": "loss", "change": {"learning": {"batch": 24}}})"), "");
}

} // namespace
} // namespace convlens
