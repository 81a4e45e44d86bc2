// Values are whole numbers, of all axes at once, as the sliders at the left set them.
#include "window/panels/export_content.h"

#include "document/evaluate/results.h"
#include "input/limits.h"
#include "scene/words/words.h"
#include "window/controls/sweep_choice.h"
#include "window/controls/widgets.h"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace convlens {
namespace {

constexpr float label_width = 118;

struct ContentLabel {
    ExportContent content;
    const char* key;
};
constexpr std::array picture_contents{ContentLabel{ExportContent::single, "ui.export_this_step"},
                                      ContentLabel{ExportContent::steps_sheet, "ui.export_all_steps"},
                                      ContentLabel{ExportContent::values_sheet, "ui.export_values"},
                                      ContentLabel{ExportContent::values_files, "ui.export_each_value"}};
constexpr std::array movie_contents{ContentLabel{ExportContent::single, "ui.export_one_file"},
                                    ContentLabel{ExportContent::values_files, "ui.export_each_value"}};

/// Its parameter, or (of the second) none.
void parameter_choice(const Ui& ui, const char* id, ExportSweeps& sweeps, std::size_t row,
                      const Operation& operation) {
    ExportSweep& sweep = sweeps[row];
    const auto name = [&](Parameter parameter) {
        return std::string(ui.texts(parameter_key(parameter, operation.kind)));
    };
    if (!begin_choice(ui, id, sweep.is_on ? name(sweep.parameter) : "–", ui.px(132)))
        return;
    if (row > 0 && ImGui::Selectable("–###none", !sweep.is_on))
        sweep.is_on = false;
    for (const Parameter parameter : sweep_parameters(sweeps, row, operation.kind))
        if (ImGui::Selectable((name(parameter) + "###" + std::to_string(static_cast<int>(parameter))).c_str(),
                              sweep.is_on && sweep.parameter == parameter))
            sweep = usual_sweep(parameter, operation);
    ImGui::EndCombo();
}

void values(const Ui& ui, ExportSweeps& sweeps, std::size_t row, const Operation& operation) {
    ImGui::PushID(static_cast<int>(row));
    field(ui, ui.texts(row == 0 ? "ui.export_values_of" : "ui.export_values_and"), 132);
    parameter_choice(ui, "###parameter", sweeps, row, operation);
    if (ExportSweep& sweep = sweeps[row]; sweep.is_on) {
        ImGui::SameLine(0, ui.px(8));
        ImGui::SetNextItemWidth(ui.px(46));
        ImGui::InputInt("###from", &sweep.first, 0);
        between(ui, ui.texts("ui.export_to"), 46);
        ImGui::InputInt("###to", &sweep.last, 0);
        sweep.first = std::clamp(sweep.first, 0, max_swept_value);
        sweep.last = std::clamp(sweep.last, sweep.first, max_swept_value);
    }
    ImGui::PopID();
}

template <class Contents> void contents(const Ui& ui, ExportForm& form, const Contents& all) {
    const float gap = ui.px(14);
    const float right = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x;
    const float left = ImGui::GetCursorPosX();
    for (const ContentLabel& one : all) {
        const std::string label = ui.label(one.key, one.key);
        if (&one != all.data()) {
            const bool has_room =
                ImGui::GetItemRectMax().x + gap + link_width(ui, shown_part(label)) <= right;
            if (has_room)
                ImGui::SameLine(0, gap);
            else
                ImGui::SetCursorPosX(left);
        }
        if (choice_link(ui, label, form.content() == one.content))
            choose(form, one.content);
    }
}

} // namespace

void field(const Ui& ui, std::string_view text, float width) {
    const float left = ui.px(16);
    ImGui::SetCursorPosX(left);
    ImGui::AlignTextToFramePadding();
    words(text, ui.theme.quiet);
    ImGui::SameLine(left + ui.px(label_width));
    ImGui::SetNextItemWidth(std::min(ui.px(width), ImGui::GetContentRegionAvail().x));
}

void between(const Ui& ui, std::string_view text, float width) {
    ImGui::SameLine(0, ui.px(6));
    words(text, ui.theme.quiet);
    ImGui::SameLine(0, ui.px(6));
    ImGui::SetNextItemWidth(ui.px(width));
}

void export_content(const PanelInput& input, ExportForm& form) {
    const Ui& ui = input.ui;
    const bool is_network = input.session.network.shows;
    if (is_network && form.has_values())
        choose(form, ExportContent::single);
    if (is_network && form.format->is_movie())
        return;
    field(ui, ui.texts("ui.export_content"), 1);
    if (is_network)
        contents(ui, form, std::array{picture_contents[0], picture_contents[1]});
    else if (form.format->is_movie())
        contents(ui, form, movie_contents);
    else
        contents(ui, form, picture_contents);
    if (!form.has_values())
        return;
    fit_sweeps(form.choices.sweeps, input.results.operation);
    for (std::size_t row = 0; row < form.choices.sweeps.size(); ++row)
        values(ui, form.choices.sweeps, row, input.results.operation);
}

} // namespace convlens
