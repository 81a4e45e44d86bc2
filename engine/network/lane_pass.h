// A network on 16 pictures side by side, forwards and back: what its layers are in that layout, and the
// memory of one such pass. Private to the engine.
#pragma once

#include "convlens/training.h"
#include "engine/network/lane_conv.h"
#include "engine/network/lane_layers.h"

#include <optional>
#include <vector>

namespace convlens::detail {

/// What a layer is in this layout.
struct LaneLayer {
    LaneShape shape;
    std::optional<LaneConv> conv; // convolutions and dense layers
    std::optional<LanePool> pool;
    LaneScale scale;            // batch norm and affine
    std::vector<float> factors; // affine: a weight for each number of the item, and
    std::vector<float> addends; // a bias
    int numbers_of = 0;         // layer whose memory it shares: its own, but for what changes nothing
    bool goes_back = false;     // a layer before it learns, so that dloss/dy of what it reads is needed
    bool is_learned = false;
};

/// The layers of a network that a Trainer takes, for a pass of 16 pictures.
class LanePlan {
public:
    explicit LanePlan(const Network& network);

    const std::vector<LaneLayer>& layers() const { return layers_; }
    const LaneLayer& operator[](int layer) const { return layers_[static_cast<std::size_t>(layer)]; }
    int logits() const { return logits_; } // the layer before a softmax, or the last one
    int64_t classes() const { return (*this)[logits_].shape.count(); }
    int64_t scratch_floats() const;

private:
    std::vector<LaneLayer> layers_;
    int logits_ = 0;
};

/// The memory of one pass.
class LanePass {
public:
    explicit LanePass(const LanePlan& plan);

    /// Puts pictures into the lanes; those from `used` on are zeros. `at`: place of each in the data.
    void take(const LabelledImages& data, const int64_t* at, int64_t used);
    void forward(const Network& network);
    /// Losses and answers of the pictures; dloss/dlogits, each picture's times `factor`.
    void judge(float factor);
    /// dloss/dy of all layers that need it, and the gradients of what is learned.
    void back(const Network& network);

    int64_t used() const { return used_; }
    double loss() const;   // summed over the pictures
    int64_t right() const; // pictures whose largest logit is their label's
    int answer(int64_t lane) const;
    const std::vector<Learned>& gradients() const { return gradients_; }
    /// Sum of the squares of dloss/dy of a layer's output.
    double squares(int layer) const;
    /// Adds which channels of the layer have a positive number.
    void add_alive(int layer, std::vector<char>& alive) const;

private:
    float* value(int layer);
    const float* value(int layer) const;
    float* arriving(int layer);
    void run(const Network& network, int number);
    void run_back(const Network& network, int number);
    void take_gradients(const Network& network, int number);

    const LanePlan& plan_;
    std::vector<std::vector<float>> memory_; // of values and arrivals, each from a whole cache line on
    std::vector<float*> values_, arrivals_;  // of each layer
    std::vector<std::vector<int32_t>> switches_;
    std::vector<char> has_arrived_; // of each layer, during back()
    std::vector<Learned> gradients_;
    LaneScratch scratch_;
    int labels_[lane_count] = {};
    double losses_[lane_count] = {};
    int64_t used_ = 0;
};

} // namespace convlens::detail
