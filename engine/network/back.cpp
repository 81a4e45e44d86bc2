// The way back: what arrives behind a layer goes to what the layer reads, by the layer's adjoint, the rule at
// its ReLUs, and its switches at max pools.
#include "convlens/arithmetic.h"
#include "convlens/assert.h"
#include "convlens/fast.h"
#include "convlens/gradient.h"
#include "convlens/network.h"
#include "engine/network/arrange.h"
#include "engine/network/dense.h"
#include "engine/network/pointwise.h"
#include "engine/network/reduce.h"

namespace convlens {

using namespace detail;

namespace {

/// dY added to the elements that the switches name.
Tensor<float> to_switches(const Operation& operation, const Tensor<int64_t>& switches,
                          const Tensor<float>& arriving, const Crew& crew) {
    Tensor<float> result(input_shape(operation));
    const int64_t in_plane = operation.input_size.product();
    const int64_t out_plane = output_size(operation).product();
    parallel_for(crew, arriving.count() / out_plane, [&](int64_t plane, int) {
        float* const to = result.data.data() + plane * in_plane;
        for (int64_t i = plane * out_plane; i < (plane + 1) * out_plane; ++i)
            to[switches[i]] += arriving[i];
    });
    return result;
}

class Back {
public:
    Back(const Network& network, const Activations& activations, BackRule rule, const NetworkOptions& options)
        : network_(network), activations_(activations),
          rule_(rule), options_{options.threads, Method::automatic, options.is_cancelled},
          crew_{options_.threads, &options_.is_cancelled} {}

    bool is_cancelled() const { return crew_.is_cancelled(); }

    /// What arrives at read `i` of the layer; empty where nothing does.
    Tensor<float> at_read(int number, std::size_t i, const Tensor<float>& arriving) const {
        const Layer& layer = network_.layers[static_cast<std::size_t>(number)];
        const Sizes& shape = network_.layers[static_cast<std::size_t>(layer.reads[i])].shape;
        if (is_operation(layer.kind))
            return through_operation(layer, number, i, arriving);
        if (is_pointwise(layer.kind))
            return pointwise_back(layer, read(layer), value(number), arriving, rule_, crew_);
        switch (layer.kind) {
        case LayerKind::dense: {
            Tensor<float> dx(shape);
            dense_back(arriving, layer.weight, crew_, dx);
            return dx;
        }
        case LayerKind::batch_norm:
            return affine_back(shape, by_channel(layer.weight, shape), arriving);
        case LayerKind::affine:
            return affine_back(shape, layer.weight, arriving);
        case LayerKind::global_avg_pool:
            return global_average_back(shape, arriving);
        case LayerKind::softmax:
        case LayerKind::log_softmax:
            return softmax_back(layer, value(number), arriving, crew_);
        case LayerKind::add:
            return affine_back(shape, {}, arriving);
        case LayerKind::concat:
            return part_along(arriving, layer.axis, begin_of(layer, i), shape);
        case LayerKind::pad:
            return pad_back(layer, shape, arriving);
        default: // flatten, reshape, identity
            return {shape, arriving.data};
        }
    }

private:
    const Tensor<float>& value(int number) const {
        return activations_.values[static_cast<std::size_t>(number)];
    }
    const Tensor<float>& read(const Layer& layer) const { return value(layer.reads[0]); }

    /// Of a concat: where what it reads begins.
    int64_t begin_of(const Layer& layer, std::size_t i) const {
        int64_t begin = 0;
        for (std::size_t before = 0; before < i; ++before)
            begin += network_.layers[static_cast<std::size_t>(layer.reads[before])]
                         .shape[static_cast<std::size_t>(layer.axis)];
        return begin;
    }

    Tensor<float> through_operation(const Layer& layer, int number, std::size_t i,
                                    const Tensor<float>& arriving) const {
        switch (layer.operation.kind) {
        case Kind::conv:
        case Kind::conv_transpose:
            return fast_grad_input(layer.operation, arriving, layer.weight, options_);
        case Kind::max_pool:
            return to_switches(layer.operation, activations_.switches[static_cast<std::size_t>(number)],
                               arriving, crew_);
        case Kind::avg_pool:
        case Kind::lp_pool:
            return fast_pool_grad_input(layer.operation, read(layer), arriving, options_);
        case Kind::max_unpool:
            break;
        }
        if (i == 1) // where numbers go has no derivative
            return {};
        return unpool_grad_input(layer.operation,
                                 activations_.switches[static_cast<std::size_t>(layer.reads[1])], arriving);
    }

    const Network& network_;
    const Activations& activations_;
    BackRule rule_;
    FastOptions options_;
    Crew crew_;
};

void add_arrival(Tensor<float>&& more, const Crew& crew, Tensor<float>& arrivals) {
    if (arrivals.data.empty())
        arrivals = std::move(more);
    else if (!more.data.empty())
        add_repeated(more, crew, arrivals);
}

} // namespace

std::vector<Tensor<float>> send_back(const Network& network, const Activations& activations, int layer,
                                     const Tensor<float>& start, BackRule rule,
                                     const NetworkOptions& options) {
    CONVLENS_ASSERT(layer >= 0 && layer < static_cast<int>(network.layers.size()) && options.threads >= 1);
    CONVLENS_ASSERT(start.shape == network.layers[static_cast<std::size_t>(layer)].shape);
    std::vector<Tensor<float>> arrivals(network.layers.size());
    arrivals[static_cast<std::size_t>(layer)] = start;
    const Back back(network, activations, rule, options);
    const Crew crew{options.threads};
    for (int number = layer; number > 0 && !back.is_cancelled(); --number) {
        const Tensor<float>& arriving = arrivals[static_cast<std::size_t>(number)];
        if (arriving.data.empty())
            continue;
        const std::vector<int>& reads = network.layers[static_cast<std::size_t>(number)].reads;
        for (std::size_t i = 0; i < reads.size(); ++i)
            add_arrival(back.at_read(number, i, arriving), crew,
                        arrivals[static_cast<std::size_t>(reads[i])]);
    }
    return arrivals;
}

} // namespace convlens
