// A long stroke is several: each has a small rectangle to be painted again when it grows.
#include "window/session/strokes.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

Vec2 within_picture(Vec2 at) {
    return {std::clamp(at.x, 0.0F, 1.0F), std::clamp(at.y, 0.0F, 1.0F)};
}

} // namespace

bool Strokes::add(Drawing& drawing, Vec2 at) {
    if (drawing.points >= max_page_points)
        return false;
    PenStroke& stroke = drawing.strokes.back();
    if (stroke.points.size() >= max_points) {
        const PenStroke next{stroke.color, {stroke.points.back()}};
        drawing.strokes.push_back(next);
        ++drawing.points;
    }
    drawing.strokes.back().points.push_back(at);
    ++drawing.points;
    return true;
}

bool Strokes::begin(const std::string& page, PenColor color, Vec2 at) {
    end();
    Drawing& drawing = pages_[page];
    if (drawing.points >= max_page_points)
        return false;
    drawing.begun = ++begun_;
    drawing.strokes.push_back({color, {}});
    drawn_on_ = page;
    add(drawing, within_picture(at));
    if (pages_.size() > max_pages)
        drop_oldest();
    return true;
}

bool Strokes::extend(Vec2 at) {
    if (!drawn_on_)
        return true;
    Drawing& drawing = pages_[*drawn_on_];
    const Vec2 next = within_picture(at), last = drawing.strokes.back().points.back();
    if (std::hypot(next.x - last.x, next.y - last.y) < min_distance)
        return true;
    return add(drawing, next);
}

void Strokes::wipe(const std::string& page) {
    if (drawn_on_ == page)
        end();
    pages_.erase(page);
}

const std::vector<PenStroke>& Strokes::of(const std::string& page) const {
    static const std::vector<PenStroke> none;
    const auto found = pages_.find(page);
    return found == pages_.end() ? none : found->second.strokes;
}

void Strokes::drop_oldest() {
    pages_.erase(std::ranges::min_element(pages_, {}, [](const auto& page) { return page.second.begun; }));
}

} // namespace convlens
