// The unrolled matrix of an operation as a small picture, whatever its size: an overview on which a lens
// marks the part that it shows at full size.
#pragma once

#include "document/evaluate/results.h"

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

/// Made when a lens first asks for it, once per Results; whoever asks gets the same.
class MatrixRasters {
public:
    explicit MatrixRasters(const Results& results) : results_(results) {}

    /// Place of the weight in its kernel (kernel_tone), NaN for zeros: where weights lie, each of them
    /// shown that falls on a point of its own. Cost of making it: about 100,000 terms at most
    const MatrixImage& unrolled() const;

private:
    Results results_;
    mutable std::once_flag unrolled_made_;
    mutable MatrixImage unrolled_;
};

} // namespace convlens
