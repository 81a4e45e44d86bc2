// Numbers are little-endian in the file; bytes are made numbers in float64 and rounded once.
#include "network/weights.h"

#include "convlens/assert.h"
#include "document/json/tree.h"

#include <algorithm>
#include <bit>
#include <charconv>

namespace convlens {
namespace {

constexpr std::size_t length_bytes = 8;

uint32_t little_endian(std::string_view bytes) {
    uint32_t value = 0;
    for (std::size_t i = bytes.size(); i-- > 0;)
        value = value << 8 | static_cast<unsigned char>(bytes[i]);
    return value;
}

/// "0.009 -1.2": what a byte is multiplied by, and what 0 stands for.
struct Quantisation {
    double scale = 1, min = 0;
};
Quantisation quantisation(const std::string& text) {
    Quantisation read;
    const char* const end = text.data() + text.size();
    const auto scale = std::from_chars(text.data(), end, read.scale);
    CONVLENS_ASSERT(scale.ec == std::errc() && scale.ptr < end);
    const auto min = std::from_chars(scale.ptr + 1, end, read.min);
    CONVLENS_ASSERT(min.ec == std::errc());
    return read;
}

} // namespace

EmbeddedWeights::EmbeddedWeights(std::string_view file) : file_(file) {
    const bool is_read = read_safetensors(byte_source(file), tensors_);
    CONVLENS_ASSERT(is_read);
    header_ = file.substr(length_bytes, little_endian(file.substr(0, 4)));
}

std::string EmbeddedWeights::metadata(std::string_view key) const {
    const JsonTree header(header_);
    const auto all = header.root().find("__metadata__");
    const auto value = all ? all->find(key) : std::nullopt;
    return value ? value->text() : std::string();
}

Tensor<float> EmbeddedWeights::tensor(std::string_view name) const {
    const auto found = std::find_if(tensors_.begin(), tensors_.end(),
                                    [&](const SafeTensor& tensor) { return tensor.name == name; });
    CONVLENS_ASSERT(found != tensors_.end());
    Tensor<float> tensor(found->shape);
    const std::string_view bytes = file_.substr(found->at, found->size);
    if (found->type == NpyType::u1) {
        const Quantisation byte = quantisation(metadata(name));
        std::transform(bytes.begin(), bytes.end(), tensor.data.begin(), [&](char one) {
            return static_cast<float>(static_cast<unsigned char>(one) * byte.scale + byte.min);
        });
        return tensor;
    }
    CONVLENS_ASSERT(found->type == NpyType::f4);
    for (std::size_t i = 0; i < tensor.data.size(); ++i)
        tensor.data[i] = std::bit_cast<float>(little_endian(bytes.substr(4 * i, 4)));
    return tensor;
}

} // namespace convlens
