// What an exported file says of its lesson (document/scene_file/held_lesson.h), looked up.
#pragma once

#include "document/scene_file/held_lesson.h"
#include "i18n/catalogue.h"
#include "lesson/exercise/exercise.h"
#include "lesson/lesson.h"

#include <string>
#include <string_view>

namespace convlens {

/// Lives as long as the program. `where`: the place of the fault. Throws Error where there is none.
const Lesson& built_in_lesson(std::string_view id, Language language, const std::string& where);
/// A page's place from 0, of one from 0. Throws Error where the lesson has no such page.
std::size_t page_in(const Lesson& lesson, int64_t page, const std::string& where);

/// Of the exercises, of a level that there is. Throws Error.
ExerciseKind exercise_kind_of(const HeldLesson& held, const std::string& where);
/// There is such a lesson and page, or such exercises. Throws Error.
void validate_held_lesson(const HeldLesson& held, const std::string& where);

} // namespace convlens
