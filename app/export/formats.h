// The one table of formats: a new one is its writer in app/output and a row here. The light program reads
// names of it while it is compiled, and links no writer.
#pragma once

#include "output/drawing_series.h"
#include "output/file_facts.h"
#include "output/gif/movie.h"
#include "output/movie.h"
#include "output/pdf/pdf.h"
#include "output/png/folder.h"
#include "output/png/png.h"
#include "output/svg/svg.h"
#include "picture/frame.h"
#include "picture/typesetter.h"
#include "scene/base/tags.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace convlens {

enum class ExportKind { picture, movie };

/// What pictures of one step or the whole animation can be written as. Of `picture`, `movie` and `drawings`
/// one is there.
struct ExportFormat {
    std::string_view name;   // as --format has it; the window calls it by the text "ui.export_NAME"
    std::string_view ending; // of file names, in lower case; "/": a folder
    ExportKind kind;
    /// The bytes of one picture.
    std::string (*picture)(const Frame& frame, const FontSet& fonts, const FileFacts& facts) = nullptr;
    /// Writes the animation from painted frames, or from frames.
    OpenMovie movie = nullptr;
    OpenDrawings drawings = nullptr;
    int64_t max_frames_per_second = 0;  // of an animation; 0: as many as are asked for
    std::string_view rate_refusal = {}; // key of the text that says why no more are possible
    bool has_outlines = false;          // the choice between characters and their outlines
    bool is_painted = false;            // of pixels: so many an inch on paper
    bool has_quality = false;           // it may lose something
    std::string_view each = {};         // ending of the files of a folder

    constexpr bool is_movie() const { return kind == ExportKind::movie; }
    constexpr bool is_folder() const { return ending == "/"; }
    bool operator==(const ExportFormat&) const = default;
};

inline std::string png_picture(const Frame& frame, const FontSet& fonts, const FileFacts&) {
    return png_of(frame, fonts);
}
inline std::string svg_picture(const Frame& frame, const FontSet& fonts, const FileFacts& facts) {
    return svg_of(frame, fonts, tag_space_name,
                  facts.outlines_text ? SvgText::outlines : SvgText::characters);
}
inline std::string pdf_picture(const Frame& frame, const FontSet& fonts, const FileFacts&) {
    return pdf_of(frame, fonts);
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
    {.name = "png",
     .ending = ".png",
     .kind = ExportKind::picture,
     .picture = png_picture,
     .is_painted = true},
    {.name = "svg",
     .ending = ".svg",
     .kind = ExportKind::picture,
     .picture = svg_picture,
     .has_outlines = true},
    {.name = "pdf", .ending = ".pdf", .kind = ExportKind::picture, .picture = pdf_picture},
};

} // namespace convlens
