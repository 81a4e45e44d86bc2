// A screen that is mirrored by mistake tells no answer.
#include "window/session/presenter_page.h"

#include <algorithm>
#include <cctype>

namespace convlens {
namespace {

bool is_of_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

/// As words of their own: 3 is not in "13".
bool has_words(const std::string& text, const std::string& words) {
    for (std::size_t at = text.find(words); at != std::string::npos && !words.empty();
         at = text.find(words, at + 1)) {
        const std::size_t end = at + words.size();
        const bool begins = at == 0 || !is_of_word(text[at - 1]) || !is_of_word(words.front());
        const bool ends = end == text.size() || !is_of_word(text[end]) || !is_of_word(words.back());
        if (begins && ends)
            return true;
    }
    return false;
}

} // namespace

NextShown shown_of_next(const PresenterPage& page) {
    if (page.next_title.empty())
        return NextShown::nothing;
    if (!page.question_open)
        return NextShown::picture;
    const bool tells = std::ranges::any_of(
        page.answer_texts, [&](const std::string& answer) { return has_words(page.next_title, answer); });
    return tells ? NextShown::hidden : NextShown::title;
}

} // namespace convlens
