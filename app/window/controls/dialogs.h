// The frames of panels and of the dialogs over the stage.
#pragma once

#include "picture/geometry.h"
#include "window/controls/ui.h"

#include <string_view>

namespace convlens {

/// Begins a window without frame over `place`, px; ImGui::End must follow.
void begin_panel(const Ui& ui, const char* id, const Rect& place, bool scrolls);
/// A hairline along the edge of the panel that has begun; `line` in px, over its padding.
void panel_edge(const Ui& ui, const Rect& line);
/// A frame around the panel that has begun, where it has the focus and none of its controls has it yet.
void panel_focus(const Ui& ui, const Rect& place);
/// Begins a card in the middle of the stage with its title; true: stay open. ImGui::End must follow.
bool begin_card(const Ui& ui, const char* id, std::string_view title, const Rect& stage, float width);
/// The same at the stage's left edge, beside which something is to be seen; scrolls where it is too high.
bool begin_side_card(const Ui& ui, const char* id, std::string_view title, const Rect& stage, float width);

} // namespace convlens
