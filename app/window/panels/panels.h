// The panels, one file each. A panel is a function of what it is given: it edits the draft, returns requests
// for all else, and touches nothing besides.
#pragma once

#include "document/document.h"
#include "document/evaluate/results.h"
#include "scene/base/timeline.h"
#include "window/controls/ui.h"
#include "window/session/session.h"
#include "window/session/settings.h"

namespace convlens {

/// What all panels may look at.
struct PanelInput {
    const Ui& ui;
    const Session& session;
    const Settings& settings;
    const Results& results; // of the document before this tick's edits
    const Timeline& timeline;
    Cursor cursor;
    bool can_undo = false, can_redo = false;
    int64_t movie_steps = 1; // of an export
};

/// `free`: out, what the words leave of the bar between them.
Requests menu_bar(const PanelInput& input, const Document& draft, const Rect& place, Rect& free);
/// The left panel: operation, sliders, then the parts below.
Requests parameter_panel(const PanelInput& input, Document& draft, const Rect& place);
/// The norm q of an Lp pooling from 1 to infinity, and the power mean.
void norm_slider(const PanelInput& input, Document& draft);
void more_parameters(const PanelInput& input, Document& draft);
void size_formula(const PanelInput& input, const Document& draft);
Requests numbers_panel(const PanelInput& input, Document& draft);
Requests transport(const PanelInput& input, const Document& draft, const Rect& place);
/// The same of a network's view: stages of a way back, and whether it goes by them or cell by cell.
Requests network_transport(const PanelInput& input, const Rect& place);
/// Dialogs over `stage`; their forms are their own.
Requests file_panel(const PanelInput& input, FileForm& form, const Rect& stage);
Requests export_panel(const PanelInput& input, ExportForm& form, const Rect& stage);
Requests help_panel(const PanelInput& input, const Rect& stage);
/// What has happened, or a question: in the header's free part, or else in a strip below it, whose height in
/// px goes to `strip`; never over anything.
Requests message_line(const PanelInput& input, const Rect& bar, const Rect& free, float& strip);

/// The pens and the spotlight as a row of buttons in the panel that has begun.
Requests pen_tools(const Ui& ui, const ClassSession& classroom);
/// The same as a small card in the stage's corner, while a pen is in hand and nobody else shows them.
Requests pen_palette(const Ui& ui, const Session& session, const Rect& stage);

/// What the presenter's panel tells.
struct PresenterInput {
    const PresenterPage& page;
    int64_t clock_seconds = 0;
    float shape = 16.0F / 9; // of the class's picture, width to height
};
/// The column beside the class's picture. `next`: out, where the picture of what follows goes; empty:
/// nowhere.
Requests presenter_panel(const PanelInput& input, const PresenterInput& presenter, const Rect& place,
                         Rect& next);

} // namespace convlens
