// Padding of Keras: as layers of their own, or by np.pad before all layers.
#include "codegen/keras_layer.h"

#include "convlens/arithmetic.h"

namespace convlens::keras {
namespace {

/// The padding of ZeroPadding and Cropping: "((0, 1), (0, 1))", in one dimension "(0, 1)".
std::string sides_text(const PaddedSides& sides) {
    if (sides.begin.size() == 1)
        return python::tuple({sides.begin[0], sides.end[0]});
    return python::pairs(sides.begin, sides.end, {0, 0, false});
}

} // namespace

std::string with_dims(const std::string& name, const Operation& operation) {
    return name + std::to_string(operation.dims()) + "D";
}

void add_layer(Lines& lines, const std::string& layer, const std::string& name, const PaddedSides& sides) {
    if (!sides.are_none())
        lines.push_back(python::text_of({name + " = ", layer, {sides_text(sides)}, "(" + name + ")"}));
}
void add_np_pad(Lines& lines, const std::string& name, const PaddedSides& sides, const std::string& more) {
    if (!sides.are_none())
        lines.push_back(text_of({name, "np.pad", python::pairs(sides.begin, sides.end, {1, 1, true}), more}));
}

bool has_padding(const Operation& operation) {
    return !padded_sides(operation).are_none() || !is_zero(operation.output_padding);
}
bool is_same(const Operation& operation) {
    Operation same = operation;
    set_padding(same, NamedPadding::same_upper);
    return has_padding(operation) && same == operation;
}

} // namespace convlens::keras
