#include "command/pictures.h"

#include "command/describe.h"
#include "command/fonts.h"
#include "command/output_name.h"
#include "command/progress_bar.h"
#include "document/results.h"
#include "engine/arithmetic.h"
#include "engine/relation.h"
#include "input/limits.h"
#include "output/export.h"
#include "scene/compose.h"
#include "scene/inks.h"
#include "scene/timeline.h"
#include "text/error.h"

#include <cmath>

namespace convlens {
namespace {

const Theme& theme_of(const Request& request) {
    return theme(request.theme.value_or(ThemeId::light));
}

void look_at(const Request& request, Document& document) {
    document.view = request.view.value_or(document.view);
    document.cell_text = request.cell_text.value_or(document.cell_text);
}

Composition composition_of(const Request& request) {
    const PictureSize size = request.size.value_or(PictureSize{});
    Composition composition;
    composition.size = {static_cast<float>(size.width), static_cast<float>(size.height)};
    composition.transparent = request.transparent;
    return composition;
}

int64_t frames_of(const Timeline& timeline, int64_t frames_per_second) {
    // Where a frame's duration is no whole number of microseconds, one frame a step is still what was meant.
    const int64_t frames_per_million_steps = frames_per_second * timeline.step_us;
    const int64_t off = frames_per_million_steps - 1'000'000;
    if ((off < 0 ? -off : off) * 2 <= frames_per_second)
        return timeline.steps;
    const double frames =
        static_cast<double>(timeline.steps) * static_cast<double>(frames_per_million_steps) / 1e6;
    return frames < 1e15 ? static_cast<int64_t>(std::ceil(frames - 1e-9)) : INT64_MAX;
}

void require_frames(int64_t frames) {
    if (frames > limits::movie_frames)
        throw Error(Error::Fault::request, "error.too_many_frames",
                    {{"value", std::to_string(frames)}, {"most", std::to_string(limits::movie_frames)}},
                    "--seconds-per-step");
}

/// A GIF of more frames a second is slowed down by the programs that show it.
void require_gif_rate(const Request& request) {
    constexpr int64_t most = 50;
    if (request.frames_per_second > most)
        throw Error(Error::Fault::request, "error.gif_frame_rate",
                    {{"value", std::to_string(request.frames_per_second)}, {"most", std::to_string(most)}},
                    "--fps");
}

} // namespace

void render(const Request& request, Target& target, const Texts& texts) {
    const Operation operation = operation_of(target.document);
    require_step(*request.step, steps_of(operation));
    const int64_t terms = operation.kind == Kind::max_unpool ? 1 : Relation(operation).terms_per_output();
    if (request.term && *request.term > terms)
        throw Error(
            Error::Fault::request, "error.whole_number",
            {{"value", std::to_string(*request.term)}, {"least", "0"}, {"most", std::to_string(terms)}},
            "--term");
    const PictureFormat format = picture_format(request.output);
    look_at(request, target.document);
    const Results results = evaluate(target.document);
    const FontSet fonts = load_fonts();
    Typesetter typesetter(fonts);
    const Cursor cursor =
        request.term ? after_terms(*request.step, *request.term) : finished(*request.step, terms);
    const Frame frame = compose({target.document, results, cursor, Tag{}, theme_of(request), texts,
                                 typesetter, composition_of(request)});
    write_picture(frame, format, request.output, fonts, tag_space_name);
}

void export_movie(const Request& request, Target& target, const Texts& texts) {
    Timeline timeline;
    timeline.steps = steps_of(operation_of(target.document));
    timeline.step_us = request.step_us;
    const int64_t frames = frames_of(timeline, request.frames_per_second);
    require_frames(frames);
    const MovieFormat format = movie_format(request.output);
    if (format == MovieFormat::gif)
        require_gif_rate(request);
    look_at(request, target.document);
    const Results results = evaluate(target.document);
    timeline.terms_per_step = results.terms_per_step;
    const FontSet fonts = load_fonts();
    Typesetter typesetter(fonts);
    const Composition composition = composition_of(request);

    Movie movie;
    movie.frames = frames;
    movie.frames_per_second = request.frames_per_second;
    movie.inks = inks(theme_of(request));
    movie.frame = [&](int64_t frame) {
        // What is seen at the end of the frame's time, so that the last one shows the last result.
        const int64_t end_us = static_cast<int64_t>(static_cast<double>(frame + 1) * 1e6 /
                                                    static_cast<double>(request.frames_per_second));
        const Cursor cursor =
            frames == timeline.steps ? finished(frame, timeline.terms_per_step) : timeline.at(end_us - 1);
        return compose(
            {target.document, results, cursor, Tag{}, theme_of(request), texts, typesetter, composition});
    };
    ProgressBar bar(request.progress);
    write_movie(movie, format, request.output, fonts, [&](int64_t done, int64_t all) {
        bar.show(done, all);
        return true;
    });
}

} // namespace convlens
