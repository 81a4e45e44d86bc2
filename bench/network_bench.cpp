// Networks as network_compare.py times them: the smallest time of some runs of one case, in milliseconds.
//   network_bench face-forward|face-project|digits-epoch THREADS SECONDS
#include "convlens/network.h"
#include "convlens/training.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <limits>
#include <random>
#include <string>

namespace {

using namespace convlens;
using Clock = std::chrono::steady_clock;

Layer layer_of(LayerKind kind, int read) {
    Layer layer;
    layer.kind = kind;
    layer.reads = {read};
    return layer;
}

/// Layers one after the other.
class Chain {
public:
    Chain() { network_.layers.emplace_back(); }
    Layer& add(LayerKind kind) {
        network_.layers.push_back(layer_of(kind, static_cast<int>(network_.layers.size()) - 1));
        return network_.layers.back();
    }
    void conv(int64_t in, int64_t out, int64_t kernel, int64_t padding, int64_t groups = 1) {
        Operation& o = add(LayerKind::conv).operation;
        o = make_operation(Kind::conv, {1, 1}, {kernel, kernel});
        o.padding_begin = o.padding_end = {padding, padding};
        o.in_channels = in;
        o.out_channels = out;
        o.groups = groups;
    }
    void pool(int64_t stride) {
        Layer& layer = add(LayerKind::max_pool);
        layer.operation = make_operation(Kind::max_pool, {1, 1}, {2, 2});
        layer.operation.stride = {stride, stride};
        layer.auto_padding = AutoPadding::same_upper;
    }
    Network fitted(const Sizes& shape) {
        if (fit(network_, shape))
            std::abort();
        start_weights(network_, 1);
        return network_;
    }

private:
    Network network_;
};

/// The layers of face-api's tiny face detector: depthwise and pointwise kernels between pools.
Network face() {
    Chain chain;
    chain.conv(3, 16, 3, 0);
    chain.add(LayerKind::leaky_relu).alpha = 0.1;
    for (int64_t channels = 16; channels < 512; channels *= 2) {
        chain.pool(2);
        chain.conv(channels, channels, 3, 1, channels);
        chain.conv(channels, 2 * channels, 1, 0);
        chain.add(LayerKind::leaky_relu).alpha = 0.1;
    }
    chain.pool(1);
    chain.conv(512, 25, 1, 0);
    return chain.fitted({1, 3, 320, 320});
}

Network digits() {
    Chain chain;
    for (const int64_t channels : {1, 8}) {
        chain.conv(channels, channels == 1 ? 8 : 16, 3, 1);
        chain.add(LayerKind::relu);
        chain.pool(2);
    }
    chain.add(LayerKind::flatten);
    chain.add(LayerKind::dense).weight = Tensor<float>(Sizes{10, 64});
    return chain.fitted({1, 1, 8, 8});
}

Tensor<float> any_numbers(const Sizes& shape) {
    std::mt19937 random(1);
    std::normal_distribution<float> distribution;
    Tensor<float> tensor(shape);
    for (float& number : tensor.data)
        number = distribution(random);
    return tensor;
}

double smallest_ms(double seconds, const std::function<void()>& run) {
    double smallest = std::numeric_limits<double>::infinity();
    const auto begin = Clock::now();
    do {
        const auto before = Clock::now();
        run();
        smallest =
            std::min(smallest, std::chrono::duration<double, std::milli>(Clock::now() - before).count());
    } while (std::chrono::duration<double>(Clock::now() - begin).count() < seconds);
    return smallest;
}

double face_forward(int threads, double seconds) {
    const Network network = face();
    const Tensor<float> x = any_numbers(network.layers.front().shape);
    Activations activations;
    return smallest_ms(seconds, [&] { forward(network, x, {.threads = threads}, -1, activations); });
}

/// From one number of the last layer down to the picture.
double face_project(int threads, double seconds) {
    const Network network = face();
    const Activations activations = forward(network, any_numbers(network.layers.front().shape));
    Tensor<float> start(network.layers.back().shape);
    start[start.count() / 2] = 1;
    const int last = static_cast<int>(network.layers.size()) - 1;
    std::vector<Tensor<float>> arrivals;
    return smallest_ms(seconds, [&] {
        send_back(network, activations, last, start, BackRule::deconvnet, {.threads = threads}, arrivals);
    });
}

double digits_epoch(int threads, double seconds) {
    auto data = std::make_shared<LabelledImages>();
    data->item = {1, 8, 8};
    data->numbers = any_numbers({1437, 64}).data;
    for (int i = 0; i < 1437; ++i)
        data->labels.push_back(i % 10);
    Trainer trainer(digits(), data, {.learning_rate = 0.01, .batch = 12, .threads = threads});
    return smallest_ms(seconds, [&] { trainer.run_epoch(); });
}

} // namespace

int main(int count, char** words) {
    const std::string name = count == 4 ? words[1] : "";
    const int threads = count == 4 ? std::atoi(words[2]) : 0;
    const double seconds = count == 4 ? std::atof(words[3]) : 0;
    if (threads < 1 || (name != "face-forward" && name != "face-project" && name != "digits-epoch")) {
        std::fprintf(stderr, "usage: network_bench face-forward|face-project|digits-epoch THREADS SECONDS\n");
        return 2;
    }
    const double ms = name == "face-forward"   ? face_forward(threads, seconds)
                      : name == "face-project" ? face_project(threads, seconds)
                                               : digits_epoch(threads, seconds);
    std::printf("%.4f\n", ms);
    return 0;
}
