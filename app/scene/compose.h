// Document, results and cursor to a Frame: the one place that decides what a picture shows. Pure: the same
// input gives the same frame, and items come in the same order at every cursor of a document.
#pragma once

#include "document/document.h"
#include "document/results.h"
#include "picture/frame.h"
#include "picture/theme.h"
#include "picture/typesetter.h"
#include "scene/timeline.h"
#include "text/catalogue.h"

#include <string>

namespace convlens {

/// What a tag's `space` means; `index` is the flat index of the element. SVG groups bear these names.
enum class TagSpace : uint32_t {
    none,
    x,
    w,
    y,
    padded_x,
    window,
    sum,
    formula,
    caption,
    sight,
    issue,
    chrome,
    dx, // gradients: the same indices as the tensors they belong to
    dw,
    dy,
    db,
    im2col,     // row * columns + column of the matrix; its vectors W and Y are tagged w and y
    unrolled,   // row * columns + column of C; its vectors X and Y are tagged x and y
    lens,       // the rest of a lens; index: Lens
    lens_tab,   // index: Lens
    lens_choice // a choice within a lens; index: the lens's own (scene/lens.h)
};
/// Name of a tag space for <g id> in SVG: "input", "kernel", "output", "padding", ...
std::string tag_space_name(uint32_t space);

struct Rasters;

/// What may be shown beside the figure; which lenses are on says the document. Whatever does not fit the size
/// is left out by rank: caption, formula, lenses, sum.
struct Composition {
    Vec2 size{1280, 720};
    bool title = true;        // title and caption
    bool formula = true;      // parameters and size formula (the window has them in its panel)
    bool lenses = true;       // those of the document, the sum among them
    bool stage = false;       // big digits and captions
    bool progress = false;    // a bar and "step 6 of 9" at the bottom
    bool choices = false;     // buttons in the sum, for a window that takes clicks
    bool transparent = false; //
    float scale = 1;          // of texts and lines: UI scale times the screen's
    float view_blend = -1;    // movement between views: 0 tilted .. 1 flat; negative: as the document says
    float kernel_turn = 1;    // of a kernel that has been turned by 180°: 0 as it lay before .. 1 as it lies
};

/// Everything that a picture follows from.
struct SceneInput {
    const Document& document;
    const Results& results; // evaluate(document)
    Cursor cursor;
    Tag hover; // what is pointed at; {0, 0}: nothing
    const Theme& theme;
    Texts texts;
    Typesetter& typesetter;
    Composition composition;
    const Rasters* rasters = nullptr; // make_rasters(results) (scene/rasters.h), where many frames share them
};

/// With issues in the results: the reason in words with the nearest possible value, tagged TagSpace::issue
/// with the issue's index. Never blank.
Frame compose(const SceneInput& input);

/// "y[1,2]": what a step computes, as the figure calls it; with the channel where there are several.
std::string step_name(const Results& results, int64_t step);

} // namespace convlens
