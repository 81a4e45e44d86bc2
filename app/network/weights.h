// Tensors of a .safetensors file within the program, by name.
#pragma once

#include "convlens/tensor.h"
#include "input/safetensors.h"

#include <string>
#include <string_view>
#include <vector>

namespace convlens {

/// The file is the project's own: what is wrong with it is asserted.
class EmbeddedWeights {
public:
    explicit EmbeddedWeights(std::string_view file);

    /// Numbers of type f4, or bytes that stand for byte * scale + min of the metadata.
    Tensor<float> tensor(std::string_view name) const;
    /// Empty: there is none of that key.
    std::string metadata(std::string_view key) const;

private:
    std::string_view file_, header_;
    std::vector<SafeTensor> tensors_;
};

} // namespace convlens
