// zlib does it all.
#include "encoding/compressed.h"

#include <array>
#include <new>
#include <utility>
#include <zlib.h>

namespace convlens {
struct Deflater::State {
    z_stream stream{};
};

Deflater::Deflater(int level, int window_bits) : state_(std::make_unique<State>()) {
    constexpr int usual_memory = 8;
    if (deflateInit2(&state_->stream, level, Z_DEFLATED, window_bits, usual_memory, Z_DEFAULT_STRATEGY) !=
        Z_OK)
        throw std::bad_alloc(); // it fails for want of memory only
}

Deflater::~Deflater() {
    deflateEnd(&state_->stream);
}

void Deflater::run(std::string_view bytes, int flush) {
    z_stream& stream = state_->stream;
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    std::array<char, 1 << 15> part;
    do {
        stream.next_out = reinterpret_cast<Bytef*>(part.data());
        stream.avail_out = static_cast<uInt>(part.size());
        deflate(&stream, flush);
        compressed_.append(part.data(), part.size() - stream.avail_out);
    } while (stream.avail_out == 0);
}

void Deflater::add(std::string_view bytes) {
    run(bytes, Z_NO_FLUSH);
}

std::string Deflater::finish() {
    run({}, Z_FINISH);
    return std::move(compressed_);
}

std::string zlib_stream(std::string_view bytes) {
    std::string result(compressBound(bytes.size()), '\0');
    auto size = static_cast<uLongf>(result.size());
    if (compress2(reinterpret_cast<Bytef*>(result.data()), &size,
                  reinterpret_cast<const Bytef*>(bytes.data()), bytes.size(), Z_BEST_COMPRESSION) != Z_OK)
        throw std::bad_alloc();
    result.resize(size);
    return result;
}

} // namespace convlens
