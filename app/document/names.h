// The names that enumerations have in scene files and on the command line (PyTorch's words). Not for people's
// eyes alone: these are never translated.
#pragma once

#include "document/document.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace convlens {

template <class Enum> using Names = std::span<const std::pair<std::string_view, Enum>>;

Names<Kind> kind_names();                // conv, conv-transpose, max-pool, avg-pool, lp-pool, max-unpool
Names<PaddingMode> padding_mode_names(); // zeros, reflect, replicate, circular
Names<SourceKind> pattern_names();       // small, ramp, impulse, checkerboard, constant
Names<KernelName> kernel_names();   // identity, box, gaussian, sobel-x, sobel-y, laplacian, sharpen, emboss
Names<View> view_names();           // tilted, flat, volumes
Names<CellText> cell_text_names();  // numbers, names, none
Names<Lens> lens_names();           // sum, im2col, unrolled, gradients, transposed, sizes, reach, cost, code
Names<Framework> framework_names(); // pytorch, keras, jax, onnx, numpy
Names<GradientOrder> gradient_order_names(); // outputs, inputs, weights
Names<TransposedWay> transposed_way_names(); // stamping, stretched, matrix
Names<Pin::Tensor> pin_names();              // x, w, y

/// The name of a value, which the table has.
template <class Enum> std::string_view name_of(Names<Enum> names, Enum value) {
    for (const auto& [name, named] : names)
        if (named == value)
            return name;
    return {};
}
template <class Enum> std::optional<Enum> named(Names<Enum> names, std::string_view name) {
    for (const auto& [known, value] : names)
        if (known == name)
            return value;
    return {};
}
/// "conv, conv-transpose, ..." for messages.
template <class Enum> std::string joined_names(Names<Enum> names) {
    std::string joined;
    for (const auto& entry : names)
        joined.append(joined.empty() ? "" : ", ").append(entry.first);
    return joined;
}

} // namespace convlens
