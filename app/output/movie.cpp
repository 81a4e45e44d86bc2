// One painter for all frames, which repaints what differs.
#include "output/movie.h"

#include "output/painter/painter.h"
#include "picture/photo.h"

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

constexpr std::size_t photo_colors = 96; // of a palette, of all pictures together

/// The colours of the first frame's pictures, too.
MovieFacts with_photos(MovieFacts facts, const Frame& first) {
    std::vector<const PhotoPixels*> shown;
    for (const Item& item : first.items)
        if (const Photo* photo = std::get_if<Photo>(&item.shape); photo && pixel_place(*photo))
            shown.push_back(photo->pixels.get());
    for (const PhotoPixels* pixels : shown)
        for (const Color color : main_colors(*pixels, photo_colors / shown.size()))
            facts.palette_pairs.emplace_back(color, color);
    return facts;
}

} // namespace

bool write_movie(const Movie& movie, OpenMovie open, const std::string& path, const FontSet& fonts,
                 const Progress& progress) {
    assert(movie.frames > 0 && movie.facts.rate.frames > 0 && movie.frame);
    std::unique_ptr<MovieWriter> writer;
    std::optional<Painter> painter;
    for (int64_t number = 0; number < movie.frames; ++number) {
        if (progress && !progress(number, movie.frames))
            return false;
        const Frame frame = movie.frame(number);
        if (!writer)
            writer = open(path, with_photos(movie.facts, frame));
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
