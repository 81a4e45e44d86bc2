// Choosing among the ways, and padding modes of the adjoint.
#include "engine/detail/fast/gather.h"

#include "engine/detail/fast/band.h"
#include "engine/detail/fast/depthwise_3x3.h"
#include "engine/detail/fast/gemm.h"
#include "engine/detail/fast/lanes.h"
#include "engine/detail/fast/rows.h"
#include "engine/detail/fast/threads.h"
#include "engine/detail/fast/weight.h"

#include <algorithm>

namespace convlens::detail {

namespace {

/// A row of windows that spans more of the source than this (huge strides or dilations) is not copied.
constexpr int64_t longest_box = int64_t{1} << 20;
/// Adjoints of larger strides are mostly zeros, which take no time in the plain way.
constexpr int64_t max_gathers = 64;
/// Numbers of a padded input that may be larger than the tensors.
constexpr int64_t max_padded = int64_t{1} << 21;

/// The plain way does one product in the time of so many here.
constexpr double plain_slowness = 32;

/// Products on elements, of all one for each output and tap.
double share_of_products(const Direct& d) {
    if (d.mode != PaddingMode::zeros)
        return 1;
    double share = 1;
    for (std::size_t i = 0; i < 3; ++i) {
        double pairs = 0; // of outputs y and taps k with 0 <= s*y + d*k - begin < input
        for (int64_t k = 0; k < d.kernel[i]; ++k) {
            const int64_t least = d.begin[i] - k * d.dilation[i];
            const int64_t first = least <= 0 ? 0 : (least + d.stride[i] - 1) / d.stride[i];
            const int64_t behind = least + d.input[i] <= 0 ? 0 : (least + d.input[i] - 1) / d.stride[i] + 1;
            pairs += static_cast<double>(std::max<int64_t>(0, std::min(behind, d.output[i]) - first));
        }
        share *= pairs / (static_cast<double>(d.output[i]) * static_cast<double>(d.kernel[i]));
    }
    return share;
}

/// Of a kernel that is much larger than the image under it nearly all products are on padding.
bool is_mostly_padding(const Direct& d) {
    return share_of_products(d) * plain_slowness < 1;
}

bool is_adjoint_mostly_padding(const Direct& d) {
    double computed = 1; // for each tap; on each axis the taps that fit a remainder of the stride
    for (std::size_t i = 0; i < 3; ++i)
        computed *= static_cast<double>(d.input[i]) / static_cast<double>(std::min(d.stride[i], d.input[i])) /
                    static_cast<double>(d.output[i]);
    return share_of_products(d) * plain_slowness < computed;
}

bool fits(const Direct& d) {
    // Offsets within one group's weights and one box are 32 bits.
    return d.in_channels * d.out_channels * d.taps() < (int64_t{1} << 31) &&
           d.reached()[2] < longest_box * d.output[2];
}

template <class T>
bool gather_fast(const std::vector<Gather>& gathers, const GatherTensors<T>& tensors, const Crew& crew) {
    if (gathers.size() == 1 && is_depthwise_3x3<T>(gathers[0]))
        gather_depthwise_3x3(gathers[0], tensors, crew);
    else if (std::all_of(gathers.begin(), gathers.end(), prefers_rows))
        gather_by_rows(gathers, tensors, crew);
    else
        gather_by_panels(gathers, tensors, crew);
    return true;
}

int64_t gather_count(const Direct& d) {
    int64_t count = 1;
    for (std::size_t i = 0; i < 3; ++i)
        count = std::min(max_gathers + 1, count * std::min(d.stride[i], d.input[i]));
    return count;
}

/// With a padding mode: the adjoint onto the padded input of one image, which is then folded onto the input.
template <class T> bool adjoint_folded(const Direct& d, const T* y, const T* w, T* x, const Crew& crew) {
    Direct padded = d;
    padded.mode = PaddingMode::zeros;
    padded.batch = 1;
    padded.begin = {};
    padded.input = d.reached();
    const int64_t channels = d.groups * d.in_channels;
    const int64_t images = d.batch * d.groups;
    if (product(padded.input) * 4 > product(d.input) * 5 + product(d.output) &&
        channels * product(padded.input) > max_padded)
        return false;
    const Scratch<T> scratch(channels * product(padded.input));
    const Box box{{-d.begin[0], -d.begin[1], -d.begin[2]}, padded.input, 1};
    std::fill_n(x, images * d.in_channels * product(d.input), T(0));
    for (int64_t n = 0; n < d.batch; ++n) {
        const T* const image = y + n * d.groups * d.out_channels * product(d.output);
        if (!adjoint_fast<T>(padded, image, w, nullptr, scratch.get(), crew))
            return false;
        parallel_for(crew, channels, [&](int64_t c, int) {
            fold_band(scratch.get() + c * product(padded.input), box, d.mode, d.input,
                      x + (n * channels + c) * product(d.input));
        });
    }
    return true;
}

/// A large kernel's gradient as what it is: dY slid over X, one channel over one other.
Direct slid_over_input(const Direct& d) {
    Direct slid;
    slid.input = d.input;
    slid.kernel = d.output;
    slid.output = d.kernel;
    slid.stride = d.dilation;
    slid.dilation = d.stride;
    slid.begin = d.begin;
    slid.mode = d.mode;
    return slid;
}

bool prefers_sliding(const Direct& d) {
    const Direct slid = slid_over_input(d);
    return d.out_channels <= 4 && d.taps() > 1024 && fits(slid) && !is_mostly_padding(slid) &&
           prefers_rows(gather_of(slid));
}

template <class T> void weight_by_sliding(const Direct& d, const T* x, const T* dy, T* dw, const Crew& crew) {
    const Direct slid = slid_over_input(d);
    const T* const no_bias = nullptr;
    std::vector<T> more(static_cast<std::size_t>(d.taps()));
    for (int64_t o = 0; o < d.groups * d.out_channels; ++o)
        for (int64_t c = 0; c < d.in_channels; ++c) {
            T* const to = dw + (o * d.in_channels + c) * d.taps();
            for (int64_t n = 0; n < d.batch; ++n) {
                const int64_t channel = o / d.out_channels * d.in_channels + c;
                const T* const map = x + (n * d.groups * d.in_channels + channel) * product(d.input);
                const T* const kernel = dy + (n * d.groups * d.out_channels + o) * product(d.output);
                direct_fast(slid, map, kernel, no_bias, n == 0 ? to : more.data(), crew);
                for (int64_t k = 0; n > 0 && k < d.taps(); ++k)
                    to[k] += more[static_cast<std::size_t>(k)];
            }
        }
}

} // namespace

template <class T>
bool direct_fast(const Direct& d, const T* x, const T* w, const T* bias, T* y, const Crew& crew) {
    if (!fits(d) || is_mostly_padding(d))
        return false;
    const GatherTensors<T> tensors{x, w, bias, y, d.batch, d.groups, d.kernel};
    const Gather gather = gather_of(d);
    if (!prefers_lanes<T>(gather, d.taps(), d.batch))
        return gather_fast<T>({gather}, tensors, crew);
    gather_by_lanes(gather, tensors, crew);
    return true;
}

template <class T>
bool adjoint_fast(const Direct& d, const T* y, const T* w, const T* bias, T* x, const Crew& crew) {
    if (!fits(d) || gather_count(d) > max_gathers)
        return false;
    if (d.mode != PaddingMode::zeros)
        return adjoint_folded(d, y, w, x, crew);
    if (is_adjoint_mostly_padding(d))
        return false;
    return gather_fast<T>(adjoint_of(d), {y, w, bias, x, d.batch, d.groups, d.kernel}, crew);
}

template <class T> bool weight_fast(const Direct& d, const T* x, const T* dy, T* dw, const Crew& crew) {
    if (!fits(d) || is_mostly_padding(d))
        return false;
    const Gather gather = gather_of(d);
    if (is_depthwise_3x3<T>(gather))
        weight_depthwise_3x3(gather, d.batch, d.groups, x, dy, dw, crew);
    else if (d.out_channels <= 4 && d.taps() <= 1024)
        weight_by_dots(d, x, dy, dw, crew);
    else if (prefers_sliding(d))
        weight_by_sliding(d, x, dy, dw, crew);
    else
        weight_by_panels(d, x, dy, dw, crew);
    return true;
}

template bool direct_fast(const Direct&, const float*, const float*, const float*, float*, const Crew&);
template bool direct_fast(const Direct&, const double*, const double*, const double*, double*, const Crew&);
template bool adjoint_fast(const Direct&, const float*, const float*, const float*, float*, const Crew&);
template bool adjoint_fast(const Direct&, const double*, const double*, const double*, double*, const Crew&);
template bool weight_fast(const Direct&, const float*, const float*, float*, const Crew&);
template bool weight_fast(const Direct&, const double*, const double*, double*, const Crew&);

} // namespace convlens::detail
