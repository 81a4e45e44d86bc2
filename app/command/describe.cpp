// The shape arithmetic, as JSON and as lines of text.
#include "command/describe.h"

#include "convlens/arithmetic.h"
#include "document/evaluate/results.h"
#include "document/names.h"
#include "scene/words/number.h"
#include "scene/words/padding_letters.h"
#include "scene/words/words.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace convlens {
namespace {

std::string_view case_name(NamedCase named) {
    switch (named) {
    case NamedCase::valid:
        return "valid";
    case NamedCase::same:
        return "same";
    case NamedCase::full:
        return "full";
    case NamedCase::arbitrary:
        break;
    }
    return "arbitrary";
}

/// Whether the operation has a padded input that windows slide over.
bool has_windows(Kind kind) {
    return kind != Kind::conv_transpose && kind != Kind::max_unpool;
}

/// The formula of the first axis, with the others behind it where their numbers differ.
std::string formula_text(const Operation& operation, bool with_symbols) {
    std::string text, previous;
    for (std::size_t axis = 0; axis < operation.dims(); ++axis) {
        const Formula formula = convlens::formula(operation, axis);
        const std::string numeric = formula.numeric + " = " + std::to_string(formula.value);
        const std::string line = with_symbols ? formula.symbolic + " = " + numeric : numeric;
        if (line != previous)
            text += (text.empty() ? "" : "; ") + line;
        previous = line;
    }
    return text;
}

OrderedJson padding_json(const Operation& operation) {
    OrderedJson padding = OrderedJson::array();
    for (std::size_t axis = 0; axis < operation.dims(); ++axis)
        padding.push_back({operation.padding_begin[axis], operation.padding_end[axis]});
    return padding;
}

void add_arithmetic(OrderedJson& json, const Operation& operation) {
    const Counts counted = counts(operation);
    json["formula"] = formula_text(operation, false);
    json["case"] = case_name(named_case(operation));
    const std::optional<int> number = relationship(operation);
    json["relationship"] = number ? OrderedJson(*number) : OrderedJson(nullptr);
    json["receptive_field"] = json_of(receptive_field(operation));
    json["multiply_adds"] = counted.multiply_adds;
    json["multiply_adds_on_padding"] = counted.multiply_adds_on_padding;
    json["multiply_adds_on_inserted_zeros"] = counted.multiply_adds_on_inserted_zeros;
    json["parameters"] = counted.parameters;
}

void add_parameters(OrderedJson& json, const Operation& operation) {
    json["operation"] = name_of(kind_names(), operation.kind);
    json["input_size"] = json_of(operation.input_size);
    json["kernel_size"] = json_of(operation.kernel_size);
    json["stride"] = json_of(operation.stride);
    json["padding"] = padding_json(operation);
    json["dilation"] = json_of(operation.dilation);
    json["output_padding"] = json_of(operation.output_padding);
}

OrderedJson equivalent_description(const Operation& transposed) {
    const Operation conv = equivalent_conv(transposed);
    Sizes inserted, stretched;
    for (std::size_t axis = 0; axis < conv.dims(); ++axis) {
        inserted.push_back(conv.input_dilation[axis] - 1);
        stretched.push_back((conv.input_size[axis] - 1) * conv.input_dilation[axis] + 1);
    }
    OrderedJson json;
    add_parameters(json, conv);
    json["inserted_zeros"] = json_of(inserted);
    json["stretched_size"] = json_of(stretched);
    json["padded_size"] = json_of(padded_size(conv));
    json["output_size"] = json_of(output_size(conv));
    json["unused"] = json_of(unused(conv));
    add_arithmetic(json, conv);
    return json;
}

std::string size_text(const Sizes& sizes) {
    std::string text;
    for (const int64_t size : sizes)
        text += (text.empty() ? "" : "×") + std::to_string(size);
    return text;
}

std::string padding_text(const Operation& operation) {
    if (operation.padding_begin == operation.padding_end)
        return size_text(operation.padding_begin);
    return padding_letters(operation);
}

/// "padding 2×2"; a negative one on all sides is a crop.
std::string padding_or_crop(Operation conv, const Texts& texts) {
    const auto is_negative = [](int64_t side) { return side < 0; };
    const bool crops = std::all_of(conv.padding_begin.begin(), conv.padding_begin.end(), is_negative) &&
                       std::all_of(conv.padding_end.begin(), conv.padding_end.end(), is_negative);
    for (std::size_t a = 0; crops && a < conv.dims(); ++a) {
        conv.padding_begin[a] = -conv.padding_begin[a];
        conv.padding_end[a] = -conv.padding_end[a];
    }
    return texts(crops ? "describe.crop_part" : "describe.padding_part", {{"padding", padding_text(conv)}});
}

/// Lines "name: value".
class Lines {
public:
    explicit Lines(const Texts& texts) : texts_(texts) {}
    void add(std::string_view key, const std::string& value) {
        text_ += texts_("describe.line", {{"name", texts_(key)}, {"value", value}});
        text_ += '\n';
    }
    std::string finish() { return std::move(text_); }

private:
    const Texts& texts_;
    std::string text_;
};

void add_sizes(Lines& lines, const Operation& operation, const Texts& texts) {
    lines.add("describe.operation", std::string(name_of(kind_names(), operation.kind)));
    lines.add("parameter.input_size", size_text(operation.input_size));
    lines.add(parameter_key(Parameter::kernel_size, operation.kind), size_text(operation.kernel_size));
    lines.add("parameter.stride", size_text(operation.stride));
    lines.add("parameter.padding", padding_text(operation));
    if (operation.kind != Kind::max_unpool)
        lines.add("parameter.dilation", size_text(operation.dilation));
    if (operation.kind == Kind::conv_transpose)
        lines.add("parameter.output_padding", size_text(operation.output_padding));
    if (has_windows(operation.kind))
        lines.add("describe.padded_size", size_text(padded_size(operation)));
    lines.add("parameter.output_size", size_text(output_size(operation)));
    if (!has_windows(operation.kind))
        return;
    const std::string left = counted_axes(texts, unused(operation));
    lines.add("describe.unused", left.empty() ? std::string(texts("describe.unused_none")) : left);
}

/// The first numbers.
std::string bias_text(const std::vector<double>& bias) {
    constexpr std::size_t max_numbers = 8;
    std::string text;
    for (std::size_t map = 0; map < std::min(bias.size(), max_numbers); ++map)
        text += (map == 0 ? "" : ", ") + full_number(bias[map]).text;
    return text + (bias.size() > max_numbers ? ", …" : "");
}

/// A bias is one parameter for each map.
OrderedJson with_bias(OrderedJson json, const std::vector<double>& bias) {
    if (bias.empty())
        return json;
    const auto add = [&](OrderedJson& counted) {
        counted["parameters"] = counted["parameters"].get<int64_t>() + static_cast<int64_t>(bias.size());
    };
    add(json);
    if (json.contains("equivalent_conv"))
        add(json["equivalent_conv"]);
    json["bias"] = bias;
    return json;
}

void add_meaning(Lines& lines, const Operation& operation, const std::vector<double>& bias,
                 const Texts& texts) {
    lines.add("describe.formula", formula_text(operation, true));
    lines.add("describe.case", padding_case(texts, operation));
    if (const std::optional<int> number = relationship(operation))
        lines.add("describe.relationship", std::to_string(*number));
    lines.add("describe.receptive_field", size_text(receptive_field(operation)));
    if (!has_weight(operation.kind))
        return;
    const Counts counted = counts(operation);
    lines.add("describe.multiply_adds",
              texts("describe.multiply_adds_value",
                    {{"all", std::to_string(counted.multiply_adds)},
                     {"padding", std::to_string(counted.multiply_adds_on_padding)},
                     {"inserted", std::to_string(counted.multiply_adds_on_inserted_zeros)}}));
    lines.add("describe.parameters", std::to_string(counted.parameters + static_cast<int64_t>(bias.size())));
    if (!bias.empty())
        lines.add("describe.bias", bias_text(bias));
}

} // namespace

OrderedJson description(const Operation& operation) {
    OrderedJson json;
    add_parameters(json, operation);
    if (operation.kind == Kind::max_unpool)
        json["output_padding"] =
            json_of(Sizes::filled(operation.dims(), 0)); // it has none; the output size says all
    if (has_windows(operation.kind))
        json["padded_size"] = json_of(padded_size(operation));
    json["output_size"] = json_of(output_size(operation));
    if (has_windows(operation.kind))
        json["unused"] = json_of(unused(operation));
    add_arithmetic(json, operation);
    if (operation.kind == Kind::conv_transpose)
        json["equivalent_conv"] = equivalent_description(operation);
    return json;
}

std::string describe(const CommandLine& request, const Target& target, const Texts& texts) {
    const Operation operation = operation_of(target.document);
    std::vector<double> bias = bias_of(target.document, operation);
    if (!bias.empty())
        bias.resize(static_cast<std::size_t>(operation.out_channels));
    if (request.json)
        return text_of(with_bias(description(operation), bias));
    Lines lines(texts);
    add_sizes(lines, operation, texts);
    add_meaning(lines, operation, bias, texts);
    if (operation.kind == Kind::conv_transpose) {
        const Operation conv = equivalent_conv(operation);
        Sizes stretched;
        for (std::size_t axis = 0; axis < conv.dims(); ++axis)
            stretched.push_back((conv.input_size[axis] - 1) * conv.input_dilation[axis] + 1);
        lines.add("describe.equivalent_conv",
                  texts("describe.equivalent_conv_value",
                        {{"stretched", size_text(stretched)},
                         {"kernel", size_text(conv.kernel_size)},
                         {"padding", with_minus_signs(padding_or_crop(conv, texts))},
                         {"output", size_text(output_size(conv))}}));
    }
    return lines.finish();
}

} // namespace convlens
