// Magic, version, header, then the numbers in blocks; and the same the other way.
#include "convlens/npy.h"

#include "convlens/assert.h"
#include "engine/detail/npy_header.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <memory>
#include <type_traits>

namespace convlens {

using namespace detail;

namespace {

constexpr std::size_t block_bytes = 65536;
constexpr std::string_view magic = "\x93NUMPY";

struct TypeName {
    NpyType type;
    std::string_view name; // without the byte order
    int64_t size;
};

constexpr std::array<TypeName, 12> types{{{NpyType::f2, "f2", 2},
                                          {NpyType::f4, "f4", 4},
                                          {NpyType::f8, "f8", 8},
                                          {NpyType::i1, "i1", 1},
                                          {NpyType::i2, "i2", 2},
                                          {NpyType::i4, "i4", 4},
                                          {NpyType::i8, "i8", 8},
                                          {NpyType::u1, "u1", 1},
                                          {NpyType::u2, "u2", 2},
                                          {NpyType::u4, "u4", 4},
                                          {NpyType::u8, "u8", 8},
                                          {NpyType::b1, "b1", 1}}};

NpyIssue issue(NpyFault fault, int64_t value = 0, int64_t limit = 0) {
    return {.fault = fault, .value = value, .limit = limit, .text = {}, .shape = {}};
}

/// '<' little, '>' big, '=' native, '|' where a byte has no order.
std::optional<NpyIssue> find_type(const std::string& descr, NpyHeader& header) {
    const auto type = std::find_if(types.begin(), types.end(), [&](const TypeName& t) {
        return descr.size() == 3 && descr.substr(1) == t.name;
    });
    const bool known = type != types.end() && (descr[0] == '<' || descr[0] == '>' || descr[0] == '=' ||
                                               (descr[0] == '|' && type->size == 1));
    if (!known)
        return NpyIssue{.fault = NpyFault::type, .text = descr, .shape = {}};
    const bool little = std::endian::native == std::endian::little;
    header.type = type->type;
    header.swapped = (descr[0] == '<' && !little) || (descr[0] == '>' && little);
    return std::nullopt;
}

/// Product of the sizes. An empty array's other sizes are held to the limit too, so that nobody after this
/// overflows.
std::optional<NpyIssue> count_elements(const Sizes& shape, int64_t& count) {
    count = 1;
    bool empty = false;
    for (const int64_t size : shape) {
        empty = empty || size == 0;
        if (size > npy_max_elements / count)
            return issue(NpyFault::elements, 0, npy_max_elements);
        count *= std::max<int64_t>(size, 1);
    }
    count = empty ? 0 : count;
    return std::nullopt;
}

/// Magic, version and the header's text; `end` is where the numbers begin.
std::optional<NpyIssue> read_text(const NpySource& source, std::string& text, int64_t& end) {
    std::array<unsigned char, 12> begin{};
    if (source.size < 10)
        return issue(NpyFault::magic);
    if (!source.read(begin.data(), 10))
        return issue(NpyFault::source);
    if (std::memcmp(begin.data(), magic.data(), magic.size()) != 0)
        return issue(NpyFault::magic);
    const int major = begin[6];
    const int minor = begin[7];
    if (major < 1 || major > 3 || minor != 0)
        return issue(NpyFault::version, major, minor);
    int64_t length = begin[8] + 256 * begin[9];
    end = 10;
    if (major > 1) {
        if (source.size < 12)
            return issue(NpyFault::magic);
        if (!source.read(begin.data() + 10, 2))
            return issue(NpyFault::source);
        length += (int64_t{begin[10]} << 16) + (int64_t{begin[11]} << 24);
        end = 12;
    }
    if (length > npy_max_header || length > source.size - end)
        return issue(NpyFault::header_length, length, npy_max_header);
    text.assign(static_cast<std::size_t>(length), '\0');
    if (!source.read(text.data(), text.size()))
        return issue(NpyFault::source);
    end += length;
    return std::nullopt;
}

template <class From> From number_at(const unsigned char* bytes, bool swapped) {
    std::array<unsigned char, sizeof(From)> own{};
    if (swapped)
        std::reverse_copy(bytes, bytes + sizeof(From), own.begin());
    else
        std::memcpy(own.data(), bytes, sizeof(From));
    return std::bit_cast<From>(own);
}

/// The places of a file's numbers in row order: one after the other, or, in Fortran order, with the first
/// axis fastest.
class Places {
public:
    explicit Places(const NpyHeader& header) : shape_(header.shape), at_(Sizes::filled(shape_.size(), 0)) {
        steps_ = at_;
        int64_t step = 1;
        for (std::size_t axis = shape_.size(); axis-- > 0;) {
            steps_[axis] = step;
            step *= shape_[axis];
        }
        fortran_ = header.fortran_order && shape_.size() > 1;
    }
    bool in_row_order() const { return !fortran_; }
    int64_t next() {
        const int64_t here = place_;
        if (!fortran_)
            ++place_;
        for (std::size_t axis = 0; fortran_ && axis < shape_.size(); ++axis) {
            place_ += steps_[axis];
            if (++at_[axis] < shape_[axis])
                break;
            place_ -= steps_[axis] * shape_[axis];
            at_[axis] = 0;
        }
        return here;
    }

private:
    Sizes shape_;
    Sizes at_;
    Sizes steps_;
    int64_t place_ = 0;
    bool fortran_ = false;
};

/// Numbers of type From, a block at a time, each converted and put to its place.
template <class From, class T, class Convert>
bool read_blocks(const NpySource& source, const NpyHeader& header, Tensor<T>& tensor, Convert convert) {
    Places places(header);
    if (std::is_same_v<From, T> && places.in_row_order() && !header.swapped)
        return source.read(tensor.data.data(), tensor.data.size() * sizeof(T));
    const auto block = std::make_unique<unsigned char[]>(block_bytes);
    constexpr int64_t most = block_bytes / sizeof(From);
    for (int64_t done = 0; done < tensor.count();) {
        const int64_t count = std::min(most, tensor.count() - done);
        if (!source.read(block.get(), static_cast<std::size_t>(count) * sizeof(From)))
            return false;
        for (int64_t i = 0; i < count; ++i)
            tensor[places.next()] = convert(
                number_at<From>(block.get() + static_cast<std::size_t>(i) * sizeof(From), header.swapped));
        done += count;
    }
    return true;
}

template <class From, class T>
bool read_as(const NpySource& source, const NpyHeader& header, Tensor<T>& tensor) {
    return read_blocks<From>(source, header, tensor, [](From value) { return static_cast<T>(value); });
}

/// IEEE 754 binary16: a sign, 5 bits of exponent, 10 of the fraction.
float number_of_half(uint16_t half) {
    const int exponent = half >> 10 & 31;
    const auto fraction = static_cast<float>(half & 1023);
    constexpr int subnormal = -24, bias = 25, last = 31;
    float value =
        exponent == 0 ? std::ldexp(fraction, subnormal) : std::ldexp(fraction + 1024, exponent - bias);
    if (exponent == last)
        value =
            fraction == 0 ? std::numeric_limits<float>::infinity() : std::numeric_limits<float>::quiet_NaN();
    return std::copysign(value, (half & 0x8000) != 0 ? -1.0F : 1.0F);
}

template <class T> bool read_numbers(const NpySource& source, const NpyHeader& header, Tensor<T>& tensor) {
    constexpr bool integer = std::is_integral_v<T>;
    CONVLENS_ASSERT(!integer || is_integer(header.type) || header.type == NpyType::b1);
    if constexpr (!integer) {
        if (header.type == NpyType::f2)
            return read_blocks<uint16_t>(source, header, tensor,
                                         [](uint16_t half) { return static_cast<T>(number_of_half(half)); });
        if (header.type == NpyType::f4)
            return read_as<float>(source, header, tensor);
        if (header.type == NpyType::f8)
            return read_as<double>(source, header, tensor);
    }
    switch (header.type) {
    case NpyType::f2:
    case NpyType::f4:
    case NpyType::f8:
        break;
    case NpyType::i1:
        return read_as<int8_t>(source, header, tensor);
    case NpyType::i2:
        return read_as<int16_t>(source, header, tensor);
    case NpyType::i4:
        return read_as<int32_t>(source, header, tensor);
    case NpyType::i8:
        return read_as<int64_t>(source, header, tensor);
    case NpyType::u1:
        return read_as<uint8_t>(source, header, tensor);
    case NpyType::u2:
        return read_as<uint16_t>(source, header, tensor);
    case NpyType::u4:
        return read_as<uint32_t>(source, header, tensor);
    case NpyType::u8:
        return read_as<uint64_t>(source, header, tensor);
    case NpyType::b1:
        return read_blocks<uint8_t>(source, header, tensor,
                                    [](uint8_t value) { return static_cast<T>(value != 0 ? 1 : 0); });
    }
    return false;
}

template <class T> constexpr std::string_view descr_of() {
    return std::is_integral_v<T> ? "<i8" : sizeof(T) == 4 ? "<f4" : "<f8";
}

/// The first bytes, filled up to a multiple of 64 with spaces and a line's end.
std::string header_bytes(std::string_view descr, const Sizes& shape) {
    std::string text = "{'descr': '" + std::string(descr) + "', 'fortran_order': False, 'shape': (";
    for (std::size_t axis = 0; axis < shape.size(); ++axis)
        text.append(axis > 0 ? ", " : "").append(std::to_string(shape[axis]));
    text += shape.size() == 1 ? ",), }" : "), }";
    constexpr std::size_t prefix = 10;
    text.append(63 - (prefix + text.size()) % 64, ' ');
    text += '\n';
    std::string bytes(magic);
    bytes += {'\1', '\0', static_cast<char>(text.size() & 0xFF), static_cast<char>(text.size() >> 8)};
    return bytes + text;
}

} // namespace

int64_t npy_type_size(NpyType type) {
    return types[static_cast<std::size_t>(type)].size;
}

bool is_within_float32(NpyType type) {
    return type == NpyType::f4 || npy_type_size(type) <= 2;
}

bool is_integer(NpyType type) {
    return type >= NpyType::i1 && type <= NpyType::u8;
}

NpySource npy_source(std::string_view bytes) {
    return {static_cast<int64_t>(bytes.size()), [rest = bytes](void* into, std::size_t count) mutable {
                if (count > rest.size())
                    return false;
                if (count > 0)
                    std::memcpy(into, rest.data(), count);
                rest.remove_prefix(count);
                return true;
            }};
}

std::optional<NpyIssue> read_npy_header(const NpySource& source, NpyHeader& header) {
    std::string text;
    int64_t end = 0;
    if (auto found = read_text(source, text, end))
        return found;
    NpyDictionary dictionary;
    if (auto found = parse_npy_dictionary(text, dictionary))
        return found;
    if (auto found = find_type(dictionary.descr, header))
        return found;
    int64_t count = 0;
    if (auto found = count_elements(dictionary.shape, count))
        return found;
    header.fortran_order = dictionary.fortran_order;
    header.shape = dictionary.shape;
    const int64_t needed = count * npy_type_size(header.type);
    if (needed != source.size - end) {
        NpyIssue wrong = issue(NpyFault::size, source.size - end, needed);
        wrong.shape = dictionary.shape;
        return wrong;
    }
    return std::nullopt;
}

template <class T>
std::optional<NpyIssue> read_npy_numbers(const NpySource& source, const NpyHeader& header,
                                         Tensor<T>& tensor) {
    tensor = Tensor<T>(header.shape);
    if (tensor.count() > 0 && !read_numbers(source, header, tensor))
        return issue(NpyFault::source);
    return std::nullopt;
}

template <class T> bool write_npy(const NpySink& sink, const Tensor<T>& tensor) {
    const std::string begin = header_bytes(descr_of<T>(), tensor.shape);
    if (!sink(begin.data(), begin.size()))
        return false;
    if constexpr (std::endian::native == std::endian::little)
        return tensor.data.empty() || sink(tensor.data.data(), tensor.data.size() * sizeof(T));
    for (const T value : tensor.data) {
        const auto bytes = std::bit_cast<std::array<unsigned char, sizeof(T)>>(value);
        const std::array<unsigned char, sizeof(T)> little = [&] {
            auto turned = bytes;
            std::reverse(turned.begin(), turned.end());
            return turned;
        }();
        if (!sink(little.data(), little.size()))
            return false;
    }
    return true;
}

template std::optional<NpyIssue> read_npy_numbers(const NpySource&, const NpyHeader&, Tensor<float>&);
template std::optional<NpyIssue> read_npy_numbers(const NpySource&, const NpyHeader&, Tensor<double>&);
template std::optional<NpyIssue> read_npy_numbers(const NpySource&, const NpyHeader&, Tensor<int64_t>&);
template bool write_npy(const NpySink&, const Tensor<float>&);
template bool write_npy(const NpySink&, const Tensor<double>&);
template bool write_npy(const NpySink&, const Tensor<int64_t>&);

} // namespace convlens
