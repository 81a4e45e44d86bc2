// ONNX: one node where the standard has an operator with these parameters, a few where it has none. Ceil mode
// is written as padding, for its meaning changed between versions of the standard and of its runtimes.
#include "codegen/frameworks.h"

#include "codegen/padding_words.h"
#include "codegen/python.h"
#include "codegen/script.h"
#include "convlens/arithmetic.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

constexpr int usual_opset = 17;
constexpr int wrapping_opset = 19; // the first whose Pad knows mode="wrap"

/// Nodes in their order, and arrays that are constants of the graph: "ones", "np.ones(...)".
struct Graph {
    Lines nodes;
    std::vector<std::pair<std::string, std::string>> constants;
    int opset = usual_opset;
};

struct Node {
    std::string type;
    std::string inputs; // "\"x\", \"w\""
    std::string output;
    Lines attributes;
};

void add(Graph& graph, const Node& node) {
    Lines arguments = {"\"" + node.type + "\"", "[" + node.inputs + "]", "[\"" + node.output + "\"]"};
    append(arguments, node.attributes);
    graph.nodes.push_back(python::text_of({"", "helper.make_node", arguments, ""}, python::layer_width - 4));
}

/// kernel_shape and what differs from its default.
Lines window_attributes(const Operation& operation, const PaddedSides& sides, bool dilates) {
    Lines attributes = {"kernel_shape=" + python::list(operation.kernel_size)};
    if (!is_one(operation.stride))
        attributes.push_back("strides=" + python::list(operation.stride));
    if (!sides.are_none())
        attributes.push_back("pads=" + python::list(joined(sides.begin, sides.end)));
    if (dilates && !is_one(operation.dilation))
        attributes.push_back("dilations=" + python::list(operation.dilation));
    return attributes;
}
void add_group(Lines& attributes, int64_t groups) {
    if (groups != 1)
        attributes.push_back("group=" + std::to_string(groups));
}

/// A Pad node to "padded": by a mode, or by a value as numpy writes it.
struct Pad {
    std::string from;
    PaddedSides sides;
    std::string_view mode;
    std::string value;
};
void add_pad(Graph& graph, const Pad& pad) {
    std::string sides; // of every axis: first all begins, then all ends
    for (const Sizes& one : {pad.sides.begin, pad.sides.end}) {
        sides += sides.empty() ? "0, 0" : ", 0, 0";
        for (const int64_t side : one)
            sides += ", " + std::to_string(side);
    }
    graph.constants.emplace_back("pads", "np.array([" + sides + "])");
    std::string inputs = "\"" + pad.from + "\", \"pads\"";
    if (!pad.value.empty()) {
        graph.constants.emplace_back("value", "np.array(" + pad.value + ", dtype=\"float32\")");
        inputs += ", \"value\"";
    }
    add(graph, {"Pad", inputs, "padded", {"mode=\"" + std::string(pad.mode) + "\""}});
}

/// The operation behind a Pad node.
Operation without_padding(Operation operation) {
    operation.padding_begin = Sizes::filled(operation.dims(), 0);
    operation.padding_end = operation.padding_begin;
    return operation;
}

/// "\"x\", \"w\"", and "\"b\"" where there is a bias.
std::string conv_inputs(const Operands& operands, bool is_padded) {
    return std::string(is_padded ? "\"padded\"" : "\"x\"") + ", \"w\"" + (operands.has_bias ? ", \"b\"" : "");
}

void add_conv(Graph& graph, const Operands& operands, Code& code) {
    const Operation& operation = operands.operation;
    const PaddedSides sides = padded_sides(operation);
    const bool needs_pad = !sides.are_none() && operation.padding_mode != PaddingMode::zeros;
    if (needs_pad)
        add_pad(graph, {"x", sides, numpy_padding_mode(operation.padding_mode), ""});
    if (needs_pad && operation.padding_mode == PaddingMode::circular) {
        graph.opset = wrapping_opset;
        code.notes.emplace_back("code.note.onnx_wrap");
    }
    const Operation conv = needs_pad ? without_padding(operation) : operation;
    Lines attributes = window_attributes(conv, padded_sides(conv), true);
    add_group(attributes, operation.groups);
    add(graph, {"Conv", conv_inputs(operands, needs_pad), "y", attributes});
}

void add_conv_transpose(Graph& graph, const Operands& operands, Code& code) {
    const Operation& operation = operands.operation;
    // Zeros behind the input, for runtimes need an output padding below the stride whatever the dilation
    Operation transposed = operation;
    const Sizes none = Sizes::filled(operation.dims(), 0);
    Sizes zeros = none;
    for (std::size_t a = 0; a < operation.dims(); ++a) {
        zeros[a] = operation.output_padding[a] / operation.stride[a];
        transposed.output_padding[a] -= zeros[a] * operation.stride[a];
    }
    const bool needs_pad = !is_zero(zeros);
    if (needs_pad) {
        add_pad(graph, {"x", {none, zeros}, "constant", "0"});
        code.notes.emplace_back("code.note.onnx_output_padding");
    }
    Lines attributes = window_attributes(transposed, padded_sides(transposed), true);
    if (!is_zero(transposed.output_padding))
        attributes.push_back("output_padding=" + python::list(transposed.output_padding));
    add_group(attributes, operation.groups);
    add(graph, {"ConvTranspose", conv_inputs(operands, needs_pad), "y", attributes});
}

void add_max(Graph& graph, const Operation& operation, const std::string& from) {
    const PaddedSides sides = sides_to_reach(operation);
    // Runtimes need padding below the kernel size, whatever the dilation
    bool needs_pad = false;
    for (std::size_t a = 0; a < operation.dims(); ++a)
        needs_pad |= std::max(sides.begin[a], sides.end[a]) >= operation.kernel_size[a];
    if (!needs_pad) {
        add(graph, {"MaxPool", "\"" + from + "\"", "y", window_attributes(operation, sides, true)});
        return;
    }
    add_pad(graph, {from, sides, "constant", "-np.inf"});
    const Operation padded = without_padding(operation);
    add(graph, {"MaxPool", "\"padded\"", "y", window_attributes(padded, padded_sides(padded), true)});
}

/// Sums of the windows: a convolution of every channel with ones.
void add_window_sums(Graph& graph, const Operation& operation, const std::string& from, const std::string& to,
                     const PaddedSides& sides) {
    Lines attributes = window_attributes(operation, sides, true);
    add_group(attributes, operation.in_channels);
    add(graph, {"Conv", "\"" + from + "\", \"ones\"", to, attributes});
}
std::string ones_array(const Sizes& shape) {
    return "np.ones(" + python::tuple(shape) + ", dtype=\"float32\")";
}
void add_ones(Graph& graph, const Operation& operation) {
    graph.constants.emplace_back("ones", ones_array(ones_shape(operation)));
}

/// "sums" divided by the sums of what counts: the input, and its padding where that counts.
void add_average_by_sums(Graph& graph, const Operation& operation, const std::string& from,
                         const std::string& to) {
    const CountedPadding padding = counted_padding(operation);
    Sizes shape = {1, operation.in_channels};
    for (std::size_t a = 0; a < operation.dims(); ++a)
        shape.push_back(operation.input_size[a] + padding.ones.begin[a] + padding.ones.end[a]);
    add_ones(graph, operation);
    graph.constants.emplace_back("counted", ones_array(shape));
    add_window_sums(graph, operation, from, "sums", sides_to_reach(operation));
    add_window_sums(graph, operation, "counted", "n", padding.zeros);
    add(graph, {"Div", "\"sums\", \"n\"", to, {}});
}

void add_average(Graph& graph, const Operation& operation, const std::string& from, const std::string& to,
                 Code& code) {
    const PaddedSides sides = sides_to_reach(operation);
    const bool counts_padding = operation.count_include_pad && !padded_sides(operation).are_none();
    if (is_one(effective_dilation(operation)) && (!counts_padding || !needs_ceil_padding(operation))) {
        Lines attributes = window_attributes(operation, sides, false);
        if (counts_padding)
            attributes.emplace_back("count_include_pad=1");
        add(graph, {"AveragePool", "\"" + from + "\"", to, attributes});
        return;
    }
    code.notes.emplace_back(is_one(effective_dilation(operation)) ? "code.note.onnx_average_ceil"
                                                                  : "code.note.onnx_average_dilated");
    add_average_by_sums(graph, operation, from, to);
}

/// "powers": |x| to the p, and the constant for the root at the end.
void add_powers(Graph& graph, const Operation& operation) {
    const std::string p = python::number(operation.norm_p);
    graph.constants.emplace_back("p", "np.array(" + p + ", dtype=\"float32\")");
    graph.constants.emplace_back("q", "np.array(1 / " + p + ", dtype=\"float32\")");
    add(graph, {"Abs", "\"x\"", "magnitudes", {}});
    add(graph, {"Pow", "\"magnitudes\", \"p\"", "powers", {}});
}

void add_power_mean(Graph& graph, const Operation& operation, Code& code) {
    add_powers(graph, operation);
    add_average(graph, average_of_powers(operation), "powers", "means", code);
    add(graph, {"Pow", "\"means\", \"q\"", "y", {}});
}

void add_norm(Graph& graph, const Operation& operation, Code& code) {
    if (std::isinf(operation.norm_p)) {
        add(graph, {"Abs", "\"x\"", "magnitudes", {}});
        add_max(graph, operation, "magnitudes");
        code.notes.emplace_back("code.note.norm_infinite");
        return;
    }
    constexpr double largest_int = 2147483647;
    const bool is_whole = std::floor(operation.norm_p) == operation.norm_p && operation.norm_p <= largest_int;
    if (is_whole && is_one(effective_dilation(operation))) {
        Lines attributes = window_attributes(operation, sides_to_reach(operation), false);
        attributes.push_back("p=" + python::number(operation.norm_p));
        add(graph, {"LpPool", "\"x\"", "y", attributes});
        return;
    }
    code.notes.emplace_back(is_whole ? "code.note.onnx_norm_dilated" : "code.note.onnx_norm_whole");
    add_powers(graph, operation);
    add_ones(graph, operation);
    add_window_sums(graph, operation, "powers", "sums", sides_to_reach(operation));
    add(graph, {"Pow", "\"sums\", \"q\"", "y", {}});
}

/// Lines of the script that make ONNX's indices, which run over the whole tensor, from those of each plane.
Lines add_unpool(Graph& graph, const Operands& operands, Code& code) {
    const Operation& operation = operands.operation;
    const std::string planes =
        "(" + std::to_string(operation.batch) + ", " + std::to_string(operation.in_channels);
    if (operands.indices_collide || operands.is_random())
        code.notes.emplace_back("code.note.unpool_collisions");
    if (is_zero(operation.output_padding)) {
        code.notes.emplace_back("code.note.onnx_indices");
        add(graph, {"MaxUnpool", "\"x\", \"indices\"", "y",
                    window_attributes(operation, padded_sides(operation), false)});
        const int64_t count = operation.batch * operation.in_channels;
        if (count == 1)
            return {};
        Sizes each = {operation.batch, operation.in_channels};
        for (std::size_t a = 0; a < operation.dims(); ++a)
            each.push_back(1);
        return {"plane = np.arange(" + std::to_string(count) + ").reshape" + python::tuple(each),
                "indices = indices + plane * " + std::to_string(operands.out_plane())};
    }
    code.notes.emplace_back("code.note.onnx_unpool_size");
    graph.constants.emplace_back("zeros", "np.zeros(" + planes + ", " + std::to_string(operands.out_plane()) +
                                              "), dtype=\"float32\")");
    graph.constants.emplace_back(
        "flat", "np.array(" + python::list({operation.batch, operation.in_channels, -1}) + ")");
    graph.constants.emplace_back("shape", "np.array(" + python::list(operands.y_shape) + ")");
    add(graph, {"Reshape", "\"x\", \"flat\"", "values", {}});
    add(graph, {"Reshape", "\"indices\", \"flat\"", "places", {}});
    add(graph, {"ScatterElements", "\"zeros\", \"places\", \"values\"", "plane", {"axis=2"}});
    add(graph, {"Reshape", "\"plane\", \"shape\"", "y", {}});
    return {};
}

std::string constants_text(const Graph& graph) {
    if (graph.constants.empty())
        return "";
    std::string text = "constants = {\n";
    for (const auto& [name, array] : graph.constants)
        text.append("    \"").append(name).append("\": ").append(array).append(",\n");
    return text + "}\n";
}

std::string input_line(const std::string& name, const char* type) {
    return "    helper.make_tensor_value_info(\"" + name + "\", TensorProto." + type + ", " + name +
           ".shape),\n";
}

/// What is given to the model beside x: "w", "indices", or nothing.
std::string second_input(const Operands& operands) {
    return operands.has_weight() ? "w" : operands.operation.kind == Kind::max_unpool ? "indices" : "";
}

std::string model_text(const Graph& graph, const Operands& operands) {
    const std::string second = second_input(operands);
    std::string text = "nodes = [\n";
    for (const std::string& node : graph.nodes)
        text.append(python::indented(node, "    ")).append(",\n");
    text += "]\ninputs = [\n" + input_line("x", "FLOAT");
    if (!second.empty())
        text += input_line(second, second == "indices" ? "INT64" : "FLOAT");
    if (operands.has_bias)
        text += input_line("b", "FLOAT");
    text += "]\noutputs = [helper.make_tensor_value_info(\"y\", TensorProto.FLOAT, " +
            python::list(operands.y_shape) + ")]\n";
    text += graph.constants.empty()
                ? "graph = helper.make_graph(nodes, \"operation\", inputs, outputs)\n"
                : "fixed = [numpy_helper.from_array(a, name) for name, a in constants.items()]\n"
                  "graph = helper.make_graph(nodes, \"operation\", inputs, outputs, fixed)\n";
    return text + "opset = helper.make_opsetid(\"\", " + std::to_string(graph.opset) +
           ")\nmodel = helper.make_model(graph, opset_imports=[opset], ir_version=8)\n"
           "onnx.checker.check_model(model)\n\n";
}

std::string script(const Graph& graph, const Operands& operands, const Lines& before) {
    const std::string second = second_input(operands);
    return number_imports(operands) +
           "import numpy as np\nimport onnx\nimport onnxruntime\n"
           "from onnx import TensorProto, helper, numpy_helper\n\n" +
           tensor_lines(operands, numpy_arrays("\"float32\"")) + line_of(operands) + constants_text(graph) +
           (before.empty() ? "\n" : joined_lines(before) + "\n\n") + model_text(graph, operands) +
           "session = onnxruntime.InferenceSession(\n"
           "    model.SerializeToString(), providers=[\"CPUExecutionProvider\"])\n"
           "(y,) = session.run([\"y\"], {\"x\": x" +
           (second.empty() ? "" : ", \"" + second + "\": " + second) +
           (operands.has_bias ? ", \"b\": b" : "") + "})\n\nprint(y)\n";
}

} // namespace

Code onnx_code(const Operands& operands) {
    const Operation& operation = operands.operation;
    Code code;
    Graph graph;
    Lines before;
    switch (operation.kind) {
    case Kind::conv:
        add_conv(graph, operands, code);
        if (operands.flips_kernel)
            before = {"w = np.flip(w, " + python::tuple(spatial_axes(operation, 2)) + ").copy()"};
        break;
    case Kind::conv_transpose:
        add_conv_transpose(graph, operands, code);
        break;
    case Kind::max_pool:
        add_max(graph, operation, "x");
        break;
    case Kind::avg_pool:
        add_average(graph, operation, "x", "y", code);
        break;
    case Kind::lp_pool:
        if (operands.power_mean)
            add_power_mean(graph, operation, code);
        else
            add_norm(graph, operation, code);
        break;
    case Kind::max_unpool:
        before = add_unpool(graph, operands, code);
        break;
    }
    if (needs_ceil_padding(operation))
        code.notes.emplace_back("code.note.ceil_as_padding");
    Lines layer = before;
    append(layer, graph.nodes);
    code.layer = joined_lines(layer);
    code.program = script(graph, operands, before);
    return code;
}

} // namespace convlens
