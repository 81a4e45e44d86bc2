// What the convolutions and the pools of Keras share. Private to `codegen`.
#pragma once

#include "codegen/generated_code.h"
#include "codegen/layer.h"

#include <string>

namespace convlens::keras {

std::string with_dims(const std::string& name, const Operation& operation);
/// "x = layers.ZeroPadding2D(((0, 1), (0, 1)))(x)", or nothing where there is nothing to pad.
void add_layer(Lines& lines, const std::string& layer, const std::string& name, const PaddedSides& sides);
/// The same by np.pad, where x is still numpy's. `more`: a further argument, or empty.
void add_np_pad(Lines& lines, const std::string& name, const PaddedSides& sides,
                const std::string& more = {});

bool has_padding(const Operation& operation);
/// Whether the padding is what "same" sets, and not none.
bool is_same(const Operation& operation);

/// Of the pools and the unpooling.
FrameworkLayer pool_layer(const Operands& operands, Code& code);

} // namespace convlens::keras
