// A Markdown file as the blocks that lessons are made of: the one place that knows cmark.
#pragma once

#include "lesson/issues.h"
#include "lesson/lesson.h"

#include <string>
#include <string_view>
#include <vector>

namespace convlens {

struct MarkdownBlock {
    enum class Kind { heading, paragraph, item, picture, fence };
    Kind kind = Kind::paragraph;
    int level = 0;                 // heading: 1 or 2
    std::vector<Piece> pieces;     // heading, paragraph, item
    std::string path, description; // picture
    std::string fence, text;       // fence: the word behind it; its lines
    TextPlace place;               // fence: of its first line's text
    TextPlace opening;             // fence: of the line that opens it
};

/// What lessons do not have (HTML, quotations, deeper headings, an unclosed fence) is an issue and left out.
/// Lines end with \n. `first_line` is the number of the text's first line in its file.
std::vector<MarkdownBlock> read_markdown(std::string_view text, std::size_t first_line, Language language,
                                         LessonIssues& issues);

/// The words of pieces, formulas as their TeX.
std::string plain_text(const std::vector<Piece>& pieces);

} // namespace convlens
