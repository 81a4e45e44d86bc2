// Texts of the three kinds are told apart by their keys.
#include "document/scene_file/held_lesson.h"

#include "document/json/reader.h"
#include "document/json/strings.h"
#include "document/scene_file/keys.h"
#include "i18n/refuse.h"
#include "input/limits.h"

namespace convlens {
namespace {

constexpr std::size_t max_name = 255; // bytes of an identifier, a kind, a file's name

void add(std::string& object, std::string_view key, std::string_view text) {
    object.append(object.empty() ? "{\"" : ", \"").append(key).append("\": ");
    append_json_string(object, text);
}
void add_number(std::string& object, std::string_view key, const std::string& number) {
    object.append(object.empty() ? "{\"" : ", \"").append(key).append("\": ").append(number);
}

/// One line.
auto into_name(std::string& target) {
    return [&target](const JsonValue& value, const std::string& key) {
        target = text(value, key);
        const bool has_control =
            std::ranges::any_of(target, [](char c) { return static_cast<uint8_t>(c) < 0x20; });
        if (target.empty() || target.size() > max_name || has_control)
            refuse("error.scene_layer_name",
                   {{"key", key}, {"value", value.shown()}, {"limit", std::to_string(max_name)}});
    };
}

auto into_markdown(std::string& target) {
    return [&target](const JsonValue& value, const std::string& key) {
        target = text(value, key);
        if (target.size() > std::size_t{limits::lesson_bytes})
            refuse("error.held_text", {{"key", key},
                                       {"value", std::to_string(target.size())},
                                       {"limit", std::to_string(limits::lesson_bytes)}});
    };
}

} // namespace

std::string held_lesson_json(const HeldLesson& lesson) {
    std::string json;
    if (!lesson.id.empty()) {
        add(json, "id", lesson.id);
    } else if (!lesson.exercise.empty()) {
        add(json, "exercise", lesson.exercise);
        add_number(json, "level", std::to_string(lesson.level));
        add_number(json, "seed", std::to_string(lesson.seed));
        add_number(json, "count", std::to_string(lesson.count));
    } else {
        add(json, "file", lesson.file);
        add(json, "text", lesson.text);
    }
    if (lesson.page)
        add_number(json, "page", std::to_string(*lesson.page + 1));
    return json + "}";
}

HeldLesson read_held_lesson(const JsonValue& json, const std::string& key) {
    object(json, key);
    Keys keys(json, key + ".");
    HeldLesson lesson;
    int kinds = keys.take("id", into_name(lesson.id)) ? 1 : 0;
    if (keys.take("exercise", into_name(lesson.exercise))) {
        ++kinds;
        keys.need("level", into(lesson.level, 1));
        keys.need("seed", [&](const JsonValue& value, const std::string& name) {
            lesson.seed = unsigned_integer(value, name);
        });
        keys.need("count", [&](const JsonValue& value, const std::string& name) {
            lesson.count = integer(value, name, 1, limits::exercises);
        });
    }
    if (keys.take("text", into_markdown(lesson.text))) {
        ++kinds;
        keys.need("file", into_name(lesson.file));
        lesson.file.erase(0, lesson.file.rfind('/') + 1);
        if (lesson.file.empty())
            lesson.file = "unnamed";
    }
    if (kinds != 1)
        refuse("error.held_kind", {{"key", key}, {"value", std::to_string(kinds)}});
    keys.take("page", [&](const JsonValue& value, const std::string& name) {
        lesson.page = integer(value, name, 1, largest) - 1;
    });
    return lesson;
}

} // namespace convlens
