// The bar at the top: figures, export, language, theme, stage, help.
#include "window/panels/panels.h"

#include "document/names.h"
#include "document/network.h"
#include "document/presets.h"
#include "lesson/built_in.h"
#include "lesson/exercise/exercise.h"
#include "network/built_in.h"
#include "scene/words/words.h"
#include "window/controls/dialogs.h"
#include "window/controls/widgets.h"
#include "window/session/keys.h"

#include <cmath>
#include <utility>

namespace convlens {
namespace {

/// A row that asks for a command by its shortcut's name.
void command_row(const Ui& ui, const char* key, const char* id, Command command, float width,
                 Requests& requests) {
    if (list_row(ui, ui.label(key, id), shortcut_text(command), false, width))
        requests.push_back({command, 0, {}});
}

/// A word of the bar that opens a list below it. True: it is open, EndPopup must follow.
bool begin_menu(const Ui& ui, const std::string& name) {
    const std::string popup = "###" + name + "_menu";
    return begin_list(ui, popup.c_str(), link(ui, ui.label("ui." + name, name), false, true));
}

void figures_column(const PanelInput& input, const Document& draft, bool guide, Requests& requests) {
    const Ui& ui = input.ui;
    ImGui::BeginGroup();
    words(ui.texts(guide ? "ui.figures_guide" : "ui.figures_extra"), ui.theme.quiet);
    ImGui::Dummy({1, ui.px(2)});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {ui.px(8), ui.px(9)});
    int64_t index = 0;
    for (const Preset& preset : presets()) {
        if (preset.guide == guide) {
            // Titles are ours, but a label is an identity all the same: it comes from the index.
            const std::string label =
                preset.document.title.in(ui.texts.language()) + "###figure" + std::to_string(index);
            if (list_row(ui, label, "", preset.document.name == draft.name, ui.px(330)))
                requests.push_back({EditCommand::load_figure, index, {}});
        }
        ++index;
    }
    ImGui::PopStyleVar();
    ImGui::EndGroup();
}

void figures_menu(const PanelInput& input, const Document& draft, Requests& requests) {
    const Ui& ui = input.ui;
    if (!begin_menu(ui, "figures"))
        return;
    figures_column(input, draft, true, requests);
    if (ImGui::GetIO().DisplaySize.x > ui.px(740)) // else one below the other
        ImGui::SameLine(0, ui.px(24));
    figures_column(input, draft, false, requests);
    ImGui::EndPopup();
}

/// What is written after "# "; nothing is parsed for a row of a menu.
std::string_view title_of(std::string_view source) {
    const std::size_t begin = source.starts_with("# ") ? 0 : source.find("\n# ");
    if (begin == std::string_view::npos)
        return {};
    source.remove_prefix(source.find('#', begin) + 2);
    return source.substr(0, source.find('\n'));
}

/// A row a kind, with its levels; the seed below.
void exercise_column(const PanelInput& input, Requests& requests) {
    const Ui& ui = input.ui;
    ImGui::BeginGroup();
    words(ui.texts("ui.exercises"), ui.theme.quiet);
    ImGui::Dummy({1, ui.px(2)});
    const float width = ui.px(290), levels = ui.px(190);
    for (const auto& [name, kind] : exercise_kind_names()) {
        ImGui::AlignTextToFramePadding();
        words(ui.texts("exercise.kind_" + std::string(name)), ui.theme.text);
        for (int level = min_exercise_level; level <= max_exercise_level; ++level) {
            ImGui::SameLine(levels + ui.px(34) * static_cast<float>(level - min_exercise_level));
            const std::string id = std::to_string(level) + "###" + std::string(name) + std::to_string(level);
            if (link(ui, id)) {
                requests.push_back(
                    {LessonCommand::open_exercises, 10 * static_cast<int64_t>(kind) + level, {}});
                ImGui::CloseCurrentPopup();
            }
            hint(ui, ui.texts("ui.exercise_level", {{"level", std::to_string(level)}}));
        }
    }
    hairline(ui, width);
    ImGui::AlignTextToFramePadding();
    words(ui.texts("ui.exercise_seed"), ui.theme.quiet);
    ImGui::SameLine();
    ImGui::SetNextItemWidth(ui.px(150));
    int seed = static_cast<int>(input.session.exercise.seed);
    if (ImGui::InputInt("###exercise_seed", &seed))
        requests.push_back({LessonCommand::set_exercise_seed, seed, {}});
    ImGui::EndGroup();
}

void open_lesson_rows(const PanelInput& input, float width, Requests& requests) {
    const Ui& ui = input.ui;
    const LessonStatus& lesson = input.session.lesson;
    hairline(ui, width);
    if (!lesson.hides && lesson.can_try)
        command_row(ui, lesson.shows_page ? "ui.try_figure" : "ui.back_to_page", "try_figure",
                    LessonCommand::try_figure, width, requests);
    command_row(ui, "ui.lesson_numbers", "new_numbers", LessonCommand::new_numbers, width, requests);
    command_row(ui, "ui.go_to_page", "go_to_page", LessonCommand::go_to_page, width, requests);
    command_row(ui, "ui.close_lesson", "close_lesson", LessonCommand::close_lesson, width, requests);
}

void lessons_menu(const PanelInput& input, Requests& requests) {
    const Ui& ui = input.ui;
    if (!begin_menu(ui, "lessons"))
        return;
    const float width = ui.px(330);
    ImGui::BeginGroup();
    int64_t index = 0;
    for (const std::string_view id : lesson_ids()) {
        const std::string label = std::string(title_of(lesson_source(id, ui.texts.language()))) +
                                  "###lesson" + std::to_string(index++);
        if (list_row(ui, label, "", input.session.lesson.name == id, width))
            requests.push_back({LessonCommand::open_lesson, 0, std::string(id)});
    }
    hairline(ui, width);
    const bool in_class = input.settings.in_class;
    if (list_row(ui, ui.label("ui.alone", "alone"),
                 in_class ? shortcut_text(LessonCommand::switch_class) : "", !in_class, width))
        requests.push_back({LessonCommand::set_class, 0, {}});
    if (list_row(ui, ui.label("ui.in_class", "in_class"),
                 in_class ? "" : shortcut_text(LessonCommand::switch_class), in_class, width))
        requests.push_back({LessonCommand::set_class, 1, {}});
    if (input.session.lesson.open)
        open_lesson_rows(input, width, requests);
    ImGui::EndGroup();
    if (ImGui::GetIO().DisplaySize.x > ui.px(740)) // else one below the other
        ImGui::SameLine(0, ui.px(28));
    exercise_column(input, requests);
    ImGui::EndPopup();
}

/// The list stays open: numbers are tried while one looks.
void learning_rows(const PanelInput& input, float width, Requests& requests) {
    const Ui& ui = input.ui;
    const LearningView& learning = input.session.network.learning;
    const auto slider = [&](const char* key, NetworkCommand command, double value, float low, float high) {
        auto shown = static_cast<float>(value);
        words(ui.texts(key), ui.theme.quiet);
        ImGui::SameLine(ui.px(150));
        ImGui::SetNextItemWidth(width - ui.px(160));
        const bool is_rate = command == NetworkCommand::set_learning_rate;
        if (ImGui::SliderFloat((std::string("###") + key).c_str(), &shown, low, high, "%.3g",
                               is_rate ? ImGuiSliderFlags_Logarithmic : ImGuiSliderFlags_None))
            requests.push_back({command, std::llround(static_cast<double>(shown) * 1e6), {}});
    };
    slider("ui.learning_rate", NetworkCommand::set_learning_rate, learning.learning_rate, 0.001F, 3);
    slider("ui.momentum", NetworkCommand::set_momentum, learning.momentum, 0, 0.99F);
    auto batch = static_cast<int>(learning.batch);
    words(ui.texts("ui.batch"), ui.theme.quiet);
    ImGui::SameLine(ui.px(150));
    ImGui::SetNextItemWidth(width - ui.px(160));
    if (ImGui::SliderInt("###batch", &batch, 1, 128))
        requests.push_back({NetworkCommand::set_batch, batch, {}});
    command_row(ui, "ui.new_seed", "new_seed", NetworkCommand::new_seed, width, requests);
}

void open_network_rows(const PanelInput& input, float width, Requests& requests) {
    const Ui& ui = input.ui;
    const NetworkStatus& network = input.session.network;
    hairline(ui);
    if (network.shows)
        command_row(ui, "ui.open_layer", "open_layer", NetworkCommand::open_layer, width, requests);
    else
        command_row(ui, "ui.back_to_network", "back_to_network", NetworkCommand::back_to_network, width,
                    requests);
    if (network.name == "digits")
        command_row(ui, "ui.draw_digit", "draw_digit", NetworkCommand::draw, width, requests);
    if (network.name == "digits")
        for (const auto& [word, task] : learning_task_names())
            if (list_row(ui, ui.label("ui.learn_" + std::string(word), "learn_" + std::string(word)), "",
                         network.learns && network.learning.task == task, width))
                requests.push_back({NetworkCommand::learn, static_cast<int64_t>(task), {}});
    if (network.learns)
        learning_rows(input, width, requests);
    if (network.draws)
        command_row(ui, "ui.wipe_drawing", "wipe_drawing", NetworkCommand::wipe_drawing, width, requests);
    if (list_row(ui, ui.label("ui.next_input", "next_input"), shortcut_text(NetworkCommand::next_sample),
                 false, width))
        requests.push_back({NetworkCommand::next_sample, 1, {}});
    command_row(ui, "ui.close_network", "close_network", NetworkCommand::close_network, width, requests);
}

void networks_menu(const PanelInput& input, Requests& requests) {
    const Ui& ui = input.ui;
    if (!begin_menu(ui, "networks"))
        return;
    const float width = ui.px(330);
    for (const std::string_view name : built_in_networks())
        if (list_row(ui, ui.label("network.title_" + std::string(name), name), "",
                     input.session.network.name == name, width))
            requests.push_back({NetworkCommand::open_network, 0, std::string(name)});
    command_row(ui, "ui.own_network", "own_network", FileCommand::open_panel, width, requests);
    if (input.session.network.open)
        open_network_rows(input, width, requests);
    ImGui::EndPopup();
}

/// What can be put on the clipboard.
void copy_rows(const Ui& ui, float width, Requests& requests) {
    using enum FileCommand;
    constexpr std::pair<std::string_view, FileCommand> rows[] = {
        {"picture", copy_picture}, {"svg", copy_svg},       {"formula", copy_formula},
        {"sum", copy_sum},         {"im2col", copy_im2col}, {"unrolled", copy_unrolled},
        {"numbers", copy_numbers}, {"code", copy_code},     {"spoken", copy_spoken}};
    for (const auto& [name, command] : rows)
        command_row(ui, ("copy.row_" + std::string(name)).c_str(), ("copy_" + std::string(name)).c_str(),
                    command, width, requests);
}

void file_menu(const PanelInput& input, Requests& requests) {
    const Ui& ui = input.ui;
    if (!begin_menu(ui, "file"))
        return;
    const float width = ui.px(270);
    command_row(ui, "ui.open", "open", FileCommand::open_panel, width, requests);
    command_row(ui, "ui.save", "save", FileCommand::save, width, requests);
    command_row(ui, "ui.save_as", "save_as", FileCommand::save_panel, width, requests);
    if (input.session.can_restore)
        command_row(ui, "ui.restore_row", "restore", FileCommand::restore, width, requests);
    hairline(ui);
    words(ui.texts("copy.title"), ui.theme.quiet);
    copy_rows(ui, width, requests);
    hairline(ui);
    command_row(ui, "ui.class_window", "class_window", ClassCommand::toggle_window, width, requests);
    hairline(ui);
    command_row(ui, "ui.quit", "quit", FileCommand::quit, width, requests);
    ImGui::EndPopup();
}

/// An arrow that turns back; forward: the same mirrored.
void draw_turn(const Ui& ui, ImVec2 center, bool forward, ImU32 color) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float side = forward ? -1.0F : 1.0F, r = ui.px(4.5F), stroke = ui.px(1.6F);
    const auto at = [&](float x, float y) { return ImVec2{center.x + side * ui.px(x), center.y + ui.px(y)}; };
    draw.PathLineTo(at(-5, -2));
    draw.PathLineTo(at(1, -2));
    constexpr float half_turn = 3.14159265F;
    const ImVec2 middle = at(1, -2);
    for (int i = 0; i <= 12; ++i) {
        const float angle = half_turn * static_cast<float>(i) / 12;
        draw.PathLineTo({middle.x + side * r * std::sin(angle), middle.y + r - r * std::cos(angle)});
    }
    draw.PathLineTo(at(-2, 7));
    draw.PathStroke(color, 0, stroke);
    const ImVec2 head[] = {at(-2, -5.5F), at(-5.5F, -2), at(-2, 1.5F)};
    draw.AddPolyline(head, 3, color, 0, stroke);
}

void turn_button(const PanelInput& input, EditCommand command, const char* key, bool possible,
                 Requests& requests) {
    const Ui& ui = input.ui;
    ImGui::BeginDisabled(!possible);
    if (link(ui, std::string("    ###") + key))
        requests.push_back({command, 0, {}});
    ImGui::EndDisabled();
    const ImVec2 min = ImGui::GetItemRectMin(), max = ImGui::GetItemRectMax();
    draw_turn(ui, {(min.x + max.x) / 2, (min.y + max.y) / 2}, command == EditCommand::redo,
              imgui_color(possible ? ui.theme.text : mixed(ui.theme.card, ui.theme.quiet, 0.5F)));
    hint(ui, ui.texts(key), shortcut_text(command));
}

void lenses_menu(const PanelInput& input, const Document& draft, Requests& requests) {
    const Ui& ui = input.ui;
    if (!begin_menu(ui, "lenses"))
        return;
    for (const auto& [name, lens] : lens_names()) {
        const std::string label = lens_name(ui.texts, lens) + "###lens_" + std::string(name);
        bool on = has_lens(draft, lens);
        // The list stays open: lenses are tried one after the other.
        if (ImGui::Checkbox(label.c_str(), &on))
            requests.push_back({LensCommand::toggle_lens, static_cast<int64_t>(lens), {}});
    }
    ImGui::EndPopup();
}

void theme_menu(const PanelInput& input, Requests& requests) {
    const Ui& ui = input.ui;
    const auto name_of_theme = [&](const Theme& theme) { return "ui.theme_" + std::string(theme.name); };
    if (!begin_list(ui, "###theme_menu", link(ui, ui.label(name_of_theme(ui.theme), "theme"), false, true)))
        return;
    for (const Theme& theme : themes())
        if (list_row(ui, ui.label(name_of_theme(theme), theme.name), "", theme.id == ui.theme.id, ui.px(170)))
            requests.push_back({LookCommand::set_theme, static_cast<int64_t>(theme.id), {}});
    hairline(ui);
    if (list_row(ui, ui.label("ui.reduced_motion", "motion"), "", input.settings.reduced_motion, ui.px(170)))
        requests.push_back({LookCommand::toggle_motion, 0, {}});
    command_row(ui, "ui.larger", "larger", LookCommand::larger, ui.px(170), requests);
    command_row(ui, "ui.smaller", "smaller", LookCommand::smaller, ui.px(170), requests);
    ImGui::EndPopup();
}

/// What the bar has room for: its title goes first, then the language that is on, then most of the gaps, then
/// undo and redo, which have keys.
struct BarWords {
    bool title = true, both_languages = true, turns = true;
    float gap = 12; // px of the design, between two words
};

float right_width(const Ui& ui, const BarWords& bar) {
    const auto width = [&](std::string_view key) { return link_width(ui, ui.texts(key)); };
    const bool chinese = ui.texts.language() == Language::zh;
    const float languages = bar.both_languages ? width("ui.english") + width("ui.chinese") + ui.px(4)
                                               : width(chinese ? "ui.english" : "ui.chinese");
    return languages + width("ui.theme_" + std::string(ui.theme.name)) + ui.px(14) + width("ui.stage") +
           link_width(ui, "?") + ui.px(3 * bar.gap + 14);
}

float left_width(const Ui& ui, const BarWords& bar) {
    float width = ui.px((bar.title ? 112 : 8) + 6 * bar.gap);
    for (const char* key : {"ui.figures", "ui.lessons", "ui.networks", "ui.lenses", "ui.file"})
        width += link_width(ui, ui.texts(key), true);
    return width + link_width(ui, ui.texts("ui.export")) + (bar.turns ? 2 * link_width(ui, "    ") : 0);
}

BarWords bar_words(const Ui& ui, float room) {
    BarWords bar;
    const auto has_room = [&] { return left_width(ui, bar) + right_width(ui, bar) <= room; };
    bar.title = has_room();
    bar.both_languages = has_room();
    if (!has_room())
        bar.gap = 2;
    bar.turns = has_room();
    return bar;
}

void languages(const Ui& ui, const BarWords& bar, Requests& requests) {
    const bool chinese = ui.texts.language() == Language::zh;
    if ((bar.both_languages || chinese) && choice_link(ui, ui.label("ui.english", "english"), !chinese))
        requests.push_back({LookCommand::set_language, 0, {}});
    if (bar.both_languages) {
        ImGui::SameLine(0, ui.px(4));
        link_separator(ui, 2);
    }
    if ((bar.both_languages || !chinese) && choice_link(ui, ui.label("ui.chinese", "chinese"), chinese))
        requests.push_back({LookCommand::set_language, 1, {}});
}

/// Returns where it begins, px.
float right_side(const PanelInput& input, const BarWords& bar, const Rect& place, Requests& requests) {
    const Ui& ui = input.ui;
    const float begin = place.width() - right_width(ui, bar);
    ImGui::SameLine(begin, 0);
    languages(ui, bar, requests);
    ImGui::SameLine(0, ui.px(bar.gap));
    theme_menu(input, requests);
    ImGui::SameLine(0, ui.px(bar.gap));
    if (link(ui, ui.label("ui.stage", "stage")))
        requests.push_back({LookCommand::toggle_stage, 0, {}});
    ImGui::SameLine(0, ui.px(bar.gap));
    if (link(ui, "?###help"))
        requests.push_back({LookCommand::help, 0, {}});
    hint(ui, ui.texts("ui.help_title"), shortcut_text(LookCommand::help));
    return place.min.x + begin;
}

/// Returns where it ends, px.
float left_side(const PanelInput& input, const BarWords& bar, const Document& draft, const Rect& place,
                Requests& requests) {
    const Ui& ui = input.ui;
    if (bar.title) {
        ImGui::SetCursorPos({ui.px(16), (place.height() - ui.px(21)) / 2 + ui.px(1)});
        const WithFont title(ui.fonts.title);
        words("convlens", ui.theme.text);
    }
    ImGui::SetCursorPos({ui.px(bar.title ? 112 : 8), (place.height() - ui.px(24)) / 2});
    figures_menu(input, draft, requests);
    ImGui::SameLine(0, ui.px(bar.gap));
    lessons_menu(input, requests);
    ImGui::SameLine(0, ui.px(bar.gap));
    networks_menu(input, requests);
    ImGui::SameLine(0, ui.px(bar.gap));
    lenses_menu(input, draft, requests);
    ImGui::SameLine(0, ui.px(bar.gap));
    if (choice_link(ui, ui.label("ui.export", "export"), input.session.exporting.open))
        requests.push_back({FileCommand::export_panel, 0, {}});
    hint(ui, ui.texts("ui.export_title"), shortcut_text(FileCommand::export_panel));
    ImGui::SameLine(0, ui.px(bar.gap));
    file_menu(input, requests);
    ImGui::SameLine(0, ui.px(bar.gap));
    if (!bar.turns)
        return ImGui::GetItemRectMax().x;
    turn_button(input, EditCommand::undo, "ui.undo", input.can_undo, requests);
    ImGui::SameLine(0, 0);
    turn_button(input, EditCommand::redo, "ui.redo", input.can_redo, requests);
    return ImGui::GetItemRectMax().x;
}

} // namespace

Requests menu_bar(const PanelInput& input, const Document& draft, const Rect& place, Rect& free) {
    Requests requests;
    const Ui& ui = input.ui;
    begin_panel(ui, "###menu_bar", place, false);
    const BarWords bar = bar_words(ui, place.width());
    free = place;
    free.min.x = left_side(input, bar, draft, place, requests) + ui.px(bar.gap);
    free.max.x = right_side(input, bar, place, requests) - ui.px(bar.gap);
    panel_edge(ui, {{place.min.x, place.max.y - ui.px(1)}, {place.max.x, place.max.y}});
    ImGui::End();
    return requests;
}

} // namespace convlens
