// All lenses in one table: how each is drawn, what a click on one of its choices does, how much room it
// wants.
#pragma once

#include "scene/base/canvas.h"
#include "scene/base/palette_pairs.h"
#include "scene/lens/lens.h"

#include <cstdint>
#include <vector>

namespace convlens {

/// A row of the table.
struct LensEntry {
    Lens lens{};
    /// Draws the lens with its card. Every cursor of a document gives the same list of items. Null: the lens
    /// has a place of its own (the sum: compose.cpp draws it).
    void (*draw)(Canvas& canvas, const LensScene& scene, const Rect& area) = nullptr;
    /// What a click on choice `choice` (0 to 999) of the lens does to the document. Null: it has none.
    void (*choose)(Document& document, int64_t choice) = nullptr;
    float height = 1; // how much of a column's height it wants beside another one
    /// Height in px of a card of this width that holds all that the lens has to show, at most `room`; the
    /// same at every cursor (the scene is that of the first step). Null: it takes all of the room.
    float (*needed_height)(Canvas& canvas, const LensScene& scene, float width, float room) = nullptr;
    /// Width in px, at most `width`, of a card of this height that shows the same in the same size. Null: it
    /// takes all of the width.
    float (*needed_width)(Canvas& canvas, const LensScene& scene, float width, float height) = nullptr;
    /// Colours that the figure and the cards of lenses have not, for the palettes of movies. Null: none.
    ColorPairs (*pairs)(const Theme& theme) = nullptr;
};

const LensEntry& lens_entry(Lens lens);
/// Whether the lens is drawn beside the figure, on a card.
inline bool has_card(Lens lens) {
    return lens_entry(lens).draw != nullptr;
}

/// Colours of lenses that the figure has not.
ColorPairs palette_pairs(const Theme& theme, const std::vector<Lens>& lenses);

/// What a click on a choice does to the document; `tag_index`: of its lens_choice_tag.
void choose_in_lens(Document& document, int64_t tag_index);

} // namespace convlens
