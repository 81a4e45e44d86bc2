// .npy files behind the gate: the engine's reader on a file, what is wrong as an Error.
#pragma once

#include "convlens/npy.h"
#include "convlens/tensor.h"
#include "input/gate.h"

#include <string>

namespace convlens {

/// An opened file whose header has been read and agrees with the file's size; the caller checks type and
/// shape before it asks for the numbers, once.
class NpyFile {
public:
    /// Throws Error naming the file and what is wrong with it. At most 2^31-1 elements and limits::npy_bytes.
    explicit NpyFile(std::string path);

    const NpyHeader& header() const { return header_; }

    /// T: float, double, int64_t; an int64_t takes integer types only, asserted. Throws Error where the file
    /// cannot be read, and std::bad_alloc.
    template <class T> Tensor<T> numbers() const;

private:
    NpySource source() const;

    std::string path_;
    OpenFile file_;
    NpyHeader header_;
};

/// The numbers of a file of any type as float64. Throws as NpyFile.
Tensor<double> read_npy(const std::string& path);

} // namespace convlens
