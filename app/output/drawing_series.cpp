// Frames go to the writer as they come.
#include "output/drawing_series.h"

#include <cassert>

namespace convlens {

bool write_drawings(const Movie& movie, OpenDrawings open, const std::string& path, const FontSet& fonts,
                    const Progress& progress) {
    assert(movie.frames > 0 && movie.frame);
    const std::unique_ptr<DrawingWriter> writer = open(path, movie.facts, fonts);
    for (int64_t number = 0; number < movie.frames; ++number) {
        if (progress && !progress(number, movie.frames))
            return false;
        writer->add(movie.frame(number));
    }
    if (progress && !progress(movie.frames, movie.frames))
        return false;
    writer->commit();
    return true;
}

} // namespace convlens
