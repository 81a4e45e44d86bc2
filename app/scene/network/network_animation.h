// A network's view as pictures of one size and style, as Animation is for an operation: exports of both are
// written by the same code.
#pragma once

#include "scene/animation.h"
#include "scene/network/network_input.h"

namespace convlens {

class NetworkAnimation {
public:
    /// `results` are those of the document. Loads the fonts anew: a typesetter is not shared between threads.
    NetworkAnimation(const NetworkDocument& document, const NetworkResults& results,
                     const RenderOptions& options, const FontSet& fonts);
    NetworkAnimation(const NetworkAnimation&) = delete;
    NetworkAnimation& operator=(const NetworkAnimation&) = delete;

    Frame at(const Cursor& cursor);
    /// As FramePace.
    int64_t set_pace(const Pace& pace) { return pace_.set(pace); }
    Frame frame(int64_t index) { return at(pace_.cursor(index)); }
    ColorPairs palette_pairs() const;

private:
    NetworkDocument document_;
    NetworkResults results_;
    RenderOptions options_;
    Typesetter typesetter_;
    NetworkPictures pictures_;
    FramePace pace_;
};

} // namespace convlens
