// The readers of `network_files` do the work; here are names, sizes and what a document keeps.
#include "network/file.h"

#include "document/network_file.h"
#include "i18n/error.h"
#include "input/content_type.h"
#include "input/gate.h"
#include "input/image_file.h"
#include "input/limits.h"
#include "input/scene_input.h"
#include "network/built_in.h"
#include "network_files/read_onnx.h"
#include "network_files/weights_file.h"
#include "network_files/write_onnx.h"

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

/// Layers of a model; its input has the sizes that the file declares, 0 where any goes.
Network onnx_network(const std::string& bytes, const WeightsFile* weights, const Sizes& input_size) {
    OnnxRequest request;
    request.weights = weights;
    OnnxNetwork read = read_onnx(bytes, request);
    if (!input_size.empty() && read.network.layers[0].shape.size() == input_size.size() + 2) {
        Sizes shape{1, read.network.layers[0].shape[1]};
        for (const int64_t size : input_size)
            shape.push_back(size);
        request.input_shape = shape;
        read = read_onnx(bytes, request);
    }
    if (!read.declared.empty())
        read.network.layers[0].shape = read.declared;
    return std::move(read.network);
}

} // namespace

std::shared_ptr<const Network> decoded_network(const NetworkSource& source, const std::string& where,
                                               const Sizes& input_size) {
    return naming(where, [&]() -> std::shared_ptr<const Network> {
        std::optional<WeightsFile> weights;
        if (source.weights)
            weights.emplace(*source.weights, where);
        if (source.onnx)
            return std::make_shared<const Network>(
                onnx_network(*source.onnx, weights ? &*weights : nullptr, input_size));
        if (built_in_network(source.built_in) == nullptr)
            throw Error(Error::Fault::request, "error.network_unknown",
                        {{"value", source.built_in}, {"choices", "digits, face"}, {"guess", ""}}, where);
        if (!weights)
            return nullptr;
        Network network = *layers_of(source.built_in);
        set_weights(network, *weights);
        return std::make_shared<const Network>(std::move(network));
    });
}

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

NetworkDocument read_network_file(const std::string& path, const Sizes& input_size) {
    keep_piped(path);
    if (content_type(path) == "scene")
        return read_network_text(read_file(path, limits::scene_bytes), path);
    NetworkDocument document;
    NetworkSource& source = document.network;
    source.built_in.clear();
    source.file_name = path.substr(path.rfind('/') + 1);
    source.onnx = std::make_shared<const std::string>(read_file(path, limits::network_bytes));
    source.network = decoded_network(source, path, input_size);
    return document;
}

bool holds_network(const std::string& path) {
    if (path.ends_with(".onnx"))
        return true;
    return content_type(path) == "scene" && is_network_scene(read_file(path, limits::scene_bytes));
}

Figure read_figure_file(const std::string& path) {
    if (holds_network(path))
        return read_network_file(path);
    return read_scene_file(path);
}

void put_weights_file(const std::string& path, NetworkSource& source) {
    source.weights = std::make_shared<const std::string>(read_file(path, limits::network_bytes));
    source.network = decoded_network(source, path);
}

std::string onnx_of(const Network& network, const std::string& where) {
    return naming(where, [&] { return write_onnx(network); });
}

} // namespace convlens
