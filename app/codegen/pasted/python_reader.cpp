// One pass over the text by a cursor; nesting is limited, so that any text is read in linear time.
#include "codegen/pasted/python_reader.h"

#include "codegen/pasted/python_arithmetic.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

namespace convlens::python {
namespace {

constexpr int deepest = 8; // brackets of a value in one another

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool starts_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}
bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\\';
}
bool ends_value(char c) {
    return c == ',' || c == ')' || c == ']' || c == '}';
}

Value number_of(std::string_view text) {
    Value value;
    value.text = text;
    const std::string_view digits = text;
    const char* const end = digits.data() + digits.size();
    const auto read = std::from_chars(digits.data(), end, value.number);
    if (read.ec != std::errc() || read.ptr != end)
        return value;
    value.kind = Value::Kind::number;
    int64_t whole = 0;
    const auto read_whole = std::from_chars(digits.data(), end, whole);
    if (read_whole.ec == std::errc() && read_whole.ptr == end)
        value.whole = whole;
    return value;
}

} // namespace

std::string_view Reader::last_part(std::string_view name) {
    const std::size_t point = name.rfind('.');
    return point == std::string_view::npos ? name : name.substr(point + 1);
}

void Reader::skip_blank() {
    while (!at_end()) {
        if (is_blank(peek()))
            ++at_;
        else if (peek() == '#')
            at_ = std::min(text_.find('\n', at_), text_.size());
        else
            return;
    }
}

/// Past a string; its content. One that is not closed ends with its line, a triple one with the text.
std::string_view Reader::string() {
    const char quote = peek();
    const bool triple = peek(1) == quote && peek(2) == quote;
    at_ += triple ? 3 : 1;
    const std::size_t begin = at_;
    while (!at_end()) {
        if (peek() == '\\') {
            at_ = std::min(at_ + 2, text_.size());
            continue;
        }
        if (!triple && peek() == '\n')
            return text_.substr(begin, at_ - begin);
        if (peek() == quote && (!triple || (peek(1) == quote && peek(2) == quote))) {
            const std::string_view content = text_.substr(begin, at_ - begin);
            at_ += triple ? 3 : 1;
            return content;
        }
        ++at_;
    }
    return text_.substr(begin);
}

std::string_view Reader::name() {
    const std::size_t begin = at_;
    while (starts_name(peek()) || is_digit(peek()) || (peek() == '.' && starts_name(peek(1))))
        ++at_;
    return text_.substr(begin, at_ - begin);
}

std::string_view Reader::next_called() {
    while (!at_end()) {
        skip_blank();
        const char c = peek();
        if (c == '"' || c == '\'') {
            string();
        } else if (starts_name(c)) {
            const std::size_t begin = at_;
            const std::string_view name = this->name();
            skip_blank();
            if (peek() == '(') {
                ++at_;
                if (!defines_)
                    return name;
                defines_ = false;
                parameters();
            } else {
                note_name(name, begin);
            }
        } else if (is_digit(c)) { // "2d" is no name
            while (is_digit(peek()) || starts_name(peek()))
                ++at_;
        } else if (!at_end()) {
            if (c == '(' || c == '[' || c == '{')
                ++open_;
            else if (ends_value(c) && c != ',' && open_ > 0)
                --open_;
            ++at_;
        }
    }
    return {};
}

/// A name that calls nothing: a keyword, or one that gets a value.
void Reader::note_name(std::string_view name, std::size_t begin) {
    if (is_looping_ && name != "in")
        names_.erase(name);
    is_looping_ = name == "for" || (is_looping_ && name != "in");
    if (name == "def") {
        defines_ = true;
        open_ = 0;
        return;
    }
    if (open_ > 0 || peek() == '\0')
        return;
    if (peek() == '=' && peek(1) != '=') {
        while (begin > 0 && (text_[begin - 1] == ' ' || text_[begin - 1] == '\t'))
            --begin;
        ++at_;
        names_.erase(name);
        if (begin == 0 || text_[begin - 1] == '\n' || text_[begin - 1] == ';')
            assign(name);
    } else if (std::string_view("+-*/%").find(peek()) != std::string_view::npos &&
               (peek(1) == '=' || (peek() == peek(1) && peek(2) == '='))) {
        names_.erase(name);
    }
}

/// Up to the line's end; what is written there is then read for its calls.
void Reader::assign(std::string_view name) {
    constexpr std::size_t max_items = 16; // of a list that is kept
    const std::string_view line =
        text_.substr(at_, std::min(text_.find_first_of("\n;", at_), text_.size()) - at_);
    Reader reader(line, this->outer_);
    reader.names_.swap(names_);
    Value value = reader.whole_value();
    names_.swap(reader.names_);
    const bool is_flat = std::none_of(value.items.begin(), value.items.end(),
                                      [](const Value& item) { return item.kind == Value::Kind::list; });
    if (value.kind != Value::Kind::other && is_flat && value.items.size() <= max_items)
        names_.insert_or_assign(name, std::move(value));
}

/// Of a function that is defined: "kernel_size: int = 3".
void Reader::parameters() {
    while (true) {
        skip_blank();
        if (at_end())
            return;
        if (ends_value(peek())) {
            if (text_[at_++] == ',')
                continue;
            return;
        }
        const std::string_view name = this->name();
        skip_blank();
        for (int open = 0; !at_end() && peek() != '=' && (open > 0 || !ends_value(peek())); ++at_)
            open += peek() == '[' || peek() == '(' ? 1 : peek() == ']' || peek() == ')' ? -1 : 0;
        names_.erase(name);
        if (peek() == '=') {
            ++at_;
            Value value = this->value(0);
            if (value.kind != Value::Kind::other && value.items.empty())
                names_.insert_or_assign(name, std::move(value));
        }
    }
}

std::optional<CallText> Reader::applied_call() {
    const std::size_t before = at_;
    skip_blank();
    if (peek() != '(') {
        at_ = before;
        return {};
    }
    ++at_;
    return arguments_of({});
}

CallText Reader::arguments_of(std::string_view name) {
    CallText call;
    call.name = name;
    call.at = name.empty() ? at_ : static_cast<std::size_t>(name.data() - text_.data());
    while (true) {
        skip_blank();
        if (at_end()) {
            call.closed = false;
            return call;
        }
        if (ends_value(peek())) {
            if (text_[at_++] == ',')
                continue;
            return call;
        }
        Argument argument;
        const std::size_t begin = at_;
        while (starts_name(peek()) || is_digit(peek()))
            ++at_;
        const std::string_view word = text_.substr(begin, at_ - begin);
        skip_blank();
        if (!word.empty() && starts_name(word.front()) && peek() == '=' && peek(1) != '=') {
            ++at_;
            argument.name = word;
        } else {
            at_ = begin;
        }
        argument.value = value(0);
        call.arguments.push_back(std::move(argument));
    }
}

/// What the argument's end follows; else all up to there as text.
Value Reader::value(int depth) {
    skip_blank();
    const std::size_t begin = at_;
    Value value = sum(depth);
    const std::size_t end = at_;
    skip_blank();
    if (value.kind != Value::Kind::other && (at_end() || ends_value(peek()))) {
        if (value.kind != Value::Kind::string)
            value.text = text_.substr(begin, end - begin);
        return value;
    }
    skip_to_end_of_value();
    Value other;
    other.text = text_.substr(begin, at_ - begin);
    other.unknown = value.unknown;
    while (!other.text.empty() && is_blank(other.text.back()))
        other.text.remove_suffix(1);
    return other;
}

Value Reader::whole_value() {
    Value value = this->value(0);
    return at_end() ? value : Value{};
}

Value Reader::sum(int depth) {
    Value value = product(depth);
    for (skip_blank(); peek() == '+' || peek() == '-'; skip_blank()) {
        const std::string_view sign = text_.substr(at_++, 1);
        value = combined(sign, value, product(depth));
    }
    return value;
}

Value Reader::product(int depth) {
    Value value = signed_value(depth);
    for (skip_blank(); peek() == '*' || peek() == '/' || peek() == '%'; skip_blank()) {
        const std::string_view sign = text_.substr(at_, peek() == '/' && peek(1) == '/' ? 2 : 1);
        at_ += sign.size();
        value = combined(sign, value, signed_value(depth));
    }
    return value;
}

Value Reader::signed_value(int depth) {
    skip_blank();
    bool is_negative = false, has_sign = false;
    for (; peek() == '-' || peek() == '+'; skip_blank()) {
        is_negative ^= text_[at_++] == '-';
        has_sign = true;
    }
    const Value value = power(depth);
    if (has_sign && value.kind != Value::Kind::number && value.kind != Value::Kind::other)
        return {};
    return is_negative ? negated(value) : value;
}

Value Reader::power(int depth) {
    Value value = atom(depth);
    skip_blank();
    if (peek() != '*' || peek(1) != '*' || depth >= deepest)
        return value;
    at_ += 2;
    skip_blank();
    const bool is_negative = peek() == '-';
    at_ += is_negative ? 1 : 0;
    const Value exponent = power(depth + 1);
    return combined("**", value, is_negative ? negated(exponent) : exponent);
}

Value Reader::atom(int depth) {
    skip_blank();
    const char c = peek();
    if (c == '"' || c == '\'') {
        Value value;
        value.kind = Value::Kind::string;
        value.text = string();
        return value;
    }
    if ((c == '(' || c == '[') && depth < deepest)
        return list(depth);
    if (is_digit(c) || (c == '.' && is_digit(peek(1))))
        return number();
    return starts_name(c) ? named(depth) : Value{};
}

Value Reader::number() {
    const std::size_t begin = at_;
    while (
        starts_name(peek()) || is_digit(peek()) || peek() == '.' ||
        ((peek() == '-' || peek() == '+') && at_ > begin && (text_[at_ - 1] == 'e' || text_[at_ - 1] == 'E')))
        ++at_;
    std::string_view digits = text_.substr(begin, at_ - begin);
    if (digits.ends_with('L')) // Python 2
        digits.remove_suffix(1);
    return number_of(digits);
}

/// A word that Python knows, or a name with its value.
Value Reader::named(int depth) {
    const std::string_view word = name();
    const std::string_view rest = text_.substr(at_);
    Value value;
    value.text = word;
    const bool is_float = word == "float" && (rest.starts_with("('inf')") || rest.starts_with("(\"inf\")"));
    if (is_float)
        at_ += 7;
    else if (word == "int" && rest.starts_with("(") && depth < deepest)
        return truncated(list(depth));
    else if (last_part(word) != "inf" && peek() == '(')
        return value;
    if (is_float || last_part(word) == "inf") {
        value.kind = Value::Kind::number;
        value.number = std::numeric_limits<double>::infinity();
        return value;
    }
    if (word == "True" || word == "False") {
        value.kind = Value::Kind::boolean;
        value.number = word == "True" ? 1 : 0;
        return value;
    }
    if (word == "None") {
        value.kind = Value::Kind::none;
        return value;
    }
    for (const VariableNames* const names : {&std::as_const(names_), outer_})
        if (names != nullptr)
            if (const auto known = names->find(word); known != names->end())
                return known->second;
    value.unknown = word;
    return value;
}

/// Brackets around one value alone are that value.
Value Reader::list(int depth) {
    Value value;
    value.kind = Value::Kind::list;
    const std::size_t begin = at_;
    const bool is_square = text_[at_++] == '[';
    bool has_comma = false;
    while (true) {
        skip_blank();
        if (at_end())
            break;
        if (ends_value(peek())) {
            const char c = text_[at_++];
            has_comma |= c == ',';
            if (c == ',')
                continue;
            break;
        }
        value.items.push_back(this->value(depth + 1));
    }
    value.text = text_.substr(begin, at_ - begin);
    if (!is_square && !has_comma && value.items.size() == 1) {
        Value one = std::move(value.items.front());
        return one;
    }
    return value;
}

void Reader::skip_to_end_of_value() {
    int open = 0;
    while (!at_end()) {
        skip_blank();
        const char c = peek();
        if (open == 0 && ends_value(c))
            return;
        if (c == '"' || c == '\'') {
            string();
            continue;
        }
        if (c == '(' || c == '[' || c == '{')
            ++open;
        else if (ends_value(c) && c != ',')
            --open;
        if (!at_end())
            ++at_;
    }
}

Value evaluated(std::string_view text, const VariableNames& names) {
    return Reader(text, &names).whole_value();
}

} // namespace convlens::python
