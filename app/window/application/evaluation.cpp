// Edits become history, history becomes results. Small ones at once, large ones beside the window, which
// shows the previous picture until then.
#include "window/application/application.h"

#include "convlens/relation.h"
#include "window/session/playback.h"

#include <algorithm>

namespace convlens {
namespace {

/// Candidate terms that are evaluated within a tick; more would hold up the picture.
constexpr int64_t at_once = 400'000;

Evaluated evaluated(const Document& document) {
    Evaluated result{document, evaluate(document), {}};
    result.rasters = make_rasters(result.results);
    return result;
}

/// Terms of all steps, with those of the lenses that evaluate more; many where the shapes are not known
/// before.
int64_t work_of(const Document& document) {
    if (document.input.kind == SourceKind::image || !check(document.operation).empty())
        return document.input.kind == SourceKind::image ? at_once + 1 : 0;
    const Relation relation(document.operation);
    const double terms =
        static_cast<double>(relation.outputs()) * static_cast<double>(relation.terms_per_output());
    // The gradients go over them for X and for W; the transposed lens in three ways, after the operation
    // itself.
    const double times =
        1 + (has_lens(document, Lens::gradients) ? 2 : 0) + (has_lens(document, Lens::transposed) ? 4 : 0);
    return static_cast<int64_t>(std::min(terms * times, 1e18));
}

} // namespace

void Application::commit(const Document& draft) {
    if (!history_.edit(draft, gestures_.value()))
        return;
    reevaluate();
}

void Application::reevaluate() {
    const Document& document = history_.current();
    kept_at_ = platform_seconds() + 1.5;
    frames_to_draw_ = 3;
    if (!numbers_differ(document, shown_.document) && !evaluating_.is_running()) {
        shown_.document = document;
        return;
    }
    if (work_of(document) <= at_once) {
        evaluating_ = {};
        after_evaluation(evaluated(document));
        return;
    }
    evaluating_ = Job<Evaluated>([document](JobControl&) { return evaluated(document); }, wake_platform);
}

void Application::take_evaluation() {
    auto outcome = evaluating_.take();
    if (!outcome)
        return;
    if (outcome->value)
        after_evaluation(std::move(*outcome->value));
    else
        say(sentence(outcome->error), 8);
    frames_to_draw_ = 3;
}

void Application::after_evaluation(Evaluated evaluated) {
    const Timeline before = timeline();
    if (!(evaluated.results.operation == shown_.results.operation)) { // its elements are others
        session_.hover = session_.chosen = {};
        entry_.close();
    }
    if (evaluated.results.flipped != shown_.results.flipped &&
        evaluated.results.operation == shown_.results.operation && !settings_.reduced_motion)
        kernel_turn_ = 0;
    shown_ = std::move(evaluated);
    ++evaluations_;
    session_.playhead_us = carried_over(before, timeline(), session_.playhead_us);
}

Timeline Application::timeline() const {
    return timeline_of(shown_.results, session_.slow_terms);
}

Cursor Application::cursor() const {
    Cursor cursor = timeline().at(session_.playhead_us);
    if (settings_.reduced_motion) // nothing glides: a step stands, then its result
        cursor.progress = 1;
    cursor.reveal_all = session_.reveal_all;
    return cursor;
}

} // namespace convlens
