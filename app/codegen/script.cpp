// The order of a script's parts is the same in every framework.
#include "codegen/script.h"

#include "codegen/operation_line.h"
#include "codegen/python.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace convlens {
namespace {

bool all_finite(const std::optional<Tensor<double>>& tensor) {
    return !tensor || std::all_of(tensor->data.begin(), tensor->data.end(),
                                  [](double value) { return std::isfinite(value); });
}

/// "(N, C, H, W)": names of the axes of x.
std::string axes_text(const char* first, const char* second, const std::array<const char*, 3>& spatial,
                      std::size_t dims) {
    std::string text = std::string("(") + first + ", " + second;
    for (std::size_t axis = 3 - dims; axis < 3; ++axis)
        text.append(", ").append(spatial[axis]);
    return text + ")";
}
std::string x_axes(const Operation& operation) {
    if (operation.dims() == 1)
        return "(N, C, L)";
    return axes_text("N", "C", {"D", "H", "W"}, operation.dims());
}
std::string w_axes(const Operation& operation) {
    const bool grouped = operation.groups > 1;
    const bool turned = operation.kind == Kind::conv_transpose;
    const char* const first = turned ? "C" : "O";
    const char* const second = turned ? (grouped ? "O/G" : "O") : grouped ? "C/G" : "C";
    if (operation.dims() == 1)
        return axes_text(first, second, {"", "", "K"}, 1);
    return axes_text(first, second, {"kD", "kH", "kW"}, operation.dims());
}

template <class T>
std::string written(const std::string& name, const std::string& open, const Tensor<T>& tensor,
                    const std::string& close, const std::string& comment) {
    return name + " = " + open + python::rows(tensor) + close + ".reshape" + python::tuple(tensor.shape) +
           comment + "\n";
}

/// The file scaled as the document scales it: each cell the average of the area that it covers.
std::string photo_lines(const Operands& operands, const ArrayStyle& style, const std::string& comment) {
    const Sizes& shape = operands.x_shape;
    const bool is_color = shape[1] == 3;
    const std::string size = python::tuple({shape[3], shape[2]});
    return python::text_of({"image = ",
                            "Image.open",
                            {python::quoted(operands.photo)},
                            std::string(".convert(\"") + (is_color ? "RGB" : "L") + "\")"}) +
           "\nimage = np.asarray(image.resize(" + size + ", Image.BOX))\nx = " + style.open +
           "np.broadcast_to(image" + (is_color ? ".transpose(2, 0, 1)" : "") + ", " + python::tuple(shape) +
           ")" + style.type + ")" + comment + "\n";
}

} // namespace

std::string joined_lines(const Lines& lines) {
    std::string text;
    for (const std::string& line : lines)
        text.append(text.empty() ? "" : "\n").append(line);
    return text;
}

void append(Lines& lines, const Lines& more) {
    lines.insert(lines.end(), more.begin(), more.end());
}

std::string tensor_lines(const Operands& operands, const ArrayStyle& style) {
    const Operation& operation = operands.operation;
    const std::string x_comment = "  # " + x_axes(operation);
    const std::string w_comment = "  # " + w_axes(operation);
    std::string text;
    if (operands.is_random() && !style.seed.empty())
        text += style.seed + "\n";
    text += !operands.photo.empty() ? photo_lines(operands, style, x_comment)
            : operands.x            ? written("x", style.open, *operands.x, style.type + ")", x_comment)
                                    : "x = " + style.random(operands.x_shape) + x_comment + "\n";
    if (operands.has_weight())
        text += operands.w ? written("w", style.open, *operands.w, style.type + ")", w_comment)
                           : "w = " + style.random(operands.w_shape) + w_comment + "\n";
    if (operands.has_bias)
        text += "b = " +
                (operands.b ? style.open + python::rows(*operands.b) + style.type + ")"
                            : style.random({operation.out_channels})) +
                "  # (O)\n";
    if (operation.kind == Kind::max_unpool)
        text += operands.indices
                    ? written("indices", style.open, *operands.indices, ")", "")
                    : "indices = " + style.random_to(operands.x_shape, operands.out_plane()) + "\n";
    return text;
}

std::string number_imports(const Operands& operands) {
    std::string text;
    if (!all_finite(operands.x) || !all_finite(operands.w))
        text += "from math import inf, nan\n\n";
    if (!operands.photo.empty())
        text += "from PIL import Image\n";
    return text;
}

std::string line_of(const Operands& operands) {
    Document bare = bare_document(operands.operation, operands.flips_kernel, operands.power_mean);
    if (operands.b)
        bare.bias = operands.b->data;
    return operation_line(bare);
}

ArrayStyle numpy_arrays(const std::string& type) {
    ArrayStyle style;
    style.open = "np.array(";
    style.type = ", dtype=" + type;
    style.seed = "rng = np.random.default_rng(1)";
    const std::string cast = type == "float" ? "" : ".astype(" + type + ")";
    style.random = [cast](const Sizes& shape) {
        return "rng.standard_normal(" + python::tuple(shape) + ")" + cast;
    };
    style.random_to = [](const Sizes& shape, int64_t limit) {
        return "rng.integers(" + std::to_string(limit) + ", size=" + python::tuple(shape) + ")";
    };
    return style;
}

std::string text_of(const Script& script, const Operands& operands) {
    const bool needs_numpy =
        !operands.photo.empty() && script.imports.find("import numpy as np") == std::string::npos;
    return number_imports(operands) + (needs_numpy ? "import numpy as np\n" : "") + script.imports + "\n" +
           tensor_lines(operands, script.arrays) + "\n" + line_of(operands) + script.body + "\n\nprint(" +
           script.printed + ")\n";
}

std::string text_of(const PadCall& call) {
    Lines arguments = {call.name, call.sides};
    if (!call.more.empty())
        arguments.push_back(call.more);
    return python::text_of({call.name + " = ", call.function, arguments, ""});
}

void add_powers_and_root(Lines& before, Lines& after, const std::string& magnitude, double p) {
    before.insert(before.begin(), "x = " + magnitude + " ** " + python::number(p));
    after.push_back("y = y ** (1 / " + python::number(p) + ")");
}

namespace {

Lines bare_lines_of(const Operands& operands, const LineWriters& writers) {
    if (operands.power_mean)
        return writers.power_mean(operands);
    switch (operands.operation.kind) {
    case Kind::conv:
        return writers.conv(operands);
    case Kind::conv_transpose:
        return writers.conv_transpose(operands);
    case Kind::max_unpool:
        return writers.unpool(operands);
    case Kind::max_pool:
    case Kind::avg_pool:
    case Kind::lp_pool:
        break;
    }
    return writers.pool(operands);
}

/// "y = y + b[:, None, None]", where there is a bias and y has its maps in axis 1.
void add_bias(Lines& lines, const Operands& operands) {
    if (!operands.has_bias)
        return;
    std::string text = "y = y + b[:";
    for (std::size_t axis = 0; axis < operands.operation.dims(); ++axis)
        text += ", None";
    lines.push_back(text + "]");
}

} // namespace

Lines lines_of(const Operands& operands, const LineWriters& writers) {
    Lines lines = bare_lines_of(operands, writers);
    add_bias(lines, operands);
    return lines;
}

std::string place_letters(std::size_t dims) {
    return std::string("dhw").substr(3 - dims);
}
std::string kernel_letters(std::size_t dims) {
    return std::string("ijk").substr(0, dims);
}

} // namespace convlens
