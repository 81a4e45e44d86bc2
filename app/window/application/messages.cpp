// Errors reach a person as one line, never as a dialog.
#include "window/application/messages.h"

#include "i18n/error.h"
#include "window/platform/platform.h"

#include <string_view>
#include <utility>
#include <vector>

namespace convlens {

void show_message(Session& session, const std::string& message, double seconds) {
    session.message = message;
    session.next_follows = false;
    session.message_until = seconds > 0 ? platform_seconds() + seconds : 0;
    session.frames_to_draw = 3;
}

void clear_message(Session& session) {
    session.message.clear();
    session.next_follows = false;
    session.message_until = 0;
}

std::string sentence(const Texts& texts, const std::exception_ptr& thrown) {
    try {
        std::rethrow_exception(thrown);
    } catch (const Error& error) {
        std::vector<std::pair<std::string_view, std::string_view>> values;
        for (const auto& [name, value] : error.values)
            values.emplace_back(name, value);
        return texts.fill(error.key, values) + (error.where.empty() ? "" : " (" + error.where + ")");
    } catch (const std::exception& error) {
        return error.what();
    }
}

} // namespace convlens
