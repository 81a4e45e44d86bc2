// A command is a gesture of its own, and two pictures follow it.
#include "window/application/dispatch.h"

#include "window/application/lessons/lessons.h"
#include "window/application/messages.h"
#include "window/application/networks/networks.h"

#include <type_traits>
#include <variant>

namespace convlens {
namespace {

bool is_step(const Command& command) {
    using enum PlaybackCommand;
    for (const PlaybackCommand step :
         {next_step, next_part, next_term, previous_step, previous_part, previous_term})
        if (command == Command(step))
            return true;
    return false;
}

} // namespace

void dispatch(const Request& request, const CommandContext& context) {
    Session& session = context.tick.session;
    session.draw_frames(2);
    if (session.next_follows && !is_step(request.command)) // what follows is another thing now
        clear_message(session);
    context.tick.editor.gestures().press();
    if (context.networks.take(request, context) || context.lessons.take(request, context))
        return;
    std::visit(
        [&](auto command) {
            constexpr bool is_own = std::is_same_v<decltype(command), LessonCommand> ||
                                    std::is_same_v<decltype(command), NetworkCommand>;
            if constexpr (!is_own) // carried out above
                carry_out(command, request, context);
        },
        request.command);
}

} // namespace convlens
