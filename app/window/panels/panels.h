// The panels, one file each. A panel is a function of what it is given: it edits the draft, returns requests
// for all else, and touches nothing besides.
#pragma once

#include "document/document.h"
#include "document/results.h"
#include "scene/base/timeline.h"
#include "window/controls/knob.h"
#include "window/controls/plain.h"
#include "window/controls/ui.h"
#include "window/session/session.h"
#include "window/session/settings.h"

#include <optional>
#include <string>
#include <string_view>

namespace convlens {

/// A slider for one number of the operation.
struct KnobSlider {
    const char* id;
    std::string_view label;
    Knob knob;
    int64_t from, to;      // range of the control; `to` grows where the value is beyond it
    std::string_view note; // a remark below
};

/// What all panels may look at.
struct PanelInput {
    const Ui& ui;
    const Session& session;
    const Settings& settings;
    const Results& results; // of the document before this tick's edits
    const Timeline& timeline;
    Cursor cursor;
};

/// Begins a window without frame over `place`, px; ImGui::End must follow.
void begin_panel(const Ui& ui, const char* id, const Rect& place, bool scrolls);

/// Stops where the operation would become impossible, and says why. Returns whether the draft was changed.
bool knob_slider(const PanelInput& input, Document& draft, const KnobSlider& wish);

Requests menu_bar(const PanelInput& input, const Document& draft, const Rect& place);
/// The left panel: operation, sliders, then the parts below.
Requests parameter_panel(const PanelInput& input, Document& draft, const Rect& place);
/// p of an Lp pooling from 1 to infinity, and the power mean.
void norm_slider(const PanelInput& input, Document& draft);
void more_parameters(const PanelInput& input, Document& draft);
void size_formula(const PanelInput& input, const Document& draft);
Requests numbers_panel(const PanelInput& input, Document& draft);
Requests transport(const PanelInput& input, const Document& draft, const Rect& place);
/// Dialogs over `stage`; their forms are their own.
Requests file_panel(const PanelInput& input, FileForm& form, const Rect& stage);
Requests export_panel(const PanelInput& input, ExportForm& form, const Rect& stage);
Requests help_panel(const PanelInput& input, const Rect& stage);
/// One line at the lower edge of the stage: what went wrong, or what can be restored.
Requests message_line(const PanelInput& input, const Rect& stage);

} // namespace convlens
