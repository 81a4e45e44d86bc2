// Which lenses a picture has room for, in how many columns, and how large its texts then are.
#pragma once

#include "document/document.h"
#include "scene/compose.h"

#include <string>
#include <vector>

namespace convlens {

struct LensPlan {
    std::vector<Lens> shown; // beside the figure, in reading order; the sum is not among them
    bool all = true;         // none is missing
    int columns = 0;
    int rows = 0;
    float unit = 1; // size of texts, as text_unit (scene/regions.h)
};

LensPlan lens_plan(const Composition& composition, const Document& document);

/// Smallest width and height in px of a picture that shows all lenses of the document, at scale 1.
Vec2 least_size(const Document& document);

/// A file shows all the lenses that it was asked for, or is not written: throws Error, which names `where`.
void require_room(const Composition& composition, const Document& document, const std::string& where);

} // namespace convlens
