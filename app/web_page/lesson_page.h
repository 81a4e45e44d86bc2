// A lesson as one web page: its pages one after the other, and questions that can be answered in it.
#pragma once

#include "lesson/lesson.h"
#include "output/movie.h"
#include "picture/frame.h"
#include "picture/theme.h"
#include "picture/typesetter.h"
#include "scene/page/lesson_pictures.h"

#include <optional>
#include <string>
#include <vector>

namespace convlens {

struct LessonPage {
    std::vector<const Lesson*> lessons; // the same pages, each in another language; the first is shown first
    bool follows_reader = false;        // opens in the language of the reader's browser
    ThemeId theme = ThemeId::light;
    Vec2 size{1280, 720};
    const LessonPictures* pictures = nullptr; // of a lesson's file
    FontSet fonts;
    std::string scene; // JSON, put in the page; empty: none
};

/// The bytes of the page; none: `progress` ended it. Pictures after a reveal, what guesses fit and what is
/// told of them are sealed (sealed.h).
std::optional<std::string> lesson_page(const LessonPage& page, const Progress& progress);

} // namespace convlens
