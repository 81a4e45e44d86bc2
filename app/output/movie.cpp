// One painter for all frames, which repaints what differs.
#include "output/movie.h"

#include "output/painter/painter.h"

#include <cassert>
#include <cmath>
#include <optional>

namespace convlens {
namespace {

PixelRect pixel_rect(const Rect& rect) {
    if (rect.empty())
        return {};
    return {static_cast<int>(std::floor(rect.min.x)), static_cast<int>(std::floor(rect.min.y)),
            static_cast<int>(std::ceil(rect.max.x)), static_cast<int>(std::ceil(rect.max.y))};
}

} // namespace

bool write_movie(const Movie& movie, OpenMovie open, const std::string& path, const FontSet& fonts,
                 const Progress& progress) {
    assert(movie.frames > 0 && movie.facts.frames_per_second > 0 && movie.frame);
    const std::unique_ptr<MovieWriter> writer = open(path, movie.facts);
    std::optional<Painter> painter;
    for (int64_t number = 0; number < movie.frames; ++number) {
        if (progress && !progress(number, movie.frames))
            return false;
        const Frame frame = movie.frame(number);
        PixelRect touched;
        if (!painter) {
            painter.emplace(painted(frame, fonts));
            touched = {0, 0, painter->width(), painter->height()};
        } else {
            touched = pixel_rect(painter->repaint(frame));
        }
        writer->add({painter->pixels(), painter->width(), painter->height(), touched, number,
                     frame.background.a < 255});
    }
    if (progress && !progress(movie.frames, movie.frames))
        return false;
    writer->commit();
    return true;
}

} // namespace convlens
