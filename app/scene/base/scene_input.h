// Everything that a picture follows from: what every part of the scene may look at.
#pragma once

#include "document/document.h"
#include "document/evaluate/results.h"
#include "i18n/catalogue.h"
#include "picture/theme.h"
#include "picture/typesetter.h"
#include "scene/base/tags.h"
#include "scene/base/timeline.h"

namespace convlens {

struct Rasters;
class CardNeeds;

/// What a figure keeps to itself while a question about it is open.
struct Veil {
    bool result = false; // Y, its size, and what leads to it
    bool unread = false; // which cells no window reads
    bool window = false; // where the kernel lies
    bool winner = false; // of a maximum
    bool operator==(const Veil&) const = default;
};

/// What may be shown beside the figure; which lenses are on says the document. Whatever does not fit the size
/// is left out by rank: caption, formula, lenses, sum.
struct Composition {
    Vec2 size{1280, 720};
    bool title = true;        // title and caption
    bool formula = true;      // parameters and size formula (the window has them in its panel)
    bool lenses = true;       // those of the document, the sum among them
    bool stage = false;       // big digits and captions
    bool progress = false;    // a bar and "step 6 of 9" at the bottom
    bool choices = false;     // buttons in the lenses, for a window that takes clicks
    bool can_undo = false;    // the impossible mentions the key that takes it back
    bool transparent = false; //
    float scale = 1;          // of texts and lines: UI scale times the screen's
    float view_blend = -1;    // movement between views: 0 tilted .. 1 flat; negative: as the document says
    // Of planes with many sheets: the channels that are looked at; -1: those of the step and its term.
    int64_t base_channel = -1, top_channel = -1;
    bool column = false;  // all parts one below the other, for phones: column_height (scene/column_regions.h)
    bool half = false;    // one figure of a pair (scene/pair): it has regions of its own
    float half_title = 0; // px of title and caption, the same for both
    int half_without = 0; // parts that give way: 1 the formula, 2 the kernel too, 3 the caption too
    Veil veil;
    float kernel_turn = 1; // of a kernel that has been turned by 180°: 0 as it lay before .. 1 as it lies
    /// So narrow that the kernel's heading has a sign in place of words.
    bool is_narrow_half() const {
        constexpr float min_worded = 400; // px at scale 1
        return half && size.x < min_worded * scale;
    }
    bool operator==(const Composition&) const = default;
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
    const Rasters* rasters =
        nullptr;            // make_rasters(results) (scene/model/rasters.h), where many frames share them
    Cursor beside_cursor{}; // of the other figure of a pair (pair_cursors)
    const SceneInput* last = nullptr; // where there are issues: the figure before, to be seen dimmed
    CardNeeds* card_needs = nullptr;  // (scene/card_needs.h) where many frames share them
};

} // namespace convlens
