// Copying boxes. Padding modes are known here only, one axis at a time.
#include "engine/detail/fast/band.h"

#include <algorithm>

namespace convlens::detail {

namespace {

/// Index of the number at `position` of an axis, -1 where there is none.
int64_t folded(int64_t position, int64_t size, PaddingMode mode) {
    if (position >= 0 && position < size)
        return position;
    switch (mode) {
    case PaddingMode::zeros:
        break;
    case PaddingMode::reflect:
        return std::clamp(position < 0 ? -position : 2 * (size - 1) - position, int64_t{0}, size - 1);
    case PaddingMode::replicate:
        return position < 0 ? 0 : size - 1;
    case PaddingMode::circular:
        return ((position % size) + size) % size;
    }
    return -1;
}

/// One run: positions first, first + stride, .. of a row; the middle, which needs no folding, at full speed.
template <class T>
void copy_run(const T* row, int64_t size, PaddingMode mode, int64_t first, int64_t stride, int64_t count,
              T* to) {
    const auto number_at = [&](int64_t i) {
        const int64_t index = folded(first + i * stride, size, mode);
        return index < 0 ? T(0) : row[index];
    };
    const auto steps_to = [&](int64_t distance) {
        return stride == 1 ? distance : (distance + stride - 1) / stride;
    };
    const int64_t begin = std::clamp(steps_to(-first), int64_t{0}, count);
    const int64_t end = std::clamp(steps_to(size - first), begin, count);
    for (int64_t i = 0; i < begin; ++i)
        to[i] = number_at(i);
    if (stride == 1)
        std::copy(row + first + begin, row + first + end, to + begin);
    else if (stride == 2)
        for (int64_t i = begin; i < end; ++i)
            to[i] = row[first + i * 2];
    else
        for (int64_t i = begin; i < end; ++i)
            to[i] = row[first + i * stride];
    for (int64_t i = end; i < count; ++i)
        to[i] = number_at(i);
}

/// row[..] += the numbers at positions first, first + 1, ..; the middle, which needs no folding, at full
/// speed.
template <class T>
void add_run(const T* from, int64_t first, int64_t count, PaddingMode mode, int64_t size, T* row) {
    const int64_t begin = std::clamp(-first, int64_t{0}, count);
    const int64_t end = std::clamp(size - first, begin, count);
    const auto add_folded = [&](int64_t i) {
        if (const int64_t to = folded(first + i, size, mode); to >= 0)
            row[to] += from[i];
    };
    for (int64_t i = 0; i < begin; ++i)
        add_folded(i);
    T* const to = row + first;
    for (int64_t i = begin; i < end; ++i)
        to[i] += from[i];
    for (int64_t i = end; i < count; ++i)
        add_folded(i);
}

} // namespace

Box box_of(const Gather& gather, const Triple& begin, const Triple& end) {
    Box box;
    box.stride = gather.axes[2].stride;
    for (std::size_t i = 0; i < 3; ++i) {
        const GatherAxis& axis = gather.axes[i];
        if (axis.offsets.empty())
            continue;
        const int64_t least = axis.offsets.min();
        box.first[i] = begin[i] * axis.stride + least;
        box.size[i] = (end[i] - 1 - begin[i]) * axis.stride + axis.offsets.max() - least + 1;
    }
    return box;
}

template <class T>
Band<T> copy_band(const T* source, const Triple& size, PaddingMode mode, const Box& box, int64_t channels,
                  int64_t slack, T* scratch) {
    T* to = scratch;
    for (int64_t c = 0; c < channels; ++c)
        for (int64_t z = 0; z < box.size[0]; ++z) {
            const int64_t from_z = folded(box.first[0] + z, size[0], mode);
            for (int64_t y = 0; y < box.size[1]; ++y) {
                const int64_t from_y = folded(box.first[1] + y, size[1], mode);
                if (from_z < 0 || from_y < 0) {
                    std::fill_n(to, box.row(), T(0));
                    to += box.row();
                    continue;
                }
                const T* row = source + ((c * size[0] + from_z) * size[1] + from_y) * size[2];
                for (int64_t phase = 0; phase < box.stride; ++phase, to += box.run())
                    copy_run(row, size[2], mode, box.first[2] + phase, box.stride, box.run(), to);
            }
        }
    std::fill_n(to, slack, T(0));
    return {scratch, box.channel(), box.plane(), box.row(), box.run()};
}

bool lies_within(const Box& box, const Triple& size) {
    if (box.stride != 1)
        return false;
    for (std::size_t i = 0; i < 3; ++i)
        if (box.first[i] < 0 || box.first[i] + box.size[i] > size[i])
            return false;
    return true;
}

template <class T> Band<T> view_of(const T* source, const Triple& size, const Box& box) {
    const int64_t row = size[2];
    const int64_t plane = size[1] * row;
    return {source + box.first[0] * plane + box.first[1] * row + box.first[2], size[0] * plane, plane, row,
            0};
}

template <class T>
void fold_band(const T* padded, const Box& box, PaddingMode mode, const Triple& size, T* target) {
    for (int64_t z = 0; z < box.size[0]; ++z) {
        const int64_t to_z = folded(box.first[0] + z, size[0], mode);
        for (int64_t y = 0; y < box.size[1]; ++y, padded += box.size[2]) {
            const int64_t to_y = folded(box.first[1] + y, size[1], mode);
            if (to_z < 0 || to_y < 0)
                continue;
            add_run(padded, box.first[2], box.size[2], mode, size[2],
                    target + (to_z * size[1] + to_y) * size[2]);
        }
    }
}

template Band<float> copy_band(const float*, const Triple&, PaddingMode, const Box&, int64_t, int64_t,
                               float*);
template Band<double> copy_band(const double*, const Triple&, PaddingMode, const Box&, int64_t, int64_t,
                                double*);
template Band<float> view_of(const float*, const Triple&, const Box&);
template Band<double> view_of(const double*, const Triple&, const Box&);
template void fold_band(const float*, const Box&, PaddingMode, const Triple&, float*);
template void fold_band(const double*, const Box&, PaddingMode, const Triple&, double*);

} // namespace convlens::detail
