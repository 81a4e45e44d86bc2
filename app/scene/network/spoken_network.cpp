// The stages are those of the timeline.
#include "scene/network/spoken_network.h"

#include "scene/network/controls.h"
#include "scene/network/kit.h"
#include "scene/network/way_back/stages.h"

namespace convlens {

std::string spoken_network(const NetworkDocument& document, const NetworkResults& results, int64_t step,
                           const Texts& texts) {
    std::string text = network_title(document, texts) + "\n";
    const int64_t steps = network_timeline(document, results).steps();
    if (steps < 2)
        return text;
    text += texts("ui.step", {{"step", std::to_string(step + 1)}, {"steps", std::to_string(steps)}});
    const WayBack* const way = shown_way(results, document.rule);
    if (document.view == NetworkView::path && way != nullptr)
        if (const auto stages = back_stages(*results.network, *way);
            step < static_cast<int64_t>(stages.size()))
            text += std::string(texts("page.colon")) +
                    stage_name(texts, *results.network, stages[static_cast<std::size_t>(step)]);
    return text + "\n";
}

} // namespace convlens
