// The file is looked at only where that can change something.
#include "command/networks/named_network.h"

#include "command/arguments/as_typed.h"
#include "command/arguments/options.h"
#include "command/target_file.h"
#include "i18n/refuse.h"
#include "input/gate.h"
#include "network/file.h"

#include <string_view>

namespace convlens {
namespace {

/// The first option that only a network has; empty: none was given.
std::string_view network_option(const CommandLine& request) {
    for (const Option& option : options()) {
        const bool is_of_network =
            option.group == OptionGroup::network_element || option.group == OptionGroup::network_picture;
        if (is_of_network && !as_typed(std::span(&option.name, 1), request).empty())
            return option.name;
    }
    return {};
}

} // namespace

CommandLine with_network_named(const CommandLine& request) {
    const bool is_window = request.command == Subcommand::window;
    const std::string_view option = network_option(request);
    CommandLine named = request;
    if (request.operation || request.target.starts_with(network_prefix) || !names_file(request.target) ||
        (is_window && option.empty()))
        return named;
    keep_piped(request.target);
    const bool is_network = holds_network(request.target);
    if (!is_network && !option.empty())
        refuse("error.needs_network", {{"value", request.target}}, as_typed(option, request));
    if (is_network && !is_window)
        named.target.insert(0, network_prefix);
    return named;
}

} // namespace convlens
