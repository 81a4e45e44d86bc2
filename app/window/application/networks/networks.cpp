// Small networks are evaluated at once, so that every map answers while one draws; what takes longer is
// evaluated beside the window, which shows the previous picture until then.
#include "window/application/networks/networks.h"

#include "network/evaluate.h"
#include "scene/network/network_tags.h"
#include "scene/network/way_back/stages.h"
#include "window/application/command_context.h"
#include "window/application/export/exporter.h"
#include "window/application/files/autosave.h"
#include "window/application/lessons/lessons.h"
#include "window/application/messages.h"
#include "window/session/stepping.h"

#include <imgui.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

namespace convlens {
namespace {

/// Multiplications of a forward pass that are made within a tick.
constexpr int64_t at_once = 3'000'000;

/// Throws Cancelled where it was.
EvaluatedNetwork evaluated(const NetworkDocument& document, const EvaluatedNetwork* before,
                           const IsCancelled& is_cancelled = {}) {
    NetworkEvaluateOptions options;
    options.is_cancelled = is_cancelled;
    if (before != nullptr) {
        options.before = &before->results;
        options.before_document = &before->document;
    }
    EvaluatedNetwork result{document, evaluate_network(document, options), {}};
    result.pictures = network_pictures(document, result.results);
    return result;
}

/// What the view does with the network is about one pass, and a pass is quick. Sizes are those of the results
/// before, of the same network.
bool is_quick(const NetworkDocument& document, const std::optional<EvaluatedNetwork>& before) {
    using enum NetworkView;
    if (document.view == strongest || document.view == occlusion || document.view == invariance)
        return false;
    if (!before || before->results.misfit || before->document.network != document.network)
        return document.network.built_in == "digits" && !document.network.onnx;
    int64_t work = 0;
    for (const LayerFacts& facts : before->results.facts)
        work += facts.multiply_adds;
    return work <= at_once;
}

int64_t pixel_at(const Frame& frame, Vec2 at) {
    const Tag tag =
        pick(frame, at, [](Tag one) { return one.space == static_cast<uint32_t>(TagSpace::network_pad); });
    return tag.space == static_cast<uint32_t>(TagSpace::network_pad) ? tag.index : -1;
}

/// A line of a pen two pixels wide, as a digit is written.
void draw_line(Drawing& drawing, int64_t from, int64_t to, bool ink) {
    const int64_t side = Drawing::side;
    const int64_t from_row = from / side, to_row = to / side;
    const auto y0 = static_cast<double>(from_row), x0 = static_cast<double>(from % side);
    const auto y1 = static_cast<double>(to_row), x1 = static_cast<double>(to % side);
    const double steps = std::max({std::abs(y1 - y0), std::abs(x1 - x0), 1.0});
    for (double i = 0; i <= steps; ++i) {
        const auto y = static_cast<int>(std::lround(y0 + (y1 - y0) * i / steps));
        const auto x = static_cast<int>(std::lround(x0 + (x1 - x0) * i / steps));
        for (const auto& [dy, dx] : {std::pair(0, 0), {0, 1}, {1, 0}, {1, 1}})
            if (y + dy < Drawing::side && x + dx < Drawing::side)
                drawing.set_ink(y + dy, x + dx, ink);
    }
}

} // namespace

Networks::Networks(Executor& executor, const NetworkDocument* opening) : executor_(executor) {
    if (opening == nullptr || is_quick(*opening, shown_))
        return;
    begun_ = *opening;
    evaluate_beside(*opening);
}

const NetworkDocument& Networks::document() const {
    return std::get<NetworkDocument>(history_->current());
}

void Networks::put_keys(KeyContext& context) const {
    context.network = is_open();
}

void Networks::open(const NetworkDocument& document, const CommandContext& context,
                    std::optional<int64_t> step) {
    context.lessons.close(context);
    view_over_page_.reset();
    begin(document, context, step);
}

void Networks::open_over_page(const NetworkDocument& document, const CommandContext& context) {
    view_over_page_ = document.view;
    begin(document, context, std::nullopt);
}

void Networks::begin(const NetworkDocument& document, const CommandContext& context,
                     std::optional<int64_t> step) {
    Session& session = context.tick.session;
    show_network_again(context);
    if (!is_open()) {
        before_ = {session.playhead_us, session.scene_path};
        context.autosave.cover(context.tick.editor.history().current());
    }
    session.scene_path.clear(); // of another figure
    pages_.clear();
    shown_.reset();
    history_.emplace(document);
    session.exporting.open = session.painting = false;
    stop_at(session, Timeline(), 0);
    clear_message(session);
    wanted_step_ = step;
    if (const auto begun = std::exchange(begun_, std::nullopt); !begun || *begun != document) {
        evaluating_ = {};
        evaluate(session);
    }
    context.autosave.set_saved(figure());
    tell_session(session);
}

void Networks::close(const CommandContext& context) {
    if (!is_open())
        return;
    Session& session = context.tick.session;
    show_network_again(context);
    history_.reset();
    shown_.reset();
    learning_.reset();
    evaluating_ = {};
    view_over_page_.reset();
    context.autosave.uncover();
    session.scene_path = before_.scene_path;
    stop_at(session, context.tick.editor.timeline(), before_.playhead_us);
    session.hover = {};
    tell_session(session);
    session.draw_frames(3);
}

void Networks::tell_session(Session& session) const {
    NetworkStatus status;
    if (is_open()) {
        status.open = true;
        status.shows = shows();
        status.draws = document().input.kind == NetworkInputKind::drawing;
        status.name = document().network.built_in;
        status.view = document().view;
        status.layer = document().selected.layer;
        for (const uint32_t row : document().input.drawing.rows)
            status.ink += std::popcount(row);
        status.learns = shows() && document().view == NetworkView::learning;
        status.has_steps = shows() && timeline().steps() > 1;
        status.by_cells = pace_ == BackPace::cells;
        status.learning = document().learning;
        if (layer_) {
            status.is_layer = true;
            status.has_below = layer_beside(false).has_value();
            status.has_above = layer_beside(true).has_value();
        }
    }
    session.network = status;
}

void Networks::commit(const NetworkDocument& draft, Session& session) {
    if (history_->edit(draft, gesture_))
        evaluate(session);
}

void Networks::evaluate(Session& session) {
    changed_at_ = platform_seconds();
    session.draw_frames(3);
    if (is_quick(document(), shown_)) {
        evaluating_.drop();
        return show(evaluated(document(), shown_ ? &*shown_ : nullptr), session);
    }
    evaluate_beside(document());
}

void Networks::evaluate_beside(const NetworkDocument& document) {
    evaluating_.want(
        executor_,
        [document, before = shown_](JobControl& control) {
            return evaluated(document, before ? &*before : nullptr,
                             [&control] { return control.cancelled.load(); });
        },
        changed_at_);
}

std::exception_ptr Networks::update(const CommandContext& context) {
    auto outcome = evaluating_.take(executor_);
    if (!outcome)
        return nullptr;
    Session& session = context.tick.session;
    session.draw_frames(3);
    if (outcome->value)
        show(std::move(*outcome->value), session);
    tell_session(session);
    return outcome->error;
}

/// The way down of another activation begins at its beginning; another rule goes the same stages.
void Networks::show(EvaluatedNetwork evaluated, Session& session) {
    const bool same_way = shown_ && shown_->document.view == evaluated.document.view &&
                          shown_->results.chosen == evaluated.results.chosen;
    shown_ = std::move(evaluated);
    session.hover = {};
    const auto step = std::exchange(wanted_step_, std::nullopt);
    if (!layer_ && !same_way)
        step ? show_stage(*step, session) : stop_at(session, timeline(), 0);
    follow_learning_view();
    tell_session(session);
}

/// Learning begins anew where the document says something else than what is running.
void Networks::follow_learning_view() {
    if (shown_->document.view != NetworkView::learning) {
        learning_.reset();
        learns_ = false;
    } else {
        const LearningView& view = shown_->document.learning;
        if (!learning_ || !learning_->go_on_with(view))
            learning_.emplace(view);
        learning_state_ = learning_->state(learns_);
    }
}

void Networks::step_learning(Session& session) {
    if (!learning_)
        return;
    learns_ = false;
    learning_->step();
    learning_state_ = learning_->state(false);
    session.draw_frames(1);
}

void Networks::go_on_learning(Session& session) {
    if (!is_learning() || session.blank != Blank::none)
        return;
    constexpr double seconds = 0.008; // of a turn
    const double begin = platform_seconds();
    const bool is_kernel = learning_->view().task == LearningTask::kernel; // whose every step is seen
    do
        learning_->step();
    while (!is_kernel && !learning_->is_done() && platform_seconds() - begin < seconds);
    learns_ = !learning_->is_done();
    learning_state_ = learning_->state(learns_);
    session.draw_frames(1);
}

Timeline Networks::stages() const {
    return shown_ && !shown_->results.misfit
               ? network_timeline(shown_->document, shown_->results, BackPace::stages)
               : Timeline();
}

Timeline Networks::timeline() const {
    return shown_ && !shown_->results.misfit ? network_timeline(shown_->document, shown_->results, pace_)
                                             : Timeline();
}

Frame Networks::frame(const TickContext& tick, const Theme& theme) const {
    const bool stage = tick.session.shows_stage();
    Composition composition;
    composition.size = {std::max(std::round(tick.place.rect.width() * tick.place.ratio), 16.0F),
                        std::max(std::round(tick.place.rect.height() * tick.place.ratio), 16.0F)};
    composition.scale = tick.place.design_px();
    composition.stage = stage;
    composition.choices = !stage && !tick.session.exporting.open;
    const ExportForm& form = tick.session.exporting;
    const bool previews = form.open && form.format->is_movie(); // which goes by stages
    const Timeline line = previews ? stages() : timeline();
    const Cursor cursor = previewed_cursor(
        form, line.runs().front(), line.at(std::min(tick.session.playhead_us, line.duration_us() - 1)));
    return compose_network({shown_->document, shown_->results, cursor, tick.session.hover, theme, tick.texts,
                            tick.stage.typesetter(), composition, shown_->pictures, pages_,
                            learning_ ? &learning_state_ : nullptr, previews ? BackPace::stages : pace_});
}

void Networks::note_place(Session& session) const {
    const Cursor cursor = timeline().at(session.playhead_us);
    session.network.stage = stage_step(shown_->document, cursor, pace_);
    session.network.cell = pace_ == BackPace::cells ? cursor.step : 0;
}

bool Networks::follow(const std::vector<ButtonEvent>& events, const TickContext& tick) {
    const ImGuiIO& io = ImGui::GetIO();
    note_place(tick.session);
    bool changed = false;
    for (const ButtonEvent& event : events) {
        const bool over = tick.place.rect.contains(event.at) && !io.WantCaptureMouse;
        const Vec2 at = tick.place.to_frame(event.at);
        if (event.button > 1)
            continue;
        if (document().input.kind == NetworkInputKind::drawing && (over || stroke_)) {
            const bool begins = event.down && pixel_at(tick.stage.frame(), at) >= 0;
            if (begins)
                ++gesture_;
            if (begins || stroke_)
                changed = draw_at(stroke_.value_or(at), at, event.button == 0, tick) || changed;
            stroke_ = begins ? std::optional(at) : std::nullopt;
        }
        if (event.button != 0)
            continue;
        const MouseEvent what = press_.update(event.down && (over || press_.is_down()), at, event.seconds,
                                              tick.place.design_px());
        if (what == MouseEvent::clicked || what == MouseEvent::double_clicked)
            click(at, what == MouseEvent::double_clicked, tick);
    }
    const Vec2 mouse{io.MousePos.x, io.MousePos.y};
    const Vec2 at = tick.place.to_frame(mouse);
    if (stroke_ && (stroke_->x != at.x || stroke_->y != at.y)) {
        changed = draw_at(*stroke_, at, io.MouseDown[0], tick) || changed;
        stroke_ = at;
    }
    Tag hover;
    if (tick.place.rect.contains(mouse) && !io.WantCaptureMouse && !stroke_)
        hover = pick(tick.stage.frame(), at);
    if (hover == tick.session.hover)
        return changed;
    tick.session.hover = hover;
    tick.session.draw_frames(2);
    return true;
}

/// Whether there is other ink now. A stroke is one gesture.
bool Networks::draw_at(Vec2 from, Vec2 to, bool ink, const TickContext& tick) {
    const int64_t end = pixel_at(tick.stage.frame(), to);
    if (end < 0)
        return false;
    const int64_t begin = pixel_at(tick.stage.frame(), from);
    NetworkDocument draft = document();
    draw_line(draft.input.drawing, begin < 0 ? end : begin, end, ink);
    if (draft == document())
        return false;
    commit(draft, tick.session);
    tell_session(tick.session);
    return true;
}

/// An element is chosen; a second click opens its layer. Buttons and labels are requests.
void Networks::click(Vec2 at, bool twice, const TickContext& tick) {
    if (shown_->results.misfit)
        return;
    const Tag tag = pick(tick.stage.frame(), at);
    if (const auto action = action_of(tag)) {
        if (*action == NetworkAction::previous_page || *action == NetworkAction::next_page)
            return turn_page(*action == NetworkAction::next_page, layer_of(tag).value_or(0));
        return tick.requests.push_back({NetworkCommand::act, static_cast<int64_t>(*action), {}});
    }
    if (tag.space == static_cast<uint32_t>(TagSpace::network_stage))
        return show_stage(tag.index, tick.session);
    NetworkDocument draft = document();
    const Network& network = *shown_->results.network;
    const auto name_of = [&](int layer) { return network.layers[static_cast<std::size_t>(layer)].name; };
    if (const auto element = element_of(tag, shown_->results)) {
        const Layer& layer = network.layers[static_cast<std::size_t>(element->layer)];
        Sizes place = unravel_index(element->index, layer.shape);
        draft.selected = {name_of(element->layer), place.size() > 1 ? place[1] : 0, {}};
        for (std::size_t axis = 2; axis < place.size(); ++axis)
            draft.selected.at.push_back(place[axis]);
    } else if (const auto map = map_of(tag)) {
        draft.selected = {name_of(map->layer), map->channel, {}};
    } else {
        return;
    }
    ++gesture_;
    pages_.clear();
    if (draft.view != NetworkView::path && draft.view != NetworkView::compare)
        commit(draft, tick.session);
    if (twice)
        tick.requests.push_back({NetworkCommand::open_layer, 0, {}});
}

void Networks::turn_page(bool on, int layer) {
    const auto found =
        std::find_if(pages_.begin(), pages_.end(), [&](const MapPage& page) { return page.layer == layer; });
    if (found != pages_.end())
        found->page = std::max<int64_t>(found->page + (on ? 1 : -1), 0);
    else
        pages_.push_back({layer, on ? 1 : 0});
}

} // namespace convlens
