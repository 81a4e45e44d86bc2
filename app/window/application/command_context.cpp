// The file of settings is written where they differ from it.
#include "window/application/command_context.h"

#include "window/application/messages.h"
#include "window/platform/settings_file.h"

#include <exception>

namespace convlens {

void write_settings(const CommandContext& context) {
    try {
        context.settings_file.write(context.settings);
    } catch (const std::exception&) {
        show_message(context.tick.session, sentence(context.tick.texts, std::current_exception()), 8);
    }
}

} // namespace convlens
