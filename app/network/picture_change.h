// A picture shifted, scaled or turned, bilinear and always the same.
#pragma once

#include "convlens/tensor.h"
#include "document/network.h"

#include <vector>

namespace convlens {

/// What is done to a picture of [height, width]: pixels from -1/4 to 1/4 of its shorter side, factors from
/// 1/2 to 2 (each as many times the one before), degrees from -180 to 180; the middle one changes nothing.
std::vector<double> change_amounts(PictureChange change, const Sizes& size);

/// Each plane of x [1, C, height, width] changed about its centre. Between pixels their bilinear mean;
/// outside the picture its border goes on.
/// Units   pixels to the right or downwards; factor of enlargement; degrees clockwise
Tensor<float> changed(const Tensor<float>& x, PictureChange change, double amount);

} // namespace convlens
