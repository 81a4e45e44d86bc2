// Exercises without end: the pages, and walking from one to the next by the same key.
#include "window/session/exercise_run.h"

#include "input/limits.h"
#include "lesson/exercise/exercises.h"
#include "window/session/lesson_session.h"

#include <gtest/gtest.h>

#include <memory>

namespace convlens {
namespace {

const Texts texts(Language::en);

TEST(ExerciseRun, has_the_exercises_of_the_sheet_in_its_order) {
    for (const auto& [name, kind] : exercise_kind_names())
        for (int level = min_exercise_level; level <= max_exercise_level; ++level) {
            ExerciseRun run({kind, level, 11});
            for (const std::size_t count : {1U, 2U, 9U, 17U}) { // it grows while somebody goes on
                const Lesson lesson = run.lesson(count, texts);
                const std::vector<Exercise> sheet = exercises(kind, level, 11, static_cast<int64_t>(count));
                ASSERT_EQ(lesson.pages.size(), count);
                for (std::size_t i = 0; i < count; ++i)
                    EXPECT_EQ(lesson.pages[i], exercise_page(sheet[i], texts)) << name << level << " " << i;
            }
        }
}

TEST(ExerciseRun, goes_on_behind_the_longest_sheet) {
    ExerciseRun run({ExerciseKind::size, 1, 3});
    const auto sheet = static_cast<std::size_t>(limits::exercises);
    const Lesson lesson = run.lesson(sheet + 2, texts);
    ASSERT_EQ(lesson.pages.size(), sheet + 2);
    EXPECT_EQ(lesson.pages[sheet], exercise_page(ExerciseKind::size, 1, 4, texts));
    EXPECT_EQ(lesson.pages[0], exercise_page(ExerciseKind::size, 1, 3, texts));
}

TEST(ExerciseRun, is_in_the_language_of_its_texts) {
    ExerciseRun run({ExerciseKind::pool, 2, 5});
    const Lesson en = run.lesson(3, texts), zh = run.lesson(3, Texts(Language::zh));
    EXPECT_EQ(zh.language, Language::zh);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_NE(zh.pages[i].title, en.pages[i].title);
        EXPECT_EQ(zh.pages[i].scene, en.pages[i].scene);
    }
}

TEST(ExerciseRun, one_key_walks_on_without_end) {
    for (const LessonMode mode : {LessonMode::alone, LessonMode::in_class}) {
        ExerciseRun run({ExerciseKind::mixed, 2, 5});
        LessonSession session(std::make_shared<const Lesson>(run.lesson(1, texts)), 0, mode);
        session.set_endless();
        session.ask_at_once();
        for (std::size_t pages = 1; pages < 12; ++pages) {
            EXPECT_TRUE(session.is_asking());
            Walked walked = session.next();
            EXPECT_EQ(walked, mode == LessonMode::alone ? Walked::unknown : Walked::revealed);
            ASSERT_EQ(session.next(), Walked::more);
            session.replace(std::make_shared<const Lesson>(run.lesson(pages + 1, texts)));
            session.to_page(pages);
            session.ask_at_once();
        }
        std::size_t answered = 0;
        for (const auto& answer : session.answers())
            answered += answer ? 1 : 0;
        EXPECT_EQ(answered, mode == LessonMode::alone ? 11U : 0U);
    }
}

} // namespace
} // namespace convlens
