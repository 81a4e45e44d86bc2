// Numbers are as programs write them, so that a spreadsheet takes them for numbers.
#include "scene/copied/number_sheet.h"

#include <charconv>
#include <cmath>
#include <string>

namespace convlens {
namespace {

std::string plain_number(double value) {
    if (std::isnan(value))
        return "NaN";
    char text[32];
    const auto end = std::to_chars(text, text + sizeof text, value == 0 ? 0.0 : value).ptr; // no -0
    return {text, end};
}

/// "X", with the indices of the axes in front of the plane, but for those in front of all that have one
/// place.
std::string plane_name(char letter, const Sizes& shape, std::size_t planes_end, int64_t plane) {
    std::size_t first = 0;
    while (first < planes_end && shape[first] == 1)
        ++first;
    std::string indices;
    for (std::size_t axis = planes_end; axis > first; --axis) {
        indices.insert(0, std::to_string(plane % shape[axis - 1]).append(indices.empty() ? "" : ","));
        plane /= shape[axis - 1];
    }
    return std::string(1, letter) + (indices.empty() ? "" : "[" + indices + "]");
}

template <class Value>
void add_planes(std::string& text, char letter, const Sizes& shape, std::size_t dims, const Value& value) {
    const std::size_t plane_axes = dims < 2 ? 1 : 2, planes_end = shape.size() - plane_axes;
    const int64_t columns = shape[shape.size() - 1];
    const int64_t rows = plane_axes == 2 ? shape[shape.size() - 2] : 1;
    const int64_t planes = shape.product() / (rows * columns);
    int64_t at = 0;
    for (int64_t plane = 0; plane < planes; ++plane) {
        text += (text.empty() ? "" : "\n") + plane_name(letter, shape, planes_end, plane) + "\n";
        for (int64_t row = 0; row < rows; ++row)
            for (int64_t column = 0; column < columns; ++column)
                text += plain_number(value(at++)) + (column + 1 < columns ? "\t" : "\n");
    }
}

} // namespace

Copied number_sheet(const Results& results, const Texts& texts) {
    const int64_t count = results.x->count() + results.y->count() +
                          (has_weight(results.operation.kind) ? results.w->count() : 0);
    if (count > max_copied_numbers)
        return {{},
                texts("copy.many_numbers",
                      {{"count", std::to_string(count)}, {"limit", std::to_string(max_copied_numbers)}})};
    const bool swapped = is_swapped(results.operation.kind);
    const std::size_t dims = results.operation.dims();
    std::string text;
    const auto plain = [](const LazyTensor<double>& tensor) {
        return [&](int64_t at) { return tensor[at]; };
    };
    add_planes(text, swapped ? 'Y' : 'X', results.x->shape, dims, plain(*results.x));
    if (has_weight(results.operation.kind))
        add_planes(text, 'W', results.w->shape, dims,
                   [&](int64_t at) { return (*results.w)[weight_in_document(results, at)]; });
    add_planes(text, swapped ? 'X' : 'Y', results.y->shape, dims, plain(*results.y));
    return {text, {}};
}

} // namespace convlens
