// The one table of formats: a new one is its writer in app/output and a row here. The light program reads
// names of it while it is compiled, and links no writer.
#pragma once

#include "output/apng/movie.h"
#include "output/drawing_series.h"
#include "output/file_facts.h"
#include "output/gif/movie.h"
#include "output/movie.h"
#include "output/pdf/pdf.h"
#include "output/png/folder.h"
#include "output/png/png.h"
#include "output/svg/folder.h"
#include "output/svg/svg.h"
#include "output/tikz/tikz.h"
#include "output/video/movie.h"
#include "output/webp/movie.h"
#include "picture/frame.h"
#include "picture/typesetter.h"
#include "scene/base/tags.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace convlens {

enum class ExportKind { picture, movie };

/// What pictures of one step or the whole animation can be written as. Of `picture`, `movie`, `drawings` and
/// `is_page` one is there.
struct ExportFormat {
    std::string_view name;   // as --format has it; the window calls it by the text "ui.export_NAME"
    std::string_view ending; // of file names, in lower case; "/": a folder
    ExportKind kind;
    /// The bytes of one picture.
    std::string (*picture)(const Frame& frame, const FontSet& fonts, const FileFacts& facts) = nullptr;
    /// Writes the animation from painted frames, or from frames.
    OpenMovie movie = nullptr;
    OpenDrawings drawings = nullptr;
    bool is_page = false;               // a web page, which plays the steps in several languages
    int64_t max_frames_per_second = 0;  // of an animation; 0: as many as are asked for
    std::string_view rate_refusal = {}; // key of the text that says why no more are possible
    bool has_outlines = false;          // the choice between characters and their outlines
    bool is_painted = false;            // of pixels: so many an inch on paper
    bool has_quality = false;           // it may lose something
    bool is_by_step = false;            // of an animation: a frame a step, at any rate
    std::string_view each = {};         // ending of the files of a folder

    constexpr bool is_movie() const { return kind == ExportKind::movie; }
    constexpr bool is_folder() const { return ending == "/"; }
    bool operator==(const ExportFormat&) const = default;
};

inline std::string svg_picture(const Frame& frame, const FontSet& fonts, const FileFacts& facts) {
    return svg_of(frame, fonts, tag_space_name, facts);
}
inline std::unique_ptr<DrawingWriter> svg_series(const std::string& path, const MovieFacts& facts,
                                                 const FontSet& fonts) {
    return open_svg_folder(path, facts, fonts, tag_space_name);
}

/// In the order in which the window lists them. Standard output takes the first that is one stream.
inline constexpr ExportFormat export_formats[] = {
    {.name = "gif",
     .ending = ".gif",
     .kind = ExportKind::movie,
     .movie = open_gif,
     .max_frames_per_second = max_gif_frames_per_second,
     .rate_refusal = "error.gif_frame_rate",
     .is_painted = true},
    {.name = "folder",
     .ending = "/",
     .kind = ExportKind::movie,
     .movie = open_png_folder,
     .is_painted = true,
     .each = ".png"},
    {.name = "apng", .ending = ".apng", .kind = ExportKind::movie, .movie = open_apng, .is_painted = true},
    {.name = "webp",
     .ending = ".webp",
     .kind = ExportKind::movie,
     .movie = open_webp,
     .is_painted = true,
     .has_quality = true},
    {.name = "mp4",
     .ending = ".mp4",
     .kind = ExportKind::movie,
     .movie = open_mp4,
     .is_painted = true,
     .has_quality = true},
    {.name = "webm",
     .ending = ".webm",
     .kind = ExportKind::movie,
     .movie = open_webm,
     .is_painted = true,
     .has_quality = true},
    {.name = "pages",
     .ending = ".pdf",
     .kind = ExportKind::movie,
     .drawings = open_pdf_pages,
     .is_by_step = true},
    {.name = "svg-folder",
     .ending = "/",
     .kind = ExportKind::movie,
     .drawings = svg_series,
     .has_outlines = true,
     .each = ".svg"},
    {.name = "html", .ending = ".html", .kind = ExportKind::movie, .is_page = true, .is_by_step = true},
    {.name = "png", .ending = ".png", .kind = ExportKind::picture, .picture = png_of, .is_painted = true},
    {.name = "svg",
     .ending = ".svg",
     .kind = ExportKind::picture,
     .picture = svg_picture,
     .has_outlines = true},
    {.name = "pdf", .ending = ".pdf", .kind = ExportKind::picture, .picture = pdf_of},
    {.name = "tex", .ending = ".tex", .kind = ExportKind::picture, .picture = tikz_of, .has_outlines = true},
};

} // namespace convlens
