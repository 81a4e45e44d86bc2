// A scene and the step that is shown of it as one text, for files that hold the scene that they show:
// pictures, movies, pages. Where each kind of file keeps the text is in docs/FILE_FORMAT.md.
#pragma once

#include "document/document.h"
#include "document/network.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace convlens {

/// `{"convlens": 1, "step": 3, "scene": {..}}`, the scene as write_scene has it. Empty where it would be over
/// limits::scene_bytes: there is no scene file of it either.
/// Range   step at least 0
std::string embedded_scene(const Document& document, int64_t step);
std::string embedded_scene(const NetworkDocument& document, int64_t step);

struct EmbeddedScene {
    std::string scene; // text for read_scene or read_network_scene
    int64_t step = 0;  // at least 0; the scene may have fewer
};

/// Strict, with the limits of read_scene; what else a newer program put beside the three keys is left out.
/// Throws Error.
EmbeddedScene read_embedded_scene(std::string_view text);

/// About what such a text takes in a file: most formats compress it.
int64_t packed_bytes(std::string_view embedded);

} // namespace convlens
