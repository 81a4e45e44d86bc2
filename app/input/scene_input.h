// Scenes from disk: the gate, then document/scene_file.h with a decoder for the images inside. A scene lies
// in a file of its own, or in a picture, movie or page that the program has written.
#pragma once

#include "document/document.h"
#include "document/scene_file/held_lesson.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace convlens {

/// A scene's text, and the step that the file shows of it; none: it is a scene file.
struct SceneText {
    std::string json;
    std::optional<int64_t> step;
};

/// The text of a scene file, or of the scene inside an exported one; none where the file is neither. Throws
/// Error naming the file where it cannot be read or what is inside is damaged.
std::optional<SceneText> find_scene(const std::string& path);

/// The lesson that an exported file shows; none where it shows none, or is none. Throws as find_scene.
std::optional<HeldLesson> find_lesson(const std::string& path);

/// The same as find_scene; throws Error (request) where there is none, saying what else can be done with the
/// file.
SceneText read_scene_text(const std::string& path);

/// Throws Error naming the file (`where`) and what is wrong with it.
Document read_scene_file(const std::string& path);

/// A scene's text that did not come from a file; messages name `where`.
Document read_scene_with_images(std::string_view json, const std::string& where);

} // namespace convlens
