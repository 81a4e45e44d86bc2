// Layers without a kernel on 16 pictures side by side.
#include "engine/network/lane_layers.h"

#include "convlens/arithmetic.h"
#include "engine/detail/pool_divisor.h"
#include "engine/detail/taps.h"
#include "engine/network/leaky.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace convlens::detail {

LanePool::LanePool(const Operation& operation)
    : in_(lane_shape(input_shape(operation))), out_(lane_shape(output_shape(operation))),
      is_max_(operation.kind == Kind::max_pool) {
    Operation one = operation;
    one.batch = one.in_channels = one.out_channels = 1;
    const Spatial spatial = spatial_of(one);
    begins_.push_back(0);
    for_each_window(
        one, spatial, [&](int64_t, int64_t, const TapLists& taps, const std::array<int64_t, 3>& y) {
            for_each_product(spatial, taps,
                             [&](int64_t at, int64_t) { elements_.push_back(static_cast<int32_t>(at)); });
            begins_.push_back(static_cast<int32_t>(elements_.size()));
            if (!is_max_)
                shares_.push_back(1.0F / static_cast<float>(pool_divisor(one, y)));
        });
}

LanePool LanePool::global(const LaneShape& shape) {
    LanePool pool;
    pool.in_ = shape;
    pool.out_ = {shape.channels, {1, 1, 1}};
    for (int64_t i = 0; i < shape.plane(); ++i)
        pool.elements_.push_back(static_cast<int32_t>(i));
    pool.begins_ = {0, static_cast<int32_t>(shape.plane())};
    pool.shares_ = {1.0F / static_cast<float>(shape.plane())};
    return pool;
}

namespace {

/// The largest of a window's elements in each lane, the first of equals, and which it is.
void find_largest(const float* plane, const int32_t* elements, int32_t count, float* y, int32_t* switches) {
    float best[lane_count];
    int32_t which[lane_count];
    for (int64_t lane = 0; lane < lane_count; ++lane) {
        best[lane] = plane[elements[0] * lane_count + lane];
        which[lane] = 0;
    }
    for (int32_t i = 1; i < count; ++i) {
        const float* const from = plane + elements[i] * lane_count;
        for (int64_t lane = 0; lane < lane_count; ++lane) {
            const bool wins = from[lane] > best[lane];
            best[lane] = wins ? from[lane] : best[lane];
            which[lane] = wins ? i : which[lane];
        }
    }
    for (int64_t lane = 0; lane < lane_count; ++lane) {
        y[lane] = best[lane];
        switches[lane] = which[lane];
    }
}

void average(const float* plane, const int32_t* elements, int32_t count, float share, float* y) {
    float sum[lane_count] = {};
    for (int32_t i = 0; i < count; ++i)
        for (int64_t lane = 0; lane < lane_count; ++lane)
            sum[lane] += plane[elements[i] * lane_count + lane];
    for (int64_t lane = 0; lane < lane_count; ++lane)
        y[lane] = sum[lane] * share;
}

} // namespace

void LanePool::forward(const float* x, float* y, int32_t* switches) const {
    const int64_t windows = out_.plane();
    for (int64_t c = 0; c < out_.channels; ++c) {
        const float* const plane = x + c * in_.plane() * lane_count;
        for (int64_t i = 0; i < windows; ++i) {
            const int32_t begin = begins_[static_cast<std::size_t>(i)];
            const int32_t count = begins_[static_cast<std::size_t>(i) + 1] - begin;
            const int64_t to = (c * windows + i) * lane_count;
            if (is_max_)
                find_largest(plane, elements_.data() + begin, count, y + to, switches + to);
            else
                average(plane, elements_.data() + begin, count, shares_[static_cast<std::size_t>(i)], y + to);
        }
    }
}

void LanePool::back(const float* dy, const int32_t* switches, float* dx) const {
    const int64_t windows = out_.plane();
    for (int64_t c = 0; c < out_.channels; ++c) {
        float* const plane = dx + c * in_.plane() * lane_count;
        for (int64_t window = 0; window < windows; ++window) {
            const int32_t begin = begins_[static_cast<std::size_t>(window)];
            const int32_t end = begins_[static_cast<std::size_t>(window) + 1];
            const int64_t at = (c * windows + window) * lane_count;
            for (int32_t i = begin; i < end; ++i) {
                float* const to = plane + elements_[static_cast<std::size_t>(i)] * lane_count;
                if (is_max_)
                    for (int64_t lane = 0; lane < lane_count; ++lane)
                        to[lane] += switches[at + lane] == i - begin ? dy[at + lane] : 0.0F;
                else
                    for (int64_t lane = 0; lane < lane_count; ++lane)
                        to[lane] += dy[at + lane] * shares_[static_cast<std::size_t>(window)];
            }
        }
    }
}

void lane_relu(int64_t floats, float slope, const float* x, float* y) {
    if (slope == 0)
        for (int64_t i = 0; i < floats; ++i)
            y[i] = x[i] > 0 ? x[i] : 0.0F;
    else
        for (int64_t i = 0; i < floats; ++i)
            y[i] = leaky(x[i], x[i], slope);
}

void lane_relu_back(int64_t floats, float slope, const float* y, const float* dy, bool adds, float* dx) {
    if (adds)
        for (int64_t i = 0; i < floats; ++i)
            dx[i] += leaky(dy[i], y[i], slope);
    else
        for (int64_t i = 0; i < floats; ++i)
            dx[i] = leaky(dy[i], y[i], slope);
}

void LaneScale::forward(const float* x, const float* weight, const float* bias, float* y) const {
    for (int64_t c = 0; c < count; ++c) {
        const float w = weight ? weight[c] : 1.0F;
        const float b = bias ? bias[c] : 0.0F;
        for (int64_t i = c * repeats * lane_count; i < (c + 1) * repeats * lane_count; ++i)
            y[i] = x[i] * w + b;
    }
}

void LaneScale::back(const float* dy, const float* weight, bool adds, float* dx) const {
    for (int64_t c = 0; c < count; ++c) {
        const float w = weight ? weight[c] : 1.0F;
        for (int64_t i = c * repeats * lane_count; i < (c + 1) * repeats * lane_count; ++i)
            dx[i] = (adds ? dx[i] : 0.0F) + dy[i] * w;
    }
}

void LaneScale::gradients(const float* x, const float* dy, float* dw, float* db) const {
    for (int64_t c = 0; c < count; ++c) {
        double of_weight = 0;
        double of_bias = 0;
        for (int64_t i = c * repeats * lane_count; i < (c + 1) * repeats * lane_count; ++i) {
            of_weight += static_cast<double>(dy[i]) * static_cast<double>(x[i]);
            of_bias += static_cast<double>(dy[i]);
        }
        if (dw)
            dw[c] = static_cast<float>(of_weight);
        if (db)
            db[c] = static_cast<float>(of_bias);
    }
}

void lane_add(int64_t floats, const float* x, bool adds, float* y) {
    if (!adds)
        std::copy_n(x, floats, y);
    else
        for (int64_t i = 0; i < floats; ++i)
            y[i] += x[i];
}

void lane_cross_entropy(int64_t classes, const float* logits, const int* labels, int64_t used, float factor,
                        double* losses, float* dlogits) {
    constexpr float negligible = 1e-30F; // below it come the denormal numbers, with which processors are slow
    std::fill_n(dlogits, classes * lane_count, 0.0F);
    for (int64_t lane = 0; lane < used; ++lane) {
        float largest = logits[lane];
        for (int64_t k = 1; k < classes; ++k)
            largest = std::max(largest, logits[k * lane_count + lane]);
        double sum = 0;
        for (int64_t k = 0; k < classes; ++k) {
            const float exact = std::exp(logits[k * lane_count + lane] - largest);
            const float power = exact < negligible ? 0.0F : exact;
            dlogits[k * lane_count + lane] = power;
            sum += static_cast<double>(power);
        }
        const int64_t right = labels[lane] * lane_count + lane;
        // cppcheck-suppress invalidFunctionArg // one power is 1
        losses[lane] = std::log(sum) - static_cast<double>(logits[right] - largest);
        const auto scale = static_cast<float>(static_cast<double>(factor) / sum);
        for (int64_t k = 0; k < classes; ++k)
            dlogits[k * lane_count + lane] *= scale;
        dlogits[right] -= factor;
    }
}

int lane_answer(int64_t classes, const float* logits, int64_t lane) {
    int best = 0;
    for (int k = 1; k < classes; ++k)
        if (logits[k * lane_count + lane] > logits[best * lane_count + lane])
            best = k;
    return best;
}

} // namespace convlens::detail
