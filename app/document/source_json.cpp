// Lists of values are nested as people write matrices; edits are {"at": [coordinates], "value": number}.
#include "document/source_json.h"

#include "document/names.h"
#include "document/refuse.h"
#include "encoding/base64.h"
#include "encoding/png.h"

#include <algorithm>
#include <limits>

namespace convlens {
namespace {

std::string png_of(const Image& image) {
    const PngColors colors = image.channels == 1 ? PngColors::grey : PngColors::rgb;
    const auto row = static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.channels);
    return encode_png({image.width, image.height, colors, PngChunks::one}, [&](int y, uint8_t* samples) {
        std::copy_n(image.pixels.data() + static_cast<std::size_t>(y) * row, row, samples);
    });
}

/// Appends the numbers of a nested list, which must have the given shape from `axis` on.
void collect(const Json& json, const std::string& key, const Sizes& shape, std::size_t axis,
             std::vector<double>& values) {
    if (axis == shape.size()) {
        values.push_back(number(json, key));
        return;
    }
    if (!json.is_array() || static_cast<int64_t>(json.size()) != shape[axis])
        refuse("error.scene_ragged", {{"key", key}, {"value", shown(json)}});
    for (const Json& part : json)
        collect(part, key, shape, axis + 1, values);
}

void read_values(const Json& json, const std::string& key, std::size_t rank, Source& source) {
    Sizes shape;
    for (const Json* part = &list(json, key); part->is_array(); part = &part->front()) {
        if (shape.size() == rank)
            refuse("error.scene_axes", {{"key", key}, {"limit", std::to_string(rank)}});
        shape.push_back(static_cast<int64_t>(part->size()));
        if (part->empty())
            refuse("error.scene_ragged", {{"key", key}, {"value", shown(json)}});
    }
    std::vector<double> values;
    collect(json, key, shape, 0, values);
    source.kind = SourceKind::values;
    source.values_shape = Sizes::filled(rank - shape.size(), 1);
    for (const int64_t size : shape)
        source.values_shape.push_back(size);
    source.values = std::make_shared<const std::vector<double>>(std::move(values));
}

void read_image(const Json& json, const std::string& key, const ImageDecoder& decoder, Source& source) {
    const auto bytes = from_base64(text(json, key));
    if (!bytes || !decoder)
        refuse("error.scene_image", {{"key", key}});
    source.kind = SourceKind::image;
    source.image = std::make_shared<const Image>(decoder(*bytes));
}

void read_edits(const Json& json, const std::string& key, std::size_t rank, Source& source) {
    for (const Json& edit : list(json, key)) {
        object(edit, key);
        if (edit.size() != 2 || !edit.contains("at") || !edit.contains("value"))
            refuse_choice(edit, key, "{\"at\": [...], \"value\": ...}");
        std::vector<int64_t> at;
        for (const Json& coordinate : list(edit["at"], key + ".at"))
            at.push_back(integer(coordinate, key + ".at", 0, std::numeric_limits<int32_t>::max()));
        if (at.size() != rank)
            refuse("error.scene_length",
                   {{"key", key + ".at"}, {"value", shown(edit["at"])}, {"count", std::to_string(rank)}});
        source.edits[at] = number(edit["value"], key + ".value");
    }
}

/// 0 is written by leaving it out.
Beyond beyond_from(const Json& json, const std::string& key) {
    if (json == "small")
        return Beyond::small;
    if (!(json.is_number_integer() && json == 0))
        refuse_choice(json, key, "\"small\", 0");
    return Beyond::zeros;
}

template <class Enum> Enum choice(const Json& json, const std::string& key, Names<Enum> names) {
    const auto value = json.is_string() ? named(names, json.get_ref<const std::string&>()) : std::nullopt;
    if (!value)
        refuse_choice(json, key, joined_names(names));
    return *value;
}

Json nested(const Source& source, const Sizes& shape, std::size_t axis, std::size_t& at) {
    if (axis == shape.size())
        return number_json((*source.values)[at++]);
    Json result = Json::array();
    for (int64_t i = 0; i < shape[axis]; ++i)
        result.push_back(nested(source, shape, axis + 1, at));
    return result;
}

/// Leading axes of one are left out down to the spatial ones, as a person would write it.
Json values_json(const Source& source, std::size_t dims) {
    if (!source.values || source.values->empty())
        return Json::array({0}); // everything outside counts 0, so this is the same
    std::size_t first = 0;
    while (source.values_shape.size() - first > dims && source.values_shape[first] == 1)
        ++first;
    Sizes shape;
    for (std::size_t axis = first; axis < source.values_shape.size(); ++axis)
        shape.push_back(source.values_shape[axis]);
    std::size_t at = 0;
    return nested(source, shape, 0, at);
}

Json edits_json(const Source& source) {
    Json edits = Json::array();
    for (const auto& [at, value] : source.edits)
        edits.push_back({{"at", at}, {"value", number_json(value)}});
    return edits;
}

} // namespace

Source source_from(const Json& json, const std::string& key, std::size_t rank, const ImageDecoder& decoder) {
    Source source;
    int kinds = 0;
    for (const auto& [name, value] : object(json, key).items()) {
        std::string path = key;
        path.append(".").append(name);
        if (name == "seed") {
            source.seed = unsigned_integer(value, path);
        } else if (name == "edits") {
            read_edits(value, path, rank, source);
        } else if (name == "beyond" && json.contains("values")) {
            source.beyond = beyond_from(value, path);
        } else if (name == "pattern" && ++kinds) {
            source.kind = choice(value, path, pattern_names());
        } else if (name == "values" && ++kinds) {
            read_values(value, path, rank, source);
        } else if (name == "image" && key == "input" && ++kinds) {
            read_image(value, path, decoder, source);
        } else if (name == "kernel" && key == "weight" && ++kinds) {
            source.kind = SourceKind::kernel;
            source.kernel_name = choice(value, path, kernel_names());
        } else {
            refuse("error.scene_unknown_key", {{"key", shown(path)}});
        }
    }
    if (kinds > 1)
        refuse("error.scene_sources", {{"key", key}});
    return source;
}

Json source_json(const Source& source, std::size_t dims) {
    Json json = Json::object();
    switch (source.kind) {
    case SourceKind::small:
    case SourceKind::ramp:
    case SourceKind::impulse:
    case SourceKind::checkerboard:
    case SourceKind::constant:
        json["pattern"] = name_of(pattern_names(), source.kind);
        break;
    case SourceKind::values:
        json["values"] = values_json(source, dims);
        if (source.beyond == Beyond::small)
            json["beyond"] = "small";
        break;
    case SourceKind::image:
        json["image"] = source.image ? to_base64(png_of(*source.image)) : std::string();
        break;
    case SourceKind::kernel:
        json["kernel"] = name_of(kernel_names(), source.kernel_name);
        break;
    }
    if (source.seed != Source{}.seed)
        json["seed"] = source.seed;
    if (!source.edits.empty())
        json["edits"] = edits_json(source);
    return json;
}

} // namespace convlens
