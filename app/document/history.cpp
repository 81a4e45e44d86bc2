// Undo and redo as a list of whole figures; large data inside them is shared.
#include "document/history.h"

#include <utility>

namespace convlens {

History::History(Figure first) {
    entries_.push_back({std::move(first), 0});
}

bool History::edit(const Figure& draft, uint64_t gesture) {
    if (draft == current())
        return false;
    entries_.resize(at_ + 1, entries_.front());
    if (at_ > 0 && entries_[at_].gesture == gesture) {
        // A gesture that came back to where it began leaves nothing to undo.
        if (draft == entries_[at_ - 1].figure) {
            entries_.pop_back();
            --at_;
        } else {
            entries_[at_].figure = draft;
        }
        return true;
    }
    entries_.push_back({draft, gesture});
    if (entries_.size() > max_entries)
        entries_.erase(entries_.begin());
    at_ = entries_.size() - 1;
    return true;
}

bool History::undo() {
    if (!can_undo())
        return false;
    --at_;
    return true;
}

bool History::redo() {
    if (!can_redo())
        return false;
    ++at_;
    return true;
}

} // namespace convlens
