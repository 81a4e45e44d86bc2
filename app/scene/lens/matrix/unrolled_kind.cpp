// Without padding the rows of C are rows of a circulant; with it the padding's columns are missing there, and
// what remains is (block) Toeplitz. A stride leaves rows out, of the transposed matrix columns.
#include "scene/lens/matrix/unrolled_kind.h"

#include "convlens/arithmetic.h"
#include "document/evaluate/transposed.h"
#include "scene/words/notation.h"

#include <algorithm>
#include <vector>

namespace convlens {
namespace {

constexpr int64_t max_rows_named = 8;

bool all(const Sizes& sizes, int64_t value) {
    return std::all_of(sizes.begin(), sizes.end(), [&](int64_t s) { return s == value; });
}

/// "1, 2, 5, 6": how far the kernel's place in X is from its first one, counted from 1.
std::string circulant_rows(const Operation& conv) {
    const Sizes out = output_size(conv);
    std::string rows;
    for (int64_t y = 0; y < std::min(out.product(), max_rows_named); ++y) {
        Sizes at = unravel_index(y, out);
        for (std::size_t a = 0; a < at.size(); ++a)
            at[a] *= conv.stride[a];
        rows += (y > 0 ? ", " : "") + count_text(ravel_index(at, conv.input_size) + 1);
    }
    return rows + (out.product() > max_rows_named ? " …" : "");
}

} // namespace

std::string unrolled_kind(const Texts& texts, const Operation& operation) {
    if (!has_weight(operation.kind))
        return {};
    const Operation conv = operation.kind == Kind::conv_transpose ? direct_operation(operation) : operation;
    const std::string dims = std::to_string(conv.dims());
    const bool transposed = operation.kind == Kind::conv_transpose;
    const std::string matrix = transposed ? "Cᵀ" : "C";
    const bool one_pair = conv.in_channels == 1 && conv.out_channels == 1;
    const bool unpadded = all(conv.padding_begin, 0) && all(conv.padding_end, 0);
    const bool circular = conv.padding_mode == PaddingMode::circular;
    if (conv.padding_mode != PaddingMode::zeros && !unpadded &&
        !(circular && all(conv.stride, 1) && output_size(conv) == conv.input_size))
        return std::string(texts("unrolled.kind_folded"));
    if (one_pair && unpadded) {
        const std::string side = count_text(conv.input_size.product());
        return texts(transposed ? "unrolled.kind_circulant_columns" : "unrolled.kind_circulant_rows",
                     {{"matrix", matrix}, {"rows", circulant_rows(conv)}, {"size", side + " × " + side}});
    }
    const std::string kind(
        texts((circular && !unpadded ? "unrolled.circulant_" : "unrolled.toeplitz_") + dims));
    const char* key = all(conv.stride, 1) ? "unrolled.kind"
                      : transposed        ? "unrolled.kind_some_columns"
                                          : "unrolled.kind_some_rows";
    const std::string part = one_pair ? matrix : texts("unrolled.kind_part", {{"matrix", matrix}});
    std::string line = texts(key, {{"matrix", part}, {"kind", kind}});
    if (!unpadded && !circular)
        line += " " + std::string(texts(transposed ? "unrolled.kind_padding_rows" : "unrolled.kind_padding"));
    return line;
}

} // namespace convlens
