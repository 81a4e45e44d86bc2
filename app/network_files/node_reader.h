// One node of an ONNX graph as those see it that make layers from it: inputs as layers or constants,
// attributes with defaults, outputs to give. Refusals name the node.
#pragma once

#include "i18n/error.h"
#include "network_files/constant.h"
#include "network_files/network_builder.h"
#include "network_files/onnx_model.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace convlens {

/// What a name of the graph means.
struct GraphValue {
    enum class Kind {
        layer,
        constant,
        switches, // where the maxima of a max_pool layer lie
        nothing   // an output that is not worked out: the mask of a Dropout
    };
    Kind kind = Kind::nothing;
    int layer = 0;
    OnnxType type = OnnxType::float32; // that a layer has in the file; numbers are float32 whatever it is
    Constant constant;
};
using GraphValues = std::unordered_map<std::string_view, GraphValue>;

class NodeReader {
public:
    NodeReader(const OnnxNode& node, int64_t opset, NetworkBuilder& builder, GraphValues& values);

    const OnnxNode& node() const { return node_; }
    int64_t opset() const { return opset_; }
    NetworkBuilder& builder() { return builder_; }
    const Sizes& shape(int layer) const { return builder_.shape(layer); }

    // Inputs. Each throws Error where the input is missing or of another kind.
    std::size_t input_count() const { return node_.inputs.size(); }
    bool has(std::size_t input) const { return input < node_.inputs.size() && !node_.inputs[input].empty(); }
    const GraphValue& value(std::size_t input) const;
    bool is_constant(std::size_t input) const { return value(input).kind == GraphValue::Kind::constant; }
    int layer(std::size_t input) const;
    const Constant& constant(std::size_t input) const;
    /// A constant as weights: finite numbers, charged to the builder.
    Tensor<float> weights(std::size_t input) const;
    /// A constant of one number.
    double scalar(std::size_t input) const;
    /// A constant of few whole numbers, at most `limit`.
    std::vector<int64_t> integers(std::size_t input, std::size_t limit) const;

    // Attributes. Each throws Error where it is of another form.
    bool has_attribute(std::string_view name) const { return attributes_.contains(name); }
    int64_t integer(std::string_view name, int64_t usual) const;
    double number(std::string_view name, double usual) const;
    std::string_view text(std::string_view name, std::string_view usual) const;
    std::optional<std::vector<int64_t>> integers(std::string_view name, std::size_t limit) const;
    std::optional<OnnxTensor> tensor(std::string_view name) const;
    const OnnxAttribute& attribute(std::string_view name) const { return attributes_.at(name); }
    /// `count` numbers within +-max_number, `usual` each where there is no such attribute.
    Sizes sizes(std::string_view name, std::size_t count, int64_t usual) const;

    // Outputs.
    bool is_wanted(std::size_t output) const;
    void give(std::size_t output, GraphValue value);
    /// Adds a layer behind `from`, called as the node; further ones of a node get `part` behind its name.
    int add(Layer layer, int from, std::string_view part = {});
    /// The first output, of the type of the first input that is a layer.
    void give_layer(int layer);
    void give_constant(const Constant& constant);

    /// "node conv_3 (op Conv) ...": throws Error with `node` and `op` among its values.
    [[noreturn]] void refuse(std::string key, Error::Values values = {}) const;
    [[noreturn]] void refuse_op() const { refuse("error.onnx_op"); }
    [[noreturn]] void refuse_attribute(std::string_view name, const std::string& value) const;

    /// Type of the first input that is a layer.
    OnnxType layer_type() const;

private:
    const OnnxNode& node_;
    int64_t opset_;
    NetworkBuilder& builder_;
    GraphValues& values_;
    std::map<std::string_view, OnnxAttribute> attributes_;
};

/// Numbers that become weights: throws Error naming `array` where one is not finite.
void require_finite(const std::vector<float>& numbers, std::string_view array);

} // namespace convlens
