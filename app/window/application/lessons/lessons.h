// The lesson that is open in the window: its session, the figure of its page in the editor, its file where it
// has one, and what is kept of it. What a page looks like is scene/page's.
#pragma once

#include "document/history.h"
#include "export/lesson_pictures.h"
#include "scene/page/page_content.h"
#include "window/application/lessons/lesson_file.h"
#include "window/application/lessons/lesson_keeper.h"
#include "window/application/mouse/press.h"
#include "window/application/tick_context.h"
#include "window/platform/platform.h"
#include "window/session/keys.h"
#include "window/session/lesson_session.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace convlens {

struct CommandContext;

/// Of "sizes:6" or "sizes".
LessonPlace lesson_place(std::string_view target);

class Lessons {
public:
    explicit Lessons(Executor& executor) : executor_(executor), keeper_(executor), watch_(executor) {}

    bool is_open() const { return session_.has_value(); }
    /// A page has the place of the figure; false too while its figure is played with.
    bool shows_page() const { return session_ && !session_->is_free(); }
    const LessonSession* session() const { return session_ ? &*session_ : nullptr; }
    void put_keys(KeyContext& context) const;

    /// Throws Error where there is no such lesson.
    void open(const LessonPlace& place, const CommandContext& context);
    /// A file's; what is wrong in it is said, and its good pages are shown.
    void open(const LessonFileRead& file, std::optional<std::size_t> page, const CommandContext& context);
    /// What an exported file shows. Throws Error.
    void open(const FoundLesson& found, const CommandContext& context);
    /// Exercises without end.
    void open_exercises(const ExerciseChoice& choice, const CommandContext& context);
    void close(const CommandContext& context);
    /// Whether the request was the lesson's, carried out or inert here; else it is carried out as ever.
    bool take(const Request& request, const CommandContext& context);
    /// Once a turn: the file, the language, what is kept.
    void update(const CommandContext& context, double now);
    /// When the next look at the file or the next try to write is due; 0: never.
    double due() const;

    /// The page, as large as its place.
    Frame frame(const TickContext& tick, const Theme& theme, const PageOverlay& overlay = {});
    /// The page that follows, as it opens: nothing that it asks for is told. Only where there is one.
    Frame next_frame(const PageSurface& surface) const;
    /// What tells that picture from others; empty: no page follows.
    std::string next_name() const;
    /// Clicks on cells and offers. Returns whether something else is lit.
    bool follow(const std::vector<ButtonEvent>& events, const TickContext& tick);

private:
    void start(std::shared_ptr<const Lesson> lesson, const std::string& name, std::optional<std::size_t> page,
               const CommandContext& context);
    void carry_out(LessonCommand command, const Request& request, const CommandContext& context);
    bool take_while_open(const Command& command, const CommandContext& context) const;
    bool take_on_page(const Command& command, const CommandContext& context);
    bool take_free(const Command& command, const CommandContext& context);
    void show_free(const CommandContext& context);
    void show_solved(const CommandContext& context);
    std::optional<bool> take_walk(const Command& command, const CommandContext& context);
    void open_chosen_exercises(int64_t argument, const CommandContext& context);
    void next_exercise(const CommandContext& context);
    ExerciseCount exercise_count() const;
    void walk_on(const CommandContext& context);
    void show(const CommandContext& context, Walked walked);
    void renew_content();
    void prepare_answers();
    void show_scene(const CommandContext& context);
    void put_playhead(const CommandContext& context, Walked walked);
    void say(const CommandContext& context, Walked walked);
    void say_entry(const CommandContext& context) const;
    void keep();
    void take_results(const Editor& editor);
    void click(Vec2 at, const TickContext& tick);
    void follow_link(int64_t link, const TickContext& tick) const;
    PageInput page_now(const TickContext& tick, const Theme& theme, const PageOverlay& overlay);
    void copy_words(const TickContext& tick);
    void keep_editor(const CommandContext& context);
    void give_back_editor(const CommandContext& context);
    void tell_session(Session& session) const;
    void forget_pictures();
    void read_pictures();
    void take_pictures(const Job<ReadPictures>::Outcome& outcome, const CommandContext& context);
    void take_changed_file(const Job<LessonFileRead>::Outcome& outcome, const CommandContext& context);
    void take_new_pages(const CommandContext& context, double now);
    void translate(const CommandContext& context);

    std::optional<LessonSession> session_;
    std::string name_; // of the lesson: its identifier or its path
    bool is_file_ = false;
    std::size_t stopped_at_ = 0; // the page that was kept
    Executor& executor_;
    LessonKeeper keeper_;
    LessonWatch watch_;
    Job<ReadPictures> reading_pictures_;
    Job<bool> preparing_; // answers that may be asked for next
    std::optional<ExerciseRun> exercises_;
    LessonPictures pictures_; // beside the file; those that have been read
    /// As it was before the lesson.
    struct Before {
        History history;
        int64_t playhead_us = 0;
        bool reveal_all = false;
        std::string scene_path;
    };
    std::optional<Before> before_;
    Lesson summary_;                        // while it is shown
    std::optional<Document> page_document_; // as the editor has it while the page is shown
    std::optional<PageContent> content_;    // of the page's instance, once it is evaluated
    MousePress press_;
    uint64_t revision_ = 0;           // of the lesson, where its file changes
    std::vector<LessonIssue> issues_; // of the file as it was opened
    std::string said_;                // the line about the file, while it is broken
};

/// Its pages with one more: what somebody alone has answered, and what to look at again.
Lesson with_summary(const LessonSession& session, const Texts& texts);

} // namespace convlens
