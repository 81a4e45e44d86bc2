// The running window: its state in three places (history, session, settings), what follows from them, and the
// order of a tick. Parts of its work stand in files of their own; window.cpp has the loop.
#pragma once

#include "codegen/pasted.h"
#include "document/history.h"
#include "document/results.h"
#include "output/export.h"
#include "scene/base/scene_input.h"
#include "scene/figure/overlay.h"
#include "scene/model/rasters.h"
#include "window/application/grab.h"
#include "window/application/jobs.h"
#include "window/controls/ui.h"
#include "window/gl/frame_renderer.h"
#include "window/panels/panels.h"
#include "window/platform/platform.h"
#include "window/session/number_entry.h"
#include "window/session/session.h"
#include "window/session/settings.h"
#include "window/window.h"

#include <future>
#include <memory>
#include <optional>
#include <string>

namespace convlens {

/// What was evaluated, shared with jobs; rasters are made from the results.
struct Evaluated {
    Document document;
    Results results;
    Rasters rasters;
};

/// A file that was read: a whole document, or a tensor or image for the present one.
struct OpenedFile {
    std::string path;
    std::optional<Document> scene;
    std::shared_ptr<const Image> image;
    std::optional<Tensor<double>> array;
};

/// The atlas of the first picture, made on another thread while the system opens the window.
struct EarlyFonts {
    std::string characters;
    float scale = 1;
    std::future<Fonts> fonts;
};

class Application {
public:
    explicit Application(const WindowOptions& options);
    ~Application();
    int run();

private:
    // window.cpp: the loop and the parts of a tick, in their order
    void tick(const Events& events);
    bool is_animated() const;
    double seconds_to_wait() const;
    void take_keys(const Events& events);
    void advance();
    void draw();
    void run_panels(const Ui& ui);
    void build_fonts();
    void report();
    std::string places();
    Texts texts() const;
    float scale() const;
    /// Stage of the figure, px of the window.
    Rect stage_place() const;

    // stage.cpp: the figure itself
    void draw_stage(const Ui& ui);
    Frame composed(const Rect& place);
    SceneInput scene_input(const Rect& place);
    Overlay overlay(const Rect& place);
    std::string word_of_handle() const;
    void draw_blank(Color color);
    void draw_halo(const Ui& ui);

    // grab.cpp: what the mouse does on the figure. `at` in px of the frame.
    bool point(const Rect& place);
    void follow(const ButtonEvent& event, const Rect& place);
    void act(MouseEvent event, const Rect& place, Vec2 at, bool erases);
    void look_at(const Rect& place, Vec2 at);
    Tag lit() const;
    void press(const Rect& place, Vec2 at);
    void drag(const Rect& place, Vec2 at);
    void drag_window(const Rect& place, Vec2 at);
    void pull(Vec2 at);
    void drag_number(Vec2 at);
    void paint(Vec2 at);
    void turn_wheel(float turns);
    void click(bool twice, Vec2 at);
    void show_cursor() const;
    float design_px() const; // of the frame, to one of the design

    // entry.cpp: numbers that are typed or pasted
    std::optional<TensorRole> editable(Tag tag) const;
    int64_t index_in_document(Tag element) const;
    double number_of(Tag element) const;
    void put_number(Tag element, double value);
    Tag target() const;
    bool take_entry_key(const KeyPress& key);
    bool takes_digits(const KeyPress& key);
    void open_entry(Tag element, Vec2 near);
    bool commit_entry(EntryMove move);
    void paste();
    void paste_code(const Pasted& code);
    void paste_grid(const std::string& text);

    // evaluation.cpp
    void commit(const Document& draft);
    void reevaluate();
    void take_evaluation();
    void after_evaluation(Evaluated evaluated);
    Timeline timeline() const;
    Cursor cursor() const;

    // perform.cpp: requests, one after the other
    void perform(const Request& request);
    bool perform_playback(const Request& request);
    bool perform_look(const Request& request);
    bool perform_lens(const Request& request);
    bool perform_files(const Request& request);
    void turn(Parameter parameter, int64_t by);
    void apply_nearest(int64_t issue);
    void load_figure(int64_t index);
    void next_figure(int64_t by);
    void seek(int64_t time_us);
    void say(const std::string& message, double seconds);
    std::string sentence(std::exception_ptr error) const;
    void leave();

    // files.cpp
    void open(const std::string& path);
    void take_opened();
    void put_opened(const OpenedFile& file);
    void save(const std::string& path);
    void show_file_panel(FilePanel panel);
    void export_now();
    void take_export();
    void copy_picture();
    void copy_code();
    void take_copy();

    // keeping.cpp: the document survives a crash
    void keep_document();
    void find_kept();
    void restore();
    void forget_kept(bool own);
    void write_settings_soon();

    WindowOptions options_;
    Settings settings_;
    Settings written_settings_;
    Session session_;
    History history_;
    GestureCounter gestures_;

    EarlyFonts early_fonts_; // before the window, so that both are made at once
    Platform platform_;
    std::unique_ptr<gl::FrameRenderer> renderer_;
    Typesetter typesetter_;
    Fonts fonts_;
    std::string font_characters_; // the atlas has them
    float font_scale_ = 0;

    Evaluated shown_;
    Job<Evaluated> evaluating_;
    Job<OpenedFile> opening_;
    Job<bool> exporting_;
    Job<bool> copying_;
    Job<bool> keeping_;
    Frame frame_;
    Grab grab_;
    NumberEntry entry_;
    Requests requests_; // of this tick

    double last_tick_ = 0;
    float view_blend_ = 1;  // 0 tilted .. 1 flat
    float kernel_turn_ = 1; // 0 as it lay before it was turned .. 1 as it lies
    double kept_at_ = 0;    // when the document is to be kept, 0: it is
    Document kept_;
    std::string kept_path_, found_path_;
    int frames_to_draw_ = 3; // after an event, for Dear ImGui to settle
    int64_t frames_drawn_ = 0;
    uint64_t evaluations_ = 0; // that came into the picture
    double frame_ms_ = 0;      // of a tick with its picture, running mean
    double key_ms_ = 0;        // from the events of a tick to its picture, longest since asked
    std::string reported_;
    bool report_wanted_ = false;
    std::size_t figure_ = 0; // index of the preset that Ctrl+PageDown goes on from
};

} // namespace convlens
