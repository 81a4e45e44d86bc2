// Lists of values are nested as people write matrices; edits are {"at": [coordinates], "value": number}.
#include "document/scene_file/source_json.h"

#include "document/json/reader.h"
#include "document/json/strings.h"
#include "document/names.h"
#include "encoding/base64.h"
#include "encoding/png.h"
#include "i18n/error.h"
#include "i18n/refuse.h"
#include "input/limits.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <numeric>
#include <utility>

namespace convlens {
namespace {

std::string png_of(const Image& image) {
    const PngColors colors = image.channels == 1 ? PngColors::grey : PngColors::rgb;
    const auto row = static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.channels) *
                     static_cast<std::size_t>(image.bits / 8);
    const PngLayout layout{image.width,    image.height, colors,
                           PngChunks::one, image.bits,   std::size_t{limits::scene_bytes}};
    std::string png = encode_png(layout, [&](int y, uint8_t* samples) {
        std::copy_n(image.pixels.data() + static_cast<std::size_t>(y) * row, row, samples);
        for (std::size_t i = 0; image.bits == 16 && std::endian::native == std::endian::little && i < row;
             i += 2)
            std::swap(samples[i], samples[i + 1]);
    });
    if (png.empty())
        require_scene_length(layout.max_bytes + 1);
    return png;
}

/// Numbers of a nested list, which must have the given shape from `axis` on: appended, or only checked.
void collect(const JsonValue& json, const std::string& key, const Sizes& shape, std::size_t axis,
             std::vector<double>* values) {
    if (axis == shape.size()) {
        const double value = number(json, key);
        if (values != nullptr)
            values->push_back(value);
        return;
    }
    if (!json.is(JsonValue::Type::list) || static_cast<int64_t>(json.elements().size()) != shape[axis])
        refuse("error.scene_ragged", {{"key", key}, {"value", json.shown()}});
    for (const JsonValue part : json.elements())
        collect(part, key, shape, axis + 1, values);
}

/// Of lists of equal length, by the first of each.
Sizes shape_of(const JsonValue& json, const std::string& key, std::size_t rank) {
    Sizes shape;
    JsonList part = list(json, key);
    while (true) {
        if (shape.size() == rank)
            refuse("error.scene_axes", {{"key", key}, {"limit", std::to_string(rank)}});
        shape.push_back(static_cast<int64_t>(part.size()));
        if (part.empty())
            refuse("error.scene_ragged", {{"key", key}, {"value", json.shown()}});
        const JsonValue first = *part.begin();
        if (!first.is(JsonValue::Type::list))
            return shape;
        part = first.elements();
    }
}

void read_values(const JsonValue& json, const std::string& key, std::size_t rank, Numbers numbers,
                 Source& source) {
    const Sizes shape = shape_of(json, key, rank);
    if (numbers == Numbers::only_checked)
        return collect(json, key, shape, 0, nullptr);
    std::vector<double> values;
    values.reserve(static_cast<std::size_t>(shape.product()));
    collect(json, key, shape, 0, &values);
    source.kind = SourceKind::values;
    source.values_shape = Sizes::filled(rank - shape.size(), 1);
    for (const int64_t size : shape)
        source.values_shape.push_back(size);
    source.values = std::make_shared<const std::vector<double>>(std::move(values));
}

void read_image(const JsonValue& json, const std::string& key, const ImageDecoder& decoder, Numbers numbers,
                Source& source) {
    if (!json.is(JsonValue::Type::text))
        text(json, key); // reports it
    if (numbers == Numbers::only_checked)
        return;
    const auto bytes = from_base64(text(json, key));
    if (!bytes || !decoder)
        refuse("error.scene_image", {{"key", key}});
    source.kind = SourceKind::image;
    source.image = std::make_shared<const Image>(decoder(*bytes));
}

/// Edits as a scene lists them.
struct Edits {
    std::size_t rank;
    std::vector<int64_t> at; // [values.size() * rank]
    std::vector<double> values;

    std::vector<int64_t> coordinates(std::size_t edit) const {
        const auto first = at.begin() + static_cast<std::ptrdiff_t>(edit * rank);
        return {first, first + static_cast<std::ptrdiff_t>(rank)};
    }
    bool is_before(std::size_t a, std::size_t b) const {
        const auto* const one = &at[a * rank];
        const auto* const other = &at[b * rank];
        return std::lexicographical_compare(one, one + rank, other, other + rank);
    }
};

/// Appends {"at": [coordinates], "value": number}.
void append_edit(const JsonValue& edit, const std::string& key, Edits& edits) {
    const auto at = object(edit, key).size() == 2 ? edit.find("at") : std::nullopt;
    const auto value = at ? edit.find("value") : std::nullopt;
    if (!value)
        refuse_choice(edit, key, "{\"at\": [...], \"value\": ...}");
    const std::string at_key = key + ".at";
    if (list(*at, at_key).size() != edits.rank)
        refuse("error.scene_length",
               {{"key", at_key}, {"value", at->shown()}, {"count", std::to_string(edits.rank)}});
    for (const JsonValue coordinate : at->elements())
        edits.at.push_back(integer(coordinate, at_key, 0, std::numeric_limits<int32_t>::max()));
    edits.values.push_back(number(*value, key + ".value"));
}

/// 0 is written by leaving it out.
Beyond beyond_from(const JsonValue& json, const std::string& key) {
    constexpr std::size_t longer_than_all = 64; // bytes
    if (json.is(JsonValue::Type::text) && json.text(longer_than_all) == "small")
        return Beyond::small;
    if (!json.is(JsonValue::Type::number) || json.whole() != 0)
        refuse_choice(json, key, "\"small\", 0");
    return Beyond::zeros;
}

/// Into the map in the map's order, which is quick; of two for one element the later one counts.
void read_edits(const JsonValue& json, const std::string& key, std::size_t rank, Numbers numbers,
                Source& source) {
    Edits edits{rank, {}, {}};
    for (const JsonValue edit : list(json, key)) {
        append_edit(edit, key, edits);
        if (numbers == Numbers::only_checked) {
            edits.at.clear();
            edits.values.clear();
        }
    }
    std::vector<std::size_t> order(edits.values.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return edits.is_before(a, b); });
    for (const std::size_t edit : order)
        source.edits.put_last(edits.coordinates(edit), edits.values[edit]);
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

void require_scene_length(std::size_t bytes) {
    if (bytes > std::size_t{limits::scene_bytes})
        throw Error(Error::Fault::work, "error.scene_too_large",
                    {{"value", std::to_string(bytes)}, {"limit", std::to_string(limits::scene_bytes)}}, "");
}

Source source_from(const JsonValue& json, const std::string& key, std::size_t rank,
                   const ImageDecoder& decoder, Numbers numbers) {
    Source source;
    int kinds = 0;
    for (const auto& [name, value] : object(json, key)) {
        std::string path = key;
        path.append(".").append(name);
        if (name == "seed") {
            source.seed = unsigned_integer(value, path);
        } else if (name == "edits") {
            read_edits(value, path, rank, numbers, source);
        } else if (name == "beyond" && json.find("values")) {
            source.beyond = beyond_from(value, path);
        } else if (name == "pattern" && ++kinds) {
            source.kind = choice(value, path, pattern_names());
        } else if (name == "values" && ++kinds) {
            read_values(value, path, rank, numbers, source);
        } else if (name == "image" && key == "input" && ++kinds) {
            read_image(value, path, decoder, numbers, source);
        } else if (name == "kernel" && key == "weight" && ++kinds) {
            source.kind = SourceKind::kernel;
            source.kernel_name = choice(value, path, kernel_names());
        } else {
            refuse("error.scene_unknown_key", {{"key", quoted_short(path)}});
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
