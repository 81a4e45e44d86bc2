// There is no caret to move: arrows go to the neighbour, as in a table.
#include "window/session/number_entry.h"

#include "i18n/utf8.h"

namespace convlens {
void NumberEntry::open(Tag tag, Vec2 middle, const std::string& value) {
    *this = {tag, middle, value, true, false};
}

void NumberEntry::type(char32_t character) {
    if (character < 0x20 || character == 0x7F || character > 0x10FFFF)
        return;
    if (selected)
        text.clear();
    selected = false;
    std::string bytes;
    append_utf8(bytes, character);
    if (text.size() + bytes.size() <= max_bytes)
        text += bytes;
    changed = true;
}

EntryStep NumberEntry::press(EntryKey key) {
    const auto committed = [](EntryMove move) { return EntryStep{EntryEnd::committed, move}; };
    switch (key) {
    case EntryKey::enter:
    case EntryKey::down:
        return committed(EntryMove::down);
    case EntryKey::tab:
        return committed(EntryMove::next);
    case EntryKey::back_tab:
        return committed(EntryMove::previous);
    case EntryKey::up:
        return committed(EntryMove::up);
    case EntryKey::left:
        return committed(EntryMove::left);
    case EntryKey::right:
        return committed(EntryMove::right);
    case EntryKey::escape:
        return {EntryEnd::cancelled, EntryMove::none};
    case EntryKey::select_all:
        selected = true;
        return {};
    case EntryKey::backspace:
        changed = true;
        if (selected)
            text.clear();
        selected = false;
        while (!text.empty() && continues_character(text.back()))
            text.pop_back();
        if (!text.empty())
            text.pop_back();
        return {};
    }
    return {};
}

} // namespace convlens
