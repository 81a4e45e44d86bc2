// JSON text to a Document. One function for each group of keys; a key that none of them takes is kept as it
// is.
#include "document/scene_file/scene_file.h"

#include "document/evaluate/results.h"
#include "document/json/reader.h"
#include "document/json/strings.h"
#include "document/names.h"
#include "document/scene_file/keys.h"
#include "document/scene_file/source_json.h"
#include "i18n/refuse.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace convlens {
namespace {

using convlens::into;
constexpr std::size_t max_layer_name = 200; // bytes

/// [[begin, end], ...]
auto padding_into(Operation& operation) {
    return [&operation](const JsonValue& value, const std::string& key) {
        const std::size_t dims = operation.dims();
        if (list(value, key).size() != dims)
            refuse("error.scene_length",
                   {{"key", key}, {"value", value.shown()}, {"count", std::to_string(dims)}});
        std::size_t axis = 0;
        for (const JsonValue one : value.elements()) {
            Sizes pair;
            into(pair, 2, 0)(one, key);
            operation.padding_begin[axis] = pair[0];
            operation.padding_end[axis++] = pair[1];
        }
    };
}

/// Kernel size and input size first: the number of axes and the defaults follow from them.
Operation read_operation(Keys& keys) {
    Kind kind{};
    keys.need("operation", into(kind, kind_names()));
    Sizes input, kernel;
    keys.need("input_size", [&](const JsonValue& value, const std::string& key) {
        const std::size_t dims = list(value, key).size();
        if (dims < 1 || dims > 3)
            refuse("error.scene_dims", {{"key", key}, {"value", value.shown()}});
        into(input, dims, 0)(value, key);
    });
    keys.need("kernel_size", into(kernel, input.size(), 0));

    Operation operation = make_operation(kind, input, kernel);
    const std::size_t dims = input.size();
    keys.take("stride", into(operation.stride, dims, 0));
    keys.take("padding", padding_into(operation));
    keys.take("padding_mode", into(operation.padding_mode, padding_mode_names()));
    keys.take("dilation", into(operation.dilation, dims, 0));
    keys.take("output_padding", into(operation.output_padding, dims, -largest));
    keys.take("batch", into(operation.batch, 0));
    keys.take("in_channels", into(operation.in_channels, 0));
    if (!has_weight(kind))
        operation.out_channels = operation.in_channels;
    keys.take("out_channels", into(operation.out_channels, 0));
    keys.take("groups", into(operation.groups, 0));
    keys.take("ceil_mode", into(operation.ceil_mode));
    keys.take("count_include_pad", into(operation.count_include_pad));
    keys.take("norm_p",
              [&](const JsonValue& value, const std::string& key) { operation.norm_p = number(value, key); });
    return operation;
}

/// A list of different names.
auto into(std::vector<Lens>& target) {
    return [&target](const JsonValue& value, const std::string& key) {
        target.clear();
        for (const JsonValue name : list(value, key)) {
            Lens lens{};
            into(lens, lens_names())(name, key);
            if (std::find(target.begin(), target.end(), lens) != target.end())
                refuse("error.scene_repeated", {{"key", key}, {"value", name.shown()}});
            target.push_back(lens);
        }
    };
}

/// [{"tensor": "x", "at": [0, 0, 1, 2]}, ...]; coordinates outside a tensor light nothing.
auto into(std::vector<Pin>& target, std::size_t rank) {
    return [&target, rank](const JsonValue& value, const std::string& key) {
        const std::size_t count = list(value, key).size();
        if (count > max_pins)
            refuse("error.scene_pins",
                   {{"key", key}, {"value", std::to_string(count)}, {"limit", std::to_string(max_pins)}});
        target.clear();
        for (const JsonValue pin : value.elements()) {
            Pin& read = target.emplace_back();
            for (const auto& [name, part] : object(pin, key)) {
                const std::string full = member(key, name);
                Sizes at;
                if (name == "tensor")
                    into(read.tensor, pin_names())(part, full);
                else if (name == "at")
                    into(at, rank, 0)(part, full);
                else
                    refuse("error.scene_unknown_key", {{"key", quoted_short(full)}});
                read.at.insert(read.at.end(), at.begin(), at.end());
            }
            for (const char* needed : {"tensor", "at"})
                if (!pin.find(needed))
                    refuse("error.scene_missing", {{"key", member(key, needed)}});
        }
    };
}

/// {"layer": "nn.Conv2d", "operation": "conv", ...}, {"layer": "nn.Linear", "in_features": 400, "output":
/// [10]}
ChainLayer read_layer(Keys& keys) {
    ChainLayer layer;
    keys.need("layer", [&](const JsonValue& value, const std::string& key) {
        layer.name = text(value, key);
        if (layer.name.size() > max_layer_name || layer.name.find_first_of("\r\n") != std::string::npos)
            refuse("error.scene_layer_name",
                   {{"key", key}, {"value", value.shown()}, {"limit", std::to_string(max_layer_name)}});
    });
    int64_t written = 0;
    keys.take("written", into(written, 1));
    if (keys.has("operation")) {
        layer.operation = read_operation(keys);
        layer.needed = layer.operation->in_channels;
        layer.output = chain_output(*layer.operation);
    } else {
        layer.is_linear = keys.take("in_features", into(layer.needed, 1));
        keys.need("output", [&](const JsonValue& value, const std::string& key) {
            const std::size_t axes = list(value, key).size();
            if (axes < 1 || axes > 4)
                refuse("error.scene_layer_output", {{"key", key}, {"value", value.shown()}});
            into(layer.output, axes, 1)(value, key);
        });
    }
    if (written > 0 && written != layer.needed && layer.needed > 0)
        layer.written = written;
    keys.refuse_rest();
    return layer;
}

auto into(std::vector<ChainLayer>& target) {
    return [&target](const JsonValue& value, const std::string& key) {
        const std::size_t count = list(value, key).size();
        if (count > max_chain)
            refuse("error.scene_chain",
                   {{"key", key}, {"value", std::to_string(count)}, {"limit", std::to_string(max_chain)}});
        for (const JsonValue layer : value.elements()) {
            const std::string name = key + "[" + std::to_string(target.size()) + "]";
            object(layer, name);
            Keys keys(layer, name + ".");
            target.push_back(read_layer(keys));
        }
        if (const auto at = first_misfit(target))
            refuse("error.scene_misfit", {{"key", key + "[" + std::to_string(*at) + "]"}});
    };
}

void read_look(Keys& keys, Document& document) {
    keys.take("name", into(document.name));
    keys.take("title", into(document.title));
    keys.take("caption", into(document.caption));
    keys.take("view", into(document.view, view_names()));
    keys.take("cell_text", into(document.cell_text, cell_text_names()));
    keys.take("digits", [&](const JsonValue& value, const std::string& key) {
        document.digits = integer(value, key, 1, max_digits);
    });
    keys.take("lenses", into(document.lenses));
    keys.take("gradient_order", into(document.gradients_lens.order, gradient_order_names()));
    keys.take("code_framework", into(document.code_lens.framework, framework_names()));
    keys.take("layers", [&](const JsonValue& value, const std::string& key) {
        document.reach_lens.layers = integer(value, key, 1, max_layers);
    });
    keys.take("chain", into(document.sizes_lens.chain));
    keys.take("chain_layer", [&](const JsonValue& value, const std::string& key) {
        const auto count = static_cast<int64_t>(document.sizes_lens.chain.size());
        document.sizes_lens.layer = integer(value, key, -1, count - 1);
    });
    keys.take("pair", into(document.pair));
    keys.take("unrolled_all_rows", into(document.unrolled_lens.all_rows));
    keys.take("transposed_way", into(document.transposed_lens.way, transposed_way_names()));
    keys.take("pins", into(document.pins, document.operation.dims() + 2));
    keys.take("color", into(document.color));
    keys.take("max_cells", [&](const JsonValue& value, const std::string& key) {
        document.max_cells = integer(value, key, 0, largest_side);
    });
    keys.take("export_size", into_export_size(document.export_size));
}

/// Everything but the sources of numbers.
void read_all_but_sources(Keys& keys, Document& document) {
    check_schema(keys);
    document.operation = read_operation(keys);
    keys.take("flip_kernel", into(document.flip_kernel));
    keys.take("power_mean", into(document.power_mean));
    read_look(keys, document);
}

void read_sources(Keys& keys, Document& document, const ImageDecoder& decoder, Numbers numbers) {
    const auto into_source = [&](Source& source) {
        return [&](const JsonValue& value, const std::string& key) {
            source = source_from(value, key, document.operation.dims() + 2, decoder, numbers);
        };
    };
    keys.take("input", into_source(document.input));
    keys.take("weight", into_source(document.weight));
    keys.take("grad_output", into_source(document.grad_output));
    keys.take("unpool_plane", into_source(document.unpool_plane));
}

/// One finite number for each channel of the output; none is no list. Behind the sources: a picture has its
/// own channels.
void read_bias(Keys& keys, Document& document) {
    keys.take("bias", [&](const JsonValue& value, const std::string& key) {
        const Operation operation = operation_of(document);
        if (!has_weight(operation.kind))
            refuse("error.scene_bias",
                   {{"key", key}, {"value", std::string(name_of(kind_names(), operation.kind))}});
        const auto count = static_cast<int64_t>(list(value, key).size());
        if (count == 0 || count != operation.out_channels)
            refuse(
                "error.scene_length",
                {{"key", key}, {"value", value.shown()}, {"count", std::to_string(operation.out_channels)}});
        for (const JsonValue element : value.elements()) {
            document.bias.push_back(number(element, key));
            if (!std::isfinite(document.bias.back()))
                refuse("error.scene_finite", {{"key", key}, {"value", element.shown()}});
        }
    });
}

} // namespace

Document read_scene(std::string_view json, const ImageDecoder& decoder) {
    const JsonTree tree(json);
    if (!tree.root().is(JsonValue::Type::object))
        refuse("error.scene_not_object", {});
    Keys keys(tree.root());
    Document document;
    read_all_but_sources(keys, document);
    // What is refused is refused before anything large is made of it.
    read_sources(keys, document, decoder, Numbers::only_checked);
    read_sources(keys, document, decoder, Numbers::read);
    read_bias(keys, document);
    document.unknown_keys = keys.rest();
    return document;
}

} // namespace convlens
