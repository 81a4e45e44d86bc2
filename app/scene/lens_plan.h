// Which lenses a picture has room for, in how many columns, and how large its texts then are.
#pragma once

#include "document/document.h"
#include "scene/base/scene_input.h"

#include <string>
#include <vector>

namespace convlens {

struct LensPlan {
    std::vector<Lens> shown; // in reading order; the sum only where `below`
    std::vector<Lens> tabs;  // where some have no place: those to choose from, in the order of the menu
    bool all = true;         // none is missing
    bool none_fits = false;  // lenses are on and the picture has room for none
    bool below = false;      // one, under the figure: the picture is too narrow for cards beside it
    int columns = 0;
    int rows = 0;
    float unit = 1;      // size of texts, as text_unit (scene/regions.h)
    float card_unit = 1; // of those on cards: larger on the stage, where their numbers are read too
};

/// Units at both sides of a picture that is one column: between them twelve cells have digits that are read.
inline constexpr float column_margin = 8.7F;
/// Size of texts in such a picture.
float column_unit(const Composition& composition);

LensPlan lens_plan(const Composition& composition, const Document& document);

/// Smallest width and height in px of a picture that shows all lenses of the document, at scale 1.
Vec2 min_size(const Document& document);

/// A file shows all the lenses that it was asked for, or is not written: throws Error, which names `where`.
void require_room(const Composition& composition, const Document& document, const std::string& where);

} // namespace convlens
