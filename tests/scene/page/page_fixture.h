// Pages to compose in tests: the built-in ones, and a lesson with a question of each kind.
#pragma once

#include "document/evaluate/results.h"
#include "lesson/lesson.h"
#include "picture/frame.h"
#include "picture/theme.h"
#include "scene/page/page_input.h"

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace convlens::scene_test {

struct PageOptions {
    PagePhase phase = PagePhase::asking;
    bool in_class = true;
    Vec2 size{1280, 720};
    ThemeId theme = ThemeId::light;
    std::function<void(PageInput&)> change{}; // last
};

/// As a class sees it, or somebody alone who has typed nothing.
Frame page_frame(const Lesson& lesson, std::size_t page, const PageOptions& options = {});

/// A page for each kind of question, in English; numbers in the figures are no answers.
const Lesson& lesson_of_all_kinds();

/// The page in words, as the window copies it.
std::string page_in_words(const Lesson& lesson, std::size_t page, const PageOptions& options = {});

/// What the page's question is answered by, as the page writes it.
std::string answer_on(const Lesson& lesson, std::size_t page);

/// Whether the text has the word, or the number, with nothing of another beside it.
bool is_word(const std::string& text, const std::string& word);

/// A lesson whose text is right.
Lesson lesson_from(const std::string& text);

} // namespace convlens::scene_test
