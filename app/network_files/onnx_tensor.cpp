// Raw bytes are read by the engine's reader of .npy numbers; typed fields are counted first, then read.
#include "network_files/onnx_tensor.h"

#include "convlens/npy.h"
#include "i18n/error.h"
#include "network_files/onnx_fields.h"
#include "network_files/wire.h"

#include <algorithm>
#include <array>
#include <bit>
#include <optional>
#include <utility>

namespace convlens {
namespace {

using namespace onnx_field;

constexpr int32_t location_external = 1;

struct TypeRow {
    OnnxType type;
    std::string_view name;
    std::optional<NpyType> npy; // as raw bytes; none: no number that is read, or bfloat16
    uint32_t field;             // where numbers lie that are not raw
    WireType wire;
};
constexpr std::array<TypeRow, 16> types{{
    {OnnxType::float32, "float32", NpyType::f4, tensor_float, WireType::fixed32},
    {OnnxType::uint8, "uint8", NpyType::u1, tensor_int32, WireType::varint},
    {OnnxType::int8, "int8", NpyType::i1, tensor_int32, WireType::varint},
    {OnnxType::uint16, "uint16", NpyType::u2, tensor_int32, WireType::varint},
    {OnnxType::int16, "int16", NpyType::i2, tensor_int32, WireType::varint},
    {OnnxType::int32, "int32", NpyType::i4, tensor_int32, WireType::varint},
    {OnnxType::int64, "int64", NpyType::i8, tensor_int64, WireType::varint},
    {OnnxType::text, "string", {}, 0, WireType::varint},
    {OnnxType::boolean, "bool", NpyType::b1, tensor_int32, WireType::varint},
    {OnnxType::float16, "float16", NpyType::f2, tensor_int32, WireType::varint},
    {OnnxType::float64, "float64", NpyType::f8, tensor_double, WireType::fixed64},
    {OnnxType::uint32, "uint32", NpyType::u4, tensor_uint64, WireType::varint},
    {OnnxType::uint64, "uint64", NpyType::u8, tensor_uint64, WireType::varint},
    {OnnxType::complex64, "complex64", {}, 0, WireType::varint},
    {OnnxType::complex128, "complex128", {}, 0, WireType::varint},
    {OnnxType::bfloat16, "bfloat16", {}, tensor_int32, WireType::varint},
}};

const TypeRow* row_of(OnnxType type) {
    const auto* const found =
        std::find_if(types.begin(), types.end(), [type](const TypeRow& row) { return row.type == type; });
    return found == types.end() ? nullptr : found;
}

[[noreturn]] void refuse_array(std::string key, const OnnxTensor& tensor, Error::Values values = {}) {
    values.emplace_back("array", std::string(tensor.name));
    throw Error(Error::Fault::request, std::move(key), std::move(values), "");
}

[[noreturn]] void refuse_count(const OnnxTensor& tensor) {
    refuse_array("error.onnx_array", tensor);
}

void add_size(OnnxTensor& tensor, int64_t size) {
    if (tensor.shape.size() == Sizes::capacity || size < 0 || size > npy_max_elements)
        refuse_count(tensor);
    tensor.shape.push_back(size);
}

/// A product of sizes within npy_max_elements, zeros apart, cannot overflow.
void check_count(const OnnxTensor& tensor) {
    int64_t count = 1;
    for (const int64_t size : tensor.shape) {
        count *= std::max<int64_t>(size, 1);
        if (count > npy_max_elements)
            refuse_count(tensor);
    }
}

float upper_half(uint32_t bits) {
    return std::bit_cast<float>(bits << 16);
}

template <class T> std::vector<T> numbers_of(const NpyHeader& header, std::string_view raw) {
    Tensor<T> numbers;
    read_npy_numbers(npy_source(raw), header, numbers); // of bytes in memory, whose count is right
    return std::move(numbers.data);
}

template <class T> std::vector<T> raw_numbers(const OnnxTensor& tensor, const TypeRow& row) {
    const int64_t size = row.npy ? npy_type_size(*row.npy) : 2;
    if (static_cast<int64_t>(tensor.raw.size()) != size * tensor.count())
        refuse_count(tensor);
    NpyHeader header;
    header.shape = tensor.shape;
    header.swapped = std::endian::native != std::endian::little;
    if (row.npy) {
        header.type = *row.npy;
        return numbers_of<T>(header, tensor.raw);
    }
    std::vector<T> numbers;
    numbers.reserve(static_cast<std::size_t>(tensor.count()));
    for (std::size_t at = 0; at < tensor.raw.size(); at += 2)
        numbers.push_back(static_cast<T>(
            upper_half(static_cast<uint32_t>(static_cast<unsigned char>(tensor.raw[at]) |
                                             static_cast<unsigned char>(tensor.raw[at + 1]) << 8))));
    return numbers;
}

double number_of_half(uint64_t bits) {
    NpyHeader header;
    header.type = NpyType::f2;
    header.swapped = std::endian::native != std::endian::little;
    const std::array<char, 2> bytes{static_cast<char>(bits & 0xFFU), static_cast<char>(bits >> 8 & 0xFFU)};
    return numbers_of<double>(header, {bytes.data(), bytes.size()}).front();
}

double number_of(OnnxType type, uint64_t bits) {
    switch (type) {
    case OnnxType::float32:
        return std::bit_cast<float>(static_cast<uint32_t>(bits));
    case OnnxType::float64:
        return std::bit_cast<double>(bits);
    case OnnxType::float16:
        return number_of_half(bits);
    case OnnxType::bfloat16:
        return upper_half(static_cast<uint32_t>(bits & 0xFFFFU));
    case OnnxType::boolean:
        return bits == 0 ? 0 : 1;
    case OnnxType::uint32:
    case OnnxType::uint64:
        return static_cast<double>(bits);
    default:
        return static_cast<double>(static_cast<int64_t>(bits));
    }
}

/// Calls `use` with the bits of each number of the typed field.
template <class Use> void each_typed(const OnnxTensor& tensor, const TypeRow& row, const Use& use) {
    WireReader reader(tensor.message);
    for (WireField field; reader.next(field);)
        if (field.number == row.field)
            each_number(field, row.wire, use);
}

template <class T> std::vector<T> typed_numbers(const OnnxTensor& tensor, const TypeRow& row) {
    int64_t count = 0;
    each_typed(tensor, row, [&](uint64_t) { ++count; });
    if (count != tensor.count())
        refuse_count(tensor);
    std::vector<T> numbers;
    numbers.reserve(static_cast<std::size_t>(count));
    each_typed(tensor, row,
               [&](uint64_t bits) { numbers.push_back(static_cast<T>(number_of(row.type, bits))); });
    return numbers;
}

} // namespace

std::string onnx_type_name(OnnxType type) {
    const TypeRow* const row = row_of(type);
    return row != nullptr ? std::string(row->name) : "type " + std::to_string(static_cast<int32_t>(type));
}

bool is_float(OnnxType type) {
    return type == OnnxType::float32 || type == OnnxType::float64 || type == OnnxType::float16 ||
           type == OnnxType::bfloat16;
}

bool is_whole_number(OnnxType type) {
    const TypeRow* const row = row_of(type);
    return row != nullptr && row->npy.has_value() && !is_float(type);
}

OnnxTensor onnx_tensor(std::string_view message) {
    OnnxTensor tensor;
    tensor.message = message;
    WireReader reader(message);
    for (WireField field; reader.next(field);) {
        switch (field.number) {
        case tensor_dims:
            each_number(field, WireType::varint,
                        [&](uint64_t size) { add_size(tensor, static_cast<int64_t>(size)); });
            break;
        case tensor_type:
            tensor.type = static_cast<OnnxType>(field.integer32());
            break;
        case tensor_name:
            tensor.name = field.text();
            break;
        case tensor_raw:
            tensor.raw = field.text();
            tensor.has_raw = true;
            break;
        case tensor_segment:
        case tensor_external:
            tensor.is_external = true;
            break;
        case tensor_location:
            tensor.is_external = tensor.is_external || field.integer32() == location_external;
            break;
        default:
            break;
        }
    }
    check_count(tensor);
    return tensor;
}

template <class T> std::vector<T> onnx_numbers(const OnnxTensor& tensor) {
    if (tensor.is_external)
        refuse_array("error.onnx_external", tensor);
    const TypeRow* const row = row_of(tensor.type);
    if (row == nullptr || row->field == 0)
        refuse_array("error.onnx_type", tensor, {{"value", onnx_type_name(tensor.type)}});
    return tensor.has_raw ? raw_numbers<T>(tensor, *row) : typed_numbers<T>(tensor, *row);
}

template std::vector<float> onnx_numbers(const OnnxTensor& tensor);
template std::vector<double> onnx_numbers(const OnnxTensor& tensor);

} // namespace convlens
