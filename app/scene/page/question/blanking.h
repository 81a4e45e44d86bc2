// What a page's figure keeps to itself while its question is open: the one place that decides it. Knows no
// pixels.
#pragma once

#include "document/document.h"
#include "document/evaluate/results.h"
#include "lesson/answer.h"
#include "lesson/question.h"
#include "scene/base/scene_input.h"
#include "scene/base/timeline.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace convlens {

/// Before the reveal, while the figure steps and while the question is open.
struct Blanking {
    Veil veil;
    int64_t max_results = INT64_MAX; // so many elements of Y have their values, at most
    bool asked_element = false;      // "?" in place of its value
};
/// `step`: where the page is paused when it opens.
Blanking blanking_of(const Document& scene, const Question& question, int64_t step);

/// The cursor as far as the blanking lets it go: the window lies where the next result comes from.
Cursor blanked(const Cursor& cursor, const Blanking& blanking);

/// A page as it opens: so many steps are done.
Cursor opening_cursor(const Results& results, int64_t step);
/// Where a lens that follows the elements of W or X has come to the end of the one that is asked about.
Cursor at_asked_element(const Results& results, const Question& question);
/// After the reveal: at the element that was asked for, or the last window of a size.
Cursor revealed_cursor(const Results& results, const Question& question, int64_t step);

/// The figures that a question shows before its reveal: the page's scene, of a question for a parameter one
/// that has no right number there; those to choose from or to order.
std::vector<Document> asked_figures(const Document& scene, const Question& question);

/// After the reveal: with the parameter that was looked for, as it was guessed where that is right; before
/// and after the change.
std::vector<Document> revealed_figures(const Document& scene, const Question& question,
                                       const std::optional<Answer>& guess = {});

/// Whether a question is about figures side by side.
bool asks_about_figures(const Question& question);

} // namespace convlens
