// .npy arrays (NumPy Enhancement Proposal 1, numpy.lib.format) read strictly from any source of bytes, and
// written. Knows no files and no sentences: what is wrong is reported as a value. Every count is checked
// against the source's size before memory is allocated.
#pragma once

#include "convlens/tensor.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace convlens {

/// What is read at most.
inline constexpr int64_t npy_max_elements = 2147483647; // of an array
inline constexpr int64_t npy_max_header = 65536;        // bytes of a header

/// The types of numbers that are read, by numpy's names: float, integer, unsigned, bool; then bytes.
enum class NpyType { f2, f4, f8, i1, i2, i4, i8, u1, u2, u4, u8, b1 };

/// Whether float32 has every number of the type: f2, f4, b1, integers of 16 bits and less.
bool is_within_float32(NpyType type);
/// Integers, signed or not; no bool.
bool is_integer(NpyType type);

/// Units   bytes of one number
int64_t npy_type_size(NpyType type);

/// What is wrong with a file.
enum class NpyFault {
    magic,         // does not begin as a .npy file does
    version,       // neither 1.0, 2.0 nor 3.0; value: the major, limit: the minor number
    header_length, // value: bytes of the header, limit: what it may have; also where the source ends in it
    header,        // malformed; value: the character, from 1
    structured,    // descr is a list of fields
    type,          // not one of NpyType; text: descr as written
    axes,          // more axes than Sizes::capacity, limit
    elements,      // over npy_max_elements, limit
    size,  // the numbers take other than the rest of the source; value: bytes there are, limit: needed
    source // `read` failed
};

/// One fault with its numbers.
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

/// The source of bytes in memory, which outlive it.
NpySource npy_source(std::string_view bytes);

/// What a file has before its numbers.
struct NpyHeader {
    NpyType type = NpyType::f4;
    bool swapped = false;       // the other byte order than this machine's
    bool fortran_order = false; // first axis fastest
    Sizes shape;                // up to Sizes::capacity axes; [] for a single number; sizes may be 0
};

/// Reads magic, version and header, and checks that the numbers fill the rest of the source, whose next byte
/// is the first number's then. Any order of the three keys, any white space, either quote, sizes as Python 2
/// wrote them (3L); nothing is executed.
/// Errors  what is wrong, else none; exceptions of `read` pass
/// Cost    the header's bytes, at most npy_max_header
/// Source  numpy.lib.format, versions 1.0 to 3.0
std::optional<NpyIssue> read_npy_header(const NpySource& source, NpyHeader& header);

/// Reads the numbers of `header` into `tensor`, in row order, each as the nearest T; b1 is 0 or 1.
/// T: float, double, int64_t, which takes integer types only, asserted; a u8 beyond it becomes negative.
/// Shapes  -> header.shape
/// Errors  NpyFault::source, else none; exceptions of `read` pass, and std::bad_alloc
/// Cost    the result and one block of 64 KiB; no block where type, byte order and order of axes are T's
template <class T>
std::optional<NpyIssue> read_npy_numbers(const NpySource& source, const NpyHeader& header, Tensor<T>& tensor);

/// Where bytes go to; returns false where it failed.
using NpySink = std::function<bool(const void* bytes, std::size_t count)>;

/// Writes little-endian, C order, version 1.0, the numbers from byte 64 n on, as numpy does.
/// T: float, double, int64_t.
/// Shapes  any
/// Errors  false where the sink failed; exceptions of the sink pass
/// Cost    no copy of the numbers on a little-endian machine
template <class T> bool write_npy(const NpySink& sink, const Tensor<T>& tensor);

} // namespace convlens
