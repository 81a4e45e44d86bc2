// .npy files as strings, for tests: what a request reads, and what it wrote.
#pragma once

#include "command/program.h"
#include "convlens/npy.h"
#include "input/zip_bytes.h"

#include <gtest/gtest.h>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace convlens::test {

template <class T> std::string npy(const Sizes& shape, const std::vector<T>& numbers) {
    std::string bytes;
    const NpySink sink = [&](const void* from, std::size_t count) {
        bytes.append(static_cast<const char*>(from), count);
        return true;
    };
    write_npy(sink, Tensor<T>(shape, numbers));
    return bytes;
}

/// An array of `shape` with the numbers 1, 2, 3, ...
template <class T = float> std::string ramp(const Sizes& shape) {
    std::vector<T> numbers;
    for (int64_t i = 1; i <= shape.product(); ++i)
        numbers.push_back(static_cast<T>(i));
    return npy(shape, numbers);
}

/// The files that the examples of help and README read.
inline void put_example_arrays(const Folder& folder) {
    folder.write("x.npy", ramp({1, 3, 8, 8}));
    folder.write("w.npy", ramp({4, 3, 3, 3}));
    folder.write("b.npy", ramp({4}));
    folder.write("dy.npy", ramp({1, 4, 8, 8}));
    folder.write("a.npz", zip_file({{"x.npy", ramp({1, 3, 8, 8})}}));
    const std::string header = R"({"conv1.weight":{"dtype":"F16","shape":[4,3,1,1],"data_offsets":[0,24]}})";
    folder.write("net.safetensors", little_end(header.size(), 8) + header + std::string(24, '<'));
}

/// The array in `bytes`, which must be of the type T; an empty one and a failure where it is not.
template <class T> Tensor<T> read(const std::string& bytes) {
    const NpySource source = npy_source(bytes);
    NpyHeader header;
    Tensor<T> tensor;
    if (read_npy_header(source, header)) {
        ADD_FAILURE() << "no .npy file of " << bytes.size() << " bytes";
        return tensor;
    }
    const std::size_t size = header.type == NpyType::f4 ? 4 : 8;
    EXPECT_TRUE(size == sizeof(T) && (header.type == NpyType::i8) == std::is_integral_v<T>)
        << "another type: " << static_cast<int>(header.type);
    EXPECT_FALSE(header.swapped || header.fortran_order);
    read_npy_numbers(source, header, tensor);
    return tensor;
}

} // namespace convlens::test
