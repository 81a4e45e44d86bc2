// What keys, menus and buttons of the picture do while a network is open, or a layer of it is the figure.
#include "network/built_in.h"
#include "network/evaluate.h"
#include "window/application/command_context.h"
#include "window/application/export/exporter.h"
#include "window/application/files/autosave.h"
#include "window/application/files/copying.h"
#include "window/application/files/files.h"
#include "window/application/lessons/lessons.h"
#include "window/application/messages.h"
#include "window/application/networks/networks.h"
#include "window/session/stepping.h"

#include <imgui.h>

#include <algorithm>
#include <string>
#include <variant>

namespace convlens {
namespace {

template <class Enum> bool is_one_of(const Command& command, std::initializer_list<Enum> list) {
    const Enum* const one = std::get_if<Enum>(&command);
    return one != nullptr && std::find(list.begin(), list.end(), *one) != list.end();
}

/// What is about an operation has no meaning on a network.
bool is_for_an_operation(const Command& command) {
    using enum LookCommand;
    using enum FileCommand;
    return std::holds_alternative<LensCommand>(command) ||
           is_one_of(command, {toggle_view, toggle_pair, toggle_paint, set_brush, show_sheet, toggle_more}) ||
           is_one_of(command, {copy_code, copy_spoken, copy_formula, copy_sum, copy_im2col, copy_unrolled,
                               copy_numbers, paste}) ||
           is_one_of(command,
                     {EditCommand::choose_kind, EditCommand::parameter_up, EditCommand::parameter_down,
                      EditCommand::nearest_possible, EditCommand::reverse});
}

bool is_about_pace(const Command& command) {
    using enum PlaybackCommand;
    return is_one_of(command, {slower, faster, normal_speed, set_speed, toggle_loop});
}

bool opens_another_figure(const Command& command) {
    return is_one_of(command, {EditCommand::load_figure}) || is_one_of(command, {LessonCommand::open_lesson});
}

Stops stops_of(PlaybackCommand command) {
    using enum PlaybackCommand;
    return command == next_step || command == previous_step   ? Stops::steps
           : command == next_part || command == previous_part ? Stops::parts
                                                              : Stops::terms;
}

bool nothing_is_open(const Session& session) {
    return !session.stage && !session.help_open && session.file.panel == FilePanel::none &&
           !session.exporting.open && !session.painting && session.cell.space == 0 &&
           !session.focus_in_panel && !session.classroom.pen() &&
           !ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup);
}

/// As a built-in one opens.
NetworkDocument opening_of(const BuiltInNetwork& network) {
    NetworkDocument document;
    document.network.built_in = network.name;
    if (network.example.empty())
        return document;
    document.input.kind = NetworkInputKind::photograph;
    document.input.photograph = network.example;
    return document;
}

} // namespace

bool Networks::put_in(const OpenedFile& file, const CommandContext& context) {
    if (!file.image && !file.array)
        return false;
    if (layer_)
        show_network_again(context);
    NetworkDocument draft = document();
    draft.input = {};
    if (file.image) {
        draft.input.kind = NetworkInputKind::image;
        draft.input.image = file.image;
    } else {
        draft.input.kind = NetworkInputKind::values;
        Tensor<float> values(file.array->shape, {file.array->data.begin(), file.array->data.end()});
        draft.input.values = std::make_shared<const Tensor<float>>(std::move(values));
    }
    ++gesture_;
    commit(draft, context.tick.session);
    tell_session(context.tick.session);
    return true;
}

void Networks::begin_unsaved(const CommandContext& context) {
    context.autosave.set_saved(Figure(Document()));
    changed_at_ = platform_seconds();
}

std::optional<ExportRequest> Networks::export_request(const Session& session) const {
    if (!shown_ || shown_->results.misfit)
        return std::nullopt;
    ExportRequest request;
    request.network = std::make_shared<const NetworkDocument>(shown_->document);
    request.network_results = std::make_shared<const NetworkResults>(shown_->results);
    request.cursor = timeline().at(session.playhead_us);
    request.network_pace = pace_;
    return request;
}

bool Networks::take(const Request& request, const CommandContext& context) {
    if (const NetworkCommand* const own = std::get_if<NetworkCommand>(&request.command)) {
        carry_out(*own, request, context);
        return true;
    }
    if (!is_open())
        return false;
    if (opens_another_figure(request.command)) {
        close(context);
        return false;
    }
    return shows()  ? take_on_view(request, context)
           : layer_ ? take_on_layer(request, context)
                    : take_unshown(request, context);
}

/// While nothing of it is there, or could not be made: the figure before is in sight, and Esc gives it back.
bool Networks::take_unshown(const Request& request, const CommandContext& context) {
    if (request.command != Command(LookCommand::leave) || !nothing_is_open(context.tick.session))
        return std::holds_alternative<EditCommand>(request.command);
    const bool leads_to_page = view_over_page_ && context.lessons.is_open();
    close(context);
    return !leads_to_page; // the lesson does the rest
}

bool Networks::take_on_view(const Request& request, const CommandContext& context) {
    Session& session = context.tick.session;
    const Command& command = request.command;
    if (is_about_pace(command))
        return false;
    if (const PlaybackCommand* const playback = std::get_if<PlaybackCommand>(&command)) {
        play(*playback, request, context);
        return true;
    }
    if (is_one_of(command, {EditCommand::undo, EditCommand::redo})) {
        const bool changed = command == Command(EditCommand::undo) ? history_->undo() : history_->redo();
        if (changed)
            evaluate(session);
        return true;
    }
    if (is_one_of(command, {EditCommand::next_figure, EditCommand::previous_figure})) {
        carry_out(NetworkCommand::next_sample,
                  {NetworkCommand::next_sample, command == Command(EditCommand::next_figure) ? 1 : -1, {}},
                  context);
        return true;
    }
    if (const auto format = copied_picture(command)) {
        session.hover = {};
        context.picture_copy.start(frame(context.tick, theme(context.settings.theme)), *format);
        return true;
    }
    if (command == Command(LookCommand::leave) && nothing_is_open(session)) {
        const bool leads_to_page = view_over_page_ && context.lessons.is_open();
        if (leads_to_page &&
            (document().view == *view_over_page_ || document().view == NetworkView::overview))
            close(context); // the lesson does the rest
        if (!is_open() || document().view == NetworkView::overview)
            return false;
        take_action(NetworkAction::overview, context);
        return true;
    }
    return is_for_an_operation(command);
}

/// The ordinary figure of a layer: its keys are as ever; the way to other layers, and back.
bool Networks::take_on_layer(const Request& request, const CommandContext& context) {
    if (is_one_of(request.command, {EditCommand::next_figure, EditCommand::previous_figure})) {
        walk_layers(request.command == Command(EditCommand::next_figure), context);
        return true;
    }
    if (request.command == Command(LookCommand::leave) && nothing_is_open(context.tick.session) &&
        context.tick.editor.document().pins.empty()) {
        show_network_again(context);
        return true;
    }
    return false;
}

void Networks::carry_out(NetworkCommand command, const Request& request, const CommandContext& context) {
    using enum NetworkCommand;
    Session& session = context.tick.session;
    if (command == open_network) {
        const BuiltInNetwork* const built_in = built_in_network(request.text);
        return built_in == nullptr ? void() : open(opening_of(*built_in), context);
    }
    if (!is_open())
        return;
    ++gesture_;
    if (layer_ && command != close_network) // of the network, which is seen for that
        show_network_again(context);
    NetworkDocument draft = document();
    switch (command) {
    case open_network:
        return;
    case close_network:
        return close(context);
    case act:
        return take_action(static_cast<NetworkAction>(request.argument), context);
    case open_layer:
        return take_action(NetworkAction::open_figure, context);
    case NetworkCommand::back_to_network:
        return;
    case next_rule:
        draft.rule = static_cast<BackRule>((static_cast<int>(draft.rule) + 1) % 3);
        break;
    case choose_sample:
    case next_sample: {
        const BuiltInNetwork* const built_in = built_in_network(draft.network.built_in);
        if (built_in == nullptr || built_in->data == nullptr || draft.network.onnx)
            return show_next_photograph(request.argument, context);
        const int64_t count = built_in->data->count();
        const bool is_sample = draft.input.kind == NetworkInputKind::sample;
        const int64_t wanted = command == choose_sample ? request.argument
                               : is_sample              ? draft.input.sample + request.argument
                                                        : 0;
        draft.input = {};
        draft.input.sample = ((wanted % count) + count) % count;
        break;
    }
    case choose_photograph:
        draft.input = {};
        draft.input.kind = NetworkInputKind::photograph;
        draft.input.photograph = request.text;
        break;
    case draw:
        if (draft.network.built_in != "digits" || draft.network.onnx)
            return show_message(session, std::string(context.tick.texts("network.no_drawing")), 6);
        draft.input = {};
        draft.input.kind = NetworkInputKind::drawing;
        draft.view = NetworkView::overview;
        break;
    case wipe_drawing:
        draft.input.drawing = {};
        break;
    case learn:
        draft.view = NetworkView::learning;
        if (const auto task = static_cast<LearningTask>(request.argument); task != draft.learning.task) {
            draft.learning.task = task;
            draft.learning.learning_rate = usual_learning_rate(task);
        }
        break;
    case set_learning_rate:
        draft.learning.learning_rate = static_cast<double>(request.argument) / 1e6;
        break;
    case set_momentum:
        draft.learning.momentum = static_cast<double>(request.argument) / 1e6;
        break;
    case set_batch:
        draft.learning.batch = std::max<int64_t>(request.argument, 1);
        break;
    case new_seed:
        ++draft.learning.seed;
        break;
    }
    commit(draft, session);
    tell_session(session);
}

/// Of those that come with the program.
void Networks::show_next_photograph(int64_t by, const CommandContext& context) {
    const auto all = photographs();
    const auto found = std::find(all.begin(), all.end(), document().input.photograph);
    const auto count = static_cast<int64_t>(all.size());
    const int64_t at = found == all.end() ? 0 : (found - all.begin() + by + count) % count;
    carry_out(NetworkCommand::choose_photograph,
              {NetworkCommand::choose_photograph, 0, std::string(all[static_cast<std::size_t>(at)])},
              context);
}

void Networks::take_action(NetworkAction action, const CommandContext& context) {
    using enum NetworkAction;
    if (!shown_ || (shown_->results.misfit && action != overview)) // the way out is there always
        return;
    NetworkDocument draft = document();
    switch (action) {
    case overview:
        draft.view = NetworkView::overview;
        break;
    case open_figure:
        return open_shown(context);
    case path:
        draft.view = NetworkView::path;
        break;
    case compare:
        draft.view = NetworkView::compare;
        break;
    case strongest:
        draft.view = NetworkView::strongest;
        break;
    case invariance:
        draft.view = NetworkView::invariance;
        break;
    case occlusion:
        draft.view = NetworkView::occlusion;
        break;
    case learning:
        draft.view = NetworkView::learning;
        break;
    case backprop:
    case deconvnet:
    case guided:
        draft.rule = static_cast<BackRule>(static_cast<int>(action) - static_cast<int>(backprop));
        break;
    case shift_x:
    case shift_y:
    case scale:
    case rotate:
        draft.invariance.change =
            static_cast<PictureChange>(static_cast<int>(action) - static_cast<int>(shift_x));
        break;
    case draw_digit:
        return carry_out(NetworkCommand::draw, {}, context);
    case wipe:
        return carry_out(NetworkCommand::wipe_drawing, {}, context);
    case next_input:
        return carry_out(NetworkCommand::next_sample, {NetworkCommand::next_sample, 1, {}}, context);
    case NetworkAction::play:
        if (learning_ && learning_->is_done()) { // from the beginning
            learning_.reset();
            follow_learning_view();
        }
        learns_ = learning_ && !learns_;
        if (learning_)
            learning_state_ = learning_->state(learns_);
        return;
    case one_step:
        return step_learning(context.tick.session);
    case restart:
        learning_.reset();
        learns_ = false;
        return follow_learning_view();
    case previous_page: // of the picture alone
    case next_page:
        return;
    }
    ++gesture_;
    commit(draft, context.tick.session);
}

/// Cell by cell, or stage by stage, at the same stage.
void Networks::switch_pace(Session& session) {
    const bool has_begun = session.playhead_us > 0;
    note_place(session);
    pace_ = pace_ == BackPace::cells ? BackPace::stages : BackPace::cells;
    session.network.by_cells = pace_ == BackPace::cells;
    if (document().view == NetworkView::path && has_begun)
        show_stage(session.network.stage, session);
}

/// With its result.
void Networks::show_stage(int64_t stage, Session& session) {
    const Timeline line = timeline();
    if (pace_ == BackPace::stages || shown_->document.view != NetworkView::path)
        return stop_at(session, line, end_of(line, stage));
    int64_t last = -1;
    for (int64_t i = 0; i <= stage && i < static_cast<int64_t>(line.runs().size()); ++i)
        last += line.runs()[static_cast<std::size_t>(i)].steps;
    stop_at(session, line, end_of(line, last));
}

/// As those of a figure, on the way back.
void Networks::play(PlaybackCommand command, const Request& request, const CommandContext& context) {
    using enum PlaybackCommand;
    Session& session = context.tick.session;
    if (learning_) { // its time is its own
        if (command == play_pause)
            return take_action(NetworkAction::play, context);
        if (command == next_step || command == next_part || command == next_term)
            return take_action(NetworkAction::one_step, context);
        if (command == first_step || command == reset)
            return take_action(NetworkAction::restart, context);
    }
    const Timeline line = timeline();
    const bool at_once = context.settings.reduced_motion || session.blank != Blank::none;
    switch (command) {
    case play_pause:
        if (!session.playing && is_at_end(line, session.playhead_us))
            session.playhead_us = 0;
        session.playing = line.steps() > 1 && !session.playing;
        session.rest_us.reset();
        return;
    case next_step:
    case next_part:
    case next_term:
        step_on(session, line, stops_of(command), at_once);
        return;
    case previous_step:
    case previous_part:
    case previous_term:
        step_back(session, line, stops_of(command));
        return;
    case first_step:
        return stop_at(session, line, 0);
    case last_step:
        return stop_at(session, line, end_of(line, line.steps() - 1));
    case seek_tenth:
        return stop_at(session, line, tenth_stop(line, request.argument));
    case seek_step:
        return stop_at(session, line, end_of(line, request.argument));
    case seek_time:
        return stop_at(session, line, request.argument);
    case reset:
        stop_at(session, line, 0);
        session.playing = line.steps() > 1;
        return;
    case slower:
    case faster:
    case normal_speed:
    case set_speed:
    case toggle_loop:
    case toggle_terms:
        return; // of the clock and of figures
    case toggle_all:
        return switch_pace(session);
    }
}

} // namespace convlens
