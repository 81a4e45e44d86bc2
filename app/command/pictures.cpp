#include "command/pictures.h"

#include "command/as_typed.h"
#include "command/describe.h"
#include "command/fonts.h"
#include "command/output_name.h"
#include "command/progress_bar.h"
#include "convlens/arithmetic.h"
#include "convlens/relation.h"
#include "document/evaluate.h"
#include "document/results.h"
#include "i18n/error.h"
#include "input/limits.h"
#include "output/export.h"
#include "scene/animation.h"
#include "scene/base/tags.h"
#include "scene/lens_plan.h"

#include <array>

namespace convlens {
namespace {

void look_at(const CommandLine& request, Document& document) {
    document.view = request.view.value_or(document.view);
    document.cell_text = request.cell_text.value_or(document.cell_text);
    document.lenses = request.lenses.value_or(document.lenses);
}

RenderOptions look_of(const CommandLine& request, const Texts& texts) {
    const PictureSize size = request.size.value_or(PictureSize{});
    RenderOptions style;
    style.theme = request.theme.value_or(ThemeId::light);
    style.language = texts.language();
    style.composition.size = {static_cast<float>(size.width), static_cast<float>(size.height)};
    style.composition.progress = true;
    style.composition.transparent = request.transparent;
    return style;
}

void require_frames(const CommandLine& request, int64_t frames) {
    constexpr std::array<std::string_view, 4> options = {"--input-size", "--input", "--fps",
                                                         "--seconds-per-step"};
    const std::string written = as_typed(options, request);
    if (frames > limits::movie_frames)
        throw Error(Error::Fault::request, "error.too_many_frames",
                    {{"value", std::to_string(frames)}, {"most", std::to_string(limits::movie_frames)}},
                    written.empty() ? "--seconds-per-step" : written);
}

/// A GIF of more frames a second is slowed down by the programs that show it.
void require_gif_rate(const CommandLine& request) {
    constexpr int64_t most = 50;
    if (request.frames_per_second > most)
        throw Error(Error::Fault::request, "error.gif_frame_rate",
                    {{"value", std::to_string(request.frames_per_second)}, {"most", std::to_string(most)}},
                    "--fps");
}

} // namespace

void render(const CommandLine& request, Target& target, const Texts& texts) {
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
    const RenderOptions style = look_of(request, texts);
    require_room(style.composition, target.document, request.size || !request.lenses ? "--size" : "--lenses");
    const FontSet fonts = load_fonts();
    Animation animation(target.document, evaluate(target.document), style, fonts);
    const Cursor cursor =
        request.term ? after_terms(*request.step, *request.term) : finished(*request.step, terms);
    write_picture(animation.at(cursor), format, request.output, fonts, tag_space_name);
}

void export_movie(const CommandLine& request, Target& target, const Texts& texts) {
    require_frames(request, frames_of(steps_of(operation_of(target.document)), request.frames_per_second,
                                      request.step_us));
    const MovieFormat format = movie_format(request.output);
    if (format == MovieFormat::gif)
        require_gif_rate(request);
    look_at(request, target.document);
    const RenderOptions style = look_of(request, texts);
    require_room(style.composition, target.document, request.size || !request.lenses ? "--size" : "--lenses");
    const FontSet fonts = load_fonts();
    Animation animation(target.document, evaluate(target.document), style, fonts);
    Movie movie;
    movie.frames = animation.set_pace(request.frames_per_second, request.step_us);
    movie.frames_per_second = request.frames_per_second;
    movie.palette_pairs = animation.palette_pairs();
    movie.frame = [&](int64_t frame) { return animation.frame(frame); };
    ProgressBar bar(request.progress);
    write_movie(movie, format, request.output, fonts, [&](int64_t done, int64_t all) {
        bar.show(done, all);
        return true;
    });
}

} // namespace convlens
