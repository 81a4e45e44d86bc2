// Arrays of numbers from outside, whatever they lie in: .npy files, arrays by name in .npz and .safetensors
// archives, tables of text. One reader for every option and for the window.
#pragma once

#include "convlens/npy.h"
#include "convlens/tensor.h"
#include "input/gate.h"

#include <memory>
#include <string>

namespace convlens {

/// A file, or an array within one: "w.npz:conv1/kernel:0" names it behind the first colon before which there
/// is a file.
struct ArrayPlace {
    std::string path, name;
};
ArrayPlace array_place(const std::string& typed);

/// Whether content_type's word is one of files that hold arrays.
bool holds_arrays(const std::string& content_type);

/// An opened array whose header has been read and agrees with the file's size; the caller checks type and
/// shape before it asks for the numbers, once.
class ArrayReader {
public:
    /// `typed` is a file or FILE:NAME. Throws Error naming it and what is wrong: an archive without a name
    /// has the names that it may be.
    explicit ArrayReader(const std::string& typed);
    ~ArrayReader();
    ArrayReader(ArrayReader&&) noexcept;
    ArrayReader& operator=(ArrayReader&&) noexcept;
    ArrayReader(const ArrayReader&) = delete;
    ArrayReader& operator=(const ArrayReader&) = delete;

    const NpyHeader& header() const;

    /// T: float, double, int64_t; an int64_t takes integers and bool only, asserted. Throws Error where the
    /// file cannot be read, and std::bad_alloc.
    template <class T> Tensor<T> numbers() const;

private:
    struct Content;
    std::unique_ptr<Content> content_;
};

/// The numbers of any type as float64. Throws as ArrayReader.
Tensor<double> read_array(const std::string& typed);

} // namespace convlens
