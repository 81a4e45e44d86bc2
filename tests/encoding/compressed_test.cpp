// What is compressed in pieces is whole again once it is inflated.
#include "encoding/compressed.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <string>

namespace convlens {
namespace {

std::string inflated(const std::string& bytes, int window, std::size_t size) {
    z_stream stream{};
    EXPECT_EQ(inflateInit2(&stream, window), Z_OK);
    std::string result(size + 1, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(result.data());
    stream.avail_out = static_cast<uInt>(result.size());
    EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
    result.resize(stream.total_out);
    inflateEnd(&stream);
    return result;
}

TEST(Compressed, pieces_are_whole_again) {
    Deflater deflater(best_compression, bare_window);
    std::string all;
    for (int i = 0; i < 20000; ++i) {
        const std::string piece = std::to_string(i * 7919) + "\n";
        deflater.add(piece);
        all += piece;
    }
    deflater.add({});
    const std::string stream = deflater.finish();
    EXPECT_LT(stream.size(), all.size());
    EXPECT_EQ(inflated(stream, -15, all.size()), all);
}

TEST(Compressed, nothing_is_a_stream_too) {
    EXPECT_EQ(inflated(Deflater(best_compression, bare_window).finish(), -15, 0), "");
    EXPECT_EQ(inflated(zlib_stream(""), 15, 0), "");
}

TEST(Compressed, a_zlib_stream_has_its_bytes) {
    const std::string bytes(100'000, 'x');
    const std::string stream = zlib_stream(bytes);
    EXPECT_LT(stream.size(), 1000U);
    EXPECT_EQ(inflated(stream, 15, bytes.size()), bytes);
}

} // namespace
} // namespace convlens
