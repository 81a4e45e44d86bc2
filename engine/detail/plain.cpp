// The products of an operation, visited once each in the order of the Relation.
#include "engine/detail/plain.h"

#include "convlens/arithmetic.h"
#include "engine/detail/taps.h"

#include <algorithm>

namespace convlens::detail {

namespace {

struct Cancelled {};

/// Asks the crew after so many products as take a millisecond, and leaves the loops by an exception.
class Watch {
public:
    explicit Watch(const Crew& crew) : crew_(crew) {}
    void count(std::size_t products) {
        left_ -= static_cast<int64_t>(products);
        if (left_ > 0)
            return;
        left_ = at_a_time;
        if (crew_.is_cancelled())
            throw Cancelled{};
    }

private:
    static constexpr int64_t at_a_time = int64_t{1} << 19;
    const Crew& crew_;
    int64_t left_ = at_a_time;
};

/// Costs nothing.
struct NoWatch {
    void count(std::size_t) {}
};

template <class Visit, class Watching>
void for_each_product(const Spatial& spatial, const TapLists& taps, Watching& watch, Visit visit) {
    for (const Tap& a : taps[0])
        for (const Tap& b : taps[1]) {
            const int64_t input = (a.input * spatial.input[1] + b.input) * spatial.input[2];
            const int64_t kernel = (a.kernel * spatial.kernel[1] + b.kernel) * spatial.kernel[2];
            watch.count(taps[2].size());
            for (const Tap& c : taps[2])
                visit(input + c.input, kernel + c.kernel);
        }
}

template <class T, class Watching>
void forward_sums(const Operation& operation, const T* x, const T* w, const T* bias, T* y, Watching watch) {
    const Spatial spatial = spatial_of(operation);
    for_each_sum(operation, spatial, [&](int64_t output, const SummedPlanes& planes, const TapLists& taps) {
        T sum = 0;
        planes.for_each([&](int64_t input, int64_t kernel) {
            const T* const plane = x + input;
            const T* const weights = w + kernel;
            for_each_product(spatial, taps, watch,
                             [&](int64_t at, int64_t k) { sum += plane[at] * weights[k]; });
        });
        y[output] = sum;
    });
    if (!bias)
        return;
    for (int64_t map = 0; map < operation.batch * operation.out_channels; ++map)
        for (int64_t i = 0; i < spatial.output_count(); ++i)
            y[map * spatial.output_count() + i] += bias[map % operation.out_channels];
}

/// Calls visit(flat output index, flat input index, flat weight index) for every product.
template <class Watching, class Visit>
void for_each_term(const Operation& operation, Watching watch, Visit visit) {
    const Spatial spatial = spatial_of(operation);
    for_each_sum(operation, spatial, [&](int64_t output, const SummedPlanes& planes, const TapLists& taps) {
        planes.for_each([&](int64_t input, int64_t kernel) {
            for_each_product(spatial, taps, watch,
                             [&](int64_t at, int64_t k) { visit(output, input + at, kernel + k); });
        });
    });
}

/// Work that may be cancelled by the crew, if anybody can.
template <class Work> void watched(const Crew& crew, Work work) {
    if (!crew.cancel || !*crew.cancel)
        return work(NoWatch());
    try {
        work(Watch(crew));
    } catch (const Cancelled&) {
    }
}

} // namespace

template <class T>
void plain_forward(const Operation& operation, const T* x, const T* w, const T* bias, T* y,
                   const Crew& crew) {
    watched(crew, [&](auto watch) { forward_sums(operation, x, w, bias, y, watch); });
}

template <class T>
void plain_grad_input(const Operation& operation, const T* dy, const T* w, T* dx, const Crew& crew) {
    std::fill_n(dx, input_shape(operation).product(), T(0));
    watched(crew, [&](auto watch) {
        for_each_term(operation, watch,
                      [=](int64_t iy, int64_t ix, int64_t iw) { dx[ix] += dy[iy] * w[iw]; });
    });
}

template <class T>
void plain_grad_weight(const Operation& operation, const T* x, const T* dy, T* dw, const Crew& crew) {
    std::fill_n(dw, weight_shape(operation).product(), T(0));
    watched(crew, [&](auto watch) {
        for_each_term(operation, watch,
                      [=](int64_t iy, int64_t ix, int64_t iw) { dw[iw] += x[ix] * dy[iy]; });
    });
}

template void plain_forward(const Operation&, const float*, const float*, const float*, float*, const Crew&);
template void plain_forward(const Operation&, const double*, const double*, const double*, double*,
                            const Crew&);
template void plain_grad_input(const Operation&, const float*, const float*, float*, const Crew&);
template void plain_grad_input(const Operation&, const double*, const double*, double*, const Crew&);
template void plain_grad_weight(const Operation&, const float*, const float*, float*, const Crew&);
template void plain_grad_weight(const Operation&, const double*, const double*, double*, const Crew&);

} // namespace convlens::detail
