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

/// The compiler shall keep this vector in a register: left alone, g++ loads it again for each of its
/// products, and loads across lines of the cache are what a dot waits for.
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
    for (const RowGroup *g = groups, *end = g + count; g != end; ++g)
        switch (g->first * 8 + g->behind) {
        case 0 * 8 + 1:
            p = add_group<T, vectors, 0, 1>(sums, t, p, g->count);
            break;
        case 0 * 8 + 2:
            p = add_group<T, vectors, 0, 2>(sums, t, p, g->count);
            break;
        case 0 * 8 + 3:
            p = add_group<T, vectors, 0, 3>(sums, t, p, g->count);
            break;
        case 0 * 8 + 4:
            p = add_group<T, vectors, 0, 4>(sums, t, p, g->count);
            break;
        case 1 * 8 + 3:
            p = add_group<T, vectors, 1, 3>(sums, t, p, g->count);
            break;
        case 1 * 8 + 4:
            p = add_group<T, vectors, 1, 4>(sums, t, p, g->count);
            break;
        case 2 * 8 + 4:
            p = add_group<T, vectors, 2, 4>(sums, t, p, g->count);
            break;
        case 3 * 8 + 4:
            p = add_group<T, vectors, 3, 4>(sums, t, p, g->count);
            break;
        default:
            __builtin_unreachable();
        }
    store_sums<T, band_rows, vectors>(sums, t);
}

/// The neighbours of a vector at the side of a plane: a zero moves in, the number at the other end moves out.
template <class T, int... i>
CONVLENS_INLINE void after_zero(const Vector<T>& vector, Vector<T>& left, std::integer_sequence<int, i...>) {
    constexpr int last = static_cast<int>(sizeof...(i)) - 1;
    left = __builtin_shufflevector(Vector<T>{}, vector, (i + last)...);
}
template <class T, int... i>
CONVLENS_INLINE void before_zero(const Vector<T>& vector, Vector<T>& right,
                                 std::integer_sequence<int, i...>) {
    right = __builtin_shufflevector(vector, Vector<T>{}, (i + 1)...);
}

/// What row y of the source holds for the targets from x on, for each tap along the row.
template <class T, bool pads_left, bool pads_right>
CONVLENS_INLINE void read_row_3x3(const Rows3x3<T>& t, int64_t x, int64_t y, Vector<T> (&b)[3]) {
    if (y < 0 || y >= t.height) {
        b[0] = b[1] = b[2] = Vector<T>{};
        return;
    }
    constexpr auto all = std::make_integer_sequence<int, lanes<T>>();
    const T* const middle = t.from + y * t.pitch + x + (t.pads_left ? 0 : 1);
    load<T>(b[1], middle);
    if constexpr (pads_left)
        after_zero<T>(b[1], b[0], all);
    else
        load<T>(b[0], middle - 1);
    if constexpr (pads_right)
        before_zero<T>(b[1], b[2], all);
    else
        load<T>(b[2], middle + 1);
}

template <class T>
CONVLENS_INLINE void add_row_3x3(Vector<T>& sum, const Vector<T>* w, const Vector<T> (&b)[3]) {
#pragma GCC unroll 3
    for (int j = 0; j < 3; ++j)
        sum += w[j] * b[j];
}

/// Asks for what the next piece reads and writes here, a piece's rows further on: no processor foresees steps
/// of whole rows, and a fetch past the end of the tensors does nothing.
template <class T>
CONVLENS_INLINE void fetch_below(const Gather3x3<T>& t, int64_t x, int64_t from_y, int64_t y) {
    const int64_t rows = t.end - t.begin;
    __builtin_prefetch(t.from + (from_y + rows) * t.pitch + x, 0);
    __builtin_prefetch(t.to + (y + rows) * t.columns + x, 1);
}

/// One vector's width of targets, row after row downwards. A row of the source is read once: it ends the
/// current row of targets, goes on with the next one and starts the one after that.
template <class T, bool pads_left, bool pads_right>
CONVLENS_INLINE void sweep_rows(const Gather3x3<T>& t, const Vector<T> (&w)[9], int64_t x) {
    const Vector<T> bias = Vector<T>{} + t.bias;
    Vector<T> current = bias, next = bias, b[3];
    int64_t from_y = t.begin + t.first_row;
    read_row_3x3<T, pads_left, pads_right>(t, x, from_y, b);
    add_row_3x3<T>(current, w, b);
    read_row_3x3<T, pads_left, pads_right>(t, x, ++from_y, b);
    add_row_3x3<T>(current, w + 3, b);
    add_row_3x3<T>(next, w, b);
    for (int64_t y = t.begin; y < t.end; ++y) {
        read_row_3x3<T, pads_left, pads_right>(t, x, ++from_y, b);
        add_row_3x3<T>(current, w + 6, b);
        fetch_below<T>(t, x, from_y, y);
        store<T>(t.to + y * t.columns + x, current);
        current = next;
        add_row_3x3<T>(current, w + 3, b);
        next = bias;
        add_row_3x3<T>(next, w, b);
    }
}

/// The last vectors of a row end with it: they may compute once more what those before have computed.
template <class T> CONVLENS_TARGET void gather_3x3(const Gather3x3<T>& t) {
    Vector<T> w[9];
#pragma GCC unroll 9
    for (int i = 0; i < 9; ++i)
        w[i] = Vector<T>{} + t.w[i];
    const int64_t last = t.columns - lanes<T>;
    if (last == 0 && t.pads_left && t.pads_right)
        return sweep_rows<T, true, true>(t, w, 0);
    if (t.pads_left)
        sweep_rows<T, true, false>(t, w, 0);
    for (int64_t x = t.pads_left ? lanes<T> : 0; x < last; x += lanes<T>)
        sweep_rows<T, false, false>(t, w, x);
    if (t.pads_right)
        sweep_rows<T, false, true>(t, w, last);
    else if (last > 0 || !t.pads_left)
        sweep_rows<T, false, false>(t, w, last);
}

/// Which lanes take part. All others become 0, in both factors: a sum must not see what is not its own.
template <class T> using Mask = decltype(Vector<T>{} < Vector<T>{});
template <class T> CONVLENS_INLINE void keep_lanes(Vector<T>& vector, const Mask<T>& mask) {
    vector = reinterpret_cast<Vector<T>>(reinterpret_cast<Mask<T>>(vector) & mask);
}

/// Rows of dy that take part with one row of the source: through the window's first, second and third row of
/// taps.
template <class T> struct DyRows {
    Vector<T> dy[3]; // of rows y, y - 1, y - 2
    int64_t y = 0;
};

/// Reads row y of dy, where `first`, and the row of the source under it, which is multiplied with the rows of
/// dy that take part through row i of the window's taps, 0 <= i < 3.
template <class T, bool pads_left, bool pads_right, bool is_masked, bool first, bool second, bool third>
CONVLENS_INLINE void accumulate(const WeightSums3x3<T>& t, const Mask<T>& mask, int64_t x, DyRows<T>& rows,
                                Vector<T> (&sums)[9]) {
    Vector<T> b[3];
    read_row_3x3<T, pads_left, pads_right>(t, x, rows.y + t.first_row, b);
    rows.dy[2] = rows.dy[1];
    rows.dy[1] = rows.dy[0];
    if constexpr (first)
        load<T>(rows.dy[0], t.dy + rows.y * t.columns + x);
    if constexpr (is_masked) {
        if constexpr (first)
            keep_lanes<T>(rows.dy[0], mask);
#pragma GCC unroll 3
        for (int j = 0; j < 3; ++j)
            keep_lanes<T>(b[j], mask);
    }
    constexpr bool takes_part[3] = {first, second, third};
#pragma GCC unroll 3
    for (int i = 0; i < 3; ++i)
        if (takes_part[i])
#pragma GCC unroll 3
            for (int j = 0; j < 3; ++j)
                sums[3 * i + j] += rows.dy[i] * b[j];
    ++rows.y;
}

/// One vector's width, row after row downwards. A row of the source and a row of dy are each read once.
template <class T, bool pads_left, bool pads_right, bool is_masked>
CONVLENS_INLINE void accumulate_rows(const WeightSums3x3<T>& t, const Mask<T>& mask, int64_t x,
                                     Vector<T> (&sums)[9]) {
    DyRows<T> rows{{}, t.begin};
    accumulate<T, pads_left, pads_right, is_masked, true, false, false>(t, mask, x, rows, sums);
    if (t.end - t.begin > 1) {
        accumulate<T, pads_left, pads_right, is_masked, true, true, false>(t, mask, x, rows, sums);
        while (rows.y < t.end) {
            __builtin_prefetch(t.from + (rows.y + t.first_row + t.end - t.begin) * t.pitch + x, 0);
            __builtin_prefetch(t.dy + (rows.y + t.end - t.begin) * t.columns + x, 0);
            accumulate<T, pads_left, pads_right, is_masked, true, true, true>(t, mask, x, rows, sums);
        }
        accumulate<T, pads_left, pads_right, is_masked, false, true, true>(t, mask, x, rows, sums);
    } else {
        accumulate<T, pads_left, pads_right, is_masked, false, true, false>(t, mask, x, rows, sums);
    }
    accumulate<T, pads_left, pads_right, is_masked, false, false, true>(t, mask, x, rows, sums);
}

/// The last vector of a row ends with it: lanes that the one before has summed are left out.
template <class T> CONVLENS_TARGET void weight_sums_3x3(const WeightSums3x3<T>& t) {
    Vector<T> sums[9]{};
    const int64_t last = t.columns - lanes<T>;
    if (last == 0 && t.pads_left && t.pads_right) {
        accumulate_rows<T, true, true, false>(t, Mask<T>{}, 0, sums);
    } else {
        int64_t x = 0;
        if (t.pads_left) {
            accumulate_rows<T, true, false, false>(t, Mask<T>{}, 0, sums);
            x = lanes<T>;
        }
        for (; x < last; x += lanes<T>)
            accumulate_rows<T, false, false, false>(t, Mask<T>{}, x, sums);
        Mask<T> mask{};
        for (int lane = 0; lane < lanes<T>; ++lane)
            mask[lane] = last + lane < x ? 0 : -1;
        if (t.pads_right)
            accumulate_rows<T, false, true, true>(t, mask, last, sums);
        else if (last > 0 || !t.pads_left)
            accumulate_rows<T, false, false, true>(t, mask, last, sums);
    }
#pragma GCC unroll 9
    for (int i = 0; i < 9; ++i) {
        T sum = 0;
        for (int lane = 0; lane < lanes<T>; ++lane)
            sum += sums[i][lane];
        t.sums[i] = sum;
    }
}

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
    // The rest of a row goes to the first lanes, number by number: nothing behind the row may be touched.
    for (int64_t repeat = 0; repeat < d.repeats; ++repeat)
        for (int64_t x = whole; x < d.width; ++x)
            for (int i = 0; i < rows; ++i)
                for (int j = 0; j < columns; ++j)
                    d.sums[(i * max_dots + j) * lanes<T> + (x - whole)] +=
                        d.a[i][repeat * d.a_step + x] * d.b[j][repeat * d.b_step + x];
}

/// Whole vectors are copied; what a segment writes too much is written over by the next one or the next row.
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
