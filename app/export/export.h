// A document to a file: one picture of a step, or the whole animation. The window, `render`, `export` and
// `export
// --all` all come here. Knows no options and no panels.
#pragma once

#include "document/document.h"
#include "document/evaluate/results.h"
#include "document/network.h"
#include "export/formats.h"
#include "network/results.h"
#include "output/movie.h"
#include "picture/typesetter.h"
#include "scene/animation.h"
#include "scene/base/timeline.h"
#include "scene/network/network_input.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace convlens {

/// What refusals name as the place of the fault: options as they were typed; empty in the window.
struct ExportPlaces {
    std::string length, rate, size, memory, steps;
};

struct ExportRequest {
    Document document;     // without issues
    RenderOptions options; // theme, language, size
    FontSet fonts;
    const ExportFormat* format = &export_formats[0];
    std::string path;                       // "-": standard output
    Pace pace;                              // of an animation
    Cursor cursor;                          // of one picture
    std::shared_ptr<const Results> results; // of the document; null: `run` evaluates it
    // A network in place of the document, and its results, without a misfit.
    std::shared_ptr<const NetworkDocument> network;
    std::shared_ptr<const NetworkResults> network_results;
    BackPace network_pace = BackPace::stages; // of `cursor`; a movie goes by stages
    std::optional<float>
        file_width;          // px, of formats that are painted: frames are brought to it; absent: as composed
    FileFacts file;          // its `scene` and title are put there by `run`
    bool holds_scene = true; // the file can be opened again
    bool crops = false;      // to what is drawn, the same part in every frame
    bool loops = true;       // an animation, without end
    std::optional<int> quality; // 0..100, of formats that lose something
    // Of a web page, the first one shown first; empty: the language of the options alone.
    std::vector<Language> languages;
    bool slides_by_hand = false; // of a web page: its window also moves where the reader steps
    bool needs_room = true;      // for all lenses; false: what has none is left out
    ExportPlaces places;
};

/// Steps of the request's animation.
int64_t steps_of(const ExportRequest& request);
/// The pace in that format: of some formats a frame is a step, whatever the rate.
Pace pace_in(const ExportFormat& format, Pace pace);

/// The text that opens what is exported again at `step`; empty where the file holds none.
std::string held_scene(const ExportRequest& request, int64_t step);

/// Throws Error (request) where an animation of `steps` steps has not all those of the pace.
void require_steps(int64_t steps, const Pace& pace, const ExportPlaces& places);
/// The same, and where it has over limits::movie_frames frames.
void require_length(const Document& document, const Pace& pace, const ExportPlaces& places);

/// Throws Error (request) for everything that can be refused before the work: the length, the rate, a size
/// that lacks the room that is needed. No tensor is made.
void validate(const ExportRequest& request);

/// Validates and writes, whole or not at all; false: `progress` ended it, and nothing was written. `progress`
/// may be empty and is called for animations only. Throws Error.
bool run(const ExportRequest& request, const Progress& progress);

} // namespace convlens
