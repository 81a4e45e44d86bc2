// What stands in a cell: the one place that writes elements of tensors for the figure and all lenses.
#pragma once

#include "convlens/tensor.h"
#include "scene/base/scene_input.h"
#include "scene/words/number.h"

#include <cstdint>
#include <string>

namespace convlens {

/// How the cells of X, W or Y are written, and of one of their gradients; of any other tensor without a
/// common factor.
NumberFormat number_format(const SceneInput& input, const LazyTensor<double>& tensor);
NumberFormat number_format(const SceneInput& input, const Tensor<double>& tensor);

/// An element as the document wants its cells: its number, its name, or nothing.
std::string element_text(const SceneInput& input, const LazyTensor<double>& tensor, char letter,
                         int64_t flat);
std::string element_text(const SceneInput& input, const LazyTensor<double>& tensor, char letter, int64_t flat,
                         const NumberFormat& format);
/// Of a tensor that is not one of the results'.
std::string element_text(const SceneInput& input, const Tensor<double>& tensor, char letter, int64_t flat);

/// "W × 10⁻³ · Y × 10³", for those of X, W and Y whose cells show a part of the value; else empty.
std::string factors_text(const SceneInput& input);

} // namespace convlens
