// Values may be anything that a person typed or a file holds: they are made fit for a line.
#include "command/arguments/error_line.h"

#include "command/arguments/words.h"
#include "i18n/error.h"
#include "i18n/error_words.h"
#include "scene/words/words.h"

#include <new>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

namespace convlens {
namespace {

constexpr std::size_t longest_value = 160; // bytes of an error's values and of its place

ErrorLine line_of(const std::string& what, const std::string& where, int status) {
    return {one_line(what, 4096) + " (" + one_line(where, longest_value) + ")", status};
}

std::string what_of(const Error& error, const Texts& texts) {
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
    return what;
}

} // namespace

std::string reason_in_words(const ImpossibleOperation& impossible, const Texts& texts) {
    Issue issue = impossible.issue;
    issue.axis = -1; // the screen counts axes from 1, the command line from 0
    std::string what = describe_issue(issue, impossible.operation, texts);
    if (impossible.issue.axis >= 0 && impossible.operation.dims() > 1)
        what = texts("issue.axis", {{"sentence", what}, {"axis", std::to_string(impossible.issue.axis)}});
    if (impossible.issue.nearest)
        what += texts("issue.nearest", {{"nearest", std::to_string(*impossible.issue.nearest)}});
    return what;
}

ErrorLine error_line(const std::exception_ptr& thrown, const Texts& texts, const std::string& where) {
    const auto place = [&](const std::string& own) { return where.empty() ? own : where; };
    const auto no_memory = [&] {
        return line_of(std::string(texts("error.out_of_memory")), place(in_words(texts, place_memory)), 1);
    };
    try {
        std::rethrow_exception(thrown);
    } catch (const Error& error) {
        return line_of(what_of(error, texts), place(in_words(texts, error.where)),
                       error.fault == Error::Fault::request ? 2 : 1);
    } catch (const ImpossibleOperation& impossible) {
        return line_of(reason_in_words(impossible, texts), place(impossible.where), 2);
    } catch (const std::bad_alloc&) {
        return no_memory();
    } catch (const std::length_error&) { // a container that no memory could hold
        return no_memory();
    } catch (const std::exception& error) {
        return line_of(error.what(), place("convlens"), 1);
    }
}

} // namespace convlens
