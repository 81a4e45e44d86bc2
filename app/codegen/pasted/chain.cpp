// Calls are followed from the innermost out, as Python evaluates them; a walk keeps the size that came so
// far.
#include "codegen/pasted/chain.h"

#include "codegen/pasted/operation.h"
#include "codegen/pasted/padding.h"
#include "codegen/pasted/pasted.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

namespace convlens {
namespace {

using python::CallText;
using python::Reader;
using python::Value;
using python::VariableNames;

constexpr int deepest = 8; // calls in one another

enum class Shaper { flatten, linear, adaptive, global, upsample };
struct ShaperRow {
    std::string_view name; // up to the number of dimensions
    Shaper shaper;
};
constexpr std::array shapers = {ShaperRow{"Flatten", Shaper::flatten},
                                ShaperRow{"flatten", Shaper::flatten},
                                ShaperRow{"view", Shaper::flatten},
                                ShaperRow{"reshape", Shaper::flatten},
                                ShaperRow{"Linear", Shaper::linear},
                                ShaperRow{"LazyLinear", Shaper::linear},
                                ShaperRow{"Dense", Shaper::linear},
                                ShaperRow{"dense", Shaper::linear},
                                ShaperRow{"fully_connected", Shaper::linear},
                                ShaperRow{"AdaptiveAvgPool", Shaper::adaptive},
                                ShaperRow{"AdaptiveMaxPool", Shaper::adaptive},
                                ShaperRow{"adaptive_avg_pool", Shaper::adaptive},
                                ShaperRow{"adaptive_max_pool", Shaper::adaptive},
                                ShaperRow{"GlobalAveragePooling", Shaper::global},
                                ShaperRow{"GlobalMaxPooling", Shaper::global},
                                ShaperRow{"Upsample", Shaper::upsample},
                                ShaperRow{"UpSampling", Shaper::upsample}};

std::optional<Shaper> shaper_named(std::string_view name) {
    if (name.starts_with("self.")) // has a name in the text, or is not known
        return {};
    const std::string_view last = Reader::last_part(name);
    const std::string_view stem = last.substr(0, last.find_first_of("123"));
    for (const ShaperRow& row : shapers)
        if (row.name == stem)
            return row.shaper;
    return {};
}
bool is_known(std::string_view name) {
    return shaper_named(name) || is_pasted_layer(name);
}

/// By name or by place, whatever it is called; null where it is absent.
const Value* argument_of(const CallText& call, std::initializer_list<std::string_view> names,
                         std::size_t place) {
    std::size_t position = 0;
    for (const python::Argument& argument : call.arguments) {
        const bool is_named = std::find(names.begin(), names.end(), argument.name) != names.end();
        if (argument.name.empty() ? position++ == place : is_named)
            return &argument.value;
    }
    return nullptr;
}
std::optional<int64_t> whole_of(const Value* value) {
    const bool counts = value != nullptr && value->whole && *value->whole > 0 && *value->whole <= max_number;
    return counts ? value->whole : std::nullopt;
}

/// All numbers of a size, at most max_number; 0 of one that nothing can have.
int64_t features_of(const Sizes& sizes) {
    if (std::any_of(sizes.begin(), sizes.end(), [](int64_t size) { return size < 1; }))
        return 0;
    int64_t features = 1;
    for (const int64_t size : sizes)
        features = size > max_number / features ? max_number : size * features;
    return features;
}

/// The name that a call's result gets: "self.conv1" of "self.conv1 = nn.Conv2d(..)"; or empty.
std::string_view target_of(std::string_view text, std::size_t at) {
    const auto skip_blanks = [&] {
        while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\t'))
            --at;
    };
    skip_blanks();
    if (at == 0 || text[at - 1] != '=')
        return {};
    --at;
    skip_blanks();
    const std::size_t end = at;
    constexpr std::string_view ends = " \t\r\n;,()[]{}=";
    while (at > 0 && ends.find(text[at - 1]) == std::string_view::npos)
        --at;
    return text.substr(at, end - at);
}

class Walk {
public:
    Walk(std::string_view text, const Operation& present) : present_(present) {
        Reader calls(text);
        calls.next_call([&](std::string_view name) {
            called_.insert(name);
            return false;
        });
        output_ = {present.in_channels};
        for (const int64_t size : present.input_size)
            output_.push_back(size);
    }
    /// The calls of a text in their order; `outer`: names with values.
    void follow(std::string_view text, const VariableNames* outer, int depth);
    Chain finish() && { return std::move(chain_); }

private:
    void apply(const CallText& call, std::string_view rest);
    void add_operation(const CallText& call, const PastedLayerKind& layer, std::string_view rest);
    void add_shaper(const CallText& call, Shaper shaper);
    void set_input(const CallText& call, const PastedLayerKind& layer);
    void follow_arguments(const CallText& call, const VariableNames& names, int depth);
    ChainLayer& add(const CallText& call);
    bool is_flat() const { return output_.size() == 1; }
    [[noreturn]] void refuse(const char* key, const CallText& call) {
        throw Error(Error::Fault::request, key, {{"layer", quoted(call.name)}}, {});
    }

    const Operation& present_;
    std::unordered_set<std::string_view> called_;
    std::unordered_map<std::string_view, CallText> defined_;
    std::vector<Sides> padding_;
    Chain chain_;
    Sizes output_;          // so far: [C, spatial...] or [features]
    bool is_given_ = false; // the text sets the input's size
};

void Walk::follow_arguments(const CallText& call, const VariableNames& names, int depth) {
    for (const python::Argument& argument : call.arguments)
        if (argument.value.kind == Value::Kind::other)
            follow(argument.value.text, &names, depth + 1);
}

void Walk::follow(std::string_view text, const VariableNames* outer, int depth) {
    if (depth >= deepest)
        return;
    Reader reader(text, outer);
    const auto takes = [&](std::string_view name) { return is_known(name) || defined_.contains(name); };
    while (auto call = reader.next_call(takes)) {
        const std::string_view target = target_of(text, call->at);
        const bool is_definition = is_known(call->name) && !target.empty() && called_.contains(target);
        if (is_definition) {
            defined_.insert_or_assign(target, *call);
            continue;
        }
        follow_arguments(*call, reader.names(), depth);
        if (const auto applied = reader.applied_call())
            follow_arguments(*applied, reader.names(), depth);
        const auto defined = defined_.find(call->name);
        apply(defined == defined_.end() ? *call : defined->second, reader.rest());
    }
}

ChainLayer& Walk::add(const CallText& call) {
    if (chain_.layers.size() >= max_chain)
        refuse("code.error.long_chain", call);
    ChainLayer layer;
    layer.name = quoted(call.name);
    return chain_.layers.emplace_back(std::move(layer));
}

void Walk::apply(const CallText& call, std::string_view rest) {
    if (const auto shaper = shaper_named(call.name)) {
        add_shaper(call, *shaper);
        return;
    }
    const auto layer = layer_of(call);
    if (!layer)
        return;
    if (layer->role == LayerRole::operation)
        add_operation(call, *layer, rest);
    else if (layer->role == LayerRole::padding)
        padding_.push_back(sides_of(call, *layer));
    else if (layer->role == LayerRole::input)
        set_input(call, *layer);
}

/// Keras' Input: the sizes in front of its channels.
void Walk::set_input(const CallText& call, const PastedLayerKind& layer) {
    const PastedArguments arguments(call, layer);
    const std::size_t axes = axes_of(arguments.find("input_shape"));
    if (axes < 2 || axes > 4 || !chain_.layers.empty())
        return;
    Operation input =
        make_operation(Kind::conv, with_dims(present_.input_size, axes - 1), Sizes::filled(axes - 1, 1));
    input.in_channels = present_.in_channels;
    add_input_shape(input, arguments, false);
    output_ = {input.in_channels};
    for (const int64_t size : input.input_size)
        output_.push_back(size);
    is_given_ = true;
}

void Walk::add_operation(const CallText& call, const PastedLayerKind& layer, std::string_view rest) {
    const bool is_first = chain_.layers.empty();
    Operation before = present_;
    before.in_channels = output_[0];
    before.input_size = {};
    for (std::size_t a = 1; a < output_.size(); ++a)
        before.input_size.push_back(output_[a]);
    if (is_flat())
        refuse("code.error.flat_chain", call);
    std::vector<KeptName> kept;
    Operation operation = pasted_operation(call, layer, {before, kept}, rest);
    if (!is_first && operation.dims() != before.dims())
        refuse("code.error.chain_axes", call);
    for (const Sides& sides : padding_)
        add_sides(operation, sides);
    padding_.clear();
    ChainLayer& added = add(call);
    const bool is_open = is_first && !is_given_; // the first layer says what comes in
    if (operation.in_channels != output_[0] && !is_open)
        added.written = operation.in_channels;
    if (!is_open) {
        operation.in_channels = output_[0];
        operation.input_size = before.input_size;
    }
    added.needed = operation.in_channels;
    added.operation = operation;
    added.output = chain_output(operation);
    if (added.output.empty())
        refuse("code.error.chain_impossible", call);
    output_ = added.output;
}

void Walk::add_shaper(const CallText& call, Shaper shaper) {
    const bool is_layer = Reader::last_part(call.name).find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 0;
    if (!is_layer && chain_.layers.empty())
        return; // numbers that are given a shape
    ChainLayer& added = add(call);
    switch (shaper) {
    case Shaper::flatten:
        output_ = {features_of(output_)};
        if (output_[0] == 0)
            refuse("code.error.chain_impossible", call);
        break;
    case Shaper::global:
        output_ = {output_[0]};
        break;
    case Shaper::linear: {
        added.is_linear = true;
        const bool is_torch = is_layer && Reader::last_part(call.name) != "Dense";
        const bool is_lazy = Reader::last_part(call.name) == "LazyLinear";
        const bool has_in = is_torch && !is_lazy;
        // Without Flatten PyTorch takes the last axis, Keras the channels, which are its last
        added.needed = is_torch ? output_.back() : output_[0];
        const auto written = has_in ? whole_of(argument_of(call, {"in_features"}, 0)) : std::nullopt;
        added.written = written == added.needed ? std::nullopt : written;
        const std::size_t place = has_in || (!is_layer && !is_torch) ? 1 : 0;
        const auto out =
            whole_of(argument_of(call, {"out_features", "units", "num_outputs"}, place)).value_or(1);
        output_[is_torch ? output_.size() - 1 : 0] = out;
        break;
    }
    case Shaper::adaptive: {
        const Value* const size = argument_of(call, {"output_size"}, is_layer ? 0 : 1);
        for (std::size_t a = 1; a < output_.size(); ++a) {
            const bool is_list = axes_of(size) == output_.size() - 1;
            output_[a] = whole_of(is_list ? &size->items[a - 1] : size).value_or(output_[a]);
        }
        break;
    }
    case Shaper::upsample: {
        const bool is_torch = Reader::last_part(call.name) == "Upsample";
        const Value* const factor =
            is_torch ? argument_of(call, {"scale_factor"}, 1) : argument_of(call, {"size"}, 0);
        const Value* const target = is_torch ? argument_of(call, {"size"}, 0) : nullptr;
        for (std::size_t a = 1; a < output_.size(); ++a) {
            const bool is_list = axes_of(factor) == output_.size() - 1;
            const auto by = whole_of(is_list ? &factor->items[a - 1] : factor).value_or(is_torch ? 1 : 2);
            const bool lists = axes_of(target) == output_.size() - 1;
            const int64_t grown = output_[a] > max_number / by ? max_number : output_[a] * by;
            output_[a] = whole_of(lists ? &target->items[a - 1] : target).value_or(grown);
        }
        break;
    }
    }
    added.output = output_;
}

} // namespace

Chain read_chain(std::string_view text, const Operation& present) {
    if (text.size() > max_pasted) {
        Chain chain;
        chain.error_key = "code.error.too_long";
        chain.error_values = {{"limit", std::to_string(max_pasted >> 10)}};
        return chain;
    }
    Walk walk(text, present);
    std::string key;
    Error::Values values;
    try {
        walk.follow(text, nullptr, 0);
    } catch (const Error& error) {
        key = error.key;
        values = error.values;
    }
    Chain chain = std::move(walk).finish();
    chain.error_key = key;
    chain.error_values = values;
    return chain;
}

} // namespace convlens
