// What a file is, and the gate that every file goes through.
#include "input/content_type.h"
#include "input/gate.h"
#include "input/image_file.h"
#include "support/temporary_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <thread>

namespace convlens {
namespace {

using testing::StartsWith;

std::string type_of(std::string_view bytes) {
    return content_type(TemporaryFile(bytes).path());
}

TEST(ContentType, by_content_and_not_by_name) {
    EXPECT_EQ(content_type(fixture("rgb.png")), "image");
    EXPECT_EQ(content_type(fixture("rgb.bmp")), "image");
    EXPECT_EQ(content_type(fixture("gradient.jpg")), "image");
    EXPECT_EQ(type_of("\x93NUMPY..."), "npy");
    EXPECT_EQ(type_of(" \n\t{\"schema\": 1}"), "scene");
    EXPECT_EQ(type_of("\xEF\xBB\xBF{\"schema\": 1}"), "scene");
    EXPECT_EQ(type_of("PK\3\4..."), "npz");
    EXPECT_EQ(type_of(std::string("\2\0\0\0\0\0\0\0{}", 10)), "safetensors");
    EXPECT_EQ(type_of("# a comment\n-1.5e3\t2\n"), "table");
    EXPECT_EQ(type_of("nan,1"), "table");
    EXPECT_EQ(type_of("name,1"), "");
    EXPECT_EQ(type_of(std::string("1\0002", 3)), "");
    EXPECT_EQ(type_of("[]"), "");
    EXPECT_EQ(type_of(""), "");
    EXPECT_EQ(type_of("BM"), "");
    EXPECT_EQ(type_of("GIF8"), "");
    EXPECT_EQ(type_of("GIF89a"), "exported");
    EXPECT_EQ(type_of("%PDF-1.5"), "exported");
    EXPECT_EQ(type_of("<?xml version=\"1.0\"?>\n<svg>"), "exported");
    EXPECT_EQ(type_of("<?xml version=\"1.0\"?>\n<book>"), "");
}

TEST(Gate, only_regular_files) {
    EXPECT_THAT(refusal([] { content_type("/tmp"); }), StartsWith("error.not_a_file"));
    EXPECT_THAT(refusal([] { content_type("/dev/zero"); }), StartsWith("error.not_a_file"));
    EXPECT_THAT(refusal([] { content_type("/no/such/file"); }),
                StartsWith("error.cannot_read: cannot be read: No such file or directory (/no/such/file)"));
    const std::string fifo = "/tmp/convlens-test-fifo-" + std::to_string(getpid());
    ASSERT_EQ(mkfifo(fifo.c_str(), 0600), 0);
    EXPECT_THAT(refusal([&] { content_type(fifo); }), StartsWith("error.not_a_file")); // and does not wait
    EXPECT_THAT(refusal([&] { read_image(fifo); }), StartsWith("error.not_a_file"));
    unlink(fifo.c_str());
}

TEST(Gate, a_pipe_is_read_to_its_end_and_then_is_a_file) {
    const std::string fifo = "/tmp/convlens-test-pipe-" + std::to_string(getpid());
    ASSERT_EQ(mkfifo(fifo.c_str(), 0600), 0);
    std::thread writer([&] { std::ofstream(fifo) << "1\n" + std::string(199'998, '\n'); });
    keep_piped(fifo);
    writer.join();
    EXPECT_EQ(content_type(fifo), "table");
    EXPECT_EQ(read_file(fifo, 1'000'000).size(), 200'000U);
    unlink(fifo.c_str());
    const TemporaryFile file("12");
    keep_piped(file.path());
    EXPECT_EQ(read_file(file.path(), 5), "12");
}

TEST(Gate, at_most_so_many_bytes) {
    const TemporaryFile file("12345");
    EXPECT_EQ(read_file(file.path(), 5), "12345");
    EXPECT_EQ(refusal([&] { read_file(file.path(), 4); }),
              "error.file_too_large: has 5 bytes; at most 4 are read (" + file.path() + ")");
}

} // namespace
} // namespace convlens
