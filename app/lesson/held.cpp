// Refusals list what there is.
#include "lesson/held.h"

#include "i18n/error.h"
#include "lesson/built_in.h"

namespace convlens {

const Lesson& built_in_lesson(std::string_view id, Language language, const std::string& where) {
    if (const Lesson* lesson = lesson_named(id, language))
        return *lesson;
    std::string choices;
    for (const std::string_view one : lesson_ids())
        choices.append(choices.empty() ? "" : ", ").append(one);
    throw Error(Error::Fault::request, "error.lesson_unknown",
                {{"value", std::string(id)}, {"choices", choices}}, where);
}

std::size_t page_in(const Lesson& lesson, int64_t page, const std::string& where) {
    if (page < 0 || page >= static_cast<int64_t>(lesson.pages.size()))
        throw Error(Error::Fault::request, "error.lesson_page",
                    {{"value", std::to_string(page + 1)}, {"limit", std::to_string(lesson.pages.size())}},
                    where);
    return static_cast<std::size_t>(page);
}

ExerciseKind exercise_kind_of(const HeldLesson& held, const std::string& where) {
    const auto kind = named(exercise_kind_names(), held.exercise);
    if (!kind)
        throw Error(Error::Fault::request, "error.exercise_kind",
                    {{"value", held.exercise}, {"choices", joined_names(exercise_kind_names())}}, where);
    if (held.level < min_exercise_level || held.level > max_exercise_level)
        throw Error(Error::Fault::request, "error.whole_number",
                    {{"value", std::to_string(held.level)},
                     {"least", std::to_string(min_exercise_level)},
                     {"most", std::to_string(max_exercise_level)}},
                    where);
    return *kind;
}

void validate_held_lesson(const HeldLesson& held, const std::string& where) {
    if (!held.exercise.empty())
        exercise_kind_of(held, where);
    if (held.id.empty())
        return;
    const Lesson& lesson = built_in_lesson(held.id, Language::en, where);
    if (held.page)
        page_in(lesson, *held.page, where);
}

} // namespace convlens
