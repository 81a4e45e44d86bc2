// A page has its own words, so that a part has none.
#include "scene/page/page_part.h"

namespace convlens {
namespace {

constexpr float rounding = 0.99F;

Composition composition_of(const PageInput& page, const Shown& shown) {
    Composition composition;
    composition.size = page.size;
    composition.stage = true;
    composition.title = composition.formula = composition.lenses = false;
    composition.scale = page.scale;
    composition.veil = shown.veil;
    return composition;
}

SceneInput input_of(const PageInput& page, const Shown& shown, const Document& document) {
    return {document,      shown.results, shown.cursor,    shown.hover,
            page.theme,    page.texts,    page.typesetter, composition_of(page, shown),
            &shown.rasters};
}

Document readable(Canvas& canvas, const PageInput& page, const Shown& shown, const Rect& area) {
    Document document = shown.document;
    if (shown.fit == PartFit::stage || document.cell_text == CellText::none)
        return document;
    const SceneInput input = input_of(page, shown, document);
    const PartFigure tried(canvas, input, area, shown.fit);
    const float least = shown.min_number > 0 ? shown.min_number : tried.min_number();
    if (!tried.is_whole() || tried.smallest_number() < rounding * least)
        document.cell_text = CellText::none;
    return document;
}

} // namespace

PagePart::PagePart(Canvas& canvas, const PageInput& page, const Shown& shown, const Rect& area)
    : document(readable(canvas, page, shown, area)), input(input_of(page, shown, document)),
      figure(canvas, input, area, shown.fit) {}

} // namespace convlens
