// Labelled pictures that a network learns from and is tested with: the built-in digits, or a folder's.
#pragma once

#include "convlens/sizes.h"
#include "convlens/tensor.h"

#include <cstdint>
#include <string>
#include <vector>

namespace convlens {

/// Pictures of one size, a byte a pixel and channel.
struct NetworkData {
    std::string name;            // "digits", or the folder
    Sizes item;                  // [C, height, width]
    std::vector<uint8_t> pixels; // [count() * item.product()], 0 .. max_value
    std::vector<uint8_t> labels; // [count()], 0 .. classes - 1
    double max_value = 255;
    int64_t classes = 0;
    int64_t held_out_from =
        -1; // pictures from this one on are held out from learning; -1: every fifth one is

    int64_t count() const { return static_cast<int64_t>(labels.size()); }
    bool is_held_out(int64_t index) const {
        return held_out_from < 0 ? index % 5 == 4 : index >= held_out_from;
    }
    /// [1, C, height, width], in the data's units. 0 <= index < count()
    Tensor<float> picture(int64_t index) const;
    /// The pictures that are learned from, or those that are held out, in their order.
    std::vector<int64_t> indices(bool held_out) const;
};

/// The 1,797 handwritten digits of 8 x 8, values 0..16, in the file's order. What is held out was written by
/// the same people as what is learned from: the file has no writers' names.
/// Source  E. Alpaydin, C. Kaynak: Optical Recognition of Handwritten Digits, UCI (assets/LICENSES.md)
const NetworkData& digits_data();

} // namespace convlens
