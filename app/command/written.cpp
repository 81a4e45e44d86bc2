#include "command/written.h"

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

} // namespace convlens
