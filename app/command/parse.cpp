// Words to a CommandLine: first the words are taken apart by the table of options, then the subcommand is
// known and every option is held against it and against the operation.
#include "command/command_line.h"
#include "command/compute_options.h"
#include "command/options.h"
#include "command/words.h"
#include "document/names.h"
#include "i18n/error.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

namespace convlens {
namespace {

constexpr std::array<std::pair<std::string_view, Subcommand>, 8> subcommands = {
    {{"presets", Subcommand::presets},
     {"describe", Subcommand::describe},
     {"compute", Subcommand::compute},
     {"matrix", Subcommand::matrix},
     {"trace", Subcommand::trace},
     {"code", Subcommand::code},
     {"render", Subcommand::render},
     {"export", Subcommand::export_movie}}};
constexpr std::string_view subcommand_list =
    "presets, describe, compute, matrix, trace, code, render, export";

using Values = Error::Values;
[[noreturn]] void refuse(const char* key, Values values, std::string_view where) {
    throw Error(Error::Fault::request, key, std::move(values), std::string(where));
}

struct Given {
    const Option* option;
    OptionValue value;
};

struct Words {
    std::vector<Given> options;
    std::vector<std::string_view> positional;
    bool has(std::string_view name) const {
        return std::any_of(options.begin(), options.end(),
                           [&](const Given& g) { return g.option->name == name; });
    }
};

/// "--padding 1": an option with the value it had.
std::string as_typed(const Given& given) {
    return std::string(given.option->name) +
           (given.value.text.empty() ? "" : " " + std::string(given.value.text));
}
std::string as_typed(const Words& words, std::string_view name) {
    for (const Given& given : words.options) {
        if (given.option->name == name)
            return as_typed(given);
    }
    return std::string(name);
}

[[noreturn]] void refuse_unknown_option(std::string_view name) {
    std::vector<std::string_view> names;
    for (const Option& option : options()) {
        if (!option.hidden)
            names.push_back(option.name);
    }
    refuse("error.option_unknown",
           {{"value", std::string(name)}, {"guess", std::string(nearest_word(name, names))}}, name);
}

Words tokenize(std::span<const std::string_view> words) {
    Words taken;
    bool only_positional = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string_view word = words[i];
        if (only_positional || word.size() < 2 || word[0] != '-') {
            taken.positional.push_back(word);
            continue;
        }
        if (word == "--") {
            only_positional = true;
            continue;
        }
        const std::size_t equals = word.find('=');
        const std::string_view name = word == "-h" ? "--help" : word.substr(0, equals);
        const Option* const option = option_named(name);
        if (option == nullptr)
            refuse_unknown_option(name);
        if (taken.has(name))
            refuse("error.option_repeated", {}, name);
        OptionValue value{option->name, {}};
        if (option->value_form.empty()) {
            if (equals != std::string_view::npos)
                refuse("error.option_without_value", {{"value", std::string(word.substr(equals + 1))}}, name);
        } else if (equals != std::string_view::npos) {
            value.text = word.substr(equals + 1);
        } else if (i + 1 < words.size() && option_named(words[i + 1]) == nullptr) {
            value.text = words[++i];
        } else {
            refuse("error.option_needs_value", {{"form", std::string(option->value_form)}}, name);
        }
        taken.options.push_back({option, value});
    }
    return taken;
}

/// The subcommand, taken off the positional words.
Subcommand take_command(std::vector<std::string_view>& positional) {
    if (positional.empty())
        return Subcommand::window;
    const std::string_view word = positional.front();
    for (const auto& [name, command] : subcommands) {
        if (name == word) {
            positional.erase(positional.begin());
            return command;
        }
    }
    return Subcommand::window;
}

/// Which matrix, the word before the operation.
void take_matrix(std::vector<std::string_view>& positional, CommandLine& request) {
    if (request.command != Subcommand::matrix || positional.empty())
        return;
    request.matrix = named(matrix_kind_names(), positional.front());
    if (request.matrix)
        positional.erase(positional.begin());
}

std::string operations_with(const Option& option) {
    std::vector<std::string_view> names;
    for (const auto& [name, kind] : kind_names()) {
        if ((option.operations & bit(kind)) != 0)
            names.push_back(name);
    }
    return joined(names, ", ");
}

std::string options_of(Kind kind, Subcommand command) {
    std::vector<std::string_view> names;
    for (const Option& option : options()) {
        if ((option.operations & bit(kind)) != 0 && (option.commands & bit(command)) != 0)
            names.push_back(option.name);
    }
    return joined(names, ", ");
}

void validate_for_command(const Words& words, const CommandLine& request) {
    for (const Given& given : words.options) {
        const Option* const option = given.option;
        if ((option->commands & bit(request.command)) != 0)
            continue;
        std::vector<std::string_view> names;
        for (const auto& [name, command] : subcommands) {
            if ((option->commands & bit(command)) != 0)
                names.push_back(name);
        }
        if ((option->commands & bit(Subcommand::window)) != 0)
            names.push_back("convlens");
        refuse("error.option_of_other_command",
               {{"command", std::string(command_name(request.command))}, {"choices", joined(names, ", ")}},
               as_typed(given));
    }
}

void validate_for_operation(const Words& words, CommandLine& request) {
    for (const Given& given : words.options) {
        const Option* const option = given.option;
        const bool is_parameter = option->operations != 0;
        if (is_parameter && request.parameter_given.empty())
            request.parameter_given = option->name;
        if (!request.operation)
            continue;
        const Kind kind = *request.operation;
        if (is_parameter && (option->operations & bit(kind)) == 0)
            refuse("error.option_of_other_operation",
                   {{"operation", std::string(name_of(kind_names(), kind))},
                    {"operations", operations_with(*option)},
                    {"choices", options_of(kind, request.command)}},
                   as_typed(given));
        if ((option->name == "--weight" || option->name == "--kernel") && !has_weight(kind))
            refuse("error.no_weight", {{"operation", std::string(name_of(kind_names(), kind))}},
                   as_typed(given));
    }
}

void refuse_contradictions(const Words& words, const CommandLine& request) {
    for (const Contradiction& pair : contradictions()) {
        if (words.has(pair.first) && words.has(pair.second))
            refuse("error.contradiction", {{"other", as_typed(words, pair.second)}},
                   as_typed(words, pair.first));
    }
    const Parameters& parameters = request.parameters;
    if (request.operation == Kind::max_unpool &&
        parameters.named_padding.value_or(NamedPadding::valid) != NamedPadding::valid)
        refuse("error.unpool_padding", {}, as_typed(words, "--padding"));
    const bool fixes_output = parameters.named_padding == NamedPadding::same_upper ||
                              parameters.named_padding == NamedPadding::same_lower;
    for (const std::string_view other : {"--output-padding", "--output-size"}) {
        if (fixes_output && request.operation == Kind::conv_transpose && words.has(other))
            refuse("error.contradiction", {{"other", as_typed(words, "--padding")}}, as_typed(words, other));
    }
    if (parameters.dims && parameters.input_size &&
        static_cast<std::size_t>(*parameters.dims) != parameters.input_size->size())
        refuse("error.dims_contradiction",
               {{"value", std::to_string(*parameters.dims)},
                {"dims", std::to_string(parameters.input_size->size())}},
               "--dims");
}

void validate_export_together(const Words& words, const CommandLine& request) {
    if (!request.all) {
        if (words.has("--format"))
            refuse("error.needs_all", {}, as_typed(words, "--format"));
        return;
    }
    for (const Given& given : words.options) {
        const Option* const option = given.option;
        const bool everywhere =
            (option->commands & bit(Subcommand::presets)) != 0 && option->name != "--json";
        if (!everywhere && option->name != "--all" && option->name != "--format" && option->name != "-o")
            refuse("error.contradiction", {{"other", "--all"}}, as_typed(given));
    }
    if (!request.target.empty())
        refuse("error.contradiction", {{"other", "--all"}}, one_line(request.target, 80));
}

/// One frame a step at least, a GIF at most 50 a second (viewers slow down what is faster).
void validate_frame_rate(const Words& words, const CommandLine& request) {
    const int64_t fps = request.frames_per_second;
    const int64_t frames_per_million_steps = fps * request.step_us; // < 2^31 * 3.6e9
    const bool rounds_to_one = (1'000'000 - frames_per_million_steps) * 2 <= fps;
    if (frames_per_million_steps < 1'000'000 && !rounds_to_one)
        refuse("error.less_than_one_frame",
               {{"fps", std::to_string(fps)},
                {"least", std::to_string((1'000'000 + request.step_us - 1) / request.step_us)}},
               as_typed(words, "--seconds-per-step"));
}

/// More than one word: the first was meant as a subcommand.
[[noreturn]] void refuse_unknown_subcommand(std::string_view word) {
    std::vector<std::string_view> names;
    for (const auto& entry : subcommands)
        names.push_back(entry.first);
    refuse("error.subcommand_unknown",
           {{"value", std::string(word)},
            {"choices", std::string(subcommand_list)},
            {"guess", std::string(nearest_word(word, names))}},
           word);
}

void require_all(const Words& words, const CommandLine& request) {
    const bool takes_target = request.command != Subcommand::presets;
    const bool takes_operation_only =
        request.command == Subcommand::compute || request.command == Subcommand::matrix;
    const bool needs_target =
        takes_target && !takes_operation_only && request.command != Subcommand::window && !request.all;
    const bool is_empty = !takes_operation_only && !words.positional.empty() && request.target.empty();
    if (request.command == Subcommand::matrix)
        need_matrix_kind(request);
    if (is_empty || (needs_target && words.positional.empty()))
        refuse("error.needs_target", {{"command", std::string(command_name(request.command))}},
               command_name(request.command));
    if (request.command == Subcommand::window && words.positional.size() > 1 && !request.operation)
        refuse_unknown_subcommand(words.positional.front());
    if (words.positional.size() > (takes_target ? 1U : 0U))
        refuse("error.too_many_words", {{"value", std::string(words.positional.back())}},
               command_name(request.command));
    if ((request.command == Subcommand::trace || request.command == Subcommand::render) && !request.step)
        refuse("error.needs_option", {{"form", "0"}}, "--step");
    if ((request.command == Subcommand::render || request.command == Subcommand::export_movie) &&
        request.output.empty())
        refuse("error.needs_option",
               {{"form", request.all                             ? "figures/"
                         : request.command == Subcommand::render ? "frame.png"
                                                                 : "out.gif"}},
               "-o");
    const std::pair<std::string_view, const std::string*> files[] = {{"-o", &request.output},
                                                                     {"--input", &request.input},
                                                                     {"--weight", &request.weight},
                                                                     {"--bias", &request.bias},
                                                                     {"--indices", &request.indices},
                                                                     {"--grad-output", &request.grad_output},
                                                                     {"--grad-input", &request.grad_input},
                                                                     {"--grad-weight", &request.grad_weight},
                                                                     {"--grad-bias", &request.grad_bias}};
    for (const auto& [name, file] : files) {
        if (words.has(name) && file->empty())
            refuse("error.empty_name", {}, name);
    }
}

} // namespace

CommandLine parse_command_line(std::span<const std::string_view> words, Language language) {
    Words taken = tokenize(words);
    CommandLine request;
    request.language = language;
    request.command = take_command(taken.positional);
    take_matrix(taken.positional, request);
    if (!taken.positional.empty()) {
        request.target = taken.positional.front();
        request.operation = named(kind_names(), request.target);
    }
    for (const auto& [name, command] : {std::pair{"--help", Subcommand::help},
                                        {"--version", Subcommand::version},
                                        {"--limits", Subcommand::limits}}) {
        if (!taken.has(name))
            continue;
        request.help_for = std::exchange(request.command, command);
        if (taken.has("--lang"))
            request.language = language_of(words, language);
        return request;
    }
    validate_for_command(taken, request);
    validate_for_operation(taken, request);
    for (const auto& [option, value] : taken.options) {
        request.given.emplace_back(option->name, value.text);
        option->set(request, value);
    }
    refuse_contradictions(taken, request);
    if (request.command == Subcommand::export_movie) {
        validate_export_together(taken, request);
        validate_frame_rate(taken, request);
    }
    require_all(taken, request);
    if (request.command == Subcommand::compute)
        validate_compute(request);
    if (request.command == Subcommand::matrix)
        validate_matrix(request);
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
    for (const auto& [name, named] : subcommands) {
        if (named == command)
            return name;
    }
    return "convlens";
}

} // namespace convlens
