// What is shared by all formats: limits, evaluation, frames, atomic names.
#include "export/export.h"

#include "document/evaluate/evaluate.h"
#include "document/evaluate/memory.h"
#include "document/evaluate/reverse.h"
#include "document/evaluate/shown_outputs.h"
#include "document/evaluate/work.h"
#include "document/scene_file/embedded_scene.h"
#include "document/steps.h"
#include "export/framing.h"
#include "export/page_figures.h"
#include "export/paper.h"
#include "i18n/error.h"
#include "input/limits.h"
#include "output/files/atomic_file.h"
#include "scene/lens_plan.h"
#include "scene/network/network_animation.h"
#include "scene/network/way_back/stages.h"
#include "web_page/figure_page.h"

#include <functional>
#include <utility>
#include <vector>

namespace convlens {
namespace {

/// "20", "23.976", "24000/1001".
std::string rate_text(const FrameRate& rate) {
    if (rate.seconds == 1)
        return std::to_string(rate.frames);
    if (1'000'000 % rate.seconds != 0)
        return std::to_string(rate.frames) + "/" + std::to_string(rate.seconds);
    std::string text = std::to_string(rate.per_second());
    return text.erase(text.find_last_not_of('0') + 1);
}

void require_rate(const ExportRequest& request) {
    const ExportFormat& format = *request.format;
    if (format.max_frames_per_second != 0 && request.pace.rate.is_over(format.max_frames_per_second))
        throw Error(
            Error::Fault::request, std::string(format.rate_refusal),
            {{"value", rate_text(request.pace.rate)}, {"most", std::to_string(format.max_frames_per_second)}},
            request.places.rate);
}

/// Pixels of a picture; an animation also has the one before.
int64_t picture_bytes(const ExportRequest& request, Vec2 size) {
    const double pixels = static_cast<double>(size.x) * static_cast<double>(size.y);
    return static_cast<int64_t>(pixels * (request.format->is_movie() ? 8 : 4));
}
/// Of the whole picture. Drawings have no pixels: however fine their dots are, they are as composed.
int64_t picture_bytes(const ExportRequest& request) {
    const Vec2 composed = request.options.composition.size;
    return picture_bytes(request,
                         request.format->is_painted ? file_size({composed, request.file_width}) : composed);
}

Framing framing_of(const ExportRequest& request, int64_t frames, const std::function<Frame(int64_t)>& frame) {
    constexpr float margin = 8; // px at scale 1
    Framing framing;
    if (request.crops)
        framing = {frames, frame, margin * request.options.composition.scale, request.fonts};
    if (request.file_width)
        framing.bring_to(*request.file_width);
    const Vec2 composed = request.options.composition.size;
    require_memory(picture_bytes(request, request.format->is_painted ? framing.size_of(composed) : composed),
                   request.places.size);
    return framing;
}

/// Of the whole file.
template <class Animated> Framing framing_of(const ExportRequest& request, Animated& animation) {
    if (!request.format->is_movie())
        return framing_of(request, 1, [&](int64_t) { return animation.at(request.cursor); });
    const int64_t frames = animation.set_pace(pace_in(*request.format, request.pace));
    return framing_of(request, frames, [&](int64_t frame) { return animation.frame(frame); });
}

template <class Animated>
bool write_animation(const ExportRequest& request, Animated& animation, const Progress& progress) {
    Movie movie;
    movie.frames = animation.set_pace(pace_in(*request.format, request.pace));
    movie.facts = {request.pace.rate, animation.palette_pairs(), request.loops, request.quality,
                   request.file};
    const Framing framing = framing_of(request, animation);
    movie.frame = [&](int64_t frame) { return framing.framed(animation.frame(frame)); };
    const ExportFormat& format = *request.format;
    return format.movie != nullptr
               ? write_movie(movie, format.movie, request.path, request.fonts, progress)
               : write_drawings(movie, format.drawings, request.path, request.fonts, progress);
}

/// What belongs to a step, by its number behind the first one.
template <class Of>
std::function<Of(int64_t)> counted_from(int64_t first, std::function<Of(int64_t)> of_step) {
    return [first, all = std::move(of_step)](int64_t step) { return all(first + step); };
}

/// The same of figures in several languages.
bool write_page(const ExportRequest& request, std::vector<PageFigure> figures, const Progress& progress) {
    AtomicFile file(request.path, FileOrder::straight, request.file.makes_folder);
    const int64_t first = request.pace.first_step;
    FigurePage page;
    page.steps = request.pace.steps_of(steps_of(request));
    page.step_us = request.pace.step_us;
    page.loops = request.loops;
    page.slides = !request.pace.plays_phases ? Slides::never
                  : request.slides_by_hand   ? Slides::always
                                             : Slides::playing;
    page.follows_reader = figures.size() > 1;
    page.theme = request.options.theme;
    page.fonts = request.fonts;
    page.scene = request.file.scene;
    for (PageFigure& figure : figures) {
        const auto picture = counted_from(first, std::move(figure.picture));
        figure.picture = [framing = framing_of(request, page.steps, picture), picture](int64_t step) {
            return framing.framed(picture(step));
        };
        if (figure.narrow)
            figure.narrow = counted_from(first, std::move(figure.narrow));
        figure.words = counted_from(first, std::move(figure.words));
    }
    page.figures = std::move(figures);
    const std::optional<std::string> bytes = figure_page(page, progress);
    if (!bytes)
        return false;
    file.write_whole(*bytes);
    return true;
}

/// Of a document or a network, in each of the languages.
template <class Shown, class Found>
std::vector<PageFigure> page_figures(const ExportRequest& request, const Shown& shown, const Found& results) {
    std::vector<PageFigure> figures;
    RenderOptions options = request.options;
    for (const Language language :
         request.languages.empty() ? std::vector{options.language} : request.languages) {
        options.language = language;
        figures.push_back(page_figure(shown, results, options, request.fonts));
    }
    return figures;
}

/// Those that have to be computed: of a picture, what it shows.
OutputRange outputs_of(const ExportRequest& request) {
    const bool is_part = !request.results && !request.format->is_movie() && !request.cursor.reveal_all;
    return is_part ? shown_outputs(request.document, request.cursor.step) : OutputRange{};
}

void require_frames(int64_t steps, const Pace& pace, const ExportPlaces& places) {
    require_steps(steps, pace, places);
    const int64_t frames = frames_of(steps, pace);
    if (frames > limits::movie_frames)
        throw Error(Error::Fault::request, "error.too_many_frames",
                    {{"value", std::to_string(frames)}, {"most", std::to_string(limits::movie_frames)}},
                    places.length);
}

void validate_network(const ExportRequest& request) {
    require_memory(picture_bytes(request), request.places.size);
    if (!request.format->is_movie())
        return;
    require_frames(steps_of(request), pace_in(*request.format, request.pace), request.places);
    require_rate(request);
}

/// One picture or the whole.
template <class Animated>
bool write(const ExportRequest& request, Animated& animation, const Progress& progress) {
    if (request.format->is_movie())
        return write_animation(request, animation, progress);
    AtomicFile file(request.path, FileOrder::straight, request.file.makes_folder);
    const Framing framing = framing_of(request, animation);
    file.write_whole(
        request.format->picture(framing.framed(animation.at(request.cursor)), request.fonts, request.file));
    return true;
}

/// What the file says of itself, beside the pictures.
ExportRequest with_file_facts(ExportRequest request) {
    const LocalText& title = request.network ? request.network->title : request.document.title;
    request.file.title = title.in(request.options.language);
    if (!request.holds_scene)
        return request;
    const int64_t step = request.format->is_movie() ? request.pace.first_step
                         : request.network
                             ? stage_step(*request.network, request.cursor, request.network_pace)
                             : request.cursor.step;
    request.file.scene = held_scene(request, step);
    // The text, and packed in some way.
    require_memory(picture_bytes(request) + 3 * static_cast<int64_t>(request.file.scene.size()),
                   request.places.size);
    return request;
}

} // namespace

int64_t steps_of(const ExportRequest& request) {
    return request.network ? network_timeline(*request.network, *request.network_results).steps()
                           : shown_steps(request.document);
}

std::string held_scene(const ExportRequest& request, int64_t step) {
    if (!request.holds_scene)
        return {};
    return request.network ? embedded_scene(*request.network, step) : embedded_scene(request.document, step);
}

Pace pace_in(const ExportFormat& format, Pace pace) {
    if (format.is_by_step)
        pace.rate = pace.one_a_step();
    return pace;
}

void require_steps(int64_t steps, const Pace& pace, const ExportPlaces& places) {
    const int64_t last = pace.last_step.value_or(steps - 1);
    if (pace.first_step > last || last >= steps)
        throw Error(Error::Fault::request, "error.step_range",
                    {{"value", std::to_string(pace.first_step) + ".." + std::to_string(last)},
                     {"most", std::to_string(steps - 1)}},
                    places.steps);
}

void require_length(const Document& document, const Pace& pace, const ExportPlaces& places) {
    require_frames(shown_steps(document), pace, places);
}

void validate(const ExportRequest& request) {
    if (request.network) {
        validate_network(request);
        return;
    }
    const OutputRange outputs = outputs_of(request);
    const int64_t results = results_bytes(request.document, outputs);
    require_memory(results, request.places.memory);
    require_memory(results + picture_bytes(request), request.places.size);
    if (!request.results && !request.format->is_movie())
        require_few_operations(operations_of(request.document, outputs), request.places.memory);
    if (request.format->is_movie()) {
        require_length(request.document, pace_in(*request.format, request.pace), request.places);
        require_rate(request);
    }
    if (request.needs_room)
        require_room(request.options.composition, request.document, request.places.size);
}

bool run(const ExportRequest& asked, const Progress& progress) {
    validate(asked);
    const ExportRequest request = with_file_facts(asked);
    if (request.network) {
        if (request.format->is_page)
            return write_page(request, page_figures(request, *request.network, *request.network_results),
                              progress);
        NetworkAnimation animation(*request.network, *request.network_results, request.options, request.fonts,
                                   request.network_pace);
        return write(request, animation, progress);
    }
    const Results results =
        request.results ? *request.results : evaluate(request.document, {.outputs = outputs_of(request)});
    if (request.format->is_page)
        return write_page(request, page_figures(request, request.document, results), progress);
    Animation animation(request.document, results, request.options, request.fonts);
    return write(request, animation, progress);
}

} // namespace convlens
