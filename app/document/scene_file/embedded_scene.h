// A scene and the step that is shown of it, or a lesson, as one text, for files that hold the scene that they
// show: pictures, movies, pages. Where each kind of file keeps the text is in docs/FILE_FORMAT.md.
#pragma once

#include "document/document.h"
#include "document/network.h"
#include "document/scene_file/held_lesson.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace convlens {

/// `{"convlens": 1, "step": 3, "scene": {..}}`, the scene as write_scene has it. Empty where it would be over
/// limits::scene_bytes: there is no scene file of it either.
/// Range   step at least 0
std::string embedded_scene(const Document& document, int64_t step);
std::string embedded_scene(const NetworkDocument& document, int64_t step);

/// The same with a lesson behind the scene, `"lesson": {..}`, which programs that know no lessons pass over.
/// `scene`: one of the texts above, of the page that is shown first of those that have one, or empty.
std::string embedded_lesson(const HeldLesson& lesson, std::string scene);

struct EmbeddedScene {
    std::string scene; // text for read_scene or read_network_scene; empty: a lesson whose pages have none
    int64_t step = 0;  // at least 0; the scene may have fewer
    std::optional<HeldLesson> lesson;
};

/// Strict, with the limits of read_scene; what else a newer program put beside these keys is left out.
/// Throws Error.
EmbeddedScene read_embedded_scene(std::string_view text);

/// About what such a text takes in a file: most formats compress it.
int64_t packed_bytes(std::string_view embedded);

} // namespace convlens
