// A pen that is put away, or a page that is left, ends the stroke.
#include "window/session/class_session.h"

namespace convlens {

void ClassSession::go_to(const std::string& page) {
    if (page == page_)
        return;
    strokes_.end();
    page_ = page;
}

void ClassSession::choose(PenColor pen) {
    const bool same = pen_ == pen;
    put_away();
    if (!same)
        pen_ = pen;
}

void ClassSession::put_away() {
    strokes_.end();
    pen_.reset();
}

bool ClassSession::press(Vec2 at) {
    return !pen_ || strokes_.begin(page_, *pen_, at);
}

bool ClassSession::move(Vec2 at) {
    return strokes_.extend(at);
}

void ClassSession::point_at(Vec2 at) {
    if (at.x >= 0 && at.x <= 1 && at.y >= 0 && at.y <= 1)
        pointed_at_ = at;
}

PageOverlay ClassSession::overlay(double now) const {
    PageOverlay overlay;
    overlay.strokes = strokes_.of(page_);
    overlay.spotlight = spotlight();
    if (shows_minutes_)
        overlay.clock_seconds = clock_.seconds(now);
    return overlay;
}

} // namespace convlens
