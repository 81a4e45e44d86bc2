// The instance, its offers and the judgement are made when the page or its numbers change, never per picture.
#include "window/session/lesson_session.h"

#include "document/evaluate/memory.h"
#include "document/evaluate/results.h"
#include "i18n/error.h"

#include <algorithm>
#include <utility>

namespace convlens {
namespace {

/// A step tells nothing about what is asked: it may be seen before the question.
bool step_is_harmless(const Question& question) {
    switch (question.ask) {
    case Ask::parameter:
    case Ask::which:
        return true;
    case Ask::compare:
        return question.quantity != Quantity::value;
    case Ask::order:
        return question.order == OrderOf::figures;
    case Ask::size: // a window that moves would count the answer
    case Ask::value:
    case Ask::cells:
        return false;
    }
    return false;
}

bool has_few_answers(const Question& question) {
    return question.ask == Ask::compare || question.ask == Ask::which;
}

int64_t steps_of(const Document& scene) {
    return issues_of(scene).empty() ? step_count(operation_of(scene)) : 0;
}

/// None where these numbers have no answer.
std::optional<AskedPage> asked_page(const PageScene& scene, const Question& question, uint64_t seed,
                                    LessonMode mode) {
    try {
        AskedPage asked{instance_of(scene.document, question, seed), {}, 0, true, {}};
        asked.right = right_answers(asked.instance.scene, asked.instance.question);
        if (mode == LessonMode::in_class || has_few_answers(question))
            asked.offers = offers_of(asked.instance.scene, asked.instance.question, seed);
        if (asked.offers.size() < 2) // one alone would be the truth
            asked.offers.clear();
        return asked;
    } catch (const Error&) {
        return std::nullopt;
    }
}

/// "3 × 3", with a full minus sign.
std::string as_shown(const std::string& typed) {
    std::string text;
    for (const char c : typed)
        text += c == 'x' ? " \u00D7 " : c == '-' ? "\u2212" : std::string(1, c);
    return text;
}

} // namespace

LessonSession::LessonSession(std::shared_ptr<const Lesson> lesson, std::size_t page, LessonMode mode)
    : lesson_(std::move(lesson)), mode_(mode), walks_(lesson_->pages.size()),
      answers_(lesson_->pages.size()) {
    enter(std::min(page, walks_.size() - 1));
}

bool LessonSession::operator==(const LessonSession& other) const {
    return page_ == other.page_ && walk() == other.walk() && at_summary_ == other.at_summary_;
}

bool LessonSession::is_open() const {
    return asked_ && asked_->is_asked && walk().phase != PagePhase::revealed && !at_summary_;
}

bool LessonSession::is_asking() const {
    return is_open() && walk().phase == PagePhase::asking;
}

void LessonSession::set_answers(const std::vector<std::optional<GivenAnswer>>& answers) {
    for (std::size_t i = 0; i < std::min(answers.size(), answers_.size()); ++i)
        answers_[i] = answers[i];
}

std::vector<std::size_t> LessonSession::pages_to_repeat() const {
    std::vector<std::size_t> pages;
    for (std::size_t i = 0; i < answers_.size(); ++i)
        if (answers_[i] && !answers_[i]->right)
            pages.push_back(i);
    return pages;
}

const Document* LessonSession::scene() const {
    if (!asked_)
        return nullptr;
    const std::optional<WrongAnswer>& idea = looked_at_ ? looked_at_ : judgement_.idea;
    if (walk().plays_idea && idea && idea->figure)
        return &*idea->figure;
    return &asked_->instance.scene;
}

QuestionState LessonSession::question_state() const {
    const PageWalk& here = walk();
    QuestionState state;
    state.phase = here.phase;
    state.in_class = mode_ == LessonMode::in_class;
    if (asked_)
        state.offers = asked_->offers;
    state.hands = here.hands;
    state.counted_next = counted_;
    state.typed = counted_ ? std::to_string(here.hands[*counted_]) : as_shown(here.entry.typed);
    state.marked = here.entry.marked;
    state.guess = here.guess;
    if (!state.guess && here.chosen && asked_ && *here.chosen < asked_->offers.size())
        state.guess = asked_->offers[*here.chosen].answer;
    state.does_not_know = here.does_not_know;
    state.has_steps = here.phase == PagePhase::stepping && here.steps < walked_steps();
    state.judgement = judgement_;
    if (here.plays_idea)
        state.played = looked_at_ ? looked_at_ : judgement_.idea;
    return state;
}

int64_t LessonSession::first_step() const {
    const auto& scene = shown_page().scene;
    return scene && asked_ ? std::clamp<int64_t>(scene->step, 0, asked_->steps) : 0;
}

/// How many are finished when the page goes on to what comes after its steps.
int64_t LessonSession::walked_steps() const {
    if (!asked_)
        return 0;
    if (!asked_->is_asked)
        return asked_->steps;
    const int64_t step = step_is_harmless(asked_->instance.question) ? 1 : 0;
    return std::min(first_step() + step, asked_->steps);
}

/// The numbers of the page as its seed says.
void LessonSession::ask() {
    asked_.reset();
    judgement_ = {};
    looked_at_.reset();
    const Page& page = shown_page();
    if (!page.scene)
        return;
    if (page.question)
        asked_ = asked_page(*page.scene, *page.question, walk().seed, mode_);
    if (!asked_)
        asked_ = AskedPage{{page.scene->document, {}}, {}, 0, false, {}};
    asked_->steps = page.scene->network ? 0 : steps_of(asked_->instance.scene); // of a network nothing moves
    if (const PageWalk& here = walk(); here.phase == PagePhase::revealed && here.guess)
        judgement_ = judge(asked_->instance.scene, asked_->instance.question, *here.guess);
}

/// The page from its beginning, with the numbers that it has.
void LessonSession::enter(std::size_t page) {
    page_ = page;
    at_summary_ = is_free_ = false;
    leave_entry();
    const uint64_t seed = walk().seed;
    walk_here() = {};
    walk_here().seed = seed;
    ask();
    walk_here().steps = first_step();
}

void LessonSession::to_page(std::size_t page) {
    enter(std::min(page, walks_.size() - 1));
}

Walked LessonSession::next() {
    if (entry_ == LessonEntry::page && !page_digits_.empty())
        return type_page('\n') ? Walked::page : Walked::nothing;
    leave_entry();
    PageWalk& here = walk_here();
    if (std::exchange(is_free_, false) && here.plays_idea)
        here.plays_idea = false;
    if (at_summary_)
        return Walked::end;
    if (here.phase == PagePhase::stepping && here.steps < walked_steps()) {
        ++here.steps;
        return Walked::step;
    }
    if (is_open() && here.phase == PagePhase::stepping) {
        here.phase = PagePhase::asking;
        return Walked::question;
    }
    if (is_open())
        return reveal();
    if (here.plays_idea) {
        here.plays_idea = false;
        return Walked::truth;
    }
    if (page_ + 1 < walks_.size()) {
        enter(page_ + 1);
        return Walked::page;
    }
    if (is_endless_)
        return Walked::more;
    at_summary_ = mode_ == LessonMode::alone;
    return at_summary_ ? Walked::summary : Walked::end;
}

void LessonSession::ask_at_once() {
    if (!is_open())
        return;
    walk_here().steps = walked_steps();
    walk_here().phase = PagePhase::asking;
}

/// What was entered becomes the guess. False: it is none.
bool LessonSession::take_guess() {
    PageWalk& here = walk_here();
    const Instance& instance = asked_->instance;
    if (here.chosen)
        here.guess = asked_->offers[*here.chosen].answer;
    else
        here.guess = guess_of(here.entry, instance.scene, instance.question);
    return here.guess.has_value();
}

Walked LessonSession::reveal() {
    PageWalk& here = walk_here();
    const bool alone = mode_ == LessonMode::alone;
    const bool committed = here.guess || here.does_not_know;
    Walked walked = Walked::revealed;
    if (!committed) {
        const bool nothing = here.entry.is_empty() && !here.chosen;
        if (!nothing && !take_guess() && alone)
            return Walked::unreadable;
        if (nothing && alone) {
            here.does_not_know = true;
            walked = Walked::unknown;
        }
        here.committed_by_reveal = true;
    }
    here.phase = PagePhase::revealed;
    judgement_ = {};
    if (here.guess)
        judgement_ = judge(asked_->instance.scene, asked_->instance.question, *here.guess);
    here.plays_idea = judgement_.idea && judgement_.idea->figure;
    if (alone && (walked != Walked::unknown || !answers_[page_])) // who only passes by keeps the answer
        answers_[page_] = GivenAnswer{judgement_.right, here.does_not_know};
    return walked;
}

bool LessonSession::back() {
    if (entry_ != LessonEntry::none) {
        leave_entry();
        return true;
    }
    PageWalk& here = walk_here();
    if (is_free_ || at_summary_) {
        is_free_ = at_summary_ = false;
        return true;
    }
    if (here.phase == PagePhase::revealed) {
        const std::optional<WrongAnswer>& idea = looked_at_ ? looked_at_ : judgement_.idea;
        if (!here.plays_idea && idea && idea->figure) {
            here.plays_idea = true;
            return true;
        }
        looked_at_.reset();
        here.plays_idea = false;
        here.phase = PagePhase::asking;
        judgement_ = {};
        if (std::exchange(here.committed_by_reveal, false)) {
            here.guess.reset();
            here.does_not_know = false;
        }
        return true;
    }
    if (here.phase == PagePhase::asking) {
        here.phase = PagePhase::stepping;
        return true;
    }
    if (here.steps > first_step()) {
        --here.steps;
        return true;
    }
    if (page_ == 0)
        return false;
    --page_;
    ask();
    walk_here().steps = std::max(walk().steps, first_step()); // of a page that was jumped over
    return true;
}

void LessonSession::new_numbers() {
    if (!asked_ || !asked_->is_asked || at_summary_)
        return;
    const PagePhase phase = walk().phase;
    const uint64_t seed = walk().seed + 1;
    enter(page_);
    walk_here().seed = seed;
    ask();
    walk_here().steps = first_step();
    if (phase != PagePhase::stepping)
        ask_at_once();
}

/// What was revealed stays so; what is being guessed begins anew.
void LessonSession::set_mode(LessonMode mode) {
    if (mode == mode_)
        return;
    mode_ = mode;
    leave_entry();
    at_summary_ = at_summary_ && mode == LessonMode::alone;
    PageWalk& here = walk_here();
    here.hands.clear();
    here.chosen.reset();
    if (here.phase != PagePhase::revealed) {
        here.entry = {};
        here.guess.reset();
        here.does_not_know = false;
    }
    ask();
}

void LessonSession::replace(std::shared_ptr<const Lesson> lesson) {
    const Page before = shown_page();
    lesson_ = std::move(lesson);
    walks_.resize(lesson_->pages.size());
    answers_.resize(lesson_->pages.size());
    const std::size_t page = std::min(page_, walks_.size() - 1);
    const auto same_title = std::find_if(lesson_->pages.begin(), lesson_->pages.end(),
                                         [&](const Page& one) { return one.title == before.title; });
    const bool moved = lesson_->pages[page].title != before.title && same_title != lesson_->pages.end();
    const std::size_t shown = moved ? static_cast<std::size_t>(same_title - lesson_->pages.begin()) : page;
    const PageWalk walk = walks_[std::min(page_, walks_.size() - 1)];
    const bool at_summary = at_summary_;
    enter(shown);
    at_summary_ = at_summary && shown + 1 == walks_.size();
    const Page& now = shown_page();
    const auto same_document = [](const std::optional<PageScene>& a, const std::optional<PageScene>& b) {
        return a.has_value() == b.has_value() && (!a || (a->document == b->document && a->step == b->step));
    };
    Question asked_before = before.question.value_or(Question()),
             asked_now = now.question.value_or(Question());
    asked_before.place = asked_now.place = {};
    if (same_document(before.scene, now.scene) && asked_before == asked_now) { // its words alone differ
        walk_here() = walk;
        ask();
    }
}

bool LessonSession::set_free(bool is_free) {
    if (is_free && (!asked_ || is_open() || at_summary_))
        return false;
    is_free_ = is_free;
    return true;
}

} // namespace convlens
