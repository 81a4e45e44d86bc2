// Every error becomes one line here.
#include "command/run.h"

#include "command/arguments/as_typed.h"
#include "command/arguments/error_line.h"
#include "document/evaluate/memory.h"
#include "i18n/error.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <utility>

namespace convlens {
namespace {

int say(const ErrorLine& line) {
    const std::string text = "convlens: error: " + line.text + "\n";
    std::fwrite(text.data(), 1, text.size(), stderr);
    return line.status;
}

/// An option that an error names alone gets the value that it had.
int answer_for(const CommandLine& request, OpenPictures open_pictures) {
    try {
        return row_of(request.command).answer(request, Texts(request.language), open_pictures);
    } catch (Error& error) {
        const std::array<std::string_view, 1> place = {error.where};
        if (std::string written = as_typed(place, request); !written.empty())
            error.where = std::move(written);
        throw;
    }
}

} // namespace

int run_command_line(std::span<const std::string_view> words, OpenPictures open_pictures) {
    const Language language = language_of(
        words, locale_language(std::getenv("LC_ALL"), std::getenv("LC_MESSAGES"), std::getenv("LANG")));
    const Texts texts(language);
    try {
        const CommandLine request = parse_command_line(words, language);
        if (request.max_memory)
            set_memory_budget(*request.max_memory);
        return answer_for(request, open_pictures);
    } catch (...) {
        return say(error_line(std::current_exception(), texts));
    }
}

} // namespace convlens
