// The scene lies in the text as it is, so that a scene file and an exported one are read by one reader.
#include "document/scene_file/embedded_scene.h"

#include "document/json/reader.h"
#include "document/json/tree.h"
#include "document/scene_file/keys.h"
#include "document/scene_file/network_file.h"
#include "document/scene_file/scene_file.h"
#include "encoding/compressed.h"
#include "i18n/refuse.h"
#include "input/limits.h"

#include <limits>

namespace convlens {
namespace {

constexpr int64_t version = 1; // raised when an older program would show something false

template <class Write> std::string embedded(int64_t step, const Write& write) {
    std::string text =
        "{\"convlens\": " + std::to_string(version) + ", \"step\": " + std::to_string(step) + ", \"scene\": ";
    try {
        text += write();
    } catch (const Error&) { // too large for a scene
        return {};
    }
    if (text.ends_with('\n'))
        text.pop_back();
    text += '}';
    return text.size() > std::size_t{limits::scene_bytes} ? std::string() : text;
}

} // namespace

std::string embedded_scene(const Document& document, int64_t step) {
    return embedded(step, [&] { return write_scene(document); });
}

std::string embedded_scene(const NetworkDocument& document, int64_t step) {
    return embedded(step, [&] { return write_network_scene(document); });
}

std::string embedded_lesson(const HeldLesson& lesson, std::string scene) {
    if (scene.empty())
        scene = "{\"convlens\": " + std::to_string(version) + ", \"step\": 0}";
    scene.pop_back();
    scene += ", \"lesson\": " + held_lesson_json(lesson) + "}";
    return scene.size() > std::size_t{limits::scene_bytes} ? std::string() : scene;
}

EmbeddedScene read_embedded_scene(std::string_view text) {
    const JsonTree tree(text);
    if (!tree.root().is(JsonValue::Type::object))
        refuse("error.scene_not_object");
    Keys keys(tree.root());
    keys.need("convlens", [](const JsonValue& value, const std::string& key) {
        const int64_t written = integer(value, key, 1, largest);
        if (written > version)
            refuse("error.embedded_newer", {{"value", std::to_string(written)}});
    });
    EmbeddedScene embedded;
    keys.need("step", [&](const JsonValue& value, const std::string& key) {
        embedded.step = integer(value, key, 0, std::numeric_limits<int64_t>::max());
    });
    keys.take("lesson", [&](const JsonValue& value, const std::string& key) {
        embedded.lesson = read_held_lesson(value, key);
    });
    const bool has_scene = keys.take("scene", [&](const JsonValue& value, const std::string& key) {
        object(value, key);
        embedded.scene = value.compact();
    });
    if (!has_scene && !embedded.lesson)
        refuse("error.scene_missing", {{"key", "scene"}});
    return embedded;
}

int64_t packed_bytes(std::string_view embedded) {
    return static_cast<int64_t>(zlib_stream(embedded).size());
}

} // namespace convlens
