// Texts from the catalogue, and a line for each option from the table.
#include "command/help.h"

#include "command/arguments/options.h"
#include "command/arguments/subcommands.h"
#include "document/names.h"

#include <algorithm>
#include <utility>

namespace convlens {
namespace {

/// "--input-size" is explained by the text of "option.input_size".
std::string text_key(const Option& option) {
    if (!option.text.empty())
        return std::string(option.text);
    std::string key = "option.";
    for (const char c : option.name.substr(option.name.find_first_not_of('-')))
        key += c == '-' ? '_' : c;
    return key;
}

std::string operation_list(unsigned operations) {
    std::string list;
    for (const auto& [name, kind] : kind_names()) {
        if ((operations & bit(kind)) != 0)
            list.append(list.empty() ? "" : ", ").append(name);
    }
    return list;
}

bool is_for_all_operations(unsigned operations) {
    return std::all_of(kind_names().begin(), kind_names().end(),
                       [&](const auto& entry) { return (operations & bit(entry.second)) != 0; });
}

std::string option_line(const Option& option, const Texts& texts) {
    constexpr std::size_t column = 28;
    std::string line = "  " + std::string(option.name);
    if (!option.value_form.empty())
        line += " " + std::string(option.value_form);
    line += line.size() < column ? std::string(column - line.size(), ' ') : "\n" + std::string(column, ' ');
    line += texts(text_key(option));
    if (option.operations != 0 && !is_for_all_operations(option.operations))
        line += " [" + operation_list(option.operations) + "]";
    return line + "\n";
}

} // namespace

std::string help_text(Subcommand command, const Texts& texts) {
    std::string text(texts("help." + std::string(command_name(command))));
    text += "\n";
    const std::pair<const char*, bool> groups[] = {{"help.parameters", true}, {"help.options", false}};
    for (const auto& [heading, parameters] : groups) {
        std::string lines;
        for (const Option& option : options()) {
            if (!option.hidden && row_of(command).takes(option.group) &&
                (option.operations != 0) == parameters)
                lines += option_line(option, texts);
        }
        if (!lines.empty())
            text += "\n" + std::string(texts(heading)) + "\n" + lines;
    }
    return text;
}

std::string version_text() {
    return "convlens " CONVLENS_VERSION "\n";
}

} // namespace convlens
