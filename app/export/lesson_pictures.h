// The pictures of a lesson, read from beside its file behind the gate for images.
#pragma once

#include "lesson/issues.h"
#include "lesson/lesson.h"
#include "scene/page/lesson_pictures.h"

#include <string>
#include <vector>

namespace convlens {

struct ReadPictures {
    LessonPictures pictures;
    std::vector<LessonIssue> issues; // of those that could not be read, where the lesson has them
};

/// Each picture once, in a child process each. `file`: the lesson's.
ReadPictures read_lesson_pictures(const Lesson& lesson, const std::string& file);

} // namespace convlens
