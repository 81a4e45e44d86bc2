// A file is read when it has looked the same twice: whoever saves may be in the middle of it. One that is
// away for a moment, as editors do, is waited for.
#include "window/application/lessons/lesson_file.h"

#include "input/gate.h"
#include "input/limits.h"
#include "input/scene_input.h"
#include "lesson/held.h"

#include <sys/stat.h>
#include <utility>

namespace convlens {

LessonFileRead read_lesson_file(const std::string& path, Language language) {
    const auto held = is_lesson_file(path) ? std::nullopt : find_lesson(path);
    return {path, read_own_lesson(held ? held->text : read_file(path, limits::lesson_bytes), language)};
}

std::optional<FoundLesson> find_lesson_in(const std::string& path, Language language) {
    const auto held = find_lesson(path);
    if (!held)
        return {};
    validate_held_lesson(*held, path);
    FoundLesson found;
    if (held->page)
        found.page = static_cast<std::size_t>(*held->page);
    if (!held->id.empty())
        found.built_in = LessonPlace{held->id, found.page};
    else if (!held->exercise.empty())
        found.exercises =
            ExerciseChoice{exercise_kind_of(*held, path), static_cast<int>(held->level), held->seed};
    else
        found.own = LessonFileRead{path, read_own_lesson(held->text, language)};
    return found;
}

bool is_lesson_file(const std::string& path) {
    return path.ends_with(".md");
}

LessonWatch::Stamp LessonWatch::stamp_of(const std::string& path) {
    struct stat there = {};
    if (stat(path.c_str(), &there) != 0)
        return {};
    return {there.st_ino, there.st_size, there.st_mtim.tv_sec, there.st_mtim.tv_nsec};
}

void LessonWatch::begin(const std::string& path) {
    end();
    path_ = path;
    read_ = seen_ = stamp_of(path);
}

void LessonWatch::end() {
    path_.clear();
    reading_ = {};
    due_ = 0;
}

std::optional<Job<LessonFileRead>::Outcome> LessonWatch::update(double now, Language language) {
    if (path_.empty())
        return std::nullopt;
    if (auto outcome = reading_.take())
        return outcome;
    if (now < due_)
        return std::nullopt;
    due_ = now + pause;
    const Stamp before = std::exchange(seen_, stamp_of(path_));
    if (seen_ == before && seen_.size >= 0 && !(seen_ == read_) && !reading_.is_running()) {
        read_ = seen_;
        reading_ = Job<LessonFileRead>(
            executor_, [path = path_, language](JobControl&) { return read_lesson_file(path, language); },
            WhenDropped::leave);
    }
    return std::nullopt;
}

} // namespace convlens
