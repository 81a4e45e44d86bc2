// Opening and saving: a path with completion, the folder it names, the files used last. Touches the disk only
// to list.
#include "window/panels/panels.h"

#include "window/controls/dialogs.h"
#include "window/controls/widgets.h"
#include "window/platform/folder_listing.h"

#include <imgui_internal.h>

#include <algorithm>
#include <filesystem>

namespace convlens {
namespace {

namespace fs = std::filesystem;

struct Typed {
    std::string folder, start; // "/a/b" + "c" of "/a/b/c"
};

Typed split(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    if (slash == std::string::npos)
        return {".", path};
    return {path.substr(0, slash + 1), path.substr(slash + 1)};
}

/// Tab completes what is typed as far as it is certain.
int on_completion(ImGuiInputTextCallbackData* data) {
    const Typed typed = split(std::string(data->Buf, static_cast<std::size_t>(data->BufTextLen)));
    const std::string common = common_start(completions(typed.folder, typed.start, 500));
    if (common.size() > typed.start.size()) {
        const std::string rest = common.substr(typed.start.size());
        data->InsertChars(data->BufTextLen, rest.data(), rest.data() + rest.size());
        data->CursorPos = data->BufTextLen;
    }
    return 0;
}

/// A row whose words come from the disk: an identity from its number, the words only drawn.
bool path_row(int index, const std::string& shown, Color color) {
    ImGui::PushID(index);
    const ImVec2 start = ImGui::GetCursorScreenPos();
    const bool pressed = ImGui::Selectable("###row", false);
    ImGui::PopID();
    ImGui::GetWindowDrawList()->AddText(start, imgui_color(color), shown.data(), shown.data() + shown.size());
    return pressed;
}

void listing(const Ui& ui, FileForm& form, bool& chosen) {
    const Typed typed = split(form.path.data());
    ImGui::BeginChild("###listing", {0, ui.px(210)}, true);
    int index = 0;
    if (typed.folder != "." && typed.folder != "/" && path_row(index++, "../", ui.theme.accent))
        put_text(form.path, fs::path(typed.folder).parent_path().parent_path().string() + "/");
    for (const std::string& name : completions(typed.folder, typed.start, 200)) {
        const bool folder = name.back() == '/';
        if (path_row(index++, name, folder ? ui.theme.accent : ui.theme.text)) {
            put_text(form.path, (typed.folder == "." ? "" : typed.folder) + name);
            chosen = !folder;
        }
    }
    ImGui::EndChild();
}

void recent(const PanelInput& input, FileForm& form, bool& chosen) {
    if (form.panel != FilePanel::open || input.settings.recent.empty())
        return;
    words(input.ui.texts("ui.recent"), input.ui.theme.quiet);
    int index = 1000;
    for (const std::string& path : input.settings.recent)
        if (path_row(index++, path, input.ui.theme.text)) {
            put_text(form.path, path);
            chosen = true;
        }
}

} // namespace

Requests file_panel(const PanelInput& input, FileForm& form, const Rect& stage) {
    Requests requests;
    const Ui& ui = input.ui;
    if (form.panel == FilePanel::none)
        return requests;
    const bool opening = form.panel == FilePanel::open;
    const bool stays =
        begin_card(ui, "###file_panel", ui.texts(opening ? "ui.open_title" : "ui.save_title"), stage, 560);
    if (form.wants_focus)
        ImGui::SetKeyboardFocusHere();
    form.wants_focus = false;
    ImGui::SetNextItemWidth(ImGui::GetContentRegionAvail().x);
    bool chosen = ImGui::InputText(
        "###path", form.path.data(), form.path.size(),
        ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_CallbackCompletion, on_completion);
    typing_frame(ui);
    const bool asks = !form.replaces.empty() && form.replaces == form.path.data();
    if (asks)
        wrapped_words(ui.texts("ui.replace_question", {{"path", form.replaces}}), ui.theme.w.heading);
    else if (!form.error.empty())
        wrapped_words(form.error, ui.theme.current);
    bool picked = false;
    listing(ui, form, picked);
    recent(input, form, picked);
    chosen = chosen || (picked && opening);
    const char* const go = opening ? "ui.open_button" : asks ? "ui.replace" : "ui.save_button";
    if (button(ui, ui.label(go, "file_go"), ui.px(110)))
        chosen = true;
    ImGui::SameLine();
    {
        const WithFont small(ui.fonts.small);
        words(ui.texts(opening ? "ui.open_hint" : "ui.save_hint"), ui.theme.quiet);
    }
    form.wants_focus = chosen; // until the panel closes, what is typed is a path
    if (chosen && form.path[0] != '\0')
        requests.push_back({opening ? FileCommand::open_file : FileCommand::save_file, 0, form.path.data()});
    if (!stays)
        form.panel = FilePanel::none;
    ImGui::End();
    return requests;
}

} // namespace convlens
