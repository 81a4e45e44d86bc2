// Layers of the built-in networks around the weights that lie in the program.
#include "network/built_in.h"

#include "convlens/assert.h"
#include "embedded_networks.h"
#include "embedded_photographs.h"
#include "input/image_file.h"
#include "network/embedded.h"
#include "network/layers.h"
#include "network/weights.h"

#include <array>
#include <map>
#include <mutex>

namespace convlens {
namespace {

constexpr std::array<std::string_view, 2> names{"digits", "face"};
constexpr std::array<std::string_view, 7> photograph_names{"astronaut", "brick", "camera", "chelsea",
                                                           "coffee",    "grass", "gravel"};

/// Weights and biases of layers that learn, by "NAME.weight" and "NAME.bias".
Network digits_with_weights() {
    Network network = picture_layers({1, 8, 8}, 10, 16, 8, 16);
    const EmbeddedWeights weights(embedded_content(embedded_networks(), "digits.safetensors"));
    for (Layer& layer : network.layers) {
        if (layer.kind != LayerKind::conv && layer.kind != LayerKind::dense)
            continue;
        layer.weight = weights.tensor(layer.name + ".weight");
        layer.bias = weights.tensor(layer.name + ".bias");
    }
    return network;
}

void put_weights(LayerChain& network, const EmbeddedWeights& weights, const std::string& filter,
                 const std::string& bias) {
    Layer& layer = network.last();
    layer.weight = weights.tensor(filter);
    if (!bias.empty())
        layer.bias = weights.tensor(bias);
}

/// Source  face-api.js, TinyFaceDetector: tinyYolov2/TinyYolov2Base.runMobilenet
Network face_with_weights() {
    const EmbeddedWeights weights(embedded_content(embedded_networks(), "face.safetensors"));
    LayerChain network;
    network.scale({3, 1, 1}, {1.0F / 255, 1.0F / 255, 1.0F / 255},
                  {-117.001F / 255, -114.697F / 255, -97.404F / 255});
    network.conv("conv0", 3, 16, 3, 0);
    put_weights(network, weights, "conv0/filters", "conv0/bias");
    network.leaky_relu("leaky0", 0.1);
    int64_t channels = 16;
    for (int block = 1; block <= 5; ++block) {
        const std::string number = std::to_string(block), conv = "conv" + number + "/";
        network.max_pool("pool" + number, 2, 2, AutoPadding::same_upper);
        network.conv("depthwise" + number, channels, channels, 3, 1, channels);
        put_weights(network, weights, conv + "depthwise_filter", "");
        network.conv("pointwise" + number, channels, 2 * channels, 1, 0);
        put_weights(network, weights, conv + "pointwise_filter", conv + "bias");
        network.leaky_relu("leaky" + number, 0.1);
        channels *= 2;
    }
    network.max_pool("pool6", 2, 1, AutoPadding::same_upper);
    network.conv("boxes", channels, 25, 1, 0);
    put_weights(network, weights, "conv8/filters", "conv8/bias");
    return network.take();
}

} // namespace

std::span<const std::string_view> built_in_networks() {
    return names;
}

const BuiltInNetwork* built_in_network(std::string_view name) {
    static const BuiltInNetwork digits{"digits", {1, 8, 8}, "network.digits", &digits_data(), ""};
    static const BuiltInNetwork face{"face", {3, 320, 320}, "network.face", nullptr, "astronaut"};
    return name == digits.name ? &digits : name == face.name ? &face : nullptr;
}

std::shared_ptr<const Network> layers_of(std::string_view built_in) {
    CONVLENS_ASSERT(built_in_network(built_in) != nullptr);
    if (built_in == "digits") {
        static const auto digits = std::make_shared<const Network>(digits_with_weights());
        return digits;
    }
    static const auto face = std::make_shared<const Network>(face_with_weights());
    return face;
}

std::string built_in_metadata(std::string_view built_in, std::string_view key) {
    CONVLENS_ASSERT(built_in_network(built_in) != nullptr);
    return EmbeddedWeights(embedded_content(embedded_networks(), std::string(built_in) + ".safetensors"))
        .metadata(key);
}

std::span<const std::string_view> photographs() {
    return photograph_names;
}

std::shared_ptr<const Image> photograph(std::string_view name) {
    static std::mutex mutex;
    static std::map<std::string_view, std::shared_ptr<const Image>> decoded;
    for (const EmbeddedFile& file : embedded_photographs()) {
        if (file.name.substr(0, file.name.find('.')) != name)
            continue;
        const std::lock_guard lock(mutex);
        auto& image = decoded[file.name];
        if (!image)
            image = std::make_shared<const Image>(decode_image(file.content, std::string(name)));
        return image;
    }
    return nullptr;
}

} // namespace convlens
