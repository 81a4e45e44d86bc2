// libFuzzer on the .npy reader: any bytes are read or refused, and what was read stays the same to the bit
// when it is written and read again.
#include "convlens/npy.h"

#include <cstdlib>
#include <cstring>
#include <string>
#include <type_traits>

namespace convlens {
namespace {

void demand(bool holds) {
    if (!holds)
        std::abort();
}

template <class T> void read_again(const Tensor<T>& tensor) {
    std::string bytes;
    demand(write_npy(
        [&](const void* from, std::size_t count) {
            bytes.append(static_cast<const char*>(from), count);
            return true;
        },
        tensor));
    const NpySource source = npy_source(bytes);
    NpyHeader header;
    Tensor<T> again;
    demand(!read_npy_header(source, header) && !read_npy_numbers(source, header, again));
    demand(again.shape == tensor.shape && again.data.size() == tensor.data.size());
    demand(tensor.data.empty() ||
           std::memcmp(again.data.data(), tensor.data.data(), tensor.data.size() * sizeof(T)) == 0);
}

template <class T> void read_as(std::string_view bytes) {
    const NpySource source = npy_source(bytes);
    NpyHeader header;
    if (read_npy_header(source, header))
        return;
    if (std::is_integral_v<T> && !is_integer(header.type) && header.type != NpyType::b1)
        return;
    Tensor<T> tensor;
    demand(!read_npy_numbers(source, header, tensor));
    demand(tensor.shape == header.shape && tensor.count() == tensor.shape.product());
    read_again(tensor);
}

} // namespace
} // namespace convlens

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    convlens::read_as<float>(bytes);
    convlens::read_as<double>(bytes);
    convlens::read_as<int64_t>(bytes);
    return 0;
}
