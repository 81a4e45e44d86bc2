// What networks there are and what their layers are, in words and JSON. Nothing is computed.
#include "command/describe.h"
#include "command/networks/tasks.h"
#include "command/standard_output.h"
#include "network/built_in.h"
#include "network/evaluate.h"
#include "network/output_names.h"

#include <algorithm>
#include <vector>

namespace convlens {
namespace {

int64_t all_parameters(const Network& network) {
    int64_t sum = 0;
    for (const Layer& layer : network.layers)
        sum += parameter_count(layer);
    return sum;
}

Sizes shape_read(const Network& network, const Layer& layer) {
    const int from = layer.reads.empty() ? 0 : layer.reads[0];
    return without_batch(network.layers[static_cast<std::size_t>(from)].shape);
}

/// describe's keys of an operation, but for those that the layer itself has.
void add_operation(OrderedJson& json, const Operation& operation) {
    const OrderedJson keys = description(operation);
    for (const auto& [key, value] : keys.items())
        if (!json.contains(key))
            json[key] = value;
}

OrderedJson layer_json(const Network& network, int number) {
    const Layer& layer = network.layers[static_cast<std::size_t>(number)];
    const LayerFacts facts = layer_facts(network, number);
    OrderedJson reads = OrderedJson::array();
    for (const int read : layer.reads)
        reads.push_back(network.layers[static_cast<std::size_t>(read)].name);
    OrderedJson json;
    json["name"] = layer.name;
    json["kind"] = name_of(layer_kind_names(), layer.kind);
    json["reads"] = std::move(reads);
    json["input_size"] = json_of(shape_read(network, layer));
    json["output_size"] = json_of(without_batch(layer.shape));
    json["parameters"] = facts.parameters;
    json["multiply_adds"] = facts.multiply_adds;
    json["receptive_field"] = json_of(facts.receptive_field);
    if (is_operation(layer.kind)) {
        add_operation(json, layer.operation);
        json["in_channels"] = layer.operation.in_channels;
        json["out_channels"] = layer.operation.out_channels;
        json["groups"] = layer.operation.groups;
    }
    return json;
}

/// Columns as wide as their widest word.
std::string table_text(const std::vector<std::vector<std::string>>& rows) {
    const auto width_of = [](const std::string& word) { // signs, of which Chinese ones are two wide
        std::size_t width = 0;
        for (const char c : word)
            width += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
        const std::size_t wide = (word.size() - width) / 2;
        return width + wide;
    };
    std::vector<std::size_t> widths(rows.front().size());
    for (const auto& row : rows)
        for (std::size_t column = 0; column < row.size(); ++column)
            widths[column] = std::max(widths[column], width_of(row[column]));
    std::string text;
    for (const auto& row : rows) {
        std::string line;
        for (std::size_t column = 0; column < row.size(); ++column)
            line += row[column] + std::string(widths[column] - width_of(row[column]) + 2, ' ');
        text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
    }
    return text;
}

/// "Outputs, by channel: 0, 1, 2", long names in a line each; nothing where they have none.
std::string outputs_text(const std::vector<std::string>& names, const Texts& texts) {
    constexpr std::size_t max_line = 60; // bytes of names on one line
    if (names.empty())
        return {};
    std::string line;
    std::vector<std::vector<std::string>> rows;
    for (const std::string& name : names) {
        line += (line.empty() ? "" : ", ") + name;
        rows.push_back({std::to_string(rows.size()), name});
    }
    return "\n" + texts("network.outputs", {{"names", line.size() <= max_line ? " " + line : ""}}) + "\n" +
           (line.size() <= max_line ? "" : table_text(rows));
}

} // namespace

void list_networks(const CommandLine& request, const Texts& texts) {
    OrderedJson list = OrderedJson::array();
    std::vector<std::vector<std::string>> rows;
    for (const std::string_view name : built_in_networks()) {
        const BuiltInNetwork& network = *built_in_network(name);
        const int64_t parameters = all_parameters(*layers_of(name));
        rows.push_back({std::string(name), size_words(network.input),
                        texts("network.parameters", {{"count", std::to_string(parameters)}}),
                        std::string(texts(network.title))});
        OrderedJson one;
        one["name"] = name;
        one["title"] = {{"en", std::string(Texts(Language::en)(network.title))},
                        {"zh", std::string(Texts(Language::zh)(network.title))}};
        one["input_size"] = json_of(network.input);
        one["parameters"] = parameters;
        for (const char* const key : {"command", "seed", "accuracy"})
            if (const std::string value = built_in_metadata(name, key); !value.empty())
                one[key] = value;
        list.push_back(std::move(one));
    }
    write_standard_output(request.json ? text_of(list) : table_text(rows));
}

void describe_network(const CommandLine& request, const Texts& texts) {
    const NetworkDocument document = network_document(request);
    const std::shared_ptr<const Network> network = fitted_layers(document, request.target);
    if (request.json) {
        OrderedJson json;
        json["name"] = request.target;
        json["input_size"] = json_of(without_batch(network->layers.front().shape));
        json["output_size"] = json_of(without_batch(network->layers.back().shape));
        json["parameters"] = all_parameters(*network);
        if (const auto names = output_channel_names(document, *network, Texts(Language::en)); !names.empty())
            json["output_names"] = names;
        json["layers"] = OrderedJson::array();
        int64_t multiply_adds_in_all = 0;
        for (int layer = 0; layer < static_cast<int>(network->layers.size()); ++layer) {
            json["layers"].push_back(layer_json(*network, layer));
            multiply_adds_in_all += multiply_adds(*network, layer);
        }
        json["multiply_adds"] = multiply_adds_in_all;
        return write_standard_output(text_of(json));
    }
    std::vector<std::vector<std::string>> rows;
    std::vector<std::string> heading;
    for (const char* const key : {"network.layer", "network.kind", "network.reads", "network.output_size",
                                  "network.parameter_count", "network.multiply_adds", "network.sees"})
        heading.emplace_back(texts(key));
    rows.push_back(heading);
    for (int number = 0; number < static_cast<int>(network->layers.size()); ++number) {
        const Layer& layer = network->layers[static_cast<std::size_t>(number)];
        const LayerFacts facts = layer_facts(*network, number);
        std::string reads;
        for (const int read : layer.reads)
            reads += (reads.empty() ? "" : ", ") + network->layers[static_cast<std::size_t>(read)].name;
        rows.push_back({layer.name, std::string(name_of(layer_kind_names(), layer.kind)), reads,
                        size_words(without_batch(layer.shape)), std::to_string(facts.parameters),
                        std::to_string(facts.multiply_adds), size_words(facts.receptive_field)});
    }
    write_standard_output(table_text(rows) +
                          outputs_text(output_channel_names(document, *network, texts), texts));
}

} // namespace convlens
