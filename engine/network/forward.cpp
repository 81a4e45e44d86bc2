// What every layer gives for an input: convolutions by the quick kernels, everything else a pass over its
// numbers.
#include "convlens/forward.h"
#include "convlens/arithmetic.h"
#include "convlens/assert.h"
#include "convlens/fast.h"
#include "convlens/network.h"
#include "engine/network/arrange.h"
#include "engine/network/dense.h"
#include "engine/network/pointwise.h"
#include "engine/network/reduce.h"

#include <algorithm>

namespace convlens {

using namespace detail;

namespace {

class Forward {
public:
    Forward(const Network& network, const NetworkOptions& options, Activations& result)
        : network_(network), options_{options.threads, Method::automatic, options.is_cancelled},
          crew_{options_.threads, &options_.is_cancelled}, result_(result) {}

    void run(int number) {
        const Layer& layer = network_.layers[static_cast<std::size_t>(number)];
        Tensor<float>& y = result_.values[static_cast<std::size_t>(number)];
        if (y.shape != layer.shape) // else the memory of the run before
            y = Tensor<float>(layer.shape);
        if (layer.kind != LayerKind::max_pool)
            result_.switches[static_cast<std::size_t>(number)] = {};
        if (is_operation(layer.kind))
            run_operation(layer, number, y);
        else if (is_pointwise(layer.kind))
            pointwise(layer, read(layer), crew_, y);
        else
            run_other(layer, y);
    }
    bool is_cancelled() const { return crew_.is_cancelled(); }

private:
    const Tensor<float>& read(const Layer& layer, std::size_t i = 0) const {
        return result_.values[static_cast<std::size_t>(layer.reads[i])];
    }

    void run_operation(const Layer& layer, int number, Tensor<float>& y) {
        const Tensor<float>& x = read(layer);
        switch (layer.operation.kind) {
        case Kind::conv:
        case Kind::conv_transpose:
            fast_forward(layer.operation, x, layer.weight, bias_of(layer), options_, y);
            break;
        case Kind::max_pool:
            fast_max_pool(layer.operation, x, options_, y,
                          result_.switches[static_cast<std::size_t>(number)]);
            break;
        case Kind::avg_pool:
        case Kind::lp_pool:
            y = fast_pool(layer.operation, x, options_);
            break;
        case Kind::max_unpool:
            y = unpool(layer.operation, x, result_.switches[static_cast<std::size_t>(layer.reads[1])]);
            break;
        }
    }

    static const Tensor<float>* bias_of(const Layer& layer) {
        return layer.bias.data.empty() ? nullptr : &layer.bias;
    }

    void run_other(const Layer& layer, Tensor<float>& y) const {
        switch (layer.kind) {
        case LayerKind::dense:
            dense(read(layer), layer.weight, layer.bias, crew_, y);
            break;
        case LayerKind::batch_norm:
            affine(read(layer), by_channel(layer.weight, y.shape), by_channel(layer.bias, y.shape), crew_, y);
            break;
        case LayerKind::affine:
            affine(read(layer), layer.weight, layer.bias, crew_, y);
            break;
        case LayerKind::global_avg_pool:
            global_average(read(layer), crew_, y);
            break;
        case LayerKind::softmax:
        case LayerKind::log_softmax:
            softmax(layer, read(layer), crew_, y);
            break;
        case LayerKind::add:
            std::fill(y.data.begin(), y.data.end(), 0.0F);
            for (std::size_t i = 0; i < layer.reads.size(); ++i)
                add_repeated(read(layer, i), crew_, y);
            break;
        case LayerKind::mul:
            std::fill(y.data.begin(), y.data.end(), 1.0F);
            for (std::size_t i = 0; i < layer.reads.size(); ++i)
                multiply_repeated(read(layer, i), crew_, y);
            break;
        case LayerKind::div:
            std::fill(y.data.begin(), y.data.end(), 1.0F);
            multiply_repeated(read(layer, 0), crew_, y);
            divide_repeated(read(layer, 1), crew_, y);
            break;
        case LayerKind::concat:
            run_concat(layer, y);
            break;
        case LayerKind::pad:
            pad(layer, read(layer), y);
            break;
        default: // flatten, reshape, identity
            y.data = read(layer).data;
            break;
        }
    }

    void run_concat(const Layer& layer, Tensor<float>& y) const {
        int64_t begin = 0;
        for (std::size_t i = 0; i < layer.reads.size(); ++i) {
            put_along(read(layer, i), layer.axis, begin, y);
            begin += read(layer, i).shape[static_cast<std::size_t>(layer.axis)];
        }
    }

    const Network& network_;
    FastOptions options_;
    Crew crew_;
    Activations& result_;
};

} // namespace

void forward(const Network& network, const Tensor<float>& x, const NetworkOptions& options, int last,
             Activations& result) {
    CONVLENS_ASSERT(!network.layers.empty() && x.shape == network.layers.front().shape);
    CONVLENS_ASSERT(last < static_cast<int>(network.layers.size()) && options.threads >= 1);
    const std::size_t count = network.layers.size();
    const std::size_t behind = last < 0 ? count : static_cast<std::size_t>(last) + 1;
    result.values.resize(count);
    result.switches.resize(count);
    result.values[0] = x;
    Forward run(network, options, result);
    for (std::size_t number = 1; number < behind && !run.is_cancelled(); ++number)
        run.run(static_cast<int>(number));
    for (std::size_t number = behind; number < count; ++number) {
        result.values[number] = {};
        result.switches[number] = {};
    }
}

Activations forward(const Network& network, const Tensor<float>& x, const NetworkOptions& options, int last) {
    Activations result;
    forward(network, x, options, last, result);
    return result;
}

} // namespace convlens
