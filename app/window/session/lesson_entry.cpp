// What is entered on a page of a lesson: guesses, a count of hands, a page's number. Where digits go is
// decided here.
#include "window/session/lesson_session.h"

#include <algorithm>
#include <utility>

namespace convlens {
namespace {

constexpr int max_hands = 999;

} // namespace

bool LessonSession::type(char character) {
    if (entry_ == LessonEntry::page)
        return type_page(character);
    if (entry_ == LessonEntry::hands)
        return type_hands(character);
    if (!is_asking())
        return false;
    PageWalk& here = walk_here();
    if (!asked_->offers.empty())
        return character >= '1' && choose(static_cast<std::size_t>(character - '1'));
    GuessEntry entry = here.guess || here.does_not_know ? GuessEntry() : here.entry;
    if (!type_into(entry, asked_->instance.scene, asked_->instance.question, character))
        return false;
    here.entry = std::move(entry);
    here.guess.reset();
    here.does_not_know = false;
    return true;
}

bool LessonSession::erase() {
    if (entry_ == LessonEntry::page) {
        if (!page_digits_.empty())
            page_digits_.pop_back();
        return true;
    }
    PageWalk& here = walk_here();
    if (entry_ == LessonEntry::hands && counted_) {
        here.hands[*counted_] /= 10;
        return true;
    }
    if (!is_asking())
        return false;
    const bool committed = here.guess || here.does_not_know || here.chosen;
    here.guess.reset();
    here.chosen.reset();
    here.does_not_know = false;
    return committed || erase_from(here.entry);
}

bool LessonSession::mark(std::vector<int64_t> cell) {
    if (!is_asking() || !asked_->offers.empty())
        return false;
    PageWalk& here = walk_here();
    if (!mark_in(here.entry, asked_->instance.scene, asked_->instance.question, std::move(cell)))
        return false;
    here.guess.reset();
    here.does_not_know = false;
    return true;
}

bool LessonSession::choose(std::size_t offer) {
    if (!asked_ || offer >= asked_->offers.size() || at_summary_)
        return false;
    PageWalk& here = walk_here();
    if (is_asking()) {
        here.guess.reset();
        here.does_not_know = false;
        here.chosen = offer;
        return true;
    }
    const auto& idea = asked_->offers[offer].idea;
    if (here.phase != PagePhase::revealed || !idea || !idea->figure)
        return false;
    looked_at_ = idea;
    here.plays_idea = true;
    return true;
}

Walked LessonSession::commit() {
    if (entry_ == LessonEntry::page)
        return type_page('\n') ? Walked::page : Walked::nothing;
    if (entry_ == LessonEntry::hands) {
        count_hands();
        return Walked::nothing;
    }
    if (!is_asking() || walk().guess || walk().does_not_know)
        return next();
    if (walk().entry.is_empty() && !walk().chosen)
        return mode_ == LessonMode::in_class ? next() : Walked::unreadable;
    if (mode_ == LessonMode::alone)
        return reveal();
    return take_guess() ? Walked::nothing : Walked::unreadable;
}

Walked LessonSession::does_not_know() {
    if (!is_asking())
        return Walked::nothing;
    PageWalk& here = walk_here();
    here.entry = {};
    here.guess.reset();
    here.chosen.reset();
    here.does_not_know = true;
    if (mode_ == LessonMode::in_class)
        return Walked::nothing;
    reveal();
    here.committed_by_reveal = true;
    return Walked::unknown;
}

void LessonSession::count_hands() {
    if (mode_ != LessonMode::in_class || !is_asking() || asked_->offers.empty())
        return;
    PageWalk& here = walk_here();
    here.hands.resize(asked_->offers.size(), 0);
    counted_ = entry_ == LessonEntry::hands && counted_ ? *counted_ + 1 : 0;
    entry_ = LessonEntry::hands;
    if (*counted_ >= here.hands.size())
        leave_entry();
    else
        here.hands[*counted_] = 0;
}

bool LessonSession::type_hands(char digit) {
    if (digit == ' ' || digit == ',') {
        count_hands();
        return true;
    }
    if (digit < '0' || digit > '9')
        return false;
    int& hands = walk_here().hands[*counted_];
    hands = std::min(hands * 10 + (digit - '0'), max_hands);
    return true;
}

void LessonSession::go_to_page() {
    const bool was = entry_ == LessonEntry::page;
    leave_entry();
    if (!was)
        entry_ = LessonEntry::page;
}

/// Goes there as soon as no further digit could follow; at a line's end at once.
bool LessonSession::type_page(char digit) {
    const bool ends = digit == '\n';
    if (!ends && (digit < '0' || digit > '9'))
        return false;
    std::string digits = page_digits_;
    if (!ends)
        digits += digit;
    const std::size_t number = digits.empty() || digits.size() > 6 ? 0 : std::stoul(digits);
    if (number > walks_.size() || (ends && number == 0))
        return false;
    if (ends || (number > 0 && number * 10 > walks_.size()))
        to_page(number - 1);
    else
        page_digits_ = digits == "0" ? "" : digits;
    return true;
}

void LessonSession::leave_entry() {
    entry_ = LessonEntry::none;
    page_digits_.clear();
    counted_.reset();
}

} // namespace convlens
