// A network as it is looked at: what is saved and undone. Which layers, what is put in, which element is
// chosen and which view is shown. A value; what follows from it is network/results.h's.
#pragma once

#include "convlens/network.h"
#include "convlens/tensor.h"
#include "document/document.h"
#include "document/source.h"
#include "i18n/names.h"

#include <array>
#include <cstdint>
#include <memory>
#include <string>

namespace convlens {

/// Where layers and weights come from. What is shared is never changed once made.
struct NetworkSource {
    std::string built_in = "digits";            // its name (network/built_in.h); empty: `onnx`
    std::string file_name;                      // of an own network, for titles: without its folder
    std::shared_ptr<const std::string> onnx;    // the bytes of that file; null: built in
    std::shared_ptr<const std::string> weights; // bytes of a .safetensors or .npz file in place of its own
    /// What `onnx` and `weights` make, by who can read them (network/scene.h); null: the built-in one as it
    /// is.
    std::shared_ptr<const Network> network;
    bool operator==(const NetworkSource& other) const; // by name and bytes
};

/// Ink on white, black or white, as the bitmaps were from which the built-in digits are counted.
struct Drawing {
    static constexpr int side = 32;
    std::array<uint32_t, side> rows{}; // the leftmost pixel is the highest bit

    bool has_ink(int y, int x) const {
        return (rows[static_cast<std::size_t>(y)] >> (side - 1 - x) & 1U) != 0;
    }
    void set_ink(int y, int x, bool ink) {
        uint32_t& row = rows[static_cast<std::size_t>(y)];
        const uint32_t bit = 1U << (side - 1 - x);
        row = ink ? row | bit : row & ~bit;
    }
    bool is_empty() const { return rows == decltype(rows){}; }
    bool operator==(const Drawing&) const = default;
};

enum class NetworkInputKind {
    sample,     // one of the network's built-in data
    photograph, // a built-in picture, by name
    drawing,
    image, // a picture from outside
    values // numbers
};

/// What is put into the network.
struct NetworkInput {
    NetworkInputKind kind = NetworkInputKind::sample;
    int64_t sample = 0;     // of the built-in data, from 0
    std::string photograph; // its name (network/built_in.h)
    Drawing drawing;        // goes in as 8 x 8 counts of ink (network/drawing.h)
    std::shared_ptr<const Image> image;
    std::shared_ptr<const Tensor<float>> values; // [1, C, spatial..] in the units of the network's data
    Sizes size; // [height, width] that a picture is scaled to; empty: the network's own, else the picture's
    bool operator==(const NetworkInput& other) const; // compares what is shared by content
};

enum class NetworkView {
    overview,   // every layer's maps
    path,       // the way back of one activation by one rule
    compare,    // by the three rules, side by side
    strongest,  // the strongest places of a map with their patches and projections
    invariance, // the activation while the picture is shifted, scaled, turned
    occlusion,  // a grey square slides over the picture: harm to an output
    learning    // training, live
};

/// One element of what a layer gives. Names survive another network of the same kind; what does not exist is
/// brought to the nearest that does (network/results.h, `Chosen`).
struct NetworkElement {
    std::string layer;    // empty: the last layer
    int64_t channel = -1; // -1: that of the strongest element
    Sizes at;             // on the spatial axes; empty: the strongest place of the channel
    bool operator==(const NetworkElement&) const = default;
};

/// What is done to the picture while its activation is followed.
enum class PictureChange { shift_x, shift_y, scale, rotate };

// What a view remembers, one struct each.
struct StrongestView {
    int64_t count = 9;       // 1 to max_strongest
    bool of_picture = false; // places of what is put in alone, not of the built-in data
    bool operator==(const StrongestView&) const = default;
};
struct InvarianceView {
    PictureChange change = PictureChange::shift_x;
    bool operator==(const InvarianceView&) const = default;
};
struct OcclusionView {
    int64_t side = 0;    // of the square in input pixels; 0: a quarter of the shorter side
    int64_t stride = 0;  // from one place to the next; 0: a quarter of `side`, at least 1
    int64_t output = -1; // the output that is harmed, flat; -1: the largest
    bool operator==(const OcclusionView&) const = default;
};
/// What learns: one kernel from pairs before and after a known one, or the network of digits.
enum class LearningTask { kernel, digits };
struct LearningView {
    LearningTask task = LearningTask::digits;
    KernelName target = KernelName::sobel_x;     // of LearningTask::kernel
    double learning_rate = 0.02, momentum = 0.9; // usual_learning_rate(task)
    int64_t batch = 12;
    uint64_t seed = 1;
    bool operator==(const LearningView&) const = default;
};
/// With which the task is learned in a good time, and does not run away.
constexpr double usual_learning_rate(LearningTask task) {
    return task == LearningTask::kernel ? 0.05 : 0.02;
}
inline constexpr int64_t max_strongest = 100;

struct NetworkDocument {
    NetworkSource network;
    NetworkInput input;
    NetworkView view = NetworkView::overview;
    NetworkElement selected;
    BackRule rule = BackRule::deconvnet; // of the path and of projections
    StrongestView strongest;
    InvarianceView invariance;
    OcclusionView occlusion;
    LearningView learning;
    CellText cell_text = CellText::numbers;
    int64_t digits = 0;       // as Document
    LocalText title, caption; // as Document
    Sizes export_size;        // [width, height] in px, empty: 1280x720
    std::string unknown_keys; // as Document
    bool operator==(const NetworkDocument&) const = default;
};

Names<NetworkView> network_view_names();       // overview, path, compare, strongest, invariance, ..
Names<NetworkInputKind> network_input_names(); // sample, photograph, drawing, image, values
Names<BackRule> back_rule_names();             // backprop, deconvnet, guided
Names<PictureChange> picture_change_names();   // shift-x, shift-y, scale, rotate
Names<LearningTask> learning_task_names();     // kernel, digits
Names<LayerKind> layer_kind_names();           // conv, conv-transpose, .., leaky-relu, ..

} // namespace convlens
