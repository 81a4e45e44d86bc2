// Stages go down from the activation to the input.
#include "scene/network/stages.h"

#include "scene/network/columns.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

bool only_reorders(LayerKind kind) {
    return kind == LayerKind::flatten || kind == LayerKind::reshape || kind == LayerKind::identity;
}

constexpr std::size_t comparison_steps = 3; // one cell, the other, the pixels

const WayBack* first_way(const NetworkResults& results, BackRule rule) {
    if (const auto& way = results.ways[static_cast<std::size_t>(rule)])
        return way.get();
    for (const auto& way : results.ways)
        if (way)
            return way.get();
    return nullptr;
}

} // namespace

std::vector<BackStage> back_stages(const Network& network, const WayBack& way) {
    std::vector<BackStage> stages;
    const auto kind_of = [&](int layer) { return network.layers[static_cast<std::size_t>(layer)].kind; };
    for (const int layer : way.layers) {
        const Layer& l = network.layers[static_cast<std::size_t>(layer)];
        if (l.reads.empty() || only_reorders(l.kind))
            continue;
        int to = l.reads[0];
        while (only_reorders(kind_of(to)) && !network.layers[static_cast<std::size_t>(to)].reads.empty())
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

std::string rule_words(const Texts& texts, BackRule rule) {
    return std::string(texts(rule == BackRule::backprop    ? "network.backprop_words"
                             : rule == BackRule::deconvnet ? "network.deconvnet_words"
                                                           : "network.guided_words"));
}

const WayBack* shown_way(const NetworkSceneInput& input) {
    return first_way(input.results, input.document.rule);
}

Timeline network_timeline(const NetworkDocument& document, const NetworkResults& results) {
    StepRun run;
    if (results.misfit)
        return Timeline(run);
    if (const WayBack* way = first_way(results, document.rule); way && document.view == NetworkView::path)
        run.steps = std::max<int64_t>(static_cast<int64_t>(back_stages(*results.network, *way).size()), 1);
    if (document.view == NetworkView::compare)
        run.steps = static_cast<int64_t>(comparison_steps);
    run.step_us = 2'000'000;
    return Timeline(run);
}

std::size_t stage_of(const Cursor& cursor, std::size_t stages) {
    return std::min(static_cast<std::size_t>(std::max<int64_t>(cursor.step, 0)), stages > 0 ? stages - 1 : 0);
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
