// A label with its glyphs, as every format writes it.
#pragma once

#include "picture/typesetter.h"

#include <cmath>
#include <optional>

namespace convlens {

struct PlacedLabel {
    TextLayout layout;
    Vec2 origin; // of the first glyph's pen
};

/// Baselines lie on whole pixels. None where nothing of the label is seen.
inline std::optional<PlacedLabel> placed(Typesetter& typesetter, const Label& label) {
    if (label.text.empty() || label.color.a == 0 || label.size <= 0)
        return std::nullopt;
    PlacedLabel result{typesetter.lay_out(label.text, label.face, label.size), {}};
    result.origin = typesetter.origin(label, result.layout);
    const float exact = result.origin.y;
    result.origin.y = std::round(exact);
    for (Glyph& glyph : result.layout.glyphs)
        glyph.y = std::round(exact + glyph.y) - result.origin.y;
    return result;
}

} // namespace convlens
