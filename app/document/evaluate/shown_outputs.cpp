// All of Y as long as the limits on work and memory allow it: maps then have the colours of the whole.
#include "document/evaluate/shown_outputs.h"

#include "convlens/arithmetic.h"
#include "document/evaluate/memory.h"
#include "document/evaluate/output_part.h"
#include "document/evaluate/results.h"
#include "document/evaluate/work.h"
#include "input/limits.h"

#include <algorithm>

namespace convlens {

OutputRange shown_outputs(const Document& document, int64_t step) {
    const Operation op = operation_of(document);
    if (!check(op).empty() || !has_parts(document))
        return {};
    if (operations_of(document) <= limits::picture_operations && fits_memory(document))
        return {};
    constexpr int64_t max_shown_sheets = 12; // of a figure, at one step
    const Sizes output = output_size(op);
    const std::size_t dims = op.dims();
    const int64_t sheet = output[dims - 1] * (dims > 1 ? output[dims - 2] : 1);
    const int64_t item = op.out_channels * output.product();
    const int64_t first = (step / sheet - (max_shown_sheets - 1)) * sheet;
    return {std::max(first, step / item * item), step + 1};
}

} // namespace convlens
