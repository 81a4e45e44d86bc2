// .npy arrays (NumPy Enhancement Proposal 1, numpy.lib.format) read strictly from any source of bytes, and
// written. Knows no files and no sentences: what is wrong is told as a value. Every count is checked against
// the source's size before memory is asked for.
#pragma once

#include "convlens/tensor.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace convlens {

inline constexpr int64_t npy_most_elements = 2147483647; // of an array
inline constexpr int64_t npy_most_header = 65536;        // bytes of a header

enum class NpyType { f4, f8, i1, i2, i4, i8, u1, u2, u4, u8, b1 };
int64_t npy_type_size(NpyType type);          // bytes of one number
std::string_view npy_type_name(NpyType type); // as in a file, without the byte order

enum class NpyFault {
    magic,         // does not begin as a .npy file does
    version,       // neither 1.0, 2.0 nor 3.0; value: the major, limit: the minor number
    header_length, // value: bytes of the header, limit: what it may have; also where the source ends in it
    header,        // malformed; value: the character, from 1
    structured,    // descr is a list of fields
    type,          // not one of NpyType; text: descr as written
    axes,          // more axes than Sizes::capacity, limit
    elements,      // over npy_most_elements, limit
    size,  // the numbers take other than the rest of the source; value: bytes there are, limit: needed
    source // `read` failed
};

struct NpyIssue {
    NpyFault fault{};
    int64_t value = 0;
    int64_t limit = 0;
    std::string text; // from the file, unprinted characters and all
    Sizes shape;      // size: the array's
    bool operator==(const NpyIssue&) const = default;
};

/// Where bytes come from, from the first on.
struct NpySource {
    int64_t size = 0;                                        // bytes altogether
    std::function<bool(void* into, std::size_t count)> read; // the next `count` bytes; false: there are none
};
/// Bytes in memory, which outlive the source.
NpySource npy_source(std::string_view bytes);

/// All that stands before the numbers.
struct NpyHeader {
    NpyType type = NpyType::f4;
    bool swapped = false;       // the other byte order than this machine's
    bool fortran_order = false; // first axis fastest
    Sizes shape;                // up to Sizes::capacity axes; [] for a single number; sizes may be 0
};

/// Reads magic, version and header, and checks that the numbers fill the rest of the source, which stands at
/// the first number then. Any order of the three keys, any white space, either quote; nothing is executed.
///
/// Errors  what is wrong, else none; exceptions of `read` pass
/// Cost    the header's bytes, at most npy_most_header
std::optional<NpyIssue> read_npy_header(const NpySource& source, NpyHeader& header);

/// Reads the numbers that `header` tells of into `tensor`, in row order, each as the nearest T; b1 is 0 or 1.
/// T: float, double, int64_t, which takes integer types only, asserted; a u8 beyond it comes out negative.
///
/// Errors  NpyFault::source, else none; exceptions of `read` pass, and std::bad_alloc
/// Cost    the result and one block of 64 KiB; the same type in this machine's order and in row order: no
/// copy
template <class T>
std::optional<NpyIssue> read_npy_numbers(const NpySource& source, const NpyHeader& header, Tensor<T>& tensor);

/// Where bytes go to; false: it failed.
using NpySink = std::function<bool(const void* bytes, std::size_t count)>;

/// Writes little-endian, C order, version 1.0, the numbers from byte 64 n on, as numpy does.
/// T: float, double, int64_t.
///
/// Errors  false where the sink failed; exceptions of the sink pass
/// Cost    no copy of the numbers on a little-endian machine
template <class T> bool write_npy(const NpySink& sink, const Tensor<T>& tensor);

} // namespace convlens
