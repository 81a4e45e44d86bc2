// PDF (ISO 32000-1): the Info dictionary's Keywords, wherever that object lies, as a literal string or one of
// hexadecimal digits, in bytes or UTF-16.
#include "encoding/scene_names.h"
#include "input/embedded/readers.h"
#include "input/embedded/unpack.h"

#include <algorithm>

namespace convlens {
namespace {

constexpr std::string_view key = "/Keywords";

/// The bytes of a file one after the other; at its end only zeros.
class Bytes {
public:
    Bytes(ByteWindow& file, uint64_t at) : file_(file), at_(at) {}
    char peek() const { return file_.has(at_, 1) ? static_cast<char>(file_.byte(at_)) : '\0'; }
    char take() {
        const char c = peek();
        at_ += file_.has(at_, 1) ? 1 : 0;
        return c;
    }
    bool has_ended() const { return !file_.has(at_, 1); }
    uint64_t place() const { return at_; }

private:
    ByteWindow& file_;
    uint64_t at_;
};

/// Escaped bytes of UTF-16 have up to eight letters for one of the text.
std::size_t max_string_bytes() {
    return 2 * (max_base64_bytes() + scene_names::prefix.size()) + 2;
}

/// A byte behind a backslash; none: the line goes on.
std::optional<char> escaped(Bytes& bytes) {
    const char c = bytes.take();
    constexpr std::string_view letters = "nrtbf", meanings = "\n\r\t\b\f";
    if (const std::size_t known = letters.find(c); known != std::string_view::npos)
        return meanings[known];
    if (c == '\r' && bytes.peek() == '\n')
        bytes.take();
    if (c == '\r' || c == '\n')
        return {};
    if (c < '0' || c > '7')
        return c;
    int value = c - '0';
    for (int digit = 1; digit < 3 && bytes.peek() >= '0' && bytes.peek() <= '7'; ++digit)
        value = value * 8 + (bytes.take() - '0');
    return static_cast<char>(value & 255);
}

/// A literal string behind its parenthesis; none: it has no end.
EmbeddedText literal_string(Bytes& bytes) {
    std::string text;
    int depth = 1;
    while (!bytes.has_ended() && text.size() < max_string_bytes()) {
        const char c = bytes.take();
        if (c == '\\') {
            if (const auto byte = escaped(bytes))
                text += *byte;
            continue;
        }
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (depth == 0)
            return text;
        text += c;
    }
    return {};
}

int hexadecimal(char c) {
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/// A string of hexadecimal digits behind its bracket; none: it has no end, or something else in it.
EmbeddedText hexadecimal_string(Bytes& bytes) {
    std::string text;
    int high = -1;
    while (!bytes.has_ended() && text.size() < max_string_bytes()) {
        const char c = bytes.take();
        const int digit = hexadecimal(c);
        if (c == '>') {
            if (high >= 0)
                text += static_cast<char>(high * 16); // a last digit that is missing is 0
            return text;
        }
        if (digit < 0 && std::string_view(" \t\r\n\f").find(c) == std::string_view::npos)
            return {};
        if (digit >= 0 && high >= 0) {
            text += static_cast<char>(high * 16 + digit);
            high = -1;
        } else if (digit >= 0) {
            high = digit;
        }
    }
    return {};
}

/// What is not ASCII in UTF-16 is no part of a packed text.
std::string narrowed(std::string text) {
    if (!text.starts_with("\xFE\xFF"))
        return text;
    std::string narrow;
    for (std::size_t at = 2; at + 1 < text.size(); at += 2)
        narrow += text[at] == 0 ? text[at + 1] : '?';
    return narrow;
}

/// The string after white space; none: there is no whole one.
EmbeddedText string_of(Bytes& bytes) {
    while (std::string_view(" \t\r\n\f").find(bytes.peek()) != std::string_view::npos)
        bytes.take();
    if (bytes.peek() != '(' && bytes.peek() != '<')
        return {};
    return bytes.take() == '(' ? literal_string(bytes) : hexadecimal_string(bytes);
}

} // namespace

EmbeddedText text_in_pdf(ByteWindow& file) {
    for (auto at = file.find(key); at;) {
        Bytes bytes(file, *at + key.size());
        const auto string = string_of(bytes);
        const std::string text = string ? narrowed(*string) : std::string();
        const std::size_t begin = text.find(scene_names::prefix);
        if (begin != std::string::npos) {
            const std::string_view packed = std::string_view(text).substr(begin + scene_names::prefix.size());
            return unpacked_base64(packed.substr(0, packed.find_first_of(" ,;"))); // other keywords follow
        }
        at = file.find(key, bytes.place()); // behind what was read: no byte is read for each of many keys
    }
    return {};
}

} // namespace convlens
