// A document or a network as the steps of a web page.
#pragma once

#include "document/document.h"
#include "document/evaluate/results.h"
#include "document/network.h"
#include "network/results.h"
#include "picture/typesetter.h"
#include "scene/animation.h"
#include "web_page/figure_page.h"

#include <vector>

namespace convlens {

/// In the language of the options: each step finished, in words as `trace --text` has them. The document has
/// no issues; the results are its own.
PageFigure page_figure(const Document& document, const Results& results, const RenderOptions& options,
                       const FontSet& fonts);

/// The same of a network's view; its words are the names of its stages.
PageFigure page_figure(const NetworkDocument& network, const NetworkResults& results,
                       const RenderOptions& options, const FontSet& fonts);

/// All languages, this one first.
std::vector<Language> languages_from(Language first);

} // namespace convlens
