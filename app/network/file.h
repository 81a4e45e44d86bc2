// Networks of files: ONNX models, scenes that hold one, weights beside them.
#pragma once

#include "document/figure.h"
#include "document/network.h"

#include <memory>
#include <string>
#include <string_view>

namespace convlens {

/// A document of an .onnx file or of a scene. `input_size`: spatial, for a model that leaves it open; empty:
/// as it says. Throws Error naming the file and what is wrong with it.
NetworkDocument read_network_file(const std::string& path, const Sizes& input_size = {});

/// Whether the file is an ONNX model by its name, or a scene that holds a network. Throws Error where it cannot
/// be read.
bool holds_network(const std::string& path);

/// A scene, of an operation or of a network. Throws Error naming the file.
Figure read_figure_file(const std::string& path);

/// A scene's text that did not come from a file; messages name `where`.
NetworkDocument read_network_text(std::string_view json, const std::string& where);

/// Puts the weights of a .safetensors or .npz file in place of the source's own. Throws Error naming the
/// file.
void put_weights_file(const std::string& path, NetworkSource& source);

/// The layers that a source's bytes make. Throws Error; messages name `where`.
std::shared_ptr<const Network> decoded_network(const NetworkSource& source, const std::string& where,
                                               const Sizes& input_size = {});

/// The bytes of an ONNX model. Throws Error naming `where` and the layer that cannot be written.
std::string onnx_of(const Network& network, const std::string& where);

} // namespace convlens
