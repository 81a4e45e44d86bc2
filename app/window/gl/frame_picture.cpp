// One of both ways is there.
#include "window/gl/frame_picture.h"

namespace convlens::gl {

FramePicture::FramePicture(Typesetter& typesetter, DrawnBy drawn_by) : typesetter_(typesetter) {
    const bool by_processor =
        drawn_by == DrawnBy::processor || (drawn_by == DrawnBy::the_quicker && is_software());
    if (by_processor)
        painted_.emplace(typesetter_);
    else
        renderer_.emplace();
}

void FramePicture::draw(const Frame& frame, const Target& target) {
    if (renderer_)
        return renderer_->draw(frame, typesetter_, target);
    painted_->paint(frame);
    painted_->draw(target);
}

} // namespace convlens::gl
