// Undo and redo of whole figures, by gesture.
#pragma once

#include "document/figure.h"

#include <cstdint>
#include <vector>

namespace convlens {

class History {
public:
    static constexpr std::size_t max_entries = 500; // the oldest goes

    explicit History(Figure first);

    const Figure& current() const { return entries_[at_].figure; }
    /// Equal to current: nothing. The same gesture as the current entry's: overwritten (if that was not the
    /// first). Else a new entry, and what could be redone is gone. Returns whether anything changed.
    bool edit(const Figure& draft, uint64_t gesture);
    bool can_undo() const { return at_ > 0; }
    bool can_redo() const { return at_ + 1 < entries_.size(); }
    bool undo();
    bool redo();

private:
    struct Entry {
        Figure figure;
        uint64_t gesture;
    };
    std::vector<Entry> entries_;
    std::size_t at_ = 0;
};

} // namespace convlens
