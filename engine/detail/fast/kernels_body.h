// The innermost loops for one kind of processor. Included by kernels.cpp once for each, with
//   CONVLENS_TARGET     the attribute that allows its instructions
//   CONVLENS_BYTES      bytes of a vector
//   CONVLENS_REGISTERS  vectors that a tile may keep in registers, the rest being needed for its operands
// inside a namespace of its own. The vectors are the compilers' own (g++, clang), so there are no intrinsics:
// a loop over an array of vectors with a constant count becomes registers.

#define CONVLENS_INLINE __attribute__((always_inline)) CONVLENS_TARGET inline

template <class T> struct VectorOf { typedef T type __attribute__((vector_size(CONVLENS_BYTES))); };
template <class T> using Vector = typename VectorOf<T>::type;
template <class T> inline constexpr int lanes = CONVLENS_BYTES / static_cast<int>(sizeof(T));

template <class T> CONVLENS_INLINE void load(Vector<T>& vector, const T* from) {
    __builtin_memcpy(&vector, from, sizeof(vector));
}
template <class T> CONVLENS_INLINE void store(T* to, const Vector<T>& vector) {
    __builtin_memcpy(to, &vector, sizeof(vector));
}

/// Makes the compiler keep this vector in a register: g++ would load it again for each of its
/// products, and loads across cache lines limit the speed of a dot.
template <class T> CONVLENS_INLINE void keep([[maybe_unused]] Vector<T>& vector) {
#if defined(__x86_64__)
    __asm__("" : "+v"(vector));
#endif
}

/// Sums of a tile, rows x vectors: they stay in registers over all products.
template <class T, int rows, int vectors> using Sums = Vector<T>[rows][vectors];

template <class T, int rows, int vectors>
CONVLENS_INLINE void start_sums(Sums<T, rows, vectors>& sums, const Tile<T>& t) {
#pragma GCC unroll 8
    for (int i = 0; i < rows; ++i)
#pragma GCC unroll 8
        for (int j = 0; j < vectors; ++j) {
            sums[i][j] = Vector<T>{} + (t.start == Start::bias ? t.bias[i] : T(0));
            if (t.start == Start::sum)
                load<T>(sums[i][j], t.c + i * t.c_pitch + j * lanes<T>);
        }
}

template <class T, int rows, int vectors>
CONVLENS_INLINE void store_sums(const Sums<T, rows, vectors>& sums, const Tile<T>& t) {
#pragma GCC unroll 8
    for (int i = 0; i < rows; ++i)
#pragma GCC unroll 8
        for (int j = 0; j < vectors; ++j)
            store<T>(t.c + i * t.c_pitch + j * lanes<T>, sums[i][j]);
}

/// One product, for rows first <= i < behind: b is loaded once for them, a's numbers are spread over a vector
/// one by one.
template <class T, int rows, int vectors, int first, int behind, class Rows>
CONVLENS_INLINE void add_product(Sums<T, rows, vectors>& sums, const Rows& a, const T* b_start,
                                 const Product& product) {
    Vector<T> b[vectors];
#pragma GCC unroll 8
    for (int j = 0; j < vectors; ++j)
        load<T>(b[j], b_start + product.b + j * lanes<T>);
#pragma GCC unroll 8
    for (int i = first; i < behind; ++i) {
        const T factor = a[i][product.a];
#pragma GCC unroll 8
        for (int j = 0; j < vectors; ++j)
            sums[i][j] += factor * b[j];
    }
}

template <class T, int rows, int vectors> CONVLENS_TARGET void tile(const Tile<T>& t) {
    Sums<T, rows, vectors> sums;
    const T* a[rows];
#pragma GCC unroll 8
    for (int i = 0; i < rows; ++i)
        a[i] = t.a[i];
    start_sums<T, rows, vectors>(sums, t);
    for (const Product *p = t.products, *end = p + t.count; p != end; ++p)
        add_product<T, rows, vectors, 0, rows>(sums, a, t.b, *p);
    store_sums<T, rows, vectors>(sums, t);
}

template <class T, int vectors, int first, int behind>
CONVLENS_INLINE const Product* add_group(Sums<T, band_rows, vectors>& sums, const Tile<T>& t,
                                         const Product* p, int64_t count) {
    for (const Product* end = p + count; p != end; ++p)
        add_product<T, band_rows, vectors, first, behind>(sums, t.a, t.b, *p);
    return p;
}

/// A row of the source serves the band's rows first <= i < behind, loaded once for all of them.
template <class T, int vectors>
CONVLENS_TARGET void band(const Tile<T>& t, const RowGroup* groups, int64_t count) {
    static_assert(band_rows == 4);
    Sums<T, band_rows, vectors> sums;
    start_sums<T, band_rows, vectors>(sums, t);
    const Product* p = t.products;
#define CONVLENS_GROUP(first, behind)                                                                        \
    case 8 * (first) + (behind):                                                                             \
        p = add_group<T, vectors, first, behind>(sums, t, p, g->count);                                      \
        break;
    for (const RowGroup *g = groups, *end = g + count; g != end; ++g)
        switch (g->first * 8 + g->behind) {
            CONVLENS_GROUP(0, 1)
            CONVLENS_GROUP(0, 2)
            CONVLENS_GROUP(0, 3)
            CONVLENS_GROUP(0, 4)
            CONVLENS_GROUP(1, 3)
            CONVLENS_GROUP(1, 4)
            CONVLENS_GROUP(2, 4)
            CONVLENS_GROUP(3, 4)
        default:
            __builtin_unreachable();
        }
#undef CONVLENS_GROUP
    store_sums<T, band_rows, vectors>(sums, t);
}

#include "engine/detail/fast/kernels_3x3_body.h"

template <class T, int rows, int columns> CONVLENS_TARGET void dot(const Dot<T>& d) {
    Vector<T> sums[rows][columns];
#pragma GCC unroll 8
    for (int i = 0; i < rows; ++i)
#pragma GCC unroll 8
        for (int j = 0; j < columns; ++j)
            load<T>(sums[i][j], d.sums + (i * max_dots + j) * lanes<T>);
    const T* a[rows];
#pragma GCC unroll 8
    for (int i = 0; i < rows; ++i)
        a[i] = d.a[i];
    const T* b[columns];
#pragma GCC unroll 8
    for (int j = 0; j < columns; ++j)
        b[j] = d.b[j];
    const int64_t whole = d.width / lanes<T> * lanes<T>;
    for (int64_t repeat = 0; repeat < d.repeats; ++repeat) {
        for (int64_t x = 0; x < whole; x += lanes<T>) {
            Vector<T> numbers[columns];
#pragma GCC unroll 8
            for (int j = 0; j < columns; ++j) {
                load<T>(numbers[j], b[j] + x);
                keep<T>(numbers[j]);
            }
#pragma GCC unroll 8
            for (int i = 0; i < rows; ++i) {
                Vector<T> factor;
                load<T>(factor, a[i] + x);
                keep<T>(factor);
#pragma GCC unroll 8
                for (int j = 0; j < columns; ++j)
                    sums[i][j] += factor * numbers[j];
            }
        }
#pragma GCC unroll 8
        for (int i = 0; i < rows; ++i)
            a[i] += d.a_step;
#pragma GCC unroll 8
        for (int j = 0; j < columns; ++j)
            b[j] += d.b_step;
    }
#pragma GCC unroll 8
    for (int i = 0; i < rows; ++i)
#pragma GCC unroll 8
        for (int j = 0; j < columns; ++j)
            store<T>(d.sums + (i * max_dots + j) * lanes<T>, sums[i][j]);
    // The rest of a row is added to the first lanes, number by number: nothing past the row may be read.
    for (int64_t repeat = 0; repeat < d.repeats; ++repeat)
        for (int64_t x = whole; x < d.width; ++x)
            for (int i = 0; i < rows; ++i)
                for (int j = 0; j < columns; ++j)
                    d.sums[(i * max_dots + j) * lanes<T> + (x - whole)] +=
                        d.a[i][repeat * d.a_step + x] * d.b[j][repeat * d.b_step + x];
}

/// Whole vectors are copied; what a segment writes too much is overwritten by the next one or the next row.
template <class T> CONVLENS_TARGET void pack(const Packing<T>& p) {
    const Segment& last = p.segments[p.segment_count - 1];
    const bool has_rest = last.to + last.length < p.columns;
    for (int64_t k = 0; k < p.count; ++k) {
        const T* from = p.from + p.offsets[k];
        T* to = p.to + k * p.columns;
        for (int64_t s = 0; s < p.segment_count; ++s) {
            const Segment& segment = p.segments[s];
            const int64_t whole = p.is_exact ? segment.length / lanes<T> * lanes<T> : segment.length;
            for (int64_t i = 0; i < whole; i += lanes<T>) {
                Vector<T> vector;
                load<T>(vector, from + segment.from + i);
                store<T>(to + segment.to + i, vector);
            }
            for (int64_t i = whole; i < segment.length; ++i)
                to[segment.to + i] = from[segment.from + i];
        }
        if (has_rest)
            for (int64_t i = last.to + last.length; i < p.columns; ++i)
                to[i] = 0;
    }
}

/// The halves of two vectors, interleaved: a0 b0 a1 b1 .. from the lower or the upper halves.
template <class T, int... i>
CONVLENS_INLINE void interleave(const Vector<T>& a, const Vector<T>& b, Vector<T>& low, Vector<T>& high,
                                std::integer_sequence<int, i...>) {
    low = __builtin_shufflevector(a, b, (i / 2 + i % 2 * lanes<T>)...);
    high = __builtin_shufflevector(a, b, (i / 2 + i % 2 * lanes<T> + lanes<T> / 2)...);
}

/// A square of lanes x lanes: interleaving its first half with its second log2(lanes) times transposes it.
template <class T>
CONVLENS_INLINE void transpose_square(const T* from, int64_t pitch, int64_t columns, T* to) {
    constexpr int n = lanes<T>;
    Vector<T> square[n];
#pragma GCC unroll 16
    for (int i = 0; i < n; ++i)
        load<T>(square[i], from + i * pitch);
#pragma GCC unroll 4
    for (int round = 1; round < n; round *= 2) {
        Vector<T> next[n];
#pragma GCC unroll 8
        for (int i = 0; i < n / 2; ++i)
            interleave<T>(square[i], square[i + n / 2], next[2 * i], next[2 * i + 1],
                          std::make_integer_sequence<int, n>());
#pragma GCC unroll 16
        for (int i = 0; i < n; ++i)
            square[i] = next[i];
    }
#pragma GCC unroll 16
    for (int i = 0; i < n; ++i)
        store<T>(to + i * columns, square[i]);
}

template <class T>
CONVLENS_TARGET void transpose(const T* from, int64_t pitch, int64_t rows, int64_t width, int64_t columns,
                               int64_t to_pitch, T* to) {
    const int64_t whole_rows = rows / lanes<T> * lanes<T>;
    const int64_t whole_width = width / lanes<T> * lanes<T>;
    for (int64_t x = 0; x < whole_width; x += lanes<T>)
        for (int64_t i = 0; i < whole_rows; i += lanes<T>)
            transpose_square<T>(from + i * pitch + x, pitch, to_pitch, to + x * to_pitch + i);
    for (int64_t x = 0; x < width; ++x)
        for (int64_t i = x < whole_width ? whole_rows : 0; i < columns; ++i)
            to[x * to_pitch + i] = i < rows ? from[i * pitch + x] : T(0);
}

/// from[0], from[2], .. without a number past the last one.
template <class T, int... i>
CONVLENS_INLINE void load_every_second(Vector<T>& vector, const T* from, std::integer_sequence<int, i...>) {
    Vector<T> low;
    Vector<T> high;
    load<T>(low, from);
    // cppcheck-suppress compareBoolExpressionWithInt
    load<T>(high, from + lanes<T> - 1);
    vector = __builtin_shufflevector(low, high, (i < lanes<T> / 2 ? 2 * i : 2 * i + 1)...);
}

/// Whole numbers as wide as T's.
template <class T> using WholeNumbers = decltype(Vector<T>{} < Vector<T>{});

template <class T, int stride> CONVLENS_TARGET void largest_of_stride(const LargestOfWindows<T>& w) {
    WholeNumbers<T> ascending{};
    for (int lane = 0; lane < lanes<T>; ++lane)
        ascending[lane] = lane * stride;
    for (int64_t next = 0; next < w.columns; next += lanes<T>) {
        const int64_t x = std::min<int64_t>(next, w.columns - lanes<T>); // the last ones once more
        Vector<T> best{};
        WholeNumbers<T> which{};
        for (int64_t i = 0; i < w.row_count; ++i)
            for (int64_t k = 0; k < w.taps; ++k) {
                const int64_t at = x * stride + k * w.dilation;
                Vector<T> numbers;
                if constexpr (stride == 1)
                    load<T>(numbers, w.rows[i] + at);
                else
                    load_every_second<T>(numbers, w.rows[i] + at,
                                         std::make_integer_sequence<int, lanes<T>>());
                using Whole = std::remove_reference_t<decltype(which[0])>;
                const WholeNumbers<T> here = ascending + static_cast<Whole>(w.firsts[i] + at);
                const bool is_first = i == 0 && k == 0;
                const WholeNumbers<T> stays = (numbers <= best) | (best != best);
                best = is_first ? numbers : stays ? best : numbers;
                which = is_first ? here : stays ? which : here;
            }
        store<T>(w.values + x, best);
        for (int lane = 0; lane < lanes<T>; ++lane)
            w.indices[x + lane] = which[lane];
    }
}

template <class T> CONVLENS_TARGET void largest(const LargestOfWindows<T>& w) {
    if (w.stride == 1)
        largest_of_stride<T, 1>(w);
    else
        largest_of_stride<T, 2>(w);
}

template <class T, int rows, int vectors> void add_tiles(Kernels<T>& kernels) {
    if constexpr (rows * vectors <= CONVLENS_REGISTERS && vectors <= max_vectors) {
        kernels.tile[rows - 1][vectors - 1] = tile<T, rows, vectors>;
        add_tiles<T, rows, vectors + 1>(kernels);
    } else if constexpr (rows < CONVLENS_ROWS) {
        add_tiles<T, rows + 1, 1>(kernels);
    }
}

template <class T, int vectors> void add_bands(Kernels<T>& kernels) {
    if constexpr (vectors * band_rows <= CONVLENS_REGISTERS) {
        kernels.band[vectors - 1] = band<T, vectors>;
        kernels.band_vectors = vectors;
        add_bands<T, vectors + 1>(kernels);
    }
}

template <class T, int rows, int columns> void add_dots(Kernels<T>& kernels) {
    if constexpr (columns <= CONVLENS_DOT_COLUMNS) {
        kernels.dot[rows - 1][columns - 1] = dot<T, rows, columns>;
        add_dots<T, rows, columns + 1>(kernels);
    } else if constexpr (rows < CONVLENS_DOT_ROWS) {
        add_dots<T, rows + 1, 1>(kernels);
    }
}

template <class T> Kernels<T> make() {
    Kernels<T> result;
    result.lanes = lanes<T>;
    result.rows = CONVLENS_ROWS;
    result.vectors = CONVLENS_REGISTERS / CONVLENS_ROWS;
    result.registers = CONVLENS_REGISTERS;
    result.dot_rows = CONVLENS_DOT_ROWS;
    result.dot_columns = CONVLENS_DOT_COLUMNS;
    add_tiles<T, 1, 1>(result);
    add_bands<T, 1>(result);
    add_dots<T, 1, 1>(result);
    result.gather_3x3 = gather_3x3<T>;
    result.weight_sums_3x3 = weight_sums_3x3<T>;
    result.pack = pack<T>;
    result.largest = largest<T>;
    result.transpose = transpose<T>;
    return result;
}

#undef CONVLENS_INLINE
#undef CONVLENS_TARGET
#undef CONVLENS_BYTES
#undef CONVLENS_REGISTERS
#undef CONVLENS_ROWS
#undef CONVLENS_DOT_ROWS
#undef CONVLENS_DOT_COLUMNS
