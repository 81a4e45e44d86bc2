// The engine's .npy reader and writer on bytes; what files may have wrong is tested with the files, in
// tests/input.
#include "convlens/npy.h"
#include "support/operations.h"
#include "support/source_folder.h"

#include <gtest/gtest.h>

#include <bit>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <map>

namespace convlens {
namespace {

std::string file(const std::string& descr, const std::string& shape, const std::string& numbers,
                 bool fortran = false) {
    std::string text = "{'descr': '" + descr + "', 'fortran_order': " + (fortran ? "True" : "False") +
                       ", 'shape': " + shape + ", }\n";
    std::string bytes = "\x93NUMPY";
    bytes += {'\1', '\0', static_cast<char>(text.size()), '\0'};
    return bytes + text + numbers;
}

template <class T> std::string written(const Tensor<T>& tensor) {
    std::string bytes;
    EXPECT_TRUE(write_npy(
        [&](const void* from, std::size_t count) {
            bytes.append(static_cast<const char*>(from), count);
            return true;
        },
        tensor));
    return bytes;
}

template <class T> Tensor<T> read(const std::string& bytes) {
    const NpySource source = npy_source(bytes);
    NpyHeader header;
    Tensor<T> tensor;
    EXPECT_EQ(read_npy_header(source, header), std::nullopt);
    EXPECT_EQ(read_npy_numbers(source, header, tensor), std::nullopt);
    return tensor;
}

NpyIssue issue_of(const std::string& bytes) {
    NpyHeader header;
    return read_npy_header(npy_source(bytes), header)
        .value_or(NpyIssue{.value = -1, .text = {}, .shape = {}});
}

template <class T> void expect_round_trip(uint64_t seed) {
    Random random(seed);
    Sizes shape;
    for (int64_t axes = draw(random, 0, 8); axes > 0; --axes)
        shape.push_back(draw(random, draw(random, 0, 9) ? 1 : 0, 4));
    const auto tensor = small_numbers<T>(random, shape);
    ASSERT_EQ(read<T>(written(tensor)), tensor) << "seed " << seed;
}

TEST(Npy, what_was_written_is_read) {
    for (uint64_t seed = 0; seed < 500; ++seed) {
        ASSERT_NO_FATAL_FAILURE(expect_round_trip<float>(seed));
        ASSERT_NO_FATAL_FAILURE(expect_round_trip<double>(seed));
        ASSERT_NO_FATAL_FAILURE(expect_round_trip<int64_t>(seed));
    }
}

TEST(Npy, every_bit_of_a_number_stays) {
    const Tensor<double> tensor({4}, {-0.0, std::bit_cast<double>(0x7FF8000000000123ULL), 5e-324,
                                      -std::numeric_limits<double>::max()});
    const Tensor<double> back = read<double>(written(tensor));
    for (int64_t i = 0; i < 4; ++i)
        EXPECT_EQ(std::bit_cast<uint64_t>(back[i]), std::bit_cast<uint64_t>(tensor[i])) << i;
}

/// Byte for byte what numpy.save writes.
TEST(Npy, is_written_as_numpy_does) {
    const std::string bytes = written(Tensor<float>({1, 2}, {1, -2}));
    const std::string text = "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }";
    EXPECT_EQ(bytes, std::string("\x93NUMPY\1\0\x76\0", 10) + text + std::string(117 - text.size(), ' ') +
                         '\n' + std::string("\0\0\x80\x3F\0\0\0\xC0", 8));
    EXPECT_EQ(written(Tensor<int64_t>({3})).substr(10, 60),
              "{'descr': '<i8', 'fortran_order': False, 'shape': (3,), }   ");
    EXPECT_EQ(written(Tensor<double>(Sizes())).substr(10, 60),
              "{'descr': '<f8', 'fortran_order': False, 'shape': (), }     ");
}

TEST(Npy, both_byte_orders_and_both_orders_of_axes) {
    EXPECT_EQ(read<float>(file(">f4", "(2,)", std::string("\x3F\x80\0\0\xC0\0\0\0", 8))).data,
              (std::vector<float>{1, -2}));
    EXPECT_EQ(read<double>(file(">f8", "(1,)", std::string("\x3F\xF0\0\0\0\0\0\0", 8))).data,
              (std::vector<double>{1}));
    EXPECT_EQ(read<int64_t>(file(">i8", "(1,)", std::string("\0\0\0\0\0\0\1\2", 8))).data,
              (std::vector<int64_t>{258}));
    std::string counted;
    for (char i = 0; i < 24; ++i)
        counted += i;
    const auto tensor = read<int64_t>(file("|u1", "(2, 3, 4)", counted, true));
    for (int64_t i = 0; i < 24; ++i)
        EXPECT_EQ(tensor[i], i / 12 + 2 * (i / 4 % 3) + 6 * (i % 4)) << i;
}

TEST(Npy, numbers_become_the_type_asked_for) {
    EXPECT_EQ(read<float>(file("<f8", "(1,)", std::string("\0\0\0\0\0\0\xF0\x3F", 8))).data,
              (std::vector<float>{1}));
    EXPECT_EQ(read<double>(file("|b1", "(3,)", std::string("\0\1\7", 3))).data,
              (std::vector<double>{0, 1, 1}));
    EXPECT_EQ(read<int64_t>(file("|i1", "(2,)", "\x7F\x80")).data, (std::vector<int64_t>{127, -128}));
}

TEST(Npy, more_than_one_block_in_fortran_order) {
    std::string numbers;
    for (int i = 0; i < 100'000; ++i)
        numbers +=
            {static_cast<char>(i & 0xFF), static_cast<char>(i >> 8 & 0xFF), static_cast<char>(i >> 16), 0};
    const auto tensor = read<double>(file("<i4", "(1000, 100)", numbers, true));
    for (int64_t i = 0; i < tensor.count(); ++i)
        ASSERT_EQ(static_cast<int64_t>(tensor[i]), i / 100 + 1000 * (i % 100));
}

TEST(Npy, issues_have_their_numbers) {
    const std::string good = file("<f4", "(2, 3)", std::string(24, 'A'));
    EXPECT_EQ(issue_of("").fault, NpyFault::magic);
    std::string bytes = good;
    bytes[6] = 4;
    EXPECT_EQ(issue_of(bytes), (NpyIssue{.fault = NpyFault::version, .value = 4, .text = {}, .shape = {}}));
    bytes = good;
    bytes[9] = '\x7F';
    EXPECT_EQ(issue_of(bytes).fault, NpyFault::header_length);
    EXPECT_EQ(issue_of(bytes).limit, npy_max_header);
    EXPECT_EQ(issue_of(good + "A"),
              (NpyIssue{.fault = NpyFault::size, .value = 25, .limit = 24, .text = {}, .shape = {2, 3}}));
    EXPECT_EQ(issue_of(file("<c8", "(1,)", "AB")).text, "<c8");
    EXPECT_EQ(issue_of(file("<f4", "(2147483648,)", "")).fault, NpyFault::elements);
    EXPECT_EQ(issue_of(file("<f4", "(1,1,1,1,1,1,1,1,1)", "")).fault, NpyFault::axes);
    EXPECT_EQ(issue_of(file("<f4", "(1, x)", "")),
              (NpyIssue{.fault = NpyFault::header, .value = 55, .text = {}, .shape = {}}));
}

/// The fuzzer's corpus, of which numpy wrote most, is read or refused; every name says which.
TEST(Npy, the_fuzzers_corpus_is_read_or_refused) {
    const std::map<std::string, NpyFault> refused = {
        {"complex", NpyFault::type},      {"cut_header", NpyFault::header_length},
        {"cut_numbers", NpyFault::size},  {"nine_axes", NpyFault::axes},
        {"overflow", NpyFault::elements}, {"parenthesised", NpyFault::header},
        {"record", NpyFault::structured}};
    int files = 0;
    for (const auto& entry :
         std::filesystem::directory_iterator(source_folder() + "/tests/fuzz/corpus/npy")) {
        std::ifstream stream(entry.path(), std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
        const std::string name = entry.path().filename();
        NpyHeader header;
        const auto issue = read_npy_header(npy_source(bytes), header);
        const auto expected = refused.find(name);
        ASSERT_EQ(issue.has_value(), expected != refused.end()) << name;
        if (issue) {
            EXPECT_EQ(issue->fault, expected->second) << name;
        }
        ++files;
    }
    EXPECT_GE(files, 20);
}

TEST(Npy, a_source_that_ends_early_or_a_sink_that_fails_is_told) {
    const std::string good = file("<f4", "(2,)", "ABCDEFGH");
    for (std::size_t readable : {std::size_t{5}, std::size_t{30}, good.size() - 1}) {
        NpySource source = npy_source(std::string_view(good).substr(0, readable));
        source.size = static_cast<int64_t>(good.size()); // as a file that shrinks while it is read
        NpyHeader header;
        Tensor<float> tensor;
        auto issue = read_npy_header(source, header);
        if (!issue)
            issue = read_npy_numbers(source, header, tensor);
        EXPECT_EQ(issue->fault, NpyFault::source) << readable;
    }
    for (int calls = 0; calls < 2; ++calls)
        EXPECT_FALSE(write_npy([left = calls](const void*, std::size_t) mutable { return left-- > 0; },
                               Tensor<float>({2})))
            << calls;
}

} // namespace
} // namespace convlens
