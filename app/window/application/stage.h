// The figure in the window: where it lies, the Frame that compose makes of it, and its drawing by OpenGL.
#pragma once

#include "picture/typesetter.h"
#include "scene/base/scene_input.h"
#include "scene/card_needs.h"
#include "scene/page/overlay_state.h"
#include "window/application/editor.h"
#include "window/gl/frame_picture.h"
#include "window/platform/platform.h"

#include <optional>
#include <utility>

namespace convlens {

/// Where the figure lies, and how large its pixels are.
struct StagePlace {
    Rect rect;       // px of the window
    float ratio = 1; // px of the frame to one of the window
    float scale = 1; // px of the window to one of the design
    float zoom = 1;  // px of the framebuffer to one of the frame

    /// Of the frame, to one of the design.
    float design_px() const { return scale * ratio; }
    Vec2 to_frame(Vec2 window) const { return (window - rect.min) * ratio; }
    Vec2 to_window(Vec2 frame) const { return rect.min + frame * (1 / ratio); }
};

/// Needs a current OpenGL context, also when it goes.
class Stage {
public:
    Stage(const FontSet& fonts, const Session& session, const Settings& settings, const Editor& editor);

    /// What the picture follows from; `lit`: what is pointed at.
    SceneInput input(const StagePlace& place, const Texts& texts, Tag lit);
    void compose(const StagePlace& place, const Texts& texts, Tag lit);
    /// The same as a picture to take away: without what can be clicked.
    Frame picture(const StagePlace& place, const Texts& texts);
    /// A picture that was composed elsewhere.
    void show(Frame frame) { frame_ = std::move(frame); }
    /// As it was composed last.
    Frame& frame() { return frame_; }
    Typesetter& typesetter() { return typesetter_; }
    /// `above`: over it, in the size that it is drawn with.
    void draw(const StagePlace& place, Platform::Size framebuffer, const PageOverlay& above = {});

private:
    SceneInput input_of(const Evaluated& shown, const StagePlace& place, const Texts& texts, Tag lit);

    const Session& session_;
    const Settings& settings_;
    const Editor& editor_;
    Typesetter typesetter_;
    CardNeeds card_needs_;
    gl::FramePicture picture_;
    Frame frame_;
};

/// The whole window in one colour.
void clear_window(Color color);

} // namespace convlens
