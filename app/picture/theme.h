// The colours and line widths of a picture, by role. The contrasts that each part must have are beside its
// field (WCAG 2); tests/picture/theme_test.cpp checks every theme.
#pragma once

#include "i18n/names.h"
#include "picture/geometry.h"

#include <optional>
#include <span>
#include <string_view>

namespace convlens {

enum class ThemeId { classic, light, dark, projector, print };

/// One tensor's cells: X, W, Y, or gradients.
struct TensorColors {
    Color fill;    // cell
    Color line;    // outline of a cell; at least 3:1 on the ground
    Color text;    // digits on fill; at least 4.5:1 (projector 7:1)
    Color heading; // its name on the ground; at least 4.5:1
    Color lit;     // cell under the kernel's window; `text` still reads at 4.5:1
    bool operator==(const TensorColors&) const = default;
};

struct Theme {
    ThemeId id{};
    std::string_view name; // as in --theme
    bool dark = false;     //
    Color ground;          // of the stage
    Color card;            // of panels and cards
    Color hairline;        //
    Color text;            // on ground and card
    Color quiet;           // on ground and card, 4.5:1 too
    Color accent;          // controls, progress
    Color on_accent;       // text on accent
    TensorColors x, w, y, gradient;
    Color padding_fill;                // ground of padding cells
    Color padding_ink;                 // their hatching, lighter than the outlines of cells
    Color padding_text;                // the 0 in them
    Color hole_fill, hole_ink;         // inserted zeros: ground, dot; dashed outline of padding too
    Color unread_ink;                  // crosses of what no window reaches
    Color current;                     // frame of the current term
    Color window;                      // frame of the kernel's window
    Color sight;                       // sight lines
    Color empty;                       // ground of a result that is not there yet
    Color negative, neutral, positive; // diverging map of signed values
    Color map_low, map_high;           // sequential map of unsigned values
    float line = 1;                    // px at 720 px height: cell outlines
    float bold = 2.5F;                 // window, current term
    bool operator==(const Theme&) const = default;
};

std::span<const Theme> themes(); // one of each id, in the order of ThemeId
Names<ThemeId> theme_names();    // of the same
const Theme& theme(ThemeId id);
std::optional<ThemeId> theme_named(std::string_view name);

/// WCAG 2 contrast of two opaque colours, 1 to 21.
double contrast(Color a, Color b);

} // namespace convlens
