// Counts of elements times their bytes, and by bisection the nearest operation that has fewer.
#include "document/evaluate/memory.h"

#include "convlens/arithmetic.h"
#include "convlens/relation.h"
#include "document/evaluate/output_part.h"
#include "document/evaluate/results.h"
#include "document/evaluate/reverse.h"
#include "i18n/error.h"
#include "input/limits.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <cstdio>
#include <limits>
#include <optional>
#include <utility>

namespace convlens {
namespace {

std::atomic<int64_t> budget = limits::result_memory;

constexpr double number_bytes = 8;       // of a double, and of a switch
constexpr double raster_bytes = 4;       // of a float
constexpr double copied_from = 64 << 20; // bytes of tensors that are not small
constexpr double marks_bytes = 25 << 20; // of RunningSums, at most

int64_t saturated(double bytes) {
    return bytes < 9.2e18 ? static_cast<int64_t>(bytes) : std::numeric_limits<int64_t>::max();
}

/// Elements of X with the zeros that a transposed convolution puts between them, as its raster has them.
double raster_elements(const Operation& op, double x) {
    if (op.kind != Kind::conv_transpose)
        return x;
    const std::size_t dims = op.dims();
    for (std::size_t axis = dims - std::min<std::size_t>(dims, 2); axis < dims; ++axis) {
        const auto size = static_cast<double>(op.input_size[axis]);
        x *= (static_cast<double>(op.stride[axis]) * (size - 1) + 1) / size;
    }
    return x;
}

/// What a part is made of, its copies, the terms of one step and the drawn planes: no tensor is kept but an
/// image.
double bytes_of_part(const Document& document, const Operation& op, const OutputRange& outputs) {
    constexpr double planes = 32 << 20; // thinned out
    constexpr double kept_by_copies = 3;
    const double image = document.input.kind == SourceKind::image
                             ? static_cast<double>(input_shape(op).product()) * number_bytes
                             : 0;
    return image + planes + kept_by_copies * cost_at_once(op, outputs).numbers * number_bytes +
           static_cast<double>(Relation(op).terms_per_output()) * sizeof(StepTerm);
}

double bytes_of_figure(const Document& document, const Operation& op) {
    const auto x = static_cast<double>(input_shape(op).product());
    const auto y = static_cast<double>(output_shape(op).product());
    const auto w = has_weight(op.kind) ? static_cast<double>(weight_shape(op).product()) : 0;
    double numbers = x + y + w;
    if (op.kind == Kind::max_pool)
        numbers += y; // switches
    if (op.kind == Kind::max_unpool)
        numbers += x + y; // switches, and the plane that they come from
    double marks = 0;
    if (has_lens(document, Lens::gradients)) {
        numbers += x + w + y;     // dX, dW, dY
        numbers += x + w + 2 * y; // finite differences move X and W, and have two Ys
        marks = has_weight(op.kind) ? marks_bytes : 0;
        if (is_pool(op.kind))
            numbers += y; // divisors or switches
    }
    if (has_lens(document, Lens::transposed) && has_weight(op.kind))
        numbers += x; // as large as X once more
    // The fast engine may copy half as much again, and small figures have none of it.
    double copies = 0;
    if (has_weight(op.kind) && numbers * number_bytes > copied_from)
        copies = 1.5 * (x + y + w) * number_bytes;
    return numbers * number_bytes + (raster_elements(op, x) + y) * raster_bytes +
           std::min(marks, numbers * 24) + copies;
}

/// With the figure beside it.
double bytes_of(const Document& document, const Operation& op, const OutputRange& outputs = {}) {
    if (!outputs.is_whole())
        return bytes_of_part(document, op, outputs);
    double bytes = bytes_of_figure(document, op);
    if (document.pair)
        if (const auto back = reversed_operation(op))
            bytes += bytes_of_figure(Document{}, *back);
    return bytes;
}

/// A number of an operation that makes it large, and by how much it may be changed.
struct Size {
    Parameter parameter{};
    int axis = -1; // -1: all axes alike, or none
    int64_t value = 0;
    int64_t unit = 1; // channels come in groups
};

Operation with(Operation op, const Size& size, int64_t value) {
    const auto put = [&](Sizes& sizes) {
        for (std::size_t axis = 0; axis < sizes.size(); ++axis)
            if (size.axis < 0 || axis == static_cast<std::size_t>(size.axis))
                sizes[axis] = value;
    };
    if (size.parameter == Parameter::input_size)
        put(op.input_size);
    else if (size.parameter == Parameter::kernel_size)
        put(op.kernel_size);
    else if (size.parameter == Parameter::batch)
        op.batch = value;
    else if (size.parameter == Parameter::out_channels)
        op.out_channels = value;
    else if (size.parameter == Parameter::in_channels) {
        op.in_channels = value;
        if (!has_weight(op.kind))
            op.out_channels = value;
    }
    return op;
}

/// Equal axes are changed together, else the longest one.
Size size_of(Parameter parameter, const Sizes& sizes) {
    const auto longest = std::max_element(sizes.begin(), sizes.end());
    const bool alike = std::all_of(sizes.begin(), sizes.end(), [&](int64_t n) { return n == *longest; });
    return {parameter, alike ? -1 : static_cast<int>(longest - sizes.begin()), *longest};
}

bool can_be_shown(const Document& document, const Operation& op) {
    return check(op).empty() && bytes_of(document, op) <= static_cast<double>(memory_budget());
}

/// The largest value below the present one with which the results fit.
std::optional<int64_t> nearest_below(const Document& document, const Operation& op, const Size& size) {
    int64_t fits = 0;
    int64_t exceeds = size.value / size.unit;
    while (exceeds - fits > 1) {
        const int64_t middle = fits + (exceeds - fits) / 2;
        (can_be_shown(document, with(op, size, middle * size.unit)) ? fits : exceeds) = middle;
    }
    return fits > 0 ? std::optional(fits * size.unit) : std::nullopt;
}

/// By the number whose change is the smallest in proportion.
Issue memory_issue(const Document& document, const Operation& op) {
    const std::array<Size, 5> sizes{{size_of(Parameter::input_size, op.input_size),
                                     size_of(Parameter::kernel_size, op.kernel_size),
                                     {Parameter::in_channels, -1, op.in_channels, op.groups},
                                     {Parameter::out_channels, -1, op.out_channels, op.groups},
                                     {Parameter::batch, -1, op.batch}}};
    Issue issue{IssueCode::too_much_memory,        Parameter::input_size, -1,
                saturated(bytes_of(document, op)), memory_budget(),       std::nullopt};
    if (document.operation != op)
        return issue; // an image's size is not the operation's to change
    double best = 0;
    for (const Size& size : sizes) {
        const auto nearest = nearest_below(document, op, size);
        const double share = nearest ? static_cast<double>(*nearest) / static_cast<double>(size.value) : 0;
        if (share <= best)
            continue;
        best = share;
        issue.parameter = size.parameter;
        issue.axis = size.axis;
        issue.nearest = nearest;
    }
    return issue;
}

/// A nearest value that could not be shown gives way to one that can.
void mend_nearest(const Document& document, const Operation& op, Issue& issue) {
    const bool is_size =
        issue.parameter == Parameter::input_size || issue.parameter == Parameter::kernel_size;
    const bool is_channels =
        issue.parameter == Parameter::in_channels || issue.parameter == Parameter::out_channels;
    if (!issue.nearest || (!is_size && !is_channels && issue.parameter != Parameter::batch))
        return;
    const Size size{issue.parameter, issue.axis, *issue.nearest, is_channels ? op.groups : 1};
    const Operation offered = with(op, size, *issue.nearest);
    if (check(offered).empty() && !can_be_shown(document, offered))
        issue.nearest = nearest_below(document, op, size);
}

} // namespace

int64_t memory_budget() {
    return budget;
}

void set_memory_budget(int64_t bytes) {
    budget = bytes;
}

int64_t results_bytes(const Document& document, const OutputRange& outputs) {
    const Operation op = operation_of(document);
    return check(op).empty() ? saturated(bytes_of(document, op, outputs)) : 0;
}

bool fits_memory(const Document& document) {
    return results_bytes(document) <= memory_budget();
}

std::vector<Issue> issues_of(const Document& document, const OutputRange& outputs) {
    const Operation op = operation_of(document);
    std::vector<Issue> issues = check(op);
    if (issues.empty() && bytes_of(document, op, outputs) > static_cast<double>(memory_budget()))
        issues.push_back(memory_issue(document, op));
    else
        for (Issue& issue : issues)
            mend_nearest(document, op, issue);
    return issues;
}

std::string bytes_text(int64_t bytes) {
    constexpr std::array<const char*, 7> units{"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    auto number = static_cast<double>(bytes);
    std::size_t unit = 0;
    for (; number >= 1023.95 && unit + 1 < units.size(); ++unit)
        number /= 1024;
    const bool is_whole = number > 99.95 || std::abs(number - std::round(number)) < 0.05;
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), is_whole ? "%.0f %s" : "%.1f %s", number, units[unit]);
    return text.data();
}

void require_memory(int64_t bytes, const std::string& where) {
    if (bytes > memory_budget())
        throw Error(Error::Fault::request, "error.memory",
                    {{"value", bytes_text(bytes)}, {"most", bytes_text(memory_budget())}}, where);
}

} // namespace convlens
