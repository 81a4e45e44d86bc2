// An operation as what is computed fast. Every operation with weights is a direct convolution, or the adjoint
// of one (conv_transpose is it by definition). The direct one and its adjoint in turn are gathers: each
// number of the target is a sum of numbers of the source at fixed offsets. An adjoint with stride s is s
// gathers an axis, one for each remainder of the target's position, which meet only the taps that fit it: no
// multiplication with inserted zeros. Private to the engine.
#pragma once

#include "convlens/operation.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace convlens::detail {

using Triple = std::array<int64_t, 3>;

inline int64_t product(const Triple& t) {
    return t[0] * t[1] * t[2];
}

/// The direct convolution in an operation, three axes, outermost first. Of a conv_transpose, input and output
/// have changed places, so that the weight's layout is that of a direct one.
struct Direct {
    int64_t batch = 1;
    int64_t groups = 1;
    int64_t in_channels = 1;  // of one group
    int64_t out_channels = 1; // of one group
    Triple input{1, 1, 1};
    Triple kernel{1, 1, 1};
    Triple output{1, 1, 1};
    Triple stride{1, 1, 1};
    Triple begin{}; // padding
    Triple dilation{1, 1, 1};
    PaddingMode mode = PaddingMode::zeros;

    int64_t taps() const { return product(kernel); }
    /// Positions of the input that windows reach, from the first one of the padding.
    Triple reached() const;
};

Direct direct_of(const Operation& operation);

/// first, first + step, ..: kernels may be as large as images, so their taps are not listed.
struct Progression {
    int64_t first = 0;
    int64_t step = 1;
    int64_t count = 0;

    bool empty() const { return count == 0; }
    std::size_t size() const { return static_cast<std::size_t>(count); }
    int64_t operator[](std::size_t i) const { return first + static_cast<int64_t>(i) * step; }
    /// Of those that are not empty.
    int64_t min() const { return std::min(first, first + (count - 1) * step); }
    int64_t max() const { return std::max(first, first + (count - 1) * step); }
};

struct GatherAxis {
    int64_t source = 1; // size of the source
    int64_t target = 1; // size of the target
    int64_t count = 1;  // numbers of the target that are computed: first, first + step, ..
    int64_t first = 0;
    int64_t step = 1;
    int64_t stride = 1;  // of the source for one step of the target
    Progression offsets; // [taps] in the source, of the first number computed
    Progression kernel;  // [taps] index along the kernel
};

/// target[m][t] = bias[m] + sum over c, taps of w[m * w_out + c * w_in + flat tap] * source[c][t * stride +
/// offset]
struct Gather {
    std::array<GatherAxis, 3> axes;
    int64_t in_channels = 1;  // c of one group
    int64_t out_channels = 1; // m of one group
    int64_t w_in = 0;
    int64_t w_out = 0;
    PaddingMode mode = PaddingMode::zeros; // what lies beyond the ends of the source

    Triple count() const { return {axes[0].count, axes[1].count, axes[2].count}; }
    Triple source() const { return {axes[0].source, axes[1].source, axes[2].source}; }
    Triple target() const { return {axes[0].target, axes[1].target, axes[2].target}; }
    /// The numbers computed are neighbours in the target, row after row.
    bool is_dense() const { return axes[0].step * axes[1].step * axes[2].step == 1; }
};

/// One tap of all axes.
struct GatherTap {
    Triple offset{};
    int64_t weight = 0; // flat index in the kernel
};

/// The taps of all axes in row order. Listed where they are not many; else found when asked for.
class GatherTaps {
public:
    GatherTaps(const Gather& gather, const Triple& kernel);
    int64_t count() const { return count_; }
    GatherTap operator[](int64_t i) const {
        return list_.empty() ? found(i) : list_[static_cast<std::size_t>(i)];
    }

private:
    GatherTap found(int64_t i) const;

    std::array<GatherAxis, 3> axes_;
    Triple kernel_;
    int64_t count_ = 0;
    std::vector<GatherTap> list_;
};

/// The direct convolution: one gather.
Gather gather_of(const Direct& direct);
/// Its adjoint, for padding with zeros: as many as there are remainders of the strides. Together they compute
/// the whole target.
std::vector<Gather> adjoint_of(const Direct& direct);

} // namespace convlens::detail
