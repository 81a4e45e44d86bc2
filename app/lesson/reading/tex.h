// A formula: a small part of TeX's mathematics (docs/LESSONS.md lists it) as a tree. Knows nothing of how it
// looks; scene/base/tex.h sets it.
#pragma once

#include "i18n/error.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace convlens {

/// What a part is to its neighbours; the spaces between parts follow from it (The TeXbook, chapter 18).
enum class TexClass : uint8_t {
    ordinary,
    operation, // a sum, max
    binary,
    relation,
    open,
    close,
    punctuation,
    inner // a fraction, what stands between brackets that grow
};

struct TexNode {
    enum class Kind : uint8_t {
        row,      // children side by side
        letter,   // text: one letter of a variable
        symbol,   // text: a digit or a sign
        name,     // text: max, min, mod
        words,    // text: of \text
        space,    // mu: how wide
        fraction, // children: above, below
        root,     // children: what it is of, its degree (an empty row where there is none)
        accent,   // text: "hat" or "tilde"; children: what bears it
        scripts,  // children: base, below, above (empty rows where there are none); primes are above
        fence,    // text and closing: brackets that grow; children: a row
        matrix    // children: cells row by row, `columns` a row
    };
    Kind kind = Kind::row;
    TexClass part = TexClass::ordinary;
    bool upright = false; // a letter within \mathrm
    std::string text;     // UTF-8, as it is shown
    std::string closing;  // fence
    int mu = 0;           // space: 18ths of an em
    int columns = 0;      // matrix
    std::vector<TexNode> children;
    bool operator==(const TexNode&) const = default;
};

struct TexIssue {
    std::size_t column = 1; // from 1, in bytes of the whole formula, its ends of lines too
    Error error;
};

struct TexText {
    TexNode tree; // a row; empty where there is an issue
    std::optional<TexIssue> issue;
};

/// At most limits::tex_bytes, tex_depth and tex_nodes. Nothing throws.
TexText read_tex(std::string_view tex);

} // namespace convlens
