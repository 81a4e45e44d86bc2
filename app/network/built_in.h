// The networks and photographs that come with the program (assets/networks, assets/photographs).
#pragma once

#include "convlens/network.h"
#include "document/source.h"
#include "i18n/catalogue.h"
#include "network/data.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace convlens {

struct BuiltInNetwork {
    std::string_view name;  // "digits"
    Sizes input;            // [C, height, width] that it is shown with
    std::string_view title; // key of the catalogue
    const NetworkData*
        data; // what it was trained with and its strongest places are sought in; null: photographs
    std::string_view example; // photograph that it opens with; empty: a sample of `data`
};

/// In the order in which they are listed.
std::span<const std::string_view> built_in_networks(); // digits, face
/// Null: there is none of that name. Cost: its weights are read on first use.
const BuiltInNetwork* built_in_network(std::string_view name);
/// Its layers, not yet fitted to a size. The name is one of built_in_networks(), asserted.
std::shared_ptr<const Network> layers_of(std::string_view built_in);
/// What its weights' file says of them: "command", "seed", "accuracy" of digits; empty: nothing of that key.
std::string built_in_metadata(std::string_view built_in, std::string_view key);

/// Photographs by name: astronaut, camera, chelsea, coffee, ...; at most 320 px a side, as files.
std::span<const std::string_view> photographs();
/// Its pixels, decoded on first use; null: there is none of that name.
std::shared_ptr<const Image> photograph(std::string_view name);

/// A face that `face` found, in pixels of its input.
struct FoundFace {
    double score = 0; // 0..1
    double x = 0, y = 0, width = 0, height = 0;
    int64_t output = 0; // flat index of its objectness in what the last layer gives
    bool operator==(const FoundFace&) const = default;
};
/// What a channel of the last layer of `face` is about: one number of a box that a face's may be like.
struct FaceChannel {
    enum class Number { x, y, width, height, score };
    Number number{};
    int64_t width = 0, height = 0; // of the box, pixels of the input
};
/// Range   0 <= channel < face_channels
FaceChannel face_channel(int64_t channel);
inline constexpr int64_t face_channels = 25;

/// Boxes of what the last layer of `face` gives, [1, 25, rows, columns], the best first; of two that overlap
/// by 0.4 of what they cover together the better one.
/// Source  face-api.js, tinyYolov2/TinyYolov2Base.extractBoxes: a cell is 32 px; 5 anchors of
///         (x, y, width, height, objectness); sigmoid of places, exp of sizes times the anchor
std::vector<FoundFace> found_faces(const Tensor<float>& output, double min_score = 0.5);

} // namespace convlens
