// Undo and redo of whole Documents, by gesture.
#pragma once

#include "document/document.h"

#include <cstdint>
#include <vector>

namespace convlens {

class History {
public:
    static constexpr std::size_t max_entries = 500; // the oldest goes

    explicit History(Document first);

    const Document& current() const { return entries_[at_].document; }
    /// Equal to current: nothing. The same gesture as the current entry's: overwritten (if that was not the
    /// first). Else a new entry, and what could be redone is gone. Returns whether anything changed.
    bool edit(const Document& draft, uint64_t gesture);
    bool can_undo() const { return at_ > 0; }
    bool can_redo() const { return at_ + 1 < entries_.size(); }
    bool undo();
    bool redo();

private:
    struct Entry {
        Document document;
        uint64_t gesture;
    };
    std::vector<Entry> entries_;
    std::size_t at_ = 0;
};

} // namespace convlens
