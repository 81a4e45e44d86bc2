// Where a byte of a code span or of a fenced block lies in the Markdown file, which breaks lines and indents
// them where the text that was read has neither.
#pragma once

#include "lesson/place.h"

#include <string_view>
#include <vector>

namespace convlens {

/// The lines of a file without their ends, each a \n.
std::vector<std::string_view> lines_of(std::string_view text);

/// Byte `offset` of a code span that reads as `span` and begins near `begin`.
TextPlace place_in_span(const std::vector<std::string_view>& lines, TextPlace begin, std::string_view span,
                        std::size_t offset);

/// Byte `offset` of a fenced block that reads as `block`; `begin` is its first line.
TextPlace place_in_fence(const std::vector<std::string_view>& lines, TextPlace begin, std::string_view block,
                         std::size_t offset);

} // namespace convlens
