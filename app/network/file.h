// Networks of files: ONNX models, scenes that hold one, weights beside them.
#pragma once

#include "document/network.h"

#include <memory>
#include <string>
#include <string_view>

namespace convlens {

/// A document of an .onnx file or of a scene. `input_shape`: [1, C, spatial..] for a model that does not say
/// it; empty: none is known. Throws Error naming the file and what is wrong with it.
NetworkDocument read_network_file(const std::string& path, const Sizes& input_shape = {});

/// A scene's text that did not come from a file; messages name `where`.
NetworkDocument read_network_text(std::string_view json, const std::string& where);

/// Puts the weights of a .safetensors or .npz file in place of the source's own. Throws Error naming the
/// file.
void put_weights_file(const std::string& path, NetworkSource& source);

/// The source's layers. A model that was read for another shape is read again, for sizes within it may follow
/// from the input's; where it cannot be read for this one, as it was.
/// Range   a built-in network has a known name, asserted
std::shared_ptr<const Network> layers_for_input(const NetworkSource& source, const Sizes& input_shape);

/// The bytes of an ONNX model. Throws Error naming `where` and the layer that cannot be written.
std::string onnx_of(const Network& network, const std::string& where);

} // namespace convlens
