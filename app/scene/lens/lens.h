// What every lens shares: what it may look at, its card, and a cell of a small matrix. A lens is a function
// that draws one view of the operation into a rectangle; all of them follow the same step, term and
// highlight.
#pragma once

#include "scene/base/canvas.h"
#include "scene/base/cell_window.h"
#include "scene/base/palette_pairs.h"
#include "scene/base/scene_input.h"
#include "scene/base/sheet.h"
#include "scene/base/shown_part.h"
#include "scene/base/tags.h"
#include "scene/model/highlight.h"
#include "scene/model/model.h"
#include "scene/model/rasters.h"

#include <string>
#include <vector>

namespace convlens {

/// What a lens may look at. The results have no issues.
struct LensScene {
    const SceneInput& input;
    const FigureModel& model;
    const Step& step; // of the cursor
    const Highlight& highlight;
    const Rasters& rasters;

    const Results& results() const { return input.results; }
    const Operation& operation() const { return input.results.operation; }
    const Cursor& cursor() const { return input.cursor; }
    const Texts& texts() const { return input.texts; }
};

/// The term by which every lens chooses what it shows where the whole step has no room: the one that is lit;
/// the last one when the step is done, of a maximum the one that it took; the first before the step begins.
int64_t focus_term(const LensScene& scene);

inline constexpr int64_t lens_choice_count = 1000; // of one lens, at most
/// Tag of choice `choice` (0 to 999) within a lens.
inline Tag lens_choice_tag(Lens lens, int64_t choice) {
    return {static_cast<uint32_t>(TagSpace::lens_choice),
            static_cast<int64_t>(lens) * lens_choice_count + choice};
}

/// Choice of the code lens that copies the program: for the window, the document stays as it is.
inline constexpr int64_t copy_choice = 90;
/// Choice of the sizes lens that makes layer 0 of the chain the figure; layer n is n further.
inline constexpr int64_t first_chain_choice = 500;

/// What is left of a card inside.
Rect lens_body(const Canvas& canvas, const Rect& area);
/// Height of a card whose content ends at `bottom`, as lens_body has it for a card from y = 0 on; at most
/// `room`.
float card_height(const Canvas& canvas, float bottom, float room);

/// Ground and title of a lens, and a quiet remark at the right where it fits; returns what is left inside.
Rect lens_card(Canvas& canvas, const LensScene& scene, Lens lens, const Rect& area,
               const std::string& remark);
/// Width of a card that has room for its title and the remark.
float titled_width(Canvas& canvas, const LensScene& scene, Lens lens, const std::string& remark);
/// Colours of a card with its choices that the figure has not.
ColorPairs lens_card_pairs(const Theme& theme);
/// Words in the middle of a lens's body: why there is nothing to see for this operation.
void lens_sentence(Canvas& canvas, const LensScene& scene, const Rect& body, const std::string& sentence);
/// Height of a card with such a sentence.
float sentence_height(Canvas& canvas, const std::string& sentence, float width);
/// A choice within a lens.
struct LensChoice {
    Lens lens{};
    std::vector<std::string> labels;
    int64_t chosen = -1; // of the labels, -1: none
    int64_t first = 0;   // number of the first choice
};
/// Small buttons side by side from `at` (left end, middle), the chosen one filled; returns where they end.
/// Nothing where the picture takes no clicks (Composition::choices).
float lens_choices(Canvas& canvas, const SceneInput& input, const LensChoice& choice, Vec2 at);
/// From the first button to the last, whichever is chosen.
float lens_choices_width(Canvas& canvas, const LensChoice& choice);
/// The choice at the right end of a card's title, behind a quiet word; where the picture takes no clicks, the
/// word and what is chosen. Returns false where the buttons have no room there: then nothing is drawn.
bool title_choice(Canvas& canvas, const LensScene& scene, const Rect& area, const std::string& word,
                  const LensChoice& choice);

/// "columns 41–58 of 65,536", then the rows, as far as not all of them are shown: counted from 1, in every
/// lens.
std::string position_text(const Texts& texts, const CellWindow& window, int64_t rows, int64_t columns);

/// A cell of a small matrix. Without fill, line and text it has no ink.
struct LensCell {
    Color fill, line, text_color;
    std::string text;
    float text_share = 0.44F; // of the cell's side; long texts are written smaller
    Pattern pattern = Pattern::none;
    Color ink; // of the pattern
    Dash dash = Dash::solid;
    Tag tag;
    bool lit = false; // belongs to what is pointed at or pinned
};
/// Three items: the cell, the frame of the highlight, the digits.
void add_lens_cell(Canvas& canvas, const Sheet& sheet, float row, float column, const LensCell& cell);
/// A frame around cells: the current term (theme.current), column (theme.window), result. Alpha 0: no ink.
void add_lens_frame(Canvas& canvas, const Sheet& sheet, float row, float column, float rows, float columns,
                    Color color, float width);
void add_lens_frame(Canvas& canvas, const Sheet& sheet, const CellWindow& cells, Color color, float width);
/// An upright sheet of square cells, its corner at `at`, snapped to whole pixels.
Sheet lens_sheet(Vec2 at, float cell);
/// The largest whole-pixel cell, at most `most` units, with which rows x columns cells fit into the size.
float lens_cell(const Canvas& canvas, Vec2 size, float rows, float columns, float most);

} // namespace convlens
