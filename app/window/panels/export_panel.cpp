// Writing what is on the stage: this step as a picture, or all steps as a movie, with progress and cancel.
#include "window/panels/panels.h"

#include "input/limits.h"
#include "window/controls/dialogs.h"
#include "window/controls/widgets.h"
#include "window/panels/export_content.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string>

namespace convlens {
namespace {

constexpr int min_side = limits::min_picture_side, max_side = limits::picture_side;
constexpr int64_t max_typed_rate = 240; // frames a second, where the format has no limit of its own
constexpr float max_typed_seconds = 60; // a step
constexpr float card_width = 460;

void preset_row(const Ui& ui, ExportForm& form) {
    const float gap = ui.px(4);
    const float right = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x;
    for (const ExportPreset preset : export_presets) {
        const std::string key(text_key(preset));
        const std::string label = ui.label(key.c_str(), key.c_str());
        const bool has_room = ImGui::GetItemRectMax().x + gap + link_width(ui, shown_part(label)) <= right;
        if (preset != export_presets.front() && has_room)
            ImGui::SameLine(0, gap);
        if (link(ui, label))
            choose(form, preset);
    }
}

/// The formats of one kind as buttons, in as many rows as they need.
void formats(const Ui& ui, ExportForm& form, ExportKind kind) {
    constexpr int max_a_row = 5;
    constexpr float min_width = 78;
    const float gap = ui.px(5), room = ImGui::GetContentRegionAvail().x + gap;
    const int a_row = std::clamp(static_cast<int>(room / (ui.px(min_width) + gap)), 1, max_a_row);
    const float width = room / static_cast<float>(a_row) - gap;
    words(ui.texts(kind == ExportKind::movie ? "ui.export_whole" : "ui.export_step"), ui.theme.quiet);
    int index = 0;
    for (const ExportFormat& format : export_formats) {
        if (format.kind != kind)
            continue;
        if (index++ % a_row != 0)
            ImGui::SameLine(0, gap);
        const std::string key = "ui.export_" + std::string(format.name);
        if (button(ui, ui.label(key.c_str(), key.c_str()), width, form.format == &format))
            choose(form, format);
    }
}

void pixels(const Ui& ui, ExportSizes& typed, bool is_each) {
    field(ui, ui.texts(is_each ? "ui.export_each_size" : "ui.export_size"), 64);
    ImGui::InputInt("###width", &typed.width, 0);
    between(ui, "×", 64);
    ImGui::InputInt("###height", &typed.height, 0);
    typed.width = std::clamp(typed.width, min_side, max_side);
    typed.height = std::clamp(typed.height, min_side, max_side);
}

void paper(const Ui& ui, const ExportFormat& format, ExportSizes& typed) {
    field(ui, ui.texts("ui.export_width"), 64);
    ImGui::InputFloat("###width_mm", &typed.width_mm, 0, 0, "%.3g");
    const float width = std::isfinite(typed.width_mm) ? typed.width_mm : 0;
    typed.width_mm =
        std::clamp(width, static_cast<float>(limits::min_paper_mm), static_cast<float>(limits::paper_mm));
    if (!format.is_painted)
        return;
    between(ui, ui.texts("ui.export_dpi"), 64);
    ImGui::InputInt("###dpi", &typed.dpi, 0);
    // As many as the longest side of a picture allows.
    const auto most = static_cast<int>(max_side * 25.4F / typed.width_mm);
    typed.dpi =
        std::clamp(typed.dpi, static_cast<int>(limits::min_dpi),
                   std::clamp(most, static_cast<int>(limits::min_dpi), static_cast<int>(limits::dpi)));
}

void sizes(const Ui& ui, const ExportForm& form, ExportSizes& typed) {
    if (typed.on_paper)
        paper(ui, *form.format, typed);
    else
        pixels(ui, typed, form.is_sheet());
    if (form.is_sheet()) // as large as its pictures need it to be
        return;
    ImGui::SameLine(0, ui.px(14));
    const char* const other = typed.on_paper ? "ui.export_in_pixels" : "ui.export_on_paper";
    if (link(ui, ui.label(other, "export_paper")))
        typed.on_paper = !typed.on_paper;
}

void pace(const Ui& ui, const ExportForm& form, ExportSizes& typed) {
    const int64_t format_rate = form.format->max_frames_per_second;
    const auto max_rate = static_cast<int>(format_rate > 0 ? format_rate : max_typed_rate);
    field(ui, ui.texts("ui.export_seconds"), 64);
    ImGui::InputFloat("###seconds", &typed.seconds_per_step, 0, 0, "%.3g");
    if (!form.choices.one_frame_a_step) {
        between(ui, ui.texts("ui.export_fps"), 50);
        ImGui::InputInt("###fps", &typed.frames_per_second, 0);
    }
    typed.frames_per_second = std::clamp(typed.frames_per_second, 1, max_rate);
    const float least =
        1 / static_cast<float>(form.choices.one_frame_a_step ? max_rate : typed.frames_per_second);
    typed.seconds_per_step = std::clamp(std::isfinite(typed.seconds_per_step) ? typed.seconds_per_step : 1,
                                        least, max_typed_seconds);
}

void steps(const Ui& ui, ExportChoices& choices, int all) {
    field(ui, ui.texts("ui.export_steps"), 64);
    int last = choices.last_step == 0 ? all : std::min(choices.last_step, all);
    ImGui::InputInt("###first_step", &choices.first_step, 0);
    between(ui, ui.texts("ui.export_to"), 64);
    ImGui::InputInt("###last_step", &last, 0);
    between(ui, ui.texts("ui.export_of", {{"count", std::to_string(all)}}), 1);
    ImGui::NewLine();
    last = std::clamp(last, 1, all);
    choices.first_step = std::clamp(choices.first_step, 1, last);
    choices.last_step = last == all ? 0 : last;
}

struct Check {
    const char* key;
    bool* value;
    bool is_there;
};

/// In columns, those that the format has.
void checks(const Ui& ui, ExportForm& form) {
    const bool movie = form.format->is_movie();
    ExportChoices& choices = form.choices;
    const std::array<Check, 10> all{{{"ui.one_frame_a_step", &choices.one_frame_a_step, movie},
                                     {"ui.export_phases", &choices.plays_phases, movie},
                                     {"ui.export_loops", &choices.loops, movie},
                                     {"ui.export_caption", &choices.caption, true},
                                     {"ui.export_formula", &choices.formula, true},
                                     {"ui.export_lenses", &choices.lenses, true},
                                     {"ui.export_transparent", &choices.transparent, true},
                                     {"ui.export_crop", &choices.crops, true},
                                     {"ui.export_scene", &choices.holds_scene, true},
                                     {"ui.outline_text", &choices.outline_text, form.format->has_outlines}}};
    constexpr int columns = 3;
    const float width = (ImGui::GetWindowWidth() - ui.px(32)) / columns;
    int index = 0;
    for (const Check& check : all) {
        if (!check.is_there)
            continue;
        if (index % columns != 0)
            ImGui::SameLine(ui.px(16) + width * static_cast<float>(index % columns));
        else
            ImGui::SetCursorPosX(ui.px(16));
        ++index;
        ImGui::Checkbox(ui.label(check.key, check.key).c_str(), check.value);
        hint(ui, ui.texts(std::string(check.key) + "_hint"));
    }
}

void quality(const Ui& ui, ExportChoices& choices) {
    field(ui, ui.texts("ui.export_quality"), 160);
    ImGui::SliderInt("###quality", &choices.quality, 0, 100);
}

std::string bytes_text(int64_t bytes) {
    const double value = static_cast<double>(bytes);
    std::array<char, 32> text{};
    if (bytes < 1'000'000)
        std::snprintf(text.data(), text.size(), "%.0f kB", std::max(1.0, value / 1e3));
    else
        std::snprintf(text.data(), text.size(), "%.1f MB", value / 1e6);
    return text.data();
}

std::string seconds_text(double seconds) {
    std::array<char, 32> text{};
    if (seconds < 60)
        std::snprintf(text.data(), text.size(), seconds < 9.95 ? "%.1f s" : "%.0f s", seconds);
    else
        std::snprintf(text.data(), text.size(), "%d:%02d min", static_cast<int>(seconds) / 60,
                      static_cast<int>(seconds) % 60);
    return text.data();
}

/// How much it will be, as soon as that is known.
void expected(const Ui& ui, const PanelInput& input) {
    const auto& estimate = input.session.estimate;
    if (!estimate) {
        wrapped_words(input.session.cannot_estimate ? "" : ui.texts("ui.export_estimating"), ui.theme.quiet);
        return;
    }
    const ExportForm& form = input.session.exporting;
    const std::string bytes = bytes_text(estimate->bytes);
    if (form.content() != ExportContent::single)
        return wrapped_words(
            ui.texts(form.is_sheet() ? "ui.export_expected_sheet" : "ui.export_expected_files",
                     {{"count", std::to_string(estimate->frames)},
                      {"bytes", bytes},
                      {"time", seconds_text(estimate->writing_s)}}),
            ui.theme.quiet);
    if (!form.format->is_movie())
        return wrapped_words(bytes, ui.theme.quiet);
    wrapped_words(ui.texts("ui.export_expected", {{"frames", std::to_string(estimate->frames)},
                                                  {"seconds", seconds_text(estimate->seconds)},
                                                  {"bytes", bytes},
                                                  {"time", seconds_text(estimate->writing_s)}}),
                  ui.theme.quiet);
}

/// Which of the pictures that will be written is seen.
void previews(const Ui& ui, ExportForm& form) {
    field(ui, ui.texts("ui.export_preview"), 1);
    if (choice_link(ui, ui.label("ui.export_first", "export_first"), form.preview == ExportPreview::first))
        form.preview = ExportPreview::first;
    ImGui::SameLine(0, ui.px(14));
    if (choice_link(ui, ui.label("ui.export_last", "export_last"), form.preview == ExportPreview::last))
        form.preview = ExportPreview::last;
}

/// Of the widget drawn last, px of the window.
Vec2 middle_of_last() {
    const ImVec2 from = ImGui::GetItemRectMin(), to = ImGui::GetItemRectMax();
    return {(from.x + to.x) / 2, (from.y + to.y) / 2};
}

void progress(const PanelInput& input, ExportForm& form, Requests& requests) {
    const Ui& ui = input.ui;
    const float done = static_cast<float>(input.session.export_done) /
                       static_cast<float>(std::max<int64_t>(input.session.export_all, 1));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x - ui.px(112);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float y = at.y + ui.px(9), half = ui.px(4);
    draw.AddRectFilled({at.x, y - half}, {at.x + width, y + half},
                       imgui_color(mixed(ui.theme.card, ui.theme.text, 0.13F)), half);
    draw.AddRectFilled({at.x, y - half}, {at.x + width * done, y + half}, imgui_color(ui.theme.accent), half);
    ImGui::Dummy({width, ui.px(26)});
    ImGui::SameLine();
    if (button(ui, ui.label("ui.cancel", "cancel_export"), ui.px(100)))
        requests.push_back({FileCommand::cancel_export, 0, {}});
    form.button = middle_of_last();
    constexpr float min_done = 0.02F;
    if (done > min_done) {
        const double left = input.session.export_seconds * (1 / static_cast<double>(done) - 1);
        words(ui.texts("ui.export_left", {{"done", std::to_string(input.session.export_done)},
                                          {"all", std::to_string(input.session.export_all)},
                                          {"time", seconds_text(left)}}),
              ui.theme.quiet);
    }
}

void target(const PanelInput& input, ExportForm& form, Requests& requests) {
    const Ui& ui = input.ui;
    field(ui, ui.texts("ui.export_path"), card_width);
    if (form.wants_focus)
        ImGui::SetKeyboardFocusHere();
    form.wants_focus = false;
    const bool entered = ImGui::InputText("###export_path", form.path.data(), form.path.size(),
                                          ImGuiInputTextFlags_EnterReturnsTrue);
    typing_frame(ui);
    const bool asks = !form.replaces.empty() && form.replaces == form.path.data();
    if (asks)
        wrapped_words(ui.texts("ui.replace_question", {{"path", form.replaces}}), ui.theme.w.heading);
    else if (!form.error.empty())
        wrapped_words(form.error, ui.theme.current);
    ImGui::Dummy({1, ui.px(2)});
    const char* const go = asks ? "ui.replace" : "ui.export_button";
    if (input.session.export_all > 0) {
        progress(input, form, requests);
    } else {
        if (button(ui, ui.label(go, "export_go"), ui.px(120)) || entered)
            requests.push_back({FileCommand::export_file, 0, {}});
        form.button = middle_of_last();
        ImGui::SameLine(0, ui.px(12));
        expected(ui, input);
    }
    form.wants_focus = form.wants_focus || entered;
}

} // namespace

Requests export_panel(const PanelInput& input, ExportForm& form, const Rect& stage) {
    Requests requests;
    if (!form.open)
        return requests;
    const Ui& ui = input.ui;
    const bool stays = begin_side_card(ui, "###export_panel", ui.texts("ui.export_title"), stage, card_width);
    preset_row(ui, form);
    formats(ui, form, ExportKind::movie);
    formats(ui, form, ExportKind::picture);
    ImGui::Dummy({1, ui.px(1)});
    export_content(input, form);
    ImGui::PushID(form.format);
    ImGui::PushID(form.is_sheet() ? 1 : 0);
    sizes(ui, form, form.typed());
    if (form.format->is_movie())
        pace(ui, form, form.typed());
    if (form.has_steps())
        steps(ui, form.choices, static_cast<int>(input.movie_steps));
    ImGui::PopID();
    ImGui::PopID();
    checks(ui, form);
    if (form.format->has_quality)
        quality(ui, form.choices);
    if (form.has_steps())
        previews(ui, form);
    target(input, form, requests);
    form.open = stays;
    const ImVec2 corner = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
    form.card = {{corner.x, corner.y}, {corner.x + size.x, corner.y + size.y}};
    ImGui::End();
    return requests;
}

} // namespace convlens
