// The document with its history, and what follows from it. Edits become history, history becomes results.
#pragma once

#include "document/evaluate/results.h"
#include "document/history.h"
#include "scene/base/timeline.h"
#include "scene/model/rasters.h"
#include "scene/pair/pair_cursors.h"
#include "window/application/latest_job.h"
#include "window/session/gestures.h"
#include "window/session/session.h"
#include "window/session/settings.h"

#include <cstdint>
#include <exception>
#include <optional>

namespace convlens {

/// What was evaluated, shared with jobs; rasters are made from the results.
struct Evaluated {
    Document document;
    Results results;
    Rasters rasters;
};

class Editor {
public:
    /// Evaluates the first figure at once.
    Editor(const Figure& first, Session& session, const Settings& settings, Executor& executor);

    const History& history() const { return history_; }
    /// With the latest edit.
    const Document& document() const;
    /// What the picture shows: behind the document while something large is evaluated.
    const Evaluated& shown() const { return shown_; }
    /// The last one of these that was possible: behind the words about an impossible one.
    const Evaluated& figure() const {
        return shown_.results.issues.empty() || !possible_ ? shown_ : *possible_;
    }
    /// Of the figure: it stays while what was typed is impossible.
    Timeline timeline() const;
    /// The playhead at the same place of the timeline as it was on another one.
    void carry_playhead(const Timeline& before);
    /// Goes to the end of a step of the document, as soon as that is shown; the next edit forgets it.
    void show_step(int64_t step);
    /// Where the timeline is; of a pair it is that of the figure that has more steps.
    Cursor played() const;
    PairCursors cursors() const;
    /// Of the document's figure.
    Cursor cursor() const { return cursors().own; }

    GestureCounter& gestures() { return gestures_; }
    /// The draft as part of the present gesture; equal to the document: nothing.
    void commit(const Document& draft) { commit(draft, gestures_.value()); }
    void commit(const Document& draft, uint64_t gesture);
    void undo();
    /// Another history in place of its own.
    void restore(const History& history);
    void redo();

    /// Takes what was evaluated beside the window. Returns why it could not be, else null.
    std::exception_ptr take_evaluation();
    /// Returns when nothing is evaluated beside the window any more, with the outcome as take_evaluation.
    std::exception_ptr finish_evaluation();
    /// platform_seconds since when the picture is behind the document, where it is.
    std::optional<double> behind_since() const { return evaluating_.behind_since(); }
    /// How often results have come into the picture.
    uint64_t evaluations() const { return evaluations_; }
    /// platform_seconds of the latest edit; 0: none yet.
    double changed_at() const { return changed_at_; }

private:
    void reevaluate();
    void begin_evaluation();
    void show(Evaluated evaluated);
    void free_beside(Evaluated old);

    Session& session_;
    const Settings& settings_;
    Executor& executor_;
    History history_;
    GestureCounter gestures_;
    Evaluated shown_;
    std::optional<Evaluated> possible_; // while shown_ is impossible
    LatestJob<Evaluated> evaluating_;
    std::optional<int64_t> wanted_step_; // while what is evaluated is to be shown at it
    uint64_t evaluations_ = 0;
    double changed_at_ = 0;
};

} // namespace convlens
