// A label with its glyphs, as every format writes it.
#pragma once

#include "picture/typesetter.h"

#include <optional>

namespace convlens {

struct PlacedLabel {
    TextLayout layout;
    Vec2 origin; // of the first glyph's pen
};

/// None where nothing of the label is seen.
inline std::optional<PlacedLabel> placed(Typesetter& typesetter, const Label& label) {
    if (label.text.empty() || label.color.a == 0 || label.size <= 0)
        return std::nullopt;
    PlacedLabel result{typesetter.lay_out(label.text, label.face, label.size), {}};
    result.origin = typesetter.origin(label, result.layout);
    return result;
}

} // namespace convlens
