// The number that is being typed into a cell: its text and what each key does to it. Knows no keyboard and no
// window; keys come in the order in which they were pressed, several of them between two pictures too.
#pragma once

#include "picture/frame.h"

#include <cstdint>
#include <string>

namespace convlens {

enum class EntryKey { enter, tab, back_tab, up, down, left, right, escape, backspace, select_all };

/// Where the next entry opens, as the cells lie on the picture. `next` and `previous` go on in the next
/// row.
enum class EntryMove { none, up, down, left, right, next, previous };

enum class EntryEnd { goes_on, committed, cancelled };
struct EntryStep {
    EntryEnd end = EntryEnd::goes_on;
    EntryMove move = EntryMove::none;
    bool operator==(const EntryStep&) const = default;
};

struct NumberEntry {
    static constexpr std::size_t max_bytes = 48;

    Tag element;           // space none: no entry is open
    Vec2 near;             // middle of its cell when it was opened: the element may be on the picture twice
    std::string text;      // UTF-8
    bool selected = false; // all of it: what is typed replaces it
    bool changed = false;  // otherwise leaving it changes nothing

    bool is_open() const { return element.space != 0; }
    void open(Tag tag, Vec2 middle, const std::string& value);
    void close() { *this = {}; }
    /// Digits, signs and whatever else: what it means is asked at the end. Control characters are none.
    void type(char32_t character);
    EntryStep press(EntryKey key);
};

} // namespace convlens
