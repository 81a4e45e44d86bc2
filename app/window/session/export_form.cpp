// Presets are rows of a table.
#include "window/session/export_form.h"

#include <algorithm>

namespace convlens {
namespace {

struct PresetRow {
    std::string_view key, format;
    ExportSizes sizes;
    ExportChoices choices;
};

PresetRow row_of(ExportPreset preset) {
    constexpr int64_t two_megabytes = 2'000'000;
    ExportSizes sizes;
    ExportChoices choices;
    switch (preset) {
    case ExportPreset::slide:
        sizes.width = 1920;
        sizes.height = 1080;
        return {"ui.export_for_slide", "mp4", sizes, choices};
    case ExportPreset::paper:
        sizes.on_paper = choices.crops = true;
        choices.caption = false;
        return {"ui.export_for_paper", "pdf", sizes, choices};
    case ExportPreset::page:
        return {"ui.export_for_page", "html", sizes, choices};
    case ExportPreset::small_gif:
        choices.max_bytes = two_megabytes;
        return {"ui.export_small_gif", "gif", sizes, choices};
    }
    return {};
}

/// The path with the ending of another format.
void change_ending(TextField& field, std::string_view ending) {
    std::string path(field.data());
    const std::size_t slash = path.find_last_of('/', path.size() < 2 ? 0 : path.size() - 2);
    const std::size_t dot = path.find_last_of('.');
    if (!path.empty() && path.back() == '/')
        path.pop_back();
    else if (dot != std::string::npos && (slash == std::string::npos || dot > slash + 1))
        path.resize(dot);
    put_text(field, path.append(ending));
}

/// Once the format or the content is another one.
void follow_choice(ExportForm& form, bool was_sheet) {
    ExportChoices& choices = form.choices;
    choices.max_bytes = 0;
    if (form.is_sheet() != was_sheet)
        choices.caption = choices.formula = choices.lenses = was_sheet;
    const bool is_folder = form.content() == ExportContent::values_files;
    change_ending(form.path, is_folder ? "/" : form.format->ending);
}

} // namespace

std::string_view text_key(ExportPreset preset) {
    return row_of(preset).key;
}

void choose(ExportForm& form, ExportPreset preset) {
    const PresetRow row = row_of(preset);
    const auto* const format =
        std::find_if(std::begin(export_formats), std::end(export_formats),
                     [&](const ExportFormat& candidate) { return candidate.name == row.format; });
    form.choices.content = ExportContent::single;
    choose(form, *format);
    form.typed() = row.sizes;
    form.choices = row.choices;
}

void choose(ExportForm& form, const ExportFormat& format) {
    const bool was_sheet = form.is_sheet();
    form.format = &format;
    follow_choice(form, was_sheet);
}

void choose(ExportForm& form, ExportContent content) {
    const bool was_sheet = form.is_sheet();
    form.choices.content = content;
    follow_choice(form, was_sheet);
}

PaperPicture picture_of(const ExportForm& form) {
    const ExportSizes& typed = form.typed();
    if (typed.on_paper)
        return paper_picture({static_cast<double>(typed.width_mm), typed.dpi}, *form.format, {});
    return {{static_cast<float>(typed.width), static_cast<float>(typed.height)}, {}};
}

} // namespace convlens
