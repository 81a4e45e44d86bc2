// What a page shows for one instance of its numbers, and the inputs of its picture: made in this one place
// for the window, slides and tests.
#pragma once

#include "scene/model/rasters.h"
#include "scene/page/page_input.h"
#include "scene/page/question/blanking.h"
#include "scene/page/shown_network.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace convlens {

/// A document with what follows from it.
struct ShownFigure {
    Document document;
    Results results;
    Rasters rasters;
};

/// One instance of a page's scene with what follows from it: made when the numbers change, never per picture.
struct PageContent {
    Document scene;
    std::optional<Question> question; // none: nothing is asked
    int64_t step = 0;                 // the page is paused after so many
    Results results;                  // of the scene
    Rasters rasters;
    // Of a question:
    std::optional<Answer> truth;
    std::vector<Answer> right; // all that is, the truth first
    Blanking blanking;
    std::vector<ShownFigure> asked, revealed;    // before and after the reveal
    std::optional<Results> gradients;            // where it asks for one
    std::optional<ShownFigure> played;           // of the wrong idea that is played
    std::shared_ptr<const ShownNetwork> network; // of a page about one, else null
};

/// The page with the numbers of this seed; 0: as it is written. None where it has no scene; a question that
/// has no answer is not asked.
std::optional<PageContent> page_content(const Page& page, uint64_t seed = 0);
/// Another instance of it, whose scene is evaluated already.
PageContent page_content(const Page& page, const Instance& instance, bool is_asked, const Results& results);
/// Whether that would be the same.
bool is_content_of(const PageContent& content, const Page& page, const Instance& instance, bool is_asked);

/// Has the figure of the wrong idea that is played, and of a right guess its own, evaluated where they are
/// others than before.
void play(PageContent& content, const QuestionState& state);

/// A question that nobody has answered yet, in this phase; a class has its offers.
QuestionState question_state(const PageContent& content, PagePhase phase, bool in_class, uint64_t seed = 0);

/// Whether a page that asks nothing shows all of its numbers: none of them is asked for by a later page.
bool shows_all(const PageInput& input);

/// What a picture is made with, whatever it shows.
struct PageSurface {
    const Theme& theme;
    Texts texts;
    Typesetter& typesetter;
    Vec2 size{1280, 720};
    float scale = 1; // of texts and lines
    const LessonPictures* pictures = nullptr;
    bool column = false; // as PageInput; the size is then phone_page
};
/// Of pages in one column: their width, and what texts and figures take for their height.
inline constexpr Vec2 phone_page{640, 760};

/// `content`: null on pages without a scene; it outlives what is returned. The cursor lies where the page
/// opens, after the reveal at what was asked for.
PageInput page_input(const Lesson& lesson, std::size_t page, const PageContent* content,
                     const QuestionState& state, const PageSurface& surface);

} // namespace convlens
