// The part of a source that a piece of work reads, copied: padding filled in by its mode, and with a
// stride along the rows every s-th number put side by side, so that all that follows reads whole vectors at
// fixed offsets without regard to borders. Private to the engine.
#pragma once

#include "engine/detail/fast/plan.h"

#include <cstdint>
#include <memory>
#include <new>
#include <vector>

namespace convlens::detail {

/// Numbers for one worker, aligned to a line of the cache; not set.
template <class T> class Scratch {
public:
    explicit Scratch(int64_t count)
        : data_(static_cast<T*>(::operator new(static_cast<std::size_t>(count) * sizeof(T), alignment))) {}
    T* get() const { return data_.get(); }

private:
    static constexpr std::align_val_t alignment{64};
    struct Free {
        void operator()(T* data) const { ::operator delete(data, alignment); }
    };
    std::unique_ptr<T, Free> data_;
};

/// Scratch of `count` numbers for each of `workers`.
template <class T> std::vector<Scratch<T>> scratch_of_workers(int workers, int64_t count) {
    std::vector<Scratch<T>> scratches;
    scratches.reserve(static_cast<std::size_t>(workers));
    for (int i = 0; i < workers; ++i)
        scratches.emplace_back(count);
    return scratches;
}

/// Positions of the source, along the third axis in `stride` runs, one for each remainder.
struct Box {
    Triple first{};
    Triple size{1, 1, 1};
    int64_t stride = 1;

    int64_t run() const { return (size[2] + stride - 1) / stride; } // numbers of one run
    int64_t row() const { return stride * run(); }
    int64_t plane() const { return size[1] * row(); }
    int64_t channel() const { return size[0] * plane(); }
};

/// What a gather reads for targets [begin, end) of each axis (counted in those it computes).
Box box_of(const Gather& gather, const Triple& begin, const Triple& end);

/// The box laid out plainly, or the source itself where it is that already.
template <class T> struct Band {
    const T* data = nullptr;
    int64_t channel_stride = 0; // from one channel to the next
    int64_t plane_stride = 0;   // along the first axis
    int64_t row_stride = 0;     // along the second
    int64_t run_stride = 0;     // from one run to the next

    /// Offset of the number at `position`, counted from the box's first.
    int64_t at(const Triple& position, int64_t stride) const {
        return position[0] * plane_stride + position[1] * row_stride + position[2] % stride * run_stride +
               position[2] / stride;
    }
};

/// Copies `channels` channels of `source` (planes of `size`, padded by `mode`) into `scratch`, of
/// box.channel() * channels + slack numbers; the slack becomes 0.
template <class T>
Band<T> copy_band(const T* source, const Triple& size, PaddingMode mode, const Box& box, int64_t channels,
                  int64_t slack, T* scratch);

/// Whether the box lies in the source as it is, so that no copy is needed.
bool lies_within(const Box& box, const Triple& size);
template <class T> Band<T> view_of(const T* source, const Triple& size, const Box& box);

/// Adds to `target`, planes of `size`, the numbers at the padded positions of `padded` that fold onto it: the
/// adjoint of padding. `box` has stride 1.
template <class T>
void fold_band(const T* padded, const Box& box, PaddingMode mode, const Triple& size, T* target);

} // namespace convlens::detail
