// The two matrices of an operation as small pictures, whatever their size: an overview on which a lens marks
// the part that it shows at full size.
#pragma once

#include "document/results.h"

#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

namespace convlens {

/// A matrix thinned out to what can be seen. Empty where the operation has none.
struct MatrixImage {
    int rows = 0, columns = 0;
    std::shared_ptr<const std::vector<float>> values; // [rows * columns]
};

/// Both are made when a lens first asks for them, once per Results; whoever asks, and in whatever order, gets
/// the same.
class MatrixRasters {
public:
    explicit MatrixRasters(const Results& results) : results_(results) {}

    /// Elements of X, of the first item; NaN where a zero was put in. Cost of making it: at most 25,000
    /// entries
    const MatrixImage& im2col() const;
    /// Place of the weight in its kernel (kernel_tone), NaN for zeros: where weights stand, each of them
    /// shown that falls on a point of its own. Cost of making it: about 100,000 terms at most
    const MatrixImage& unrolled() const;

private:
    Results results_;
    mutable std::once_flag im2col_made_, unrolled_made_;
    mutable MatrixImage im2col_, unrolled_;
};

} // namespace convlens
