// A reader of what the generated programs have, not of all Python: strings end on their line.
#include "scene/lens/code/colors.h"

#include "i18n/utf8.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace convlens {
namespace {

bool is_name(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || (c & 0x80) != 0;
}
bool is_digit(char c) {
    return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

std::size_t string_end(std::string_view line, std::size_t from) {
    const std::size_t close = line.find(line[from], from + 1);
    return close == std::string_view::npos ? line.size() : close + 1;
}

/// `name=` within brackets, and not `name ==` or an assignment at the beginning of a line.
bool names_an_argument(std::string_view line, std::size_t end, int depth) {
    return depth > 0 && end < line.size() && line[end] == '=' &&
           (end + 1 == line.size() || line[end + 1] != '=');
}

/// A line's code, without blanks at its end, and its comment.
std::pair<std::string, std::string> code_and_comment(const std::string& line) {
    const std::vector<CodePiece> pieces = code_pieces(line);
    const bool commented = !pieces.empty() && pieces.back().kind == CodePiece::Kind::comment;
    const std::string comment = commented ? pieces.back().text : std::string();
    std::string code = line.substr(0, line.size() - comment.size());
    code.resize(code.find_last_not_of(' ') + 1);
    return {code, comment};
}

void break_code(std::vector<std::string>& result, std::string rest, std::size_t own, std::size_t columns) {
    const std::string indent(std::min(own + 4, columns / 2), ' ');
    while (character_count(rest) > columns) {
        std::size_t cut = first_characters(rest, columns).size();
        const std::size_t space = rest.rfind(' ', cut);
        if (space != std::string::npos && space > indent.size())
            cut = space;
        result.push_back(rest.substr(0, cut));
        const std::size_t next = rest.find_first_not_of(' ', cut);
        rest.erase(0, std::min(next, rest.size()));
        if (!rest.empty())
            rest.insert(0, indent);
    }
    result.push_back(rest);
}

std::string shortened(const std::string& line, std::size_t columns) {
    if (character_count(line) <= columns)
        return line;
    return std::string(first_characters(line, columns - 1)) + "…";
}

} // namespace

std::vector<CodePiece> code_pieces(std::string_view line) {
    std::vector<CodePiece> pieces;
    const auto add = [&](CodePiece::Kind kind, std::string_view text) {
        if (!pieces.empty() && pieces.back().kind == kind)
            pieces.back().text += text;
        else if (!text.empty())
            pieces.push_back({kind, std::string(text)});
    };
    // A line that goes on from the one before is within brackets, too.
    int depth = line.starts_with(' ') ? 1 : 0;
    for (std::size_t at = 0; at < line.size();) {
        const char c = line[at];
        std::size_t end = at + 1;
        auto kind = CodePiece::Kind::plain;
        if (c == '#') {
            end = line.size();
            kind = CodePiece::Kind::comment;
        } else if (c == '"' || c == '\'') {
            end = string_end(line, at);
            kind = CodePiece::Kind::string;
        } else if (is_digit(c)) {
            while (end < line.size() && (is_name(line[end]) || line[end] == '.'))
                ++end;
            kind = CodePiece::Kind::number;
        } else if (is_name(c)) {
            while (end < line.size() && is_name(line[end]))
                ++end;
            if (names_an_argument(line, end, depth))
                kind = CodePiece::Kind::argument;
        }
        depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
        add(kind, line.substr(at, end - at));
        at = end;
    }
    return pieces;
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return lines;
}

std::vector<std::string> broken(const std::vector<std::string>& lines, std::size_t columns) {
    std::vector<std::string> result;
    for (const std::string& line : lines) {
        if (character_count(line) <= columns) {
            result.push_back(line);
            continue;
        }
        const std::size_t own = std::min(line.find_first_not_of(' '), line.size());
        const auto [code, comment] = code_and_comment(line);
        if (!code.empty())
            break_code(result, code, own, columns);
        if (!comment.empty())
            result.push_back(shortened(std::string(std::min(own, columns / 2), ' ') + comment, columns));
    }
    return result;
}

} // namespace convlens
