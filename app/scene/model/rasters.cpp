// The planes of X and Y, and what lenses and the other figure of a pair have.
#include "scene/model/rasters.h"

#include "document/evaluate/reverse.h"

#include <memory>

namespace convlens {

Rasters make_rasters(const Results& results, const IsCancelled& is_cancelled) {
    Rasters rasters;
    if (!results.issues.empty())
        return rasters;
    const Operation& op = results.operation;
    const bool stretched = op.kind == Kind::conv_transpose;
    const auto spacing = [&](std::size_t from_last) {
        return stretched && op.dims() > from_last ? op.stride[op.dims() - 1 - from_last] : 1;
    };
    rasters.base = PlaneRasters(results.x, spacing(1), spacing(0), is_cancelled);
    rasters.top = PlaneRasters(results.y, 1, 1, is_cancelled, results.computed);
    rasters.matrices = std::make_shared<const MatrixRasters>(results);
    if (results.paired)
        rasters.beside = std::make_shared<const Rasters>(make_rasters(results.paired->results, is_cancelled));
    return rasters;
}

} // namespace convlens
