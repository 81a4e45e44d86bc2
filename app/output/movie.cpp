// The whole animation, frame by frame: painted, encoded, forgotten.
#include "i18n/error.h"
#include "output/atomic_file.h"
#include "output/atomic_folder.h"
#include "output/export.h"
#include "output/gif.h"
#include "output/painter.h"
#include "output/png.h"

#include <cassert>
#include <cmath>
#include <memory>

namespace convlens {
namespace {

constexpr int64_t gif_frames_per_second = 50; // browsers show a delay of 1/100 s as 1/10 s

// What has happened to the painter's pixels.
PixelRect pixel_rect(const Rect& rect) {
    if (rect.empty())
        return {};
    return {static_cast<int>(std::floor(rect.min.x)), static_cast<int>(std::floor(rect.min.y)),
            static_cast<int>(std::ceil(rect.max.x)), static_cast<int>(std::ceil(rect.max.y))};
}

struct Painted {
    const Painter& painter;
    PixelRect touched; // may differ from the frame before
    int64_t number;    // of the frame, from 0
    bool transparent;
};

// Paints frame after frame and hands each to `take`; returns whether it came to the end.
bool paint_all(const Movie& movie, const FontSet& fonts, const Progress& progress,
               const std::function<void(const Painted&)>& take) {
    std::unique_ptr<Painter> painter;
    for (int64_t number = 0; number < movie.frames; ++number) {
        if (progress && !progress(number, movie.frames))
            return false;
        const Frame frame = movie.frame(number);
        PixelRect touched;
        if (painter == nullptr) {
            painter = std::make_unique<Painter>(static_cast<int>(std::lround(frame.size.x)),
                                                static_cast<int>(std::lround(frame.size.y)), fonts);
            painter->paint(frame);
            touched = {0, 0, painter->width(), painter->height()};
        } else {
            touched = pixel_rect(painter->repaint(frame));
        }
        take({*painter, touched, number, frame.background.a < 255});
    }
    return !progress || progress(movie.frames, movie.frames);
}

// When the frame begins, in 1/100 s: each is rounded by itself, so that errors never add up.
int64_t hundredths(int64_t frame, int64_t frames_per_second) {
    return (frame * 200 + frames_per_second) / (2 * frames_per_second);
}

bool write_gif(const Movie& movie, const std::string& path, const FontSet& fonts, const Progress& progress) {
    AtomicFile file(path);
    std::unique_ptr<GifWriter> gif;
    const auto take = [&](const Painted& painted) {
        if (gif == nullptr)
            gif = std::make_unique<GifWriter>(painted.painter.width(), painted.painter.height(),
                                              movie.palette_pairs,
                                              [&](std::string_view bytes) { file.write(bytes); });
        const int64_t begin = hundredths(painted.number, movie.frames_per_second);
        const int64_t end = hundredths(painted.number + 1, movie.frames_per_second);
        gif->add(painted.painter.pixels(), painted.touched, end - begin);
    };
    if (!paint_all(movie, fonts, progress, take))
        return false;
    gif->finish();
    file.commit();
    return true;
}

bool write_png_folder(const Movie& movie, const std::string& path, const FontSet& fonts,
                      const Progress& progress) {
    AtomicFolder folder(path);
    std::vector<std::byte> png; // of the frame before, kept for frames that do not differ
    const auto take = [&](const Painted& painted) {
        const Painter& painter = painted.painter;
        if (png.empty() || !painted.touched.empty())
            png = encode_png(painter.pixels(), painter.width(), painter.height(), painted.transparent);
        folder.add({reinterpret_cast<const char*>(png.data()), png.size()});
    };
    if (!paint_all(movie, fonts, progress, take))
        return false;
    folder.commit();
    return true;
}

} // namespace

bool write_movie(const Movie& movie, MovieFormat format, const std::string& path, const FontSet& fonts,
                 const Progress& progress) {
    assert(movie.frames > 0 && movie.frames_per_second > 0 && movie.frame);
    switch (format) {
    case MovieFormat::gif:
        if (movie.frames_per_second > gif_frames_per_second)
            throw Error(Error::Fault::request, "error.gif_frame_rate",
                        {{"value", std::to_string(movie.frames_per_second)},
                         {"most", std::to_string(gif_frames_per_second)}},
                        "--fps");
        return write_gif(movie, path, fonts, progress);
    case MovieFormat::png_folder:
        return write_png_folder(movie, path, fonts, progress);
    }
    assert(!"a movie format that does not exist");
    return false;
}

} // namespace convlens
