// Errors reach a person as one line, never as a dialog.
#include "window/application/messages.h"

#include "i18n/error_words.h"
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
        Error::Values words = error.values;
        std::vector<std::pair<std::string_view, std::string_view>> values;
        for (auto& [name, value] : words) {
            value = value_in_words(texts, name, value);
            values.emplace_back(name, value);
        }
        const std::string place = error.where.empty() ? "" : " (" + in_words(texts, error.where) + ")";
        return texts.fill(error.key, values) + place;
    } catch (const std::exception& error) {
        return error.what();
    }
}

} // namespace convlens
