// A screen that is mirrored by mistake tells no answer.
#include "window/session/presenter_page.h"

#include "lesson/words.h"
#include "window/session/lesson_session.h"

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

PresenterPage presenter_page(const LessonSession& lesson, const Texts& texts) {
    PresenterPage page;
    page.notes = lesson.shown_page().notes;
    const std::vector<Page>& pages = lesson.lesson().pages;
    if (lesson.page() + 1 < pages.size())
        page.next_title = pages[lesson.page() + 1].title;
    page.question_open = lesson.is_open();
    if (const AskedPage* asked = lesson.asked(); asked && page.question_open) {
        const Instance& drawn = asked->instance;
        for (const Answer& answer : asked->right)
            page.answer_texts.push_back(answer_text(drawn.scene, drawn.question, answer, texts));
    }
    return page;
}

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
