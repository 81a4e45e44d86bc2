// A figure keeps the lenses of the one before, and whether it is shown as a pair: what is looked at stays.
#include "window/application/figures.h"

#include "document/presets.h"
#include "window/application/files/autosave.h"
#include "window/application/messages.h"

namespace convlens {
namespace {

void show_view_at_once(const TickContext& tick) {
    tick.session.motion.view_blend = tick.editor.document().view == View::flat ? 1 : 0;
}

void announce(const CommandContext& context, int64_t index) {
    const TickContext& tick = context.tick;
    const auto language = tick.texts.language();
    const std::string& title = presets()[static_cast<std::size_t>(index)].document.title.in(language);
    show_message(tick.session, tick.texts("ui.next_follows", {{"title", title}}), 0);
    tick.session.next_follows = true;
}

} // namespace

void load_figure(const CommandContext& context, int64_t index) {
    const auto all = presets();
    if (index < 0 || index >= static_cast<int64_t>(all.size()))
        return;
    context.figure = static_cast<std::size_t>(index);
    const TickContext& tick = context.tick;
    Document figure = all[context.figure].document;
    figure.lenses = tick.editor.document().lenses;
    figure.pair = tick.editor.document().pair;
    tick.editor.commit(figure);
    context.autosave.set_saved(tick.editor.history().current());
    show_view_at_once(tick);
    tick.session.playhead_us = 0;
    tick.session.rest_us.reset();
    tick.session.reveal_all = false;
    tick.session.scene_path.clear();
}

int64_t neighbour_figure(const CommandContext& context, int64_t by) {
    const auto all = presets();
    const auto count = static_cast<int64_t>(all.size());
    if (count == 0)
        return -1;
    auto index = static_cast<int64_t>(context.figure);
    for (int64_t i = 0; i < count; ++i) // from the one that is shown, where it is one
        if (all[static_cast<std::size_t>(i)].document.name == context.tick.editor.document().name)
            index = i;
    return (index + by + count) % count;
}

void step_past_end(const CommandContext& context) {
    Session& session = context.tick.session;
    const int64_t next = neighbour_figure(context, 1);
    if (next < 0)
        return;
    if (!session.next_follows)
        return announce(context, next);
    clear_message(session);
    load_figure(context, next);
    session.stepped_at = context.tick.editor.changed_at();
}

bool step_before_beginning(const CommandContext& context) {
    Session& session = context.tick.session;
    Editor& editor = context.tick.editor;
    if (!session.stepped_at || *session.stepped_at != editor.changed_at())
        return false;
    const int64_t index = neighbour_figure(context, 0);
    session.stepped_at.reset();
    editor.undo();
    show_view_at_once(context.tick);
    session.playhead_us = editor.timeline().duration_us() - 1;
    announce(context, index);
    return true;
}

} // namespace convlens
