// A span is looked for on its line, for cmark's columns of inlines are near, not exact.
#include "lesson/reading/source_place.h"

#include <algorithm>
#include <optional>

namespace convlens {
namespace {

using Lines = std::vector<std::string_view>;

/// From `at` through the lines until `offset` bytes of the span are read; nothing where the file reads
/// differently. A blank of the span may be an end of line with what the next one is indented by.
std::optional<TextPlace> walked(const Lines& lines, TextPlace at, std::string_view span, std::size_t offset) {
    std::size_t line = at.line - 1, column = at.column - 1;
    for (std::size_t i = 0; i < offset; ++i) {
        if (line >= lines.size())
            return std::nullopt;
        if (column < lines[line].size() && lines[line][column] == span[i]) {
            ++column;
        } else if (column >= lines[line].size() && span[i] == ' ' && line + 1 < lines.size()) {
            ++line;
            column = std::min(lines[line].find_first_not_of(" \t"), lines[line].size());
        } else {
            return std::nullopt;
        }
    }
    return TextPlace{line + 1, column + 1};
}

std::size_t distance(std::size_t a, std::size_t b) {
    return a > b ? a - b : b - a;
}

} // namespace

std::vector<std::string_view> lines_of(std::string_view text) {
    Lines lines;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

TextPlace place_in_span(const Lines& lines, TextPlace begin, std::string_view span, std::size_t offset) {
    const TextPlace fallback{begin.line, begin.column + offset};
    if (begin.line > lines.size())
        return fallback;
    const std::string_view line = lines[begin.line - 1];
    std::optional<TextPlace> nearest;
    for (std::size_t tick = line.find('`'); tick != std::string_view::npos; tick = line.find('`', tick + 1))
        for (const std::size_t column : {tick + 2, tick + 3}) { // behind the tick, or a blank that is dropped
            const TextPlace place{begin.line, column};
            const bool nearer =
                !nearest || distance(column, begin.column) < distance(nearest->column, begin.column);
            if (nearer && walked(lines, place, span, span.size()))
                nearest = place;
        }
    return nearest ? walked(lines, *nearest, span, offset).value_or(fallback) : fallback;
}

TextPlace place_in_fence(const Lines& lines, TextPlace begin, std::string_view block, std::size_t offset) {
    const std::string_view before = block.substr(0, offset);
    const auto down = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
    const std::size_t start = before.rfind('\n') + 1; // npos + 1 is 0
    const std::string_view own = block.substr(start, block.find('\n', start) - start);
    const std::size_t line = begin.line + down;
    const bool is_there = line <= lines.size() && lines[line - 1].ends_with(own);
    const std::size_t indent = is_there ? lines[line - 1].size() - own.size() : 0;
    return {line, indent + offset - start + 1};
}

} // namespace convlens
