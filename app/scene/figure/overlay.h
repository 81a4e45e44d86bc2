// What the window draws over a composed frame: what the mouse can take hold of, the number that is
// being typed, the brush. Never in files.
#pragma once

#include "picture/frame.h"
#include "picture/theme.h"
#include "picture/typesetter.h"

#include <optional>
#include <string>
#include <vector>

namespace convlens {

struct Overlay {
    std::vector<Box> handles; // outlines_of; without area: an edge
    std::vector<Box> areas;   // areas_of
    bool of_padding = false;  // else of the kernel, in its colour
    bool held = false;        // they are being dragged
    std::string word;         // beside the mouse: what is held
    Vec2 word_at;
    std::optional<Box> brush;
    std::string brush_text;
    bool erasing = false;
    std::optional<Box> focus; // the cell that the keyboard is at
    std::optional<Box> entry; // the cell of the entry
    std::string entry_text;
    bool entry_selected = false;
    std::string notice; // stage mode: at the lower edge, for the last row

    bool empty() const { return handles.empty() && !brush && !focus && !entry; }
};

/// Appends to the frame. `unit` as in Canvas.
void draw_overlay(Frame& frame, const Overlay& overlay, const Theme& theme, Typesetter& typesetter,
                  float unit);

/// Appends a veil over the whole frame, under which the figure before is still seen, and a line on it that
/// says what is waited for. Nothing of the figure can be pointed at then.
void draw_veil(Frame& frame, const std::string& words, const Theme& theme, Typesetter& typesetter,
               float unit);

} // namespace convlens
