// What the presenter's window tells beside the class's picture: notes, and what follows. Pure.
#pragma once

#include "i18n/catalogue.h"

#include <string>
#include <vector>

namespace convlens {

class LessonSession;

struct PresenterPage {
    std::string notes;      // for the teacher; empty: there are none
    std::string next_title; // of the page or figure that follows; empty: nothing does
    bool question_open = false;
    std::vector<std::string> answer_texts; // of the open question, as they may be written

    bool operator==(const PresenterPage&) const = default;
};

/// Of a lesson: the notes of its page and the title of the next.
PresenterPage presenter_page(const LessonSession& lesson, const Texts& texts);

/// How much of what follows may be seen: while a question is open its picture is hidden, and a title that has
/// the answer in it too.
enum class NextShown { nothing, hidden, title, picture };
NextShown shown_of_next(const PresenterPage& page);

} // namespace convlens
