// Every option held against the subcommand, against the operation, and against the other options.
#include "command/arguments/validate.h"

#include "command/arguments/as_typed.h"
#include "command/arguments/compute_options.h"
#include "command/arguments/subcommands.h"
#include "command/arguments/words.h"
#include "command/networks/network.h"
#include "command/target_file.h"
#include "document/names.h"
#include "i18n/refuse.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace convlens {
namespace {

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
        if ((option.operations & bit(kind)) != 0 && row_of(command).takes(option.group))
            names.push_back(option.name);
    }
    return joined(names, ", ");
}

void validate_for_command(const CommandLine& request, const Tokens& tokens) {
    for (const GivenOption& given : tokens.options) {
        const Option& option = *given.option;
        if (row_of(request.command).takes(option.group))
            continue;
        std::vector<std::string_view> names;
        for (const SubcommandRow& row : subcommands()) {
            if (row.takes(option.group))
                names.push_back(row.name);
        }
        refuse("error.option_of_other_command",
               {{"command", std::string(command_name(request.command))}, {"choices", joined(names, ", ")}},
               as_typed(option.name, request));
    }
}

void validate_for_operation(const CommandLine& request, const Tokens& tokens) {
    if (!request.operation)
        return;
    const Kind kind = *request.operation;
    for (const GivenOption& given : tokens.options) {
        const Option& option = *given.option;
        if (option.operations != 0 && (option.operations & bit(kind)) == 0)
            refuse("error.option_of_other_operation",
                   {{"operation", std::string(name_of(kind_names(), kind))},
                    {"operations", operations_with(option)},
                    {"choices", options_of(kind, request.command)}},
                   as_typed(option.name, request));
        if ((option.name == "--weight" || option.name == "--kernel") && !has_weight(kind))
            refuse("error.no_weight", {{"operation", std::string(name_of(kind_names(), kind))}},
                   as_typed(option.name, request));
    }
}

void refuse_contradictions(const CommandLine& request, const Tokens& tokens) {
    for (const Contradiction& pair : contradictions()) {
        if (tokens.has(pair.first) && tokens.has(pair.second))
            refuse("error.contradiction", {{"other", as_typed(pair.second, request)}},
                   as_typed(pair.first, request));
    }
    const Parameters& parameters = request.parameters;
    if (request.operation == Kind::max_unpool &&
        parameters.named_padding.value_or(NamedPadding::valid) != NamedPadding::valid)
        refuse("error.unpool_padding", {}, as_typed("--padding", request));
    const bool fixes_output = parameters.named_padding == NamedPadding::same_upper ||
                              parameters.named_padding == NamedPadding::same_lower;
    for (const std::string_view other : {"--output-padding", "--output-size"}) {
        if (fixes_output && request.operation == Kind::conv_transpose && tokens.has(other))
            refuse("error.contradiction", {{"other", as_typed("--padding", request)}},
                   as_typed(other, request));
    }
    if (parameters.dims && parameters.input_size &&
        static_cast<std::size_t>(*parameters.dims) != parameters.input_size->size())
        refuse("error.dims_contradiction",
               {{"value", std::to_string(*parameters.dims)},
                {"dims", std::to_string(parameters.input_size->size())}},
               "--dims");
}

/// Options that every figure takes in the same way.
constexpr std::array<std::string_view, 11> beside_all = {
    "--format",   "--pair",          "-o",        "--jobs", "--resume", "--loop",
    "--no-scene", "--deterministic", "--quality", "--size", "--crop"};

bool contains(std::span<const std::string_view> names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// Options of several files, and of sheets.
void validate_many(const CommandLine& request, const Tokens& tokens) {
    const bool many = request.all || !request.sweeps.empty() || !request.more_targets.empty();
    const bool in_files = many && !request.sheet;
    if (in_files && !request.all && !request.output.ends_with('/'))
        refuse("error.output_folder", {{"value", request.output}}, request.output);
    if (request.sheet && (request.all || !request.more_targets.empty()))
        refuse("error.contradiction", {{"other", request.all ? "--all" : request.more_targets.front()}},
               "--sheet");
    if (request.sheet && request.crop) // its pictures have no margins anyway
        refuse("error.contradiction", {{"other", "--sheet"}}, as_typed("--crop", request));
    for (const std::string_view option : {"--jobs", "--resume"})
        if (tokens.has(option) && !in_files)
            refuse("error.needs_many", {}, as_typed(option, request));
}

void validate_export_together(const CommandLine& request, const Tokens& tokens) {
    validate_many(request, tokens);
    if (!request.all) {
        if (tokens.has("--format") && !request.output.ends_with('/'))
            refuse("error.needs_all", {}, as_typed("--format", request));
        return;
    }
    for (const GivenOption& given : tokens.options) {
        const Option& option = *given.option;
        if (option.group != OptionGroup::everywhere && option.name != "--all" && option.name != "--format" &&
            !contains(beside_all, option.name))
            refuse("error.contradiction", {{"other", "--all"}}, as_typed(option.name, request));
    }
    if (!request.target.empty())
        refuse("error.contradiction", {{"other", "--all"}}, one_line(request.target, 80));
}

/// One frame a step at least.
void validate_frame_rate(const CommandLine& request) {
    if (request.one_frame_a_step)
        return;
    const int64_t million_steps = request.rate.frames * request.step_us; // < 2^31 * 3.6e9
    const int64_t one_a_step = 1'000'000 * request.rate.seconds;
    const bool rounds_to_one = (one_a_step - million_steps) * 2 <= request.rate.frames;
    if (million_steps < one_a_step && !rounds_to_one)
        refuse("error.less_than_one_frame",
               {{"fps", as_typed("--fps", request)},
                {"least", std::to_string((1'000'000 + request.step_us - 1) / request.step_us)}},
               as_typed("--seconds-per-step", request));
}

/// More than one word: the first was meant as a subcommand.
[[noreturn]] void refuse_unknown_subcommand(std::string_view word) {
    const std::vector<std::string_view> names = subcommand_names();
    refuse("error.subcommand_unknown",
           {{"value", std::string(word)},
            {"choices", joined(names, ", ")},
            {"guess", std::string(nearest_word(word, names))}},
           word);
}

void require_target(const CommandLine& request, const Tokens& tokens) {
    const TargetUse use = row_of(request.command).target;
    const bool checks_itself = use == TargetUse::operation || use == TargetUse::word;
    const bool is_empty = !checks_itself && !tokens.positional.empty() && request.target.empty();
    const bool is_missing = use == TargetUse::needed && !request.all && tokens.positional.empty();
    if (is_empty || is_missing)
        refuse("error.needs_target", {{"command", std::string(command_name(request.command))}},
               command_name(request.command));
    if (use == TargetUse::optional && tokens.positional.size() > 1 && !request.operation)
        refuse_unknown_subcommand(tokens.positional.front());
    // An operation's parameters are those of the whole line: it is alone.
    const bool several = request.command == Subcommand::export_movie && !request.operation;
    if (tokens.positional.size() > (use == TargetUse::none ? 0U : 1U) && !several)
        refuse("error.too_many_words", {{"value", std::string(tokens.positional.back())}},
               command_name(request.command));
}

void require_options(const CommandLine& request, const Tokens& tokens) {
    const SubcommandRow& row = row_of(request.command);
    // A file may show a step itself.
    const bool may_have_step = request.target.starts_with(network_prefix) || names_file(request.target);
    if (row.needs_step && !request.step && !may_have_step)
        refuse("error.needs_option", {{"form", "0"}}, "--step");
    if (!row.output_example.empty() && request.output.empty())
        refuse("error.needs_option", {{"form", request.all ? "figures/" : std::string(row.output_example)}},
               "-o");
    for (const GivenOption& given : tokens.options) {
        const std::string_view form = given.option->value_form;
        const bool is_name =
            form == "FILE" || form == "DIR/" || form == "digits|FOLDER" || given.option->name == "--layer";
        if (is_name && given.value.text.empty())
            refuse("error.empty_name", {}, given.option->name);
    }
}

/// Options of a network, where the target is something else.
void require_network(const CommandLine& request, const Tokens& tokens) {
    const bool may_be_network = request.target.starts_with(network_prefix) || names_file(request.target);
    if (request.command == Subcommand::network || may_be_network) // what a file holds is seen when it is read
        return;
    for (const GivenOption& given : tokens.options)
        if (given.option->group == OptionGroup::network_element ||
            given.option->group == OptionGroup::network_picture)
            refuse("error.needs_network", {{"value", request.target}}, as_typed(given.option->name, request));
}

} // namespace

void validate_options(const CommandLine& request, const Tokens& tokens) {
    validate_for_command(request, tokens);
    validate_for_operation(request, tokens);
}

void validate_request(const CommandLine& request, const Tokens& tokens) {
    refuse_contradictions(request, tokens);
    if (request.command == Subcommand::export_movie) {
        validate_export_together(request, tokens);
        validate_frame_rate(request);
    }
    if (request.command == Subcommand::matrix)
        need_matrix_kind(request);
    if (request.command == Subcommand::network)
        require_network_task(request);
    require_target(request, tokens);
    require_network(request, tokens);
    require_options(request, tokens);
    if (const auto validate = row_of(request.command).validate)
        validate(request);
}

} // namespace convlens
