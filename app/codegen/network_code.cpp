// PyTorch: one module, whose forward is a line a layer. What a layer gives is called x where the next one
// alone reads it, else by the layer's name.
#include "codegen/network_code.h"

#include "codegen/python.h"
#include "codegen/pytorch_layer.h"
#include "codegen/script.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace convlens {
namespace {

/// Words that no name may be: Python's, and what the module has or the lines use.
constexpr std::array<std::string_view, 54> taken_words{
    "False",   "None",     "True",   "and",    "as",    "assert", "async",   "await",      "break",
    "class",   "continue", "def",    "del",    "elif",  "else",   "except",  "finally",    "for",
    "from",    "global",   "if",     "import", "in",    "is",     "lambda",  "nonlocal",   "not",
    "or",      "pass",     "raise",  "return", "try",   "while",  "with",    "yield",      "x",
    "y",       "n",        "ones",   "self",   "torch", "nn",     "F",       "train",      "eval",
    "forward", "float",    "double", "half",   "type",  "to",     "modules", "parameters", "apply"};

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// An identifier like the name; "conv1" stays. `taken` counts how often each was wanted.
std::string identifier(const std::string& name, std::map<std::string, int>& taken) {
    std::string word;
    for (const char c : name)
        if (is_letter(c) || is_digit(c))
            word += c;
        else if (!word.empty() && word.back() != '_')
            word += '_';
    while (word.size() > 1 && word.back() == '_')
        word.pop_back();
    const bool is_taken = std::find(taken_words.begin(), taken_words.end(), word) != taken_words.end();
    if (word.empty() || is_digit(word.front()) || is_taken)
        word.insert(0, "layer_");
    std::string unique = word;
    for (int& last = ++taken[word]; last > 1; ++last) {
        unique = word + "_" + std::to_string(last);
        if (taken.emplace(unique, 1).second)
            break;
    }
    return unique;
}

/// The text of the program while it grows.
class Program {
public:
    explicit Program(const Network& network) : network_(network) {
        std::map<std::string, int> taken;
        for (const Layer& layer : network.layers)
            names_.push_back(identifier(layer.name, taken));
        for (std::size_t i = 0; i < network.layers.size(); ++i)
            variables_.push_back(is_passed_on(i) ? "x" : names_[i]);
        variables_.back() = "x";
    }

    std::string text() {
        for (std::size_t i = 1; i < network_.layers.size(); ++i)
            write(i);
        return imports() + affine_class() + "\n\nclass Network(nn.Module):\n    def __init__(self):\n" +
               "        super().__init__()\n" + indented(init_) + "\n    def forward(self, " +
               variables_.front() + "):\n" + indented(forward_) + "        return x\n\n\n" + script();
    }
    std::string forward_text() const { return joined_lines(forward_); }

private:
    /// Whether the next layer is the only one that reads it, and once.
    bool is_passed_on(std::size_t i) const {
        std::size_t readers = 0;
        bool reads_next = i + 1 == network_.layers.size();
        for (std::size_t later = i + 1; later < network_.layers.size(); ++later)
            for (const int read : network_.layers[later].reads)
                if (static_cast<std::size_t>(read) == i) {
                    ++readers;
                    reads_next = later == i + 1;
                }
        return reads_next && readers <= 1;
    }

    static std::string indented(const Lines& lines) {
        return (lines.empty() ? "        pass" : python::indented(joined_lines(lines), "        ")) + "\n";
    }
    std::string imports() const {
        return "import sys\n\nimport torch\nimport torch.nn.functional as F\nfrom torch import nn\n";
    }
    std::string affine_class() const {
        const bool has_affine =
            std::any_of(network_.layers.begin(), network_.layers.end(),
                        [](const Layer& layer) { return layer.kind == LayerKind::affine; });
        return has_affine
                   ? "\n\nclass Affine(nn.Module):\n    def __init__(self, weight, bias):\n"
                     "        super().__init__()\n"
                     "        self.weight = nn.Parameter(torch.ones(weight)) if weight is not None else 1\n"
                     "        self.bias = nn.Parameter(torch.zeros(bias)) if bias is not None else 0\n\n"
                     "    def forward(self, x):\n        return x * self.weight + self.bias\n"
                   : "";
    }
    /// The names that files of weights have for the layers, where they are no identifiers.
    std::string renamed() const {
        std::string rows;
        for (std::size_t i = 1; i < names_.size(); ++i)
            if (names_[i] != network_.layers[i].name && has_weights(network_.layers[i]))
                rows += "    " + python::quoted(network_.layers[i].name) + ": " + python::quoted(names_[i]) +
                        ",\n";
        return rows.empty() ? "names = {}\n" : "names = {\n" + rows + "}\n";
    }
    static bool has_weights(const Layer& layer) {
        return !layer.weight.data.empty() || !layer.bias.data.empty();
    }

    std::string script() const {
        return "network = Network().eval()\n" + renamed() +
               "if len(sys.argv) > 1:\n"
               "    from safetensors.torch import load_file\n"
               "\n"
               "    arrays = {}\n"
               "    for key, array in load_file(sys.argv[1]).items():\n"
               "        layer, part = key.rsplit(\".\", 1)\n"
               "        arrays[names.get(layer, layer) + \".\" + part] = array\n"
               "    network.load_state_dict(arrays, strict=False)\n"
               "with torch.no_grad():\n"
               "    y = network(torch.randn" +
               python::tuple(network_.layers.front().shape) + ")\nprint(y.shape)\n";
    }

    const Layer& layer(std::size_t i) const { return network_.layers[i]; }
    std::size_t read_place(std::size_t i, std::size_t which = 0) const {
        return static_cast<std::size_t>(layer(i).reads[which]);
    }
    /// What the layer reads, as a variable.
    const std::string& read(std::size_t i, std::size_t which = 0) const {
        return variables_[read_place(i, which)];
    }
    const Sizes& read_shape(std::size_t i) const { return layer(read_place(i)).shape; }

    void set(std::size_t i, const std::string& expression) {
        if (variables_[i] != expression)
            forward_.push_back(variables_[i] + " = " + expression);
    }
    void declare(std::size_t i, const std::string& expression) {
        init_.push_back("self." + names_[i] + " = " + expression);
    }
    /// A module that is called with what the layer reads.
    void add_module(std::size_t i, const std::string& module) {
        declare(i, module);
        set(i, "self." + names_[i] + "(" + read(i) + ")");
    }

    static std::string flag(bool value) { return value ? "" : ", bias=False"; }

    void write_operation(std::size_t i) {
        FrameworkLayer code_layer = pytorch_layer(layer(i).operation, notes_);
        Lines& arguments = code_layer.call.arguments;
        if (!layer(i).bias.data.empty())
            std::erase(arguments, "bias=False");
        const bool gives_indices = has_unpool(i);
        if (gives_indices)
            arguments.emplace_back("return_indices=True");
        const bool has_module = !code_layer.call.name.empty();
        if (has_module)
            declare(i, python::text_of(code_layer.call, python::program_width));
        const std::string indices = gives_indices ? ", " + names_[i] + "_indices" : "";
        const std::string module = "self." + names_[i];
        if (code_layer.before.empty() && code_layer.after.empty() && code_layer.applied == "(x)") {
            forward_.push_back(variables_[i] + indices + " = " + module + "(" + read(i) + ")");
            return;
        }
        if (read(i) != "x")
            forward_.push_back("x = " + read(i));
        append(forward_, code_layer.before);
        if (has_module)
            forward_.push_back("y" + indices + " = " + module + code_layer.applied);
        append(forward_, code_layer.after);
        forward_.push_back(variables_[i] + " = y");
    }

    bool has_unpool(std::size_t i) const {
        return std::any_of(network_.layers.begin(), network_.layers.end(), [i](const Layer& later) {
            return later.kind == LayerKind::max_unpool && static_cast<std::size_t>(later.reads[1]) == i;
        });
    }

    void write_unpool(std::size_t i) {
        const Operation& operation = layer(i).operation;
        const std::string indices = names_[read_place(i, 1)] + "_indices";
        Sizes padding = operation.padding_begin;
        declare(i, "nn.MaxUnpool" + std::to_string(operation.dims()) + "d(" +
                       python::number_or_tuple(operation.kernel_size) + ", " +
                       python::number_or_tuple(operation.stride) + ", " + python::number_or_tuple(padding) +
                       ")");
        set(i, "self." + names_[i] + "(" + read(i) + ", " + indices +
                   ", output_size=" + python::tuple(layer(i).shape) + ")");
    }

    void write_dense(std::size_t i) {
        const Sizes& shape = layer(i).weight.shape;
        add_module(i, "nn.Linear(" + std::to_string(shape[1]) + ", " + std::to_string(shape[0]) +
                          flag(!layer(i).bias.data.empty()) + ")");
    }

    void write_batch_norm(std::size_t i) {
        const std::size_t spatial = std::max<std::size_t>(layer(i).shape.size(), 3) - 2;
        add_module(i, "nn.BatchNorm" + std::to_string(spatial) + "d(" + std::to_string(layer(i).shape[1]) +
                          ", eps=0)");
    }

    void write_affine(std::size_t i) {
        const auto shape = [](const Tensor<float>& tensor) {
            return tensor.data.empty() ? std::string("None") : python::tuple(tensor.shape);
        };
        add_module(i, "Affine(" + shape(layer(i).weight) + ", " + shape(layer(i).bias) + ")");
    }

    void write_clip(std::size_t i) {
        std::string bounds;
        if (!std::isinf(layer(i).low))
            bounds = "min=" + python::number(layer(i).low);
        if (!std::isinf(layer(i).high))
            bounds += (bounds.empty() ? "max=" : ", max=") + python::number(layer(i).high);
        set(i, bounds.empty() ? read(i) : read(i) + ".clamp(" + bounds + ")");
    }

    void write_mean(std::size_t i) {
        Sizes axes;
        for (std::size_t axis = 2; axis < read_shape(i).size(); ++axis)
            axes.push_back(static_cast<int64_t>(axis));
        set(i, read(i) + ".mean(" + python::tuple(axes) + (layer(i).keep_axes ? ", keepdim=True)" : ")"));
    }

    void write_flatten(std::size_t i) {
        set(i, layer(i).axis == 1 && read_shape(i).size() > 1
                   ? read(i) + ".flatten(1)"
                   : read(i) + ".reshape" + python::tuple(layer(i).shape));
    }

    void write_reshape(std::size_t i) {
        Lines sizes;
        for (std::size_t axis = 0; axis < layer(i).target.size(); ++axis)
            sizes.push_back(layer(i).target[axis] == 0 ? read(i) + ".shape[" + std::to_string(axis) + "]"
                                                       : std::to_string(layer(i).target[axis]));
        set(i, read(i) + ".reshape(" + listed(sizes, ", ") + ")");
    }

    void write_pad(std::size_t i) {
        const Layer& pad = layer(i);
        std::string more;
        Sizes begin = pad.pad_begin, end = pad.pad_end;
        if (pad.padding_mode == PaddingMode::zeros) {
            if (pad.pad_value != 0)
                more = ", value=" + infinite_or(pad.pad_value);
        } else {
            // Modes are for the spatial axes alone.
            begin = end = {};
            for (std::size_t axis = 2; axis < pad.pad_begin.size(); ++axis) {
                begin.push_back(pad.pad_begin[axis]);
                end.push_back(pad.pad_end[axis]);
            }
            more = std::string(", mode=\"") + mode_of(pad.padding_mode) + "\"";
        }
        set(i, "F.pad(" + read(i) + ", " + pytorch_pad_list(begin, end) + more + ")");
    }
    static std::string infinite_or(double value) {
        return std::isinf(value) ? (value < 0 ? "-torch.inf" : "torch.inf") : python::number(value);
    }
    static const char* mode_of(PaddingMode mode) {
        return mode == PaddingMode::reflect     ? "reflect"
               : mode == PaddingMode::replicate ? "replicate"
                                                : "circular";
    }

    static std::string listed(const Lines& lines, const std::string& between) {
        std::string text;
        for (const std::string& line : lines)
            text += text.empty() ? line : between + line;
        return text;
    }
    Lines all_read(std::size_t i) const {
        Lines variables;
        for (std::size_t which = 0; which < layer(i).reads.size(); ++which)
            variables.push_back(read(i, which));
        return variables;
    }

    /// As float32 throughout.
    static std::string narrowed_program(const std::string& x, NarrowType type) {
        switch (type) {
        case NarrowType::float16:
            return x + ".half().float()";
        case NarrowType::bfloat16:
            return x + ".bfloat16().float()";
        case NarrowType::uint8:
            return x + ".trunc().remainder(256)";
        case NarrowType::int8:
            break;
        }
        return "(" + x + ".trunc() + 128).remainder(256) - 128";
    }

    void call(std::size_t i, const std::string& function, const std::string& more = {}) {
        set(i, function + "(" + read(i) + more + ")");
    }

    void write(std::size_t i) {
        const std::string axis = std::to_string(layer(i).axis);
        switch (layer(i).kind) {
        case LayerKind::conv:
        case LayerKind::conv_transpose:
        case LayerKind::max_pool:
        case LayerKind::avg_pool:
        case LayerKind::lp_pool:
            return write_operation(i);
        case LayerKind::max_unpool:
            return write_unpool(i);
        case LayerKind::dense:
            return write_dense(i);
        case LayerKind::relu:
            return call(i, "F.relu");
        case LayerKind::leaky_relu:
            return call(i, "F.leaky_relu", ", " + python::number(layer(i).alpha));
        case LayerKind::clip:
            return write_clip(i);
        case LayerKind::sigmoid:
            return call(i, "torch.sigmoid");
        case LayerKind::tanh:
            return call(i, "torch.tanh");
        case LayerKind::batch_norm:
            return write_batch_norm(i);
        case LayerKind::affine:
            return write_affine(i);
        case LayerKind::global_avg_pool:
            return write_mean(i);
        case LayerKind::flatten:
            return write_flatten(i);
        case LayerKind::reshape:
            return write_reshape(i);
        case LayerKind::softmax:
            return call(i, "F.softmax", ", " + axis);
        case LayerKind::log_softmax:
            return call(i, "F.log_softmax", ", " + axis);
        case LayerKind::add:
            return set(i, listed(all_read(i), " + "));
        case LayerKind::mul:
            return set(i, listed(all_read(i), " * "));
        case LayerKind::div:
            return set(i, listed(all_read(i), " / "));
        case LayerKind::cast:
            return set(i, narrowed_program(read(i), layer(i).cast_to));
        case LayerKind::concat:
            return set(i, "torch.cat([" + listed(all_read(i), ", ") + "], " + axis + ")");
        case LayerKind::pad:
            return write_pad(i);
        case LayerKind::input:
        case LayerKind::identity:
            return set(i, read(i));
        }
    }

    const Network& network_;
    std::vector<std::string> names_, variables_;
    Lines init_, forward_;
    Code notes_;
};

} // namespace

Code code_of_network(const Network& network, Framework framework) {
    Code code;
    code.possible = framework == Framework::pytorch;
    if (!code.possible)
        return code;
    Program program(network);
    code.program = program.text();
    code.layer = program.forward_text();
    return code;
}

} // namespace convlens
