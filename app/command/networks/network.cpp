// Which task, and which options each has: one table.
#include "command/networks/network.h"

#include "command/arguments/as_typed.h"
#include "command/arguments/words.h"
#include "command/networks/tasks.h"
#include "i18n/refuse.h"
#include "network/built_in.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace convlens {
namespace {

constexpr auto tasks = std::to_array<NameRow<NetworkTask>>({{"list", NetworkTask::list},
                                                            {"describe", NetworkTask::describe},
                                                            {"run", NetworkTask::run},
                                                            {"project", NetworkTask::project},
                                                            {"strongest", NetworkTask::strongest},
                                                            {"train", NetworkTask::train},
                                                            {"export", NetworkTask::export_onnx}});
static_assert(has_all_values(tasks));

constexpr unsigned bit_of(NetworkTask task) {
    return 1U << static_cast<unsigned>(task);
}
template <class... Tasks> constexpr unsigned bits_of(Tasks... of) {
    return (bit_of(of) | ...);
}

/// The tasks that take an option. Others that the subcommand has belong to all.
struct TaskOption {
    std::string_view name;
    unsigned tasks;
};
using enum NetworkTask;
constexpr TaskOption task_options[] = {
    {"--weights", bits_of(describe, run, project, NetworkTask::strongest, export_onnx)},
    {"--layer", bits_of(run, project, NetworkTask::strongest)},
    {"--channel", bits_of(project, NetworkTask::strongest)},
    {"--at", bits_of(project)},
    {"--rule", bits_of(project, NetworkTask::strongest)},
    {"--input", bits_of(run, project, NetworkTask::strongest)},
    {"--input-size", bits_of(describe, run, project, NetworkTask::strongest, export_onnx)},
    {"--all", bits_of(run, project)},
    {"--strongest", bits_of(project)},
    {"--count", bits_of(NetworkTask::strongest)},
    {"--data", bits_of(NetworkTask::strongest, train)},
    {"--epochs", bits_of(train)},
    {"--batch", bits_of(train)},
    {"--learning-rate", bits_of(train)},
    {"--momentum", bits_of(train)},
    {"--seed", bits_of(train)},
    {"--resume", bits_of(train)},
    {"--log", bits_of(train)},
    {"--threads", bits_of(run, project, NetworkTask::strongest, train)},
    {"--no-scene", bits_of(project, NetworkTask::strongest)},
    {"-o", bits_of(run, project, NetworkTask::strongest, train, export_onnx)},
    {"--json", bits_of(list, describe, run, project, NetworkTask::strongest)},
};

void refuse_options_of_other_tasks(const CommandLine& request) {
    const unsigned task = bit_of(*request.network.task);
    const std::string name(name_of(network_task_names(), *request.network.task));
    for (const auto& given : request.given) {
        const std::string_view option = given.first;
        const auto row = std::find_if(std::begin(task_options), std::end(task_options),
                                      [&](const TaskOption& one) { return one.name == option; });
        if (row == std::end(task_options) || (row->tasks & task) != 0)
            continue;
        std::vector<std::string_view> names;
        for (const auto& [other, value_of] : network_task_names())
            if ((row->tasks & bit_of(value_of)) != 0)
                names.push_back(other);
        refuse("error.network_option", {{"command", name}, {"choices", joined(names, ", ")}},
               as_typed(option, request));
    }
}

void need(bool given, std::string_view option, std::string_view form) {
    if (!given)
        refuse("error.needs_option", {{"form", std::string(form)}}, option);
}

void refuse_both(bool one, std::string_view first, bool other, std::string_view second,
                 const CommandLine& request) {
    if (one && other)
        refuse("error.contradiction", {{"other", as_typed(second, request)}}, as_typed(first, request));
}

bool ends_as(const std::string& name, std::string_view ending) {
    return name == "-" || (name.size() > ending.size() && name.ends_with(ending));
}

void require_ending(const std::string& name, std::initializer_list<std::string_view> endings) {
    if (name.empty() || std::any_of(endings.begin(), endings.end(),
                                    [&](std::string_view ending) { return ends_as(name, ending); }))
        return;
    const std::vector<std::string_view> list(endings);
    const std::string last = name.substr(name.rfind('/') + 1);
    const std::size_t point = last.rfind('.');
    if (point == std::string::npos || point + 1 == last.size())
        refuse("error.output_without_ending", {{"choices", joined(list, ", ")}}, "-o " + name);
    refuse("error.output_ending", {{"value", last.substr(point + 1)}, {"choices", joined(list, ", ")}},
           "-o " + name);
}

/// A scene has an input of its own.
void need_input(const CommandLine& request) {
    const auto names = built_in_networks();
    if (std::find(names.begin(), names.end(), request.target) != names.end() ||
        request.target.ends_with(".onnx"))
        need(!request.input.empty(), "--input", "x.npy");
}

void validate_task(const CommandLine& request) {
    const NetworkRequest& network = request.network;
    switch (*network.task) {
    case list:
    case describe:
        return;
    case run:
        need_input(request);
        refuse_both(request.output == "-", "-o", request.json, "--json", request);
        need(!request.output.empty() || !network.all.empty() || request.json, "-o", "y.npy");
        require_ending(request.output, {".npy"});
        refuse_both(!network.layer.empty() && request.output.empty() && !request.json, "--layer",
                    !network.all.empty(), "--all", request);
        return;
    case project:
        need_input(request);
        refuse_both(request.output == "-", "-o", request.json, "--json", request);
        need(!network.layer.empty(), "--layer", "conv2");
        need(!request.output.empty() || !network.all.empty() || request.json, "-o", "p.png");
        refuse_both(network.at.has_value(), "--at", network.strongest, "--strongest", request);
        if (network.at && !network.channel)
            refuse("error.needs_other_option", {{"other", "--channel"}}, as_typed("--at", request));
        require_ending(request.output, {".npy", ".png"});
        return;
    case NetworkTask::strongest:
        need(!network.layer.empty(), "--layer", "conv2");
        need(network.channel.has_value(), "--channel", "0");
        refuse_both(!request.input.empty(), "--input", !network.data.empty(), "--data", request);
        require_ending(request.output, {".png"});
        return;
    case train:
        need(!network.data.empty(), "--data", "digits");
        need(!request.output.empty(), "-o", "weights.safetensors");
        require_ending(request.output, {".safetensors"});
        return;
    case export_onnx:
        need(!request.output.empty(), "-o", "net.onnx");
        require_ending(request.output, {".onnx"});
        return;
    }
}

} // namespace

Names<NetworkTask> network_task_names() {
    return tasks;
}

void require_network_task(const CommandLine& request) {
    if (request.network.task)
        return;
    const std::vector<std::string_view> names = words_of(network_task_names());
    if (request.target.empty())
        refuse("error.network_task", {{"choices", joined(names, ", ")}}, "network");
    refuse("error.network_word",
           {{"value", request.target},
            {"choices", joined(names, ", ")},
            {"guess", std::string(nearest_word(request.target, names))}},
           "network");
}

void validate_network(const CommandLine& request) {
    const bool is_list = request.network.task == NetworkTask::list;
    if (is_list && !request.target.empty())
        refuse("error.too_many_words", {{"value", request.target}}, "network list");
    if (!is_list && request.target.empty())
        refuse("error.network_target", {},
               "network " + std::string(name_of(network_task_names(), *request.network.task)));
    refuse_options_of_other_tasks(request);
    validate_task(request);
}

int run_network(const CommandLine& request, const Texts& texts) {
    switch (*request.network.task) {
    case list:
        list_networks(request, texts);
        break;
    case describe:
        describe_network(request, texts);
        break;
    case run:
        run_layers(request);
        break;
    case project:
        project_down(request);
        break;
    case NetworkTask::strongest:
        find_strongest(request, texts);
        break;
    case train:
        train_network(request, texts);
        break;
    case export_onnx:
        export_network(request);
        break;
    }
    return 0;
}

} // namespace convlens
