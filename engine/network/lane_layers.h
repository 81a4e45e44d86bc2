// Layers without a kernel on 16 pictures side by side: pools, ReLUs, sums, batch norms. Private to the
// engine.
#pragma once

#include "engine/network/lane_shape.h"

namespace convlens::detail {

/// A pool with its windows, the elements of each listed once for all channels.
class LanePool {
public:
    explicit LanePool(const Operation& operation);
    /// The mean of every plane.
    static LanePool global(const LaneShape& shape);

    /// `switches`: of a max pool, which element of its window each number is from, [out.floats()].
    void forward(const float* x, float* y, int32_t* switches) const;
    /// Adds to dx.
    void back(const float* dy, const int32_t* switches, float* dx) const;
    bool is_max() const { return is_max_; }

private:
    LanePool() = default;

    LaneShape in_, out_;
    bool is_max_ = false;
    std::vector<int32_t> elements_; // of all windows, one after the other: in a plane
    std::vector<int32_t> begins_;   // [windows + 1]: where the elements of each begin
    std::vector<float> shares_;     // [windows]: an average's factor
};

void lane_relu(int64_t floats, float slope, const float* x, float* y);
/// `y`: what it gave. dx may be dy.
void lane_relu_back(int64_t floats, float slope, const float* y, const float* dy, bool adds, float* dx);

/// y = x * weight + bias, a number of each for `repeats` positions of lanes; null ones are left out.
struct LaneScale {
    int64_t count = 0;   // numbers of weight and bias
    int64_t repeats = 1; // positions that each is for

    void forward(const float* x, const float* weight, const float* bias, float* y) const;
    void back(const float* dy, const float* weight, bool adds, float* dx) const;
    void gradients(const float* x, const float* dy, float* dw, float* db) const;
};

/// y += x, or y = x.
void lane_add(int64_t floats, const float* x, bool adds, float* y);

/// Of logits [classes][16]: the loss of each picture and dloss/dlogits times `factor`; nothing comes from
/// lanes from `used` on. `labels` [used].
void lane_cross_entropy(int64_t classes, const float* logits, const int* labels, int64_t used, float factor,
                        double* losses, float* dlogits);
/// The class with the largest logit of a lane, the first of equals.
int lane_answer(int64_t classes, const float* logits, int64_t lane);

} // namespace convlens::detail
