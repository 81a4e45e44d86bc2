// Where nothing is around a layer the bare call is what a reader copies.
#include "codegen/layer.h"

#include <algorithm>

namespace convlens {

Lines lines_around(const FrameworkLayer& layer, const Lines& middle) {
    Lines lines = layer.before;
    if (!layer.call.name.empty())
        append(lines, middle);
    append(lines, layer.after);
    return lines;
}

std::string layer_text(const FrameworkLayer& layer) {
    const bool is_alone = layer.before.empty() && layer.after.empty();
    if (is_alone && layer.applied == "(x)")
        return python::text_of(layer.call);
    python::Call call = layer.call;
    call.before = "y = ";
    call.after = layer.applied;
    return joined_lines(lines_around(layer, {python::text_of(call)}));
}

void add_sizes(Lines& arguments, const std::string& name, const Sizes& sizes, int64_t usual) {
    if (!std::all_of(sizes.begin(), sizes.end(), [&](int64_t s) { return s == usual; }))
        arguments.push_back(name + "=" + python::number_or_tuple(sizes));
}

Lines window_arguments(const Operation& operation, const std::string& stride_name) {
    Lines arguments = {python::number_or_tuple(operation.kernel_size)};
    if (operation.stride != operation.kernel_size)
        arguments.push_back(stride_name + "=" + python::number_or_tuple(operation.stride));
    return arguments;
}

} // namespace convlens
