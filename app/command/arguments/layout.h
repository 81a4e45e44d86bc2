// Which axes of an array are items, channels and space: PyTorch's and ONNX's layouts, and bare maps and
// kernels. Knows shapes, no numbers and no files.
#pragma once

#include "command/arguments/command_line.h"
#include "convlens/operation.h"

#include <optional>

namespace convlens {

/// Shapes of the files that were given, as they are in the files.
struct FileShapes {
    std::optional<Sizes> input; // of an image: [1, C, H, W]
    std::optional<Sizes> weight;
    bool input_is_image = false; // its size may be scaled, and has no item to choose
};

/// The same with the axes named.
struct Layout {
    std::size_t dims = 0;               // spatial axes
    bool bare = false;                  // the input has neither items nor channels
    std::optional<Sizes> input, weight; // [N, C, spatial...], as weight_shape(operation)
};

/// (N, C, spatial...) with (O, C/G, kernel...); D axes are bare, together with a bare kernel. Three axes mean
/// D = 1 unless
/// --dims says 3. Throws Error (request) where the axes do not fit.
Layout layout_of(Kind kind, const Parameters& parameters, const FileShapes& files);

} // namespace convlens
