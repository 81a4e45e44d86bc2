// A command is a gesture of its own, and two pictures follow it.
#include "window/application/dispatch.h"

#include "window/application/messages.h"

#include <variant>

namespace convlens {

void dispatch(const Request& request, const CommandContext& context) {
    context.tick.session.draw_frames(2);
    context.tick.editor.gestures().press();
    std::visit([&](auto command) { carry_out(command, request, context); }, request.command);
}

void write_settings(const CommandContext& context) {
    try {
        context.settings_file.write(context.settings);
    } catch (const std::exception&) {
        show_message(context.tick.session, sentence(context.tick.texts, std::current_exception()), 8);
    }
}

} // namespace convlens
