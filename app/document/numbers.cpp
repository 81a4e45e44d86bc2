// Patterns, written values and edits, by coordinates. Images and named kernels have files of their own.
#include "document/numbers.h"

#include "document/evaluate/parallel.h"
#include "document/image_values.h"
#include "document/named_kernels.h"

#include <algorithm>
#include <cassert>

namespace convlens {
namespace {

/// SplitMix64's finaliser (Steele, Lea, Flood 2014): every bit of the result depends on every bit of the
/// argument.
uint64_t mixed_bits(uint64_t z) {
    z += 0x9E3779B97F4A7C15U;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31);
}

/// Chosen so that the corner of X and of W under seed 1, which every figure shows, has few zeros and all
/// values.
constexpr uint64_t salt = uint64_t{4715} << 40;

/// Hash of the first `count` coordinates.
uint64_t hash_of(uint64_t seed, TensorRole role, const Sizes& at, std::size_t count) {
    uint64_t hash = mixed_bits(seed ^ salt ^ (static_cast<uint64_t>(role) << 56));
    for (std::size_t axis = 0; axis < count; ++axis)
        hash = mixed_bits(hash ^ static_cast<uint64_t>(at[axis]));
    return hash;
}

double small_number_of(uint64_t hash, TensorRole role) {
    const auto draw = static_cast<double>(hash >> 62); // 0..3
    return role == TensorRole::x ? draw : draw - 1;
}

double small_number(uint64_t seed, TensorRole role, const Sizes& at) {
    return small_number_of(hash_of(seed, role, at, at.size()), role);
}

/// Both shapes are aligned at their last axes, so that a matrix written down also fills [1, 1, rows,
/// columns].
double written_value(const Source& source, TensorRole role, const Sizes& at) {
    const Sizes& shape = source.values_shape;
    if (!source.values || shape.empty())
        return 0;
    bool inside = true;
    int64_t flat = 0;
    for (std::size_t axis = 0; axis < shape.size(); ++axis) {
        const int64_t coordinate = axis + at.size() < shape.size() ? 0 : at[axis + at.size() - shape.size()];
        inside = inside && coordinate < shape[axis];
        flat = flat * shape[axis] + coordinate;
    }
    for (std::size_t axis = 0; axis + shape.size() < at.size(); ++axis)
        inside = inside && at[axis] == 0;
    if (inside)
        return (*source.values)[static_cast<std::size_t>(flat)];
    return source.beyond == Beyond::small ? small_number(source.seed, role, at) : 0;
}

double impulse_value(const Sizes& at, const Sizes& shape) {
    for (std::size_t axis = 2; axis < shape.size(); ++axis)
        if (at[axis] != shape[axis] / 2)
            return 0;
    return 1;
}

double checkerboard_value(const Sizes& at) {
    int64_t sum = 0;
    for (std::size_t axis = 2; axis < at.size(); ++axis)
        sum += at[axis];
    return sum % 2 == 0 ? 1 : 0;
}

/// The last two axes of W; in 3-D the kernel is on the middle slice alone.
double kernel_value(const std::vector<double>& plane, const Sizes& at, const Sizes& shape) {
    const std::size_t rank = shape.size();
    if (rank == 5 && at[2] != shape[2] / 2)
        return 0;
    const int64_t row = rank > 3 ? at[rank - 2] : 0;
    return plane[static_cast<std::size_t>(row * shape.back() + at[rank - 1])];
}

/// Of a named kernel, empty for the others.
std::vector<double> kernel_of(const Source& source, const Sizes& shape) {
    if (source.kind != SourceKind::kernel)
        return {};
    return kernel_plane(source.kernel_name, shape.size() > 3 ? shape[shape.size() - 2] : 1, shape.back());
}

/// `plane`: kernel_of(source, shape).
double value_at(const Source& source, TensorRole role, const Sizes& shape, const Sizes& at,
                const std::vector<double>& plane) {
    switch (source.kind) {
    case SourceKind::small:
        return small_number(source.seed, role, at);
    case SourceKind::ramp:
        return static_cast<double>(ravel_index(at, shape));
    case SourceKind::impulse:
        return impulse_value(at, shape);
    case SourceKind::checkerboard:
        return checkerboard_value(at);
    case SourceKind::constant:
        return 1;
    case SourceKind::values:
        return written_value(source, role, at);
    case SourceKind::image:
        return 0; // an image that is missing
    case SourceKind::kernel:
        return kernel_value(plane, at, shape);
    }
    return 0;
}

/// A row of the last axis, which begins at `at`.
void fill_row(const Source& source, TensorRole role, const Sizes& shape, Sizes& at,
              const std::vector<double>& plane, double* row) {
    const int64_t count = shape.back();
    if (source.kind == SourceKind::small) {
        const uint64_t of_row = hash_of(source.seed, role, at, at.size() - 1);
        for (int64_t i = 0; i < count; ++i)
            row[i] = small_number_of(mixed_bits(of_row ^ static_cast<uint64_t>(i)), role);
        return;
    }
    for (int64_t i = 0; i < count; ++i) {
        at[at.size() - 1] = i;
        row[i] = value_at(source, role, shape, at, plane);
    }
    at[at.size() - 1] = 0;
}

double edited_or_value(const Source& source, TensorRole role, const Sizes& shape, int64_t flat,
                       const std::vector<double>& plane) {
    if (const auto edit = edited(source, shape, flat))
        return *edit;
    return value_at(source, role, shape, unravel_index(flat, shape), plane);
}

bool within(const std::vector<int64_t>& at, const Sizes& shape) {
    if (at.size() != shape.size())
        return false;
    for (std::size_t axis = 0; axis < shape.size(); ++axis)
        if (at[axis] < 0 || at[axis] >= shape[axis])
            return false;
    return true;
}

} // namespace

Tensor<double> numbers(const Source& source, TensorRole role, const Sizes& shape,
                       const IsCancelled& is_cancelled, int threads) {
    Tensor<double> tensor(shape);
    if (source.kind == SourceKind::image && source.image) {
        fill_from_image(*source.image, source.exact_pixels, tensor);
    } else {
        const std::vector<double> plane = kernel_of(source, shape);
        constexpr int64_t at_a_time = 1 << 18;
        const int64_t rows = tensor.count() / std::max<int64_t>(1, shape.back());
        const int64_t together = std::max<int64_t>(1, at_a_time / shape.back());
        on_threads(threads, (rows + together - 1) / together, is_cancelled, [&](int64_t piece) {
            for (int64_t row = piece * together; row < std::min(rows, (piece + 1) * together); ++row) {
                Sizes at = unravel_index(row * shape.back(), shape);
                fill_row(source, role, shape, at, plane, tensor.data.data() + row * shape.back());
            }
        });
    }
    for (const auto& [at, value] : source.edits) {
        if (!within(at, shape))
            continue;
        Sizes place;
        for (const int64_t coordinate : at)
            place.push_back(coordinate);
        tensor[ravel_index(place, shape)] = value;
    }
    return tensor;
}

std::optional<double> edited(const Source& source, const Sizes& shape, int64_t flat) {
    if (source.edits.empty())
        return {};
    const Sizes at = unravel_index(flat, shape);
    const auto edit = source.edits.find(std::vector<int64_t>(at.begin(), at.end()));
    return edit == source.edits.end() ? std::nullopt : std::optional(edit->second);
}

double number_at(const Source& source, TensorRole role, const Sizes& shape, int64_t flat) {
    assert(source.kind != SourceKind::image);
    return edited_or_value(source, role, shape, flat, kernel_of(source, shape));
}

LazyTensor<double> numbers_as_read(const Source& source, TensorRole role, const Sizes& shape) {
    if (source.kind == SourceKind::image)
        return LazyTensor<double>(numbers(source, role, shape));
    return {shape, [source, role, shape, plane = kernel_of(source, shape)](int64_t flat) {
                return edited_or_value(source, role, shape, flat, plane);
            }};
}

} // namespace convlens
