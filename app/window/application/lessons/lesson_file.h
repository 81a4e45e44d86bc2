// A teacher's own lesson: the file, watched for changes while it is open.
#pragma once

#include "lesson/reading/read_lesson.h"
#include "window/application/jobs.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace convlens {

/// A file's content as a lesson; what is wrong in it is listed.
struct LessonFileRead {
    std::string path;
    LessonText text;
};

/// Reads it behind the gate. Throws Error naming it: not there, not a regular file, too large.
LessonFileRead read_lesson_file(const std::string& path, Language language);
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
