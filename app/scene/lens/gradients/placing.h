// Where the panels of the gradients lens lie: side by side or in two rows, all with cells of one size that
// has room for digits; where that has no room, a part of each, or colours. Knows no operation.
#pragma once

#include "scene/lens/gradients/panel.h"

#include <cstddef>
#include <vector>

namespace convlens {

struct PanelLimits {
    float min_cell = 13;    // px, with digits
    float max_cell = 56;    // px
    float comfortable = 22; // px: smaller ones lie in two rows where they are larger then
    bool parts = false;     // what has no room is shown in part; else colours
};

struct PanelRow {
    std::vector<GradientPanel> panels;
    std::vector<bool> starts_row; // behind the first one
    float heading = 0;            // px above the cells
    float height = 0;             // px used, heading included
    bool is_part = false;         // cells, but not all of them
    float cell() const { return panels.front().digits ? panels.front().cell : 0; }
};

/// `gaps`: px after each panel but the last, room for an arrow or a sign.
PanelRow place_panels(Canvas& canvas, const Rect& area, const std::vector<PanelShape>& shapes,
                      const std::vector<float>& gaps, const PanelLimits& limits);

} // namespace convlens
