// Everything that the picture of a lesson's page follows from: the page, how far the class is, and what was
// drawn on it by hand.
#pragma once

#include "document/evaluate/results.h"
#include "i18n/catalogue.h"
#include "lesson/lesson.h"
#include "lesson/offers.h"
#include "picture/frame.h"
#include "picture/theme.h"
#include "picture/typesetter.h"
#include "scene/base/timeline.h"
#include "scene/page/lesson_pictures.h"
#include "scene/page/overlay_state.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace convlens {

/// The page's figure as it moves, until its question is open; revealed: everything is shown, and the figure
/// is free.
enum class PagePhase { stepping, asking, revealed };

/// Where the question is.
struct QuestionState {
    PagePhase phase = PagePhase::stepping;
    bool in_class = false;     // A to D are offered and a show of hands is taken; else a guess is typed
    std::vector<Offer> offers; // in class, and of questions with few answers
    std::vector<int> hands;    // counted, one for each offer; empty: none yet
    std::optional<std::size_t> counted_next; // the offer whose hands are being typed
    std::string typed;                       // of a guess, as it is typed
    CellSet marked;                          // cells chosen so far
    std::optional<Answer> guess;             // committed
    bool does_not_know = false;              // committed instead of a guess
    bool has_steps = false;                  // the figure moves on before anything else does
    Judgement judgement;                     // of the guess, once revealed
    std::optional<WrongAnswer> played;       // the wrong idea that the figure plays
};

/// Exercises without end, in place of a lesson's pages.
struct ExerciseCount {
    uint64_t seed = 0;
    std::size_t answered = 0, right = 0;
};

struct PageContent; // page_content.h

/// What keys do where the page is seen: all that the window's do, those of a web page, where no new numbers
/// can be asked for, or nothing. The page speaks of no others.
enum class PageKeys { window, web_page, none };

struct PageInput {
    const Lesson& lesson;
    std::size_t page = 0; // from 0
    // The instance of the page's scene that is shown, and what follows from it; null on pages without one.
    const Document* scene = nullptr;
    const Question* question = nullptr;
    const Results* results = nullptr;
    const PageContent* content = nullptr; // what these belong to
    Cursor cursor{};
    Tag hover{};
    QuestionState state{};
    PageOverlay overlay{};
    const Theme& theme;
    Texts texts;
    Typesetter& typesetter;
    Vec2 size{1280, 720};
    float scale = 1; // of texts and lines
    const LessonPictures* pictures = nullptr;
    std::optional<ExerciseCount> exercises{};
    bool column = false; // one part below the other, as high as they need: for phones
    PageKeys keys = PageKeys::window;
};

} // namespace convlens
