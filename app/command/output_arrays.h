// The .npy files that one request writes: all of them or none.
#pragma once

#include "convlens/tensor.h"
#include "output/files/atomic_file.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace convlens {

class OutputArrays {
public:
    /// Before the first `open`. Throws Error (request) where two of the names are one file.
    static void require_different(const std::vector<std::pair<std::string_view, std::string>>& options);

    /// Throws Error (request) where the name cannot be written to. Empty: nothing is opened, and `write`
    /// writes nothing.
    std::size_t open(const std::string& path);
    /// T: float, double, int64_t. Standard output last, for what went there cannot be taken back.
    template <class T> void write(std::size_t file, const Tensor<T>& tensor);
    /// Closes all, writes `text` to standard output, and then puts the files in their places.
    void commit(std::string_view text);

private:
    std::vector<std::unique_ptr<AtomicFile>> files_; // null: not asked for
};

} // namespace convlens
