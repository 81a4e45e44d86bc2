// tf.nn: functions whose strides are of all axes and whose kernel is a tensor. Private to `codegen`.
#pragma once

#include "codegen/pasted/pieces.h"

namespace convlens {

/// Throws Error.
Operation tensorflow_operation(const python::CallText& call, const PastedLayerKind& layer,
                               const PasteContext& context);

} // namespace convlens
