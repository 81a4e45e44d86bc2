// Networks of files: ONNX models, scenes that hold one, weights beside them.
#pragma once

#include "document/figure.h"
#include "document/network.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace convlens {

/// A document of an .onnx file, of a scene or of an exported file that holds one. `input_shape`: [1, C,
/// spatial..] for a model that does not say it; empty: none is known. `weights`: a file of weights in place
/// of its own, or empty. Throws Error naming the file and what is wrong with it.
NetworkDocument read_network_file(const std::string& path, const Sizes& input_shape = {},
                                  const std::string& weights = {});

/// Whether the file is an ONNX model by its name, or a scene that holds a network, in an exported file too.
/// Throws Error where it cannot be read.
bool holds_network(const std::string& path);

/// A scene, of an operation or of a network. Throws Error naming the file.
Figure read_figure_file(const std::string& path);

struct FoundFigure {
    Figure figure;
    std::optional<int64_t> step; // that an exported file shows; none: it is a scene file
};

/// The scene of a scene file or of an exported one; none where the file is neither or holds none. Throws
/// Error naming it.
std::optional<FoundFigure> find_figure(const std::string& path);

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
