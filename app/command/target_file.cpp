// The words alone do not tell a network's picture from a figure's: the file does.
#include "command/target_file.h"

#include "command/as_typed.h"
#include "command/build_document.h"
#include "command/describe.h"
#include "command/options.h"
#include "command/refuse.h"
#include "input/gate.h"
#include "input/scene_input.h"
#include "network/file.h"

#include <algorithm>
#include <string>

namespace convlens {
namespace {

/// The first option that only a network has; empty: none was given.
std::string_view network_option(const CommandLine& request) {
    for (const Option& option : options()) {
        const bool is_of_network = option.group == OptionGroup::network_element ||
                                   option.group == OptionGroup::network_picture;
        if (is_of_network && !as_typed(std::span(&option.name, 1), request).empty())
            return option.name;
    }
    return {};
}

} // namespace

bool names_file(std::string_view target) {
    return target.find_first_of("./") != std::string_view::npos || target == "-";
}

std::optional<int64_t> exported_step(const CommandLine& request) {
    std::string path = request.target;
    if (path.starts_with(network_prefix))
        path.erase(0, network_prefix.size());
    if (!names_file(path) || path.ends_with(".onnx"))
        return {};
    const auto scene = find_scene(path);
    return scene ? scene->step : std::nullopt;
}

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

int64_t asked_step(const CommandLine& request, const Target& target, int64_t steps) {
    if (!request.step && target.step)
        return std::min(*target.step, steps - 1);
    if (!request.step)
        refuse("error.needs_option", {{"form", "0"}}, "--step");
    require_step(*request.step, steps);
    return *request.step;
}

} // namespace convlens
