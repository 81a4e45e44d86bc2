// The same formula as in the sizes lens; fractions and brackets are found as there.
#include "scene/copied/latex_formula.h"

#include "convlens/arithmetic.h"
#include "scene/base/formula_parts.h"
#include "scene/copied/latex.h"

#include <string_view>
#include <vector>

namespace convlens {
namespace {

std::string with_fraction(std::string_view formula) {
    const FormulaParts parts = parts_of(formula);
    if (!parts.brackets)
        return latex_of(parts.before);
    const std::string inside = parts.below.empty()
                                   ? latex_of(parts.above)
                                   : "\\frac{" + latex_of(parts.above) + "}{" + latex_of(parts.below) + "}";
    const std::string name = parts.ceil ? "ceil " : "floor ";
    return latex_of(parts.before) + "\\left\\l" + name + inside + " \\right\\r" +
           name.substr(0, name.size() - 1) + latex_of(parts.after);
}

/// "o" or "o'" on the left; what follows it.
struct Line {
    std::string left, right;
    bool operator==(const Line&) const = default;
};

Line line_of(const Operation& operation, std::size_t axis) {
    const Formula written = relationship_formula(operation, axis).value_or(formula(operation, axis));
    const std::string_view symbolic = written.symbolic;
    const std::size_t equals = symbolic.find(" = ");
    const std::string value = std::to_string(written.value);
    Line line{latex_of(symbolic.substr(0, equals)), with_fraction(symbolic.substr(equals + 3))};
    if (written.numeric != value)
        line.right += " = " + with_fraction(written.numeric);
    line.right += " = " + value;
    return line;
}

} // namespace

std::string latex_size_formula(const Operation& operation) {
    std::vector<Line> lines;
    bool alike = true;
    for (std::size_t axis = 0; axis < operation.dims(); ++axis) {
        lines.push_back(line_of(operation, axis));
        alike = alike && lines[axis] == lines[0];
    }
    if (alike)
        return lines[0].left + " = " + lines[0].right;
    constexpr std::string_view axes = "dhw"; // depth, height, width
    std::string text = "\\begin{aligned}\n";
    for (std::size_t axis = 0; axis < lines.size(); ++axis)
        text += lines[axis].left + "_" + axes[axes.size() - lines.size() + axis] +
                " &= " + lines[axis].right + (axis + 1 < lines.size() ? " \\\\\n" : "\n");
    return text + "\\end{aligned}";
}

} // namespace convlens
