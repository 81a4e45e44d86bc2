// The readers of `network_files` do the work; here are names, sizes and what a document keeps.
#include "network/file.h"

#include "convlens/training.h"
#include "document/scene_file/network_file.h"
#include "i18n/error.h"
#include "input/content_type.h"
#include "input/gate.h"
#include "input/image_file.h"
#include "input/limits.h"
#include "input/scene_input.h"
#include "network/built_in.h"
#include "network/layers.h"
#include "network_files/network_of_onnx.h"
#include "network_files/weights_file.h"
#include "network_files/write_onnx.h"

#include <cmath>
#include <optional>
#include <utility>

namespace convlens {
namespace {

/// Errors of readers that know no file get its name.
template <class Read> auto naming(const std::string& where, const Read& read) {
    try {
        return read();
    } catch (Error& error) {
        if (error.where.empty())
            error.where = where;
        throw;
    }
}

/// Layers of a model, fitted to the shape or, where that is empty, to the one that it says.
Network onnx_network(const std::string& bytes, const std::string& where, const WeightsFile* weights,
                     const Sizes& input_shape) {
    OnnxNetwork read = network_of_onnx(bytes, where, input_shape, weights);
    read.network.layers[0].target = read.declared;
    return std::move(read.network);
}

/// Layers of the kind that `network train` makes, by the shapes of their weights: of pictures of another size
/// or other classes than the digits have. Others: those of the digits.
Network trained_layers(const WeightsFile& weights) {
    const Network& digits = *layers_of("digits");
    for (const char* const name : {"conv1.weight", "conv2.weight", "dense.weight"})
        if (!weights.has(name))
            return digits;
    const Sizes first = weights.shape("conv1.weight"), second = weights.shape("conv2.weight"),
                dense = weights.shape("dense.weight");
    if (first.size() != 4 || second.size() != 4 || dense.size() != 2 || first.product() < 1 ||
        second.product() < 1 || dense.product() < 1)
        return digits;
    const int64_t places = dense[1] / second[0];
    const int64_t side = 4 * std::llround(std::sqrt(static_cast<double>(places))); // two pools of 2
    const Sizes shape{1, first[1], side, side};
    Network network = picture_layers({first[1], side, side}, dense[0], 255, first[0], second[0]);
    if (side * side / 16 * second[0] != dense[1] || fit(network, shape))
        return digits;
    start_weights(network, 1); // of the shapes that those of the file must have
    network.layers[0].target = shape;
    return network;
}

/// The layers that a source's bytes make; null: the built-in ones as they are.
std::shared_ptr<const Network> decoded_network(const NetworkSource& source, const std::string& where,
                                               const Sizes& input_shape = {}) {
    return naming(where, [&]() -> std::shared_ptr<const Network> {
        std::optional<WeightsFile> weights;
        if (source.weights)
            weights.emplace(*source.weights, where);
        if (source.onnx)
            return std::make_shared<const Network>(
                onnx_network(*source.onnx, where, weights ? &*weights : nullptr, input_shape));
        if (built_in_network(source.built_in) == nullptr)
            throw Error(Error::Fault::request, "error.network_unknown",
                        {{"value", source.built_in}, {"choices", "digits, face"}, {"guess", ""}}, where);
        if (!weights)
            return nullptr;
        Network network =
            source.built_in == "digits" ? trained_layers(*weights) : *layers_of(source.built_in);
        set_weights(network, *weights);
        return std::make_shared<const Network>(std::move(network));
    });
}

/// What is no scene, nor a kind of file that may hold one, is read as a model, whatever its name.
bool is_model(const std::string& path) {
    if (path.ends_with(".onnx"))
        return true;
    const std::string type = content_type(path);
    return type != "scene" && type != "image" && type != "exported";
}

Figure figure_of(const SceneText& scene, const std::string& path) {
    if (is_network_scene(scene.json))
        return read_network_text(scene.json, path);
    return read_scene_with_images(scene.json, path);
}

} // namespace

NetworkDocument read_network_text(std::string_view json, const std::string& where) {
    try {
        return read_network_scene(
            json, [&](std::string_view bytes) { return decode_image(bytes, where); },
            [&](const NetworkSource& source) { return decoded_network(source, where); });
    } catch (Error& error) {
        error.where = where;
        throw;
    }
}

NetworkDocument read_network_file(const std::string& path, const Sizes& input_shape,
                                  const std::string& weights) {
    keep_piped(path);
    NetworkDocument document;
    if (!is_model(path)) {
        document = read_network_text(read_scene_text(path).json, path);
        if (!weights.empty())
            put_weights_file(weights, document.network);
        return document;
    }
    NetworkSource& source = document.network;
    source.built_in.clear();
    source.file_name = path.substr(path.rfind('/') + 1);
    source.onnx = std::make_shared<const std::string>(read_file(path, limits::network_bytes));
    if (!weights.empty())
        source.weights = std::make_shared<const std::string>(read_file(weights, limits::network_bytes));
    try {
        source.network = decoded_network(source, path);
    } catch (const Error&) {
        if (input_shape.empty())
            throw;
        source.network = decoded_network(source, path, input_shape);
    }
    return document;
}

bool holds_network(const std::string& path) {
    if (path.ends_with(".onnx"))
        return true;
    const auto scene = find_scene(path);
    return scene && is_network_scene(scene->json);
}

Figure read_figure_file(const std::string& path) {
    return figure_of(read_scene_text(path), path);
}

std::optional<FoundFigure> find_figure(const std::string& path) {
    const auto scene = find_scene(path);
    if (!scene)
        return {};
    return FoundFigure{figure_of(*scene, path), scene->step};
}

void put_weights_file(const std::string& path, NetworkSource& source) {
    source.weights = std::make_shared<const std::string>(read_file(path, limits::network_bytes));
    source.network =
        decoded_network(source, path, source.network ? source.network->layers[0].shape : Sizes{});
}

std::shared_ptr<const Network> layers_for_input(const NetworkSource& source, const Sizes& input_shape) {
    std::shared_ptr<const Network> layers = source.network ? source.network : layers_of(source.built_in);
    if (!source.onnx || layers->layers[0].shape == input_shape)
        return layers;
    try {
        return decoded_network(source, "", input_shape);
    } catch (const Error&) {
        return layers;
    }
}

std::string onnx_of(const Network& network, const std::string& where) {
    return naming(where, [&] { return write_onnx(network); });
}

} // namespace convlens
