// .npy files of all types, orders and versions.
#include "input/array_file.h"
#include "input/npy_bytes.h"
#include "support/temporary_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace convlens {
namespace {

using testing::ElementsAre;

Tensor<double> read(const std::string& bytes) {
    return read_array(TemporaryFile(bytes).path());
}

/// The bytes of numbers, little or big end first.
template <class T> std::string raw(std::initializer_list<T> values, bool big = false) {
    std::string bytes;
    for (const T value : values) {
        std::string one(reinterpret_cast<const char*>(&value), sizeof value);
        if (big)
            std::reverse(one.begin(), one.end());
        bytes += one;
    }
    return bytes;
}

template <class T> void expect_type(const std::string& name) {
    constexpr T most = std::numeric_limits<T>::max();
    constexpr T least = std::numeric_limits<T>::lowest();
    for (const bool big : {false, true}) {
        const std::string dictionary = npy_dictionary((big ? ">" : "<") + name, "(3,)");
        const Tensor<double> tensor = read(npy_bytes(dictionary, raw<T>({1, least, most}, big)));
        EXPECT_EQ(tensor.shape, (Sizes{3})) << dictionary;
        EXPECT_THAT(tensor.data, ElementsAre(1, static_cast<double>(least), static_cast<double>(most)))
            << dictionary;
    }
}

TEST(Npy, all_types_in_both_byte_orders) {
    expect_type<float>("f4");
    expect_type<double>("f8");
    expect_type<int8_t>("i1");
    expect_type<int16_t>("i2");
    expect_type<int32_t>("i4");
    expect_type<int64_t>("i8");
    expect_type<uint8_t>("u1");
    expect_type<uint16_t>("u2");
    expect_type<uint32_t>("u4");
    expect_type<uint64_t>("u8");
    EXPECT_THAT(read(npy_bytes(npy_dictionary("|b1", "(3,)"), std::string("\0\1\2", 3))).data,
                ElementsAre(0, 1, 1));
    EXPECT_THAT(read(npy_bytes(npy_dictionary("|u1", "(2,)"), "AB")).data, ElementsAre(65, 66));
    EXPECT_THAT(read(npy_bytes(npy_dictionary("=f4", "(1,)"), raw<float>({2.5F}))).data, ElementsAre(2.5));
}

TEST(Npy, halves) {
    // 1, -2, the largest, the smallest subnormal, infinity, NaN, -0
    const auto tensor = read(npy_bytes(npy_dictionary("<f2", "(7,)"),
                                       raw<uint16_t>({0x3C00, 0xC000, 0x7BFF, 1, 0x7C00, 0x7E00, 0x8000})));
    EXPECT_EQ(tensor[0], 1);
    EXPECT_EQ(tensor[1], -2);
    EXPECT_EQ(tensor[2], 65504);
    EXPECT_EQ(tensor[3], std::ldexp(1.0, -24));
    EXPECT_EQ(tensor[4], INFINITY);
    EXPECT_TRUE(std::isnan(tensor[5]));
    EXPECT_TRUE(std::signbit(tensor[6]));
    EXPECT_THAT(read(npy_bytes(npy_dictionary(">f2", "(1,)"), raw<uint16_t>({0x3555}, true))).data,
                ElementsAre(0.333251953125));
}

TEST(Npy, sizes_as_python_2_wrote_them) {
    EXPECT_EQ(read(npy_bytes(npy_dictionary("|u1", "(1L, 2L)"), "AB")).shape, (Sizes{1, 2}));
    EXPECT_EQ(read(npy_bytes(npy_dictionary("|u1", "(2L,)"), "AB")).shape, (Sizes{2}));
}

TEST(Npy, nan_and_infinity_are_numbers) {
    const auto tensor = read(npy_bytes(npy_dictionary("<f8", "(2,)"), raw<double>({NAN, -INFINITY})));
    EXPECT_TRUE(std::isnan(tensor[0]));
    EXPECT_EQ(tensor[1], -INFINITY);
}

TEST(Npy, versions_1_to_3) {
    for (const int version : {1, 2, 3})
        EXPECT_THAT(read(npy_bytes(npy_dictionary("<i2", "(2,)"), raw<int16_t>({5, 6}), version)).data,
                    ElementsAre(5, 6))
            << version;
}

TEST(Npy, fortran_order_comes_out_in_row_order) {
    const std::string numbers = raw<int8_t>({1, 4, 2, 5, 3, 6});
    EXPECT_THAT(read(npy_bytes(npy_dictionary("|i1", "(2, 3)", true), numbers)).data,
                ElementsAre(1, 2, 3, 4, 5, 6));
    EXPECT_THAT(read(npy_bytes(npy_dictionary("|i1", "(2, 3)"), numbers)).data,
                ElementsAre(1, 4, 2, 5, 3, 6));
    std::string counted;
    for (char i = 0; i < 24; ++i)
        counted += i;
    const auto tensor = read(npy_bytes(npy_dictionary("|i1", "(2, 3, 4)", true), counted));
    for (int64_t i = 0; i < 2; ++i)
        for (int64_t j = 0; j < 3; ++j)
            for (int64_t k = 0; k < 4; ++k)
                EXPECT_EQ(tensor[(i * 3 + j) * 4 + k], static_cast<double>(i + 2 * j + 6 * k));
}

TEST(Npy, shapes) {
    EXPECT_EQ(read(npy_bytes(npy_dictionary("|u1", "()"), "A")).data.size(), 1U);
    EXPECT_EQ(read(npy_bytes(npy_dictionary("|u1", "(0, 3)"), "")).shape, (Sizes{0, 3}));
    EXPECT_EQ(read(npy_bytes(npy_dictionary("|u1", "(1,1,1,1,1,1,1,2)"), "AB")).shape.size(), 8U);
    EXPECT_EQ(read(npy_bytes(npy_dictionary("|u1", "(1, 2,)"), "AB")).shape, (Sizes{1, 2}));
}

TEST(Npy, keys_in_any_order_and_with_either_quote) {
    EXPECT_EQ(read(npy_bytes(R"({"shape": (2,), "descr": "|u1", "fortran_order": False})", "AB")).shape,
              (Sizes{2}));
    EXPECT_EQ(read(npy_bytes("{ 'shape' :(2 , 1) ,'fortran_order':True,'descr':'|u1'  ,  } ", "AB")).shape,
              (Sizes{2, 1}));
}

TEST(Npy, more_numbers_than_one_block) {
    std::string numbers(200'000, '\1');
    numbers.back() = '\2';
    const auto tensor = read(npy_bytes(npy_dictionary("|i1", "(200000,)"), numbers));
    EXPECT_EQ(tensor[199'998], 1);
    EXPECT_EQ(tensor[199'999], 2);
}

} // namespace
} // namespace convlens
