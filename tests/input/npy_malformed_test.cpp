// .npy files that are wrong, each with its sentence, and ten thousand random ones.
#include "input/array_file.h"
#include "input/npy_bytes.h"
#include "support/temporary_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <random>

namespace convlens {
namespace {

using testing::AnyOf;
using testing::HasSubstr;
using testing::StartsWith;

std::string npy_refusal(const std::string& bytes) {
    const TemporaryFile file(bytes);
    return refusal([&] { read_array(file.path()); });
}

TEST(NpyMalformed, magic_and_version) {
    EXPECT_THAT(npy_refusal(""), StartsWith("error.npy_magic: is not a .npy file"));
    EXPECT_THAT(npy_refusal("PK\3\4 and so on, a .npz"), StartsWith("error.archive_damaged"));
    std::string bytes = npy_bytes(npy_dictionary("<f4", "(1,)"), "ABCD");
    bytes[6] = 4;
    EXPECT_THAT(npy_refusal(bytes), HasSubstr("the .npy version is 4.0; it may be 1.0, 2.0 or 3.0"));
    bytes[6] = 1;
    bytes[7] = 1;
    EXPECT_THAT(npy_refusal(bytes), HasSubstr("version is 1.1"));
}

TEST(NpyMalformed, header_length) {
    std::string bytes = npy_bytes(npy_dictionary("<f4", "(1,)"), "ABCD");
    bytes[9] = '\x7F';
    EXPECT_THAT(npy_refusal(bytes), StartsWith("error.npy_header_length"));
    bytes = npy_bytes(npy_dictionary("<f4", "(1,)"), "ABCD", 2);
    bytes[11] = '\xFF';
    EXPECT_THAT(npy_refusal(bytes), StartsWith("error.npy_header_length"));
    EXPECT_THAT(npy_refusal(std::string("\x93NUMPY\2\0\1\0\0", 11)), StartsWith("error.npy_magic"));
    EXPECT_THAT(npy_refusal(npy_bytes(npy_dictionary("<f4", "(1,)") + std::string(70000, ' '), "ABCD", 2)),
                HasSubstr("it may have at most 65536"));
}

TEST(NpyMalformed, dictionaries) {
    for (const char* dictionary : {
             "",
             "{",
             "{}",
             "[]",
             "{'descr': '<f4'}",
             "{'descr': '<f4', 'fortran_order': False}",
             "{'descr': '<f4', 'fortran_order': 0, 'shape': (1,)}",
             "{'descr': '<f4', 'fortran_order': False, 'shape': (1)}",
             "{'descr': '<f4', 'fortran_order': False, 'shape': (1,,)}",
             "{'descr': '<f4', 'fortran_order': False, 'shape': (,)}",
             "{'descr': '<f4', 'fortran_order': False, 'shape': [1]}",
             "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}",
             "{'descr': '<f4', 'fortran_order': False, 'shape': (1.0,)}",
             "{'descr': '<f4', 'fortran_order': False, 'shape': (1 1)}",
             "{'descr': '<f4', 'fortran_order': False, 'shape': (1LL,)}",
             "{'descr': '<f4', 'fortran_order': False, 'shape': (L,)}",
             "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)}",
             "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (1,)}",
             "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'more': 1}",
             "{'descr': '<f4', 'fortran_order': False, 'shape': (1,)} x",
             "{'descr': '<f4', 'fortran_order': False, 'shape': (1,)",
             "{'descr': '<f4\", 'fortran_order': False, 'shape': (1,)}",
             "{'descr': '<\\x664', 'fortran_order': False, 'shape': (1,)}",
             "{'descr' '<f4', 'fortran_order': False, 'shape': (1,)}",
             "{'descr': '<f4' 'fortran_order': False, 'shape': (1,)}",
         })
        EXPECT_THAT(npy_refusal(npy_bytes(dictionary, "ABCD")), StartsWith("error.npy_header:"))
            << dictionary;
    EXPECT_THAT(
        npy_refusal(npy_bytes("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,)}", "ABCD")),
        StartsWith("error.npy_structured"));
    EXPECT_THAT(npy_refusal(npy_bytes(npy_dictionary("|u1", "(1,1,1,1,1,1,1,1,1)"), "A")),
                HasSubstr("the array has over 8 axes"));
}

TEST(NpyMalformed, types) {
    for (const char* descr : {"", "f4", "<f16", "<c8", "|O", "|S4", "<U1", "<M8[s]", "<i3", "|f4", "|i8",
                              "!f4", "<f4x", "<b8", "|V8"})
        EXPECT_THAT(npy_refusal(npy_bytes(npy_dictionary(descr, "(1,)"), "ABCD")),
                    StartsWith("error.npy_type"))
            << descr;
    EXPECT_THAT(npy_refusal(npy_bytes(npy_dictionary("<c8", "(1,)"), "ABCDEFGH")),
                HasSubstr("the numbers are of type '<c8'; it may be one of: float16, float32, float64, int8, "
                          "int16, int32, int64, uint8, uint16, uint32, uint64, bool"));
    EXPECT_THAT(npy_refusal(npy_bytes(npy_dictionary(std::string(300, '\x1b'), "(1,)"), "ABCD")),
                HasSubstr("'????????????????????...'"));
}

TEST(NpyMalformed, sizes_against_the_file) {
    EXPECT_THAT(npy_refusal(npy_bytes(npy_dictionary("<f4", "(2, 3)"), std::string(23, 'A'))),
                HasSubstr("the file has 23 bytes of numbers; its shape 2x3 needs 24"));
    EXPECT_THAT(npy_refusal(npy_bytes(npy_dictionary("<f4", "(2, 3)"), std::string(25, 'A'))),
                StartsWith("error.npy_size"));
    EXPECT_THAT(npy_refusal(npy_bytes(npy_dictionary("<f4", "()"), "")), StartsWith("error.npy_size"));
}

TEST(NpyMalformed, products_that_overflow) {
    for (const char* shape :
         {"(2147483648,)", "(65536, 65536)", "(4294967296, 4294967296)", "(9223372036854775800,)",
          "(2147483647, 2147483647, 2147483647)", "(0, 2147483648)", "(4294967296, 4294967296, 0)",
          "(3037000500, 3037000500, 2)"})
        EXPECT_THAT(npy_refusal(npy_bytes(npy_dictionary("<f8", shape), "")),
                    AnyOf(StartsWith("error.npy_elements"), StartsWith("error.npy_header:")))
            << shape;
    // The largest possible count passes and is refused by the file's size, with nothing allocated.
    EXPECT_THAT(npy_refusal(npy_bytes(npy_dictionary("<f8", "(2147483647,)"), "")),
                StartsWith("error.npy_size"));
}

TEST(NpyMalformed, only_regular_files) {
    EXPECT_THAT(refusal([] { read_array("/tmp"); }), StartsWith("error.not_a_file"));
    EXPECT_THAT(refusal([] { read_array("/dev/zero"); }), StartsWith("error.not_a_file"));
    EXPECT_THAT(refusal([] { read_array("/no/such.npy"); }), StartsWith("error.cannot_read"));
}

TEST(NpyMalformed, ten_thousand_mutations_are_read_or_refused) {
    const std::string good = npy_bytes(npy_dictionary("<f4", "(2, 3)"), std::string(24, 'A'));
    std::mt19937_64 generator(6);
    int read = 0;
    for (int round = 0; round < 10'000; ++round) {
        std::string bytes = good;
        const auto changes = 1 + generator() % 3;
        for (std::size_t i = 0; i < changes && !bytes.empty(); ++i) {
            const std::size_t at = generator() % bytes.size();
            switch (generator() % 4) {
            case 0:
                bytes[at] = static_cast<char>(generator());
                break;
            case 1:
                bytes.erase(at, 1 + generator() % 4);
                break;
            case 2:
                bytes.insert(at, 1 + generator() % 4, "0123456789(,)'{}: "[generator() % 18]);
                break;
            case 3:
                bytes.resize(1 + generator() % bytes.size());
                break;
            }
        }
        const TemporaryFile file(bytes);
        const std::string sentence = refusal([&] {
            const Tensor<double> tensor = read_array(file.path());
            ASSERT_EQ(tensor.shape.product(), tensor.count());
        });
        read += sentence.empty() ? 1 : 0;
        ASSERT_THAT(sentence, AnyOf("", StartsWith("error.npy_"), StartsWith("error.safetensors")))
            << "round " << round;
    }
    EXPECT_GT(read, 100);
}

} // namespace
} // namespace convlens
