// A document as pictures of one size and look: the picture of a cursor, and the frames of the whole
// animation. Owns everything that composing needs, so that exports on any thread share one way of making
// frames.
#pragma once

#include "document/document.h"
#include "document/evaluate/results.h"
#include "picture/frame_rate.h"
#include "picture/theme.h"
#include "picture/typesetter.h"
#include "scene/base/palette_pairs.h"
#include "scene/base/scene_input.h"
#include "scene/base/timeline.h"
#include "scene/card_needs.h"
#include "scene/model/rasters.h"
#include "scene/pair/pair_cursors.h"

#include <cstdint>
#include <numeric>
#include <optional>

namespace convlens {

/// How the pictures of a document look.
struct RenderOptions {
    ThemeId theme = ThemeId::light;
    Language language = Language::en;
    Composition composition;
};

/// Which moments the frames of an animation show. A value.
struct Pace {
    FrameRate rate;
    int64_t step_us = 1'000'000; // a step
    int64_t first_step = 0;
    std::optional<int64_t> last_step = {}; // included; absent: the last there is
    bool plays_phases = true;              // false: a step is finished from its first frame on

    /// The rate at which a step is one frame.
    FrameRate one_a_step() const {
        const int64_t common = std::gcd<int64_t>(1'000'000, step_us);
        return {1'000'000 / common, step_us / common};
    }
    /// Of the steps that there are.
    int64_t steps_of(int64_t all) const { return last_step.value_or(all - 1) - first_step + 1; }
};

/// Which cursor each frame of an animation shows.
class FramePace {
public:
    explicit FramePace(const StepRun& run) : run_(run), frames_(run.steps) {}
    /// Returns the number of frames. Where that is one a step, or nearly so for want of whole microseconds,
    /// it is exactly one, and each shows its step's result.
    /// Preconditions  the first and last step are among the run's
    int64_t set(const Pace& pace);
    /// What is seen at the end of the frame's time, so that the last one shows the last result.
    Cursor cursor(int64_t frame) const;

private:
    StepRun run_;
    Pace pace_;
    int64_t frames_ = 0;
};

class Animation {
public:
    /// The document has no issues. Loads the fonts anew: a typesetter is not shared between threads.
    Animation(const Document& document, const Results& results, const RenderOptions& options,
              const FontSet& fonts);
    Animation(const Animation&) = delete;
    Animation& operator=(const Animation&) = delete;

    /// From now on all parts lie one below the other, as high as they need at this width, px: for phones.
    /// Preconditions  the document is no pair
    void make_column(float width);

    const Results& results() const { return results_; }
    Frame at(const Cursor& cursor);

    /// As FramePace.
    int64_t set_pace(const Pace& pace) { return pace_.set(pace); }
    Frame frame(int64_t index) { return at(pace_.cursor(index)); }
    /// Of the figure, and of the lenses that are on.
    ColorPairs palette_pairs() const;

private:
    SceneInput input_at(const PairCursors& cursors);

    Document document_;
    Results results_;
    RenderOptions options_;
    Typesetter typesetter_;
    Rasters rasters_;
    CardNeeds card_needs_;
    FramePace pace_;
};

/// The number of frames that set_pace would return of so many steps in all; saturates.
/// Preconditions  rate.frames * step_us < 2^62
int64_t frames_of(int64_t steps, const Pace& pace);

} // namespace convlens
