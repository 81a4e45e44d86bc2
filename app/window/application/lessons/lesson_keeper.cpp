// A file of a teacher's has a name from its path: its bytes as a number, and what it is called.
#include "window/application/lessons/lesson_keeper.h"

#include "i18n/error.h"
#include "input/gate.h"
#include "output/files/atomic_file.h"
#include "window/platform/platform.h"
#include "window/platform/settings_file.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

namespace convlens {
namespace {

namespace fs = std::filesystem;
constexpr int64_t max_bytes = 65536;
constexpr double retry_seconds = 5;

bool write(const std::string& path, const std::string& text) {
    std::error_code ignored; // the file itself says what is wrong
    fs::create_directories(fs::path(path).parent_path(), ignored);
    if (fs::exists(path, ignored) && !fs::is_regular_file(path, ignored)) // a pipe would be waited for
        throw Error(Error::Fault::request, "error.not_a_file", {}, path);
    write_whole_file(path, text);
    return true;
}

/// FNV-1a: the same on every machine.
std::string number_of(std::string_view text) {
    uint64_t hash = 14695981039346656037U;
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
    char digits[17];
    std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(hash));
    return digits;
}

} // namespace

std::string progress_path(const std::string& name) {
    const std::string folder = state_folder();
    if (folder.empty())
        return {};
    const bool is_plain = std::all_of(name.begin(), name.end(), [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_';
    });
    return folder + "/lesson-" + (is_plain ? name : "file-" + number_of(name));
}

LessonKeeper::~LessonKeeper() {
    close();
}

LessonProgress LessonKeeper::open(const std::string& name, std::size_t pages) {
    close();
    path_ = progress_path(name);
    std::string text;
    try {
        if (!path_.empty())
            text = read_file(path_, max_bytes);
    } catch (const Error&) { // there is none yet, or it is no file
    }
    LessonProgress progress = read_progress(text, pages);
    wanted_ = written_ = text.empty() ? std::string() : write_progress(progress);
    return progress;
}

void LessonKeeper::close() {
    writing_.wait();
    writing_ = {};
    try {
        if (!path_.empty() && wanted_ != written_ && wanted_ != being_written_)
            write(path_, wanted_);
    } catch (const std::exception&) { // it was said while the lesson was open
    }
    path_.clear();
    wanted_.clear();
    written_.clear();
    being_written_.clear();
    retry_at_ = 0;
    has_failed_ = false;
}

void LessonKeeper::put(const LessonProgress& progress) {
    if (path_.empty())
        return;
    wanted_ = write_progress(progress);
    if (!writing_.is_running() && wanted_ != written_)
        begin();
}

void LessonKeeper::begin() {
    retry_at_ = 0;
    being_written_ = wanted_;
    writing_ =
        Job<bool>(executor_, [path = path_, text = wanted_](JobControl&) { return write(path, text); });
}

std::exception_ptr LessonKeeper::update(double now) {
    std::exception_ptr failure;
    if (const auto outcome = writing_.take()) {
        if (outcome->value) {
            written_ = std::exchange(being_written_, std::string());
            has_failed_ = false;
        } else {
            being_written_.clear();
            retry_at_ = now + retry_seconds;
            if (!std::exchange(has_failed_, true))
                failure = outcome->error;
        }
    }
    if (!writing_.is_running() && wanted_ != written_ && now >= retry_at_)
        begin();
    return failure;
}

} // namespace convlens
