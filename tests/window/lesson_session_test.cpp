// Walking a lesson without a window: every transition, and properties over random keys.
#include "window/session/lesson_session.h"

#include "lesson/built_in.h"
#include "lesson/reading/read_lesson.h"
#include "window/session/lesson_progress.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace convlens {
namespace {

std::string page(const std::string& title, const std::string& scene, const std::string& question) {
    return "## " + title + "\n\nWords.\n\n```scene\n" + scene + "\n```\n" +
           (question.empty() ? "" : "```question\n" + question + "\n```\n") + "\n";
}

/// A title, a page of each kind of guess, a figure without a question, a last page of words.
std::shared_ptr<const Lesson> lesson() {
    const std::string scene = R"({"preset": "padding_strides_odd"})";
    const std::string text =
        "# Lesson\n\nWords.\n\n" +
        page(
            "Size", scene,
            R"({"ask": "size", "of": "y", "misconceptions": ["no-padding", "ceil"], "vary": {"input_size": [5, 9]}})") +
        page(
            "Value", R"({"preset": "numerical_no_padding_no_strides"})",
            R"({"ask": "value", "of": "y", "at": [0, 1], "misconceptions": ["flipped-kernel", "transposed-kernel"]})") +
        page("Cells", scene,
             R"({"ask": "cells", "which": "sees", "at": [1, 1], "misconceptions": ["no-padding"]})") +
        page("Compare", scene, R"({"ask": "compare", "change": {"stride": [1, 1]}, "what": "size"})") +
        page("Figure", R"({"preset": "numerical_no_padding_no_strides"})", "") + "## Last\n\nWords.\n";
    const LessonText read = read_lesson(text, Language::en);
    for (const LessonIssue& issue : read.issues)
        ADD_FAILURE() << issue.place.line << ": " << issue.error.key;
    return std::make_shared<const Lesson>(read.lesson);
}

LessonSession session(std::size_t page, LessonMode mode = LessonMode::alone) {
    return {lesson(), page, mode};
}

void type(LessonSession& session, const std::string& text) {
    for (const char c : text)
        EXPECT_TRUE(session.type(c)) << c;
}

/// Every press shows something: of a network nothing moves before the question.
TEST(LessonSession, a_page_about_a_network_asks_with_the_first_press) {
    const std::shared_ptr<const Lesson> networks(lesson_named("networks", Language::en),
                                                 [](const Lesson*) {});
    LessonSession walked(networks, 0, LessonMode::in_class);
    int pages = 0;
    for (std::size_t page = 0; page < networks->pages.size(); ++page) {
        if (!networks->pages[page].scene || !networks->pages[page].scene->network)
            continue;
        ++pages;
        walked.to_page(page);
        EXPECT_EQ(walked.next(), Walked::question) << networks->pages[page].title;
        EXPECT_EQ(walked.next(), Walked::revealed);
        EXPECT_TRUE(walked.back());
        EXPECT_TRUE(walked.back());
        EXPECT_EQ(walked.walk().phase, PagePhase::stepping);
    }
    EXPECT_GE(pages, 8);
}

TEST(LessonSession, one_key_walks_page_step_question_reveal) {
    const Lesson& lesson = *lesson_named("pooling", Language::en);
    std::size_t page = 0; // whose question is for a parameter: a step tells nothing about it
    while (!lesson.pages[page].question || lesson.pages[page].question->ask != Ask::parameter)
        ++page;
    LessonSession walked(std::make_shared<const Lesson>(lesson), page - 1, LessonMode::in_class);
    while (walked.page() != page)
        walked.next();
    EXPECT_TRUE(walked.is_open());
    EXPECT_FALSE(walked.is_asking());
    EXPECT_TRUE(walked.question_state().has_steps);
    EXPECT_EQ(walked.next(), Walked::step);
    EXPECT_EQ(walked.walk().steps, 1);
    EXPECT_FALSE(walked.question_state().has_steps);
    EXPECT_EQ(walked.next(), Walked::question);
    EXPECT_TRUE(walked.is_asking());
    EXPECT_EQ(walked.next(), Walked::revealed);
    EXPECT_FALSE(walked.is_open());
    EXPECT_FALSE(walked.walk().does_not_know)
        << "a class has said nothing, and nothing is put into its mouth";
    EXPECT_EQ(walked.next(), Walked::page);
    EXPECT_EQ(walked.page(), page + 1);
}

TEST(LessonSession, the_step_that_shows_what_is_asked_is_not_walked) {
    LessonSession size = session(0);
    EXPECT_EQ(size.scene(), nullptr);
    EXPECT_EQ(size.next(), Walked::page);
    EXPECT_EQ(size.next(), Walked::question) << "its window stays where it is: no press for nothing";
    LessonSession value = session(2);
    EXPECT_EQ(value.next(), Walked::question);
    LessonSession cells = session(3);
    EXPECT_EQ(cells.next(), Walked::question);
}

TEST(LessonSession, a_figure_without_a_question_is_walked_to_its_end) {
    LessonSession walked = session(5);
    const int64_t steps = walked.asked()->steps;
    ASSERT_GT(steps, 1);
    for (int64_t i = 0; i < steps; ++i)
        EXPECT_EQ(walked.next(), Walked::step);
    EXPECT_EQ(walked.next(), Walked::page);
    EXPECT_TRUE(walked.back());
    EXPECT_EQ(walked.walk().steps, steps);
}

TEST(LessonSession, alone_no_guess_is_i_do_not_know) {
    LessonSession walked = session(2);
    walked.next();
    EXPECT_EQ(walked.next(), Walked::unknown);
    EXPECT_TRUE(walked.walk().does_not_know);
    EXPECT_EQ(walked.pages_to_repeat(), std::vector<std::size_t>{2});
    EXPECT_TRUE(walked.back());
    EXPECT_TRUE(walked.is_asking());
    EXPECT_FALSE(walked.walk().does_not_know) << "undone";
    type(walked, "7");
    EXPECT_EQ(walked.question_state().typed, "7");
}

TEST(LessonSession, a_right_guess_of_each_kind_is_taken) {
    for (std::size_t page = 1; page <= 3; ++page) {
        LessonSession walked = session(page);
        while (!walked.is_asking())
            walked.next();
        const AskedPage& asked = *walked.asked();
        const Answer truth = answer_of(asked.instance.scene, asked.instance.question);
        if (const auto* size = std::get_if<SizeAnswer>(&truth)) {
            type(walked, std::to_string(static_cast<int>(size->axes[0])) + "x" +
                             std::to_string(static_cast<int>(size->axes[1])));
        } else if (const auto* value = std::get_if<double>(&truth)) {
            type(walked, std::to_string(static_cast<int>(*value)));
        } else {
            for (const auto& cell : std::get<CellSet>(truth))
                EXPECT_TRUE(walked.mark(cell));
        }
        EXPECT_EQ(walked.commit(), Walked::revealed);
        EXPECT_TRUE(walked.question_state().judgement.right) << page;
        EXPECT_TRUE(walked.pages_to_repeat().empty());
    }
}

TEST(LessonSession, cells_are_typed_too) {
    LessonSession walked = session(3);
    walked.next();
    type(walked, "1,1 ");
    type(walked, "2,1");
    EXPECT_EQ(walked.walk().entry.marked, (CellSet{{0, 0, 1, 1}}));
    EXPECT_FALSE(walked.mark({9, 9})) << "beyond the input";
    EXPECT_EQ(walked.commit(), Walked::revealed) << "the cell that was not ended counts";
    EXPECT_EQ(std::get<CellSet>(*walked.walk().guess).size(), 2U);
}

TEST(LessonSession, what_is_no_guess_yet_is_not_taken) {
    LessonSession walked = session(1);
    while (!walked.is_asking())
        walked.next();
    EXPECT_FALSE(walked.type('x')) << "a size begins with a digit";
    EXPECT_FALSE(walked.type('-'));
    type(walked, "3x");
    EXPECT_EQ(walked.commit(), Walked::unreadable);
    EXPECT_EQ(walked.next(), Walked::unreadable);
    EXPECT_TRUE(walked.is_asking());
    EXPECT_TRUE(walked.erase());
    EXPECT_EQ(walked.commit(), Walked::revealed) << "one number stands for all axes";
    EXPECT_EQ(std::get<SizeAnswer>(*walked.walk().guess).axes, (std::vector<double>{3, 3}));
}

TEST(LessonSession, a_wrong_idea_is_played_and_then_the_truth) {
    LessonSession walked = session(1);
    while (!walked.is_asking())
        walked.next();
    const AskedPage& asked = *walked.asked();
    const auto wrong = wrong_answers(asked.instance.scene, asked.instance.question);
    const auto played = std::find_if(wrong.begin(), wrong.end(),
                                     [](const WrongAnswer& one) { return one.figure.has_value(); });
    ASSERT_NE(played, wrong.end());
    type(walked, std::to_string(static_cast<int>(std::get<SizeAnswer>(played->answer).axes[0])));
    EXPECT_EQ(walked.commit(), Walked::revealed);
    EXPECT_EQ(walked.question_state().judgement.idea->idea, played->idea);
    EXPECT_EQ(*walked.scene(), *played->figure);
    EXPECT_EQ(walked.next(), Walked::truth);
    EXPECT_EQ(*walked.scene(), walked.asked()->instance.scene);
    EXPECT_TRUE(walked.back());
    EXPECT_EQ(*walked.scene(), *played->figure);
    EXPECT_EQ(walked.pages_to_repeat(), std::vector<std::size_t>{1});
}

TEST(LessonSession, a_guess_that_fits_nothing_is_wrong_without_an_idea) {
    LessonSession walked = session(1);
    while (!walked.is_asking())
        walked.next();
    type(walked, "77");
    walked.commit();
    EXPECT_FALSE(walked.question_state().judgement.right);
    EXPECT_FALSE(walked.question_state().judgement.idea);
    EXPECT_EQ(walked.next(), Walked::page);
}

TEST(LessonSession, a_class_chooses_and_its_hands_are_counted) {
    LessonSession walked = session(1, LessonMode::in_class);
    while (!walked.is_asking())
        walked.next();
    const std::size_t offers = walked.asked()->offers.size();
    ASSERT_EQ(offers, 3U);
    walked.count_hands();
    type(walked, "6");
    walked.commit();
    type(walked, "21");
    EXPECT_EQ(walked.question_state().typed, "21");
    EXPECT_EQ(walked.question_state().counted_next, 1U);
    walked.count_hands();
    type(walked, "2");
    walked.commit();
    EXPECT_EQ(walked.entry(), LessonEntry::none);
    EXPECT_EQ(walked.walk().hands, (std::vector<int>{6, 21, 2}));
    EXPECT_FALSE(walked.choose(offers)) << "there is no such offer";
    EXPECT_TRUE(walked.choose(1));
    EXPECT_EQ(walked.next(), Walked::revealed);
    EXPECT_EQ(walked.walk().guess, walked.asked()->offers[1].answer);
    EXPECT_TRUE(walked.answers()[1] == std::nullopt) << "a class is not marked";
}

TEST(LessonSession, few_answers_are_offered_alone_too) {
    LessonSession walked = session(4);
    while (!walked.is_asking())
        walked.next();
    EXPECT_EQ(walked.asked()->offers.size(), 3U);
    EXPECT_TRUE(walked.type('1')) << "their number chooses too";
    EXPECT_EQ(walked.commit(), Walked::revealed);
    EXPECT_TRUE(walked.question_state().judgement.right) << "stride 1 gives a larger output";
}

TEST(LessonSession, i_do_not_know_may_be_chosen) {
    LessonSession alone = session(1);
    EXPECT_EQ(alone.does_not_know(), Walked::nothing) << "nothing is asked yet";
    while (!alone.is_asking())
        alone.next();
    EXPECT_EQ(alone.does_not_know(), Walked::unknown);
    EXPECT_FALSE(alone.is_open());
    LessonSession in_class = session(1, LessonMode::in_class);
    while (!in_class.is_asking())
        in_class.next();
    EXPECT_EQ(in_class.does_not_know(), Walked::nothing);
    EXPECT_TRUE(in_class.is_open()) << "the teacher reveals";
}

TEST(LessonSession, who_passes_by_once_more_keeps_the_answer) {
    LessonSession walked = session(4);
    while (!walked.is_asking())
        walked.next();
    walked.choose(0);
    walked.commit();
    ASSERT_TRUE(walked.answers()[4]->right);
    walked.to_page(4);
    while (walked.is_open())
        walked.next();
    EXPECT_TRUE(walked.answers()[4]->right);
    walked.new_numbers();
    walked.does_not_know();
    EXPECT_FALSE(walked.answers()[4]->right) << "what is chosen counts";
}

TEST(LessonSession, new_numbers_ask_again) {
    LessonSession walked = session(1);
    while (walked.is_open())
        walked.next();
    const Document before = *walked.scene();
    walked.new_numbers();
    EXPECT_TRUE(walked.is_asking());
    EXPECT_TRUE(walked.walk().entry.is_empty());
    EXPECT_NE(*walked.scene(), before);
    const Document second = *walked.scene();
    walked.new_numbers();
    EXPECT_NE(*walked.scene(), second);
}

TEST(LessonSession, pages_are_reached_by_their_number) {
    LessonSession walked = session(0);
    walked.go_to_page();
    EXPECT_FALSE(walked.type('9')) << "there are 7";
    EXPECT_TRUE(walked.type('4')) << "no page 40: it goes at once";
    EXPECT_EQ(walked.page(), 3U);
    EXPECT_EQ(walked.entry(), LessonEntry::none);
    walked.next();
    walked.go_to_page();
    type(walked, "2");
    EXPECT_EQ(walked.page(), 1U) << "digits do not go to the guess";
    walked.go_to_page();
    EXPECT_TRUE(walked.wants_stopped_page());
    EXPECT_TRUE(walked.back()) << "gives it up";
    EXPECT_EQ(walked.page(), 1U);
}

TEST(LessonSession, the_figure_is_free_after_the_reveal_only) {
    LessonSession walked = session(1);
    EXPECT_FALSE(walked.set_free(true));
    while (!walked.is_asking())
        walked.next();
    EXPECT_FALSE(walked.set_free(true));
    walked.next();
    EXPECT_TRUE(walked.set_free(true));
    EXPECT_TRUE(walked.back()) << "back to the page";
    EXPECT_FALSE(walked.is_free());
    EXPECT_EQ(walked.walk().phase, PagePhase::revealed);
    walked.set_free(true);
    EXPECT_EQ(walked.next(), Walked::page);
    EXPECT_FALSE(session(0).set_free(true)) << "a page of words has none";
}

TEST(LessonSession, it_ends_with_a_summary_alone_and_with_the_last_page_in_class) {
    LessonSession alone = session(6);
    EXPECT_EQ(alone.next(), Walked::summary);
    EXPECT_TRUE(alone.at_summary());
    EXPECT_EQ(alone.next(), Walked::end);
    EXPECT_TRUE(alone.back());
    EXPECT_FALSE(alone.at_summary());
    LessonSession in_class = session(6, LessonMode::in_class);
    EXPECT_EQ(in_class.next(), Walked::end);
    EXPECT_FALSE(in_class.at_summary());
}

TEST(LessonSession, keeps_the_truth_of_the_instance) {
    LessonSession walked = session(1);
    for (int i = 0; i < 4; ++i) {
        const Instance& instance = walked.asked()->instance;
        EXPECT_EQ(walked.asked()->right.front(), answer_of(instance.scene, instance.question));
        walked.new_numbers();
    }
}

TEST(LessonSession, another_mode_begins_the_guess_anew) {
    LessonSession walked = session(1);
    while (!walked.is_asking())
        walked.next();
    type(walked, "3");
    EXPECT_TRUE(walked.asked()->offers.empty());
    walked.set_mode(LessonMode::in_class);
    EXPECT_FALSE(walked.asked()->offers.empty());
    EXPECT_TRUE(walked.is_asking());
    EXPECT_TRUE(walked.walk().entry.is_empty());
}

TEST(LessonSession, other_words_keep_the_guess_and_another_scene_begins_anew) {
    LessonSession walked = session(1);
    while (!walked.is_asking())
        walked.next();
    type(walked, "3");
    auto changed = std::make_shared<Lesson>(*lesson());
    changed->pages[1].blocks.clear();
    walked.replace(changed);
    EXPECT_TRUE(walked.is_asking());
    EXPECT_EQ(walked.walk().entry.typed, "3");
    auto other = std::make_shared<Lesson>(*lesson());
    other->pages[1].scene->document.operation.stride = {1, 1};
    walked.replace(other);
    EXPECT_EQ(walked.walk().phase, PagePhase::stepping);
    auto shorter = std::make_shared<Lesson>(*lesson());
    shorter->pages.erase(shorter->pages.begin());
    walked.replace(shorter);
    EXPECT_EQ(walked.page(), 0U) << "the page is found by its title";
    shorter = std::make_shared<Lesson>(*lesson());
    shorter->pages.resize(1);
    walked.replace(shorter);
    EXPECT_EQ(walked.page(), 0U);
}

/// A random action that is none of walking.
void act(LessonSession& session, std::mt19937& random) {
    constexpr char keys[] = "0123456789x,.- ";
    switch (random() % 10) {
    case 0:
        session.erase();
        break;
    case 1:
        session.choose(random() % 4);
        break;
    case 2:
        session.commit();
        break;
    case 3:
        session.does_not_know();
        break;
    case 4:
        session.count_hands();
        break;
    case 5:
        session.mark({static_cast<int64_t>(random() % 6), static_cast<int64_t>(random() % 6)});
        break;
    case 6:
        if (random() % 8 == 0)
            session.new_numbers();
        break;
    case 7:
        if (random() % 8 == 0)
            session.go_to_page();
        break;
    default:
        session.type(keys[random() % (sizeof keys - 1)]);
    }
}

TEST(LessonSession, back_undoes_next_from_wherever_random_keys_lead) {
    for (unsigned seed = 0; seed < 12; ++seed) {
        std::mt19937 random(seed);
        LessonSession walked = session(0, seed % 2 == 0 ? LessonMode::alone : LessonMode::in_class);
        for (int i = 0; i < 150; ++i) {
            if (random() % 3 != 0)
                act(walked, random);
            walked.leave_entry();
            const LessonSession before = walked;
            const Walked how = walked.next();
            ASSERT_EQ(how == Walked::nothing, false);
            if (how == Walked::end || how == Walked::unreadable) {
                ASSERT_TRUE(walked == before) << seed << ' ' << i;
                walked.to_page(random() % 7);
                continue;
            }
            ASSERT_FALSE(walked == before) << seed << ' ' << i;
            LessonSession undone = walked;
            ASSERT_TRUE(undone.back());
            ASSERT_TRUE(undone == before) << "seed " << seed << " action " << i << " page " << before.page()
                                          << " how " << static_cast<int>(how);
            if (random() % 4 == 0)
                walked = undone;
        }
    }
}

TEST(LessonSession, nothing_of_the_judgement_is_there_before_the_reveal) {
    for (const LessonMode mode : {LessonMode::alone, LessonMode::in_class})
        for (std::size_t page = 1; page <= 4; ++page) {
            LessonSession walked = session(page, mode);
            for (; walked.is_open(); walked.next()) {
                const QuestionState state = walked.question_state();
                EXPECT_FALSE(state.judgement.right);
                EXPECT_FALSE(state.judgement.idea);
                EXPECT_FALSE(state.played);
                EXPECT_NE(state.offers.size(), 1U) << "one alone would be the truth";
            }
        }
}

TEST(LessonProgress, is_read_as_it_was_written) {
    LessonSession walked = session(1);
    while (walked.is_open())
        walked.next();
    const LessonProgress progress = progress_of(walked);
    EXPECT_EQ(read_progress(write_progress(progress), 7), progress);
    EXPECT_EQ(write_progress(progress), "page=2\nanswer=2 unknown\n");
}

TEST(LessonProgress, passes_over_what_is_damaged) {
    const LessonProgress read = read_progress("page=99\npage=0\npage=-1\npage=2x\nanswer=3 right\nanswer=4 "
                                              "rightly\nanswer=900 wrong\nanswer\n=\n\x01\xff\n"
                                              "answer=99999999999999999999 right\npage=3",
                                              7);
    EXPECT_EQ(read.page, 2U);
    EXPECT_TRUE(read.answers[2] && read.answers[2]->right);
    EXPECT_FALSE(read.answers[3]);
    std::mt19937 random(1);
    for (int i = 0; i < 200; ++i) {
        std::string noise(random() % 60, ' ');
        for (char& c : noise)
            c = "page=answer 0123\n rightwog\0\xff"[random() % 29];
        EXPECT_EQ(read_progress(noise, 7).answers.size(), 7U);
    }
}

} // namespace
} // namespace convlens
