// The peer oneDNN. Primitives are made once; a run has the reorders from and to plain tensors that a user of
// plain tensors needs each time.
#include "conv_cases.h"
#include "convlens/arithmetic.h"

#include <dnnl.hpp>
#include <omp.h>

#include <memory>
#include <unordered_map>

namespace convlens::bench {

namespace {

using dnnl::memory;

memory::dims dims_of(const Sizes& sizes) {
    return {sizes.begin(), sizes.end()};
}

struct Peer {
    dnnl::engine engine{dnnl::engine::kind::cpu, 0};
    dnnl::stream stream{engine};
    std::vector<std::pair<dnnl::primitive, std::unordered_map<int, memory>>> steps;

    /// The user's memory, or one in the layout that the primitive wants with a reorder to or from it.
    memory bring(const memory& user, const memory::desc& wanted) {
        if (user.get_desc() == wanted)
            return user;
        const memory own(wanted, engine);
        steps.push_back({dnnl::reorder(user, own), {{DNNL_ARG_FROM, user}, {DNNL_ARG_TO, own}}});
        return own;
    }
    void take(const memory& own, const memory& user) {
        if (own.get_desc() != user.get_desc())
            steps.push_back({dnnl::reorder(own, user), {{DNNL_ARG_FROM, own}, {DNNL_ARG_TO, user}}});
    }
};

} // namespace

Run onednn_run(const Operation& o, Direction direction, int threads, ConvTensors& tensors) {
    auto peer = std::make_shared<Peer>();
    omp_set_num_threads(threads);
    memory::dims weight = dims_of(weight_shape(o));
    if (o.groups > 1) {
        weight[0] /= o.groups;
        weight.insert(weight.begin(), o.groups);
    }
    const auto type = memory::data_type::f32;
    const auto any = memory::format_tag::any;
    const auto plain = o.groups > 1 ? memory::format_tag::goihw : memory::format_tag::oihw;
    const memory::desc x_any(dims_of(input_shape(o)), type, any), w_any(weight, type, any),
        y_any(dims_of(output_shape(o)), type, any);
    const memory x({dims_of(input_shape(o)), type, memory::format_tag::nchw}, peer->engine,
                   tensors.x.data.data());
    const memory w({weight, type, plain}, peer->engine, tensors.w.data.data());
    const memory y({dims_of(output_shape(o)), type, memory::format_tag::nchw}, peer->engine,
                   tensors.y.data.data());
    const memory::dims stride = dims_of(o.stride), begin = dims_of(o.padding_begin),
                       end = dims_of(o.padding_end);
    const auto algorithm = dnnl::algorithm::convolution_direct;
    using Forward = dnnl::convolution_forward;
    using Input = dnnl::convolution_backward_data;
    using Weight = dnnl::convolution_backward_weights;
    const Forward::primitive_desc forward(
        {dnnl::prop_kind::forward_training, algorithm, x_any, w_any, y_any, stride, begin, end},
        peer->engine);
    switch (direction) {
    case Direction::forward: {
        const memory own_x = peer->bring(x, forward.src_desc());
        const memory own_w = peer->bring(w, forward.weights_desc());
        const memory own_y =
            forward.dst_desc() == y.get_desc() ? y : memory(forward.dst_desc(), peer->engine);
        peer->steps.push_back(
            {Forward(forward), {{DNNL_ARG_SRC, own_x}, {DNNL_ARG_WEIGHTS, own_w}, {DNNL_ARG_DST, own_y}}});
        peer->take(own_y, y);
        break;
    }
    case Direction::input: {
        const Input::primitive_desc input({algorithm, x_any, w_any, y_any, stride, begin, end}, peer->engine,
                                          forward);
        const memory own_y = peer->bring(y, input.diff_dst_desc());
        const memory own_w = peer->bring(w, input.weights_desc());
        const memory own_x =
            input.diff_src_desc() == x.get_desc() ? x : memory(input.diff_src_desc(), peer->engine);
        peer->steps.push_back(
            {Input(input),
             {{DNNL_ARG_DIFF_DST, own_y}, {DNNL_ARG_WEIGHTS, own_w}, {DNNL_ARG_DIFF_SRC, own_x}}});
        peer->take(own_x, x);
        break;
    }
    case Direction::weight: {
        const Weight::primitive_desc weights({algorithm, x_any, w_any, y_any, stride, begin, end},
                                             peer->engine, forward);
        const memory own_x = peer->bring(x, weights.src_desc());
        const memory own_y = peer->bring(y, weights.diff_dst_desc());
        const memory own_w = weights.diff_weights_desc() == w.get_desc()
                                 ? w
                                 : memory(weights.diff_weights_desc(), peer->engine);
        peer->steps.push_back(
            {Weight(weights),
             {{DNNL_ARG_SRC, own_x}, {DNNL_ARG_DIFF_DST, own_y}, {DNNL_ARG_DIFF_WEIGHTS, own_w}}});
        peer->take(own_w, w);
        break;
    }
    }
    return [peer, threads] {
        omp_set_num_threads(threads);
        for (auto& [primitive, arguments] : peer->steps)
            primitive.execute(peer->stream, arguments);
        peer->stream.wait();
    };
}

} // namespace convlens::bench
