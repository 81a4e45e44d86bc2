// A teacher's own lesson: the file, watched for changes while it is open. A lesson in an exported file.
#pragma once

#include "lesson/reading/read_lesson.h"
#include "window/application/jobs.h"
#include "window/session/exercise_run.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace convlens {

/// "sizes:6", or "sizes": where one stopped, in class the first page.
struct LessonPlace {
    std::string id;
    std::optional<std::size_t> page; // from 0
};

/// A file's content as a lesson; what is wrong in it is listed.
struct LessonFileRead {
    std::string path;
    LessonText text;
};

/// Reads it behind the gate; of an exported file the own lesson that it shows. Throws Error naming it: not
/// there, not a regular file, too large.
LessonFileRead read_lesson_file(const std::string& path, Language language);
/// A lesson, or exercises, that an exported file shows: one of the three.
struct FoundLesson {
    std::optional<LessonPlace> built_in;
    std::optional<LessonFileRead> own;
    std::optional<ExerciseChoice> exercises;
    std::optional<std::size_t> page; // that the file shows alone, from 0
};
/// None: the file shows none. Throws Error naming it where what it shows is not there or damaged.
std::optional<FoundLesson> find_lesson_in(const std::string& path, Language language);

/// "*.md"
bool is_lesson_file(const std::string& path);

class LessonWatch {
public:
    static constexpr double pause = 0.25; // seconds between two looks

    explicit LessonWatch(Executor& executor) : executor_(executor) {}
    void begin(const std::string& path);
    void end();
    /// Looks whether the file is another one now. What has been read after that, once.
    std::optional<Job<LessonFileRead>::Outcome> update(double now, Language language);
    /// When to look next; 0: nothing is watched.
    double due() const { return path_.empty() ? 0 : due_; }

private:
    /// What tells one state of a file from another.
    struct Stamp {
        uint64_t inode = 0;
        int64_t size = -1, seconds = 0, nanoseconds = 0;
        bool operator==(const Stamp&) const = default;
    };
    static Stamp stamp_of(const std::string& path);

    Executor& executor_;
    std::string path_;
    Stamp read_, seen_; // read_: of what is shown
    double due_ = 0;
    Job<LessonFileRead> reading_;
};

} // namespace convlens
