// A document to a file: one picture of a step, or the whole animation. The window, `render`, `export` and
// `export
// --all` all come here. Knows no options and no panels.
#pragma once

#include "document/document.h"
#include "document/network.h"
#include "document/results.h"
#include "export/formats.h"
#include "network/results.h"
#include "output/movie.h"
#include "picture/typesetter.h"
#include "scene/animation.h"
#include "scene/base/timeline.h"
#include "scene/network/network_input.h"

#include <cstdint>
#include <memory>
#include <string>

namespace convlens {

struct ExportPace {
    int64_t frames_per_second = 20;
    int64_t step_us = 1'000'000; // of the animation, a step
};

/// What refusals name as the place of the fault: options as they were typed; empty in the window.
struct ExportPlaces {
    std::string length, rate, size, memory;
};

struct ExportRequest {
    Document document;     // without issues
    RenderOptions options; // theme, language, size
    FontSet fonts;
    const ExportFormat* format = &export_formats[0];
    std::string path;                       // "-": standard output
    ExportPace pace;                        // of an animation
    Cursor cursor;                          // of one picture
    std::shared_ptr<const Results> results; // of the document; null: `run` evaluates it
    // A network in place of the document, and its results, without a misfit.
    std::shared_ptr<const NetworkDocument> network;
    std::shared_ptr<const NetworkResults> network_results;
    BackPace network_pace = BackPace::stages; // of `cursor`; a movie goes by stages
    bool outlines_text = false; // of one picture: glyphs, not characters (ExportFormat::outlined)
    bool needs_room = true;     // for all lenses; false: what has none is left out
    ExportPlaces places;
};

/// Throws Error (request) where the animation has over limits::movie_frames frames.
void require_length(const Document& document, const ExportPace& pace, const std::string& place);

/// Throws Error (request) for everything that can be refused before the work: the length, the rate, a size
/// that lacks the room that is needed. No tensor is made.
void validate(const ExportRequest& request);

/// Validates and writes, whole or not at all; false: `progress` ended it, and nothing was written. `progress`
/// may be empty and is called for animations only. Throws Error.
bool run(const ExportRequest& request, const Progress& progress);

} // namespace convlens
