// NetworkDocuments as JSON text: scene files with a key `network` in place of `operation`
// (docs/FILE_FORMAT.md). As self-contained as other scenes: an own network is inside as the bytes of its
// file.
#pragma once

#include "document/network.h"
#include "document/scene_file/scene_file.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace convlens {

/// Layers of `source.onnx`, or of a built-in network, with `source.weights` in them. Throws Error where its
/// name or its bytes are none.
using NetworkDecoder = std::function<std::shared_ptr<const Network>(const NetworkSource& source)>;

/// Whether a scene's text has a key `network`. False where it is malformed.
bool is_network_scene(std::string_view json);

/// Strict, with the limits of read_scene. Throws Error. Without decoders a scene with a picture or an own
/// network is refused.
NetworkDocument read_network_scene(std::string_view json, const ImageDecoder& image = {},
                                   const NetworkDecoder& network = {});

/// Throws Error where the text would be over 16 MiB.
std::string write_network_scene(const NetworkDocument& document);

} // namespace convlens
