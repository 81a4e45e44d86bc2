// What is shared by all formats: limits, evaluation, frames, atomic names.
#include "export/export.h"

#include "document/evaluate.h"
#include "document/memory.h"
#include "document/reverse.h"
#include "document/shown_outputs.h"
#include "document/steps.h"
#include "document/work.h"
#include "i18n/error.h"
#include "input/limits.h"
#include "output/files/atomic_file.h"
#include "scene/lens_plan.h"
#include "scene/network/network_animation.h"
#include "scene/network/stages.h"

namespace convlens {
namespace {

void require_rate(const ExportRequest& request) {
    const ExportFormat& format = *request.format;
    if (format.max_frames_per_second != 0 && request.pace.frames_per_second > format.max_frames_per_second)
        throw Error(Error::Fault::request, std::string(format.rate_refusal),
                    {{"value", std::to_string(request.pace.frames_per_second)},
                     {"most", std::to_string(format.max_frames_per_second)}},
                    request.places.rate);
}

template <class Animated>
bool write_animation(const ExportRequest& request, Animated& animation, const Progress& progress) {
    Movie movie;
    movie.frames = animation.set_pace(request.pace.frames_per_second, request.pace.step_us);
    movie.facts = {request.pace.frames_per_second, animation.palette_pairs()};
    movie.frame = [&](int64_t frame) { return animation.frame(frame); };
    return write_movie(movie, request.format->movie, request.path, request.fonts, progress);
}

/// Pixels of a picture; an animation also has the one before.
int64_t picture_bytes(const ExportRequest& request) {
    const Vec2 size = request.options.composition.size;
    const double pixels = static_cast<double>(size.x) * static_cast<double>(size.y);
    return static_cast<int64_t>(pixels * (request.format->is_movie() ? 8 : 4));
}

/// Those that have to be computed: of a picture, what it shows.
OutputRange outputs_of(const ExportRequest& request) {
    const bool is_part = !request.results && !request.format->is_movie() && !request.cursor.reveal_all;
    return is_part ? shown_outputs(request.document, request.cursor.step) : OutputRange{};
}

} // namespace

namespace {

void require_frames(int64_t steps, const ExportPace& pace, const std::string& place) {
    const int64_t frames = frames_of(steps, pace.frames_per_second, pace.step_us);
    if (frames > limits::movie_frames)
        throw Error(Error::Fault::request, "error.too_many_frames",
                    {{"value", std::to_string(frames)}, {"most", std::to_string(limits::movie_frames)}},
                    place);
}

void validate_network(const ExportRequest& request) {
    require_memory(picture_bytes(request), request.places.size);
    if (!request.format->is_movie())
        return;
    require_frames(network_timeline(*request.network, *request.network_results).steps(), request.pace,
                   request.places.length);
    require_rate(request);
}

/// One picture or the whole.
template <class Animated>
bool write(const ExportRequest& request, Animated& animation, const Progress& progress) {
    if (request.format->is_movie())
        return write_animation(request, animation, progress);
    const auto picture = request.outlines_text ? request.format->outlined : request.format->picture;
    const std::string bytes = picture(animation.at(request.cursor), request.fonts);
    AtomicFile file(request.path);
    file.write(bytes);
    file.commit();
    return true;
}

} // namespace

void require_length(const Document& document, const ExportPace& pace, const std::string& place) {
    require_frames(shown_steps(document), pace, place);
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
        require_length(request.document, request.pace, request.places.length);
        require_rate(request);
    }
    if (request.needs_room)
        require_room(request.options.composition, request.document, request.places.size);
}

bool run(const ExportRequest& request, const Progress& progress) {
    validate(request);
    if (request.network) {
        NetworkAnimation animation(*request.network, *request.network_results, request.options, request.fonts,
                                   request.network_pace);
        return write(request, animation, progress);
    }
    Animation animation(request.document,
                        request.results ? *request.results
                                        : evaluate(request.document, {.outputs = outputs_of(request)}),
                        request.options, request.fonts);
    return write(request, animation, progress);
}

} // namespace convlens
