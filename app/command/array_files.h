// The arrays that `compute` and `matrix` read: which options they came by, their types and shapes, and
// errors that name them so.
#pragma once

#include "convlens/tensor.h"
#include "input/array_file.h"
#include "input/shape_text.h"

#include <optional>
#include <string>
#include <string_view>

namespace convlens {

/// One file, opened, its header read.
class ArrayFile {
public:
    enum class Holds { numbers, positions }; // of any type; integers

    /// Throws Error naming the file: it cannot be read, is malformed, or of another type.
    ArrayFile(std::string_view option, const std::string& path, Holds holds);

    /// Whether it is computed in float32, which has all its numbers; else in float64.
    bool is_float32() const { return is_within_float32(file_.header().type); }
    const Sizes& shape() const { return file_.header().shape; }
    std::string_view option() const { return option_; }
    const std::string& path() const { return path_; }
    /// "--weight w.npy, 4x3x3x3", for errors; of a single number without a shape.
    std::string where() const;

    /// Throws Error where the shape is another.
    void require_shape(const Sizes& needed) const;

    /// Reads the numbers, once, as an array of `shape`, which has as many elements as the file's.
    template <class T> Tensor<T> numbers(const Sizes& shape) const {
        Tensor<T> tensor = file_.numbers<T>();
        tensor.shape = shape;
        return tensor;
    }

private:
    std::string_view option_;
    std::string path_;
    ArrayReader file_;
};

/// The files of one request; absent: the option was not given.
struct ArrayFiles {
    std::optional<ArrayFile> input, weight, bias, indices, grad_output;

    /// The place of an error that names options: a file's name and shape lie behind its option.
    std::string where(const std::string& place) const;
};

} // namespace convlens
