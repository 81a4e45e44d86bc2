// One number after the other gets the value that the engine names, or its limit where mending it alone does
// not help; what is too large is found by bisection.
#include "document/nearest.h"

#include "convlens/arithmetic.h"
#include "convlens/nearest.h"
#include "document/evaluate/memory.h"
#include "document/evaluate/results.h"

#include <algorithm>
#include <array>
#include <optional>

namespace convlens {
namespace {

constexpr int max_rounds = 40; // each mends one number, on all axes

/// What of the operation was changed, put into the document: an image has sizes and channels of its own.
void take_changes(Document& document, const Operation& before, const Operation& after) {
    Operation operation = document.operation;
    const auto take = [&](auto... fields) {
        ((after.*fields == before.*fields ? void() : void(operation.*fields = after.*fields)), ...);
    };
    take(&Operation::input_size, &Operation::kernel_size, &Operation::stride, &Operation::padding_begin,
         &Operation::padding_end, &Operation::dilation, &Operation::output_padding,
         &Operation::input_dilation, &Operation::padding_mode, &Operation::batch, &Operation::in_channels,
         &Operation::out_channels, &Operation::groups, &Operation::norm_p);
    set_operation(document, operation);
}

bool is_of_size(IssueCode code) {
    return code == IssueCode::too_many_elements || code == IssueCode::too_much_memory;
}

/// A value that is possible by itself, whatever else is wrong.
int64_t plain_value(const Issue& issue) {
    switch (issue.code) {
    case IssueCode::padding_not_below_input:
    case IssueCode::output_padding_too_large:
        return issue.limit - 1;
    case IssueCode::kernel_exceeds_input:
    case IssueCode::groups_do_not_divide:
    case IssueCode::norm_not_positive:
        return 1;
    case IssueCode::output_empty:
    case IssueCode::window_without_input:
    case IssueCode::padding_mode_not_supported:
        return issue.parameter == Parameter::output_size ? issue.limit : 0;
    case IssueCode::too_small:
    case IssueCode::too_large:
    case IssueCode::padding_exceeds_window:
    case IssueCode::padding_exceeds_input:
    case IssueCode::output_padding_out_of_range:
    case IssueCode::not_supported:
    case IssueCode::too_many_elements:
    case IssueCode::too_much_memory:
        break;
    }
    return issue.limit;
}

/// The first issue that mending alone helps, else the first one; on all axes alike.
Operation mended(const Operation& operation, const std::vector<Issue>& issues) {
    const auto helped = std::find_if(issues.begin(), issues.end(), [](const Issue& i) { return i.nearest; });
    const Issue& chosen = helped == issues.end() ? issues.front() : *helped;
    Operation result = operation;
    for (const Issue& issue : issues)
        if (issue.code == chosen.code && issue.parameter == chosen.parameter &&
            (issue.nearest || helped == issues.end()))
            result = with_nearest(result, issue, issue.nearest.value_or(plain_value(issue)));
    return result;
}

/// A number that can be made smaller, on all axes at once.
enum class Measure { cells, input, kernel, stride, padding, dilation, in_channels, out_channels, batch };
constexpr std::array measures{Measure::cells,       Measure::padding, Measure::stride,
                              Measure::dilation,    Measure::batch,   Measure::out_channels,
                              Measure::in_channels, Measure::input,   Measure::kernel};

std::array<Sizes Operation::*, 2> lists_of(Measure measure) {
    switch (measure) {
    case Measure::input:
        return {&Operation::input_size, nullptr};
    case Measure::kernel:
        return {&Operation::kernel_size, nullptr};
    case Measure::stride:
        return {&Operation::stride, nullptr};
    case Measure::padding:
        return {&Operation::padding_begin, &Operation::padding_end};
    case Measure::dilation:
        return {&Operation::dilation, nullptr};
    case Measure::cells:
    case Measure::in_channels:
    case Measure::out_channels:
    case Measure::batch:
        break;
    }
    return {nullptr, nullptr};
}

bool is_image(const Document& document) {
    return document.input.kind == SourceKind::image && document.input.image && document.operation.dims() == 2;
}

/// The largest of its numbers; 0: the document has none of it.
int64_t value_of(const Document& document, Measure measure) {
    const Operation& o = document.operation;
    int64_t largest = 0;
    for (const auto list : lists_of(measure))
        if (list != nullptr)
            for (const int64_t number : o.*list)
                largest = std::max(largest, number);
    const bool image = is_image(document);
    switch (measure) {
    case Measure::cells:
        return !image ? 0
               : document.max_cells != 0
                   ? document.max_cells
                   : std::max(document.input.image->width, document.input.image->height);
    case Measure::input:
        return image ? 0 : largest;
    case Measure::in_channels:
        return image ? 0 : o.in_channels;
    case Measure::out_channels:
        return has_weight(o.kind) ? o.out_channels : 0;
    case Measure::batch:
        return o.batch;
    case Measure::kernel:
    case Measure::stride:
    case Measure::padding:
    case Measure::dilation:
        break;
    }
    return largest;
}

/// Channels stay whole groups; where each group has one channel, the groups go with them.
void cap_channels(Operation& operation, int64_t Operation::*channels, int64_t most) {
    const bool depthwise = operation.groups == operation.in_channels && operation.groups > 1;
    if (!has_weight(operation.kind)) {
        operation.in_channels = operation.out_channels = std::min(operation.in_channels, most);
    } else if (depthwise) {
        const int64_t each = std::max<int64_t>(operation.out_channels / operation.in_channels, 1);
        const int64_t groups = std::max<int64_t>(
            channels == &Operation::in_channels ? std::min(operation.groups, most) : most / each, 1);
        operation.groups = operation.in_channels = std::min(operation.groups, groups);
        operation.out_channels = operation.groups * each;
    } else {
        const int64_t whole = most - most % operation.groups;
        operation.*channels = std::min(operation.*channels, std::max(whole, operation.groups));
    }
}

Document capped(const Document& document, Measure measure, int64_t most) {
    Document result = document;
    Operation operation = document.operation;
    for (const auto list : lists_of(measure))
        if (list != nullptr)
            for (std::size_t axis = 0; axis < (operation.*list).size(); ++axis)
                (operation.*list)[axis] = std::min((operation.*list)[axis], most);
    if (measure == Measure::cells)
        result.max_cells = most;
    else if (measure == Measure::batch)
        operation.batch = std::min(operation.batch, most);
    else if (measure == Measure::in_channels || measure == Measure::out_channels)
        cap_channels(operation,
                     measure == Measure::in_channels ? &Operation::in_channels : &Operation::out_channels,
                     most);
    set_operation(result, operation);
    return result;
}

bool is_too_large(const Document& document) {
    return std::ranges::any_of(issues_of(document), [](const Issue& i) { return is_of_size(i.code); });
}

/// The document with the largest value of the measure with which it can be shown.
std::optional<Document> shrunk(const Document& document, Measure measure) {
    int64_t fits = measure == Measure::padding ? -1 : 0;
    int64_t exceeds = value_of(document, measure);
    while (exceeds - fits > 1) {
        const int64_t middle = fits + (exceeds - fits) / 2;
        (is_too_large(capped(document, measure, middle)) ? exceeds : fits) = middle;
    }
    if (fits < (measure == Measure::padding ? 0 : 1))
        return std::nullopt;
    Document result = capped(document, measure, fits);
    return issues_of(result).empty() ? std::optional(std::move(result)) : std::nullopt;
}

/// What was changed last gives way first; else the number whose change is the smallest in proportion.
std::optional<Document> shrunk(const Document& document, const Document* last) {
    std::optional<Document> best;
    double best_share = 0;
    for (const Measure measure : measures) {
        const auto value = static_cast<double>(value_of(document, measure));
        const auto candidate = value > 0 ? shrunk(document, measure) : std::nullopt;
        if (!candidate)
            continue;
        const bool changed = last != nullptr && value_of(document, measure) > value_of(*last, measure);
        const double share = (changed ? 1 : 0) + static_cast<double>(value_of(*candidate, measure)) / value;
        if (share > best_share) {
            best_share = share;
            best = candidate;
        }
    }
    return best;
}

/// Small enough for everything.
Document plain_one(Document document) {
    const Operation& o = document.operation;
    const std::size_t dims = std::clamp<std::size_t>(o.dims(), 1, 3);
    set_operation(document, make_operation(o.kind, Sizes::filled(dims, 5), Sizes::filled(dims, 3)));
    document.max_cells = is_image(document) ? Document{}.max_cells : document.max_cells;
    return document;
}

/// Only its sizes count.
Document found(Document draft, const Document* last) {
    const Document wanted = draft;
    for (int round = 0; round < max_rounds; ++round) {
        const std::vector<Issue> issues = issues_of(draft);
        if (issues.empty())
            return draft;
        std::vector<Issue> others = issues;
        std::erase_if(others, [](const Issue& i) { return is_of_size(i.code); });
        if (others.empty()) {
            const auto smaller = shrunk(draft, last);
            return smaller                                       ? *smaller
                   : last != nullptr && issues_of(*last).empty() ? without_numbers(*last)
                                                                 : plain_one(wanted);
        }
        take_changes(draft, operation_of(draft), mended(operation_of(draft), others));
    }
    return issues_of(draft).empty() ? draft : plain_one(wanted);
}

} // namespace

Document without_numbers(const Document& document) {
    Document light;
    light.operation = document.operation;
    light.lenses = document.lenses;
    light.color = document.color;
    light.max_cells = document.max_cells;
    light.input.kind = document.input.kind;
    light.input.image = document.input.image;
    light.weight.kind = document.weight.kind;
    return light;
}

Document nearest_possible(const Document& wanted, const Document* last) {
    if (issues_of(wanted).empty())
        return wanted;
    const Document near = found(without_numbers(wanted), last);
    Document result = wanted;
    result.max_cells = near.max_cells;
    set_operation(result, near.operation);
    return result;
}

} // namespace convlens
