// What is impossible has no way back either; the card over the figure says why already.
#include "window/application/reversing.h"

#include "document/evaluate/reverse.h"
#include "window/application/messages.h"

namespace convlens {

bool can_be_reversed(const TickContext& tick) {
    const Operation operation = operation_of(tick.editor.document());
    if (!check(operation).empty())
        return false;
    const auto error = no_reverse(operation, "");
    if (error)
        show_message(tick.session, sentence(tick.texts, std::make_exception_ptr(*error)), 8);
    return !error;
}

void reverse_figure(const TickContext& tick) {
    if (!can_be_reversed(tick))
        return;
    Document draft = tick.editor.document();
    const Operation operation = operation_of(draft);
    const Results& results = tick.editor.shown().results;
    if (results.operation == operation && results.issues.empty())
        draft = reversed(draft, results);
    else // its numbers are still being computed
        set_operation(draft, *reversed_operation(operation));
    tick.editor.commit(draft);
    tick.session.playhead_us = 0;
    tick.session.rest_us.reset();
    tick.session.reveal_all = false;
}

} // namespace convlens
