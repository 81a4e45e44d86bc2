// JSON text to a Document. One function for each group of keys; a key that none of them takes is kept as it
// is.
#include "document/scene_file.h"

#include "document/json_reader.h"
#include "document/names.h"
#include "document/refuse.h"
#include "document/source_json.h"

#include <algorithm>
#include <limits>

namespace convlens {
namespace {

constexpr int64_t largest = std::numeric_limits<int32_t>::max();
constexpr int64_t largest_side = 16384; // px or cells

/// "title.en": how messages name a key inside another.
std::string member(const std::string& key, const std::string& name) {
    return key + "." + name;
}

/// The keys of a scene, taken out one after the other; what is left at the end is unknown.
class Keys {
public:
    explicit Keys(Json json) : json_(std::move(json)) {}

    /// Calls use(value, key) where the key is there.
    template <class Use> bool take(const std::string& key, const Use& use) {
        const auto found = json_.find(key);
        if (found == json_.end())
            return false;
        use(*found, key);
        json_.erase(found);
        return true;
    }
    template <class Use> void need(const std::string& key, const Use& use) {
        if (!take(key, use))
            refuse("error.scene_missing", {{"key", key}});
    }
    const Json& rest() const { return json_; }

private:
    Json json_;
};

auto into(int64_t& target, int64_t low) {
    return [&target, low](const Json& value, const std::string& key) {
        target = integer(value, key, low, largest);
    };
}
auto into(bool& target) {
    return [&target](const Json& value, const std::string& key) { target = boolean(value, key); };
}
template <class Enum> auto into(Enum& target, Names<Enum> names) {
    return [&target, names](const Json& value, const std::string& key) {
        const auto found =
            value.is_string() ? named(names, value.get_ref<const std::string&>()) : std::nullopt;
        if (!found)
            refuse_choice(value, key, joined_names(names));
        target = *found;
    };
}
/// One number for each spatial axis.
auto into(Sizes& target, std::size_t dims, int64_t low) {
    return [&target, dims, low](const Json& value, const std::string& key) {
        if (list(value, key).size() != dims)
            refuse("error.scene_length",
                   {{"key", key}, {"value", shown(value)}, {"count", std::to_string(dims)}});
        target = {};
        for (const Json& number : value)
            target.push_back(integer(number, key, low, largest));
    };
}

auto into(LocalText& target) {
    return [&target](const Json& value, const std::string& key) {
        for (const auto& [language, words] : object(value, key).items()) {
            if (language == "en")
                target.en = text(words, key + ".en");
            else if (language == "zh")
                target.zh = text(words, key + ".zh");
            else
                refuse("error.scene_unknown_key", {{"key", shown(member(key, language))}});
        }
    };
}

/// [[begin, end], ...]
auto padding_into(Operation& operation) {
    return [&operation](const Json& value, const std::string& key) {
        const std::size_t dims = operation.dims();
        if (list(value, key).size() != dims)
            refuse("error.scene_length",
                   {{"key", key}, {"value", shown(value)}, {"count", std::to_string(dims)}});
        for (std::size_t axis = 0; axis < dims; ++axis) {
            Sizes pair;
            into(pair, 2, 0)(value[axis], key);
            operation.padding_begin[axis] = pair[0];
            operation.padding_end[axis] = pair[1];
        }
    };
}

void check_schema(Keys& keys) {
    keys.need("schema", [](const Json& value, const std::string& key) {
        const int64_t schema = integer(value, key, 1, largest);
        if (schema > 1)
            refuse("error.scene_newer", {{"value", std::to_string(schema)}});
    });
}

/// Kernel size and input size first: the number of axes and the defaults follow from them.
Operation read_operation(Keys& keys) {
    Kind kind{};
    keys.need("operation", into(kind, kind_names()));
    Sizes input, kernel;
    keys.need("input_size", [&](const Json& value, const std::string& key) {
        const std::size_t dims = list(value, key).size();
        if (dims < 1 || dims > 3)
            refuse("error.scene_dims", {{"key", key}, {"value", shown(value)}});
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
              [&](const Json& value, const std::string& key) { operation.norm_p = number(value, key); });
    return operation;
}

/// A list of different names.
auto into(std::vector<Lens>& target) {
    return [&target](const Json& value, const std::string& key) {
        target.clear();
        for (const Json& name : list(value, key)) {
            Lens lens{};
            into(lens, lens_names())(name, key);
            if (std::find(target.begin(), target.end(), lens) != target.end())
                refuse("error.scene_repeated", {{"key", key}, {"value", shown(name)}});
            target.push_back(lens);
        }
    };
}

/// [{"tensor": "x", "at": [0, 0, 1, 2]}, ...]; coordinates outside a tensor light nothing.
auto into(std::vector<Pin>& target, std::size_t rank) {
    return [&target, rank](const Json& value, const std::string& key) {
        if (list(value, key).size() > max_pins)
            refuse(
                "error.scene_pins",
                {{"key", key}, {"value", std::to_string(value.size())}, {"limit", std::to_string(max_pins)}});
        target.clear();
        for (const Json& pin : value) {
            Pin& read = target.emplace_back();
            for (const auto& [name, part] : object(pin, key).items()) {
                const std::string full = member(key, name);
                Sizes at;
                if (name == "tensor")
                    into(read.tensor, pin_names())(part, full);
                else if (name == "at")
                    into(at, rank, 0)(part, full);
                else
                    refuse("error.scene_unknown_key", {{"key", shown(full)}});
                read.at.insert(read.at.end(), at.begin(), at.end());
            }
            for (const char* needed : {"tensor", "at"})
                if (!pin.contains(needed))
                    refuse("error.scene_missing", {{"key", member(key, needed)}});
        }
    };
}

void read_look(Keys& keys, Document& document) {
    const auto into_text = [](std::string& target) {
        return [&target](const Json& value, const std::string& key) { target = text(value, key); };
    };
    keys.take("name", into_text(document.name));
    keys.take("title", into(document.title));
    keys.take("caption", into(document.caption));
    keys.take("view", into(document.view, view_names()));
    keys.take("cell_text", into(document.cell_text, cell_text_names()));
    keys.take("lenses", into(document.lenses));
    keys.take("gradient_order", into(document.gradients_lens.order, gradient_order_names()));
    keys.take("code_framework", into(document.code_lens.framework, framework_names()));
    keys.take("layers", [&](const Json& value, const std::string& key) {
        document.reach_lens.layers = integer(value, key, 1, max_layers);
    });
    keys.take("transposed_way", into(document.transposed_lens.way, transposed_way_names()));
    keys.take("pins", into(document.pins, document.operation.dims() + 2));
    keys.take("color", into(document.color));
    keys.take("max_cells", [&](const Json& value, const std::string& key) {
        document.max_cells = integer(value, key, 0, largest_side);
    });
    keys.take("export_size", [&](const Json& value, const std::string& key) {
        into(document.export_size, 2, 1)(value, key);
        for (const Json& side : value)
            integer(side, key, 1, largest_side);
    });
}

} // namespace

Document read_scene(std::string_view json, const ImageDecoder& decoder) {
    Json parsed = parse_json(json);
    if (!parsed.is_object())
        refuse("error.scene_not_object", {});
    Keys keys(std::move(parsed));
    check_schema(keys);

    Document document;
    document.operation = read_operation(keys);
    keys.take("flip_kernel", into(document.flip_kernel));
    keys.take("power_mean", into(document.power_mean));
    const auto into_source = [&](Source& source) {
        return [&](const Json& value, const std::string& key) {
            source = source_from(value, key, document.operation.dims() + 2, decoder);
        };
    };
    keys.take("input", into_source(document.input));
    keys.take("weight", into_source(document.weight));
    keys.take("grad_output", into_source(document.grad_output));
    keys.take("unpool_plane", into_source(document.unpool_plane));
    read_look(keys, document);
    if (!keys.rest().empty())
        document.unknown_keys = keys.rest().dump();
    return document;
}

} // namespace convlens
