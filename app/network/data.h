// Labelled pictures that a network learns from and is tested with: the built-in digits, or a folder's.
#pragma once

#include "convlens/sizes.h"
#include "convlens/tensor.h"

#include <cstdint>
#include <string>
#include <vector>

namespace convlens {

/// Pictures of one size, a byte a pixel and channel. The first `training` ones are learned from, the others
/// held out.
struct NetworkData {
    Sizes item;                  // [C, height, width]
    std::vector<uint8_t> pixels; // [count * item.product()], 0 .. max_value
    std::vector<uint8_t> labels; // [count], 0 .. classes - 1
    int64_t training = 0;        // how many, from the first
    int64_t classes = 0;
    double max_value = 255;
    std::string name; // "digits" or the folder

    int64_t count() const { return static_cast<int64_t>(labels.size()); }
    /// [1, C, height, width], in the data's units. 0 <= index < count()
    Tensor<float> picture(int64_t index) const;
};

/// The 1,797 handwritten digits of 8 x 8, values 0..16, in the file's order: the first 1,437 are trained on,
/// the last 360 held out. Decoded on first use.
/// Source  E. Alpaydin, C. Kaynak: Optical Recognition of Handwritten Digits, UCI (assets/LICENSES.md)
const NetworkData& digits_data();

} // namespace convlens
