// The engine sends back; here is what starts, and what is worth pointing at.
#include "network/way_back.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>

namespace convlens {
namespace {

bool is_relu(const Layer& layer) {
    return layer.kind == LayerKind::relu || layer.kind == LayerKind::leaky_relu;
}

/// One ReLU on all three ways.
class AllWays {
public:
    AllWays(const Network& network, const Activations& activations,
            const std::array<std::shared_ptr<const WayBack>, 3>& ways, int layer)
        : layer_(layer), relu_(network.layers[static_cast<std::size_t>(layer)]),
          y_(activations.values[static_cast<std::size_t>(layer)]) {
        for (std::size_t rule = 0; rule < r_.size(); ++rule)
            r_[rule] = &ways[rule]->arriving[static_cast<std::size_t>(layer)];
    }

    bool arrives() const {
        return std::all_of(r_.begin(), r_.end(), [](const auto* r) { return !r->data.empty(); });
    }

    /// The cell of the largest R by `rule` among those that `counts(y, R)` takes.
    std::optional<RuleDifference> largest(BackRule rule,
                                          const std::function<bool(float, float)>& counts) const {
        const Tensor<float>& r = *r_[static_cast<std::size_t>(rule)];
        int64_t best = -1;
        for (int64_t flat = 0; flat < r.count(); ++flat)
            if (counts(y_[flat], r[flat]) && (best < 0 || std::abs(r[flat]) > std::abs(r[best])))
                best = flat;
        if (best < 0)
            return {};
        RuleDifference difference{layer_, best, y_[best], {}, {}};
        for (std::size_t i = 0; i < r_.size(); ++i) {
            difference.arrives[i] = (*r_[i])[best];
            difference.let_through[i] =
                let_through(relu_, static_cast<BackRule>(i), y_[best], difference.arrives[i]);
        }
        return difference;
    }

private:
    int layer_;
    const Layer& relu_;
    const Tensor<float>& y_;
    std::array<const Tensor<float>*, 3> r_{};
};

} // namespace

float let_through(const Layer& relu, BackRule rule, float y, float r) {
    switch (rule) {
    case BackRule::backprop:
        return y > 0 ? r : relu.kind == LayerKind::leaky_relu ? static_cast<float>(relu.alpha) * r : 0;
    case BackRule::deconvnet:
        return std::max(0.0F, r);
    case BackRule::guided:
        return y > 0 ? std::max(0.0F, r) : 0;
    }
    return 0;
}

WayBack way_back(const Network& network, const Activations& activations, const Chosen& from, BackRule rule,
                 const NetworkOptions& options) {
    WayBack way;
    way.rule = rule;
    way.from = from;
    Tensor<float> start(network.layers[static_cast<std::size_t>(from.layer)].shape);
    start[from.flat] = rule == BackRule::deconvnet ? from.value : 1;
    way.arriving = send_back(network, activations, from.layer, start, rule, options);
    for (int layer = from.layer; layer >= 0; --layer)
        if (!way.arriving[static_cast<std::size_t>(layer)].data.empty())
            way.layers.push_back(layer);
    return way;
}

std::vector<RuleDifference> rule_differences(const Network& network, const Activations& activations,
                                             const std::array<std::shared_ptr<const WayBack>, 3>& ways) {
    std::optional<RuleDifference> against, silent;
    for (const int layer : ways[0]->layers) {
        if (!is_relu(network.layers[static_cast<std::size_t>(layer)]))
            continue;
        const AllWays here(network, activations, ways, layer);
        if (!here.arrives())
            continue;
        if (!against)
            against = here.largest(BackRule::backprop, [](float y, float r) { return y > 0 && r < 0; });
        if (!silent)
            silent = here.largest(BackRule::deconvnet, [](float y, float r) { return y <= 0 && r > 0; });
    }
    std::vector<RuleDifference> differences;
    for (const auto& found : {against, silent})
        if (found)
            differences.push_back(*found);
    return differences;
}

} // namespace convlens
