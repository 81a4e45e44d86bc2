// Magic, version, header, then the numbers; their count is checked against the file's size before memory is
// asked for.
#include "input/npy_file.h"

#include "input/gate.h"
#include "input/limits.h"
#include "input/npy_header.h"
#include "text/error.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace convlens {
namespace {

[[noreturn]] void refuse(std::string key, Error::Values values, const std::string& path) {
    throw Error(Error::Fault::request, std::move(key), std::move(values), path);
}

/// Text of a file for a message: printable characters, at most 20.
std::string shown(std::string_view text) {
    std::string result;
    for (const char c : text.substr(0, 20))
        result += c >= ' ' && c <= '~' ? c : '?';
    return '\'' + result + (text.size() > 20 ? "...'" : "'");
}

/// One type of number: how many bytes, and what they mean.
struct Type {
    std::string_view name; // without the byte order
    std::size_t size;
    double (*value)(const unsigned char* bytes); // in native order
};

template <class T> double value_of(const unsigned char* bytes) {
    T value;
    std::memcpy(&value, bytes, sizeof value);
    return static_cast<double>(value);
}

double truth(const unsigned char* bytes) {
    return *bytes != 0 ? 1 : 0;
}

constexpr std::array<Type, 11> types{{{"f4", 4, value_of<float>},
                                      {"f8", 8, value_of<double>},
                                      {"i1", 1, value_of<int8_t>},
                                      {"i2", 2, value_of<int16_t>},
                                      {"i4", 4, value_of<int32_t>},
                                      {"i8", 8, value_of<int64_t>},
                                      {"u1", 1, value_of<uint8_t>},
                                      {"u2", 2, value_of<uint16_t>},
                                      {"u4", 4, value_of<uint32_t>},
                                      {"u8", 8, value_of<uint64_t>},
                                      {"b1", 1, truth}}};

struct Layout {
    Type type;
    bool swapped = false;
};

/// '<' little, '>' big, '=' native, '|' where a byte has no order.
Layout layout_of(const std::string& descr, const std::string& path) {
    const auto type = std::find_if(types.begin(), types.end(), [&](const Type& t) {
        return descr.size() == 3 && descr.substr(1) == t.name;
    });
    const bool known = type != types.end() && (descr[0] == '<' || descr[0] == '>' || descr[0] == '=' ||
                                               (descr[0] == '|' && type->size == 1));
    if (!known) {
        std::string choices;
        for (const Type& t : types)
            choices.append(choices.empty() ? "" : ", ").append(t.name);
        refuse("error.npy_type", {{"value", shown(descr)}, {"choices", choices}}, path);
    }
    const bool little = std::endian::native == std::endian::little;
    return {*type, (descr[0] == '<' && !little) || (descr[0] == '>' && little)};
}

NpyHeader read_header(const OpenFile& file, const std::string& path, int64_t& header_end) {
    std::array<unsigned char, 12> begin{};
    if (file.size < 10)
        refuse("error.npy_magic", {}, path);
    read_exactly(file.descriptor, begin.data(), 10, path);
    if (std::memcmp(begin.data(), "\x93NUMPY", 6) != 0)
        refuse("error.npy_magic", {}, path);
    const int major = begin[6];
    const int minor = begin[7];
    if (major < 1 || major > 3 || minor != 0)
        refuse("error.npy_version", {{"value", std::to_string(major) + "." + std::to_string(minor)}}, path);
    int64_t length = begin[8] + 256 * begin[9];
    header_end = 10;
    if (major > 1) {
        if (file.size < 12)
            refuse("error.npy_magic", {}, path);
        read_exactly(file.descriptor, begin.data() + 10, 2, path);
        length += (int64_t{begin[10]} << 16) + (int64_t{begin[11]} << 24);
        header_end = 12;
    }
    if (length > limits::npy_header || length > file.size - header_end)
        refuse("error.npy_header_length",
               {{"value", std::to_string(length)}, {"limit", std::to_string(limits::npy_header)}}, path);
    std::string text(static_cast<std::size_t>(length), '\0');
    read_exactly(file.descriptor, text.data(), text.size(), path);
    header_end += length;
    return parse_npy_header(text, path);
}

/// Product of the sizes. An empty array's other sizes are held to the limit too, so that nobody after this
/// overflows.
int64_t count_of(const Sizes& shape, const std::string& path) {
    int64_t count = 1;
    bool empty = false;
    for (const int64_t size : shape) {
        empty = empty || size == 0;
        if (size > limits::elements / count)
            refuse("error.npy_elements", {{"limit", std::to_string(limits::elements)}}, path);
        count *= std::max<int64_t>(size, 1);
    }
    return empty ? 0 : count;
}

std::string shape_text(const Sizes& shape) {
    std::string text;
    for (const int64_t size : shape)
        text.append(text.empty() ? "" : "x").append(std::to_string(size));
    return text.empty() ? "()" : text;
}

/// Reads in blocks, so that no second copy of the file is held.
void read_numbers(const OpenFile& file, const Layout& layout, std::vector<double>& numbers,
                  const std::string& path) {
    const std::size_t size = layout.type.size;
    const std::size_t block_numbers = 65536 / size;
    std::vector<unsigned char> block(block_numbers * size);
    for (std::size_t at = 0; at < numbers.size();) {
        const std::size_t count = std::min(block_numbers, numbers.size() - at);
        read_exactly(file.descriptor, block.data(), count * size, path);
        for (std::size_t i = 0; i < count; ++i) {
            unsigned char* bytes = block.data() + i * size;
            if (layout.swapped)
                std::reverse(bytes, bytes + size);
            numbers[at++] = layout.type.value(bytes);
        }
    }
}

/// From first axis fastest to last axis fastest.
Tensor<double> in_row_order(const Tensor<double>& fortran) {
    Tensor<double> result(fortran.shape);
    Sizes at = Sizes::filled(fortran.shape.size(), 0);
    for (int64_t flat = 0; flat < fortran.count(); ++flat) {
        int64_t row_order = 0;
        for (std::size_t axis = 0; axis < at.size(); ++axis)
            row_order = row_order * fortran.shape[axis] + at[axis];
        result[row_order] = fortran[flat];
        for (std::size_t axis = 0; axis < at.size() && ++at[axis] == fortran.shape[axis]; ++axis)
            at[axis] = 0;
    }
    return result;
}

} // namespace

Tensor<double> read_npy(const std::string& path) {
    const OpenFile file = open_regular(path, limits::npy_bytes);
    int64_t header_end = 0;
    const NpyHeader header = read_header(file, path, header_end);
    const Layout layout = layout_of(header.descr, path);
    const int64_t needed = count_of(header.shape, path) * static_cast<int64_t>(layout.type.size);
    if (needed != file.size - header_end)
        refuse("error.npy_size",
               {{"value", std::to_string(file.size - header_end)},
                {"shape", shape_text(header.shape)},
                {"needed", std::to_string(needed)}},
               path);
    Tensor<double> tensor;
    tensor.shape = header.shape;
    tensor.data.resize(static_cast<std::size_t>(count_of(header.shape, path)));
    read_numbers(file, layout, tensor.data, path);
    return header.fortran_order && header.shape.size() > 1 ? in_row_order(tensor) : tensor;
}

} // namespace convlens
