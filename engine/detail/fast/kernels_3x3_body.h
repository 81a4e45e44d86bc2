// The innermost loops of windows of 3x3 on one channel, as kernels_body.h includes them for each kind of
// processor. Whole planes are swept downwards a vector's width at a time, so that each row of the source is
// read once.

/// The neighbours of a vector at the side of a plane: shifted by one, with a zero at the free end.
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

/// The numbers of row y of the source under the targets from x on, for each tap along the row.
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

/// Prefetches what the next piece reads and writes here, a piece's rows further on: processors do not predict
/// steps of whole rows, and a prefetch past the end of the tensors does nothing.
template <class T>
CONVLENS_INLINE void fetch_below(const Gather3x3<T>& t, int64_t x, int64_t from_y, int64_t y) {
    const int64_t rows = t.end - t.begin;
    __builtin_prefetch(t.from + (from_y + rows) * t.pitch + x, 0);
    __builtin_prefetch(t.to + (y + rows) * t.columns + x, 1);
}

/// One vector's width of targets, row after row downwards. A row of the source is read once: it completes
/// the current row of targets, continues the next one and starts the one after that.
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
