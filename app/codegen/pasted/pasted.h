// Text from the clipboard back to an operation: the first layer of a framework in it. The text may be
// anything; nothing of it is run.
#pragma once

#include "codegen/kept_name.h"
#include "convlens/operation.h"
#include "i18n/error.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace convlens {

inline constexpr std::size_t max_pasted = std::size_t{64} << 10; // bytes

/// Either an operation or an error: a key of the catalogue with the values of its {names}.
struct Pasted {
    std::optional<Operation> operation;           // may still be impossible: check() reports it
    std::string layer;                            // as it was called: "nn.Conv2d"; empty where none was found
    std::vector<KeptName> kept;                   // what of the operation is not the text's
    bool flip_kernel = false, power_mean = false; // of the document: where convlens wrote the text
    std::optional<std::vector<double>> bias;      // likewise: as Document::bias; none: another text, which
                                                  // sets no numbers
    std::string error_key;                        // empty: understood
    Error::Values error_values;                   // short, one line, valid UTF-8
};

/// What `text` sets. Understood, wherever they are in the text:
///   PyTorch     nn.Conv1d to 3d, ConvTranspose, MaxPool, AvgPool, LPPool, MaxUnpool, their functions
///   Keras       Conv1D to 3D, Conv2DTranspose, DepthwiseConv2D, MaxPooling2D, AveragePooling2D
///   TensorFlow  tf.layers, slim, tf.nn
///   JAX         flax's nn.Conv, ConvTranspose, max_pool, avg_pool; lax.conv_general_dilated, reduce_window
///   ONNX        helper.make_node
/// what code_of writes in any framework; and the padding before them (F.pad, ZeroPad2d, ZeroPadding2D,
/// np.pad) and the crop behind (F.pad, Cropping2D). Numbers may be written as arithmetic and by names that
/// the text gives a value. What the text does not set has the layer's default; input size, items and channels
/// that it does not set are those of `present`.
/// Errors  never fails: up to `max_pasted` bytes of anything
/// Cost    linear in the text
Pasted read_code(std::string_view text, const Operation& present);

} // namespace convlens
