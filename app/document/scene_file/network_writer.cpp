// A NetworkDocument as JSON text, as writer.cpp writes a Document.
#include "document/scene_file/network_file.h"

#include "document/names.h"
#include "document/scene_file/lines.h"
#include "document/scene_file/source_json.h"
#include "encoding/base64.h"

namespace convlens {
namespace {

void add_network(Lines& lines, const NetworkSource& source) {
    if (source.onnx)
        lines.add("network", Json{{"file", source.file_name}, {"onnx", to_base64(*source.onnx)}});
    else
        lines.add("network", source.built_in);
    if (source.weights)
        lines.add("weights", to_base64(*source.weights));
}

Json drawing_json(const Drawing& drawing) {
    Json rows = Json::array();
    for (int y = 0; y < Drawing::side; ++y) {
        std::string row;
        for (int x = 0; x < Drawing::side; ++x)
            row += drawing.has_ink(y, x) ? '#' : '.';
        rows.push_back(row);
    }
    return rows;
}

Json input_json(const NetworkInput& input) {
    switch (input.kind) {
    case NetworkInputKind::sample:
        return {{"sample", input.sample}};
    case NetworkInputKind::photograph:
        return {{"photograph", input.photograph}};
    case NetworkInputKind::drawing:
        return {{"drawing", drawing_json(input.drawing)}};
    case NetworkInputKind::image:
        return source_json(image_source(input.image), 2);
    case NetworkInputKind::values: {
        const Tensor<float>& values = *input.values;
        return source_json(values_source(values.shape, {values.data.begin(), values.data.end()}),
                           values.shape.size());
    }
    }
    return {};
}

Json element_json(const NetworkElement& element) {
    Json json{{"layer", element.layer}};
    if (element.channel >= 0)
        json["channel"] = element.channel;
    if (!element.at.empty())
        json["at"] = sizes_json(element.at);
    return json;
}

void add_views(Lines& lines, const NetworkDocument& document) {
    const NetworkDocument usual;
    lines.add("network_view", name_of(network_view_names(), document.view));
    if (document.selected != usual.selected)
        lines.add("selected", element_json(document.selected));
    if (document.rule != usual.rule)
        lines.add("rule", name_of(back_rule_names(), document.rule));
    lines.add_unless(usual.strongest.count, "strongest_count", document.strongest.count);
    lines.add_unless(usual.strongest.of_picture, "strongest_of_picture", document.strongest.of_picture);
    if (document.invariance != usual.invariance)
        lines.add("picture_change", name_of(picture_change_names(), document.invariance.change));
    if (document.occlusion != usual.occlusion)
        lines.add("occlusion", Json{{"side", document.occlusion.side},
                                    {"stride", document.occlusion.stride},
                                    {"output", document.occlusion.output}});
    const LearningView& learning = document.learning;
    if (learning != usual.learning)
        lines.add("learning", Json{{"task", name_of(learning_task_names(), learning.task)},
                                   {"target", name_of(kernel_names(), learning.target)},
                                   {"learning_rate", number_json(learning.learning_rate)},
                                   {"momentum", number_json(learning.momentum)},
                                   {"batch", learning.batch},
                                   {"seed", learning.seed}});
    if (document.cell_text != usual.cell_text)
        lines.add("cell_text", name_of(cell_text_names(), document.cell_text));
    lines.add_unless(usual.digits, "digits", document.digits);
    if (!document.export_size.empty())
        lines.add("export_size", sizes_json(document.export_size));
}

/// Bytes that files inside take as base64, and written numbers at least.
std::size_t shortest_text(const NetworkDocument& document) {
    std::size_t bytes = 0;
    for (const auto& file : {document.network.onnx, document.network.weights})
        bytes += file ? file->size() / 3 * 4 : 0;
    if (document.input.kind == NetworkInputKind::values)
        bytes += 2 * document.input.values->data.size();
    return bytes;
}

} // namespace

std::string write_network_scene(const NetworkDocument& document) {
    require_scene_length(shortest_text(document));
    Lines lines;
    lines.add("schema", 1);
    add_words(lines, "title", document.title);
    add_words(lines, "caption", document.caption);
    add_network(lines, document.network);
    lines.add("input", input_json(document.input));
    if (!document.input.size.empty())
        lines.add("input_size", sizes_json(document.input.size));
    add_views(lines, document);
    add_unknown(lines, document.unknown_keys);
    std::string text = lines.finish();
    require_scene_length(text.size());
    return text;
}

} // namespace convlens
