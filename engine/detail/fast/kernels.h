// The innermost loops, in one version for each kind of processor. They know nothing of convolution, only
// rows of numbers and lists of offsets. Private to the engine.
#pragma once

#include <cstdint>
#include <vector>

namespace convlens::detail {

/// One product of a tile: its offsets from the start of each row of a, and from the start of b.
struct Product {
    int32_t a = 0;
    int32_t b = 0;
};

/// A run of neighbouring numbers to be copied into a panel.
struct Segment {
    int64_t from = 0; // from the start of the window's row
    int64_t to = 0;   // column of the panel
    int64_t length = 0;
};

enum class Start { zero, bias, sum };

/// What one tile of rows x columns needs. columns = vectors * lanes, all of them read and written.
///   c[i][j] = (0, bias[i] or c[i][j]) + sum over products p of a[i][p.a] * b[p.b + j]
template <class T> struct Tile {
    const Product* products = nullptr;
    int64_t count = 0;
    const T* const* a = nullptr; // [rows]
    const T* b = nullptr;
    T* c = nullptr;
    int64_t c_pitch = 0;
    Start start = Start::zero;
    const T* bias = nullptr; // [rows], with Start::bias
};

/// Products that the same rows of a band of `band_rows` target rows take part in.
struct RowGroup {
    int32_t first = 0;
    int32_t behind = 0;
    int64_t count = 0; // products, after those of the groups before
};

/// Rows begin <= y < end of a plane of targets, `columns` >= lanes wide, under windows of 3x3: target (y, x)
/// meets from[y + first_row + i][x + j - pads_left] for i, j < 3. Beyond the rows of the source, and beyond
/// the sides that are padded, there are zeros.
template <class T> struct Rows3x3 {
    const T* from = nullptr; // [height][pitch]
    int64_t height = 0;
    int64_t pitch = 0;
    int64_t columns = 0;
    int64_t begin = 0;
    int64_t end = 0;
    int64_t first_row = 0;
    bool pads_left = false; // by one
    bool pads_right = false;
};

/// to[y][x] = bias + sum over i, j of w[3 * i + j] * what it meets
template <class T> struct Gather3x3 : Rows3x3<T> {
    T* to = nullptr; // [..][columns]
    T w[9]{};
    T bias = 0;
};

/// sums[3 * i + j] = sum over y, x of dy[y][x] * what it meets
template <class T> struct WeightSums3x3 : Rows3x3<T> {
    const T* dy = nullptr; // [..][columns]
    T* sums = nullptr;     // [9]
};

/// Sums of products of row parts: sums[i][j][lane] += a[i][x] * b[j][x] for x = lane, lane + lanes, .. <
/// width.
template <class T> struct Dot {
    const T* const* a = nullptr; // [rows]
    const T* const* b = nullptr; // [columns]
    int64_t width = 0;
    int64_t repeats = 1; // so many rows, a and b going on by their steps each time
    int64_t a_step = 0;
    int64_t b_step = 0;
    T* sums = nullptr; // [max_dots][max_dots][lanes]
};

/// A panel of the matrix of windows: row k is read at from + offsets[k], segment by segment.
template <class T> struct Packing {
    const T* from = nullptr;
    const int32_t* offsets = nullptr; // [count]
    int64_t count = 0;
    const Segment* segments = nullptr; // [segment_count], ascending
    int64_t segment_count = 0;
    int64_t columns = 0;   // a multiple of lanes; those past the last segment become 0
    bool is_exact = false; // nothing may be read past the end of a segment; else up to a vector
    T* to = nullptr;       // [count * columns + lanes]
};

/// The largest number of each of some windows beside each other, all whole, the first of equals; a NaN is
/// larger than all. Window x meets rows[i][x * stride + k * dilation] for i < row_count, k < taps.
template <class T> struct LargestOfWindows {
    const T* const* rows = nullptr;  // [row_count], at the first window
    const int64_t* firsts = nullptr; // [row_count]: flat index of rows[i][0]
    int64_t row_count = 1;
    int64_t taps = 1;
    int64_t dilation = 1;
    int64_t stride = 1;         // 1 or 2
    int64_t columns = 0;        // windows, >= lanes
    T* values = nullptr;        // [columns]
    int64_t* indices = nullptr; // [columns], flat as `firsts`; below 2^31
};

inline constexpr int max_rows = 8;
inline constexpr int max_vectors = 8;
inline constexpr int max_dots = 5;
inline constexpr int band_rows = 4;

template <class T> struct Kernels {
    int lanes = 0; // numbers in a vector
    int rows = 0;  // rows of a tile that fit the registers with `vectors` columns of vectors
    int vectors = 0;
    int registers =
        0; // a tile of any rows <= `rows` may have vectors <= registers / rows, and <= max_vectors
    int band_vectors = 0; // of a band
    int dot_rows = 0;     // at most so many rows and columns in a dot
    int dot_columns = 0;
    void (*tile[max_rows][max_vectors])(const Tile<T>&) = {}; // [rows - 1][vectors - 1]
    /// A tile of band_rows rows, each with its own part of the products.
    void (*band[max_vectors])(const Tile<T>&, const RowGroup* groups, int64_t count) = {}; // [vectors - 1]
    void (*gather_3x3)(const Gather3x3<T>&) = nullptr;
    void (*weight_sums_3x3)(const WeightSums3x3<T>&) = nullptr;
    void (*dot[max_dots][max_dots])(const Dot<T>&) = {}; // [rows - 1][columns - 1]
    void (*pack)(const Packing<T>&) = nullptr;
    void (*largest)(const LargestOfWindows<T>&) = nullptr;
    /// to[x * to_pitch + i] = from[i * pitch + x] for i < rows, x < width; 0 for rows <= i < columns.
    void (*transpose)(const T* from, int64_t pitch, int64_t rows, int64_t width, int64_t columns,
                      int64_t to_pitch, T* to) = nullptr;
};

/// Kinds of processors that have loops of their own.
enum class Isa { baseline, avx2, avx512 };

/// Those whose instructions this processor has, ascending.
std::vector<Isa> supported_isas();

/// The last of them, unless a test has chosen another.
template <class T> const Kernels<T>& kernels();

/// For tests, which try all that there are: kernels() are those of `isa` from now on. Not while any are at
/// work. `isa` is one of supported_isas(), asserted.
void use_isa(Isa isa);

} // namespace convlens::detail
