// The editor always has the figure that the page shows, so that its timeline is the page's; what the page
// itself follows from are the results of its own numbers.
#include "window/application/lessons/lessons.h"

#include "convlens/arithmetic.h"
#include "i18n/error.h"
#include "lesson/asked_cells.h"
#include "lesson/built_in.h"
#include "lesson/held.h"
#include "window/application/command_context.h"
#include "window/application/files/autosave.h"
#include "window/application/messages.h"
#include "window/application/networks/networks.h"
#include "window/session/stepping.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace convlens {
namespace {

/// Finished steps as a moment of the timeline.
int64_t moment_of(const Timeline& line, int64_t steps) {
    return steps == 0 ? 0 : end_of(line, steps - 1);
}

/// The step that shows what is asked; none: the last one.
std::optional<int64_t> asked_step(const Instance& instance, int64_t steps) {
    const Question& question = instance.question;
    const bool of_y = (question.ask == Ask::value && question.of == AskedTensor::y) ||
                      (question.ask == Ask::cells &&
                       (question.cells == CellRule::sees || question.cells == CellRule::wins));
    const Sizes shape = output_shape(operation_of(instance.scene));
    if (!of_y || question.at.size() != shape.size() || shape.product() != steps) // else steps are of X
        return std::nullopt;
    return flat_cell(question.at, shape);
}

/// "own.md:12:1: what is wrong".
std::string issue_line(const std::string& path, const LessonIssue& issue, const Texts& texts) {
    return path + ":" + std::to_string(issue.place.line) + ":" + std::to_string(issue.place.column) + ": " +
           sentence(texts, std::make_exception_ptr(issue.error));
}
std::string issue_line(const LessonFileRead& file, const Texts& texts) {
    return issue_line(file.path, file.text.issues.front(), texts);
}

} // namespace

LessonPlace lesson_place(std::string_view target) {
    LessonPlace place{std::string(target.substr(0, target.find(':'))), {}};
    if (place.id.size() == target.size())
        return place;
    const std::string_view written = target.substr(place.id.size() + 1);
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(written.data(), written.data() + written.size(), number);
    if (error == std::errc() && end == written.data() + written.size() && number > 0)
        place.page = number - 1;
    return place;
}

void Lessons::put_keys(KeyContext& context) const {
    if (!session_)
        return;
    const LessonSession& session = *session_;
    context.lesson = true;
    if (session.is_free()) // back to the page, or to another one
        return;
    const bool asking = session.is_asking();
    context.guess = asking || session.entry() != LessonEntry::none;
    context.guess_begun = asking && !session.walk().guess && !session.walk().does_not_know &&
                          !session.walk().entry.typed.empty();
    // Before a class B blanks the screen, for clickers send it.
    context.offers = asking && !session.asked()->offers.empty() && session.entry() == LessonEntry::none &&
                     !(context.stage && session.mode() == LessonMode::in_class);
}

void Lessons::start(std::shared_ptr<const Lesson> lesson, const std::string& name,
                    std::optional<std::size_t> page, const CommandContext& context) {
    context.networks.close(context); // it would lie over the page
    keep_editor(context);
    const LessonMode mode = context.settings.in_class ? LessonMode::in_class : LessonMode::alone;
    name_ = name;
    const LessonProgress kept = exercises_ ? LessonProgress() : keeper_.open(name, lesson->pages.size());
    ++revision_;
    stopped_at_ = kept.page;
    const std::size_t first = page.value_or(mode == LessonMode::alone ? kept.page : 0);
    session_.emplace(std::move(lesson), first, mode);
    session_->set_answers(kept.answers);
    if (exercises_) {
        session_->set_endless();
        session_->ask_at_once();
    }
    page_document_.reset();
    said_.clear();
    issues_.clear();
    clear_message(context.tick.session);
    context.tick.session.file.panel = FilePanel::none;
    show(context, Walked::page);
    if (!page && first > 0)
        show_message(context.tick.session,
                     context.tick.texts("lesson.goes_on", {{"page", std::to_string(first + 1)}}), 12);
}

void Lessons::open(const LessonPlace& place, const CommandContext& context) {
    const Lesson& lesson = built_in_lesson(place.id, context.tick.texts.language(), place.id);
    watch_.end();
    forget_pictures();
    exercises_.reset();
    is_file_ = false;
    // Built-in ones live as long as the program.
    start(std::shared_ptr<const Lesson>(&lesson, [](const Lesson*) {}), place.id, place.page, context);
}

void Lessons::open(const LessonFileRead& file, std::optional<std::size_t> page,
                   const CommandContext& context) {
    if (file.text.lesson.pages.empty()) {
        if (file.text.issues.empty())
            throw Error(Error::Fault::request, "lesson.no_page", {}, file.path);
        return show_message(context.tick.session, issue_line(file, context.tick.texts), 0);
    }
    is_file_ = true;
    exercises_.reset();
    forget_pictures();
    start(std::make_shared<const Lesson>(file.text.lesson), file.path, page, context);
    watch_.begin(file.path);
    read_pictures();
    issues_ = file.text.issues;
    if (!issues_.empty())
        say(context, Walked::page);
}

void Lessons::open(const FoundLesson& found, const CommandContext& context) {
    if (found.built_in) {
        open(*found.built_in, context);
    } else if (found.own) {
        open(*found.own, found.page < found.own->text.lesson.pages.size() ? found.page : std::nullopt,
             context);
    } else if (found.exercises) {
        context.tick.session.exercise = *found.exercises;
        open_chosen_exercises(-1, context);
    }
}

void Lessons::open_exercises(const ExerciseChoice& choice, const CommandContext& context) {
    if (session_)
        close(context);
    exercises_.emplace(choice);
    is_file_ = false;
    start(std::make_shared<const Lesson>(exercises_->lesson(1, context.tick.texts)), "", 0, context);
}

void Lessons::next_exercise(const CommandContext& context) {
    const std::size_t pages = session_->lesson().pages.size();
    session_->replace(std::make_shared<const Lesson>(exercises_->lesson(pages + 1, context.tick.texts)));
    session_->to_page(pages);
    session_->ask_at_once();
    show(context, Walked::page);
}

ExerciseCount Lessons::exercise_count() const {
    ExerciseCount count{exercises_->choice().seed, 0, 0};
    for (const auto& answer : session_->answers()) {
        count.answered += answer ? 1 : 0;
        count.right += answer && answer->right ? 1 : 0;
    }
    return count;
}

void Lessons::close(const CommandContext& context) {
    if (!session_)
        return;
    context.networks.close(context); // one that is open lies over the page
    keep();
    session_.reset();
    exercises_.reset();
    give_back_editor(context);
    keeper_.close();
    watch_.end();
    forget_pictures();
    content_.reset();
    tell_session(context.tick.session);
    clear_message(context.tick.session);
}

/// What menus and panels know of it.
void Lessons::tell_session(Session& session) const {
    LessonStatus status;
    if (session_) {
        status.open = true;
        status.shows_page = shows_page();
        status.hides = session_->is_open();
        status.in_class = session_->mode() == LessonMode::in_class;
        status.name = name_;
        status.title = session_->lesson().title;
        status.page = session_->page();
        status.pages = session_->lesson().pages.size();
        status.phase = static_cast<int>(session_->walk().phase);
        status.at_summary = session_->at_summary();
        status.has_exercises = exercises_.has_value();
        if (exercises_) {
            status.answered = exercise_count().answered;
            status.right = exercise_count().right;
        }
        status.can_try = session_->asked() != nullptr && !session_->is_open() && !session_->at_summary();
    }
    session.lesson = status;
}

double Lessons::due() const {
    const double look = watch_.due(), write = keeper_.due();
    return look > 0 && write > 0 ? std::min(look, write) : std::max(look, write);
}

void Lessons::keep() {
    if (session_ && !exercises_ && session_->mode() == LessonMode::alone)
        keeper_.put(progress_of(*session_));
}

void Lessons::update(const CommandContext& context, double now) {
    if (const auto failure = keeper_.update(now))
        show_message(context.tick.session, sentence(context.tick.texts, failure), 8);
    if (!session_)
        return;
    if (!session_->is_free()) // else what is tried there would go: a changed file and another language wait
        take_new_pages(context, now);
    if (const auto outcome = reading_pictures_.take())
        take_pictures(*outcome, context);
}

void Lessons::take_new_pages(const CommandContext& context, double now) {
    const Language language = context.tick.texts.language();
    if (const auto outcome = watch_.update(now, language))
        take_changed_file(*outcome, context);
    if (!is_file_ && session_->lesson().language != language)
        translate(context);
}

void Lessons::forget_pictures() {
    reading_pictures_ = {};
    pictures_.clear();
}

/// Beside the window's own thread: the pages are there before their pictures.
void Lessons::read_pictures() {
    const auto has_picture = [](const Page& page) {
        return std::ranges::any_of(page.blocks,
                                   [](const Block& block) { return block.kind == Block::Kind::picture; });
    };
    if (std::ranges::any_of(session_->lesson().pages, has_picture))
        reading_pictures_ = Job<ReadPictures>(
            executor_,
            [lesson = session_->lesson(), path = name_](JobControl&) {
                return read_lesson_pictures(lesson, path);
            },
            WhenDropped::leave);
}

void Lessons::take_pictures(const Job<ReadPictures>::Outcome& outcome, const CommandContext& context) {
    if (!outcome.value)
        return show_message(context.tick.session, sentence(context.tick.texts, outcome.error), 0);
    pictures_ = outcome.value->pictures;
    context.tick.session.draw_frames(3);
    if (outcome.value->issues.empty() || !said_.empty())
        return;
    said_ = issue_line(name_, outcome.value->issues.front(), context.tick.texts);
    show_message(context.tick.session, said_, 0);
}

/// The last good page is kept while the file is broken.
void Lessons::take_changed_file(const Job<LessonFileRead>::Outcome& outcome, const CommandContext& context) {
    Session& session = context.tick.session;
    if (!outcome.value)
        return show_message(session, sentence(context.tick.texts, outcome.error), 0);
    issues_.clear();
    if (!outcome.value->text.issues.empty() || outcome.value->text.lesson.pages.empty()) {
        said_ = outcome.value->text.issues.empty() ? std::string(context.tick.texts("lesson.no_page"))
                                                   : issue_line(*outcome.value, context.tick.texts);
        return show_message(session, said_, 0);
    }
    if (!said_.empty() && session.message == said_)
        clear_message(session);
    said_.clear();
    session_->replace(std::make_shared<const Lesson>(outcome.value->text.lesson));
    ++revision_;
    read_pictures();
    page_document_.reset();
    show(context, Walked::page);
    keep();
}

void Lessons::translate(const CommandContext& context) {
    const Lesson* const other = lesson_named(name_, context.tick.texts.language());
    if (!exercises_ && (other == nullptr || other->pages.empty()))
        return;
    session_->replace(exercises_ ? std::make_shared<const Lesson>(exercises_->lesson(
                                       session_->lesson().pages.size(), context.tick.texts))
                                 : std::shared_ptr<const Lesson>(other, [](const Lesson*) {}));
    ++revision_;
    show(context, Walked::page);
}

void Lessons::show_scene(const CommandContext& context) {
    renew_content();
    const Document* const scene = session_->scene();
    if (scene == nullptr)
        return;
    Editor& editor = context.tick.editor;
    if (page_document_ && editor.document() == *page_document_ && *scene == *page_document_)
        return;
    editor.restore(History(*scene)); // nothing of another page or figure can be undone on it
    page_document_ = editor.document();
    context.autosave.set_saved(editor.history().current());
    context.tick.session.motion.view_blend = scene->view == View::flat ? 1 : 0;
    context.tick.session.motion.kernel_turn = 1;
}

/// Where the figure is paused, or what it plays.
void Lessons::put_playhead(const CommandContext& context, Walked walked) {
    Session& session = context.tick.session;
    const Timeline line = context.tick.editor.timeline();
    const PageWalk& walk = session_->walk();
    const bool at_once = context.settings.reduced_motion || session.blank != Blank::none;
    session.reveal_all = false;
    if (walk.phase != PagePhase::revealed) {
        if (walked != Walked::step || at_once)
            return stop_at(session, line, moment_of(line, walk.steps));
        stop_at(session, line, moment_of(line, walk.steps - 1));
        step_on(session, line, Stops::steps, false);
        return;
    }
    if (walk.plays_idea) {
        stop_at(session, line, at_once ? line.duration_us() - 1 : 0);
        session.playing = !at_once;
        return;
    }
    const int64_t step =
        asked_step(session_->asked()->instance, session_->asked()->steps).value_or(line.steps() - 1);
    const bool plays_it = step == walk.steps && !at_once && walked != Walked::nothing;
    stop_at(session, line, plays_it ? moment_of(line, walk.steps) : end_of(line, step));
    if (plays_it)
        step_on(session, line, Stops::steps, false);
}

/// After every action: the figure, its moment, a line of words.
void Lessons::show(const CommandContext& context, Walked walked) {
    Session& session = context.tick.session;
    session.hover = session.chosen = session.cell = {};
    session.entry.close();
    session.painting = session.exporting.open = false; // panels of the ordinary figure
    show_scene(context);
    if (session_->scene() != nullptr)
        put_playhead(context, walked);
    else
        session.playing = false;
    keep();
    prepare_answers();
    say(context, walked);
    tell_session(session);
    session.draw_frames(3);
}

/// Those that take long, beside the window's thread: of this page with new numbers, and of the next page.
/// They are kept where they are made.
void Lessons::prepare_answers() {
    preparing_.take();
    std::vector<std::pair<Page, uint64_t>> wanted;
    const auto want = [&](std::size_t page, uint64_t seed) {
        const Page& one = session_->lesson().pages[page];
        if (one.question && one.question->network && is_slow(*one.question->network))
            wanted.emplace_back(one, seed);
    };
    const std::size_t page = session_->page();
    want(page, session_->seed_of(page) + 1);
    if (page + 1 < session_->lesson().pages.size())
        want(page + 1, session_->seed_of(page + 1));
    if (wanted.empty() || preparing_.is_running())
        return;
    preparing_ = Job<bool>(
        executor_,
        [wanted = std::move(wanted)](JobControl&) {
            for (const auto& [one, seed] : wanted)
                page_content(one, seed);
            return true;
        },
        WhenDropped::leave);
}

void Lessons::say(const CommandContext& context, Walked walked) {
    Session& session = context.tick.session;
    const Texts& texts = context.tick.texts;
    switch (walked) {
    case Walked::unknown:
        return show_message(session, std::string(texts("lesson.chose_unknown")), 6);
    case Walked::unreadable:
        return show_message(session, std::string(texts("lesson.unreadable")), 6);
    case Walked::end:
        return show_message(session, std::string(texts("lesson.end")), 6);
    case Walked::nothing:
    case Walked::step:
    case Walked::question:
    case Walked::revealed:
    case Walked::truth:
    case Walked::page:
    case Walked::more:
    case Walked::summary:
        break;
    }
    if (!issues_.empty())
        said_ = issue_line(name_, issue_of_page(issues_, session_->lesson().pages, session_->page()), texts);
    if (said_.empty())
        clear_message(session);
    else
        show_message(session, said_, 0);
}

/// What was there before the first of the lessons.
void Lessons::keep_editor(const CommandContext& context) {
    if (before_)
        return;
    Session& session = context.tick.session;
    const History& history = context.tick.editor.history();
    before_ = Before{history, session.playhead_us, session.reveal_all, session.scene_path};
    session.scene_path.clear(); // Ctrl+S is not to write a page's figure there
    context.autosave.cover(history.current());
}

void Lessons::give_back_editor(const CommandContext& context) {
    Session& session = context.tick.session;
    Editor& editor = context.tick.editor;
    editor.restore(before_->history);
    context.autosave.uncover();
    session.playing = false;
    session.rest_us.reset();
    session.playhead_us = before_->playhead_us;
    session.reveal_all = before_->reveal_all;
    session.scene_path = before_->scene_path;
    session.motion.view_blend = editor.document().view == View::flat ? 1 : 0;
    session.hover = session.chosen = session.cell = {};
    session.draw_frames(3);
    before_.reset();
}

} // namespace convlens
