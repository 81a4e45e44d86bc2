// The header's line: a question before what has happened, and that before what can be restored.
#include "window/panels/panels.h"

#include "scene/words/notation.h"
#include "window/controls/widgets.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace convlens {
namespace {

struct Answer {
    const char* key; // of its text, and its identity
    Request request;
};

/// What is to be read, and what can be answered.
struct Notice {
    std::string text;
    std::vector<Answer> answers;
    bool can_be_dismissed = true;
};

Notice notice_of(const PanelInput& input) {
    const Session& session = input.session;
    const Texts& texts = input.ui.texts;
    if (session.asks_to_close) {
        const std::string done =
            std::to_string(100 * session.export_done / std::max<int64_t>(session.export_all, 1));
        return {texts("ui.close_question", {{"done", done}}),
                {{"ui.close_anyway", {FileCommand::quit, 0, {}}},
                 {"ui.keep_open", {FileCommand::dismiss, 0, {}}}},
                true};
    }
    if (!session.message.empty())
        return {session.message, {}, true};
    if (session.can_restore && session.restore_until > 0)
        return {
            std::string(texts(session.restore_text)), {{"ui.restore", {FileCommand::restore, 0, {}}}}, true};
    if (session.painting)
        return {texts("ui.painting_line", {{"value", number_text(session.brush)}}),
                {{"ui.stop_painting", {LookCommand::toggle_paint, 0, {}}}},
                false};
    return {};
}

float width_of(const std::string& text) {
    return ImGui::CalcTextSize(text.data(), text.data() + text.size()).x;
}

/// px of the links at the right, the one that dismisses too.
float answers_width(const Ui& ui, const Notice& notice) {
    float width = notice.can_be_dismissed ? width_of("×") + ui.px(20) : 0;
    for (const Answer& answer : notice.answers)
        width += width_of(std::string(ui.texts(answer.key))) + ui.px(20);
    return width;
}

/// Begins a window over the bar: a panel would lie below it and get no clicks.
void begin_notice(const Ui& ui, const Rect& place) {
    ImGui::SetNextWindowPos({place.min.x, place.min.y});
    ImGui::SetNextWindowSize({place.width(), place.height()});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding,
                        {0, 0}); // else it would cut off the ground's round corners
    ImGui::Begin("###message", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoBackground |
                     ImGuiWindowFlags_NoScrollWithMouse | (ui.can_focus ? 0 : ImGuiWindowFlags_NoNav));
    ImGui::PopStyleVar();
}

/// The text wrapped into `place`, in its middle, and the answers behind it.
void draw_notice(const Ui& ui, const Notice& notice, const Rect& place, Requests& requests) {
    const float answers = answers_width(ui, notice);
    const float room = place.width() - answers - ui.px(20);
    const ImVec2 size =
        ImGui::CalcTextSize(notice.text.data(), notice.text.data() + notice.text.size(), false, room);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddRectFilled({place.min.x, place.min.y}, {place.max.x, place.max.y},
                       imgui_color(mixed(ui.theme.card, ui.theme.accent, 0.11F)), ui.px(7));
    ImGui::SetCursorScreenPos({place.min.x + ui.px(12), std::round(place.center().y - size.y / 2)});
    ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + room);
    words(notice.text, ui.theme.text);
    ImGui::PopTextWrapPos();
    ImGui::SetCursorScreenPos({place.max.x - answers, place.center().y - ui.px(12)});
    for (const Answer& answer : notice.answers) {
        if (link(ui, ui.label(answer.key, answer.key), true))
            requests.push_back(answer.request);
        ImGui::SameLine(0, ui.px(6));
    }
    if (notice.can_be_dismissed && link(ui, "×###dismiss"))
        requests.push_back({FileCommand::dismiss, 0, {}});
}

} // namespace

Requests message_line(const PanelInput& input, const Rect& bar, const Rect& free, float& strip) {
    Requests requests;
    const Notice notice = notice_of(input);
    strip = 0;
    if (notice.text.empty())
        return requests;
    const Ui& ui = input.ui;
    const auto wrapped = [&](float room) {
        return ImGui::CalcTextSize(notice.text.data(), notice.text.data() + notice.text.size(), false, room)
            .y;
    };
    const float around = answers_width(ui, notice) + ui.px(20); // of the text
    const float line = ImGui::GetTextLineHeight();
    const float wanted = std::min(width_of(notice.text) + 1 + around, free.width());
    Rect place = inset(free, ui.px(3));
    const bool fits = free.width() > ui.px(200) && wrapped(wanted - around) <= 2 * line + 1;
    if (fits) {
        place.min.x = place.center().x - wanted / 2;
        place.max.x = place.min.x + wanted;
    } else {
        const float room = bar.width() - around - ui.px(16);
        strip = std::round(std::max(wrapped(room), line) + ui.px(20));
        place = inset({{bar.min.x, bar.max.y}, {bar.max.x, bar.max.y + strip}}, ui.px(4));
    }
    begin_notice(ui, place);
    draw_notice(ui, notice, place, requests);
    ImGui::End();
    return requests;
}

} // namespace convlens
