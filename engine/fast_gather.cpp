// Choosing among the ways, and padding modes of the adjoint.
#include "engine/fast_gather.h"

#include "engine/fast_band.h"
#include "engine/fast_gemm.h"
#include "engine/fast_rows.h"
#include "engine/fast_weight.h"

#include <algorithm>

namespace convlens {

namespace {

/// A row of windows that spans more of the source than this (huge strides or dilations) is not copied.
constexpr int64_t longest_box = int64_t{1} << 20;
/// Adjoints of larger strides are mostly zeros, which take no time anyhow.
constexpr std::size_t most_gathers = 64;

bool fits(const Direct& d) {
    // Offsets within one group's weights and one box are 32 bits.
    return d.in_channels * d.out_channels * d.taps() < (int64_t{1} << 31) &&
           d.reached()[2] < longest_box * d.output[2] ;
}

template <class T>
bool gather_fast(const std::vector<Gather>& gathers, const GatherTensors<T>& tensors, int threads) {
    if (std::all_of(gathers.begin(), gathers.end(), suits_rows))
        gather_by_rows(gathers, tensors, threads);
    else
        gather_by_panels(gathers, tensors, threads);
    return true;
}

} // namespace

template <class T>
bool direct_fast(const Direct& d, const T* x, const T* w, const T* bias, T* y, int threads) {
    if (!fits(d))
        return false;
    return gather_fast<T>({gather_of(d)}, {x, w, bias, y, d.batch, d.groups, d.kernel}, threads);
}

template <class T>
bool adjoint_fast(const Direct& d, const T* y, const T* w, const T* bias, T* x, int threads) {
    if (d.mode != PaddingMode::zeros)
        return false;
    if (!fits(d))
        return false;
    const std::vector<Gather> gathers = adjoint_of(d);
    return gather_fast<T>(gathers, {y, w, bias, x, d.batch, d.groups, d.kernel}, threads);
}

template <class T> bool weight_fast(const Direct& d, const T* x, const T* dy, T* dw, int threads) {
    if (!fits(d))
        return false;
    if (d.out_channels <= 4 && d.taps() <= 1024)
        weight_by_dots(d, x, dy, dw, threads);
    else
        weight_by_panels(d, x, dy, dw, threads);
    return true;
}

template bool direct_fast(const Direct&, const float*, const float*, const float*, float*, int);
template bool direct_fast(const Direct&, const double*, const double*, const double*, double*, int);
template bool adjoint_fast(const Direct&, const float*, const float*, const float*, float*, int);
template bool adjoint_fast(const Direct&, const double*, const double*, const double*, double*, int);
template bool weight_fast(const Direct&, const float*, const float*, float*, int);
template bool weight_fast(const Direct&, const double*, const double*, double*, int);

} // namespace convlens
