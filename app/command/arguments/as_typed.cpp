// Looks options up in the list of what was given.
#include "command/arguments/as_typed.h"

#include <algorithm>

namespace convlens {

std::string as_typed(std::span<const std::string_view> options, const CommandLine& request) {
    std::string text;
    for (const auto& [option, value] : request.given) {
        if (std::find(options.begin(), options.end(), option) == options.end())
            continue;
        text.append(text.empty() ? "" : ", ").append(option);
        if (!value.empty())
            text.append(" ").append(value);
    }
    return text;
}

std::string as_typed(std::string_view option, const CommandLine& request) {
    const std::string typed = as_typed(std::span(&option, 1), request);
    return typed.empty() ? std::string(option) : typed;
}

} // namespace convlens
