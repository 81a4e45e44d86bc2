// The running window as a loop over its parts: what the order of a tick is, and nothing of what the parts do.
#pragma once

#include "window/application/clock.h"
#include "window/application/dispatch.h"
#include "window/application/editor.h"
#include "window/application/export/exporter.h"
#include "window/application/files/autosave.h"
#include "window/application/files/copying.h"
#include "window/application/files/files.h"
#include "window/application/files/found_scene.h"
#include "window/application/font_atlas.h"
#include "window/application/lessons/class_view.h"
#include "window/application/lessons/lessons.h"
#include "window/application/lessons/presenter.h"
#include "window/application/mouse/mouse.h"
#include "window/application/networks/networks.h"
#include "window/application/report.h"
#include "window/application/stage.h"
#include "window/panels/panels.h"
#include "window/platform/gui.h"
#include "window/platform/platform.h"
#include "window/platform/settings_file.h"
#include "window/window.h"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace convlens {

class Application {
public:
    /// Opens the window. Throws Error (work: `error.no_display`) where none can be opened.
    Application(const WindowOptions& options, Executor& executor);
    ~Application();
    Application(const Application&) = delete;
    Application& operator=(const Application&) = delete;

    bool is_closed() const { return platform_.should_close(); }
    /// One turn: takes what has happened and draws what has changed. Does not wait, so that whoever has the
    /// loop may call it, a browser too. Returns the seconds that may pass until the next turn where nothing
    /// happens; negative: any time.
    double tick();
    /// Returns when something has happened, or after so many seconds; negative: whenever.
    void wait(double seconds) { platform_.wait(seconds); }
    /// A request of the next turn, as if a key had asked for it.
    void ask(const Request& request) { requests_.push_back(request); }
    int64_t frames_drawn() const { return frames_drawn_; }
    const ClassView& class_view() const { return class_view_; }
    /// For tests: as if monitors had been plugged in or out.
    void pretend(std::vector<Rect> monitors) { platform_.pretend(std::move(monitors)); }
    /// The end in peace: what is unsaved is kept and offered at the next start. Once, last. Throws Error.
    void end() { autosave_.end(current_figure()); }
    /// An end by an exception: the figure is kept, as far as that is possible now.
    void save_before_bad_end() noexcept;

private:
    void take_keys(const Events& events);
    void take_dropped(const std::vector<std::string>& paths);
    bool walks_a_lesson(const KeyBinding& binding) const;
    void take_answers();
    void dispatch_requests();
    void ask_before_closing();
    void offer_found();
    // what is drawn where: drawing.cpp
    void draw();
    void run_panels(const Ui& ui);
    void draw_stage(const Ui& ui);
    void draw_page(const Ui& ui);
    void draw_network(const Ui& ui);
    void draw_beside_figure(const Ui& ui);
    void show_frame(const Ui& ui, const StagePlace& place);
    StagePlace stage_place() const;
    // in front of a class: in_class.cpp
    void take_class_window(Events& events);
    void take_hand(Events& events);
    PageOverlay spotlight() const;
    PresenterPage presented_figure();
    void run_presenter(const PanelInput& input, const Rect& column);
    void draw_for_class(Frame& frame);
    void draw_class_alone();
    void draw_for_clock();
    void draw_next();
    double seconds_to_wait() const;
    void say_what_is_not_kept();
    Texts texts() const;
    TickContext tick_context();
    /// What is saved and kept: the figure, or the network that is open.
    const Figure& current_figure() const;
    double changed_at() const;
    std::optional<double> behind_since() const;
    bool waits_for_network() const;
    CommandContext command_context();

    WindowOptions options_;
    Settings settings_;
    SettingsFile settings_file_;
    Session session_;
    Requests requests_;
    Executor& executor_;

    PlatformLibrary library_;
    GuiContext gui_context_;
    FontAtlas fonts_;   // begun before the window, so that both are made at once
    Networks networks_; // so is what is opened with it
    Platform platform_;
    GuiBackends gui_;
    Editor editor_;
    Stage stage_;
    ClassView class_view_;
    std::optional<NextPicture> next_picture_; // once it is needed
    Rect next_place_;                         // where it goes; empty: nowhere
    Mouse mouse_;
    Clock clock_;
    Autosave autosave_;
    Files files_;
    Exporter exporter_;
    PictureCopy picture_copy_;
    Lessons lessons_;
    Job<FoundScene> looking_at_found_;
    bool has_looked_ = false;
    Reporter reporter_;

    std::size_t figure_ = 0; // index of the preset that next_figure goes on from
    int64_t frames_drawn_ = 0;
    int64_t clock_shown_ = 0; // of the class, in the units that are seen
    bool is_late_ = false;    // the picture says that it is behind the document
};

} // namespace convlens
