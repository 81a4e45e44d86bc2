// The network that is open in the window: its document with a history of its own, what follows from it, and
// the layer of it that has become the figure. What a network looks like is scene/network's.
#pragma once

#include "document/history.h"
#include "network/layer_figure.h"
#include "network/results.h"
#include "scene/network/compose_network.h"
#include "scene/network/network_tags.h"
#include "window/application/latest_job.h"
#include "window/application/mouse/press.h"
#include "window/application/tick_context.h"
#include "window/platform/platform.h"
#include "window/session/keys.h"
#include "window/session/learning_run.h"

#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace convlens {

struct CommandContext;
struct OpenedFile;

/// What was evaluated, shared with jobs.
struct EvaluatedNetwork {
    NetworkDocument document;
    NetworkResults results;
    NetworkPictures pictures;
};

class Networks {
public:
    /// `opening`: evaluated from now on, before it is opened; null: none.
    Networks(Executor& executor, const NetworkDocument* opening);

    bool is_open() const { return history_.has_value(); }
    /// A view of the network has the place of the figure; false too while a layer of it is the figure.
    bool shows() const { return shown_ && !layer_; }
    /// Open, and nothing of it can be shown yet, but soon.
    bool is_opening() const { return is_open() && !shown_ && evaluating_.is_running(); }
    /// Its results are behind the document since then, platform_seconds.
    std::optional<double> behind_since() const { return evaluating_.behind_since(); }
    /// Open: the NetworkDocument as a figure that is saved and kept.
    const Figure& figure() const { return history_->current(); }
    const NetworkDocument& document() const;
    double changed_at() const { return changed_at_; }
    bool can_undo() const { return history_ && history_->can_undo(); }
    bool can_redo() const { return history_ && history_->can_redo(); }
    void put_keys(KeyContext& context) const;

    /// `step`: at whose end its way back is shown first; none: at its beginning.
    void open(const NetworkDocument& document, const CommandContext& context,
              std::optional<int64_t> step = std::nullopt);
    /// In place of a lesson's page, which stays open below it: Esc goes back there.
    void open_over_page(const NetworkDocument& document, const CommandContext& context);
    void close(const CommandContext& context);
    /// As if it had just been changed: it is offered again until it is saved.
    void begin_unsaved(const CommandContext& context);
    /// A picture or numbers in place of what is put in. False: a scene, which is another figure.
    bool put_in(const OpenedFile& file, const CommandContext& context);
    /// What is shown, and where it is; absent: the layers do not take the input.
    std::optional<ExportRequest> export_request(const Session& session) const;
    /// Whether the request was the network's; else it is carried out as ever.
    bool take(const Request& request, const CommandContext& context);
    /// Takes what was evaluated beside the window. Returns why it could not be, else null.
    std::exception_ptr update(const CommandContext& context);
    /// Goes on learning for a few milliseconds, while that is shown and not paused.
    void go_on_learning(Session& session);
    bool is_learning() const { return shows() && learning_ && learns_; }

    /// Of the way back: its cells, or its stages; one step where the view has none.
    Timeline timeline() const;
    /// As movies go through the way back.
    Timeline stages() const;
    /// The view, as large as its place.
    Frame frame(const TickContext& tick, const Theme& theme) const;
    /// Clicks, strokes of a drawing, what is pointed at. Whether the picture is another one now.
    bool follow(const std::vector<ButtonEvent>& events, const TickContext& tick);
    /// Where the channel pages of a layer are turned, by a click.
    const std::vector<MapPage>& pages() const { return pages_; }

private:
    struct OpenLayer {
        LayerFigure figure;
        LayerElement element; // of the network, to walk on from
    };
    void begin(const NetworkDocument& document, const CommandContext& context, std::optional<int64_t> step);
    void commit(const NetworkDocument& draft, Session& session);
    void evaluate(Session& session);
    void evaluate_beside(const NetworkDocument& document);
    void show(EvaluatedNetwork evaluated, Session& session);
    bool take_on_view(const Request& request, const CommandContext& context);
    bool take_on_layer(const Request& request, const CommandContext& context);
    bool take_unshown(const Request& request, const CommandContext& context);
    void carry_out(NetworkCommand command, const Request& request, const CommandContext& context);
    void take_action(NetworkAction action, const CommandContext& context);
    void play(PlaybackCommand command, const Request& request, const CommandContext& context);
    void switch_pace(Session& session);
    void show_stage(int64_t stage, Session& session);
    void show_next_photograph(int64_t by, const CommandContext& context);
    void open_shown(const CommandContext& context);
    static void put_words(LayerFigure& figure, const Network& network);
    void open_layer(int layer, int64_t flat, bool leads_back, const CommandContext& context);
    /// The next one above or below the open one that has a figure.
    std::optional<int> layer_beside(bool up) const;
    void walk_layers(bool up, const CommandContext& context);
    void show_network_again(const CommandContext& context);
    void click(Vec2 at, bool twice, const TickContext& tick);
    bool draw_at(Vec2 from, Vec2 to, bool ink, const TickContext& tick);
    void step_learning(Session& session);
    void follow_learning_view();
    void turn_page(bool on, int layer);
    void tell_session(Session& session) const;
    void note_place(Session& session) const;

    Executor& executor_;
    std::optional<History> history_;
    uint64_t gesture_ = 0;
    std::optional<EvaluatedNetwork> shown_;
    LatestJob<EvaluatedNetwork> evaluating_;
    std::optional<int64_t> wanted_step_;   // until its results are there
    std::optional<NetworkDocument> begun_; // is being evaluated to be opened
    BackPace pace_ = BackPace::cells;
    double changed_at_ = 0;
    std::optional<OpenLayer> layer_;
    /// The figure that was there when the network was opened.
    struct Before {
        int64_t playhead_us = 0;
        std::string scene_path;
    };
    Before before_;
    std::optional<History> editor_before_;      // while a layer is the figure
    int64_t playhead_ = 0;                      // of the network meanwhile
    std::optional<NetworkView> view_over_page_; // as it was opened in place of a lesson's page
    std::vector<MapPage> pages_;
    std::optional<LearningRun> learning_; // while its view is shown
    bool learns_ = false;                 // not paused
    LearningState learning_state_;
    MousePress press_;
    std::optional<Vec2> stroke_; // where the pen was last, of the frame
};

} // namespace convlens
