// IDX files, as MNIST and its relatives are given away: a small header, then bytes. Plain or packed by gzip.
#pragma once

#include "convlens/sizes.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace convlens {

struct IdxArray {
    Sizes shape;
    std::vector<uint8_t> data; // [shape.product()]
};

/// Bytes only (type 8), at most limits::idx_bytes of them; nothing is made before the file is found to have
/// them. Throws Error naming the file and what is wrong with it.
/// Source  yann.lecun.com/exdb/mnist, "The IDX file format"
IdxArray read_idx(const std::string& path);

/// The same of the bytes of a file; messages name `where`.
IdxArray idx_from(std::string_view file, const std::string& where);

} // namespace convlens
