// The steps of a figure as one web page, which plays them, in one or several languages. Knows frames and
// words, nothing of what they are about.
#pragma once

#include "i18n/catalogue.h"
#include "output/movie.h"
#include "picture/frame.h"
#include "picture/theme.h"
#include "picture/typesetter.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace convlens {

/// The figure in one language.
struct PageFigure {
    Language language = Language::en;
    std::string title;
    std::function<Frame(int64_t step)> picture;
    std::function<Frame(int64_t step)> narrow;      // the same for phones; empty: there is none
    std::function<std::string(int64_t step)> words; // lines, to be heard
};

/// When the window moves from step to step.
enum class Slides { never, playing, always };

struct FigurePage {
    std::vector<PageFigure> figures; // at least one; the first is what is shown without the script
    int64_t steps = 1;
    int64_t step_us = 1'000'000;
    bool loops = false;
    Slides slides = Slides::playing; // always: also when the reader goes from step to step
    bool follows_reader = false;     // opens in the language of the reader's browser
    ThemeId theme = ThemeId::light;
    FontSet fonts;
    std::string scene; // JSON, put in the page; empty: none
};

/// The bytes of the page; none: `progress` ended it. Pictures are asked for in order, one language after the
/// other.
std::optional<std::string> figure_page(const FigurePage& page, const Progress& progress);

} // namespace convlens
