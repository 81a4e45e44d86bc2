// Names are matched with the layer's table first; each value is then read as what the operation needs.
#include "codegen/pasted/arguments.h"

#include "codegen/padding_words.h"
#include "i18n/utf8.h"

#include <algorithm>
#include <utility>

namespace convlens {

using python::Value;

namespace {

constexpr std::size_t longest_quote = 40; // bytes of the text in an error

bool is_known(std::string_view name, const PastedLayerKind& layer) {
    const auto& known = layer.arguments;
    const bool listed = std::find(known.begin(), known.end(), name) != known.end();
    return listed || (layer.family != Family::torch && (means_nothing(name) || name == "input_shape"));
}

} // namespace

std::string quoted(std::string_view text) {
    std::string shown;
    while (!text.empty()) {
        if (shown.size() >= longest_quote)
            return shown + "…";
        const std::size_t length = well_formed_length(text);
        const bool is_control = length == 1 && (text[0] < ' ' || text[0] == 0x7F);
        shown +=
            length == 0 || is_control ? std::string_view(is_control ? " " : "?") : text.substr(0, length);
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return shown;
}

void refuse_pasted(const char* key, Error::Values values) {
    throw Error(Error::Fault::request, key, std::move(values), {});
}

PastedArguments::PastedArguments(const python::CallText& call, const PastedLayerKind& layer) : call_(call) {
    const std::string called = quoted(call.name);
    if (!call.closed)
        refuse_pasted("code.error.unclosed", {{"layer", called}});
    std::size_t position = 0;
    for (const python::Argument& argument : call.arguments) {
        std::string_view name = argument.name;
        if (name.empty() && position == layer.arguments.size())
            refuse_pasted("code.error.too_many_arguments", {{"layer", called}});
        if (name.empty())
            name = layer.arguments[position++];
        else if (!is_known(name, layer))
            refuse_pasted("code.error.unknown_argument", {{"argument", quoted(name)}, {"layer", called}});
        if (means_nothing(name))
            continue;
        const std::string_view common = common_name(name);
        if (std::any_of(values_.begin(), values_.end(), [&](const Entry& e) { return e.common == common; }))
            refuse_pasted("code.error.repeated", {{"argument", quoted(name)}, {"layer", called}});
        values_.push_back({common, name, &argument.value});
    }
    find_values_in_call();
}

/// "kernel_size // 2" beside kernel_size=3.
void PastedArguments::find_values_in_call() {
    python::VariableNames names;
    for (const Entry& entry : values_)
        if (entry.value->kind == Value::Kind::number)
            names.insert_or_assign(entry.name, *entry.value);
    for (Entry& entry : values_) {
        if (entry.value->unknown.empty())
            continue;
        Value value = python::evaluated(entry.value->text, names);
        if (value.kind != Value::Kind::other)
            entry.value = &found_.emplace_back(std::move(value));
    }
}

const Value* PastedArguments::find(std::string_view common) const {
    for (const Entry& entry : values_)
        if (entry.common == common)
            return entry.value->kind == Value::Kind::none ? nullptr : entry.value;
    return nullptr;
}

std::string_view PastedArguments::written(std::string_view common) const {
    for (const Entry& entry : values_)
        if (entry.common == common)
            return entry.name;
    return common;
}

const Value& PastedArguments::need(std::string_view common) const {
    const Value* const value = find(common);
    if (value == nullptr)
        refuse_pasted("code.error.missing",
                      {{"argument", std::string(common)}, {"layer", quoted(call_.name)}});
    return *value;
}

void PastedArguments::refuse_value(const char* key, std::string_view common, const Value& value) const {
    const bool is_unknown = !value.unknown.empty() && std::string_view(key) == "code.error.not_literal";
    refuse_pasted(is_unknown ? "code.error.unknown_name" : key, {{"argument", quoted(written(common))},
                                                                 {"value", quoted(value.text)},
                                                                 {"name", quoted(value.unknown)}});
}
void PastedArguments::refuse_sizes(std::string_view common, const Value& value, std::size_t dims) const {
    refuse_pasted(dims == 1 ? "code.error.whole" : "code.error.sizes", {{"argument", quoted(written(common))},
                                                                        {"value", quoted(value.text)},
                                                                        {"dims", std::to_string(dims)}});
}
void PastedArguments::refuse_choice(std::string_view common, const std::string& choices) const {
    const Value& value = *find(common);
    if (value.kind == Value::Kind::other)
        refuse_value("code.error.not_literal", common, value);
    refuse_pasted(
        "code.error.choice",
        {{"argument", quoted(written(common))}, {"value", quoted(value.text)}, {"choices", choices}});
}

Sizes PastedArguments::sizes(std::string_view common, const Value& value, std::size_t dims) const {
    const auto whole = [&](const Value& item) {
        if (item.kind == Value::Kind::other)
            refuse_value("code.error.not_literal", common, item);
        if (!item.whole || *item.whole < 0)
            refuse_sizes(common, value, dims);
        return std::min(*item.whole, max_pasted_size);
    };
    if (value.kind != Value::Kind::list)
        return Sizes::filled(dims, whole(value));
    if (value.items.size() == 1)
        return Sizes::filled(dims, whole(value.items.front()));
    if (value.items.size() != dims)
        refuse_sizes(common, value, dims);
    Sizes sizes;
    for (const Value& item : value.items)
        sizes.push_back(whole(item));
    return sizes;
}
Sizes PastedArguments::sizes_or(std::string_view common, const Sizes& otherwise) const {
    const Value* const value = find(common);
    return value == nullptr ? otherwise : sizes(common, *value, otherwise.size());
}
int64_t PastedArguments::whole_or(std::string_view common, int64_t otherwise) const {
    const Value* const value = find(common);
    return value == nullptr ? otherwise : sizes(common, *value, 1)[0];
}
int64_t PastedArguments::channels_or(std::string_view common, int64_t otherwise,
                                     std::vector<KeptName>& kept) const {
    const Value* const value = find(common);
    if (value == nullptr || value->kind != Value::Kind::other)
        return value == nullptr ? otherwise : sizes(common, *value, 1)[0];
    kept.push_back({std::string(common), quoted(value->text), otherwise});
    return otherwise;
}
bool PastedArguments::are_the_same(std::string_view common, std::string_view other) const {
    const Value* const a = find(common);
    const Value* const b = find(other);
    return a != nullptr && b != nullptr && a->text == b->text;
}
bool PastedArguments::boolean_or(std::string_view common, bool otherwise) const {
    const Value* const value = find(common);
    if (value == nullptr)
        return otherwise;
    const bool is_number = value->whole && (*value->whole == 0 || *value->whole == 1);
    if (value->kind != Value::Kind::boolean && !is_number)
        refuse_choice(common, "True, False");
    return value->number != 0;
}
double PastedArguments::number(std::string_view common) const {
    const Value& value = need(common);
    if (value.kind != Value::Kind::number)
        refuse_value("code.error.not_literal", common, value);
    return value.number;
}
std::string_view PastedArguments::word(std::string_view common) const {
    const Value* const value = find(common);
    return value != nullptr && value->kind == Value::Kind::string ? value->text : std::string_view();
}

std::string PastedArguments::small_word(std::string_view common) const {
    std::string small(word(common));
    for (char& c : small)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return small;
}

PaddingMode PastedArguments::mode_or_zeros(std::string_view common, std::string_view zeros) const {
    const std::string_view mode = word(common);
    if (const auto known = torch_padding_mode_named(mode))
        return *known;
    if (has(common) && mode != zeros)
        refuse_choice(common, std::string(zeros) + ", " + torch_padding_choices());
    return PaddingMode::zeros;
}

PaddingMode PastedArguments::numpy_mode(std::string_view common) const {
    if (!has(common))
        return PaddingMode::zeros;
    const auto mode = numpy_padding_mode_named(small_word(common));
    if (!mode)
        refuse_choice(common, numpy_padding_choices());
    return *mode;
}

} // namespace convlens
