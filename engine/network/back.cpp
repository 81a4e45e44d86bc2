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

#include <algorithm>

namespace convlens {

using namespace detail;

namespace {

/// dY added to the elements that the switches name; `result` is of the input's shape.
void to_switches(const Operation& operation, const Tensor<int64_t>& switches, const Tensor<float>& arriving,
                 const Crew& crew, Tensor<float>& result) {
    const int64_t in_plane = operation.input_size.product();
    const int64_t out_plane = output_size(operation).product();
    parallel_for(crew, arriving.count() / out_plane, [&](int64_t plane, int) {
        float* const to = result.data.data() + plane * in_plane;
        std::fill_n(to, in_plane, 0.0F);
        for (int64_t i = plane * out_plane; i < (plane + 1) * out_plane; ++i)
            to[switches[i]] += arriving[i];
    });
}

class Back {
public:
    Back(const Network& network, const Activations& activations, BackRule rule, const NetworkOptions& options)
        : network_(network), activations_(activations),
          rule_(rule), options_{options.threads, Method::automatic, options.is_cancelled},
          crew_{options_.threads, &options_.is_cancelled} {}

    bool is_cancelled() const { return crew_.is_cancelled(); }

    /// Whether something arrives at read `i` of the layer: where numbers go has no derivative.
    bool arrives_at(int number, std::size_t i) const {
        return network_.layers[static_cast<std::size_t>(number)].kind != LayerKind::max_unpool || i == 0;
    }

    /// What arrives at read `i` of the layer, put into `to`, whatever it held.
    void put_at_read(int number, std::size_t i, const Tensor<float>& arriving, Tensor<float>& to) const {
        const Layer& layer = network_.layers[static_cast<std::size_t>(number)];
        const Sizes& shape = network_.layers[static_cast<std::size_t>(layer.reads[i])].shape;
        if (to.shape != shape) // else the memory of the run before
            to = Tensor<float>(shape);
        if (is_operation(layer.kind))
            put_through_operation(layer, number, arriving, to);
        else if (is_pointwise(layer.kind))
            pointwise_back(layer, read(layer), value(number), arriving, rule_, crew_, to);
        else if (layer.kind == LayerKind::dense)
            dense_back(arriving, layer.weight, crew_, to);
        else
            to = through_other(layer, number, i, shape, arriving);
    }

private:
    Tensor<float> through_other(const Layer& layer, int number, std::size_t i, const Sizes& shape,
                                const Tensor<float>& arriving) const {
        switch (layer.kind) {
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
        case LayerKind::mul:
        case LayerKind::div:
            return affine_back(shape, derivative(layer, number, i), arriving);
        case LayerKind::concat:
            return part_along(arriving, layer.axis, begin_of(layer, i), shape);
        case LayerKind::pad:
            return pad_back(layer, shape, arriving);
        default: // flatten, reshape, identity
            return {shape, arriving.data};
        }
    }

    const Tensor<float>& value(int number) const {
        return activations_.values[static_cast<std::size_t>(number)];
    }
    const Tensor<float>& read(const Layer& layer) const { return value(layer.reads[0]); }

    /// Of a product or a quotient by read `i`, of the layer's shape: the other factors; 1 / b, or -a / b^2.
    Tensor<float> derivative(const Layer& layer, int number, std::size_t i) const {
        const auto other = [&](std::size_t j) -> const Tensor<float>& { return value(layer.reads[j]); };
        Tensor<float> factor(layer.shape, std::vector<float>(value(number).data.size(), 1.0F));
        if (layer.kind == LayerKind::mul) {
            for (std::size_t j = 0; j < layer.reads.size(); ++j)
                if (j != i)
                    multiply_repeated(other(j), crew_, factor);
            return factor;
        }
        divide_repeated(other(1), crew_, factor);
        if (i == 1)
            for (std::size_t at = 0; at < factor.data.size(); ++at)
                factor.data[at] *= -value(number).data[at];
        return factor;
    }

    /// Of a concat: where what it reads begins.
    int64_t begin_of(const Layer& layer, std::size_t i) const {
        int64_t begin = 0;
        for (std::size_t before = 0; before < i; ++before)
            begin += network_.layers[static_cast<std::size_t>(layer.reads[before])]
                         .shape[static_cast<std::size_t>(layer.axis)];
        return begin;
    }

    void put_through_operation(const Layer& layer, int number, const Tensor<float>& arriving,
                               Tensor<float>& to) const {
        switch (layer.operation.kind) {
        case Kind::conv:
        case Kind::conv_transpose:
            fast_grad_input(layer.operation, arriving, layer.weight, options_, to);
            break;
        case Kind::max_pool:
            to_switches(layer.operation, activations_.switches[static_cast<std::size_t>(number)], arriving,
                        crew_, to);
            break;
        case Kind::avg_pool:
        case Kind::lp_pool:
            to = fast_pool_grad_input(layer.operation, read(layer), arriving, options_);
            break;
        case Kind::max_unpool:
            to = unpool_grad_input(layer.operation,
                                   activations_.switches[static_cast<std::size_t>(layer.reads[1])], arriving);
            break;
        }
    }

    const Network& network_;
    const Activations& activations_;
    BackRule rule_;
    FastOptions options_;
    Crew crew_;
};

} // namespace

void send_back(const Network& network, const Activations& activations, int layer, const Tensor<float>& start,
               BackRule rule, const NetworkOptions& options, std::vector<Tensor<float>>& arrivals) {
    CONVLENS_ASSERT(layer >= 0 && layer < static_cast<int>(network.layers.size()) && options.threads >= 1);
    CONVLENS_ASSERT(start.shape == network.layers[static_cast<std::size_t>(layer)].shape);
    arrivals.resize(network.layers.size());
    std::vector<char> has_arrived(network.layers.size());
    arrivals[static_cast<std::size_t>(layer)] = start;
    has_arrived[static_cast<std::size_t>(layer)] = 1;
    const Back back(network, activations, rule, options);
    Tensor<float> more; // of another reader of the same layer
    for (int number = layer; number > 0 && !back.is_cancelled(); --number) {
        if (!has_arrived[static_cast<std::size_t>(number)])
            continue;
        const std::vector<int>& reads = network.layers[static_cast<std::size_t>(number)].reads;
        for (std::size_t i = 0; i < reads.size(); ++i) {
            const auto read = static_cast<std::size_t>(reads[i]);
            if (!back.arrives_at(number, i))
                continue;
            Tensor<float>& to = has_arrived[read] ? more : arrivals[read];
            back.put_at_read(number, i, arrivals[static_cast<std::size_t>(number)], to);
            if (has_arrived[read])
                add_repeated(more, Crew{options.threads}, arrivals[read]);
            has_arrived[read] = 1;
        }
    }
    for (std::size_t number = 0; number < arrivals.size(); ++number)
        if (!has_arrived[number])
            arrivals[number] = {};
}

std::vector<Tensor<float>> send_back(const Network& network, const Activations& activations, int layer,
                                     const Tensor<float>& start, BackRule rule,
                                     const NetworkOptions& options) {
    std::vector<Tensor<float>> arrivals;
    send_back(network, activations, layer, start, rule, options, arrivals);
    return arrivals;
}

} // namespace convlens
