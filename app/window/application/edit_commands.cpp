// Edits that keys, menus and the picture ask for; panels edit their draft themselves.
#include "scene/lens/lens.h"
#include "scene/lens_plan.h"
#include "scene/lens_table.h"
#include "window/application/dispatch.h"
#include "window/application/figures.h"
#include "window/application/messages.h"
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
    const Operation wanted = with_value(draft.operation, knob, now + by);
    const auto issues = check(wanted);
    if (draft.operation == wanted || (!issues.empty() && check(draft.operation).empty())) {
        if (!issues.empty())
            show_message(tick.session, limit_note(tick.texts, issues.front()), 5);
        return;
    }
    set_operation(draft, wanted);
    tick.editor.commit(draft);
}

/// What is wrong in the same way on the other axes too, by one click.
void apply_nearest(Editor& editor, int64_t index) {
    const auto& issues = editor.shown().results.issues;
    if (index < 0 || index >= static_cast<int64_t>(issues.size()) ||
        !issues[static_cast<std::size_t>(index)].nearest)
        return;
    const Issue& chosen = issues[static_cast<std::size_t>(index)];
    Document draft = editor.document();
    for (const Issue& issue : issues)
        if (issue.code == chosen.code && issue.parameter == chosen.parameter && issue.nearest)
            set_operation(draft, with_value(draft.operation, {issue.parameter, issue.axis}, *issue.nearest));
    editor.commit(draft);
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
    case EditCommand::parameter_up:
        return turn(context.tick, static_cast<Parameter>(request.argument), 1);
    case EditCommand::parameter_down:
        return turn(context.tick, static_cast<Parameter>(request.argument), -1);
    case EditCommand::nearest_possible:
        return apply_nearest(editor, request.argument);
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
