// Arrays in archives and tables: read by name, told apart, and refused by a sentence where they are
// malformed.
#include "input/array_file.h"
#include "input/npy_bytes.h"
#include "input/zip_bytes.h"
#include "support/temporary_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace convlens {
namespace {

using testing::AnyOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

const std::string bytes_1_2 = npy_bytes(npy_dictionary("|u1", "(1, 2)"), "\1\2");
const std::string bytes_9 = npy_bytes(npy_dictionary("|i1", "(1,)"), "\x09");

std::string refused(const std::string& bytes, const std::string& name = "x") {
    const TemporaryFile file(bytes);
    return refusal([&] { read_array(name.empty() ? file.path() : file.path() + ":" + name); });
}

TEST(ArrayFile, arrays_of_npz_by_name) {
    for (const bool is_deflated : {false, true}) {
        for (const bool has_zip64 : {false, true}) {
            const TemporaryFile file(zip_file(
                {{"x.npy", bytes_1_2, is_deflated, 0, 8}, {"conv/kernel:0.npy", bytes_9, is_deflated, 0, 8}},
                has_zip64));
            EXPECT_THAT(read_array(file.path() + ":x").data, ElementsAre(1, 2));
            EXPECT_EQ(read_array(file.path() + ":x.npy").shape, (Sizes{1, 2}));
            EXPECT_THAT(read_array(file.path() + ":conv/kernel:0").data, ElementsAre(9));
        }
    }
    std::string many(300'000, '\3');
    const TemporaryFile large(
        zip_file({{"x.npy", npy_bytes(npy_dictionary("|u1", "(300000,)"), many), true, 0, 8}}));
    EXPECT_EQ(read_array(large.path() + ":x")[299'999], 3);
}

TEST(ArrayFile, names_are_listed_where_there_is_none_or_another) {
    const std::string two = zip_file({{"x.npy", bytes_1_2, false, 0, 8}, {"w.npy", bytes_9, true, 0, 8}});
    EXPECT_THAT(refused(two, ""), HasSubstr("NAME may be one of: x, w"));
    EXPECT_THAT(refused(two, "y"), HasSubstr("there is no array y; it may be one of: x, w"));
    EXPECT_THAT(refused(zip_file({}), ""), StartsWith("error.archive_empty"));
    EXPECT_THAT(refused(bytes_9), StartsWith("error.no_names"));
    EXPECT_THAT(refused("1,2"), StartsWith("error.no_names"));
}

TEST(ArrayFile, archives_that_are_malformed) {
    const std::string good = zip_file({{"x.npy", bytes_1_2, true, 0, 8}});
    for (std::size_t length = 4; length < good.size(); length += 7)
        EXPECT_THAT(refused(good.substr(0, length)), StartsWith("error.archive_damaged")) << length;
    EXPECT_THAT(refused(zip_file({{"x.npy", bytes_1_2, true, 0, 12}})), StartsWith("error.archive_method"));
    // A size that deflate cannot reach is refused before anything is allocated; one that it could, by the
    // header.
    EXPECT_THAT(refused(zip_file({{"x.npy", bytes_1_2, true, 4'000'000'000, 8}})),
                StartsWith("error.archive_damaged"));
    EXPECT_THAT(refused(zip_file({{"x.npy", bytes_1_2, true, 60'000, 8}})), StartsWith("error.npy_size"));
    std::string changed = zip_file({{"x.npy", bytes_1_2, false, 0, 8}});
    changed[changed.find("\1\2PK\1\2")] = '\7'; // the checksum is of another number
    EXPECT_THAT(refused(changed), StartsWith("error.archive_damaged"));
}

std::string safetensors(const std::string& header, const std::string& numbers) {
    return little_end(header.size(), 8) + header + numbers;
}

TEST(ArrayFile, tensors_of_safetensors_by_name) {
    const std::string header = R"({"__metadata__":{"format":"pt"},)"
                               R"("w":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},)"
                               R"("h":{"dtype":"BF16","shape":[2],"data_offsets":[8,12]},)"
                               R"("b":{"dtype":"BOOL","shape":[],"data_offsets":[12,13]},)"
                               R"("q":{"dtype":"F8_E5M2","shape":[1],"data_offsets":[13,14]}})";
    const std::string numbers = little_end(0x3FC00000, 4) + little_end(0xC0000000, 4) + // 1.5, -2
                                little_end(0x3FC0, 2) + little_end(0xC000, 2) + "\1\1";
    const TemporaryFile file(safetensors(header, numbers));
    EXPECT_THAT(read_array(file.path() + ":w").data, ElementsAre(1.5, -2));
    EXPECT_EQ(read_array(file.path() + ":w").shape, (Sizes{1, 2}));
    EXPECT_THAT(read_array(file.path() + ":h").data, ElementsAre(1.5, -2));
    EXPECT_THAT(read_array(file.path() + ":b").data, ElementsAre(1));
    EXPECT_THAT(refusal([&] { read_array(file.path() + ":q"); }), HasSubstr("of type F8_E5M2"));
    EXPECT_THAT(refusal([&] { read_array(file.path()); }), HasSubstr("one of: b, h, q, w"));
}

TEST(ArrayFile, safetensors_that_are_malformed) {
    for (const char* header : {
             R"({"x":{}})",
             R"({"x":[]})",
             R"({"x":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}})",
             R"({"x":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}})",
             R"({"x":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}})",
             R"({"x":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}})",
             R"({"x":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}})",
             R"({"x":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,4]}})",
             R"({"x":{"dtype":"F32","shape":[1,1,1,1,1,1,1,1,1],"data_offsets":[0,4]}})",
             R"({"x":{"dtype":1,"shape":[1],"data_offsets":[0,4]}})",
             R"({"x":[[[[[[[1]]]]]]]})",
             R"({"x")",
         })
        EXPECT_THAT(refused(safetensors(header, "ABCD")), StartsWith("error.safetensors")) << header;
}

TEST(ArrayFile, tables_of_numbers) {
    const auto table = [](const std::string& text) { return read_array(TemporaryFile(text).path()); };
    const Tensor<double> commas = table("# a comment\n1, 2.5,-3\r\n\n4e2,+5,nan\n");
    EXPECT_EQ(commas.shape, (Sizes{2, 3}));
    EXPECT_THAT(std::vector<double>(commas.data.begin(), commas.data.begin() + 5),
                ElementsAre(1, 2.5, -3, 400, 5));
    EXPECT_TRUE(std::isnan(commas[5]));
    EXPECT_THAT(table("1\t2\n3\t4").data, ElementsAre(1, 2, 3, 4));
    EXPECT_THAT(table("1;2\n3;4").data, ElementsAre(1, 2, 3, 4));
    EXPECT_THAT(table("  1   2 \n 3\t-inf").data, ElementsAre(1, 2, 3, -INFINITY));
    EXPECT_EQ(table("\xEF\xBB\xBF"
                    "1\n2\n3\n")
                  .shape,
              (Sizes{3, 1}));
    EXPECT_THAT(refused("1,2\n3,x\n", ""), HasSubstr("line 2, column 2 is 'x', which is not a number"));
    EXPECT_THAT(refused("1,2\n3,\n", ""), HasSubstr("line 2, column 2 is ''"));
    EXPECT_THAT(refused("1,2\n3\n", ""), HasSubstr("numbers in line 2: 1; in each line above: 2"));
}

TEST(ArrayFile, ten_thousand_mutations_are_read_or_refused) {
    const std::vector<std::string> good = {
        zip_file({{"x.npy", bytes_1_2, true, 0, 8}}), zip_file({{"x.npy", bytes_1_2, false, 0, 8}}, true),
        safetensors(R"({"x":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]}})", "ABCDEFGH"), "1,2\n3,4\n"};
    std::mt19937_64 generator(8);
    int read = 0;
    for (int round = 0; round < 10'000; ++round) {
        std::string bytes = good[generator() % good.size()];
        for (std::size_t changes = 1 + generator() % 3; changes > 0 && !bytes.empty(); --changes) {
            const std::size_t at = generator() % bytes.size();
            if (generator() % 4 == 0)
                bytes.erase(at, 1 + generator() % 4);
            else
                bytes[at] = static_cast<char>(generator());
        }
        const TemporaryFile file(bytes);
        const std::string sentence = refusal([&] {
            const Tensor<double> tensor = read_array(file.path() + (bytes.starts_with("1,") ? "" : ":x"));
            ASSERT_EQ(tensor.shape.product(), tensor.count());
        });
        read += sentence.empty() ? 1 : 0;
        ASSERT_THAT(sentence, AnyOf("", StartsWith("error."))) << "round " << round;
    }
    EXPECT_GT(read, 100);
}

} // namespace
} // namespace convlens
