// Which characters a page has from which font file, so that no more of each goes into the page.
#pragma once

#include "picture/frame.h"
#include "picture/typesetter.h"

#include <array>
#include <cstddef>
#include <set>
#include <string_view>
#include <vector>

namespace convlens {

class PageCharacters {
public:
    /// The typesetter outlives this.
    explicit PageCharacters(Typesetter& typesetter);

    /// All of the frame's labels.
    void add(const Frame& frame);
    /// UTF-8 in this face.
    void add(std::string_view text, Face face);

    /// Of Typesetter::font(font).
    const std::set<char32_t>& of(std::size_t font) const { return of_fonts_[font]; }

private:
    void add(char32_t character, Face face);

    Typesetter& typesetter_;
    std::array<std::set<char32_t>, 4> seen_; // of each Face
    std::vector<std::set<char32_t>> of_fonts_;
};

} // namespace convlens
