// The one table of formats: a new one is its writer in app/output and a row here. The light program reads
// names of it while it is compiled, and links no writer.
#pragma once

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

/// What pictures of one step or the whole animation can be written as.
struct ExportFormat {
    std::string_view name;   // as --format has it; the window calls it by the text "ui.export_NAME"
    std::string_view ending; // of file names, in lower case; "/": a folder
    ExportKind kind;
    /// The bytes of one picture; null: the format is for animations.
    std::string (*picture)(const Frame& frame, const FontSet& fonts);
    /// Writes the animation; null: the format is for one picture.
    OpenMovie movie;
    int64_t max_frames_per_second; // of an animation; 0: as many as are asked for
    std::string_view rate_refusal; // key of the text that says why no more are possible
    /// The bytes of one picture with its text as outlines; null: the format has no such choice.
    std::string (*outlined)(const Frame& frame, const FontSet& fonts) = nullptr;

    constexpr bool is_movie() const { return kind == ExportKind::movie; }
    constexpr bool is_folder() const { return ending == "/"; }
    bool operator==(const ExportFormat&) const = default;
};

inline std::string svg_with_names(const Frame& frame, const FontSet& fonts) {
    return svg_of(frame, fonts, tag_space_name);
}

inline std::string svg_with_outlines(const Frame& frame, const FontSet& fonts) {
    return svg_of(frame, fonts, tag_space_name, SvgText::outlines);
}

/// In the order in which the window lists them. Standard output takes the first that is one stream.
inline constexpr ExportFormat export_formats[] = {
    {"gif", ".gif", ExportKind::movie, nullptr, open_gif, max_gif_frames_per_second, "error.gif_frame_rate"},
    {"folder", "/", ExportKind::movie, nullptr, open_png_folder, 0, ""},
    {"png", ".png", ExportKind::picture, png_of, nullptr, 0, ""},
    {"svg", ".svg", ExportKind::picture, svg_with_names, nullptr, 0, "", svg_with_outlines},
    {"pdf", ".pdf", ExportKind::picture, pdf_of, nullptr, 0, ""},
};

} // namespace convlens
