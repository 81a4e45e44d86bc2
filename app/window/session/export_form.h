// What is typed and chosen in the export panel. Sizes are kept for each format, choices are the same for all;
// a preset sets both.
#pragma once

#include "convlens/operation.h"
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

/// What is in the file: one picture or animation, a contact sheet of all steps or of the values of
/// parameters, or in a folder a file for each of the values.
enum class ExportContent { single, steps_sheet, values_sheet, values_files };

/// All numbers from one to the other for a parameter, of all axes.
struct ExportSweep {
    Parameter parameter = Parameter::stride;
    int first = 1, last = 3;
    bool is_on = false;
    bool operator==(const ExportSweep&) const = default;
};

struct ExportChoices {
    ExportContent content = ExportContent::single; // of an animation: no sheet
    std::array<ExportSweep, 2> sweeps{
        {{Parameter::stride, 1, 3, true}, {Parameter::padding, 0, 2, false}}}; // each with each
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

/// One for each format.
using SizesOfFormats = std::array<ExportSizes, std::size(export_formats)>;
inline constexpr SizesOfFormats small_sizes = [] {
    SizesOfFormats sizes{};
    sizes.fill({640, 360});
    return sizes;
}();

struct ExportForm {
    bool open = false;
    const ExportFormat* format = &export_formats[0];
    SizesOfFormats sizes{};
    SizesOfFormats sheet_sizes = small_sizes; // of each picture of a contact sheet
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

    /// What the format can have of it.
    ExportContent content() const {
        const bool has_it = choices.content == ExportContent::values_files || !format->is_movie();
        return has_it ? choices.content : ExportContent::single;
    }
    bool is_sheet() const {
        return content() == ExportContent::steps_sheet || content() == ExportContent::values_sheet;
    }
    bool has_values() const {
        return content() == ExportContent::values_sheet || content() == ExportContent::values_files;
    }
    /// A first and a last frame, of steps that are typed.
    bool has_steps() const {
        return !has_values() && (format->is_movie() || content() == ExportContent::steps_sheet);
    }
    ExportSizes& typed() {
        return (is_sheet() ? sheet_sizes : sizes)[static_cast<std::size_t>(format - export_formats)];
    }
    const ExportSizes& typed() const {
        return (is_sheet() ? sheet_sizes : sizes)[static_cast<std::size_t>(format - export_formats)];
    }
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
/// Sets the content and the ending of the path. The small pictures of a sheet begin without words and lenses.
void choose(ExportForm& form, ExportContent content);

/// How large it is composed, and written.
PaperPicture picture_of(const ExportForm& form);

} // namespace convlens
