// Level 6: level 9 takes half as long again for 2 % fewer bytes.
#include "output/apng/zlib_compressor.h"

#include <libdeflate.h>

#include <new>

namespace convlens {

ZlibCompressor::ZlibCompressor() {
    constexpr int level = 6;
    compressor_.reset(libdeflate_alloc_compressor(level));
    if (!compressor_)
        throw std::bad_alloc(); // it fails for want of memory only
}

void ZlibCompressor::Free::operator()(libdeflate_compressor* compressor) const {
    libdeflate_free_compressor(compressor);
}

std::string_view ZlibCompressor::compress(std::span<const uint8_t> bytes) {
    const std::size_t bound = libdeflate_zlib_compress_bound(compressor_.get(), bytes.size());
    if (stream_.size() < bound)
        stream_.resize(bound);
    const std::size_t size = libdeflate_zlib_compress(compressor_.get(), bytes.data(), bytes.size(),
                                                      stream_.data(), stream_.size());
    return {stream_.data(), size};
}

} // namespace convlens
