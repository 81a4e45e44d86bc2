// The nodes that the output needs, in the file's order, each by its converter.
#include "network_files/read_onnx.h"

#include "i18n/error.h"
#include "i18n/refuse.h"
#include "input/shape_text.h"
#include "network_files/converters.h"

#include <array>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace convlens {
namespace {

constexpr std::array<int64_t, 4> usual_sizes{224, 64, 32, 28};
constexpr int64_t usual_channels = 3;
constexpr std::string_view standard_domain = "ai.onnx";

/// A model with what its names mean, before and while its nodes are converted.
class Conversion {
public:
    Conversion(const OnnxModel& model, const OnnxRequest& request, const Sizes& input_shape)
        : model_(model), request_(request), builder_(input_name(), input_shape) {
        if (input() != nullptr)
            values_[input()->name] = {GraphValue::Kind::layer, 0, input()->type, {}};
        for (const OnnxTensor& array : model_.arrays)
            give(array.name, given_or(array));
        for (const OnnxPort& port : model_.inputs) {
            parameters_.insert(port.name);
            if (&port != input() && !values_.contains(port.name) && has_weights(port.name))
                give(port.name, given(port));
        }
    }

    OnnxNetwork run() {
        find_needed();
        for (std::size_t i = 0; i < model_.nodes.size(); ++i)
            if (is_needed_[i] != 0)
                convert(model_.nodes[i]);
        const auto result = values_.find(model_.outputs.front().name);
        OnnxNetwork network;
        if (result == values_.end() || result->second.kind == GraphValue::Kind::switches ||
            result->second.kind == GraphValue::Kind::nothing)
            refuse("error.onnx_output", {{"value", printable_name(model_.outputs.front().name)}});
        if (result->second.kind == GraphValue::Kind::constant)
            network.constant = {result->second.constant.shape, doubles_of(result->second.constant)};
        network.network = builder_.take(result->second.layer);
        return network;
    }

    /// The first input that is no array of the file. Null: there is none.
    static const OnnxPort* input_of(const OnnxModel& model) {
        std::unordered_set<std::string_view> arrays;
        for (const OnnxTensor& array : model.arrays)
            arrays.insert(array.name);
        for (const OnnxPort& port : model.inputs)
            if (!arrays.contains(port.name))
                return &port;
        return nullptr;
    }

private:
    const OnnxPort* input() const { return input_of_model_; }
    std::string_view input_name() const { return input() != nullptr ? input()->name : std::string_view(); }
    bool has_weights(std::string_view name) const {
        return request_.weights != nullptr && request_.weights->has(std::string(name));
    }

    void give(std::string_view name, GraphValue value) {
        if (!values_.emplace(name, std::move(value)).second)
            refuse("error.onnx_twice_array", {{"array", printable_name(name)}});
    }

    GraphValue from_weights(std::string_view name, OnnxType type, const std::optional<Sizes>& shape) {
        const std::string key(name);
        const Sizes given = request_.weights->shape(key);
        const auto fits = [&] {
            bool all = !shape || shape->size() == given.size();
            for (std::size_t axis = 0; all && shape && axis < given.size(); ++axis)
                all = (*shape)[axis] == 0 || (*shape)[axis] == given[axis];
            return all;
        };
        if (!fits())
            refuse("error.network_array_shape",
                   {{"array", key}, {"value", shape_text(given)}, {"needed", shape_text(*shape)}});
        Tensor<double> numbers = request_.weights->array(key);
        builder_.charge_weights(numbers.count() * 2); // they are doubles
        return {GraphValue::Kind::constant, 0, type, constant_of(type, given, std::move(numbers.data))};
    }
    GraphValue given_or(const OnnxTensor& array) {
        if (has_weights(array.name))
            return from_weights(array.name, array.type, array.shape);
        return {GraphValue::Kind::constant, 0, array.type, constant_of(array)};
    }
    GraphValue given(const OnnxPort& port) {
        return from_weights(port.name, port.type, port.has_shape ? std::optional(port.shape) : std::nullopt);
    }

    /// Marks the nodes that lead to the output. A name that two nodes give counts for the first, until the
    /// second is refused.
    void find_needed() {
        std::unordered_map<std::string_view, std::size_t> made_by;
        for (std::size_t i = 0; i < model_.nodes.size(); ++i)
            for (const std::string_view output : model_.nodes[i].outputs)
                made_by.emplace(output, i);
        is_needed_.assign(model_.nodes.size(), 0);
        std::vector<std::string_view> open{model_.outputs.front().name};
        while (!open.empty()) {
            const std::string_view name = open.back();
            open.pop_back();
            const auto made = made_by.find(name);
            if (made == made_by.end()) {
                require_known(name);
                continue;
            }
            if (is_needed_[made->second] != 0)
                continue;
            is_needed_[made->second] = 1;
            for (const std::string_view read : model_.nodes[made->second].inputs)
                if (!read.empty())
                    open.push_back(read);
        }
    }

    /// An input beyond the first that nobody gave numbers for.
    void require_known(std::string_view name) {
        if (parameters_.contains(name) && !values_.contains(name))
            refuse("error.onnx_parameter", {{"array", printable_name(name)}});
    }

    void convert(const OnnxNode& node) {
        OnnxNode standard = node;
        if (standard.domain == standard_domain)
            standard.domain = {};
        NodeReader reader(standard, model_.opset, builder_, values_);
        const Converter converter = standard.domain.empty() ? converter_of(node.op) : nullptr;
        if (converter == nullptr)
            reader.refuse_op();
        converter(reader);
    }

    const OnnxModel& model_;
    const OnnxRequest& request_;
    const OnnxPort* input_of_model_ = input_of(model_);
    NetworkBuilder builder_;
    GraphValues values_;
    std::unordered_set<std::string_view> parameters_; // names of all inputs
    std::vector<char> is_needed_;
};

/// Sizes for what the file leaves open.
Sizes filled(const Sizes& declared, int64_t size) {
    Sizes shape = declared;
    for (std::size_t axis = 0; axis < shape.size(); ++axis)
        if (shape[axis] == 0)
            shape[axis] = axis == 0 ? 1 : axis == 1 ? usual_channels : size;
    return shape;
}

void require_input(const OnnxPort& input, const OnnxRequest& request) {
    if (!is_float(input.type) && !is_whole_number(input.type))
        refuse("error.onnx_type",
               {{"array", printable_name(input.name)}, {"value", onnx_type_name(input.type)}});
    if (request.input_shape.empty() && (!input.has_shape || input.shape.empty()))
        refuse("error.onnx_input_shape", {{"array", printable_name(input.name)}});
    if (!request.input_shape.empty() && input.has_shape && request.input_shape.size() != input.shape.size())
        refuse("error.network_array_shape", {{"array", printable_name(input.name)},
                                             {"value", shape_text(request.input_shape)},
                                             {"needed", shape_text(input.shape)}});
}

OnnxNetwork with_usual_size(const OnnxModel& model, const OnnxRequest& request, const Sizes& declared) {
    std::optional<Error> first;
    for (const int64_t size : usual_sizes) {
        const Sizes shape = filled(declared, size);
        try {
            return Conversion(model, request, shape).run();
        } catch (const Error& error) {
            if (!first)
                first = error;
            if (shape == filled(declared, usual_sizes.back()))
                break;
        }
    }
    throw Error(*first);
}

} // namespace

std::vector<std::string_view> onnx_array_names(std::string_view bytes) {
    const OnnxModel model = onnx_model(bytes);
    std::vector<std::string_view> names;
    for (const OnnxTensor& array : model.arrays)
        names.push_back(array.name);
    const OnnxPort* const input = Conversion::input_of(model);
    for (const OnnxPort& port : model.inputs)
        if (&port != input)
            names.push_back(port.name);
    return names;
}

OnnxNetwork read_onnx(std::string_view bytes, const OnnxRequest& request) {
    const OnnxModel model = onnx_model(bytes);
    if (model.opset < 1 || model.opset > max_opset)
        refuse("error.onnx_opset",
               {{"value", std::to_string(model.opset)}, {"limit", std::to_string(max_opset)}});
    if (model.outputs.empty())
        refuse("error.onnx_damaged");
    const OnnxPort* const input = Conversion::input_of(model);
    if (input == nullptr)
        return Conversion(model, request, {1}).run();
    require_input(*input, request);
    OnnxNetwork network = request.input_shape.empty() ? with_usual_size(model, request, input->shape)
                                                      : Conversion(model, request, request.input_shape).run();
    if (input->has_shape)
        network.declared = input->shape;
    return network;
}

} // namespace convlens
