// What is done in front of a class: its window, the pens, the spotlight, the clock.
#include "window/application/dispatch.h"
#include "window/application/lessons/class_view.h"
#include "window/application/messages.h"

namespace convlens {
namespace {

void toggle_window(const CommandContext& context) {
    const TickContext& tick = context.tick;
    Session& session = tick.session;
    session.blank = Blank::none;
    if (context.class_view.is_open()) {
        context.class_view.close();
    } else {
        session.stage = false; // the presenter has panels
        context.class_view.open(std::string(tick.texts("ui.class_window_title")));
        session.classroom.clock().start(platform_seconds());
    }
    session.class_open = context.class_view.is_open();
}

} // namespace

void carry_out(ClassCommand command, const Request& request, const CommandContext& context) {
    Session& session = context.tick.session;
    ClassSession& classroom = session.classroom;
    switch (command) {
    case ClassCommand::toggle_window:
        return toggle_window(context);
    case ClassCommand::pen:
        return classroom.choose(static_cast<PenColor>(request.argument));
    case ClassCommand::wipe:
        return classroom.wipe();
    case ClassCommand::spotlight:
        return classroom.toggle_spotlight();
    case ClassCommand::minutes:
        classroom.clock().start(platform_seconds());
        return classroom.toggle_minutes();
    case ClassCommand::restart_clock:
        return classroom.clock().restart(platform_seconds());
    }
}

} // namespace convlens
