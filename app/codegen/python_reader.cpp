// One pass over the text by a cursor; nesting is limited, so that any text is read in linear time.
#include "codegen/python_reader.h"

#include <algorithm>
#include <charconv>
#include <limits>

namespace convlens::python {
namespace {

constexpr int deepest_list = 4; // ((1, 1), (1, 1)) is two deep

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
    std::string_view digits = text;
    if (digits.starts_with('+'))
        digits.remove_prefix(1);
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

std::string_view Reader::next_called() {
    while (!at_end()) {
        skip_blank();
        const char c = peek();
        if (c == '"' || c == '\'') {
            string();
        } else if (starts_name(c)) {
            const std::size_t begin = at_;
            while (starts_name(peek()) || is_digit(peek()) || (peek() == '.' && starts_name(peek(1))))
                ++at_;
            const std::string_view name = text_.substr(begin, at_ - begin);
            skip_blank();
            if (peek() == '(') {
                ++at_;
                return name;
            }
        } else if (is_digit(c)) { // "2d" is no name
            while (is_digit(peek()) || starts_name(peek()))
                ++at_;
        } else if (!at_end()) {
            ++at_;
        }
    }
    return {};
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

/// A literal that the argument's end follows; else all up to there as text.
Value Reader::value(int depth) {
    skip_blank();
    const std::size_t begin = at_;
    Value value = literal(depth);
    skip_blank();
    if (!at_end() && ends_value(peek()) && value.kind != Value::Kind::other)
        return value;
    skip_to_end_of_value();
    Value other;
    other.text = text_.substr(begin, at_ - begin);
    while (!other.text.empty() && is_blank(other.text.back()))
        other.text.remove_suffix(1);
    return other;
}

Value Reader::literal(int depth) {
    const char c = peek();
    if (c == '"' || c == '\'') {
        Value value;
        value.kind = Value::Kind::string;
        value.text = string();
        return value;
    }
    if ((c == '(' || c == '[') && depth < deepest_list)
        return list(depth);
    return number_or_name();
}

Value Reader::list(int depth) {
    Value value;
    value.kind = Value::Kind::list;
    const std::size_t begin = at_++;
    while (true) {
        skip_blank();
        if (at_end())
            break;
        if (ends_value(peek())) {
            if (text_[at_++] == ',')
                continue;
            break;
        }
        value.items.push_back(this->value(depth + 1));
    }
    value.text = text_.substr(begin, at_ - begin);
    return value;
}

Value Reader::number_or_name() {
    const std::size_t begin = at_;
    if (peek() == '-' || peek() == '+')
        ++at_;
    while (
        starts_name(peek()) || is_digit(peek()) || peek() == '.' ||
        ((peek() == '-' || peek() == '+') && at_ > begin && (text_[at_ - 1] == 'e' || text_[at_ - 1] == 'E')))
        ++at_;
    const std::string_view word = text_.substr(begin, at_ - begin);
    Value value;
    value.text = word;
    const bool is_signed = word.starts_with('-') || word.starts_with('+');
    const std::string_view name = word.substr(is_signed ? 1 : 0);
    bool is_infinite = last_part(name) == "inf" && starts_name(name.front());
    const std::string_view rest = text_.substr(at_);
    if (name == "float" && (rest.starts_with("('inf')") || rest.starts_with("(\"inf\")"))) {
        at_ += 7;
        is_infinite = true;
    }
    if (is_infinite) {
        constexpr double infinity = std::numeric_limits<double>::infinity();
        value.kind = Value::Kind::number;
        value.number = word.starts_with('-') ? -infinity : infinity;
    } else if (word == "True" || word == "False") {
        value.kind = Value::Kind::boolean;
        value.number = word == "True" ? 1 : 0;
    } else if (word == "None") {
        value.kind = Value::Kind::none;
    } else if (!name.empty() && (is_digit(name.front()) || name.front() == '.')) {
        return number_of(word);
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

} // namespace convlens::python
