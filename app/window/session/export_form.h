// What is typed and chosen in the export panel. Sizes are kept for each format, choices are the same for all;
// a preset sets both.
#pragma once

#include "export/formats.h"
#include "export/paper.h"
#include "window/session/text_field.h"

#include <array>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>

namespace convlens {

struct ExportSizes {
    int width = 1280, height = 720;
    int frames_per_second = 20;
    float seconds_per_step = 1;
    bool on_paper = false; // the width is typed in millimetres
    float width_mm = 85;
    int dpi = usual_dpi;
    bool operator==(const ExportSizes&) const = default;
};

struct ExportChoices {
    int first_step = 1, last_step = 0; // as the screen counts; last 0: to the end
    int quality = 100;                 // of formats that may lose something
    int64_t max_bytes = 0;             // of an animation, its size is found; 0: as typed
    bool one_frame_a_step = false, plays_phases = true, loops = true;
    bool caption = true, formula = true, lenses = true;
    bool transparent = false, crops = false;
    bool holds_scene = true, outline_text = false;
    bool operator==(const ExportChoices&) const = default;
};

/// What stands below the panel.
enum class ExportPreview { this_step, first, last };

struct ExportForm {
    bool open = false;
    const ExportFormat* format = &export_formats[0];
    std::array<ExportSizes, std::size(export_formats)> sizes{};
    ExportChoices choices;
    ExportPreview preview = ExportPreview::first; // of an animation
    TextField path{};
    bool wants_focus = false; // the path's field
    std::string replaces;     // a file that is there already: whether it is to be replaced is being asked
    std::string error;        // of the last attempt, in the person's language
    bool pauses = false;      // the playing stands still while the panel is open
    bool resumes = false;     // and goes on when it is closed
    Rect card;                // the panel as it was drawn last, px: beside it is the picture
    Vec2 button;              // middle of the one that begins or cancels

    ExportSizes& typed() { return sizes[static_cast<std::size_t>(format - export_formats)]; }
    const ExportSizes& typed() const { return sizes[static_cast<std::size_t>(format - export_formats)]; }
};

/// What is exported most often.
enum class ExportPreset { slide, paper, page, small_gif };
inline constexpr std::array export_presets{ExportPreset::slide, ExportPreset::paper, ExportPreset::page,
                                           ExportPreset::small_gif};
/// The key of its name.
std::string_view text_key(ExportPreset preset);
/// Sets the format with its sizes and choices, and the ending of the path.
void choose(ExportForm& form, ExportPreset preset);
/// Sets the format and the ending of the path.
void choose(ExportForm& form, const ExportFormat& format);

/// The picture's size and the scale of its texts.
PaperPicture picture_of(const ExportForm& form);

} // namespace convlens
