// Writing what is on the stage: this step as a picture, or all steps as a movie, with progress and cancel.
#include "window/panels/panels.h"

#include "window/controls/dialogs.h"
#include "window/controls/widgets.h"

#include <algorithm>

namespace convlens {
namespace {

struct Choice {
    ExportFormat format;
    const char* key;
    const char* ending;
};
constexpr Choice choices[] = {{ExportFormat::gif, "ui.export_gif", ".gif"},
                              {ExportFormat::png_folder, "ui.export_folder", "/"},
                              {ExportFormat::png, "ui.export_png", ".png"},
                              {ExportFormat::svg, "ui.export_svg", ".svg"},
                              {ExportFormat::pdf, "ui.export_pdf", ".pdf"}};

bool is_movie(ExportFormat format) {
    return format == ExportFormat::gif || format == ExportFormat::png_folder;
}

/// The path with the ending of another format.
void change_ending(ExportForm& form, const char* ending) {
    std::string path(form.path.data());
    const std::size_t slash = path.find_last_of('/', path.size() < 2 ? 0 : path.size() - 2);
    const std::size_t dot = path.find_last_of('.');
    if (!path.empty() && path.back() == '/')
        path.pop_back();
    else if (dot != std::string::npos && (slash == std::string::npos || dot > slash + 1))
        path.resize(dot);
    path += ending;
    const std::size_t count = std::min(path.size(), form.path.size() - 1);
    std::copy_n(path.begin(), count, form.path.begin());
    form.path[count] = '\0';
}

void formats(const Ui& ui, ExportForm& form) {
    bool first = true;
    const float gap = ui.px(6), width = (ImGui::GetContentRegionAvail().x - 4 * gap) / 5;
    for (const Choice& choice : choices) {
        if (!first)
            ImGui::SameLine(0, gap);
        first = false;
        if (button(ui, ui.label(choice.key, choice.key), width, form.format == choice.format)) {
            form.format = choice.format;
            change_ending(form, choice.ending);
        }
    }
}

void field(const Ui& ui, const char* key, float at, float width) {
    ImGui::SetCursorPosX(ui.px(at));
    ImGui::AlignTextToFramePadding();
    words(ui.texts(key), ui.theme.quiet);
    ImGui::SameLine(ui.px(at) + ui.px(120));
    ImGui::SetNextItemWidth(ui.px(width));
}

void sizes(const Ui& ui, ExportForm& form) {
    field(ui, "ui.export_size", 16, 90);
    ImGui::InputInt("###width", &form.width, 0);
    ImGui::SameLine(0, ui.px(6));
    words("×", ui.theme.quiet);
    ImGui::SameLine(0, ui.px(6));
    ImGui::SetNextItemWidth(ui.px(90));
    ImGui::InputInt("###height", &form.height, 0);
    form.width = std::clamp(form.width, 16, 16384);
    form.height = std::clamp(form.height, 16, 16384);
    if (!is_movie(form.format))
        return;
    field(ui, "ui.export_fps", 16, 90);
    ImGui::InputInt("###fps", &form.frames_per_second, 0);
    form.frames_per_second =
        std::clamp(form.frames_per_second, 1, form.format == ExportFormat::gif ? 50 : 240);
    field(ui, "ui.export_seconds", 16, 90);
    ImGui::InputFloat("###seconds", &form.seconds_per_step, 0, 0, "%.3g");
    form.seconds_per_step =
        std::clamp(form.seconds_per_step, 1 / static_cast<float>(form.frames_per_second), 60.0F);
}

void progress(const PanelInput& input, Requests& requests) {
    const Ui& ui = input.ui;
    const float done = static_cast<float>(input.session.export_done) /
                       static_cast<float>(std::max<int64_t>(input.session.export_all, 1));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x - ui.px(120);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float y = at.y + ui.px(13), half = ui.px(4);
    draw.AddRectFilled({at.x, y - half}, {at.x + width, y + half},
                       imgui_color(mixed(ui.theme.card, ui.theme.text, 0.13F)), half);
    draw.AddRectFilled({at.x, y - half}, {at.x + width * done, y + half}, imgui_color(ui.theme.accent), half);
    ImGui::Dummy({width, ui.px(26)});
    ImGui::SameLine();
    if (button(ui, ui.label("ui.cancel", "cancel_export"), ui.px(100)))
        requests.push_back({FileCommand::cancel_export, 0, {}});
}

} // namespace

Requests export_panel(const PanelInput& input, ExportForm& form, const Rect& stage) {
    Requests requests;
    if (!form.open)
        return requests;
    const Ui& ui = input.ui;
    const bool stays = begin_card(ui, "###export_panel", ui.texts("ui.export_title"), stage, 520);
    formats(ui, form);
    words(ui.texts(is_movie(form.format) ? "ui.export_whole" : "ui.export_step"), ui.theme.quiet);
    ImGui::Dummy({1, ui.px(1)});
    sizes(ui, form);
    field(ui, "ui.export_path", 16, 350);
    const bool entered = ImGui::InputText("###export_path", form.path.data(), form.path.size(),
                                          ImGuiInputTextFlags_EnterReturnsTrue);
    if (!form.error.empty())
        wrapped_words(form.error, ui.theme.current);
    ImGui::Dummy({1, ui.px(2)});
    if (input.session.export_all > 0)
        progress(input, requests);
    else if (button(ui, ui.label("ui.export_button", "export_go"), ui.px(120)) || entered)
        requests.push_back({FileCommand::export_file, 0, {}});
    form.open = stays;
    ImGui::End();
    return requests;
}

} // namespace convlens
