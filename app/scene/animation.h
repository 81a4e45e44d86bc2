// A document as pictures of one size and look: the picture of a cursor, and the frames of the whole
// animation. Owns everything that composing needs, so that exports on any thread share one way of making
// frames.
#pragma once

#include "document/document.h"
#include "document/results.h"
#include "picture/theme.h"
#include "picture/typesetter.h"
#include "scene/base/palette_pairs.h"
#include "scene/base/scene_input.h"
#include "scene/base/timeline.h"
#include "scene/card_needs.h"
#include "scene/model/rasters.h"

#include <cstdint>

namespace convlens {

/// How the pictures of a document look.
struct RenderOptions {
    ThemeId theme = ThemeId::light;
    Language language = Language::en;
    Composition composition;
};

/// Which cursor each frame of an animation shows.
class FramePace {
public:
    explicit FramePace(const StepRun& run) : run_(run), frames_(run.steps) {}
    /// `step_us` microseconds a step. Returns the number of frames. Where that is one a step, or nearly so
    /// for want of whole microseconds, it is exactly one, and each shows its step's result.
    int64_t set(int64_t frames_per_second, int64_t step_us);
    /// What is seen at the end of the frame's time, so that the last one shows the last result.
    Cursor cursor(int64_t frame) const;

private:
    StepRun run_;
    int64_t frames_per_second_ = 20;
    int64_t frames_ = 0;
};

class Animation {
public:
    /// The document has no issues. Loads the fonts anew: a typesetter is not shared between threads.
    Animation(const Document& document, const Results& results, const RenderOptions& options,
              const FontSet& fonts);
    Animation(const Animation&) = delete;
    Animation& operator=(const Animation&) = delete;

    const Results& results() const { return results_; }
    Frame at(const Cursor& cursor);

    /// As FramePace.
    int64_t set_pace(int64_t frames_per_second, int64_t step_us) {
        return pace_.set(frames_per_second, step_us);
    }
    Frame frame(int64_t index) { return at(pace_.cursor(index)); }
    /// Of the figure, and of the lenses that are on.
    ColorPairs palette_pairs() const;

private:
    Document document_;
    Results results_;
    RenderOptions options_;
    Typesetter typesetter_;
    Rasters rasters_;
    CardNeeds card_needs_;
    FramePace pace_;
};

/// The number of frames that set_pace would return; saturates.
int64_t frames_of(int64_t steps, int64_t frames_per_second, int64_t step_us);

} // namespace convlens
