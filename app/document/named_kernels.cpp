// Sources, by name (written as cross-correlation, y down, x to the right):
//   box        1/k^2
//   gaussian   binomial coefficients, outer product: 1/16 [1 2 1; 2 4 2; 1 2 1] and so on (OpenCV,
//   getGaussianKernel
//              with small sizes)
//   sobel_x/y  smoothing [1 2 1] times derivative [-1 0 1]; NxN: binomial smoothing times the derivative of
//   binomials
//              (OpenCV, getDerivKernels)
//   laplacian  [0 1 0; 1 -4 1; 0 1 0]; NxN: second derivative times smoothing, both ways, added (OpenCV,
//   Laplacian) sharpen    identity minus laplacian [0 -1 0; -1 5 -1; 0 -1 0]; NxN: unsharp mask 2 identity -
//   gaussian
//              (Wikipedia, Kernel (image processing))
//   emboss     [-2 -1 0; -1 1 1; 0 1 2]; NxN: the same slope, row + column from the middle, 1 in the middle
#include "document/named_kernels.h"

#include <algorithm>
#include <cassert>

namespace convlens {
namespace {

using Row = std::vector<double>;

/// `row` convolved with `with`; lengths add up minus 1.
Row times(const Row& row, const Row& with) {
    Row result(row.size() + with.size() - 1);
    for (std::size_t i = 0; i < row.size(); ++i)
        for (std::size_t j = 0; j < with.size(); ++j)
            result[i + j] += row[i] * with[j];
    return result;
}

/// `first` smoothed by `by` until it has `size` numbers.
Row smoothed(Row first, int64_t size, const Row& by = {1, 1}) {
    while (static_cast<int64_t>(first.size()) < size)
        first = times(first, by);
    return first;
}

std::vector<double> outer(const Row& vertical, const Row& horizontal) {
    std::vector<double> result;
    result.reserve(vertical.size() * horizontal.size());
    for (const double v : vertical)
        for (const double h : horizontal)
            result.push_back(v * h);
    return result;
}

std::vector<double> identity(int64_t size) {
    std::vector<double> result(static_cast<std::size_t>(size * size));
    result[static_cast<std::size_t>((size / 2) * size + size / 2)] = 1;
    return result;
}

/// a * factor_a + b * factor_b
std::vector<double> combined(std::vector<double> a, double factor_a, const std::vector<double>& b,
                             double factor_b) {
    for (std::size_t i = 0; i < a.size(); ++i)
        a[i] = a[i] * factor_a + b[i] * factor_b;
    return a;
}

/// Halves instead of ones, so that the sum is 1 at every size.
std::vector<double> gaussian(int64_t size) {
    const Row row = smoothed({1}, size, {0.5, 0.5});
    return outer(row, row);
}

std::vector<double> laplacian(int64_t size) {
    if (size == 3)
        return {0, 1, 0, 1, -4, 1, 0, 1, 0};
    const Row smooth = smoothed({1}, size);
    const Row second = smoothed({1, -2, 1}, size);
    return combined(outer(second, smooth), 1, outer(smooth, second), 1);
}

std::vector<double> emboss(int64_t size) {
    std::vector<double> result;
    for (int64_t row = 0; row < size; ++row)
        for (int64_t column = 0; column < size; ++column)
            result.push_back(static_cast<double>(row + column - (size - 1)));
    result[static_cast<std::size_t>((size / 2) * size + size / 2)] = 1;
    return result;
}

} // namespace

std::vector<double> named_kernel(KernelName name, int64_t size) {
    assert(size >= 1 &&
           ((size >= 3 && size % 2 == 1) || name == KernelName::identity || name == KernelName::box));
    switch (name) {
    case KernelName::identity:
        return identity(size);
    case KernelName::box:
        return std::vector<double>(static_cast<std::size_t>(size * size),
                                   1 / static_cast<double>(size * size));
    case KernelName::gaussian:
        return gaussian(size);
    case KernelName::sobel_x:
        return outer(smoothed({1}, size), smoothed({-1, 1}, size));
    case KernelName::sobel_y:
        return outer(smoothed({-1, 1}, size), smoothed({1}, size));
    case KernelName::laplacian:
        return laplacian(size);
    case KernelName::sharpen:
        return size == 3 ? combined(identity(3), 1, laplacian(3), -1)
                         : combined(identity(size), 2, gaussian(size), -1);
    case KernelName::emboss:
        return emboss(size);
    }
    return {};
}

std::vector<double> kernel_plane(KernelName name, int64_t height, int64_t width) {
    int64_t size = std::min(height, width);
    const bool any_size = name == KernelName::identity || name == KernelName::box;
    if (!any_size && size % 2 == 0)
        --size;
    if (!any_size && size < 3) {
        name = KernelName::identity;
        size = 1;
    }
    std::vector<double> plane(static_cast<std::size_t>(height * width));
    const std::vector<double> kernel = named_kernel(name, size);
    const int64_t top = height / 2 - size / 2;
    const int64_t left = width / 2 - size / 2;
    for (int64_t row = 0; row < size; ++row)
        std::copy_n(kernel.begin() + row * size, size, plane.begin() + (top + row) * width + left);
    return plane;
}

} // namespace convlens
