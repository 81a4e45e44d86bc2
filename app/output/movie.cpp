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

/// Frames to a writer, one after the other.
class MovieMaker {
public:
    MovieMaker(const Movie& movie, const FontSet& fonts, const Progress& progress)
        : movie_(movie), fonts_(fonts), progress_(progress) {}

    /// Returns whether it came to the end.
    bool write(OpenMovie open, const std::string& path) {
        for (number_ = 0; number_ < movie_.frames; ++number_) {
            if (!goes_on())
                return false;
            add(open, path);
        }
        if (!goes_on())
            return false;
        writer_->commit();
        return true;
    }

private:
    bool goes_on() const { return !progress_ || progress_(number_, movie_.frames); }

    void add(OpenMovie open, const std::string& path) {
        const Frame frame = movie_.frame(number_);
        if (!writer_) {
            MovieFacts facts = with_photos(movie_.facts, frame);
            facts.goes_on = [this] { return goes_on(); };
            writer_ = open(path, facts);
        }
        PixelRect touched;
        if (!painter_) {
            painter_.emplace(painted(frame, fonts_));
            touched = {0, 0, painter_->width(), painter_->height()};
        } else {
            touched = pixel_rect(painter_->repaint(frame));
        }
        writer_->add({painter_->pixels(), painter_->width(), painter_->height(), touched, number_,
                      frame.background.a < 255, painter_->painted_parts()});
    }

    const Movie& movie_;
    const FontSet& fonts_;
    const Progress& progress_;
    int64_t number_ = 0;
    std::unique_ptr<MovieWriter> writer_;
    std::optional<Painter> painter_;
};

} // namespace

bool write_movie(const Movie& movie, OpenMovie open, const std::string& path, const FontSet& fonts,
                 const Progress& progress) {
    assert(movie.frames > 0 && movie.facts.rate.frames > 0 && movie.frame);
    try {
        return MovieMaker(movie, fonts, progress).write(open, path);
    } catch (const MovieGivenUp&) {
        return false;
    }
}

} // namespace convlens
