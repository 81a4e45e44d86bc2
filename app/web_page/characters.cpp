// Characters find their fonts as in the typesetter: what no font has is drawn as U+FFFD or "?".
#include "web_page/characters.h"

#include "i18n/utf8.h"

#include <variant>

namespace convlens {

PageCharacters::PageCharacters(Typesetter& typesetter)
    : typesetter_(typesetter), of_fonts_(typesetter.font_count()) {}

void PageCharacters::add(const Frame& frame) {
    for (const Item& item : frame.items)
        if (const Label* const label = std::get_if<Label>(&item.shape))
            add(label->text, label->face);
}

void PageCharacters::add(std::string_view text, Face face) {
    while (!text.empty())
        add(take_character(text), face);
}

void PageCharacters::add(char32_t character, Face face) {
    if (!seen_[static_cast<std::size_t>(face)].insert(character).second)
        return;
    for (const char32_t drawn : {character, replacement_character, char32_t{'?'}})
        if (const int font = typesetter_.font_with(drawn, face); font >= 0) {
            of_fonts_[static_cast<std::size_t>(font)].insert(drawn);
            if (drawn == character)
                return;
        }
}

} // namespace convlens
