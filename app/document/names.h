// The one list of the words of enumerations: the names that their values have in scene files and on the
// command line (PyTorch's words).
#pragma once

#include "document/document.h"
#include "i18n/names.h"

namespace convlens {

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
Names<Parameter> parameter_names();          // input_size, kernel_size, ... as in scene files

} // namespace convlens
