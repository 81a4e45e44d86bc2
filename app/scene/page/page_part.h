// A figure of a page: a document as far as the page shows it, in a rectangle.
#pragma once

#include "scene/model/rasters.h"
#include "scene/page/page_input.h"
#include "scene/page/part_figure.h"

namespace convlens {

/// A document as it is drawn.
struct Shown {
    const Document& document;
    const Results& results;
    const Rasters& rasters; // of the results
    Cursor cursor;
    Tag hover;
    Veil veil;
    PartFit fit = PartFit::stage;
    float min_number = 0; // px of type, of numbers that are not left out; 0: what the last row reads
};

/// A part with what it refers to. Numbers that nobody could read are left out.
struct PagePart {
    Document document;
    SceneInput input;
    PartFigure figure;
    PagePart(Canvas& canvas, const PageInput& page, const Shown& shown, const Rect& area);
    PagePart(const PagePart&) = delete;
    PagePart& operator=(const PagePart&) = delete;
};

} // namespace convlens
