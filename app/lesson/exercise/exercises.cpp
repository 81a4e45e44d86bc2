// Candidates are drawn until one has a point and is not on the list yet.
#include "lesson/exercise/exercises.h"

#include "convlens/assert.h"
#include "lesson/exercise/check.h"
#include "lesson/exercise/draw.h"
#include "lesson/exercise/words.h"
#include "lesson/random.h"

#include <algorithm>
#include <utility>

namespace convlens {
namespace {

/// What tells a question from another: its text, and the numbers where they are asked about.
bool are_alike(const std::pair<std::string, Exercise>& a, const std::pair<std::string, Exercise>& b) {
    return a.first == b.first && (!needs_numbers(a.second.question) || a.second.scene == b.second.scene);
}

/// Every kind and level has far more exercises than a sheet may have, so that this ends.
std::pair<std::string, Exercise> next_exercise(ExerciseKind kind, int level, uint64_t& random,
                                               const Texts& texts) {
    if (kind == ExerciseKind::mixed)
        kind = static_cast<ExerciseKind>(
            random_between(random, 0, static_cast<int64_t>(ExerciseKind::mixed) - 1));
    for (;;) {
        Exercise drawn = drawn_exercise(kind, level, random);
        if (is_worth_asking(drawn))
            return {exercise_text(drawn, texts), std::move(drawn)};
    }
}

} // namespace

std::vector<Exercise> exercises(ExerciseKind kind, int level, uint64_t seed, int64_t count) {
    CONVLENS_ASSERT(level >= min_exercise_level && level <= max_exercise_level);
    const Texts texts(Language::en);
    uint64_t random = seed;
    std::vector<std::pair<std::string, Exercise>> found;
    while (static_cast<int64_t>(found.size()) < count) {
        auto next = next_exercise(kind, level, random, texts);
        const bool is_new =
            std::none_of(found.begin(), found.end(), [&](const auto& one) { return are_alike(one, next); });
        if (is_new)
            found.push_back(std::move(next));
    }
    std::vector<Exercise> list;
    list.reserve(found.size());
    for (auto& one : found)
        list.push_back(std::move(one.second));
    return list;
}

Lesson exercise_lesson(ExerciseKind kind, int level, std::span<const Exercise> exercises,
                       const Texts& texts) {
    Lesson lesson;
    lesson.language = texts.language();
    lesson.title =
        texts("exercise.heading",
              {{"kind", texts("exercise.kind_" + std::string(name_of(exercise_kind_names(), kind)))},
               {"level", std::to_string(level)}});
    for (const Exercise& exercise : exercises)
        lesson.pages.push_back(exercise_page(exercise, texts));
    return lesson;
}

Page exercise_page(const Exercise& exercise, const Texts& texts) {
    const std::string name =
        std::string(texts("exercise.kind_" + std::string(name_of(exercise_kind_names(), exercise.kind))));
    Page page;
    page.title = texts("exercise.title", {{"kind", name}, {"level", std::to_string(exercise.level)}});
    Block given;
    given.pieces.push_back({Piece::Kind::text, given_text(exercise, texts), {}, {}});
    page.blocks.push_back(std::move(given));
    page.question = exercise.question;
    page.scene = PageScene{exercise.scene, {}, -1, {}};
    return page;
}

Page exercise_page(ExerciseKind kind, int level, uint64_t seed, const Texts& texts) {
    return exercise_page(exercises(kind, level, seed, 1).front(), texts);
}

} // namespace convlens
