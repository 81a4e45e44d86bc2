// An option's value is the next word or what follows its equals sign; after "--" every word is positional.
#include "command/arguments/tokens.h"

#include "command/arguments/words.h"
#include "i18n/refuse.h"

#include <algorithm>
#include <string>

namespace convlens {
namespace {

[[noreturn]] void refuse_unknown_option(std::string_view name) {
    std::vector<std::string_view> names;
    for (const Option& option : options()) {
        if (!option.hidden)
            names.push_back(option.name);
    }
    refuse("error.option_unknown",
           {{"value", std::string(name)}, {"guess", std::string(nearest_word(name, names))}}, name);
}

/// The row of the subcommand whose word came already; else the window's.
const SubcommandRow& row_so_far(const Tokens& before) {
    const std::string_view word = before.positional.empty() ? std::string_view() : before.positional.front();
    for (const SubcommandRow& row : subcommands())
        if (row.name == word)
            return row;
    return row_of(Subcommand::window);
}

/// The option of word `at`, which moves on to its value where that is a word of its own.
GivenOption take_option(std::span<const std::string_view> words, std::size_t& at, const Tokens& before) {
    const std::string_view word = words[at];
    const std::size_t equals = word.find('=');
    const std::string_view name = word == "-h" ? "--help" : word.substr(0, equals);
    const Option* const option = option_of(name, row_so_far(before));
    if (option == nullptr)
        refuse_unknown_option(name);
    if (before.has(name) && !option->repeats)
        refuse("error.option_repeated", {}, name);
    OptionValue value{option->name, {}};
    if (option->value_form.empty()) {
        if (equals != std::string_view::npos)
            refuse("error.option_without_value", {{"value", std::string(word.substr(equals + 1))}}, name);
    } else if (equals != std::string_view::npos) {
        value.text = word.substr(equals + 1);
    } else if (at + 1 < words.size() && option_named(words[at + 1]) == nullptr) {
        value.text = words[++at];
    } else {
        refuse("error.option_needs_value", {{"form", std::string(option->value_form)}}, name);
    }
    return {option, value};
}

} // namespace

bool Tokens::has(std::string_view option) const {
    return std::any_of(options.begin(), options.end(),
                       [&](const GivenOption& given) { return given.option->name == option; });
}

Tokens tokenize(std::span<const std::string_view> words) {
    Tokens tokens;
    for (std::size_t at = 0; at < words.size(); ++at) {
        const std::string_view word = words[at];
        if (word == "--") {
            tokens.positional.insert(tokens.positional.end(),
                                     words.begin() + static_cast<std::ptrdiff_t>(at) + 1, words.end());
            break;
        }
        if (word.size() < 2 || word[0] != '-') {
            tokens.positional.push_back(word);
            continue;
        }
        tokens.options.push_back(take_option(words, at, tokens));
    }
    return tokens;
}

} // namespace convlens
