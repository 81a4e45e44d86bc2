// The innermost loops for the kinds of processors there are, and the choice among them. A tile of 8 rows x 3
// vectors needs 3 + 8 loads for 24 multiply-adds, so that the multipliers of AVX-512 never wait; with 16
// registers it is 4 x 3.
#include "engine/detail/fast/kernels.h"

#include "convlens/assert.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <type_traits>
#include <utility>

namespace convlens::detail {

namespace {

#if defined(__x86_64__)
namespace avx512 {
#define CONVLENS_TARGET __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx2,fma")))
#define CONVLENS_BYTES 64
#define CONVLENS_REGISTERS 24
#define CONVLENS_ROWS 8
#define CONVLENS_DOT_ROWS 5
#define CONVLENS_DOT_COLUMNS 5
#include "engine/detail/fast/kernels_body.h"
} // namespace avx512

namespace avx2 {
#define CONVLENS_TARGET __attribute__((target("avx2,fma")))
#define CONVLENS_BYTES 32
#define CONVLENS_REGISTERS 12
#define CONVLENS_ROWS 4
#define CONVLENS_DOT_ROWS 3
#define CONVLENS_DOT_COLUMNS 3
#include "engine/detail/fast/kernels_body.h"
} // namespace avx2
#endif

namespace baseline {
#define CONVLENS_TARGET
#define CONVLENS_BYTES 16
#define CONVLENS_REGISTERS 8
#define CONVLENS_ROWS 4
#define CONVLENS_DOT_ROWS 3
#define CONVLENS_DOT_COLUMNS 3
#include "engine/detail/fast/kernels_body.h"
} // namespace baseline

std::atomic<Isa>& chosen_isa() {
    static std::atomic<Isa> isa = supported_isas().back();
    return isa;
}

} // namespace

std::vector<Isa> supported_isas() {
    std::vector<Isa> isas{Isa::baseline};
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        isas.push_back(Isa::avx2);
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl"))
        isas.push_back(Isa::avx512);
#endif
    return isas;
}

void use_isa(Isa isa) {
    [[maybe_unused]] const std::vector<Isa> isas = supported_isas();
    CONVLENS_ASSERT(std::find(isas.begin(), isas.end(), isa) != isas.end());
    chosen_isa() = isa;
}

template <class T> const Kernels<T>& kernels() {
#if defined(__x86_64__)
    static const std::array<Kernels<T>, 3> of_isa{baseline::make<T>(), avx2::make<T>(), avx512::make<T>()};
#else
    static const std::array<Kernels<T>, 1> of_isa{baseline::make<T>()};
#endif
    return of_isa[static_cast<std::size_t>(chosen_isa().load(std::memory_order_relaxed))];
}

template const Kernels<float>& kernels();
template const Kernels<double>& kernels();

} // namespace convlens::detail
