// Pictures are this step; movies show what is seen at the end of each frame's time, so that the last one
// shows the last result.
#include "window/export_job.h"

#include "output/export.h"
#include "scene/compose.h"
#include "scene/inks.h"
#include "scene/rasters.h"
#include "window/platform.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

class Composer {
public:
    explicit Composer(const ExportWish& wish)
        : wish_(wish), typesetter_(wish.fonts), rasters_(make_rasters(wish.results)) {
        composition_.size = {static_cast<float>(wish.form.width), static_cast<float>(wish.form.height)};
    }
    Frame at(const Cursor& cursor) {
        return compose({wish_.document, wish_.results, cursor, Tag{}, theme(wish_.theme),
                        Texts(wish_.language), typesetter_, composition_, &rasters_});
    }

private:
    const ExportWish& wish_;
    Typesetter typesetter_;
    Rasters rasters_;
    Composition composition_;
};

bool write_series(const ExportWish& wish, Composer& composer, JobControl& control) {
    Timeline timeline;
    timeline.steps = std::max<int64_t>(wish.results.steps, 1);
    timeline.terms_per_step = std::max<int64_t>(wish.results.terms_per_step, 1);
    timeline.step_us = std::llround(static_cast<double>(wish.form.seconds_per_step) * 1e6);
    const double rate = wish.form.frames_per_second;
    Movie movie;
    movie.frames_per_second = wish.form.frames_per_second;
    movie.frames =
        std::max<int64_t>(std::llround(static_cast<double>(timeline.duration_us()) * rate / 1e6), 1);
    movie.inks = inks(theme(wish.theme));
    movie.frame = [&](int64_t frame) {
        if (movie.frames == timeline.steps)
            return composer.at(finished(frame, timeline.terms_per_step));
        return composer.at(timeline.at(std::llround(static_cast<double>(frame + 1) * 1e6 / rate) - 1));
    };
    const MovieFormat format =
        wish.form.format == ExportFormat::gif ? MovieFormat::gif : MovieFormat::png_folder;
    double last = 0;
    return write_movie(movie, format, wish.form.path.data(), wish.fonts, [&](int64_t done, int64_t all) {
        control.done = done;
        control.all = all;
        if (platform_seconds() - last > 0.05) { // the window draws the bar only so often
            last = platform_seconds();
            wake_platform();
        }
        return !control.cancelled;
    });
}

} // namespace

bool write_export(const ExportWish& wish, JobControl& control) {
    Composer composer(wish);
    PictureFormat format = PictureFormat::png;
    switch (wish.form.format) {
    case ExportFormat::gif:
    case ExportFormat::png_folder:
        return write_series(wish, composer, control);
    case ExportFormat::png:
        break;
    case ExportFormat::svg:
        format = PictureFormat::svg;
        break;
    case ExportFormat::pdf:
        format = PictureFormat::pdf;
        break;
    }
    write_picture(composer.at(wish.cursor), format, wish.form.path.data(), wish.fonts, tag_space_name);
    return true;
}

} // namespace convlens
