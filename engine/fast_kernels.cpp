// The innermost loops for the kinds of processors there are, and the choice among them. A tile of 8 rows x 3
// vectors needs 3 + 8 loads for 24 multiply-adds, so that the multipliers of AVX-512 never wait; with 16
// registers it is 4 x 3.
#include "engine/fast_kernels.h"

#include <utility>

namespace convlens {

namespace {

#if defined(__x86_64__)
namespace avx512 {
#define CONVLENS_TARGET __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx2,fma")))
#define CONVLENS_BYTES 64
#define CONVLENS_REGISTERS 24
#define CONVLENS_ROWS 8
#define CONVLENS_DOT_ROWS 5
#define CONVLENS_DOT_COLUMNS 5
#include "engine/fast_kernels_body.h"
} // namespace avx512

namespace avx2 {
#define CONVLENS_TARGET __attribute__((target("avx2,fma")))
#define CONVLENS_BYTES 32
#define CONVLENS_REGISTERS 12
#define CONVLENS_ROWS 4
#define CONVLENS_DOT_ROWS 3
#define CONVLENS_DOT_COLUMNS 3
#include "engine/fast_kernels_body.h"
} // namespace avx2
#endif

namespace any {
#define CONVLENS_TARGET
#define CONVLENS_BYTES 16
#define CONVLENS_REGISTERS 8
#define CONVLENS_ROWS 4
#define CONVLENS_DOT_ROWS 3
#define CONVLENS_DOT_COLUMNS 3
#include "engine/fast_kernels_body.h"
} // namespace any

template <class T> Kernels<T> for_this_processor() {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl"))
        return avx512::make<T>();
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        return avx2::make<T>();
#endif
    return any::make<T>();
}

} // namespace

template <class T> const Kernels<T>& kernels() {
    static const Kernels<T> found = for_this_processor<T>();
    return found;
}

template const Kernels<float>& kernels();
template const Kernels<double>& kernels();

} // namespace convlens
