// Every error becomes one line here.
#include "command/run.h"

#include "command/as_typed.h"
#include "command/build_operation.h"
#include "command/words.h"
#include "document/memory.h"
#include "i18n/error_words.h"
#include "scene/words/words.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace convlens {
namespace {

constexpr std::size_t longest_value = 160; // bytes of an error's values and of its place

int say_error(const std::string& what, const std::string& where, int status) {
    const std::string line =
        "convlens: error: " + one_line(what, 4096) + " (" + one_line(where, longest_value) + ")\n";
    std::fwrite(line.data(), 1, line.size(), stderr);
    return status;
}

int say_error(const Error& error, const Texts& texts) {
    std::vector<std::pair<std::string, std::string>> shown;
    std::string guess;
    for (const auto& [name, value] : error.values) {
        // Lists of choices are the program's own words and are given in full.
        const bool own = name == "choices" || name == "operations" || name == "reason";
        shown.emplace_back(name, one_line(value_in_words(texts, name, value), own ? 2048 : longest_value));
        if (name == "guess")
            guess = shown.back().second;
    }
    const std::vector<std::pair<std::string_view, std::string_view>> values(shown.begin(), shown.end());
    std::string what = texts.fill(error.key, values);
    if (!guess.empty())
        what += texts("error.did_you_mean", {{"guess", guess}});
    return say_error(what, in_words(texts, error.where), error.fault == Error::Fault::request ? 2 : 1);
}

int say_error(const ImpossibleOperation& impossible, const Texts& texts) {
    Issue issue = impossible.issue;
    issue.axis = -1; // the screen counts axes from 1, the command line from 0
    std::string what = describe_issue(issue, impossible.operation, texts);
    if (impossible.issue.axis >= 0 && impossible.operation.dims() > 1)
        what = texts("issue.axis", {{"sentence", what}, {"axis", std::to_string(impossible.issue.axis)}});
    if (impossible.issue.nearest)
        what += texts("issue.nearest", {{"nearest", std::to_string(*impossible.issue.nearest)}});
    return say_error(what, impossible.where, 2);
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
    } catch (const Error& error) {
        return say_error(error, texts);
    } catch (const ImpossibleOperation& impossible) {
        return say_error(impossible, texts);
    } catch (const std::bad_alloc&) {
        return say_error(std::string(texts("error.out_of_memory")), in_words(texts, place_memory), 1);
    } catch (const std::length_error&) { // a container that no memory could hold
        return say_error(std::string(texts("error.out_of_memory")), in_words(texts, place_memory), 1);
    } catch (const std::exception& error) {
        return say_error(error.what(), "convlens", 1);
    }
}

} // namespace convlens
