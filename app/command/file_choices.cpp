// Paper has its own sizes: a width in millimetres gives a picture whose small type is about 7 pt high on it,
// and pixels by the dots an inch.
#include "command/file_choices.h"

#include "command/as_typed.h"
#include "command/refuse.h"
#include "export/export_name.h"
#include "input/limits.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

constexpr double mm_an_inch = 25.4;
constexpr int64_t usual_dpi = 300;

/// Of the picture before it is put on paper, px.
PictureSize composed_size(const CommandLine& line) {
    if (line.size || !line.width_mm)
        return line.size.value_or(PictureSize{});
    constexpr double px_an_inch = 144; // 14 px are 7 pt
    constexpr int min_width = 480, max_width = 1920;
    const int width = std::clamp(static_cast<int>(std::lround(*line.width_mm / mm_an_inch * px_an_inch)),
                                 min_width, max_width);
    return {width, width * 3 / 4};
}

/// Pixels of the file for one of the composition.
double enlarged(const CommandLine& line, const ExportFormat& format, const PictureSize& size) {
    if (!line.width_mm || !format.is_painted)
        return 1;
    const auto dpi = static_cast<double>(line.dpi.value_or(usual_dpi));
    return *line.width_mm / mm_an_inch * dpi / size.width;
}

void choose_size(const CommandLine& line, ExportRequest& request) {
    const PictureSize size = composed_size(line);
    const double by = enlarged(line, *request.format, size);
    const double width = std::round(size.width * by);
    const double height = std::round(size.height * by);
    if (std::max(width, height) > limits::picture_side)
        refuse("error.picture_size",
               {{"value", std::to_string(std::llround(width)) + "x" + std::to_string(std::llround(height))},
                {"least", std::to_string(limits::min_picture_side)},
                {"most", std::to_string(limits::picture_side)}},
               as_typed(line.dpi ? "--dpi" : "--width", line));
    Composition& composition = request.options.composition;
    composition.size = {static_cast<float>(width), static_cast<float>(height)};
    composition.scale = static_cast<float>(by);
    request.file.width_mm = line.width_mm;
}

void choose_parts(const CommandLine& line, ExportRequest& request) {
    Composition& composition = request.options.composition;
    composition.title = line.caption.value_or(true);
    composition.progress = line.caption.value_or(true) && (!line.width_mm || line.caption);
    composition.formula = line.formula.value_or(true);
    composition.transparent = line.transparent;
    request.crops = line.crop;
}

void choose_pace(const CommandLine& line, ExportRequest& request) {
    request.pace.step_us = line.step_us;
    request.pace.rate = line.one_frame_a_step ? request.pace.one_a_step() : line.rate;
    request.pace.plays_phases = line.phases.value_or(true);
    if (line.steps) {
        request.pace.first_step = line.steps->first;
        request.pace.last_step = line.steps->last;
    }
}

void require_choices(const CommandLine& line, const ExportFormat& format) {
    if (line.outline_text && !format.has_outlines)
        refuse("error.outline_text", {{"value", line.output}}, "--outline-text");
    if (line.quality && !format.has_quality)
        refuse("error.quality", {{"value", line.output}}, as_typed("--quality", line));
    if (line.dpi && (!line.width_mm || !format.is_painted))
        refuse("error.dpi", {{"value", line.output}}, as_typed("--dpi", line));
}

} // namespace

void choose_file(const CommandLine& line, ExportRequest& request) {
    require_choices(line, *request.format);
    choose_size(line, request);
    choose_parts(line, request);
    choose_pace(line, request);
    request.file.outlines_text = line.outline_text;
    request.file.deterministic = line.deterministic;
    request.holds_scene = !line.no_scene;
    request.loops = line.loop.value_or(true);
    if (line.quality)
        request.quality = static_cast<int>(*line.quality);
}

const ExportFormat& asked_format(const CommandLine& line, ExportKind kind) {
    if (line.format.empty() || !line.output.ends_with('/'))
        return export_format(line.output, kind);
    return folder_format(line.format, line.output);
}

} // namespace convlens
