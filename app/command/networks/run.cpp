// What layers give for an input, and what reaches the input again; as .npy files.
#include "command/networks/tasks.h"
#include "command/output_arrays.h"
#include "command/standard_output.h"
#include "network/element.h"
#include "network/file.h"
#include "network/output_names.h"
#include "network/sheets.h"
#include "network/way_back.h"
#include "output/files/atomic_file.h"
#include "output/files/staged_files.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

namespace convlens {
namespace {

/// The files of one request: one array or picture, a folder with an array a layer. All of them or none.
class LayerFiles {
public:
    /// `of_layer`: what lies in the folder for each layer up to `last`.
    LayerFiles(const std::string& folder, const Network& network, int last,
               const std::function<const Tensor<float>*(int)>& of_layer) {
        if (folder.empty())
            return;
        folder_.emplace(folder);
        for (int layer = 0; layer <= last; ++layer) {
            const Tensor<float>* const values = of_layer(layer);
            const std::string path = folder_->add(layer_file_name(network, layer));
            const std::size_t file = arrays_.open(path);
            if (values->data.empty())
                arrays_.write(file, Tensor<float>(network.layers[static_cast<std::size_t>(layer)].shape));
            else
                arrays_.write(file, *values);
        }
    }

    void commit(std::string_view text) {
        arrays_.commit(text);
        if (folder_)
            folder_->commit();
    }
    OutputArrays& arrays() { return arrays_; }

private:
    std::optional<StagedFiles> folder_;
    OutputArrays arrays_;
};

/// Where an element lies: a number where the layer has no spatial axes, else [channel, place..].
OrderedJson index_json(const Network& network, int layer, int64_t flat) {
    const Layer& of = network.layers[static_cast<std::size_t>(layer)];
    if (spatial_shape(of).empty())
        return flat;
    return json_of(unravel_index(flat, without_batch(of.shape)));
}

/// Numbers of what the network gives have their names, where they have some.
OrderedJson top_json(const NetworkDocument& document, const Network& network, int layer,
                     const Tensor<float>& values) {
    constexpr std::size_t count = 10;
    std::vector<int64_t> order(values.data.size());
    std::iota(order.begin(), order.end(), 0);
    const std::size_t shown = std::min(count, order.size());
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(shown), order.end(),
                      [&](int64_t a, int64_t b) {
                          const bool a_is_number = values[a] == values[a],
                                     b_is_number = values[b] == values[b];
                          if (a_is_number != b_is_number)
                              return a_is_number;
                          return a_is_number && values[a] != values[b] ? values[a] > values[b] : a < b;
                      });
    OrderedJson top = OrderedJson::array();
    const Texts english(Language::en);
    const bool is_named = layer + 1 == static_cast<int>(network.layers.size()) &&
                          !output_channel_names(document, network, english).empty();
    for (std::size_t i = 0; i < shown; ++i) {
        OrderedJson one{{"index", index_json(network, layer, order[i])},
                        {"value", json_of(static_cast<double>(values[order[i]]))}};
        if (is_named)
            one["name"] = output_element_name(document, network, order[i], english);
        top.push_back(std::move(one));
    }
    return top;
}

bool is_picture_name(const std::string& name) {
    return name.ends_with(".png");
}

} // namespace

void run_layers(const CommandLine& request) {
    const NetworkDocument document = network_document(request);
    const FittedInput input = fitted_input(document, request.target);
    const int layer = asked_layer(request, *input.network);
    const int last = request.network.all.empty() ? layer : static_cast<int>(input.network->layers.size()) - 1;
    const Activations activations = forward(*input.network, input.x, {asked_threads(request), {}}, last);
    const Tensor<float>& values = activations.values[static_cast<std::size_t>(layer)];
    std::string text;
    if (request.json) {
        OrderedJson json;
        json["layer"] = input.network->layers[static_cast<std::size_t>(layer)].name;
        json["size"] = json_of(without_batch(values.shape));
        json["top"] = top_json(document, *input.network, layer, values);
        text = text_of(json);
    }
    LayerFiles files(request.network.all, *input.network, last,
                     [&](int number) { return &activations.values[static_cast<std::size_t>(number)]; });
    files.arrays().write(files.arrays().open(request.output), values);
    files.commit(text);
}

void project_down(const CommandLine& request) {
    const NetworkDocument document = network_document(request);
    const FittedInput input = fitted_input(document, request.target);
    const Network& network = *input.network;
    const NetworkOptions options{asked_threads(request), {}};
    std::optional<AtomicFile> picture;
    if (is_picture_name(request.output))
        picture.emplace(request.output);
    const Activations activations = forward(network, input.x, options);
    const Chosen from = asked_element(request, network, activations);
    WayBack way = way_back(network, activations, from, document.rule, options);
    Tensor<float>& pixels = way.arriving[0];
    if (pixels.data.empty())
        pixels = Tensor<float>(input.x.shape);
    std::string text;
    if (request.json) {
        OrderedJson json;
        json["layer"] = network.layers[static_cast<std::size_t>(from.layer)].name;
        json["rule"] = name_of(back_rule_names(), document.rule);
        json["channel"] = from.channel;
        json["at"] = json_of(from.at);
        json["value"] = json_of(static_cast<double>(from.value));
        text = text_of(json);
    }
    LayerFiles files(request.network.all, network, from.layer,
                     [&](int number) { return &way.arriving[static_cast<std::size_t>(number)]; });
    if (!picture) {
        files.arrays().write(files.arrays().open(request.output), pixels);
        return files.commit(text);
    }
    picture->write(
        projection_png(pixels, scene_in_file(request, document, NetworkView::path), request.output));
    picture->finish();
    files.commit(text);
    picture->commit();
}

void export_network(const CommandLine& request) {
    const NetworkDocument document = network_document(request);
    const std::shared_ptr<const Network> network = fitted_layers(document, request.target);
    write_whole_file(request.output, onnx_of(*network, request.target));
}

} // namespace convlens
