// Numbers as pictures for files: what reached the pixels, and patches of strong places with their
// projections.
#pragma once

#include "network/put_in.h"
#include "network/results.h"

#include <string>
#include <string_view>

namespace convlens {

/// A PNG file of [1, C, height, width] with a pixel for each number: 0 is grey, the largest magnitude black
/// or white; three channels are colours, other numbers of channels their sum. Throws Error naming `where`
/// where there are no two spatial axes. `scene`: what the file holds (document/embedded_scene.h); empty:
/// none.
std::string projection_png(const Tensor<float>& pixels, std::string_view scene, const std::string& where);

/// A PNG file: the places' patches in rows on the left, their projections at the same places on the right.
/// They have been added (strongest.h). Scene and errors as above.
std::string places_png(const StrongestPlaces& places, const InputForm& form, std::string_view scene,
                       const std::string& where);

} // namespace convlens
