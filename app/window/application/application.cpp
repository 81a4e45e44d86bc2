// Idle it asks for no turn and draws nothing.
#include "window/application/application.h"

#include "i18n/error.h"
#include "window/application/cell_focus.h"
#include "window/application/messages.h"
#include "window/application/mouse/number_typing.h"
#include "window/session/keys.h"
#include "window/session/playback.h"

#include <imgui.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <optional>
#include <random>
#include <utility>

namespace convlens {
namespace {

constexpr double frame_seconds = 1.0 / 60;
constexpr int report_key = 301; // F12, in tests only
constexpr int enter_key = 257, tab_key = 258;
constexpr double restore_seconds = 20; // so long what was kept is offered
constexpr double unnoticed = 0.1;      // seconds that the picture may be behind before it says so

/// What was asked for at the start wins over what was chosen last.
Settings settings_for(const WindowOptions& options, Settings settings) {
    if (options.language)
        settings.language = options.language;
    if (options.theme)
        settings.theme = *options.theme;
    return settings;
}

/// What is typed into one field is one gesture; Tab goes to the next field.
void count_gestures(const Events& events, GestureCounter& gestures) {
    const bool typing = ImGui::GetIO().WantTextInput;
    const bool key_begins = std::ranges::any_of(events.keys, [&](const KeyPress& press) {
        return !press.repeated && (!typing || press.key == tab_key);
    });
    if (events.pressed || key_begins)
        gestures.press();
    if (events.wheel)
        gestures.wheel(platform_seconds());
}

} // namespace

Application::Application(const WindowOptions& options, Executor& executor)
    : options_(options), settings_(load_settings()),
      settings_file_(settings_, options.theme, options.language), executor_(executor),
      fonts_(options_.fonts, options.language.value_or(settings_.language.value_or(options.default_language)),
             settings_.scale, executor),
      networks_(executor, options.network ? &*options.network : nullptr),
      platform_(options.width, options.height, true, options.monitors), gui_(platform_),
      editor_(options.document, session_, settings_, executor),
      stage_(options_.fonts, session_, settings_, editor_), class_view_(platform_, stage_.typesetter()),
      clock_(platform_seconds()), autosave_(editor_.history().current(), executor), files_(executor),
      exporter_(options_.fonts, executor), picture_copy_(options_.fonts, executor), lessons_(executor) {
    settings_ = settings_for(options, settings_);
    session_.playing = options.play && !options.step;
    session_.scene_path = options.scene_path;
    session_.can_restore = autosave_.has_found();
    say_what_is_not_kept();
    if (options.step) {
        if (const auto error = editor_.finish_evaluation())
            std::rethrow_exception(error);
        session_.playhead_us = end_of(editor_.timeline(), *options.step);
    }
    session_.exercise.seed = std::random_device{}() % 9000 + 1000;
    if (!options.lesson.empty())
        ask({LessonCommand::open_lesson, 0, options.lesson});
    if (options.network) {
        session_.scene_path.clear(); // it is the network's
        networks_.open(*options.network, command_context(), options.step);
        session_.scene_path = options.scene_path;
    }
    if (!options.clipboard.empty())
        platform_.set_clipboard(options.clipboard);
}

Application::~Application() {
    fonts_.wait();
}

void Application::save_before_bad_end() noexcept {
    try {
        autosave_.write_now(current_figure());
    } catch (const std::exception&) { // what was kept last stays
    }
}

void Application::say_what_is_not_kept() {
    if (!settings_path().empty() && !state_folder().empty())
        return;
    const std::string line(texts()("ui.nothing_kept"));
    show_message(session_, line, 12);
    std::fprintf(stderr, "convlens: %s\n", line.c_str());
}

Texts Application::texts() const {
    return Texts(settings_.language.value_or(options_.default_language));
}

/// A layer that has become the figure is no work of its own.
const Figure& Application::current_figure() const {
    return networks_.is_open() ? networks_.figure() : editor_.history().current();
}

double Application::changed_at() const {
    return networks_.is_open() ? networks_.changed_at() : editor_.changed_at();
}

std::optional<double> Application::behind_since() const {
    return networks_.shows() ? networks_.behind_since() : editor_.behind_since();
}

/// A network that is opened with the window is in its first picture, where that makes it hardly later.
bool Application::waits_for_network() const {
    constexpr double patience = 0.3; // since the start
    return frames_drawn_ == 0 && networks_.is_opening() && platform_seconds() < patience;
}

TickContext Application::tick_context() {
    return {session_, editor_, stage_, requests_, stage_place(), texts()};
}

CommandContext Application::command_context() {
    return {tick_context(), settings_, settings_file_, platform_, files_,      exporter_,
            picture_copy_,  autosave_, lessons_,       networks_, class_view_, figure_};
}

double Application::seconds_to_wait() const {
    const double now = platform_seconds();
    if (executor_.needs_poll())
        return 0;
    if (platform_.is_hidden() && !session_.class_open)
        return -1;
    if (waits_for_network())
        return 0.005;
    if (session_.frames_to_draw > 0)
        return 0;
    if (is_animated(session_, editor_.shown().document.view) || networks_.is_learning())
        return std::max(clock_.last() + frame_seconds - now, 0.0005);
    double until = 1e9;
    if (const auto since = behind_since(); since && !is_late_)
        until = *since + unnoticed;
    if (session_.message_until > 0)
        until = std::min(until, session_.message_until);
    if (session_.can_restore && session_.restore_until > 0)
        until = std::min(until, session_.restore_until);
    if (const double rest = mouse_.rest().due(); rest > 0 && session_.blank == Blank::none)
        until = std::min(until, rest);
    if (session_.clock_unit() > 0)
        until = std::min(until, session_.classroom.clock().next_change(now, session_.clock_unit()));
    for (const double due : {autosave_.due_at(changed_at()), lessons_.due(), exporter_.due()})
        if (due > 0)
            until = std::min(until, due);
    return until < 1e9 ? std::max(until - now, 0.01) : -1;
}

bool Application::walks_a_lesson(const KeyBinding& binding) const {
    using enum PlaybackCommand;
    return lessons_.shows_page() &&
           (binding.command == Command(next_step) || binding.command == Command(previous_step));
}

void Application::take_keys(const Events& events) {
    const ImGuiIO& io = ImGui::GetIO();
    NumberEntry& entry = session_.entry;
    std::size_t taken = 0;
    const auto take_typed = [&](std::size_t keys) {
        for (; taken < events.typed.size() && events.typed[taken].after_keys <= keys; ++taken)
            if (entry.is_open())
                entry.type(events.typed[taken].character);
    };
    std::size_t keys = 0;
    for (const KeyPress& press : events.keys) {
        take_typed(keys++);
        const bool popup = ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
        const bool here = !press.in_class_window; // widgets are in this window only
        const bool may_be_cells = !io.WantTextInput && !popup && !session_.shows_no_figure();
        if (here && (take_entry_key(tick_context(), press, platform_) ||
                     (may_be_cells && take_cell_key(tick_context(), press))))
            continue;
        KeyContext context{here && (io.WantTextInput || entry.is_open()),
                           here && (session_.focus_in_panel || popup), session_.stage || session_.class_open};
        lessons_.put_keys(context);
        networks_.put_keys(context);
        const bool enter = press.key == enter_key && press.mods == 0;
        if (enter && !context.typing && !context.focus_in_panel && !session_.shows_no_figure() &&
            !editor_.shown().results.issues.empty()) { // there is nothing to step through
            requests_.push_back({EditCommand::nearest_possible, 0, {}});
            continue;
        }
        const KeyBinding* binding = binding_of(press.key, press.mods, context);
        if (binding != nullptr && press.repeated && (session_.next_follows || walks_a_lesson(*binding)))
            continue; // a key that is held down goes to no other figure or page
        if (binding != nullptr)
            requests_.push_back({binding->command, binding->argument, {}});
        else if (options_.report && press.key == report_key)
            reporter_.ask();
    }
    take_typed(keys);
}

/// Files that were dropped on the window: the first opens.
void Application::take_dropped(const std::vector<std::string>& paths) {
    if (paths.empty())
        return;
    session_.dropped_several = paths.size() > 1;
    ask({FileCommand::open_file, 0, paths.front()});
}

/// What jobs have come to since the last turn.
void Application::take_answers() {
    if (const auto error = editor_.take_evaluation())
        show_message(session_, sentence(texts(), error), 8);
    if (const auto error = networks_.update(command_context()))
        show_message(session_, sentence(texts(), error), 8);
    const std::optional<double> since = behind_since();
    if (const bool late = since && platform_seconds() >= *since + unnoticed; late != is_late_) {
        is_late_ = late;
        session_.draw_frames(1);
    }
    while (const auto answer = files_.take())
        take_file(*answer, command_context());
    exporter_.update(session_, texts());
    exporter_.expect(session_, changed_at(), settings_.theme, texts().language(), [this] {
        return networks_.shows() ? networks_.export_request(session_) : export_request(editor_);
    });
    picture_copy_.update(session_, texts());
    offer_found();
}

void Application::dispatch_requests() {
    for (const Request& request : std::exchange(requests_, {})) {
        try {
            dispatch(request, command_context());
        } catch (const Error&) { // what cannot be done is said
            show_message(session_, sentence(texts(), std::current_exception()), 12);
        }
    }
}

/// The first picture comes first.
void Application::offer_found() {
    if (frames_drawn_ > 0 && session_.can_restore && !std::exchange(has_looked_, true))
        looking_at_found_ = Job<FoundScene>(
            executor_, [path = autosave_.found_path()](JobControl&) { return look_at_scene(path); },
            WhenDropped::leave);
    const auto outcome = looking_at_found_.take();
    if (!outcome || !outcome->value || !session_.can_restore)
        return;
    if (*outcome->value == FoundScene::unreadable) {
        session_.can_restore = false;
        show_message(session_, texts()("ui.restore_put_aside", {{"path", autosave_.put_found_aside()}}),
                     restore_seconds);
        return;
    }
    session_.restore_text = *outcome->value == FoundScene::impossible ? "ui.restore_impossible"
                            : autosave_.found_ended_badly()           ? "ui.restore_offer"
                                                                      : "ui.restore_unsaved";
    session_.restore_until = platform_seconds() + restore_seconds;
    session_.draw_frames(3);
}

/// An export that runs is not ended by the way: the first time the question is in the header.
void Application::ask_before_closing() {
    if (!platform_.should_close() || !exporter_.is_running() || session_.asks_to_close)
        return;
    platform_.keep_open();
    session_.asks_to_close = true;
    session_.stage = false;
    session_.draw_frames(3);
}

double Application::tick() {
    Events events = platform_.take_events();
    take_class_window(events);
    count_gestures(events, editor_.gestures());
    take_hand(events);
    mouse_.collect(events.buttons);
    if (events.any)
        session_.draw_frames(3);
    take_keys(events);
    take_dropped(events.dropped);
    executor_.poll();
    take_answers();
    clock_.advance(session_, settings_, networks_.shows() ? networks_.timeline() : editor_.timeline(),
                   editor_.shown().document.view, platform_seconds());
    if (const auto error = autosave_.update(current_figure(), changed_at(), platform_seconds()))
        show_message(session_, sentence(texts(), error), 8);
    networks_.go_on_learning(session_);
    lessons_.update(command_context(), platform_seconds());
    // The requests of keys are carried out before anything is drawn: the picture of this tick has their
    // effect.
    dispatch_requests();
    platform_.set_full_screen(session_.stage);
    if (const double rest = mouse_.rest().due();
        rest > 0 && rest <= platform_seconds() && session_.blank == Blank::none)
        session_.draw_frames(1);
    draw_for_clock();
    if (platform_.is_hidden()) {
        draw_class_alone();
        session_.frames_to_draw = 0;
    }
    if (session_.frames_to_draw > 0 && !waits_for_network()) {
        draw();
        reporter_.note_time((platform_seconds() - clock_.last()) * 1000, !events.keys.empty());
    }
    ask_before_closing();
    if (options_.report)
        reporter_.update(tick_context(), settings_, frames_drawn_);
    return seconds_to_wait();
}

} // namespace convlens
