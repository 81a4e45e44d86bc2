// What keys, clicks and menus do while a lesson is open. While a question is open, what is not listed here as
// harmless is inert.
#include "document/presets.h"
#include "lesson/asked_cells.h"
#include "scene/base/tags.h"
#include "scene/page/chosen_cells.h"
#include "window/application/command_context.h"
#include "window/application/figures.h"
#include "window/application/files/autosave.h"
#include "window/application/files/copying.h"
#include "window/application/lessons/lessons.h"
#include "window/application/messages.h"
#include "window/application/networks/networks.h"
#include "window/session/stepping.h"

#include <imgui.h>

#include <algorithm>
#include <charconv>
#include <variant>

namespace convlens {
namespace {

template <class Enum> bool is_one_of(const Command& command, std::initializer_list<Enum> list) {
    const Enum* const one = std::get_if<Enum>(&command);
    return one != nullptr && std::find(list.begin(), list.end(), *one) != list.end();
}

/// Neither shows more of the figure nor changes it.
bool is_harmless(const Command& command) {
    using enum LookCommand;
    using enum FileCommand;
    using enum PlaybackCommand;
    return std::holds_alternative<ClassCommand>(command) ||
           is_one_of(command, {toggle_stage, black_screen, white_screen, set_theme, set_language,
                               toggle_motion, larger, smaller, normal_size, help, switch_focus}) ||
           is_one_of(command, {open_panel, open_file, dismiss, quit, cancel_export, restore}) ||
           is_one_of(command, {slower, faster, PlaybackCommand::normal_speed, set_speed});
}

bool opens_another_figure(const Command& command) {
    return is_one_of(command, {EditCommand::load_figure}) || is_one_of(command, {FileCommand::restore});
}

/// On a revealed page these are for the ordinary figure.
bool is_for_the_figure(const Command& command) {
    return std::holds_alternative<EditCommand>(command) || std::holds_alternative<LensCommand>(command) ||
           is_one_of(command,
                     {LookCommand::toggle_view, LookCommand::toggle_paint, LookCommand::set_brush,
                      LookCommand::show_sheet, LookCommand::toggle_more, LookCommand::toggle_pair}) ||
           is_one_of(command, {FileCommand::save, FileCommand::save_panel, FileCommand::export_panel,
                               FileCommand::paste});
}

} // namespace

bool Lessons::take(const Request& request, const CommandContext& context) {
    const Command& command = request.command;
    if (const LessonCommand* const own = std::get_if<LessonCommand>(&command)) {
        carry_out(*own, request, context);
        return true;
    }
    if (!session_)
        return false;
    if (opens_another_figure(command)) {
        close(context);
        return false;
    }
    return session_->is_free() ? take_free(command, context) : take_on_page(command, context);
}

/// The keys that walk, on the page and from its figure.
std::optional<bool> Lessons::take_walk(const Command& command, const CommandContext& context) {
    using enum PlaybackCommand;
    if (is_one_of(command, {next_step, next_part})) {
        walk_on(context);
        return true;
    }
    if (is_one_of(command, {previous_step, previous_part})) {
        session_->back();
        show(context, Walked::nothing);
        return true;
    }
    if (is_one_of(command, {EditCommand::next_figure, EditCommand::previous_figure})) {
        const bool on = command == Command(EditCommand::next_figure);
        const std::size_t page = session_->page();
        if (on ? page + 1 < session_->lesson().pages.size() : page > 0) {
            session_->to_page(on ? page + 1 : page - 1);
            if (exercises_)
                session_->ask_at_once();
            show(context, Walked::page);
        } else if (on && exercises_) {
            next_exercise(context);
        }
        return true;
    }
    return std::nullopt;
}

/// A press during a movement finishes it.
void Lessons::walk_on(const CommandContext& context) {
    Session& session = context.tick.session;
    if (session.rest_us && shows_page() && session_->entry() == LessonEntry::none) {
        session.playhead_us = *session.rest_us;
        session.rest_us.reset();
        return;
    }
    const Walked walked = session_->next();
    if (walked == Walked::more)
        return next_exercise(context);
    show(context, walked);
}

bool Lessons::take_on_page(const Command& command, const CommandContext& context) {
    if (const auto walked = take_walk(command, context))
        return *walked;
    Session& session = context.tick.session;
    if (command == Command(LookCommand::leave)) {
        const bool has_more = session.stage || session.help_open || session.file.panel != FilePanel::none ||
                              session.focus_in_panel || ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup);
        if (session_->entry() != LessonEntry::none) {
            session_->leave_entry();
            show(context, Walked::nothing);
            return true;
        }
        return !has_more;
    }
    if (const auto format = copied_picture(command)) {
        context.picture_copy.start(frame(context.tick, theme(context.settings.theme)), *format);
        return true;
    }
    if (command == Command(FileCommand::copy_spoken)) {
        copy_words(context.tick);
        return true;
    }
    if (is_harmless(command))
        return false;
    if (session_->is_open() || session_->asked() == nullptr || session_->at_summary()) {
        if (session_->is_open() && !std::holds_alternative<PlaybackCommand>(command))
            show_message(session, std::string(context.tick.texts("lesson.inert")), 4);
        return true;
    }
    if (is_for_the_figure(command)) {
        session_->set_free(true);
        show_free(context);
        return session_->shown_page().scene->network.has_value();
    }
    return false;
}

/// The figure that was revealed: of a question for a parameter it is not the page's own.
void Lessons::show_solved(const CommandContext& context) {
    const bool is_asked = content_ && content_->question && session_->asked()->is_asked;
    if (!is_asked || content_->question->ask != Ask::parameter || session_->walk().plays_idea)
        return;
    Editor& editor = context.tick.editor;
    editor.restore(History(content_->revealed.front().document));
    page_document_ = editor.document();
    context.autosave.set_saved(editor.history().current());
    const Timeline line = editor.timeline();
    stop_at(context.tick.session, line, end_of(line, line.steps() - 1));
}

/// The figure, or the network, without the page.
void Lessons::show_free(const CommandContext& context) {
    Session& session = context.tick.session;
    const auto& network = session_->shown_page().scene->network;
    if (network) {
        const auto& question = session_->asked()->instance.question.network;
        NetworkDocument document = question ? question->network : *network;
        if (question)
            document.view = answer_view(question->ask);
        context.networks.open_over_page(document, context);
    } else {
        show_solved(context);
    }
    tell_session(session);
    session.draw_frames(6);
    show_message(session, std::string(context.tick.texts(network ? "lesson.free_network" : "lesson.free")),
                 10);
}

/// The ordinary figure: its keys are as ever, the one key goes on with the lesson.
bool Lessons::take_free(const Command& command, const CommandContext& context) {
    if (context.networks.is_open()) // it lies over the page, or a layer of it does
        return false;
    if (const auto walked = take_walk(command, context))
        return *walked;
    Session& session = context.tick.session;
    if (command == Command(EditCommand::undo))
        return page_document_ && context.tick.editor.document() == *page_document_;
    const bool innermost = !session.stage && !session.help_open && session.file.panel == FilePanel::none &&
                           !session.exporting.open && !session.painting && session.cell.space == 0 &&
                           !session.focus_in_panel && context.tick.editor.document().pins.empty() &&
                           !ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup);
    if (command != Command(LookCommand::leave) || !innermost)
        return false;
    session_->set_free(false);
    show(context, Walked::nothing);
    return true;
}

/// What is typed after H and G is a line too, for it is not on the page.
void Lessons::say_entry(const CommandContext& context) const {
    const Texts& texts = context.tick.texts;
    if (session_->entry() == LessonEntry::page)
        show_message(context.tick.session,
                     texts("lesson.to_page", {{"page", session_->page_digits() + "_"},
                                              {"pages", std::to_string(session_->lesson().pages.size())}}),
                     0);
    else if (session_->entry() == LessonEntry::hands && session_->counted())
        show_message(
            context.tick.session,
            texts("lesson.count", {{"offer", std::string(1, static_cast<char>('A' + *session_->counted()))}}),
            0);
}

/// The seed after it is for the next ones.
void Lessons::open_chosen_exercises(int64_t argument, const CommandContext& context) {
    ExerciseChoice& choice = context.tick.session.exercise;
    if (argument >= 0) {
        choice.kind = static_cast<ExerciseKind>(argument / 10);
        choice.level = static_cast<int>(argument % 10);
    }
    open_exercises(choice, context);
    ++choice.seed;
}

void Lessons::carry_out(LessonCommand command, const Request& request, const CommandContext& context) {
    using enum LessonCommand;
    if (command == open_lesson) {
        if (is_lesson_file(request.text))
            return open(read_lesson_file(request.text, context.tick.texts.language()), {}, context);
        if (request.text.find_first_of("./") != std::string::npos)
            if (const auto found = find_lesson_in(request.text, context.tick.texts.language()))
                return open(*found, context);
        LessonPlace place = lesson_place(request.text);
        if (request.argument > 0)
            place.page = static_cast<std::size_t>(request.argument) - 1;
        return open(place, context);
    }
    if (command == set_exercise_seed) {
        context.tick.session.exercise.seed = static_cast<uint64_t>(std::max<int64_t>(request.argument, 1));
        return;
    }
    if (command == LessonCommand::open_exercises)
        return open_chosen_exercises(request.argument, context);
    if (command == set_class || command == switch_class) {
        const bool in_class = command == set_class ? request.argument == 1 : !context.settings.in_class;
        context.settings.in_class = in_class;
        write_settings(context);
        if (!session_)
            return;
        session_->set_mode(in_class ? LessonMode::in_class : LessonMode::alone);
        show(context, Walked::nothing);
        return show_message(
            context.tick.session,
            std::string(context.tick.texts(in_class ? "lesson.now_class" : "lesson.now_alone")), 5);
    }
    if (!session_)
        return;
    if (session_->is_free()) { // the page is not seen, and nothing is entered on it
        if (command == LessonCommand::does_not_know || command == count_hands)
            return;
        context.networks.close(context); // in place of the page, if it is about one
        if (command == go_to_page)
            session_->set_free(false);
    }
    const std::size_t page = session_->page();
    Walked walked = Walked::nothing;
    switch (command) {
    case open_lesson:
    case LessonCommand::open_exercises:
    case set_exercise_seed:
    case set_class:
    case switch_class:
        return;
    case open_page:
        session_->to_page(static_cast<std::size_t>(std::max<int64_t>(request.argument, 0)));
        return show(context, Walked::page);
    case close_lesson:
        return close(context);
    case type_guess:
        session_->type(static_cast<char>(request.argument));
        break;
    case erase_guess:
        session_->erase();
        break;
    case commit_guess:
        if (session_->wants_stopped_page()) {
            session_->to_page(stopped_at_);
            return show(context, Walked::page);
        }
        walked = session_->commit();
        break;
    case choose_offer:
        session_->choose(static_cast<std::size_t>(request.argument));
        break;
    case LessonCommand::does_not_know:
        walked = session_->does_not_know();
        break;
    case new_numbers:
        if (exercises_)
            return next_exercise(context);
        session_->new_numbers();
        break;
    case count_hands:
        session_->count_hands();
        break;
    case go_to_page:
        session_->go_to_page();
        break;
    case try_figure:
        if (!session_->set_free(!session_->is_free()))
            return show_message(context.tick.session, std::string(context.tick.texts("lesson.inert")), 4);
        if (session_->is_free())
            return show_free(context);
        tell_session(context.tick.session);
        break;
    }
    if (walked == Walked::more)
        return next_exercise(context);
    show(context, session_->page() != page ? Walked::page : walked);
    say_entry(context);
}

bool Lessons::follow(const std::vector<ButtonEvent>& events, const TickContext& tick) {
    const ImGuiIO& io = ImGui::GetIO();
    const float px = tick.place.design_px();
    for (const ButtonEvent& event : events) {
        if (event.button != 0)
            continue;
        const bool over = tick.place.rect.contains(event.at) && !io.WantCaptureMouse;
        const Vec2 at = tick.place.to_frame(event.at);
        const MouseEvent what =
            press_.update(event.down && (over || press_.is_down()), at, event.seconds, px);
        if (what == MouseEvent::clicked || what == MouseEvent::double_clicked)
            click(at, tick);
    }
    const Vec2 mouse{io.MousePos.x, io.MousePos.y};
    Tag hover;
    if (tick.place.rect.contains(mouse) && !io.WantCaptureMouse)
        hover = pick(tick.stage.frame(), tick.place.to_frame(mouse));
    const bool over_link = hover.space == static_cast<uint32_t>(TagSpace::link);
    if (over_link)
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    if (hover == tick.session.hover)
        return false;
    tick.session.hover = hover;
    if (session_->is_open() && !over_link) // nothing is lit
        return false;
    tick.session.draw_frames(2);
    return true;
}

/// To a page, or to a figure, which ends the lesson.
void Lessons::follow_link(int64_t link, const TickContext& tick) const {
    constexpr std::string_view to_page = "page:", to_figure = "preset:";
    const Page& page = session_->at_summary() ? summary_.pages.back() : session_->shown_page();
    const std::vector<std::string> links = page_links(page);
    if (link < 0 || link >= static_cast<int64_t>(links.size()))
        return;
    const std::string& target = links[static_cast<std::size_t>(link)];
    if (target.starts_with(to_page)) {
        const auto number = lesson_place("lesson:" + target.substr(to_page.size())).page;
        if (number && *number < session_->lesson().pages.size())
            tick.requests.push_back({LessonCommand::open_page, static_cast<int64_t>(*number), {}});
        return;
    }
    for (std::size_t i = 0; i < presets().size() && target.starts_with(to_figure); ++i)
        if (presets()[i].document.name == target.substr(to_figure.size()))
            return tick.requests.push_back({EditCommand::load_figure, static_cast<int64_t>(i), {}});
}

/// The tags of the page's own parts: offers from `first_offer` on; else cells of the figure.
void Lessons::click(Vec2 at, const TickContext& tick) {
    const Frame& frame = tick.stage.frame();
    const Tag tag = pick(frame, at);
    if (tag.space == static_cast<uint32_t>(TagSpace::link))
        return follow_link(tag.index, tick);
    const int64_t first_offer = session_->is_asking() ? 10 : 20;
    const AskedPage* const asked = session_->asked();
    if (asked == nullptr || session_->at_summary())
        return;
    const auto offers = static_cast<int64_t>(asked->offers.size());
    if (tag.space == static_cast<uint32_t>(TagSpace::chrome) && tag.index >= first_offer &&
        tag.index < first_offer + offers)
        return tick.requests.push_back({LessonCommand::choose_offer, tag.index - first_offer, {}});
    if (!session_->is_asking())
        return;
    const Question& question = asked->instance.question;
    if (!asks_for_cells(question))
        return;
    const auto space = static_cast<uint32_t>(chosen_space(question));
    const Tag cell = pick(frame, at, [space](Tag one) { return one.space == space; });
    const Sizes shape = cells_shape(asked->instance.scene, question);
    if (cell.space == 0 || shape.empty())
        return;
    const Sizes place = unravel_index(cell.index, shape);
    if (session_->mark({place.begin(), place.end()}))
        tick.session.draw_frames(3);
}

} // namespace convlens
