// A layer of a framework with the lines around it: what PyTorch and Keras share. Private to `codegen`.
#pragma once

#include "codegen/operands.h"
#include "codegen/python.h"
#include "codegen/script.h"

#include <string>

namespace convlens {

/// Lines around one layer, whose input is x and whose output is y. Without a name the lines alone give y.
struct FrameworkLayer {
    Lines before;
    python::Call call;
    std::string applied = "(x)";
    Lines after;
};

/// A layer alone is an expression; with lines around it, it sets y.
std::string layer_text(const FrameworkLayer& layer);
/// `middle`, the lines of the call itself, between those around it. Without a name there are none.
Lines lines_around(const FrameworkLayer& layer, const Lines& middle);

/// "name=3" or "name=(3, 2)", where a size is not the usual one.
void add_sizes(Lines& arguments, const std::string& name, const Sizes& sizes, int64_t usual);
/// Kernel size of a pool, and its stride under the framework's name where it is another.
Lines window_arguments(const Operation& operation, const std::string& stride_name);

} // namespace convlens
