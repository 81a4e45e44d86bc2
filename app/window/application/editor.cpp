// Small results are made at once, large ones beside the window, which shows the previous picture until then.
#include "window/application/editor.h"

#include "document/evaluate/evaluate.h"
#include "document/evaluate/memory.h"
#include "document/evaluate/work.h"
#include "document/nearest.h"
#include "document/new_cells.h"
#include "document/presets.h"
#include "scene/pair/pair_cursors.h"
#include "window/platform/platform.h"
#include "window/session/playback.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace convlens {
namespace {

constexpr int64_t at_once =
    80'000'000; // operations that are done within a tick; more would hold up the picture
constexpr int64_t at_start = 20 * at_once;
constexpr int64_t quickly_freed = 16 << 20; // bytes

/// Throws Cancelled where it was.
Evaluated evaluated(const Document& document, const IsCancelled& is_cancelled = {}) {
    go_on(is_cancelled);
    Evaluated result{document, evaluate(document, {.is_cancelled = is_cancelled}), {}};
    result.rasters = make_rasters(result.results, is_cancelled);
    return result;
}

/// Many of an image, whose pixels are averaged first.
int64_t work_of(const Document& document) {
    if (!issues_of(document).empty())
        return 0;
    const bool has_image = document.input.kind == SourceKind::image;
    return std::max(operations_of(document), has_image ? at_once + 1 : 0);
}

/// What is there from the beginning: a figure that takes long is evaluated beside the window, and until then
/// there is the usual one behind its veil.
const Document& first_shown(const Document& document, const Document& usual) {
    return work_of(document) <= at_start ? document : usual;
}

} // namespace

Editor::Editor(const Figure& first, Session& session, const Settings& settings, Executor& executor)
    : session_(session), settings_(settings), executor_(executor), history_(first),
      shown_(evaluated(first_shown(document(), default_document()))) {
    session_.motion.view_blend = shown_.document.view == View::flat ? 1 : 0;
    if (shown_.document != document())
        begin_evaluation();
    if (shown_.results.issues.empty())
        return;
    const Document nearest = nearest_possible(document(), nullptr); // there is no last one
    if (work_of(nearest) <= at_once)
        possible_ = evaluated(nearest);
}

const Document& Editor::document() const {
    return std::get<Document>(history_.current());
}

void Editor::commit(const Document& wanted, uint64_t gesture) {
    if (wanted == document())
        return;
    Document draft = wanted;
    fill_new_cells(possible_ ? possible_->document : document(), draft);
    if (history_.edit(draft, gesture))
        reevaluate();
}

void Editor::undo() {
    if (history_.undo())
        reevaluate();
}

void Editor::redo() {
    if (history_.redo())
        reevaluate();
}

void Editor::restore(const History& history) {
    history_ = history;
    reevaluate();
}

void Editor::show_step(int64_t step) {
    if (evaluating_.is_running())
        wanted_step_ = step;
    else
        session_.playhead_us = end_of(timeline(), step);
}

void Editor::reevaluate() {
    wanted_step_.reset();
    changed_at_ = platform_seconds();
    session_.frames_to_draw = 3;
    if (!numbers_differ(document(), shown_.document)) {
        evaluating_.drop();
        const Timeline before = timeline();
        shown_.document = document();
        carry_playhead(before);
    } else if (work_of(document()) <= at_once) {
        evaluating_.drop();
        show(evaluated(document()));
    } else {
        begin_evaluation();
    }
}

void Editor::begin_evaluation() {
    evaluating_.want(
        executor_,
        [document = document()](JobControl& control) {
            return evaluated(document, [&control] { return control.cancelled.load(); });
        },
        platform_seconds());
}

std::exception_ptr Editor::take_evaluation() {
    auto outcome = evaluating_.take(executor_);
    if (!outcome)
        return nullptr;
    session_.frames_to_draw = 3;
    if (outcome->value)
        show(std::move(*outcome->value));
    return outcome->error;
}

std::exception_ptr Editor::finish_evaluation() {
    std::exception_ptr error;
    while (evaluating_.is_running()) {
        evaluating_.wait();
        error = take_evaluation();
    }
    return error;
}

void Editor::show(Evaluated evaluated) {
    const Timeline before = timeline();
    const bool impossible = !evaluated.results.issues.empty();
    const bool same = evaluated.results.operation == shown_.results.operation;
    if (!same) { // its elements are others
        session_.hover = session_.chosen = session_.cell = {};
        session_.entry.close();
    }
    if (evaluated.results.flipped != shown_.results.flipped && same && !settings_.reduced_motion)
        session_.motion.kernel_turn = 0;
    if (!impossible && possible_)
        free_beside(*std::exchange(possible_, std::nullopt));
    else if (impossible && shown_.results.issues.empty())
        possible_ = std::move(shown_);
    session_.playing = session_.playing && !impossible;
    free_beside(std::exchange(shown_, std::move(evaluated)));
    ++evaluations_;
    carry_playhead(before);
    if (const auto step = std::exchange(wanted_step_, std::nullopt))
        session_.playhead_us = end_of(timeline(), *step);
}

/// To give gigabytes back to the system takes longer than a key may wait.
void Editor::free_beside(Evaluated old) {
    if (!old.results.issues.empty() || results_bytes(old.document) <= quickly_freed)
        return;
    const auto held = std::make_shared<Evaluated>(std::move(old));
    executor_.run([held]() mutable { held->results = {}, held->rasters = {}; })->leave();
}

void Editor::carry_playhead(const Timeline& before) {
    const Timeline after = timeline();
    session_.playhead_us = carried_over(before, after, session_.playhead_us);
    if (session_.rest_us)
        session_.rest_us = carried_over(before, after, *session_.rest_us);
}

Timeline Editor::timeline() const {
    const Results& results = figure().results;
    return timeline_of(leading_results(results), session_.slow_terms,
                       results.paired ? 0 : followed_elements(figure().document, results));
}

PairCursors Editor::cursors() const {
    return pair_cursors(figure().results, played());
}

Cursor Editor::played() const {
    Cursor cursor = timeline().at(session_.playhead_us);
    if (settings_.reduced_motion) // nothing glides: a step is there, then its result
        cursor.progress = 1;
    cursor.reveal_all = session_.reveal_all;
    return cursor;
}

} // namespace convlens
