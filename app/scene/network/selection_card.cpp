// The formula goes back through what is done to each number alone to the sum, the maximum or the mean.
#include "scene/network/selection_card.h"

#include "i18n/sentence_gap.h"

#include "scene/network/columns.h"
#include "scene/network/controls.h"
#include "scene/network/kit.h"
#include "scene/network/output.h"
#include "scene/words/notation.h"
#include "scene/words/number.h"

#include <algorithm>

namespace convlens {
namespace {

std::string of_terms(const NetworkSceneInput& input, int64_t terms) {
    return input.texts("network.sum_of", {{"count", count_text(terms)}});
}

std::string inner_formula(const NetworkSceneInput& input, int layer);

std::string source_formula(const NetworkSceneInput& input, const Layer& layer) {
    return layer.reads.empty() ? "x" : inner_formula(input, layer.reads[0]);
}

std::string called(const std::string& function, const NetworkSceneInput& input, const Layer& layer) {
    return function + "(" + source_formula(input, layer) + ")";
}

int64_t window_of(const Layer& layer) {
    return layer.operation.kernel_size.product();
}

/// What stands inside a function of one number.
std::string inner_formula(const NetworkSceneInput& input, int layer) {
    const Layer& l = input.results.network->layers[static_cast<std::size_t>(layer)];
    switch (l.kind) {
    case LayerKind::conv:
    case LayerKind::conv_transpose: {
        const int64_t terms = l.operation.in_channels / l.operation.groups * window_of(l);
        return of_terms(input, terms) + (l.bias.data.empty() ? "" : " + b");
    }
    case LayerKind::dense:
        return of_terms(input, l.weight.shape.size() == 2 ? l.weight.shape[1] : 0) +
               (l.bias.data.empty() ? "" : " + b");
    case LayerKind::max_pool:
        return input.texts("network.max_of", {{"count", std::to_string(window_of(l))}});
    case LayerKind::avg_pool:
        return input.texts("network.mean_of", {{"count", std::to_string(window_of(l))}});
    case LayerKind::global_avg_pool:
        return std::string(input.texts("network.mean_of_map"));
    case LayerKind::relu:
        return called("ReLU", input, l);
    case LayerKind::leaky_relu:
        return called(layer_kind_text(input.texts, l), input, l);
    case LayerKind::clip:
        return called("clip", input, l);
    case LayerKind::sigmoid:
        return called("sigmoid", input, l);
    case LayerKind::tanh:
        return called("tanh", input, l);
    case LayerKind::softmax:
        return called("softmax", input, l);
    case LayerKind::log_softmax:
        return called("log softmax", input, l);
    case LayerKind::batch_norm:
    case LayerKind::affine:
        return "w · " + std::string("(") + source_formula(input, l) + ") + b";
    case LayerKind::cast:
    case LayerKind::identity:
    case LayerKind::flatten:
    case LayerKind::reshape:
    case LayerKind::pad:
        return source_formula(input, l);
    case LayerKind::add:
        return "a + b";
    case LayerKind::mul:
        return "a · b";
    case LayerKind::div:
        return "a ÷ b";
    default:
        return "x";
    }
}

/// The first layer below, or itself, that is more than an order of numbers or a function of one.
int computing_layer(const Network& network, int layer) {
    for (;;) {
        const Layer& l = network.layers[static_cast<std::size_t>(layer)];
        switch (l.kind) {
        case LayerKind::relu:
        case LayerKind::leaky_relu:
        case LayerKind::clip:
        case LayerKind::sigmoid:
        case LayerKind::tanh:
        case LayerKind::softmax:
        case LayerKind::log_softmax:
        case LayerKind::batch_norm:
        case LayerKind::cast:
        case LayerKind::identity:
            if (!l.reads.empty()) {
                layer = l.reads[0];
                continue;
            }
            return layer;
        default:
            return layer;
        }
    }
}

/// How many elements of the layer above read it, and of which layer.
std::string feeds_sentence(const NetworkSceneInput& input, const LitElement& lit) {
    const Network& network = *input.results.network;
    for (std::size_t i = static_cast<std::size_t>(lit.element.layer) + 1; i < network.layers.size(); ++i) {
        const LayerKind kind = network.layers[i].kind;
        const bool counts = is_operation(kind) || kind == LayerKind::dense || kind == LayerKind::add ||
                            kind == LayerKind::mul || kind == LayerKind::div ||
                            kind == LayerKind::global_avg_pool;
        if (!counts || lit.fed[i].is_empty())
            continue;
        int64_t count = 1;
        for (std::size_t axis = 0; axis < lit.fed[i].begin.size(); ++axis)
            count *= lit.fed[i].end[axis] - lit.fed[i].begin[axis];
        const std::string name = layer_title(input.texts, network, static_cast<int>(i));
        return input.texts(count == 1 ? "network.feeds_one" : "network.feeds",
                           {{"count", count_text(count)}, {"name", name}});
    }
    return std::string(input.texts("network.feeds_none"));
}

/// Of a concat: the channel of what it reads that became this one.
std::string part_sentence(const NetworkSceneInput& input, const Layer& concat, int64_t channel) {
    const Network& network = *input.results.network;
    for (const int read : concat.reads) {
        const int64_t channels = network.layers[static_cast<std::size_t>(read)].shape[1];
        if (channel < channels)
            return input.texts("network.reads_part", {{"name", layer_title(input.texts, network, read)},
                                                      {"channel", std::to_string(channel)}});
        channel -= channels;
    }
    return {};
}

std::string reads_sentence(const NetworkSceneInput& input, const LitElement& lit) {
    const Network& network = *input.results.network;
    const int layer = computing_layer(network, lit.element.layer);
    const Layer& l = network.layers[static_cast<std::size_t>(layer)];
    if (l.reads.empty())
        return std::string(input.texts("network.is_input"));
    const Layer& read = network.layers[static_cast<std::size_t>(l.reads[0])];
    const bool is_scaled_input = read.kind == LayerKind::affine && read.reads == std::vector<int>{0};
    const std::string source = layer_title(input.texts, network, is_scaled_input ? 0 : l.reads[0]);
    const std::string channels =
        count_text(is_operation(l.kind) ? l.operation.in_channels / l.operation.groups : 1);
    if (l.kind == LayerKind::conv || l.kind == LayerKind::conv_transpose)
        return input.texts(
            channels == "1" ? "network.reads_one" : "network.reads_conv",
            {{"channels", channels}, {"size", size_text(l.operation.kernel_size)}, {"name", source}});
    if (is_operation(l.kind))
        return input.texts("network.reads_pool",
                           {{"size", size_text(l.operation.kernel_size)}, {"name", source}});
    if (l.kind == LayerKind::dense)
        return input.texts("network.reads_dense", {{"name", source}});
    if (l.kind == LayerKind::concat && l.axis == 1)
        return part_sentence(input, l, lit.channel);
    std::string names = source;
    for (std::size_t i = 1; i < l.reads.size(); ++i)
        names += (input.texts.language() == Language::zh ? "、" : ", ") +
                 layer_title(input.texts, network, l.reads[i]);
    return input.texts("network.reads_other", {{"name", names}});
}

/// What frames and colours of the maps mean, a line each.
std::vector<std::vector<Swatch>> meanings(const NetworkSceneInput& input) {
    const Theme& theme = input.theme;
    const auto words = [&](std::string_view key) { return std::string(input.texts(key)); };
    float low = 0, high = 0;
    for (const NetworkColumn& column : network_columns(*input.results.network, input.results.chosen.layer)) {
        const LayerMaps& maps = input.pictures.values[static_cast<std::size_t>(column.shown)];
        if (column.layers.front() == 0 || maps.grid.is_units)
            continue;
        low = std::min(low, maps.low);
        high = std::max(high, maps.high);
    }
    const MapStyle style = value_style(theme, theme.y, low, high);
    return {{{theme.card, theme.current, words("network.itself")},
             {theme.card, theme.window, words("network.seen_by_it")},
             {theme.card, theme.accent, words("network.fed_by_it")}},
            low < 0 ? signed_swatches(input, style)
                    : std::vector<Swatch>{{style.map.high, {}, words("network.stronger")}}};
}

/// At the right of the card; returns where it begins.
float draw_meanings(Canvas& canvas, const NetworkSceneInput& input, const Rect& area) {
    if (is_narrow(input, canvas.unit))
        return area.max.x;
    const std::vector<std::vector<Swatch>> lines = meanings(input);
    float width = 0;
    for (const std::vector<Swatch>& line : lines)
        width = std::max(width, swatches_width(canvas, line));
    const float left = area.max.x - width;
    for (std::size_t i = 0; i < lines.size(); ++i)
        draw_swatches(canvas, lines[i], {left, area.min.y + 28 * canvas.unit * static_cast<float>(i)});
    return left - 24 * canvas.unit;
}

std::vector<NetworkButton> buttons(const NetworkSceneInput& input) {
    const auto label = [&](std::string_view key) { return std::string(input.texts(key)); };
    return {{NetworkAction::open_figure, label("network.open_figure"), true},
            {NetworkAction::path, label("network.send_down")},
            {NetworkAction::compare, label("network.three_rules")},
            {NetworkAction::strongest, label("network.nine_strongest")},
            {NetworkAction::invariance, label("network.shift_and_turn")},
            {NetworkAction::occlusion, label("network.cover_a_part")}};
}

} // namespace

std::string element_formula(const NetworkSceneInput& input, int layer) {
    return inner_formula(input, layer);
}

std::string element_sentence(const NetworkSceneInput& input, const LitElement& lit) {
    const int last = static_cast<int>(input.results.network->layers.size()) - 1;
    if (lit.element.layer == last && input.document.network.built_in == "face")
        return input.texts("network.is_output", {{"name", output_name(input, lit.element.index)}}) +
               std::string(sentence_gap(input.texts)) + reads_sentence(input, lit);
    return reads_sentence(input, lit) + std::string(sentence_gap(input.texts)) + feeds_sentence(input, lit);
}

float selection_card_height(const NetworkSceneInput& input, float unit) {
    return (input.composition.choices ? 128.0F : 82.0F) * unit;
}

void draw_selection_card(Canvas& canvas, const NetworkSceneInput& input, const LitElement& lit,
                         const Rect& area) {
    const float unit = canvas.unit;
    const Theme& theme = canvas.theme;
    const Tag tag = tag_of(TagSpace::formula, 0);
    canvas.card(area, theme.card, theme.hairline, 8 * unit, tag);
    const float left = area.min.x + 20 * unit;
    const float room =
        draw_meanings(canvas, input, {area.min + Vec2{0, 34 * unit}, area.max - Vec2{20 * unit, 0}}) - left;
    const std::string name =
        element_title(input.texts, *input.results.network, lit.element.layer, lit.channel, lit.at);
    const TextStyle bold{network_type::lead * unit, Face::sans_bold, theme.y.heading};
    const float baseline = area.min.y + 34 * unit;
    canvas.text(name, {left, baseline}, bold, tag);
    const float start = left + canvas.width(name, bold) + 22 * unit;
    const std::string value = signed_equals(static_cast<double>(lit.value));
    const bool is_input = lit.element.layer == 0;
    fitted_text(canvas, is_input ? value : "= " + element_formula(input, lit.element.layer) + " " + value,
                {start, baseline}, {network_type::formula * unit, Face::mono, theme.text},
                left + room - start, tag);
    fitted_text(canvas, element_sentence(input, lit), {left, area.min.y + 62 * unit},
                {network_type::text * unit, Face::sans, theme.quiet}, room, tag);
    draw_buttons(canvas, input, buttons(input), {left, area.min.y + 80 * unit}, area.max.x - 20 * unit);
}

float draw_selection_column(Canvas& canvas, const NetworkSceneInput& input, const LitElement& lit,
                            const Rect& area) {
    const float unit = canvas.unit, inside = 12 * unit, room = area.width() - 2 * inside;
    const Theme& theme = canvas.theme;
    const Tag tag = tag_of(TagSpace::formula, 0);
    const TextStyle bold{network_type::heading * unit, Face::sans_bold, theme.y.heading};
    const TextStyle mono{network_type::text * unit, Face::mono, theme.text};
    const TextStyle quiet{network_type::text * unit, Face::sans, theme.quiet};
    const std::string value = signed_equals(static_cast<double>(lit.value));
    const bool is_input = lit.element.layer == 0;
    const std::vector<std::string> formula =
        wrapped(canvas, is_input ? value : "= " + element_formula(input, lit.element.layer) + " " + value,
                mono, room);
    const std::vector<std::string> words = wrapped(canvas, element_sentence(input, lit), quiet, room);
    const auto lines = static_cast<float>(formula.size() + words.size());
    const Rect card{area.min, {area.max.x, area.min.y + (44 + 21 * lines) * unit}};
    canvas.card(card, theme.card, theme.hairline, 8 * unit, tag);
    Vec2 at = card.min + Vec2{inside, 26 * unit};
    fitted_text(canvas,
                element_title(input.texts, *input.results.network, lit.element.layer, lit.channel, lit.at),
                at, bold, room, tag);
    at.y = draw_lines(canvas, formula, at + Vec2{0, 24 * unit}, mono, 21 * unit, tag);
    draw_lines(canvas, words, at, quiet, 21 * unit, tag);
    return card.max.y;
}

} // namespace convlens
