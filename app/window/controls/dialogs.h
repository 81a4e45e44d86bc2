// What the dialogs over the stage have in common.
#pragma once

#include "window/panels/panels.h"

namespace convlens {

/// Begins a card in the middle of the stage with its title; true: stay open. ImGui::End must follow.
bool begin_card(const Ui& ui, const char* id, std::string_view title, const Rect& stage, float width);

} // namespace convlens
