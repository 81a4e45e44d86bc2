// All that lies on the canvas is made at once, whatever part of it is painted.
#include "output/painter/photo_painter.h"

#include "picture/photo.h"

#include <algorithm>

namespace convlens {
namespace {

constexpr std::size_t max_known = 8;

} // namespace

const PhotoPainter::Known& PhotoPainter::known(const Photo& photo, const PixelRect& place,
                                               const PixelRect& part) {
    const auto same = std::ranges::find_if(known_, [&](const Known& one) {
        return one.pixels == photo.pixels && one.place == place && one.part == part;
    });
    if (same != known_.end())
        return *same;
    if (known_.size() == max_known)
        known_.erase(known_.begin());
    const PixelRect within{part.x0 - place.x0, part.y0 - place.y0, part.x1 - place.x0, part.y1 - place.y0};
    known_.push_back(
        {photo.pixels, place, part, resampled(*photo.pixels, place.width(), place.height(), within)});
    return known_.back();
}

void PhotoPainter::draw(const Photo& photo, PixelCanvas& canvas) {
    const auto place = pixel_place(photo);
    if (!place)
        return;
    const PixelRect part = intersected(*place, canvas.area());
    const PixelRect painted = intersected(part, canvas.clip());
    if (painted.empty())
        return;
    const Known& shown = known(photo, *place, part);
    for (int y = painted.y0; y < painted.y1; ++y) {
        const uint32_t* from =
            shown.colors.data() +
            static_cast<std::size_t>(y - part.y0) * static_cast<std::size_t>(part.width()) +
            (painted.x0 - part.x0);
        uint32_t* to = canvas.row(y) + painted.x0;
        for (int x = painted.x0; x < painted.x1; ++x, ++from, ++to)
            *to = over(*from, *to);
    }
}

} // namespace convlens
