// How a network learns: pictures with labels, mini-batches, cross-entropy, SGD with momentum; one step at a
// time, with all that a step did to be looked at. Bit for bit the same for a seed, whatever the threads.
#pragma once

#include "convlens/network.h"
#include "convlens/tensor.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace convlens {

/// Pictures of one shape with the class of each.
struct LabelledImages {
    Sizes item;                 // [C, spatial..]
    std::vector<float> numbers; // [count * item.product()]
    std::vector<int> labels;    // [count], 0 <= label < classes

    int64_t count() const { return static_cast<int64_t>(labels.size()); }
    /// [1, C, spatial..]; 0 <= index < count()
    Tensor<float> image(int64_t index) const;
};

/// Range   numbers >= 0, batch and threads >= 1; results do not depend on the threads
struct TrainingOptions {
    double learning_rate = 0.02;
    double momentum = 0.9;
    double weight_decay = 0;
    int64_t batch = 12;
    uint64_t seed = 1; // of the order of the pictures
    /// The learning rate falls in a straight line, step by step, from all of it to none after so many epochs;
    /// 0: it stays.
    int64_t falls_for = 0;
    bool measures_flow = false; // fills Trainer::flow()
    int threads = 1;
    bool operator==(const TrainingOptions&) const = default;
};

/// Numbers beside a layer's weight and bias, of their shapes: gradients, momenta.
struct Learned {
    Tensor<float> weight, bias;
    bool operator==(const Learned&) const = default;
};

/// What a step or an epoch met, before it changed the weights each time.
struct TrainingResult {
    int64_t images = 0, right = 0;
    double loss = 0; // mean cross-entropy, natural logarithm
    double accuracy() const { return images ? static_cast<double>(right) / static_cast<double>(images) : 0; }
    bool operator==(const TrainingResult&) const = default;
};

/// How one number changed in the last step:
///   velocity = momentum * velocity_before + gradient + weight_decay * before
///   after = before - learning_rate * velocity
struct NumberChange {
    float before = 0, gradient = 0, velocity_before = 0, velocity = 0, after = 0;
    double learning_rate = 0;
};

/// The first layer that a Trainer cannot train; none: it can. It takes convolutions padded with zeros, max,
/// average and global average pools, ReLUs, dense layers, batch norms (as learned factors), sums, flatten and
/// what changes nothing; affine layers stay as they are. The last layer gives [N, classes]: logits, or their
/// softmax or logarithm.
/// Range   a fitted network
std::optional<int> untrainable_layer(const Network& network);

/// Fills weights with He's numbers, uniform in +-sqrt(6 / fan in), and biases with 0: the same ones on every
/// machine. Batch norms become 1 and 0.
/// Shapes  operations and dense layers have theirs; empty weights of operations get one, biases too
/// Source  K. He et al., arXiv:1502.01852; the generator is SplitMix64 (Steele, Lea, Flood 2014)
void start_weights(Network& network, uint64_t seed);

/// A network that is being trained. A value: a copy goes on by itself.
class Trainer {
public:
    /// Shapes  the network fitted to [any, item..] of the data, untrainable_layer() none; data not empty and
    ///         its labels below the classes; asserted
    Trainer(Network network, std::shared_ptr<const LabelledImages> data, const TrainingOptions& options);

    const Network& network() const { return network_; }
    const TrainingOptions& options() const { return options_; }
    /// From the next step on; another batch or seed from the next epoch on.
    void set_options(const TrainingOptions& options) { options_ = options; }

    int64_t epoch() const { return epoch_; } // those that are complete
    int64_t step_in_epoch() const { return step_; }
    int64_t steps_per_epoch() const;
    double learning_rate() const; // of the next step

    /// One mini-batch; the last one of an epoch has what is left.
    /// Cost    a pass forwards and one back for the batch; allocates on the first call only
    TrainingResult step();
    /// Steps up to the end of the epoch; what they met. None: it was cancelled, asked before each step; those
    /// that were done stay.
    std::optional<TrainingResult> run_epoch(const std::function<bool()>& is_cancelled = {});

    /// Of the last step; before the first one zeros. Entry [i] for layer i, empty where nothing is learned.
    const std::vector<Learned>& gradients() const { return gradients_; }
    const std::vector<Learned>& velocities() const { return velocities_; }
    NumberChange change(int layer, bool of_bias, int64_t index) const;
    /// Pictures of the last step, by their place in the data.
    const std::vector<int64_t>& batch() const { return batch_; }
    /// Root mean square of dloss/dy of every layer's output in the last step; empty unless measured.
    const std::vector<double>& flow() const { return flow_; }

    /// Goes on where another one stopped at the end of an epoch.
    /// Shapes  velocities as its velocities(); asserted
    void resume(int64_t epoch, std::vector<Learned> velocities);

private:
    void begin_epoch();
    void update();

    Network network_;
    std::shared_ptr<const LabelledImages> data_;
    TrainingOptions options_;
    int64_t epoch_ = 0, step_ = 0;
    int64_t epoch_batch_ = 0;    // of this epoch
    std::vector<int64_t> order_; // of this epoch
    std::vector<int64_t> batch_;
    std::vector<Learned> gradients_, velocities_, before_, velocities_before_;
    std::vector<double> flow_;
    double last_rate_ = 0;

    struct Workshop; // memory that is used again, made anew for a copy
    struct WorkshopOfThisOne {
        std::unique_ptr<Workshop> made;
        WorkshopOfThisOne();
        ~WorkshopOfThisOne();
        WorkshopOfThisOne(const WorkshopOfThisOne&);
        WorkshopOfThisOne(WorkshopOfThisOne&&) noexcept;
        WorkshopOfThisOne& operator=(const WorkshopOfThisOne&);
        WorkshopOfThisOne& operator=(WorkshopOfThisOne&&) noexcept;
    };
    WorkshopOfThisOne workshop_;
};

/// Channels of a ReLU that gave no positive number for any picture.
struct DeadChannels {
    int layer = 0;
    std::vector<int64_t> channels; // ascending
    bool operator==(const DeadChannels&) const = default;
};

struct Evaluation {
    TrainingResult result;
    std::vector<DeadChannels> dead; // of each (leaky) ReLU
    std::vector<int> answers;       // the class of each picture
};

/// The network on labelled pictures.
/// Shapes  as the Trainer's
/// Errors  none where it was cancelled
std::optional<Evaluation> evaluate(const Network& network, const LabelledImages& data,
                                   const NetworkOptions& options = {});

} // namespace convlens
