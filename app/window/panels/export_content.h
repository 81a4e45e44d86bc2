// Rows of the export panel that say what is in the file, and how its rows are made.
#pragma once

#include "window/panels/panels.h"

#include <string_view>

namespace convlens {

/// A label at the left; the widget after it is `width` px of the design wide, where it has room.
void field(const Ui& ui, std::string_view text, float width);
/// Words between two widgets of a row; the next one is `width` px of the design wide.
void between(const Ui& ui, std::string_view text, float width);

/// One picture, all steps, or values of parameters, which are typed here. A network has no parameters.
void export_content(const PanelInput& input, ExportForm& form);

} // namespace convlens
