// A reader by descent: rows of atoms, an atom with its scripts. The first thing that is wrong ends it.
#include "lesson/reading/tex.h"

#include "i18n/utf8.h"
#include "input/limits.h"
#include "lesson/reading/tex_symbols.h"

#include <algorithm>
#include <cstdio>
#include <utility>

namespace convlens {
namespace {

using Kind = TexNode::Kind;

constexpr bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
constexpr bool is_blank(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/// What ends a row; whoever reads the row knows whether it is the right one.
bool ends_row(std::string_view token) {
    for (const std::string_view end :
         {"", "}", "&", R"(\\)", "\\right", "\\rfloor", "\\rceil", "\\rvert", "\\end"})
        if (token == end)
            return true;
    return false;
}

[[noreturn]] void refuse(std::size_t at, std::string key, Error::Values values = {}) {
    throw TexIssue{at + 1, Error(Error::Fault::request, std::move(key), std::move(values), "")};
}

/// A character for a message, also one that cannot be seen.
std::string shown(std::string_view character) {
    const auto first = static_cast<unsigned char>(character.front());
    if (first >= 0x20 && first != 0x7F)
        return std::string(character);
    char code[8];
    std::snprintf(code, sizeof code, "U+%04X", static_cast<unsigned>(first));
    return code;
}

class TexReader {
public:
    explicit TexReader(std::string_view tex) : tex_(tex) {}

    TexNode read() {
        validate_text();
        TexNode row = read_row();
        const Token end = peek();
        if (is_cell_mark(end.text))
            refuse(end.at, "tex.outside_matrix", {{"value", std::string(end.text)}});
        if (!end.text.empty())
            refuse(end.at, "tex.closes_nothing", {{"value", std::string(end.text)}});
        return row;
    }

private:
    struct Token {
        std::string_view text; // empty at the end
        std::size_t at = 0;
    };

    /// One level deeper for as long as it lives.
    class Level {
    public:
        explicit Level(TexReader& reader) : reader_(reader) {
            if (++reader_.depth_ > limits::tex_depth)
                refuse(reader_.peek().at, "tex.too_deep", {{"limit", std::to_string(limits::tex_depth)}});
        }
        Level(const Level&) = delete;
        Level& operator=(const Level&) = delete;
        ~Level() { --reader_.depth_; }

    private:
        TexReader& reader_;
    };

    static bool is_cell_mark(std::string_view token) { return token == "&" || token == R"(\\)"; }

    void validate_text() const {
        if (tex_.size() > static_cast<std::size_t>(limits::tex_bytes))
            refuse(static_cast<std::size_t>(limits::tex_bytes), "tex.too_long",
                   {{"value", std::to_string(tex_.size())}, {"limit", std::to_string(limits::tex_bytes)}});
        for (std::size_t at = 0; at < tex_.size();) {
            const std::size_t length = well_formed_length(tex_.substr(at));
            if (length == 0 || tex_[at] == '\0')
                refuse(at, "tex.not_utf8");
            at += length;
        }
    }

    Token peek() const {
        std::size_t at = at_;
        while (at < tex_.size() && is_blank(tex_[at]))
            ++at;
        if (at == tex_.size() || tex_[at] != '\\')
            return {first_character(tex_.substr(at)), at};
        std::size_t end = at + 1;
        while (end < tex_.size() && is_letter(tex_[end]))
            ++end;
        if (end == at + 1)
            end += first_character(tex_.substr(end)).size();
        return {tex_.substr(at, end - at), at};
    }

    Token take() {
        const Token token = peek();
        at_ = token.at + token.text.size();
        return token;
    }

    TexNode node(Kind kind, TexClass part = TexClass::ordinary) {
        if (++nodes_ > limits::tex_nodes)
            refuse(peek().at, "tex.too_many", {{"limit", std::to_string(limits::tex_nodes)}});
        TexNode made;
        made.kind = kind;
        made.part = part;
        return made;
    }

    /// Up to what ends it, which is left there.
    TexNode read_row(std::string_view end = {}) {
        const Level level(*this);
        TexNode row = node(Kind::row);
        for (Token next = peek(); !ends_row(next.text) && (end.empty() || next.text != end); next = peek())
            row.children.push_back(read_atom());
        return row;
    }

    /// Takes what closes `opening`.
    void expect(std::string_view closing, const Token& opening) {
        const Token token = peek();
        if (token.text.empty())
            refuse(opening.at, "tex.unclosed",
                   {{"value", std::string(opening.text)}, {"expected", std::string(closing)}});
        if (token.text == closing) {
            take();
            return;
        }
        if (is_cell_mark(token.text))
            refuse(token.at, "tex.outside_matrix", {{"value", std::string(token.text)}});
        refuse(token.at, "tex.mismatch",
               {{"value", std::string(token.text)}, {"expected", std::string(closing)}});
    }

    TexNode read_atom() {
        const Token token = peek();
        if (token.text == "_" || token.text == "^" || token.text == "'")
            refuse(token.at, "tex.no_base", {{"value", std::string(token.text)}});
        return with_scripts(read_nucleus());
    }

    TexNode with_scripts(TexNode base) {
        TexNode below, above;
        bool has_below = false, has_above = false;
        for (Token token = peek(); token.text == "_" || token.text == "^" || token.text == "'";
             token = peek()) {
            bool& has = token.text == "_" ? has_below : has_above;
            if (has)
                refuse(token.at, "tex.double_script", {{"value", std::string(token.text)}});
            has = true;
            if (token.text == "_") {
                take();
                below = row_of(read_argument(token));
            } else {
                above = read_above();
            }
        }
        if (!has_below && !has_above)
            return base;
        TexNode scripts = node(Kind::scripts, base.part);
        scripts.children.push_back(std::move(base));
        scripts.children.push_back(std::move(below));
        scripts.children.push_back(std::move(above));
        return scripts;
    }

    /// Primes, and what a ^ behind them has.
    TexNode read_above() {
        TexNode above = node(Kind::row);
        while (peek().text == "'") {
            take();
            TexNode& prime = above.children.emplace_back(node(Kind::symbol));
            prime.text = "′";
        }
        if (peek().text == "^") {
            const Token hat = take();
            TexNode argument = row_of(read_argument(hat));
            std::move(argument.children.begin(), argument.children.end(), std::back_inserter(above.children));
        }
        return above;
    }

    TexNode row_of(TexNode argument) {
        if (argument.kind == Kind::row)
            return argument;
        TexNode row = node(Kind::row);
        row.children.push_back(std::move(argument));
        return row;
    }

    /// A group, or one sign as in x_i.
    TexNode read_argument(const Token& of) {
        const Token token = peek();
        if (ends_row(token.text) || token.text == "_" || token.text == "^" || token.text == "'")
            refuse(of.at, "tex.missing_argument", {{"value", std::string(of.text)}});
        const Level level(*this);
        return read_nucleus();
    }

    TexNode read_nucleus() {
        const Token token = take();
        const char first = token.text.front();
        if (first == '{')
            return read_group(token);
        if (first == '\\')
            return read_command(token);
        if (is_letter(first)) {
            TexNode letter = node(Kind::letter);
            letter.upright = upright_;
            letter.text = token.text;
            return letter;
        }
        if (is_digit(first) || is_decimal_point(token)) {
            TexNode digit = node(Kind::symbol);
            digit.text = token.text;
            return digit;
        }
        if (const TexSymbol* symbol = tex_symbol(token.text))
            return of_symbol(*symbol);
        refuse(token.at, "tex.character", {{"value", shown(token.text)}});
    }

    bool is_decimal_point(const Token& token) const {
        return token.text == "." && token.at > 0 && token.at + 1 < tex_.size() &&
               is_digit(tex_[token.at - 1]) && is_digit(tex_[token.at + 1]);
    }

    TexNode of_symbol(const TexSymbol& symbol) {
        TexNode sign = node(symbol.kind, symbol.part);
        sign.text = symbol.shown;
        return sign;
    }

    TexNode read_group(const Token& opening) {
        TexNode row = read_row();
        expect("}", opening);
        return row;
    }

    TexNode read_command(const Token& token) {
        const std::string_view name = token.text;
        if (name == "\\frac") {
            TexNode fraction = node(Kind::fraction, TexClass::inner);
            fraction.children.push_back(row_of(read_argument(token)));
            fraction.children.push_back(row_of(read_argument(token)));
            return fraction;
        }
        if (name == "\\sqrt")
            return read_root(token);
        if (name == "\\hat" || name == "\\tilde") {
            TexNode accent = node(Kind::accent);
            accent.text = name.substr(1);
            accent.children.push_back(row_of(read_argument(token)));
            return accent;
        }
        if (name == "\\left")
            return read_left(token);
        for (const auto& [opening, closing] :
             {std::pair{"\\lfloor", "\\rfloor"}, {"\\lceil", "\\rceil"}, {"\\lvert", "\\rvert"}})
            if (name == opening)
                return read_fence(token, tex_delimiter(opening), closing);
        if (name == "\\begin")
            return read_matrix(token);
        if (name == "\\text")
            return read_words(token);
        if (name == "\\mathrm")
            return read_upright(token);
        for (const auto& [space, mu] : {std::pair{"\\quad", 18}, {"\\,", 3}, {"\\;", 5}})
            if (name == space) {
                TexNode gap = node(Kind::space);
                gap.mu = mu;
                return gap;
            }
        if (const TexSymbol* symbol = tex_symbol(name))
            return of_symbol(*symbol);
        if (name.size() == 1)
            refuse(token.at, "tex.backslash");
        refuse(token.at, "tex.command",
               {{"value", '\\' + shown(first_characters(name.substr(1), 40))}, {"commands", tex_commands()}});
    }

    TexNode read_root(const Token& token) {
        TexNode root = node(Kind::root);
        TexNode degree;
        if (const Token bracket = peek(); bracket.text == "[") {
            take();
            degree = read_row("]");
            expect("]", bracket);
        }
        root.children.push_back(row_of(read_argument(token)));
        root.children.push_back(std::move(degree));
        return root;
    }

    std::string_view read_delimiter(const Token& of) {
        const Token token = take();
        const std::string_view delimiter = tex_delimiter(token.text);
        if (delimiter.empty())
            refuse(token.text.empty() ? of.at : token.at, "tex.delimiter",
                   {{"value", std::string(of.text)}, {"allowed", tex_delimiters()}});
        return delimiter;
    }

    TexNode read_left(const Token& token) {
        const std::string_view opening = read_delimiter(token);
        TexNode fence = read_fence(token, opening, "\\right");
        constexpr std::string_view right = "\\right"; // which was taken
        fence.closing = read_delimiter({right, at_ - right.size()});
        return fence;
    }

    TexNode read_fence(const Token& token, std::string_view opening, std::string_view closing) {
        TexNode fence = node(Kind::fence, TexClass::inner);
        fence.text = opening;
        fence.closing = tex_delimiter(closing);
        fence.children.push_back(read_row());
        expect(closing, token);
        return fence;
    }

    /// The word in braces behind \begin or \end.
    void read_environment(const Token& token) {
        const std::size_t open = peek().at;
        if (open >= tex_.size() || tex_[open] != '{')
            refuse(token.at, "tex.missing_argument", {{"value", std::string(token.text)}});
        const std::size_t end = tex_.find('}', open);
        if (end == std::string_view::npos)
            refuse(open, "tex.unclosed", {{"value", "{"}, {"expected", "}"}});
        const std::string_view name = tex_.substr(open + 1, end - open - 1);
        if (name != "pmatrix")
            refuse(open + 1, "tex.environment", {{"value", std::string(first_characters(name, 40))}});
        at_ = end + 1;
    }

    TexNode read_matrix(const Token& token) {
        read_environment(token);
        TexNode matrix = node(Kind::matrix, TexClass::inner);
        std::vector<TexNode>& cells = matrix.children;
        int row = 1;
        for (bool closed = false; !closed; ++row) {
            const std::size_t row_at = peek().at;
            std::size_t count = 0;
            Token end;
            do {
                cells.push_back(read_row());
                ++count;
                end = peek();
                if (end.text == "&")
                    take();
            } while (end.text == "&");
            const bool is_last = end.text == "\\end";
            if (is_last && count == 1 && row > 1 && cells.back().children.empty())
                cells.pop_back(); // behind a \\ that ends the last row
            else if (row == 1)
                matrix.columns = static_cast<int>(count);
            else if (count != static_cast<std::size_t>(matrix.columns))
                refuse(row_at, "tex.ragged",
                       {{"row", std::to_string(row)},
                        {"value", std::to_string(count)},
                        {"limit", std::to_string(matrix.columns)}});
            closed = is_last;
            if (end.text == R"(\\)")
                take();
            else
                expect("\\end", {"\\begin{pmatrix}", token.at});
            if (closed)
                read_environment(end);
        }
        return matrix;
    }

    /// Where the braces of \text or \mathrm begin.
    Token take_brace(const Token& token) {
        const Token open = take();
        if (open.text != "{")
            refuse(token.at, "tex.missing_argument", {{"value", std::string(token.text)}});
        return open;
    }

    TexNode read_words(const Token& token) {
        const Token open = take_brace(token);
        TexNode words = node(Kind::words);
        for (std::string_view character; character != "}"; at_ += character.size()) {
            character = first_character(tex_.substr(at_));
            if (character.empty())
                refuse(open.at, "tex.unclosed", {{"value", "{"}, {"expected", "}"}});
            const bool blank = is_blank(character.front());
            const bool control = static_cast<unsigned char>(character.front()) < 0x20 || character == "\x7F";
            if ((control && !blank) ||
                std::string_view("\\{$&#^_%~").find(character) != std::string_view::npos)
                refuse(at_, "tex.in_text", {{"value", shown(character)}});
            if (character != "}")
                words.text += blank ? std::string_view(" ") : character;
        }
        return words;
    }

    TexNode read_upright(const Token& token) {
        const Token open = take_brace(token);
        const bool before = std::exchange(upright_, true);
        TexNode row = read_group(open);
        upright_ = before;
        return row;
    }

    std::string_view tex_;
    std::size_t at_ = 0;
    int64_t depth_ = 0, nodes_ = 0;
    bool upright_ = false; // within \mathrm
};

} // namespace

TexText read_tex(std::string_view tex) {
    try {
        return {TexReader(tex).read(), std::nullopt};
    } catch (TexIssue& issue) {
        return {{}, std::move(issue)};
    }
}

} // namespace convlens
