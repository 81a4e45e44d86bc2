// ONNX: one node where the standard has an operator with these parameters, a few where it has none. Ceil mode
// is written as padding, for its meaning changed between versions of the standard and of its runtimes.
#include "codegen/frameworks.h"

#include "convlens/arithmetic.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

using Lines = std::vector<std::string>;

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
    arguments.insert(arguments.end(), node.attributes.begin(), node.attributes.end());
    graph.nodes.push_back(python::text_of({"", "helper.make_node", arguments, ""}, python::layer_width - 4));
}

Sizes pads(const Sizes& begin, const Sizes& end) {
    Sizes sides = begin;
    for (const int64_t side : end)
        sides.push_back(side);
    return sides;
}

/// kernel_shape and what differs from its default.
Lines window_attributes(const Operation& operation, const Sizes& end, bool dilates) {
    Lines attributes = {"kernel_shape=" + python::list(operation.kernel_size)};
    if (!is_one(operation.stride))
        attributes.push_back("strides=" + python::list(operation.stride));
    if (!is_zero(operation.padding_begin) || !is_zero(end))
        attributes.push_back("pads=" + python::list(pads(operation.padding_begin, end)));
    if (dilates && !is_one(operation.dilation))
        attributes.push_back("dilations=" + python::list(operation.dilation));
    return attributes;
}

/// A Pad node to "padded": by a mode, or by a value as numpy writes it.
struct Pad {
    std::string from;
    Sizes begin, end;
    std::string mode, value;
};
void add_pad(Graph& graph, const Pad& pad) {
    std::string sides = "0, 0";
    for (const int64_t side : pad.begin)
        sides += ", " + std::to_string(side);
    sides += ", 0, 0";
    for (const int64_t side : pad.end)
        sides += ", " + std::to_string(side);
    graph.constants.emplace_back("pads", "np.array([" + sides + "])");
    std::string inputs = "\"" + pad.from + "\", \"pads\"";
    if (!pad.value.empty()) {
        graph.constants.emplace_back("value", "np.array(" + pad.value + ", dtype=\"float32\")");
        inputs += ", \"value\"";
    }
    add(graph, {"Pad", inputs, "padded", {"mode=\"" + pad.mode + "\""}});
}

std::string_view mode_name(PaddingMode mode) {
    switch (mode) {
    case PaddingMode::zeros:
        return "constant";
    case PaddingMode::reflect:
        return "reflect";
    case PaddingMode::replicate:
        return "edge";
    case PaddingMode::circular:
        break;
    }
    return "wrap";
}

/// The operation behind a Pad node.
Operation without_padding(Operation operation) {
    operation.padding_begin = Sizes::filled(operation.dims(), 0);
    operation.padding_end = operation.padding_begin;
    return operation;
}

void add_conv(Graph& graph, const Operation& operation, Code& code) {
    const bool is_padded = !is_zero(operation.padding_begin) || !is_zero(operation.padding_end);
    const bool needs_pad = is_padded && operation.padding_mode != PaddingMode::zeros;
    if (needs_pad)
        add_pad(graph, {"x", operation.padding_begin, operation.padding_end,
                        std::string(mode_name(operation.padding_mode)), ""});
    if (needs_pad && operation.padding_mode == PaddingMode::circular) {
        graph.opset = wrapping_opset;
        code.notes.emplace_back("code.note.onnx_wrap");
    }
    const Operation conv = needs_pad ? without_padding(operation) : operation;
    Lines attributes = window_attributes(conv, conv.padding_end, true);
    if (operation.groups != 1)
        attributes.push_back("group=" + std::to_string(operation.groups));
    add(graph, {"Conv", needs_pad ? "\"padded\", \"w\"" : "\"x\", \"w\"", "y", attributes});
}

void add_conv_transpose(Graph& graph, const Operation& operation, Code& code) {
    // Zeros behind the input, for runtimes want an output padding below the stride whatever the dilation
    Operation transposed = operation;
    const Sizes none = Sizes::filled(operation.dims(), 0);
    Sizes zeros = none;
    for (std::size_t a = 0; a < operation.dims(); ++a) {
        zeros[a] = operation.output_padding[a] / operation.stride[a];
        transposed.output_padding[a] -= zeros[a] * operation.stride[a];
    }
    const bool needs_pad = !is_zero(zeros);
    if (needs_pad) {
        add_pad(graph, {"x", none, zeros, "constant", "0"});
        code.notes.emplace_back("code.note.onnx_output_padding");
    }
    Lines attributes = window_attributes(transposed, transposed.padding_end, true);
    if (!is_zero(transposed.output_padding))
        attributes.push_back("output_padding=" + python::list(transposed.output_padding));
    if (operation.groups != 1)
        attributes.push_back("group=" + std::to_string(operation.groups));
    add(graph, {"ConvTranspose", needs_pad ? "\"padded\", \"w\"" : "\"x\", \"w\"", "y", attributes});
}

void add_max(Graph& graph, const Operation& operation, const std::string& from) {
    const Sizes end = padded_to_reach(operation);
    // Runtimes want padding below the kernel size, whatever the dilation
    bool needs_pad = false;
    for (std::size_t a = 0; a < operation.dims(); ++a)
        needs_pad |= std::max(operation.padding_begin[a], end[a]) >= operation.kernel_size[a];
    if (!needs_pad) {
        add(graph, {"MaxPool", "\"" + from + "\"", "y", window_attributes(operation, end, true)});
        return;
    }
    add_pad(graph, {from, operation.padding_begin, end, "constant", "-np.inf"});
    const Operation padded = without_padding(operation);
    add(graph, {"MaxPool", "\"padded\"", "y", window_attributes(padded, padded.padding_end, true)});
}

/// Sums of the windows: a convolution of every channel with ones.
void add_window_sums(Graph& graph, const Operation& operation, const std::string& from, const std::string& to,
                     const Sizes& end) {
    Lines attributes = window_attributes(operation, end, true);
    if (operation.in_channels != 1)
        attributes.push_back("group=" + std::to_string(operation.in_channels));
    add(graph, {"Conv", "\"" + from + "\", \"ones\"", to, attributes});
}
void add_ones(Graph& graph, const Operation& operation) {
    Sizes shape = {operation.in_channels, 1};
    for (const int64_t size : operation.kernel_size)
        shape.push_back(size);
    graph.constants.emplace_back("ones", "np.ones(" + python::tuple(shape) + ", dtype=\"float32\")");
}

/// "sums" divided by the sums of what counts: the input, and its padding where that counts.
void add_average_by_sums(Graph& graph, const Operation& operation, const std::string& from,
                         const std::string& to) {
    Operation counting = operation;
    Sizes shape = {1, operation.in_channels};
    Sizes past = padded_to_reach(operation);
    for (std::size_t a = 0; a < operation.dims(); ++a) {
        const int64_t both = operation.padding_begin[a] + operation.padding_end[a];
        shape.push_back(operation.input_size[a] + (operation.count_include_pad ? both : 0));
        past[a] -= operation.count_include_pad ? operation.padding_end[a] : 0;
    }
    if (operation.count_include_pad)
        counting = without_padding(operation);
    add_ones(graph, operation);
    graph.constants.emplace_back("counted", "np.ones(" + python::tuple(shape) + ", dtype=\"float32\")");
    add_window_sums(graph, operation, from, "sums", padded_to_reach(operation));
    add_window_sums(graph, counting, "counted", "n", past);
    add(graph, {"Div", "\"sums\", \"n\"", to, {}});
}

void add_average(Graph& graph, const Operation& operation, const std::string& from, const std::string& to,
                 Code& code) {
    const Sizes end = padded_to_reach(operation);
    const bool none_padded = is_zero(operation.padding_begin) && is_zero(operation.padding_end);
    const bool counts_padding = operation.count_include_pad && !none_padded;
    if (is_one(effective_dilation(operation)) && (!counts_padding || end == operation.padding_end)) {
        Lines attributes = window_attributes(operation, end, false);
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
        Lines attributes = window_attributes(operation, padded_to_reach(operation), false);
        attributes.push_back("p=" + python::number(operation.norm_p));
        add(graph, {"LpPool", "\"x\"", "y", attributes});
        return;
    }
    code.notes.emplace_back(is_whole ? "code.note.onnx_norm_dilated" : "code.note.onnx_norm_whole");
    add_powers(graph, operation);
    add_ones(graph, operation);
    add_window_sums(graph, operation, "powers", "sums", padded_to_reach(operation));
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
                    window_attributes(operation, operation.padding_end, false)});
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

std::string input_line(const std::string& name, const char* type) {
    return "    helper.make_tensor_value_info(\"" + name + "\", TensorProto." + type + ", " + name +
           ".shape),\n";
}

std::string script(const Graph& graph, const Operands& operands, const Lines& before) {
    const bool unpools = operands.operation.kind == Kind::max_unpool;
    std::string text = number_imports(operands) +
                       "import numpy as np\nimport onnx\nimport onnxruntime\nfrom onnx import TensorProto, "
                       "helper, numpy_helper\n\n" +
                       tensor_lines(operands, numpy_arrays("\"float32\""));
    if (!graph.constants.empty()) {
        text += "constants = {\n";
        for (const auto& [name, array] : graph.constants)
            text += "    \"" + name + "\": " + array + ",\n";
        text += "}\n";
    }
    text += before.empty() ? "\n" : joined_lines(before) + "\n\n";
    text += "nodes = [\n";
    for (const std::string& node : graph.nodes)
        text += python::indented(node, "    ") + ",\n";
    text += "]\ninputs = [\n" + input_line("x", "FLOAT");
    if (operands.has_weight())
        text += input_line("w", "FLOAT");
    if (unpools)
        text += input_line("indices", "INT64");
    text += "]\noutputs = [helper.make_tensor_value_info(\"y\", TensorProto.FLOAT, " +
            python::list(operands.y_shape) + ")]\n";
    text += graph.constants.empty()
                ? "graph = helper.make_graph(nodes, \"operation\", inputs, outputs)\n"
                : "fixed = [numpy_helper.from_array(a, name) for name, a in "
                  "constants.items()]\n"
                  "graph = helper.make_graph(nodes, \"operation\", inputs, outputs, fixed)\n";
    text += "opset = helper.make_opsetid(\"\", " + std::to_string(graph.opset) +
            ")\nmodel = helper.make_model(graph, opset_imports=[opset], ir_version=8)\n"
            "onnx.checker.check_model(model)\n\n"
            "session = onnxruntime.InferenceSession(\n"
            "    model.SerializeToString(), providers=[\"CPUExecutionProvider\"])\n"
            "(y,) = session.run([\"y\"], {\"x\": x";
    text += operands.has_weight() ? ", \"w\": w" : unpools ? ", \"indices\": indices" : "";
    return text + "})\n\nprint(y)\n";
}

} // namespace

Code onnx_code(const Operands& operands) {
    const Operation& operation = operands.operation;
    Code code;
    Graph graph;
    Lines before;
    switch (operation.kind) {
    case Kind::conv:
        add_conv(graph, operation, code);
        if (operands.flips_kernel)
            before = {"w = np.flip(w, " + python::tuple(spatial_axes(operation, 2)) + ").copy()"};
        break;
    case Kind::conv_transpose:
        add_conv_transpose(graph, operation, code);
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
    const bool is_ceiled = is_pool(operation.kind) && padded_to_reach(operation) != operation.padding_end;
    if (is_ceiled)
        code.notes.emplace_back("code.note.ceil_as_padding");
    Lines layer = before;
    layer.insert(layer.end(), graph.nodes.begin(), graph.nodes.end());
    code.layer = joined_lines(layer);
    code.program = script(graph, operands, before);
    return code;
}

} // namespace convlens
