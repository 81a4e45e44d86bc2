// Edits that keys, menus and the picture ask for; panels edit their draft themselves.
#include "document/evaluate/memory.h"
#include "document/evaluate/reverse.h"
#include "document/nearest.h"
#include "scene/issues.h"
#include "scene/lens/lens.h"
#include "scene/lens_plan.h"
#include "scene/lens_table.h"
#include "window/application/dispatch.h"
#include "window/application/figures.h"
#include "window/application/files/copying.h"
#include "window/application/messages.h"
#include "window/application/reversing.h"
#include "window/controls/knob.h"
#include "window/controls/notes.h"

#include <algorithm>

namespace convlens {
namespace {

/// One up or down, as far as it is possible.
void turn(const TickContext& tick, Parameter parameter, int64_t by) {
    Document draft = tick.editor.document();
    const Knob knob{parameter};
    const int64_t now = value_of(draft.operation, knob);
    if (parameter == Parameter::padding && now + by < 0)
        return; // a crop is for derived operations
    const bool was_possible = issues_of(draft).empty();
    const Operation before = draft.operation;
    set_operation(draft, with_value(before, knob, now + by));
    const auto issues = issues_of(draft);
    if (draft.operation == before || (!issues.empty() && was_possible)) {
        if (!issues.empty())
            show_message(tick.session, limit_note(tick.texts, issues.front(), draft.operation.kind), 5);
        return;
    }
    tick.editor.commit(draft);
}

/// Another operation with the same numbers; what it cannot have is reported.
void choose_kind(const TickContext& tick, Kind kind) {
    Document draft = tick.editor.document();
    const Operation before = draft.operation;
    const Results& results = tick.editor.figure().results;
    const auto back = reversed_operation(operation_of(draft));
    if (back && back->kind == kind && results.operation == operation_of(draft))
        draft = reversed(draft, results);
    else
        set_operation(draft, with_kind(before, kind));
    const std::string changes = kind_changes(before, draft.operation, tick.texts);
    tick.editor.commit(draft);
    if (!changes.empty())
        show_message(tick.session, changes, 8);
}

void apply_nearest(Editor& editor) {
    const Evaluated& figure = editor.figure();
    editor.commit(
        nearest_possible(editor.document(), figure.results.issues.empty() ? &figure.document : nullptr));
}

bool is_in_front(const TickContext& tick, const Document& document, Lens lens) {
    const Composition composition = tick.stage.input(tick.place, tick.texts, {}).composition;
    const LensPlan plan = lens_plan(composition, document);
    return std::find(plan.shown.begin(), plan.shown.end(), lens) != plan.shown.end();
}

} // namespace

void carry_out(EditCommand command, const Request& request, const CommandContext& context) {
    Editor& editor = context.tick.editor;
    switch (command) {
    case EditCommand::undo:
        return editor.undo();
    case EditCommand::redo:
        return editor.redo();
    case EditCommand::choose_kind:
        return choose_kind(context.tick, static_cast<Kind>(request.argument));
    case EditCommand::parameter_up:
        return turn(context.tick, static_cast<Parameter>(request.argument), 1);
    case EditCommand::parameter_down:
        return turn(context.tick, static_cast<Parameter>(request.argument), -1);
    case EditCommand::nearest_possible:
        return apply_nearest(editor);
    case EditCommand::reverse:
        return reverse_figure(context.tick);
    case EditCommand::load_figure:
        return load_figure(context, request.argument);
    case EditCommand::next_figure:
        return load_figure(context, neighbour_figure(context, 1));
    case EditCommand::previous_figure:
        return load_figure(context, neighbour_figure(context, -1));
    }
}

void carry_out(LensCommand command, const Request& request, const CommandContext& context) {
    Document draft = context.tick.editor.document();
    const auto lens = static_cast<Lens>(request.argument);
    switch (command) {
    case LensCommand::toggle_lens:
        set_lens(draft, lens, !has_lens(draft, lens));
        draft.pair = draft.pair && !has_lens(draft, lens); // beside a pair no lens has a place
        break;
    case LensCommand::front_lens:
        if (is_in_front(context.tick, draft, lens))
            return; // there is nothing to undo
        set_lens(draft, lens, true);
        break;
    case LensCommand::choose_in_lens:
        if (request.argument == lens_choice_tag(Lens::code, copy_choice).index)
            return copy_program(context.tick.session, draft, context.tick.texts);
        choose_in_lens(draft, request.argument);
        break;
    }
    context.tick.editor.commit(draft);
}

} // namespace convlens
