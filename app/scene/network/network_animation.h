// A network's view as pictures of one size and style, as Animation is for an operation: exports of both are
// written by the same code.
#pragma once

#include "scene/animation.h"
#include "scene/network/network_input.h"

namespace convlens {

class NetworkAnimation {
public:
    /// `results` are those of the document. Loads the fonts anew: a typesetter is not shared between threads.
    /// `pace`: of the cursors of `at`; frames go by stages.
    NetworkAnimation(const NetworkDocument& document, const NetworkResults& results,
                     const RenderOptions& options, const FontSet& fonts, BackPace pace = BackPace::stages);
    NetworkAnimation(const NetworkAnimation&) = delete;
    NetworkAnimation& operator=(const NetworkAnimation&) = delete;

    /// All frames of `at` from now on as one column of this width, px, as high as its highest stage needs.
    void make_column(float width);
    Frame at(const Cursor& cursor) { return picture(cursor, at_pace_); }
    /// As FramePace.
    int64_t set_pace(const Pace& pace) { return pace_.set(pace); }
    Frame frame(int64_t index) { return picture(pace_.cursor(index), BackPace::stages); }
    ColorPairs palette_pairs() const;

private:
    Frame picture(const Cursor& cursor, BackPace pace);
    NetworkSceneInput input_at(const Cursor& cursor, BackPace pace);

    NetworkDocument document_;
    NetworkResults results_;
    RenderOptions options_;
    Typesetter typesetter_;
    NetworkPictures pictures_;
    FramePace pace_;
    BackPace at_pace_;
};

} // namespace convlens
