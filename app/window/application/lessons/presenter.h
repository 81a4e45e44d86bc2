// The main window while a class sees its own: where its picture lies there, and the picture of what follows.
#pragma once

#include "window/application/editor.h"
#include "window/application/stage.h"
#include "window/gl/frame_picture.h"

#include <functional>
#include <optional>
#include <string>

namespace convlens {

inline constexpr float presenter_width = 272; // of the presenter's panel, px of the design

/// The class's picture, `class_size` px with `class_scale` of them to one of the design, as large as it fits
/// into `room`; `pixel_ratio`: px of the framebuffer to one of the window.
StagePlace mirrored_place(const Rect& room, Vec2 class_size, float class_scale, float pixel_ratio);

/// A figure before anything has moved: all that is asked is still open.
Frame first_picture(const Document& document, Vec2 size, float scale, const Theme& theme, const Texts& texts,
                    Typesetter& typesetter);

/// The first picture of what follows, small. Made once for each name and size.
class NextPicture {
public:
    /// The picture of so many px, with so many of them to one of the design.
    using MakeFrame = std::function<Frame(Vec2 size, float scale)>;

    explicit NextPicture(Typesetter& typesetter) : picture_(typesetter) {}

    /// Draws it into `place`, px of the window, which has the shape of the class's picture.
    void draw(const std::string& name, const MakeFrame& make, const StagePlace& like, const Rect& place,
              const Theme& theme, const Texts& texts, Platform::Size framebuffer);

private:
    struct Made {
        std::string name;
        Vec2 size;
        ThemeId theme{};
        Language language{};
        Frame frame;
    };
    gl::FramePicture picture_;
    std::optional<Made> made_;
};

} // namespace convlens
