// Where a tensor's numbers come from, as a value: a pattern, values written down, an image or a named kernel;
// and edits on top. What the numbers are: document/numbers.h.
#pragma once

#include "convlens/sizes.h"
#include "document/element_edits.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace convlens {

/// Pixels as they were decoded.
struct Image {
    int width = 0, height = 0;
    int channels = 0;            // 1 grey, 3 RGB (alpha is put on white by the reader)
    std::vector<uint8_t> pixels; // [height * width * channels * bits / 8]
    int bits = 8;                // a sample; 16 in this machine's byte order
    bool operator==(const Image&) const = default;
};

enum class SourceKind {
    small,   // hash of (seed, tensor, coordinates): X 0..3, W and dY -1..2; a cell that stays keeps its value
    ramp,    // 0, 1, 2 ... in row order
    impulse, // 1 in the middle, else 0
    checkerboard, // 1 and 0
    constant,     // 1
    values,       // as written down, in row order of `values_shape`
    image,        // X only: 0..255
    kernel        // W only: a named kernel of image processing, `kernel_name`
};

/// What written values are outside their shape.
enum class Beyond { zeros, small };

enum class KernelName { identity, box, gaussian, sobel_x, sobel_y, laplacian, sharpen, emboss };

/// A value with ==. Large data is shared and never changed once made.
struct Source {
    SourceKind kind = SourceKind::small;
    uint64_t seed = 1;
    Sizes values_shape;                                // of `values`
    Beyond beyond = Beyond::zeros;                     // of `values`: what is outside values_shape
    std::shared_ptr<const std::vector<double>> values; // [values_shape.product()]
    std::shared_ptr<const Image> image;
    KernelName kernel_name = KernelName::identity;
    bool exact_pixels = false; // image: 16 bits keep their fractions; input_of has it from the document
    ElementEdits edits;        // by coordinates; survive shrinking
    bool operator==(const Source& other) const; // compares what is shared by content where addresses differ
};

/// Values as they are written down: values.size() is shape.product().
Source values_source(const Sizes& shape, std::vector<double> values);
Source image_source(std::shared_ptr<const Image> image);
Source kernel_source(KernelName name);

enum class TensorRole { x, w, dy }; // part of the hash, and of the range of `small`

} // namespace convlens
