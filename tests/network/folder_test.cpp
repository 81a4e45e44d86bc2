// IDX files, whole and broken, plain and packed; folders of them.
#include "input/idx.h"
#include "input/limits.h"
#include "network/folder.h"
#include "support/temporary_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <filesystem>
#include <fstream>

namespace convlens {
namespace {

using testing::HasSubstr;

std::string idx(const std::vector<uint32_t>& shape, const std::string& data, char type = 8) {
    std::string file{'\0', '\0', type, static_cast<char>(shape.size())};
    for (const uint32_t size : shape)
        for (int shift = 24; shift >= 0; shift -= 8)
            file += static_cast<char>(size >> shift & 255U);
    return file + data;
}

std::string packed(const std::string& content) {
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&stream, content.size()), '\0');
    std::string in = content;
    stream.next_in = reinterpret_cast<Bytef*>(in.data());
    stream.avail_in = static_cast<uInt>(in.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

TEST(Idx, is_read_plain_and_packed) {
    const std::string file = idx({2, 1, 3}, std::string("\0\1\2\3\4\xFF", 6));
    for (const std::string& bytes : {file, packed(file)}) {
        const IdxArray array = idx_from(bytes, "x");
        EXPECT_EQ(array.shape, (Sizes{2, 1, 3}));
        EXPECT_EQ(array.data, (std::vector<uint8_t>{0, 1, 2, 3, 4, 255}));
    }
}

TEST(Idx, that_is_broken_is_refused_in_one_sentence_with_its_name) {
    const std::string whole = idx({2, 2}, "abcd");
    const std::string packed_whole = packed(whole);
    const std::pair<std::string, const char*> cases[] = {
        {"", "is not an IDX file"},
        {"PNG and more", "is not an IDX file"},
        {whole.substr(0, 9), "is not an IDX file"},
        {idx({}, "a"), "is not an IDX file"},
        {idx({1, 1, 1, 1, 1, 1, 1, 1, 1}, "a"), "is not an IDX file"},
        {idx({2, 2}, "abcd", 13), "type 13"},
        {whole.substr(0, 15), "it has 3 bytes of numbers, its header says 4"},
        {whole + "e", "more than the 4 bytes"},
        {packed_whole.substr(0, packed_whole.size() / 2), "x.gz"},
        {packed(whole + "e"), "more than the 4 bytes"},
        {packed(whole.substr(0, 14)), "it has 2 bytes"},
        {"\x1f\x8b nonsense", "is not an IDX file"},
        {idx({4000000000U, 4000000000U, 4000000000U}, "a"), "more than"},
        {idx({0xFFFFFFFFU}, ""), "more than"},
        {idx({200000000}, "a"), "it has 1 bytes"},
    };
    for (const auto& [bytes, words] : cases)
        EXPECT_THAT(refusal([&bytes = bytes] { idx_from(bytes, "x.gz"); }),
                    testing::AllOf(HasSubstr(words), HasSubstr("x.gz")));
}

/// A folder of its own, gone with the value.
class Folder {
public:
    Folder() {
        path_ = std::filesystem::temp_directory_path() /
                ("convlens-idx-" + std::to_string(reinterpret_cast<uintptr_t>(this)));
        std::filesystem::create_directory(path_);
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    void write(const std::string& name, const std::string& bytes) const {
        std::ofstream(path_ / name, std::ios::binary) << bytes;
    }
    std::string path() const { return path_.string(); }

private:
    std::filesystem::path path_;
};

TEST(IdxFolder, holds_out_what_is_for_testing) {
    const Folder folder;
    folder.write("train-images-idx3-ubyte.gz", packed(idx({3, 1, 2}, "aabbcc")));
    folder.write("train-labels-idx1-ubyte.gz", packed(idx({3}, std::string("\0\2\1", 3))));
    EXPECT_EQ(read_idx_folder(folder.path()).held_out_from, -1);
    folder.write("t10k-images-idx3-ubyte", idx({1, 1, 2}, "dd"));
    folder.write("t10k-labels-idx1-ubyte", idx({1}, "\1"));
    const NetworkData data = read_idx_folder(folder.path());
    EXPECT_EQ(data.item, (Sizes{1, 1, 2}));
    EXPECT_EQ(data.count(), 4);
    EXPECT_EQ(data.classes, 3);
    EXPECT_EQ(data.indices(true), (std::vector<int64_t>{3}));
    EXPECT_EQ(data.picture(3).data, (std::vector<float>{'d', 'd'}));
}

TEST(IdxFolder, that_does_not_go_together_is_refused) {
    EXPECT_THAT(refusal([] { read_idx_folder("/nowhere"); }), HasSubstr("is not a folder"));
    const Folder folder;
    EXPECT_THAT(refusal([&] { read_idx_folder(folder.path()); }), HasSubstr("train-images"));
    folder.write("train-images-idx3-ubyte", idx({3, 1, 2}, "aabbcc"));
    folder.write("train-labels-idx1-ubyte", idx({2}, "\1\1"));
    EXPECT_THAT(refusal([&] { read_idx_folder(folder.path()); }), HasSubstr("2 labels for 3 pictures"));
    folder.write("train-labels-idx1-ubyte", idx({3}, "\1\1\1"));
    folder.write("t10k-images-idx3-ubyte", idx({1, 2, 2}, "dddd"));
    folder.write("t10k-labels-idx1-ubyte", idx({1}, "\1"));
    EXPECT_THAT(refusal([&] { read_idx_folder(folder.path()); }), HasSubstr("different sizes"));
    folder.write("train-images-idx3-ubyte", idx({3, 0, 2}, ""));
    EXPECT_THAT(refusal([&] { read_idx_folder(folder.path()); }), HasSubstr("none of size 0"));
    folder.write("train-images-idx3-ubyte", idx({3, 2}, "aabbcc"));
    EXPECT_THAT(refusal([&] { read_idx_folder(folder.path()); }), HasSubstr("3 axes"));
}

} // namespace
} // namespace convlens
