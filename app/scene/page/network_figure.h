// The figure of a page about a network: while its question is open the picture that goes in, with nothing
// that tells the answer; after the reveal the view that shows it.
#pragma once

#include "lesson/question.h"
#include "scene/base/canvas.h"
#include "scene/network/network_input.h"
#include "scene/page/page_input.h"

#include <memory>
#include <optional>

namespace convlens {

/// A network as a page shows it, made once for an instance.
struct ShownNetwork {
    NetworkDocument document;
    NetworkResults results;
    NetworkPictures pictures;
    std::shared_ptr<const LearningState> learning; // of a question about a loss: after its step
};
/// `question`: null where the page asks nothing. Its view is the one that shows the answer.
std::shared_ptr<const ShownNetwork> shown_network(const NetworkDocument& document,
                                                  const NetworkQuestion* question);

/// Of a page about a network.
void draw_network_figure(Canvas& canvas, const PageInput& input, const Rect& area);

} // namespace convlens
