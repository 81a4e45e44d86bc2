// Eight bytes of the header's length, the header, then the numbers, little-endian in row order.
#include "input/safetensors.h"

#include "input/limits.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace convlens {
namespace {

using Json = nlohmann::json;

constexpr uint64_t length_bytes = 8;
constexpr int max_depth = 4; // the list of a shape lies at depth 2

constexpr std::array<std::pair<std::string_view, NpyType>, 13> types{{{"F16", NpyType::f2},
                                                                      {"BF16", NpyType::f4},
                                                                      {"F32", NpyType::f4},
                                                                      {"F64", NpyType::f8},
                                                                      {"I8", NpyType::i1},
                                                                      {"I16", NpyType::i2},
                                                                      {"I32", NpyType::i4},
                                                                      {"I64", NpyType::i8},
                                                                      {"U8", NpyType::u1},
                                                                      {"U16", NpyType::u2},
                                                                      {"U32", NpyType::u4},
                                                                      {"U64", NpyType::u8},
                                                                      {"BOOL", NpyType::b1}}};

struct TooDeep {};

uint64_t number(std::string_view bytes) {
    uint64_t value = 0;
    for (std::size_t i = length_bytes; i-- > 0;)
        value = value << 8 | static_cast<unsigned char>(bytes[i]);
    return value;
}

Json parsed(const std::string& text) {
    const auto check_depth = [](int depth, Json::parse_event_t, Json&) {
        if (depth > max_depth)
            throw TooDeep();
        return true;
    };
    try {
        return Json::parse(text, check_depth, false);
    } catch (const TooDeep&) {
        return {};
    }
}

/// Elements of the shape; null: no list of sizes, or over what is read.
std::optional<uint64_t> read_shape(const Json& json, Sizes& shape) {
    if (!json.is_array() || json.size() > Sizes::capacity)
        return {};
    uint64_t count = 1, room = npy_max_elements;
    for (const Json& size : json) {
        if (!size.is_number_unsigned() || size.get<uint64_t>() > room)
            return {};
        shape.push_back(size.get<int64_t>());
        count *= size.get<uint64_t>();
        room /= std::max<uint64_t>(size.get<uint64_t>(), 1);
    }
    return count;
}

bool read_tensor(const Json& json, uint64_t data, uint64_t data_size, SafeTensor& tensor) {
    if (!json.is_object() || !json.contains("dtype") || !json["dtype"].is_string() ||
        !json.contains("shape") || !json.contains("data_offsets"))
        return false;
    const Json& offsets = json["data_offsets"];
    if (!offsets.is_array() || offsets.size() != 2 || !offsets[0].is_number_unsigned() ||
        !offsets[1].is_number_unsigned())
        return false;
    const auto begin = offsets[0].get<uint64_t>(), end = offsets[1].get<uint64_t>();
    const std::optional<uint64_t> count = read_shape(json["shape"], tensor.shape);
    if (!count || begin > end || end > data_size)
        return false;
    tensor.type_name = json["dtype"].get<std::string>();
    tensor.at = data + begin;
    tensor.size = end - begin;
    const auto type = std::find_if(types.begin(), types.end(),
                                   [&](const auto& row) { return row.first == tensor.type_name; });
    if (type == types.end())
        return true;
    tensor.type = type->second;
    tensor.is_bfloat16 = tensor.type_name == "BF16";
    const auto bytes = static_cast<uint64_t>(tensor.is_bfloat16 ? 2 : npy_type_size(*tensor.type));
    return *count * bytes == tensor.size;
}

/// The header, `size` bytes long; null where it is malformed.
Json read_header(const ByteSource& file, uint64_t& size) {
    std::string length(length_bytes, '\0');
    if (!file.has(0, length_bytes))
        return {};
    file.read(0, length.data(), length.size());
    size = number(length);
    if (size > static_cast<uint64_t>(limits::safetensors_header) || !file.has(length_bytes, size))
        return {};
    std::string text(static_cast<std::size_t>(size), '\0');
    file.read(length_bytes, text.data(), text.size());
    return parsed(text);
}

} // namespace

bool begins_as_safetensors(std::string_view begin, uint64_t file_size) {
    return begin.size() > length_bytes && begin[length_bytes] == '{' && file_size >= length_bytes &&
           number(begin) >= 2 && number(begin) <= file_size - length_bytes;
}

bool read_safetensors(const ByteSource& file, std::vector<SafeTensor>& tensors) {
    uint64_t size = 0;
    const Json header = read_header(file, size);
    if (!header.is_object())
        return false;
    const uint64_t data = length_bytes + size;
    for (const auto& [name, json] : header.items()) {
        if (name == "__metadata__")
            continue;
        SafeTensor tensor;
        tensor.name = name;
        if (!read_tensor(json, data, file.size - data, tensor))
            return false;
        tensors.push_back(std::move(tensor));
    }
    return true;
}

std::map<std::string, std::string> safetensors_metadata(const ByteSource& file) {
    std::map<std::string, std::string> texts;
    uint64_t size = 0;
    const Json header = read_header(file, size);
    if (header.is_object() && header.contains("__metadata__") && header["__metadata__"].is_object())
        for (const auto& [name, json] : header["__metadata__"].items())
            if (json.is_string())
                texts[name] = json.get<std::string>();
    return texts;
}

} // namespace convlens
