// Stages go down from the activation to the input.
#include "scene/network/way_back/stages.h"

#include "scene/network/columns.h"
#include "scene/words/number.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

bool only_reorders(LayerKind kind) {
    return kind == LayerKind::flatten || kind == LayerKind::reshape || kind == LayerKind::identity;
}

bool is_scaling_of_input(const Network& network, int layer) {
    const Layer& of = network.layers[static_cast<std::size_t>(layer)];
    return of.kind == LayerKind::affine && of.reads.size() == 1 && of.reads[0] == 0;
}

constexpr std::size_t comparison_steps = 3; // one cell, the other, the pixels
constexpr int64_t sweep_us = 2'000'000;     // of a stage
constexpr int64_t walk_us = 6'000'000;      // of a stage whose cells are walked, but for the first cell

} // namespace

std::vector<BackStage> back_stages(const Network& network, const WayBack& way) {
    std::vector<BackStage> stages;
    const auto kind_of = [&](int layer) { return network.layers[static_cast<std::size_t>(layer)].kind; };
    for (const int layer : way.layers) {
        const Layer& l = network.layers[static_cast<std::size_t>(layer)];
        const bool is_joined = !stages.empty() && is_scaling_of_input(network, layer);
        if (l.reads.empty() || only_reorders(l.kind) || is_joined)
            continue;
        int to = l.reads[0];
        while ((only_reorders(kind_of(to)) || is_scaling_of_input(network, to)) &&
               !network.layers[static_cast<std::size_t>(to)].reads.empty())
            to = network.layers[static_cast<std::size_t>(to)].reads[0];
        if (!way.arriving[static_cast<std::size_t>(to)].data.empty())
            stages.push_back({layer, to});
    }
    return stages;
}

std::string stage_name(const Texts& texts, const Network& network, const BackStage& stage) {
    const Layer& layer = network.layers[static_cast<std::size_t>(stage.layer)];
    const std::string name = layer_title(texts, network, stage.layer);
    const auto named = [&](std::string_view key) { return texts(key, {{"name", name}}); };
    switch (layer.kind) {
    case LayerKind::conv:
        return named(layer.operation.kernel_size.product() == 1 ? "network.stage_dense"
                                                                : "network.stage_conv");
    case LayerKind::conv_transpose:
        return named("network.stage_conv_transpose");
    case LayerKind::max_pool:
        return named("network.stage_max_pool");
    case LayerKind::avg_pool:
    case LayerKind::global_avg_pool:
        return named("network.stage_avg_pool");
    case LayerKind::dense:
        return named("network.stage_dense");
    case LayerKind::relu:
    case LayerKind::leaky_relu:
        return texts("network.stage_relu", {{"name", layer_kind_text(texts, layer)}});
    default:
        return texts("network.stage_other", {{"name", layer_kind_text(texts, layer)}});
    }
}

std::string rule_name(const Texts& texts, BackRule rule) {
    return std::string(texts(rule == BackRule::backprop    ? "network.backprop"
                             : rule == BackRule::deconvnet ? "network.deconvnet"
                                                           : "network.guided"));
}

std::string rule_words(const Texts& texts, BackRule rule, double slope) {
    if (rule == BackRule::backprop && slope != 0)
        return texts("network.backprop_leaky_words", {{"slope", number_text(slope, 2)}});
    return std::string(texts(rule == BackRule::backprop    ? "network.backprop_words"
                             : rule == BackRule::deconvnet ? "network.deconvnet_words"
                                                           : "network.guided_words"));
}

double slope_of(const Layer& relu) {
    return relu.kind == LayerKind::leaky_relu ? relu.alpha : 0;
}

const WayBack* shown_way(const NetworkResults& results, BackRule rule) {
    if (const auto& way = results.ways[static_cast<std::size_t>(rule)])
        return way.get();
    for (const auto& way : results.ways)
        if (way)
            return way.get();
    return nullptr;
}

int64_t walked_cells(const Network& network, const BackStage& stage) {
    switch (network.layers[static_cast<std::size_t>(stage.layer)].kind) {
    case LayerKind::conv:
    case LayerKind::conv_transpose:
    case LayerKind::max_pool:
    case LayerKind::avg_pool:
    case LayerKind::dense:
    case LayerKind::relu:
    case LayerKind::leaky_relu: {
        const MapGrid grid = map_grid(network.layers[static_cast<std::size_t>(stage.to)].shape);
        return grid.elements <= max_walked_cells ? grid.elements : 1;
    }
    default:
        return 1;
    }
}

std::vector<int> other_readers(const Network& network, const BackStage& stage) {
    int child = stage.layer; // through layers that only reorder
    while (network.layers[static_cast<std::size_t>(child)].reads[0] > stage.to)
        child = network.layers[static_cast<std::size_t>(child)].reads[0];
    std::vector<int> others;
    for (int i = stage.to + 1; i < static_cast<int>(network.layers.size()); ++i) {
        const std::vector<int>& reads = network.layers[static_cast<std::size_t>(i)].reads;
        if (i != child && std::find(reads.begin(), reads.end(), stage.to) != reads.end())
            others.push_back(i);
    }
    return others;
}

int64_t walked_terms(const Network& network, const BackStage& stage) {
    const Layer& layer = network.layers[static_cast<std::size_t>(stage.layer)];
    if (!other_readers(network, stage).empty())
        return 1; // the cell is more than these terms
    int64_t terms = 1;
    if (layer.kind == LayerKind::conv && layer.operation.padding_mode == PaddingMode::zeros)
        terms = layer.operation.out_channels / layer.operation.groups;
    if (layer.kind == LayerKind::dense && layer.shape.size() == 2)
        terms = layer.shape[1];
    return terms <= max_walked_terms && walked_cells(network, stage) > 1 ? terms : 1;
}

namespace {

StepRun walk_of(const Network& network, const BackStage& stage) {
    StepRun run;
    run.steps = walked_cells(network, stage);
    run.step_us = sweep_us;
    if (run.steps == 1)
        return run;
    run.terms_per_step = walked_terms(network, stage);
    run.slow_steps = 1;
    run.slow_step_us = slow_step_us(run.terms_per_step);
    run.step_us = std::min(walk_us / run.steps, run.slow_step_us);
    return run;
}

} // namespace

Timeline network_timeline(const NetworkDocument& document, const NetworkResults& results, BackPace pace) {
    StepRun run;
    run.step_us = sweep_us;
    if (results.misfit)
        return Timeline(run);
    if (document.view == NetworkView::compare)
        run.steps = static_cast<int64_t>(comparison_steps);
    const WayBack* const way = shown_way(results, document.rule);
    if (way == nullptr || document.view != NetworkView::path)
        return Timeline(run);
    const std::vector<BackStage> stages = back_stages(*results.network, *way);
    if (pace == BackPace::cells && !stages.empty()) {
        std::vector<StepRun> runs;
        runs.reserve(stages.size());
        for (const BackStage& stage : stages)
            runs.push_back(walk_of(*results.network, stage));
        return Timeline(std::move(runs));
    }
    run.steps = std::max<int64_t>(static_cast<int64_t>(stages.size()), 1);
    return Timeline(run);
}

std::size_t stage_of(const Cursor& cursor, std::size_t stages, BackPace pace) {
    const std::size_t at =
        pace == BackPace::cells ? cursor.run : static_cast<std::size_t>(std::max<int64_t>(cursor.step, 0));
    return std::min(at, stages > 0 ? stages - 1 : 0);
}

int64_t stage_step(const NetworkDocument& document, const Cursor& cursor, BackPace pace) {
    const bool has_runs = pace == BackPace::cells && document.view == NetworkView::path;
    return has_runs ? static_cast<int64_t>(cursor.run) : cursor.step;
}

int64_t shown_cells(const Cursor& cursor, std::size_t step, int64_t cells) {
    const auto at = static_cast<std::size_t>(std::max<int64_t>(cursor.step, 0));
    if (cursor.reveal_all || step < at || cursor.phase == Phase::hold || cursor.phase == Phase::drop)
        return step <= at || cursor.reveal_all ? cells : 0;
    if (step > at || cursor.phase == Phase::move)
        return 0;
    return static_cast<int64_t>(std::floor(cursor.progress * static_cast<float>(cells)));
}

} // namespace convlens
