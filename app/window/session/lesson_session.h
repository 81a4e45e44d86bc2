// Where somebody is in a lesson: page, step, question, reveal, and what was guessed. A state machine without
// Dear ImGui, clock and files: actions change it, and the window shows what it has come to.
#pragma once

#include "lesson/lesson.h"
#include "lesson/offers.h"
#include "scene/page/page_input.h"
#include "window/session/lesson_guess.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace convlens {

/// Who walks: a teacher before a class, or somebody alone.
enum class LessonMode : uint8_t { alone, in_class };

/// Where digits go that are no guess.
enum class LessonEntry : uint8_t { none, hands, page };

/// How far a page is. What back undoes.
struct PageWalk {
    PagePhase phase = PagePhase::stepping;
    int64_t steps = 0; // of its figure, finished
    uint64_t seed = 0; // of its numbers
    GuessEntry entry;
    std::optional<std::size_t> chosen; // of the offers
    std::optional<Answer> guess;       // committed
    bool does_not_know = false;        // committed instead
    bool committed_by_reveal = false;  // the same press revealed it
    std::vector<int> hands;            // as the offers
    bool plays_idea = false;           // the figure shows what the guess would be right for
    bool operator==(const PageWalk&) const = default;
};

/// What somebody alone has answered on a page, the last time.
struct GivenAnswer {
    bool right = false, does_not_know = false;
    bool operator==(const GivenAnswer&) const = default;
};

/// The question of a page for the numbers that it has now.
struct AskedPage {
    Instance instance;
    std::vector<Offer> offers; // in class, and of questions with few answers; empty: a guess is entered
    int64_t steps = 0;         // of its figure
    bool is_asked = false;     // there is a question, and it has an answer
    std::vector<Answer> right; // all that is, the smallest first
};

/// What a press of the one key has come to.
enum class Walked : uint8_t {
    nothing,
    step,
    question,
    revealed,
    unknown, // revealed, and "I don't know" was chosen by that
    truth,   // the wrong idea was played, now the truth is shown
    page,
    summary,
    more,      // without end: a page is to be added
    end,       // there is nothing after it
    unreadable // what is typed is no guess yet
};

class LessonSession {
public:
    LessonSession(std::shared_ptr<const Lesson> lesson, std::size_t page, LessonMode mode);

    const Lesson& lesson() const { return *lesson_; }
    std::size_t page() const { return page_; }
    const Page& shown_page() const { return lesson_->pages[page_]; }
    const PageWalk& walk() const { return walks_[page_]; }
    uint64_t seed_of(std::size_t page) const { return walks_[page].seed; }
    /// Null on pages without a scene.
    const AskedPage* asked() const { return asked_ ? &*asked_ : nullptr; }
    LessonMode mode() const { return mode_; }
    LessonEntry entry() const { return entry_; }
    const std::string& page_digits() const { return page_digits_; } // LessonEntry::page
    std::optional<std::size_t> counted() const { return counted_; } // LessonEntry::hands: whose
    bool at_summary() const { return at_summary_; }
    bool is_free() const { return is_free_; } // the figure alone, to be played with
    bool is_open() const;                     // something is asked here and not yet revealed
    bool is_asking() const;                   // and the question is shown
    const std::vector<std::optional<GivenAnswer>>& answers() const { return answers_; }
    void set_answers(const std::vector<std::optional<GivenAnswer>>& answers);
    /// Pages from 0 to look at again: answered wrongly, or by "I don't know".
    std::vector<std::size_t> pages_to_repeat() const;
    /// The figure of the page: its instance's, or of the wrong idea that is played. Null: none.
    const Document* scene() const;
    /// For compose_page.
    QuestionState question_state() const;
    bool operator==(const LessonSession& other) const; // walking alone

    Walked next();
    /// Undoes what `next` did. False: at the beginning.
    bool back();
    void to_page(std::size_t page);
    void new_numbers();
    void set_mode(LessonMode mode);
    /// The lesson again, changed meanwhile: the same page, from its beginning where it differs.
    void replace(std::shared_ptr<const Lesson> lesson);
    /// Pages are added at its end without end: `next` asks for one more there.
    void set_endless() { is_endless_ = true; }
    /// The page's question, without the steps before it.
    void ask_at_once();
    /// The ordinary figure. False: not before the reveal, or there is none.
    bool set_free(bool is_free);

    // Guesses; all false or nothing where no question is open.
    bool type(char character); // a digit, `x`, `,`, `-`, `.` or a space; goes to where digits go
    bool erase();
    bool mark(std::vector<int64_t> cell);
    bool choose(std::size_t offer); // after the reveal: plays its wrong idea
    Walked commit();                // alone it is revealed
    Walked does_not_know();
    void count_hands(); // or the next offer's
    void go_to_page();  // digits follow; once more: gives up
    void leave_entry();
    /// The answer to `go_to_page` without a digit is left to whoever knows where one stopped.
    bool wants_stopped_page() const { return entry_ == LessonEntry::page && page_digits_.empty(); }

private:
    void enter(std::size_t page);
    void ask();
    Walked reveal();
    bool take_guess();
    bool type_page(char digit);
    bool type_hands(char digit);
    PageWalk& walk_here() { return walks_[page_]; }
    int64_t first_step() const;
    int64_t walked_steps() const;

    std::shared_ptr<const Lesson> lesson_;
    LessonMode mode_;
    std::size_t page_ = 0;
    std::vector<PageWalk> walks_;
    std::optional<AskedPage> asked_;
    Judgement judgement_;                  // of the guess, once revealed
    std::optional<WrongAnswer> looked_at_; // an offer's idea that is played after the reveal
    LessonEntry entry_ = LessonEntry::none;
    std::string page_digits_;
    std::optional<std::size_t> counted_;
    bool at_summary_ = false, is_free_ = false, is_endless_ = false;
    std::vector<std::optional<GivenAnswer>> answers_;
};

} // namespace convlens
