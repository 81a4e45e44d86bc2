// A lesson as pictures: a slide for each page, and one more for each question after its reveal.
#pragma once

#include "document/scene_file/held_lesson.h"
#include "export/formats.h"
#include "i18n/catalogue.h"
#include "lesson/lesson.h"
#include "output/movie.h"
#include "picture/frame.h"
#include "picture/theme.h"
#include "picture/typesetter.h"
#include "scene/page/lesson_pictures.h"
#include "web_page/lesson_page.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace convlens {

/// Which slides of a page that asks.
enum class Reveal { no, yes, both };

struct Slide {
    std::size_t page = 0; // from 0
    bool is_revealed = false;
    bool operator==(const Slide&) const = default;
};
/// In the order of the lesson; `page`: of that one alone. A page that asks nothing is one slide, whatever
/// `reveal`.
std::vector<Slide> slides_of(const Lesson& lesson, Reveal reveal, std::optional<std::size_t> page = {});

struct SlideStyle {
    ThemeId theme = ThemeId::light;
    Language language = Language::en;
    Vec2 size{1280, 720};
    const LessonPictures* pictures = nullptr; // of a lesson's file
};
/// As a class sees it: the question with A to D.
Frame slide_frame(const Lesson& lesson, const Slide& slide, const SlideStyle& style, Typesetter& typesetter);

struct LessonExport {
    const Lesson& lesson;
    std::vector<Slide> slides; // at least one
    SlideStyle style;
    FontSet fonts;
    std::string path;        // a folder, with / at the end; else a file of one of the formats of pictures
    std::string name;        // of the PDF in a folder, without its ending
    bool holds_scene = true; // each file that of its page, of several pages the first that has one
    HeldLesson held = {};    // beside it: what opens the lesson again
};
/// The text that opens slides again: the lesson, and the scene of the first of their pages that has one.
std::string held_slides(const Lesson& lesson, const HeldLesson& held, std::span<const Slide> slides);

/// A folder: a PNG a slide, page-01.png or page-01.reveal.png, and all of them in one PDF. A PDF: all of
/// them. Another picture: the one slide. All files or none; false: `progress` ended it. Throws Error.
bool export_lesson(const LessonExport& request, const Progress& progress);

/// All of it in a web page (web_page/lesson_page.h). Whole or not at all; false: `progress` ended it. Throws
/// Error.
bool export_lesson_page(const LessonPage& page, const std::string& path, const Progress& progress);

} // namespace convlens
