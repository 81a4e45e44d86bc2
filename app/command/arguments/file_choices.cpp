// What a format has no use for is refused: nobody is to wonder why it had no effect.
#include "command/arguments/file_choices.h"

#include "command/arguments/as_typed.h"
#include "export/export_name.h"
#include "export/page_figures.h"
#include "export/paper.h"
#include "i18n/refuse.h"
#include "input/limits.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace convlens {
namespace {

std::optional<Vec2> composed_size(const CommandLine& line) {
    const PictureSize size = line.size.value_or(PictureSize{});
    const Vec2 px{static_cast<float>(size.width), static_cast<float>(size.height)};
    return line.size || !line.width_mm ? std::optional(px) : std::nullopt;
}

PaperPicture picture_of(const CommandLine& line, const ExportFormat& format) {
    if (!line.width_mm)
        return {*composed_size(line), {}};
    const PaperWidth paper{*line.width_mm, static_cast<int>(line.dpi.value_or(usual_dpi))};
    return paper_picture(paper, format, composed_size(line));
}

void choose_size(const CommandLine& line, ExportRequest& request) {
    const PaperPicture picture = picture_of(line, *request.format);
    const Vec2 file = file_size(picture);
    if (std::max(file.x, file.y) > static_cast<float>(limits::picture_side))
        refuse("error.picture_size",
               {{"value", std::to_string(std::llround(file.x)) + "x" + std::to_string(std::llround(file.y))},
                {"least", std::to_string(limits::min_picture_side)},
                {"most", std::to_string(limits::picture_side)}},
               as_typed(line.dpi ? "--dpi" : "--width", line));
    request.options.composition.size = picture.size;
    request.file_width = picture.file_width;
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
    request.slides_by_hand = line.phases.value_or(false);
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

std::vector<Language> page_languages(const CommandLine& line) {
    return line.language_given ? std::vector{line.language} : languages_from(line.language);
}

void choose_file(const CommandLine& line, ExportRequest& request) {
    require_choices(line, *request.format);
    choose_size(line, request);
    choose_parts(line, request);
    choose_pace(line, request);
    request.file.outlines_text = line.outline_text;
    request.file.deterministic = line.deterministic;
    request.holds_scene = !line.no_scene;
    request.loops = line.loop.value_or(!request.format->is_page);
    if (request.format->is_page)
        request.languages = page_languages(line);
    if (line.quality)
        request.quality = static_cast<int>(*line.quality);
}

const ExportFormat& asked_format(const CommandLine& line, ExportKind kind) {
    if (line.format.empty() || !line.output.ends_with('/'))
        return export_format(line.output, kind);
    return folder_format(line.format, line.output);
}

} // namespace convlens
