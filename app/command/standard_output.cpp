// write() until all is taken.
#include "command/standard_output.h"

#include "i18n/error_words.h"

#include <cerrno>
#include <unistd.h>

namespace convlens {

void write_standard_output(std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = write(STDOUT_FILENO, text.data(), text.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            throw Error(Error::Fault::work, "error.write_failed", {{"reason", system_reason(errno)}},
                        std::string(place_standard_output));
        text.remove_prefix(static_cast<std::size_t>(written));
    }
}

} // namespace convlens
