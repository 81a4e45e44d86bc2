// The matrix is thin, so its rows are walked along their terms.
#include "scene/model/matrix_rasters.h"

#include "convlens/matrix.h"
#include "convlens/relation.h"
#include "scene/base/color_maps.h"

#include <algorithm>
#include <limits>

namespace convlens {
namespace {

constexpr float nothing = std::numeric_limits<float>::quiet_NaN();

MatrixImage blank(int64_t rows, int64_t columns, std::vector<float>& values) {
    values.assign(static_cast<std::size_t>(rows * columns), nothing);
    return {static_cast<int>(rows), static_cast<int>(columns), nullptr};
}

MatrixImage unrolled_image(const Results& results) {
    constexpr int64_t most = 128;
    constexpr int64_t max_terms = 100'000;
    const Operation& op = results.operation;
    const Relation relation(op);
    const int64_t all_rows = relation.outputs() / op.batch;
    const int64_t all_columns = relation.inputs() / op.batch;
    const int64_t rows = std::min(all_rows, most);
    const int64_t columns = std::min(all_columns, most);
    const int64_t terms = relation.terms_per_output();
    const int64_t kernel = op.kernel_size.product();
    const int64_t together = (all_rows + rows - 1) / rows; // rows that share a row of the image
    const int64_t looks = std::clamp<int64_t>(max_terms / (rows * terms), 1, std::min<int64_t>(8, together));
    const int64_t stride = std::max<int64_t>(1, rows * terms / max_terms);
    std::vector<float> values;
    MatrixImage image = blank(rows, columns, values);
    for (int64_t r = 0; r < rows * looks; ++r)
        for (int64_t t = r % stride; t < terms; t += stride) {
            const Term term = relation.term_of_output(r * all_rows / (rows * looks), t);
            if (term.input < 0)
                continue;
            const int64_t column = term.input * columns / all_columns;
            values[static_cast<std::size_t>(r / looks * columns + column)] =
                term.weight < 0 ? 0.0F : kernel_tone(term.weight % kernel, kernel);
        }
    image.values = std::make_shared<const std::vector<float>>(std::move(values));
    return image;
}

} // namespace

const MatrixImage& MatrixRasters::unrolled() const {
    std::call_once(unrolled_made_, [this] {
        if (results_.issues.empty() && results_.operation.kind != Kind::max_unpool)
            unrolled_ = unrolled_image(results_);
    });
    return unrolled_;
}

} // namespace convlens
