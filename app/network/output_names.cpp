// Channels of digits are the digits themselves.
#include "network/output_names.h"

#include "network/built_in.h"
#include "network/element.h"

#include <array>
#include <string_view>

namespace convlens {
namespace {

std::string face_channel_name(int64_t channel, const Texts& texts) {
    constexpr std::array<std::string_view, 5> keys{"network.face_x", "network.face_y", "network.face_width",
                                                   "network.face_height", "network.face_score"};
    const FaceChannel of = face_channel(channel);
    return texts("network.face_number", {{"number", texts(keys[static_cast<std::size_t>(of.number)])},
                                         {"width", std::to_string(of.width)},
                                         {"height", std::to_string(of.height)}});
}

} // namespace

std::vector<std::string> output_channel_names(const NetworkDocument& document, const Network& network,
                                              const Texts& texts) {
    std::vector<std::string> names;
    const BuiltInNetwork* const built_in = built_in_network(document.network.built_in);
    if (built_in == nullptr)
        return names;
    for (int64_t channel = 0; channel < channel_count(network.layers.back()); ++channel)
        names.push_back(built_in->name == "face" ? face_channel_name(channel, texts)
                                                 : std::to_string(channel));
    return names;
}

std::string output_element_name(const NetworkDocument& document, const Network& network, int64_t flat,
                                const Texts& texts) {
    const Layer& last = network.layers.back();
    const int64_t plane = last.shape.product() / (last.shape[0] * channel_count(last));
    const auto channel = static_cast<std::size_t>(flat / plane);
    const std::vector<std::string> names = output_channel_names(document, network, texts);
    std::string name = channel < names.size() ? names[channel] : "[" + std::to_string(channel) + "]";
    const Sizes spatial = spatial_shape(last);
    if (spatial.empty())
        return name;
    std::string place;
    for (const int64_t i : unravel_index(flat % plane, spatial))
        place += (place.empty() ? "" : ", ") + std::to_string(i);
    return texts("network.output_at", {{"name", name}, {"place", "(" + place + ")"}});
}

} // namespace convlens
