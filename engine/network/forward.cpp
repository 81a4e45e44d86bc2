// What every layer gives for an input: convolutions by the quick kernels, everything else a pass over its
// numbers.
#include "convlens/forward.h"
#include "convlens/arithmetic.h"
#include "convlens/assert.h"
#include "convlens/fast.h"
#include "convlens/network.h"
#include "engine/network/arrange.h"
#include "engine/network/pointwise.h"
#include "engine/network/reduce.h"

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
        if (is_operation(layer.kind)) {
            run_operation(layer, number, y);
            return;
        }
        y = Tensor<float>(layer.shape);
        if (is_pointwise(layer.kind))
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
            y = fast_forward(layer.operation, x, layer.weight, bias_of(layer), options_);
            break;
        case Kind::max_pool:
            run_max_pool(layer, x, result_.switches[static_cast<std::size_t>(number)], y);
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

    void run_max_pool(const Layer& layer, const Tensor<float>& x, Tensor<int64_t>& switches,
                      Tensor<float>& y) const {
        switches = fast_pool_indices(layer.operation, x, options_);
        y = Tensor<float>(layer.shape);
        const int64_t in_plane = layer.operation.input_size.product();
        const int64_t out_plane = output_size(layer.operation).product();
        parallel_for(crew_, y.count() / out_plane, [&](int64_t plane, int) {
            const float* const from = x.data.data() + plane * in_plane;
            for (int64_t i = plane * out_plane; i < (plane + 1) * out_plane; ++i)
                y[i] = from[switches[i]];
        });
    }

    void run_other(const Layer& layer, Tensor<float>& y) const {
        switch (layer.kind) {
        case LayerKind::dense: {
            const Operation operation = dense_operation(layer, read(layer).shape);
            const Tensor<float> x(input_shape(operation), read(layer).data);
            const Tensor<float> w(weight_shape(operation), layer.weight.data);
            y.data = fast_forward(operation, x, w, bias_of(layer), options_).data;
            break;
        }
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
            for (std::size_t i = 0; i < layer.reads.size(); ++i)
                add_repeated(read(layer, i), crew_, y);
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

Activations forward(const Network& network, const Tensor<float>& x, const NetworkOptions& options, int last) {
    CONVLENS_ASSERT(!network.layers.empty() && x.shape == network.layers.front().shape);
    CONVLENS_ASSERT(last < static_cast<int>(network.layers.size()) && options.threads >= 1);
    const std::size_t count = network.layers.size();
    const std::size_t behind = last < 0 ? count : static_cast<std::size_t>(last) + 1;
    Activations result;
    result.values.resize(count);
    result.switches.resize(count);
    result.values[0] = x;
    Forward run(network, options, result);
    for (std::size_t number = 1; number < behind && !run.is_cancelled(); ++number)
        run.run(static_cast<int>(number));
    return result;
}

} // namespace convlens
