// JSON text to a NetworkDocument.
#include "document/scene_file/network_file.h"

#include "document/names.h"
#include "document/scene_file/keys.h"
#include "document/scene_file/source_json.h"
#include "encoding/base64.h"

#include <algorithm>

namespace convlens {
namespace {

constexpr std::size_t max_name_bytes = 200;

std::string name_from(const JsonValue& value, const std::string& key) {
    std::string name = text(value, key);
    if (name.size() > max_name_bytes || name.find_first_of("\r\n") != std::string::npos)
        refuse("error.scene_layer_name",
               {{"key", key}, {"value", value.shown()}, {"limit", std::to_string(max_name_bytes)}});
    return name;
}

std::shared_ptr<const std::string> bytes_from(const JsonValue& value, const std::string& key) {
    auto bytes = from_base64(text(value, key));
    if (!bytes)
        refuse("error.scene_base64", {{"key", key}});
    return std::make_shared<const std::string>(std::move(*bytes));
}

/// "digits" or {"file": "lenet.onnx", "onnx": "CAgS.."}
NetworkSource read_source(const JsonValue& value, const std::string& key) {
    NetworkSource source;
    if (value.is(JsonValue::Type::text)) {
        source.built_in = name_from(value, key);
        return source;
    }
    source.built_in.clear();
    object(value, key);
    Keys keys(value, key + ".");
    keys.take("file", [&](const JsonValue& name, const std::string& name_key) {
        source.file_name = name_from(name, name_key);
    });
    keys.need("onnx", [&](const JsonValue& bytes, const std::string& bytes_key) {
        source.onnx = bytes_from(bytes, bytes_key);
    });
    keys.refuse_rest();
    return source;
}

/// 32 texts of 32 signs, # where there is ink.
Drawing read_drawing(const JsonValue& value, const std::string& key) {
    const auto wrong = [&] {
        refuse("error.scene_drawing",
               {{"key", key}, {"value", value.shown()}, {"count", std::to_string(Drawing::side)}});
    };
    if (list(value, key).size() != Drawing::side)
        wrong();
    Drawing drawing;
    int y = 0;
    for (const JsonValue row : value.elements()) {
        const std::string signs = text(row, key);
        if (signs.size() != Drawing::side || signs.find_first_not_of(".#") != std::string::npos)
            wrong();
        for (int x = 0; x < Drawing::side; ++x)
            drawing.set_ink(y, x, signs[static_cast<std::size_t>(x)] == '#');
        ++y;
    }
    return drawing;
}

/// As many axes as the lists are nested; the reader of sources finds whether they are equally long.
std::size_t nesting(JsonValue value) {
    std::size_t depth = 0;
    while (value.is(JsonValue::Type::list) && !value.elements().empty()) {
        ++depth;
        value = *value.elements().begin();
    }
    return std::min(depth, Sizes::capacity);
}

void read_numbers(const JsonValue& value, const std::string& key, const ImageDecoder& decoder,
                  NetworkInput& input) {
    const auto values = value.find("values");
    const std::size_t rank = values ? nesting(*values) : 4;
    if (values && rank < 2)
        refuse("error.scene_length", {{"key", key}, {"value", values->shown()}, {"count", "2"}});
    const Source source = source_from(value, key, rank, decoder, Numbers::read);
    if (source.kind == SourceKind::image) {
        input.kind = NetworkInputKind::image;
        input.image = source.image;
        return;
    }
    auto tensor = std::make_shared<Tensor<float>>(source.values_shape);
    std::transform(source.values->begin(), source.values->end(), tensor->data.begin(),
                   [](double number) { return static_cast<float>(number); });
    input.kind = NetworkInputKind::values;
    input.values = std::move(tensor);
}

NetworkInput read_input(const JsonValue& value, const std::string& key, const ImageDecoder& decoder) {
    object(value, key);
    if (value.find("image") || value.find("values")) {
        NetworkInput input;
        read_numbers(value, key, decoder, input);
        return input;
    }
    NetworkInput input;
    Keys keys(value, key + ".");
    if (keys.take("photograph", [&](const JsonValue& name, const std::string& name_key) {
            input.photograph = name_from(name, name_key);
        })) {
        input.kind = NetworkInputKind::photograph;
    } else if (keys.take("drawing", [&](const JsonValue& rows, const std::string& rows_key) {
                   input.drawing = read_drawing(rows, rows_key);
               })) {
        input.kind = NetworkInputKind::drawing;
    } else {
        keys.need("sample", into(input.sample, 0));
    }
    keys.refuse_rest();
    return input;
}

/// {"layer": "conv2", "channel": 3, "at": [1, 1]}
NetworkElement read_element(const JsonValue& value, const std::string& key) {
    object(value, key);
    NetworkElement element;
    Keys keys(value, key + ".");
    keys.take("layer", [&](const JsonValue& name, const std::string& name_key) {
        element.layer = name_from(name, name_key);
    });
    keys.take("channel", into(element.channel, -1));
    keys.take("at", [&](const JsonValue& at, const std::string& at_key) {
        if (list(at, at_key).size() > 3)
            refuse("error.scene_dims", {{"key", at_key}, {"value", at.shown()}});
        into(element.at, at.elements().size(), 0)(at, at_key);
    });
    keys.refuse_rest();
    return element;
}

OcclusionView read_occlusion(const JsonValue& value, const std::string& key) {
    object(value, key);
    OcclusionView view;
    Keys keys(value, key + ".");
    keys.take("side", into(view.side, 0));
    keys.take("stride", into(view.stride, 0));
    keys.take("output", into(view.output, -1));
    keys.refuse_rest();
    return view;
}

auto into_positive(double& target, double high) {
    return [&target, high](const JsonValue& value, const std::string& key) {
        target = number(value, key);
        if (!(target >= 0 && target <= high))
            refuse(
                "error.scene_number_between",
                {{"key", key}, {"value", value.shown()}, {"limit", std::to_string(static_cast<int>(high))}});
    };
}

LearningView read_learning(const JsonValue& value, const std::string& key) {
    object(value, key);
    LearningView view;
    Keys keys(value, key + ".");
    keys.take("task", into(view.task, learning_task_names()));
    keys.take("target", into(view.target, kernel_names()));
    keys.take("learning_rate", into_positive(view.learning_rate, 100));
    keys.take("momentum", into_positive(view.momentum, 1));
    keys.take("batch", into(view.batch, 1));
    keys.take("seed", [&](const JsonValue& seed, const std::string& seed_key) {
        view.seed = unsigned_integer(seed, seed_key);
    });
    keys.refuse_rest();
    return view;
}

void read_views(Keys& keys, NetworkDocument& document) {
    keys.take("network_view", into(document.view, network_view_names()));
    keys.take("selected", [&](const JsonValue& value, const std::string& key) {
        document.selected = read_element(value, key);
    });
    keys.take("rule", into(document.rule, back_rule_names()));
    keys.take("strongest_count", [&](const JsonValue& value, const std::string& key) {
        document.strongest.count = integer(value, key, 1, max_strongest);
    });
    keys.take("strongest_of_picture", into(document.strongest.of_picture));
    keys.take("picture_change", into(document.invariance.change, picture_change_names()));
    keys.take("occlusion", [&](const JsonValue& value, const std::string& key) {
        document.occlusion = read_occlusion(value, key);
    });
    keys.take("learning", [&](const JsonValue& value, const std::string& key) {
        document.learning = read_learning(value, key);
    });
    keys.take("title", into(document.title));
    keys.take("caption", into(document.caption));
    keys.take("cell_text", into(document.cell_text, cell_text_names()));
    keys.take("digits", [&](const JsonValue& value, const std::string& key) {
        document.digits = integer(value, key, 1, max_digits);
    });
    keys.take("export_size", into_export_size(document.export_size));
}

} // namespace

bool is_network_scene(std::string_view json) {
    try {
        const JsonTree tree(json);
        return tree.root().is(JsonValue::Type::object) && tree.root().find("network");
    } catch (const Error&) {
        return false;
    }
}

NetworkDocument read_network_scene(std::string_view json, const ImageDecoder& image,
                                   const NetworkDecoder& network) {
    const JsonTree tree(json);
    if (!tree.root().is(JsonValue::Type::object))
        refuse("error.scene_not_object", {});
    Keys keys(tree.root());
    NetworkDocument document;
    check_schema(keys);
    keys.need("network", [&](const JsonValue& value, const std::string& key) {
        document.network = read_source(value, key);
    });
    keys.take("weights", [&](const JsonValue& value, const std::string& key) {
        document.network.weights = bytes_from(value, key);
    });
    read_views(keys, document);
    keys.take("input_size", [&](const JsonValue& value, const std::string& key) {
        into(document.input.size, 2, 1)(value, key);
    });
    const Sizes size = document.input.size;
    keys.take("input", [&](const JsonValue& value, const std::string& key) {
        document.input = read_input(value, key, image);
    });
    document.input.size = size;
    document.unknown_keys = keys.rest();
    if (network)
        document.network.network = network(document.network);
    else if (document.network.onnx || document.network.weights)
        refuse("error.scene_network", {{"key", "network"}});
    return document;
}

} // namespace convlens
