// Every request of keys, menus and panels, carried out.
#include "document/presets.h"
#include "i18n/error.h"
#include "scene/lens/lens.h"
#include "scene/lens_plan.h"
#include "scene/lens_table.h"
#include "scene/words/words.h"
#include "window/application/application.h"
#include "window/session/playback.h"

#include <algorithm>
#include <cmath>
#include <new>

namespace convlens {

void Application::say(const std::string& message, double seconds) {
    session_.message = message;
    session_.message_until = seconds > 0 ? platform_seconds() + seconds : 0;
    frames_to_draw_ = 3;
}

std::string Application::sentence(std::exception_ptr thrown) const {
    try {
        std::rethrow_exception(thrown);
    } catch (const Error& error) {
        std::vector<std::pair<std::string_view, std::string_view>> values;
        for (const auto& [name, value] : error.values)
            values.emplace_back(name, value);
        return texts().fill(error.key, values) + (error.where.empty() ? "" : " (" + error.where + ")");
    } catch (const std::exception& error) {
        return error.what();
    }
}

void Application::seek(int64_t time_us) {
    session_.playhead_us = std::clamp<int64_t>(time_us, 0, timeline().duration_us() - 1);
}

/// One up or down, as far as it is possible.
void Application::turn(Parameter parameter, int64_t by) {
    Document draft = history_.current();
    const Knob knob{parameter};
    const int64_t now = value_of(draft.operation, knob);
    if (parameter == Parameter::padding && now + by < 0)
        return; // a crop is for derived operations
    const Operation wanted = with_value(draft.operation, knob, now + by);
    const auto issues = check(wanted);
    if (draft.operation == wanted || (!issues.empty() && check(draft.operation).empty())) {
        if (!issues.empty())
            say(limit_note(texts(), issues.front()), 5);
        return;
    }
    set_operation(draft, wanted);
    commit(draft);
}

void Application::apply_nearest(int64_t index) {
    const auto& issues = shown_.results.issues;
    if (index < 0 || index >= static_cast<int64_t>(issues.size()) ||
        !issues[static_cast<std::size_t>(index)].nearest)
        return;
    const Issue& chosen = issues[static_cast<std::size_t>(index)];
    Document draft = history_.current();
    for (const Issue& issue : issues) // what is wrong in the same way on the other axes too: one click
        if (issue.code == chosen.code && issue.parameter == chosen.parameter && issue.nearest)
            set_operation(draft, with_value(draft.operation, {issue.parameter, issue.axis}, *issue.nearest));
    commit(draft);
}

void Application::load_figure(int64_t index) {
    const auto all = presets();
    if (index < 0 || index >= static_cast<int64_t>(all.size()))
        return;
    figure_ = static_cast<std::size_t>(index);
    Document figure = all[figure_].document;
    figure.lenses = history_.current().lenses; // what is looked at stays
    commit(figure);
    view_blend_ = all[figure_].document.view == View::flat ? 1 : 0;
    session_.playhead_us = 0;
    session_.reveal_all = false;
    session_.scene_path.clear();
}

void Application::next_figure(int64_t by) {
    const auto all = presets();
    const auto count = static_cast<int64_t>(all.size());
    for (int64_t i = 0; i < count; ++i) // from the one that is shown, where it is one
        if (all[static_cast<std::size_t>(i)].document.name == history_.current().name)
            figure_ = static_cast<std::size_t>(i);
    load_figure((static_cast<int64_t>(figure_) + by + count) % count);
}

bool Application::perform_playback(const Request& request) {
    const Timeline line = timeline();
    const auto stop_at = [&](int64_t time_us) {
        session_.playing = false;
        seek(time_us);
        return true;
    };
    switch (request.command) {
    case Command::play_pause:
        if (!session_.playing && session_.playhead_us >= line.duration_us() - 1)
            session_.playhead_us = 0;
        session_.playing = !session_.playing;
        return true;
    case Command::next_step:
        return stop_at(next_stop(line, session_.playhead_us));
    case Command::previous_step:
        return stop_at(previous_stop(line, session_.playhead_us));
    case Command::first_step:
        return stop_at(end_of(line, 0));
    case Command::last_step:
        return stop_at(end_of(line, line.steps - 1));
    case Command::seek_tenth:
        return stop_at(tenth_stop(line, request.argument));
    case Command::seek_step:
        return stop_at(end_of(line, request.argument));
    case Command::seek_time:
        return stop_at(request.argument);
    case Command::slower:
        session_.speed -= session_.speed > 0 ? 1 : 0;
        return true;
    case Command::faster:
        session_.speed += session_.speed + 1 < speeds.size() ? 1 : 0;
        return true;
    case Command::normal_speed:
        session_.speed = normal_speed;
        return true;
    case Command::set_speed:
        session_.speed = std::min<std::size_t>(static_cast<std::size_t>(request.argument), speeds.size() - 1);
        return true;
    case Command::toggle_loop:
        session_.loop = !session_.loop;
        return true;
    case Command::toggle_all:
        session_.reveal_all = !session_.reveal_all;
        return true;
    case Command::toggle_terms:
        session_.slow_terms = !session_.slow_terms;
        session_.playhead_us = carried_over(line, timeline(), session_.playhead_us);
        return true;
    case Command::reset:
        session_.playhead_us = 0;
        session_.reveal_all = false;
        session_.playing = true;
        return true;
    default:
        return false;
    }
}

bool Application::perform_look(const Request& request) {
    const auto blank = [&](Blank wanted) {
        session_.blank = session_.blank == wanted ? Blank::none : wanted;
        return true;
    };
    const auto resize = [&](float scale) {
        settings_.scale = std::clamp(scale, Settings::smallest_scale, Settings::largest_scale);
        return true;
    };
    switch (request.command) {
    case Command::toggle_view: {
        Document draft = history_.current();
        const bool several = has_volumes(operation_of(draft));
        if (request.argument > 0) // a view by its number
            draft.view = static_cast<View>(request.argument - 1);
        else if (draft.view == View::tilted)
            draft.view = View::flat;
        else
            draft.view = draft.view == View::flat && several ? View::volumes : View::tilted;
        commit(draft);
        return true;
    }
    case Command::toggle_stage:
        session_.stage = !session_.stage;
        session_.blank = Blank::none;
        session_.focus_in_panel = false;
        return true;
    case Command::black_screen:
        return blank(Blank::black);
    case Command::white_screen:
        return blank(Blank::white);
    case Command::switch_focus:
        session_.focus_in_panel = !session_.focus_in_panel && !session_.stage;
        if (session_.focus_in_panel)
            ImGui::SetWindowFocus("###parameters");
        else
            ImGui::SetWindowFocus(nullptr);
        return true;
    case Command::leave:
        leave();
        return true;
    case Command::set_theme:
        settings_.theme = static_cast<ThemeId>(request.argument);
        return true;
    case Command::set_language:
        settings_.language = request.argument == 1 ? Language::zh : Language::en;
        return true;
    case Command::toggle_paint:
        session_.painting = !session_.painting;
        if (session_.painting) {
            session_.brush = history_.current().input.kind == SourceKind::image ? 255 : 3;
            say(std::string(texts()("ui.painting")), 6);
        }
        return true;
    case Command::set_brush:
        session_.brush = static_cast<double>(request.argument);
        return true;
    case Command::toggle_motion:
        settings_.reduced_motion = !settings_.reduced_motion;
        return true;
    case Command::larger:
        return resize(std::round(settings_.scale * 10 + 1) / 10);
    case Command::smaller:
        return resize(std::round(settings_.scale * 10 - 1) / 10);
    case Command::normal_size:
        return resize(1);
    case Command::toggle_more:
        (request.argument == 0 ? session_.more_open : session_.numbers_open) ^= true;
        return true;
    case Command::help:
        session_.help_open = !session_.help_open;
        return true;
    default:
        return false;
    }
}

bool Application::perform_lens(const Request& request) {
    Document draft = history_.current();
    const auto lens = static_cast<Lens>(request.argument);
    switch (request.command) {
    case Command::toggle_lens:
        set_lens(draft, lens, !has_lens(draft, lens));
        break;
    case Command::front_lens: {
        const LensPlan plan = lens_plan(scene_input(stage_place()).composition, draft);
        if (std::find(plan.shown.begin(), plan.shown.end(), lens) != plan.shown.end())
            return true; // there is nothing to undo
        set_lens(draft, lens, true);
        break;
    }
    case Command::choose_in_lens:
        if (request.argument == lens_choice_tag(Lens::code, copy_choice).index) {
            copy_code();
            break;
        }
        choose_in_lens(draft, request.argument);
        break;
    default:
        return false;
    }
    commit(draft);
    return true;
}

/// Esc: the innermost thing that is open goes.
void Application::leave() {
    session_.message.clear(); // it has been read
    session_.message_until = 0;
    if (ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup))
        ImGui::SetWindowFocus(nullptr); // closes them
    else if (session_.file.panel != FilePanel::none)
        session_.file.panel = FilePanel::none;
    else if (session_.exporting.open)
        session_.exporting.open = false;
    else if (session_.help_open)
        session_.help_open = false;
    else if (session_.focus_in_panel) {
        session_.focus_in_panel = false;
        ImGui::SetWindowFocus(nullptr);
    } else if (session_.blank != Blank::none)
        session_.blank = Blank::none;
    else if (session_.painting)
        session_.painting = false;
    else if (!history_.current().pins.empty()) {
        Document draft = history_.current();
        draft.pins.clear();
        session_.chosen = {};
        commit(draft);
    } else
        session_.stage = false;
}

void Application::perform(const Request& request) {
    frames_to_draw_ = std::max(frames_to_draw_, 2);
    gestures_.press();
    if (perform_playback(request) || perform_files(request) || perform_lens(request))
        return;
    if (perform_look(request)) {
        write_settings_soon();
        return;
    }
    switch (request.command) {
    case Command::undo:
        if (history_.undo())
            reevaluate();
        break;
    case Command::redo:
        if (history_.redo())
            reevaluate();
        break;
    case Command::input_up:
        turn(Parameter::input_size, 1);
        break;
    case Command::input_down:
        turn(Parameter::input_size, -1);
        break;
    case Command::kernel_up:
        turn(Parameter::kernel_size, 1);
        break;
    case Command::kernel_down:
        turn(Parameter::kernel_size, -1);
        break;
    case Command::stride_up:
        turn(Parameter::stride, 1);
        break;
    case Command::stride_down:
        turn(Parameter::stride, -1);
        break;
    case Command::padding_up:
        turn(Parameter::padding, 1);
        break;
    case Command::padding_down:
        turn(Parameter::padding, -1);
        break;
    case Command::dilation_up:
        turn(Parameter::dilation, 1);
        break;
    case Command::dilation_down:
        turn(Parameter::dilation, -1);
        break;
    case Command::quit:
        platform_.close();
        break;
    case Command::nearest_possible:
        apply_nearest(request.argument);
        break;
    case Command::load_figure:
        load_figure(request.argument);
        break;
    case Command::next_figure:
        next_figure(1);
        break;
    case Command::previous_figure:
        next_figure(-1);
        break;
    default:
        break;
    }
}

} // namespace convlens
