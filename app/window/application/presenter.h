// The main window while a class sees its own: where its picture lies there, and the picture of what follows.
#pragma once

#include "window/application/editor.h"
#include "window/application/stage.h"
#include "window/gl/frame_picture.h"

#include <optional>

namespace convlens {

inline constexpr float presenter_width = 272; // of the presenter's panel, px of the design

/// The class's picture, `class_size` px with `class_scale` of them to one of the design, as large as it fits
/// into `room`; `pixel_ratio`: px of the framebuffer to one of the window.
StagePlace mirrored_place(const Rect& room, Vec2 class_size, float class_scale, float pixel_ratio);

/// The first picture of the figure that follows, small. Made once for each figure and size.
class NextPicture {
public:
    explicit NextPicture(Typesetter& typesetter) : typesetter_(typesetter), picture_(typesetter) {}

    /// Draws it into `place`, px of the window, which has the shape of the class's picture.
    void draw(const Document& next, const StagePlace& like, const Rect& place, const Theme& theme,
              const Texts& texts, Platform::Size framebuffer);

private:
    struct Made {
        std::string name;
        Vec2 size;
        ThemeId theme{};
        Language language{};
        Frame frame;
    };
    Typesetter& typesetter_;
    gl::FramePicture picture_;
    std::optional<Made> made_;
};

} // namespace convlens
