// Words to a CommandLine: the words are taken apart by the table of options, then the subcommand is known,
// and what it may not be asked for is refused.
#include "command/arguments/command_line.h"
#include "command/arguments/compute_options.h"
#include "command/arguments/options.h"
#include "command/arguments/subcommands.h"
#include "command/arguments/tokens.h"
#include "command/arguments/validate.h"
#include "command/lesson.h"
#include "command/networks/network.h"
#include "document/names.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace convlens {
namespace {

/// The subcommand, taken off the positional words.
Subcommand take_command(std::vector<std::string_view>& positional) {
    if (positional.empty())
        return Subcommand::window;
    const std::vector<std::string_view> names = subcommand_names();
    const auto found = std::find(names.begin(), names.end(), positional.front());
    if (found == names.end())
        return Subcommand::window;
    positional.erase(positional.begin());
    return subcommands()[static_cast<std::size_t>(found - names.begin())].command;
}

/// Which matrix, the word before the operation.
void take_matrix(std::vector<std::string_view>& positional, CommandLine& request) {
    if (request.command != Subcommand::matrix || positional.empty())
        return;
    request.matrix = named(matrix_kind_names(), positional.front());
    if (request.matrix)
        positional.erase(positional.begin());
}

/// What is done with lessons, the word before the file.
void take_lesson_task(std::vector<std::string_view>& positional, CommandLine& request) {
    if (request.command != Subcommand::lesson || positional.empty())
        return;
    request.lesson = named(lesson_task_names(), positional.front());
    if (request.lesson)
        positional.erase(positional.begin());
}

/// What is done with a network, the word before NET.
void take_network_task(std::vector<std::string_view>& positional, CommandLine& request) {
    if (request.command != Subcommand::network || positional.empty())
        return;
    request.network.task = named(network_task_names(), positional.front());
    if (request.network.task)
        positional.erase(positional.begin());
}

void take_given(const Tokens& tokens, CommandLine& request) {
    for (const auto& [option, value] : tokens.options) {
        request.given.emplace_back(option->name, value.text);
        if (option->operations != 0 && request.parameter_given.empty())
            request.parameter_given = option->name;
    }
}

} // namespace

CommandLine parse_command_line(std::span<const std::string_view> words, Language language) {
    Tokens tokens = tokenize(words);
    CommandLine request;
    request.language = language;
    request.command = take_command(tokens.positional);
    take_matrix(tokens.positional, request);
    take_lesson_task(tokens.positional, request);
    take_network_task(tokens.positional, request);
    if (!tokens.positional.empty()) {
        request.target = tokens.positional.front();
        if (request.command != Subcommand::network)
            request.operation = named(kind_names(), request.target);
        if (request.command == Subcommand::export_movie)
            request.more_targets.assign(tokens.positional.begin() + 1, tokens.positional.end());
    }
    for (const Subcommand command : {Subcommand::help, Subcommand::version, Subcommand::limits}) {
        if (!tokens.has(command_name(command)))
            continue;
        request.help_for = std::exchange(request.command, command);
        if (tokens.has("--lang"))
            request.language = language_of(words, language);
        return request;
    }
    take_given(tokens, request);
    validate_options(request, tokens);
    for (const auto& [option, value] : tokens.options)
        option->set(request, value);
    validate_request(request, tokens);
    return request;
}

Language language_of(std::span<const std::string_view> words, Language otherwise) {
    for (std::size_t i = 0; i < words.size() && words[i] != "--"; ++i) {
        std::string_view value;
        if (words[i].starts_with("--lang="))
            value = words[i].substr(7);
        else if (words[i] == "--lang" && i + 1 < words.size())
            value = words[i + 1];
        if (value == "en" || value == "zh")
            return value == "zh" ? Language::zh : Language::en;
    }
    return otherwise;
}

Language locale_language(const char* lc_all, const char* lc_messages, const char* lang) {
    for (const char* const name : {lc_all, lc_messages, lang}) {
        if (name != nullptr && *name != '\0')
            return std::string_view(name).starts_with("zh") ? Language::zh : Language::en;
    }
    return Language::en;
}

std::string_view command_name(Subcommand command) {
    return row_of(command).name;
}

} // namespace convlens
