// Whole buffers to zlib streams by libdeflate: 0.22 s and 1.04 MB for the rectangles of 196 frames of
// 800x600, where zlib at its default needs about twice the time, and encoding/pixel_matcher (0.04 s) half as
// many bytes more (bench/movie_files.py).
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

struct libdeflate_compressor;

namespace convlens {

class ZlibCompressor {
public:
    /// Throws std::bad_alloc.
    ZlibCompressor();

    /// The stream of the bytes, which stays until the next call. The same bytes give the same stream.
    std::string_view compress(std::span<const uint8_t> bytes);

private:
    struct Free {
        void operator()(libdeflate_compressor* compressor) const;
    };
    std::unique_ptr<libdeflate_compressor, Free> compressor_;
    std::vector<char> stream_;
};

} // namespace convlens
