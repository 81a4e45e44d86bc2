// "page=3" and "answer=2 right", counted from 1 as people do. A damaged file costs its damaged lines.
#include "window/session/lesson_progress.h"

#include <algorithm>
#include <charconv>

namespace convlens {
namespace {

/// From 1 to `pages`, and what follows it; none elsewhere.
std::optional<std::size_t> page_in(std::string_view& text, std::size_t pages) {
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || number < 1 || number > pages)
        return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return number - 1;
}

std::optional<GivenAnswer> given_in(std::string_view word) {
    if (word == " right")
        return GivenAnswer{true, false};
    if (word == " wrong")
        return GivenAnswer{false, false};
    if (word == " unknown")
        return GivenAnswer{false, true};
    return std::nullopt;
}

void take(LessonProgress& progress, std::string_view name, std::string_view value) {
    const auto page = page_in(value, progress.answers.size());
    if (!page)
        return;
    if (name == "page" && value.empty())
        progress.page = *page;
    else if (const auto given = given_in(value); name == "answer" && given)
        progress.answers[*page] = given;
}

} // namespace

LessonProgress progress_of(const LessonSession& session) {
    return {session.page(), session.answers()};
}

LessonProgress read_progress(std::string_view text, std::size_t pages) {
    LessonProgress progress;
    progress.answers.resize(pages);
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        if (const std::size_t equals = line.find('='); equals != std::string_view::npos)
            take(progress, line.substr(0, equals), line.substr(equals + 1));
    }
    return progress;
}

std::string write_progress(const LessonProgress& progress) {
    std::string text = "page=" + std::to_string(progress.page + 1) + "\n";
    for (std::size_t i = 0; i < progress.answers.size(); ++i)
        if (const auto& given = progress.answers[i])
            text += "answer=" + std::to_string(i + 1) +
                    (given->right           ? " right\n"
                     : given->does_not_know ? " unknown\n"
                                            : " wrong\n");
    return text;
}

} // namespace convlens
