// A layer of Keras with the lines around it, shared by its convolutions and its pools. Private to `code`.
#pragma once

#include "codegen/frameworks.h"

#include <string>
#include <vector>

namespace convlens::keras {

using Lines = std::vector<std::string>;

/// Lines around one layer, whose input is x and whose output is y. Without a name the lines alone give y.
struct Layer {
    Lines before;
    python::Call call;
    Lines after;
};

std::string with_dims(const std::string& name, const Operation& operation);
/// "x = layers.ZeroPadding2D(((0, 1), (0, 1)))(x)", or nothing where there is nothing to pad.
void add_layer(Lines& lines, const std::string& layer, const std::string& name, const Sizes& begin,
               const Sizes& end);
/// The same by np.pad, where x is still numpy's. `more`: a further argument, or empty.
void add_np_pad(Lines& lines, const std::string& name, const Sizes& begin, const Sizes& end,
                const std::string& more);

bool has_padding(const Operation& operation);
/// Whether the padding is what "same" sets, and not none.
bool is_same(const Operation& operation);

/// Of the pools and the unpooling.
Layer pool_layer(const Operands& operands, Code& code);

} // namespace convlens::keras
