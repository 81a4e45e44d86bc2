// Words for error lines: what a mistyped word may have meant, and any bytes made fit for one line.
#pragma once

#include "document/names.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace convlens {

/// The candidate with the fewest typing mistakes (left out, put in, exchanged, swapped) between it and
/// `word`, if those are few for its length; else empty. Cost O(candidates * length²), lengths over 64 match
/// nothing.
std::string_view nearest_word(std::string_view word, std::span<const std::string_view> candidates);

/// Valid UTF-8 on one line: control characters become spaces, malformed bytes '?', and what is longer than
/// `max_bytes` is cut in its middle.
std::string one_line(std::string_view text, std::size_t max_bytes);

/// The names of a table.
template <class Enum> std::vector<std::string_view> words_of(Names<Enum> names) {
    std::vector<std::string_view> words;
    for (const auto& entry : names)
        words.push_back(entry.first);
    return words;
}

std::string joined(std::span<const std::string_view> words, std::string_view separator);

} // namespace convlens
