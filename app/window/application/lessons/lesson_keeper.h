// Keeps what is answered in a lesson that somebody does alone, in a file of its own below the state folder.
// Written at once beside the window, each time as a whole; what cannot be written is tried again.
#pragma once

#include "window/application/jobs.h"
#include "window/session/lesson_progress.h"

#include <exception>
#include <string>

namespace convlens {

class LessonKeeper {
public:
    explicit LessonKeeper(Executor& executor) : executor_(executor) {}
    /// What is not yet written is written.
    ~LessonKeeper();
    LessonKeeper(const LessonKeeper&) = delete;
    LessonKeeper& operator=(const LessonKeeper&) = delete;

    /// Of the lesson that `name` says: an identifier, or the path of a file. Damaged or missing: nothing.
    LessonProgress open(const std::string& name, std::size_t pages);
    void close();
    void put(const LessonProgress& progress);
    /// Takes what has been written. Returns why it could not be, the first time, else null.
    std::exception_ptr update(double now);
    /// When to try again; 0: nothing waits for a time.
    double due() const { return wanted_ == written_ ? 0 : retry_at_; }

private:
    void begin();

    Executor& executor_;
    std::string path_; // empty: nothing is kept
    std::string wanted_, written_;
    std::string being_written_;
    Job<bool> writing_;
    double retry_at_ = 0;
    bool has_failed_ = false;
};

/// Where it lies; empty where there is no state folder.
std::string progress_path(const std::string& name);

} // namespace convlens
