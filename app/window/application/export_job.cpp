// Pictures are this step; movies are the animation that the command line writes too.
#include "window/application/export_job.h"

#include "output/export.h"
#include "scene/animation.h"
#include "scene/base/tags.h"
#include "scene/lens_plan.h"
#include "window/platform/platform.h"

#include <cmath>

namespace convlens {
namespace {

RenderOptions look_of(const ExportWish& wish) {
    RenderOptions style{wish.theme, wish.language, {}};
    style.composition.size = {static_cast<float>(wish.form.width), static_cast<float>(wish.form.height)};
    style.composition.progress = true;
    return style;
}

bool write_series(const ExportWish& wish, Animation& animation, JobControl& control) {
    Movie movie;
    movie.frames_per_second = wish.form.frames_per_second;
    movie.frames = animation.set_pace(wish.form.frames_per_second,
                                      std::llround(static_cast<double>(wish.form.seconds_per_step) * 1e6));
    movie.palette_pairs = animation.palette_pairs();
    movie.frame = [&](int64_t frame) { return animation.frame(frame); };
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
    const RenderOptions style = look_of(wish);
    require_room(style.composition, wish.document, "");
    Animation animation(wish.document, wish.results, style, wish.fonts);
    PictureFormat format = PictureFormat::png;
    switch (wish.form.format) {
    case ExportFormat::gif:
    case ExportFormat::png_folder:
        return write_series(wish, animation, control);
    case ExportFormat::png:
        break;
    case ExportFormat::svg:
        format = PictureFormat::svg;
        break;
    case ExportFormat::pdf:
        format = PictureFormat::pdf;
        break;
    }
    write_picture(animation.at(wish.cursor), format, wish.form.path.data(), wish.fonts, tag_space_name);
    return true;
}

} // namespace convlens
