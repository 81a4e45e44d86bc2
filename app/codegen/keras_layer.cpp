#include "codegen/keras_layer.h"

#include "convlens/arithmetic.h"

namespace convlens::keras {
namespace {

/// The padding of ZeroPadding and Cropping: "((0, 1), (0, 1))", in one dimension "(0, 1)".
std::string sides(const Sizes& begin, const Sizes& end) {
    if (begin.size() == 1)
        return python::tuple({begin[0], end[0]});
    return python::pairs(begin, end, {0, 0, false});
}

} // namespace

std::string with_dims(const std::string& name, const Operation& operation) {
    return name + std::to_string(operation.dims()) + "D";
}

void add_layer(Lines& lines, const std::string& layer, const std::string& name, const Sizes& begin,
               const Sizes& end) {
    if (is_zero(begin) && is_zero(end))
        return;
    lines.push_back(python::text_of({name + " = ", layer, {sides(begin, end)}, "(" + name + ")"}));
}
void add_np_pad(Lines& lines, const std::string& name, const Sizes& begin, const Sizes& end,
                const std::string& more) {
    if (is_zero(begin) && is_zero(end))
        return;
    Lines arguments = {name, python::pairs(begin, end, {1, 1, true})};
    if (!more.empty())
        arguments.push_back(more);
    lines.push_back(python::text_of({name + " = ", "np.pad", arguments, ""}));
}

bool has_padding(const Operation& operation) {
    return !is_zero(operation.padding_begin) || !is_zero(operation.padding_end) ||
           !is_zero(operation.output_padding);
}
bool is_same(const Operation& operation) {
    Operation same = operation;
    set_padding(same, NamedPadding::same_upper);
    return has_padding(operation) && same == operation;
}

} // namespace convlens::keras
