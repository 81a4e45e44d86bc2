// NET and --input to a NetworkDocument, and what of it exists.
#include "command/arguments/as_typed.h"
#include "command/arguments/words.h"
#include "command/networks/tasks.h"
#include "command/target_file.h"
#include "document/evaluate/memory.h"
#include "document/evaluate/parallel.h"
#include "document/scene_file/embedded_scene.h"
#include "i18n/refuse.h"
#include "input/array_file.h"
#include "input/content_type.h"
#include "input/gate.h"
#include "input/image_file.h"
#include "input/shape_text.h"
#include "network/built_in.h"
#include "network/element.h"
#include "network/evaluate.h"
#include "network/file.h"
#include "network/put_in.h"
#include "network_files/network_builder.h"
#include "output/files/write_path.h"

#include <algorithm>
#include <vector>

namespace convlens {
namespace {

/// Without the "network:" of a target of render and export.
std::string net_of(const CommandLine& request) {
    return request.target.starts_with(network_prefix) ? request.target.substr(network_prefix.size())
                                                      : request.target;
}

/// A built-in one, by its name.
bool is_photograph(const std::string& input) {
    return !names_file(input) && photograph(input) != nullptr;
}

/// What --input or --input-size say of the shape, for a model that does not say it; empty: nothing.
Sizes shape_hint(const CommandLine& request) {
    Sizes shape;
    if (request.parameters.input_size) {
        shape = {1, 3}; // channels that a picture has
        for (const int64_t size : *request.parameters.input_size)
            shape.push_back(size);
    } else if (!request.input.empty() && !is_photograph(request.input)) {
        const ArrayPlace place = array_place(request.input);
        keep_piped(place.path);
        if (holds_arrays(content_type(place.path)))
            shape = ArrayReader(request.input).header().shape;
    }
    return shape;
}

NetworkDocument named_document(const CommandLine& request) {
    const std::string net = net_of(request);
    NetworkDocument document;
    if (built_in_network(net) != nullptr) {
        document.network.built_in = net;
        if (!request.network.weights.empty())
            put_weights_file(request.network.weights, document.network);
    } else if (names_file(net)) {
        return read_network_file(net, shape_hint(request), request.network.weights);
    } else {
        refuse("error.network_unknown",
               {{"value", net},
                {"choices", joined(built_in_networks(), ", ")},
                {"guess", std::string(nearest_word(net, built_in_networks()))}},
               net.empty() ? "network" : net);
    }
    return document;
}

/// Numbers as [1, C, spatial..]: without a batch where the network is of one axis more. Of an own network all
/// items of a batch can be run.
Tensor<float> input_numbers(const std::string& place, const InputForm& form, bool takes_batch) {
    const Tensor<double> read = read_array(place);
    Sizes shape = read.shape;
    while (shape.size() < form.axes && !shape.empty()) {
        Sizes longer{1};
        for (const int64_t size : shape)
            longer.push_back(size);
        shape = longer;
    }
    if (shape.empty() || (shape[0] != 1 && !takes_batch))
        refuse("error.network_batch", {{"value", shape_text(read.shape)}}, "--input " + place);
    return {shape, std::vector<float>(read.data.begin(), read.data.end())};
}

void put_input(const CommandLine& request, NetworkDocument& document) {
    if (request.input.empty())
        return;
    NetworkInput& input = document.input;
    const ArrayPlace place = array_place(request.input);
    if (is_photograph(request.input)) {
        input.kind = NetworkInputKind::photograph;
        input.photograph = request.input;
        return;
    }
    keep_piped(place.path);
    const std::string type = content_type(place.path);
    if (holds_arrays(type)) {
        input.kind = NetworkInputKind::values;
        const bool takes_batch = request.network.task == NetworkTask::run && document.network.onnx;
        input.values = std::make_shared<const Tensor<float>>(
            input_numbers(request.input, input_form(document), takes_batch));
    } else if (type == "image" && place.name.empty()) {
        input.kind = NetworkInputKind::image;
        input.image = std::make_shared<const Image>(read_image(request.input));
    } else {
        refuse(type == "image" ? "error.no_names" : "error.input_type", {{"file", place.path}},
               request.input);
    }
}

void put_size(const CommandLine& request, NetworkDocument& document) {
    if (!request.parameters.input_size)
        return;
    const Sizes& size = *request.parameters.input_size;
    if (document.input.kind == NetworkInputKind::values)
        refuse("error.contradiction", {{"other", as_typed("--input", request)}},
               as_typed("--input-size", request));
    const std::string typed = as_typed("--input-size", request);
    if (std::any_of(size.begin(), size.end(), [](int64_t side) { return side < 1; }))
        refuse("error.network_input_size", {{"value", size_words(size)}}, typed);
    if (const std::size_t axes = input_form(document).axes; size.size() + 2 != axes)
        refuse("error.network_input_axes",
               {{"value", std::to_string(size.size())}, {"needed", std::to_string(axes - 2)}}, typed);
    document.input.size = size;
}

[[noreturn]] void refuse_misfit(const Network& network, const Sizes& shape, const NetworkMisfit& misfit,
                                const std::string& where) {
    if (misfit.issue.issue && misfit.issue.issue->code == IssueCode::too_much_memory)
        require_memory(misfit.issue.value, where);
    const bool is_about_size = misfit.issue.code == NetworkIssueCode::impossible ||
                               misfit.issue.code == NetworkIssueCode::wrong_count ||
                               misfit.issue.code == NetworkIssueCode::shapes_differ;
    if (!is_about_size || misfit.that_would.empty()) {
        try {
            refuse_layer(network, misfit.issue);
        } catch (Error& error) {
            error.where = where;
            throw;
        }
    }
    std::string choices;
    for (const Sizes& size : misfit.that_would)
        choices += (choices.empty() ? "" : ", ") + size_words(size);
    refuse("error.network_size",
           {{"value", size_words(without_batch(shape))}, {"layer", misfit.layer}, {"choices", choices}},
           where);
}

std::shared_ptr<const Network> fitted(const NetworkDocument& document, const Sizes& shape,
                                      const std::string& where) {
    const std::shared_ptr<const Network> layers = layers_for_input(document.network, shape);
    std::optional<NetworkMisfit> misfit;
    auto network = fitted_network(*layers, shape, misfit);
    if (misfit)
        refuse_misfit(*layers, shape, *misfit, where);
    return network;
}

} // namespace

NetworkDocument network_document(const CommandLine& request) {
    NetworkDocument document = named_document(request);
    put_input(request, document);
    put_size(request, document);
    document.selected.layer = request.network.layer;
    document.selected.channel = request.network.channel.value_or(-1);
    document.selected.at = request.network.at.value_or(Sizes{});
    if (request.network.rule)
        document.rule = *request.network.rule;
    if (request.network.view)
        document.view = *request.network.view;
    return document;
}

std::string scene_in_file(const CommandLine& request, NetworkDocument document, NetworkView view) {
    if (request.no_scene)
        return {};
    document.view = view;
    return embedded_scene(document, 0);
}

FittedInput fitted_input(const NetworkDocument& document, const std::string& where) {
    FittedInput input;
    input.x = put_in(document).x;
    input.network = fitted(document, input.x.shape, where);
    return input;
}

std::shared_ptr<const Network> fitted_layers(const NetworkDocument& document, const std::string& where) {
    const Sizes& as_read = network_of(document.network)->layers[0].shape;
    const InputForm form = input_form(document);
    const Sizes& wanted = document.input.size;
    if (!as_read.empty() && wanted.empty())
        return fitted(document, as_read, where);
    Sizes shape{1, form.channels > 0 ? form.channels : as_read.size() > 1 ? as_read[1] : 1};
    for (const int64_t size : !wanted.empty() ? wanted : !form.spatial.empty() ? form.spatial : form.usual)
        shape.push_back(size);
    return fitted(document, shape, where);
}

int asked_layer(const CommandLine& request, const Network& network) {
    const std::string& name = request.network.layer;
    if (name.empty())
        return static_cast<int>(network.layers.size()) - 1;
    if (const auto layer = layer_named(network, name))
        return *layer;
    constexpr std::size_t max_listed = 60;
    std::vector<std::string_view> names;
    for (const Layer& layer : network.layers)
        names.push_back(layer.name);
    const std::string guess(nearest_word(name, names));
    names.resize(std::min(names.size(), max_listed));
    refuse("error.network_layer", {{"value", name}, {"choices", joined(names, ", ")}, {"guess", guess}},
           "--layer");
}

Chosen asked_element(const CommandLine& request, const Network& network, const Activations& activations) {
    const int layer = asked_layer(request, network);
    const Layer& of = network.layers[static_cast<std::size_t>(layer)];
    const int64_t channel = request.network.channel.value_or(-1);
    if (channel >= channel_count(of))
        refuse("error.whole_number",
               {{"value", std::to_string(channel)},
                {"least", "0"},
                {"most", std::to_string(channel_count(of) - 1)}},
               "--channel");
    const Tensor<float>& values = activations.values[static_cast<std::size_t>(layer)];
    if (!request.network.at)
        return strongest_element(network, values, layer, channel);
    const Sizes spatial = spatial_shape(of);
    const Sizes& at = *request.network.at;
    bool exists = at.size() == spatial.size();
    for (std::size_t axis = 0; exists && axis < at.size(); ++axis)
        exists = at[axis] < spatial[axis];
    if (!exists)
        refuse(spatial.empty() ? "error.network_no_places" : "error.network_place",
               {{"layer", of.name}, {"size", size_words(spatial)}}, as_typed("--at", request));
    return element_at(network, values, layer, channel, at);
}

Sizes without_batch(const Sizes& shape) {
    Sizes rest;
    for (std::size_t axis = 1; axis < shape.size(); ++axis)
        rest.push_back(shape[axis]);
    return rest;
}

std::string size_words(const Sizes& sizes) {
    std::string text;
    for (const int64_t size : sizes)
        text.append(text.empty() ? "" : "x").append(std::to_string(size));
    return text;
}

int asked_threads(const CommandLine& request) {
    return static_cast<int>(request.threads.value_or(processors()));
}

std::string layer_file_name(const Network& network, int layer) {
    const auto last = static_cast<int64_t>(network.layers.size()) - 1;
    std::string name = network.layers[static_cast<std::size_t>(layer)].name;
    for (char& c : name) {
        const bool stays = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           c == '.' || c == '-' || c == '_';
        c = stays ? c : '_';
    }
    constexpr std::size_t max_name = 200; // bytes, within what file systems take
    return padded_number(layer, last, 2) + "_" + name.substr(0, max_name) + ".npy";
}

} // namespace convlens
