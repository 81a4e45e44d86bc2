// What a layer is called, and what all of them may take.
#include "network_files/network_builder.h"

#include "document/evaluate/memory.h"
#include "document/network.h"
#include "i18n/error.h"
#include "i18n/utf8.h"
#include "input/limits.h"

#include <algorithm>
#include <utility>

namespace convlens {
namespace {

constexpr std::size_t max_name = 200; // bytes
constexpr char32_t first_printable = 0x20;
constexpr char32_t is_delete = 0x7F, last_control = 0x9F;

std::string number_text(int64_t value) {
    return std::to_string(value);
}

Error issue_error(const NetworkIssue& issue, const Layer& layer) {
    Error::Values values{
        {"layer", layer.name}, {"value", number_text(issue.value)}, {"limit", number_text(issue.limit)}};
    const auto error = [&](const char* key) { return Error(Error::Fault::request, key, values, ""); };
    switch (issue.code) {
    case NetworkIssueCode::bad_order:
        return error("error.layer_order");
    case NetworkIssueCode::wrong_axes:
        return error("error.layer_axes");
    case NetworkIssueCode::wrong_channels:
        return error("error.layer_channels");
    case NetworkIssueCode::shapes_differ:
        return error("error.layer_shapes");
    case NetworkIssueCode::impossible:
        if (issue.issue) {
            values[1].second = number_text(issue.issue->value);
            values[2].second = number_text(issue.issue->limit);
            if (issue.issue->code == IssueCode::kernel_exceeds_input)
                return error("error.layer_kernel");
        }
        return error("error.layer_impossible");
    case NetworkIssueCode::wrong_count:
        return error("error.layer_count");
    case NetworkIssueCode::wrong_weights:
        return error("error.layer_weights");
    case NetworkIssueCode::too_large:
        return error("error.layer_too_large");
    }
    return error("error.layer_order");
}

} // namespace

std::string printable_name(std::string_view name) {
    std::string printable;
    while (!name.empty() && printable.size() < max_name) {
        const char32_t character = take_character(name);
        const bool is_control =
            character < first_printable || (character >= is_delete && character <= last_control);
        append_utf8(printable, is_control ? replacement_character : character);
    }
    return printable;
}

void refuse_layer(const Network& network, const NetworkIssue& issue) {
    throw issue_error(issue, network.layers[static_cast<std::size_t>(issue.layer)]);
}

NetworkBuilder::NetworkBuilder(std::string_view input_name, const Sizes& input_shape) {
    Layer input;
    input.kind = LayerKind::input;
    input.name = unique_name(input_name, LayerKind::input);
    network_.layers.push_back(std::move(input));
    if (const auto issue = fit(network_, input_shape))
        refuse_layer(network_, *issue);
}

std::string NetworkBuilder::unique_name(std::string_view wanted, LayerKind kind) {
    std::string name = printable_name(wanted);
    if (name.empty())
        name = std::string(name_of(layer_kind_names(), kind)) + "_" + std::to_string(network_.layers.size());
    if (!names_.insert(name).second) {
        name += "_" + std::to_string(network_.layers.size());
        while (!names_.insert(name).second)
            name += "_";
    }
    return name;
}

int NetworkBuilder::add(Layer layer, std::string_view wanted) {
    if (static_cast<int64_t>(network_.layers.size()) > limits::network_layers)
        throw Error(Error::Fault::request, "error.network_layers",
                    {{"limit", std::to_string(limits::network_layers)}}, "");
    layer.name = unique_name(wanted, layer.kind);
    network_.layers.push_back(std::move(layer));
    if (const auto issue = fit_last(network_))
        refuse_layer(network_, *issue);
    return static_cast<int>(network_.layers.size()) - 1;
}

void NetworkBuilder::charge_weights(int64_t count) {
    weights_ += count;
    require_memory(weights_ * static_cast<int64_t>(sizeof(float)), "");
}

void NetworkBuilder::charge_folded(int64_t count) {
    folded_ += count;
    if (folded_ > limits::network_folded)
        throw Error(Error::Fault::request, "error.onnx_folded",
                    {{"limit", std::to_string(limits::network_folded)}}, "");
}

Network NetworkBuilder::take(int last) {
    std::vector<char> is_needed(network_.layers.size());
    is_needed[0] = is_needed[static_cast<std::size_t>(last)] = 1;
    for (int number = last; number > 0; --number)
        if (is_needed[static_cast<std::size_t>(number)] != 0)
            for (const int read : layer(number).reads)
                is_needed[static_cast<std::size_t>(read)] = 1;
    Network taken;
    std::vector<int> place(network_.layers.size());
    for (std::size_t i = 0; i <= static_cast<std::size_t>(last); ++i) {
        if (is_needed[i] == 0)
            continue;
        place[i] = static_cast<int>(taken.layers.size());
        taken.layers.push_back(std::move(network_.layers[i]));
        for (int& read : taken.layers.back().reads)
            read = place[static_cast<std::size_t>(read)];
    }
    return taken;
}

} // namespace convlens
