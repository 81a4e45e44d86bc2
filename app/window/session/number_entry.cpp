// There is no caret to move: arrows go to the neighbour, as in a table.
#include "window/session/number_entry.h"

namespace convlens {
namespace {

std::string utf8(char32_t c) {
    std::string bytes;
    const auto put = [&](char32_t bits) { bytes += static_cast<char>(static_cast<unsigned char>(bits)); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0 | (c >> 6));
        put(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        put(0xE0 | (c >> 12));
        put(0x80 | ((c >> 6) & 0x3F));
        put(0x80 | (c & 0x3F));
    } else {
        put(0xF0 | (c >> 18));
        put(0x80 | ((c >> 12) & 0x3F));
        put(0x80 | ((c >> 6) & 0x3F));
        put(0x80 | (c & 0x3F));
    }
    return bytes;
}

} // namespace

void NumberEntry::open(Tag tag, Vec2 middle, const std::string& value) {
    *this = {tag, middle, value, true, false};
}

void NumberEntry::type(char32_t character) {
    if (character < 0x20 || character == 0x7F || character > 0x10FFFF)
        return;
    if (selected)
        text.clear();
    selected = false;
    const std::string bytes = utf8(character);
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
        while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0) == 0x80)
            text.pop_back();
        if (!text.empty())
            text.pop_back();
        return {};
    }
    return {};
}

} // namespace convlens
