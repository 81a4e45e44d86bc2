// The lesson, or the sheet of exercises, that an exported file shows: what is needed to open it again.
// Answers are none of it, for they are computed.
#pragma once

#include "document/json/tree.h"

#include <cstdint>
#include <optional>
#include <string>

namespace convlens {

/// One of three; the other texts are empty.
struct HeldLesson {
    std::string id;         // of a built-in lesson
    std::string file, text; // an own one: how its file is called, without folders, and its Markdown
    std::string exercise;   // exercises: their kind, level, seed and how many
    int64_t level = 1, count = 1;
    uint64_t seed = 1;
    std::optional<int64_t> page; // of a lesson: the one that the file shows alone, from 0; none: all of them
    bool operator==(const HeldLesson&) const = default;
};

/// `{"id": "sizes", "page": 3}`: pages are counted from 1.
std::string held_lesson_json(const HeldLesson& lesson);

/// Strict but for keys of a newer program. Identifiers and kinds are texts here: who opens the lesson knows
/// them. Throws Error that names the key (`key` is the object's own).
HeldLesson read_held_lesson(const JsonValue& json, const std::string& key);

} // namespace convlens
