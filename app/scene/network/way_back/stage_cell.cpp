// Numbers come from the way back itself; sentences from the catalogue.
#include "scene/network/way_back/stage_cell.h"

#include "i18n/sentence_gap.h"

#include "scene/network/columns.h"
#include "scene/network/kit.h"
#include "scene/network/network_tags.h"
#include "scene/network/way_back/back_parts.h"
#include "scene/words/notation.h"
#include "scene/words/number.h"

#include <algorithm>
#include <optional>

namespace convlens {
namespace {

const Layer& layer_of(const NetworkSceneInput& input, int layer) {
    return input.results.network->layers[static_cast<std::size_t>(layer)];
}

bool is_walked(const NetworkSceneInput& input, const BackStage& stage) {
    return input.pace == BackPace::cells && !input.cursor.reveal_all &&
           walked_cells(*input.results.network, stage) > 1;
}

/// What the mouse is on, as an element of the result.
std::optional<LayerElement> pointed(const NetworkSceneInput& input, const BackStage& stage) {
    const auto element = element_of(input.hover, input.results);
    if (!element)
        return std::nullopt;
    const Layer& layer = layer_of(input, stage.layer);
    const bool moves_none = layer.kind == LayerKind::relu || layer.kind == LayerKind::leaky_relu;
    if (element->layer == stage.to)
        return *element;
    if (element->layer == stage.layer && moves_none)
        return LayerElement{stage.to, element->index};
    return std::nullopt;
}

double arriving_at(const WayBack& way, int layer, int64_t flat) {
    return static_cast<double>(way.arriving[static_cast<std::size_t>(layer)][flat]);
}

/// "0.31 · 0.2 + 1.1 · (−0.4)": those that are not 0, a few.
std::string products_text(const BackTerm& term) {
    constexpr std::size_t max_products = 4;
    std::string text;
    std::size_t count = 0;
    for (const auto& [r, w] : term.products) {
        if (r == 0 || w == 0)
            continue;
        if (count++ == max_products)
            return text + " + …";
        const std::string weight = number_text(static_cast<double>(w), 2);
        text += (text.empty() ? "" : " + ") + number_text(static_cast<double>(r), 2) + " · " +
                (w < 0 ? "(" + weight + ")" : weight);
    }
    return text;
}

/// The term that is lit: what one map brings, and the sum so far.
std::string term_words(const NetworkSceneInput& input, const BackStage& stage, const StageCell& cell) {
    const BackTerm& term = cell.terms[static_cast<std::size_t>(cell.lit)];
    double so_far = 0;
    for (int64_t i = 0; i <= cell.lit; ++i)
        so_far += cell.terms[static_cast<std::size_t>(i)].sum;
    const std::string products = products_text(term), channel = std::to_string(term.channel);
    if (products.empty())
        return input.texts("network.words_no_term", {{"channel", channel}, {"sum", value_text(so_far)}});
    const bool is_dense = layer_of(input, stage.layer).kind == LayerKind::dense;
    return input.texts(is_dense ? "network.words_term_unit" : "network.words_term",
                       {{"channel", channel},
                        {"products", products},
                        {"equals", signed_equals(term.sum)},
                        {"sum", value_text(so_far)}});
}

std::string pool_words(const NetworkSceneInput& input, const BackStage& stage, const StageCell& cell,
                       const std::string& result) {
    const Tensor<int64_t>& switches =
        input.results.activations->switches[static_cast<std::size_t>(stage.layer)];
    const Sizes& shape = layer_of(input, stage.to).shape;
    const int64_t plane = map_grid(shape).elements;
    const int64_t windows = map_grid(layer_of(input, stage.layer).shape).elements;
    const int64_t channel = cell.element.index / plane, place = cell.element.index % plane;
    if (switches.data.empty())
        return input.texts("network.words_max_pool", {{"result", result}});
    const auto begin = switches.data.begin() + channel * windows;
    const bool is_switch = std::find(begin, begin + windows, place) != begin + windows;
    return is_switch ? input.texts("network.words_switch", {{"result", result}})
                     : std::string(input.texts("network.words_no_switch"));
}

std::string conv_words(const NetworkSceneInput& input, const BackStage& stage, const StageCell& cell,
                       const std::string& result) {
    const Layer& layer = layer_of(input, stage.layer);
    const int64_t channels = layer.operation.out_channels / layer.operation.groups;
    const char* const key = layer.operation.kernel_size.product() == 1 ? "network.words_pointwise"
                            : channels == 1                            ? "network.words_depthwise"
                                                                       : "network.words_conv";
    std::string words =
        input.texts(key, {{"result", result},
                          {"channels", count_text(channels)},
                          {"size", size_text(layer.operation.kernel_size)},
                          {"name", layer_title(input.texts, *input.results.network, stage.layer)}});
    if (stage.to == layer.reads[0])
        return words;
    const int64_t channel = channel_of(map_grid(layer_of(input, stage.to).shape), cell.element.index);
    if (const auto scale = back_scale(*input.results.network, layer.reads[0], channel))
        words += input.texts("network.words_scaling", {{"scale", value_text(*scale)}});
    return words;
}

} // namespace

StageCell stage_cell(const NetworkSceneInput& input, const WayBack& way, const BackStage& stage) {
    StageCell cell;
    const LayerMaps& to =
        input.pictures.ways[static_cast<std::size_t>(way.rule)][static_cast<std::size_t>(stage.to)];
    const auto element = pointed(input, stage);
    const bool walks = is_walked(input, stage);
    if (element) {
        cell.element = *element;
    } else {
        const int64_t channel = strongest_channels(to, 1).front();
        const int64_t at = walks ? input.cursor.step : strongest_cell(to, channel);
        const Tensor<float>& values = way.arriving[static_cast<std::size_t>(stage.to)];
        cell.element = {stage.to, element_of_cell(values, to.grid, channel, at)};
    }
    cell.is_walked = walks && !element;
    if (!cell.is_walked)
        return cell;
    cell.is_there = is_revealed(input.cursor, input.cursor.step);
    const int64_t terms = walked_terms(*input.results.network, stage);
    if (terms > 1)
        cell.terms = back_terms(*input.results.network, way, stage.layer, cell.element.index);
    if (static_cast<int64_t>(cell.terms.size()) == terms)
        cell.lit = lit_term(input.cursor, terms);
    return cell;
}

int64_t cells_seen(const NetworkSceneInput& input, const WayBack& way, const BackStage& stage) {
    const MapGrid& grid =
        input.pictures.ways[static_cast<std::size_t>(way.rule)][static_cast<std::size_t>(stage.to)].grid;
    const int64_t cells = static_cast<int64_t>(grid.cell_rows()) * grid.cell_columns();
    if (input.cursor.reveal_all)
        return cells;
    if (is_walked(input, stage)) {
        const bool is_last = input.cursor.step + 1 >= grid.elements;
        const int64_t seen = input.cursor.step + (is_revealed(input.cursor, input.cursor.step) ? 1 : 0);
        return is_last && seen > input.cursor.step ? cells : seen;
    }
    return shown_cells(input.cursor, static_cast<std::size_t>(std::max<int64_t>(input.cursor.step, 0)),
                       cells);
}

namespace {

std::string gap_of(const NetworkSceneInput& input) {
    return std::string(sentence_gap(input.texts));
}

std::string names_of(const NetworkSceneInput& input, const std::vector<int>& layers) {
    std::string names;
    for (const int layer : layers)
        names += (names.empty()                            ? ""
                  : input.texts.language() == Language::zh ? "、"
                                                           : ", ") +
                 layer_output_name(input, layer);
    return names;
}

std::string own_words(const NetworkSceneInput& input, const WayBack& way, const BackStage& stage,
                      const StageCell& cell) {
    const Layer& layer = layer_of(input, stage.layer);
    if (cell.lit >= 0)
        return term_words(input, stage, cell);
    const std::string result =
        cell.is_there ? value_text(arriving_at(way, stage.to, cell.element.index)) : std::string("…");
    switch (layer.kind) {
    case LayerKind::relu:
    case LayerKind::leaky_relu: {
        const auto& values = input.results.activations->values[static_cast<std::size_t>(stage.layer)];
        const auto y = static_cast<double>(values[cell.element.index]);
        return input.texts("network.words_relu",
                           {{"rule", rule_words(input.texts, way.rule, slope_of(layer))},
                            {"y", signed_equals(y)},
                            {"r", signed_equals(arriving_at(way, stage.layer, cell.element.index))},
                            {"result", result}});
    }
    case LayerKind::max_pool:
        return pool_words(input, stage, cell, result);
    case LayerKind::conv:
    case LayerKind::conv_transpose:
        return conv_words(input, stage, cell, result);
    case LayerKind::dense:
        return input.texts("network.words_dense", {{"result", result}});
    case LayerKind::add:
        return input.texts("network.words_sum", {{"names", names_of(input, layer.reads)}}) + gap_of(input) +
               input.texts("network.words_other", {{"result", result}});
    case LayerKind::mul:
    case LayerKind::div:
        return input.texts(layer.kind == LayerKind::mul ? "network.words_product" : "network.words_quotient",
                           {{"names", names_of(input, layer.reads)}}) +
               gap_of(input) + input.texts("network.words_other", {{"result", result}});
    case LayerKind::concat:
        return input.texts("network.words_concat", {{"names", names_of(input, layer.reads)}}) +
               gap_of(input) + input.texts("network.words_other", {{"result", result}});
    default:
        return input.texts("network.words_other", {{"result", result}});
    }
}

} // namespace

std::string stage_words(const NetworkSceneInput& input, const WayBack& way, const BackStage& stage,
                        const StageCell& cell) {
    std::vector<int> others = other_readers(*input.results.network, stage);
    std::erase_if(others,
                  [&](int layer) { return way.arriving[static_cast<std::size_t>(layer)].data.empty(); });
    const std::string words = own_words(input, way, stage, cell);
    return others.empty() ? words
                          : words + gap_of(input) +
                                input.texts("network.words_joined", {{"names", names_of(input, others)}});
}

std::string layer_output_name(const NetworkSceneInput& input, int layer) {
    const Layer& of = layer_of(input, layer);
    const std::string name = layer_title(input.texts, *input.results.network, layer);
    const bool adds = of.kind == LayerKind::relu || of.kind == LayerKind::leaky_relu;
    return adds ? name + " + " + layer_kind_text(input.texts, of) : name;
}

} // namespace convlens
