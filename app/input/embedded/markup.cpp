// SVG and HTML as text: the element's content, with what was written in place of signs of markup.
#include "encoding/scene_names.h"
#include "i18n/utf8.h"
#include "input/embedded/readers.h"
#include "input/embedded/unpack.h"
#include "input/limits.h"

#include <charconv>

namespace convlens {
namespace {

/// The content of the element whose opening tag begins with `opening`.
std::optional<std::string> content_of(ByteWindow& file, std::string_view opening, std::string_view closing) {
    constexpr std::size_t longest_escape = 6; // bytes in place of one, "&quot;" and "\u003c"
    const auto tag = file.find(opening);
    if (!tag)
        return {};
    const auto tag_end = file.find(">", *tag + opening.size());
    const auto end = tag_end ? file.find(closing, *tag_end + 1) : std::nullopt;
    if (!end)
        refuse_damaged();
    const uint64_t length = *end - *tag_end - 1;
    if (length > longest_escape * limits::scene_bytes)
        refuse_damaged();
    return file.bytes(*tag_end + 1, static_cast<std::size_t>(length));
}

/// The sign that "#60" or "#x3C" names.
void append_numbered(std::string& text, std::string_view name) {
    const bool is_hexadecimal = name.starts_with("#x");
    name.remove_prefix(is_hexadecimal ? 2 : 1);
    uint32_t code = 0;
    const auto read = std::from_chars(name.data(), name.data() + name.size(), code, is_hexadecimal ? 16 : 10);
    if (read.ec != std::errc() || read.ptr != name.data() + name.size() || name.empty() || code > 0x10FFFF)
        refuse_damaged();
    append_utf8(text, code);
}

/// XML's text without its references.
std::string without_references(std::string_view text) {
    constexpr std::size_t longest_name = 10;
    std::string plain;
    plain.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '&') {
            plain += text[at];
            continue;
        }
        const std::size_t end = text.substr(at, longest_name + 2).find(';');
        if (end == std::string_view::npos)
            refuse_damaged();
        const std::string_view name = text.substr(at + 1, end - 1);
        if (name.starts_with('#'))
            append_numbered(plain, name);
        else if (name == "lt" || name == "gt")
            plain += name == "lt" ? '<' : '>';
        else if (name == "amp")
            plain += '&';
        else if (name == "quot" || name == "apos")
            plain += name == "quot" ? '"' : '\'';
        else
            refuse_damaged();
        at += end;
    }
    return plain;
}

/// JSON's text with "<" where a page has "\u003c"; a backslash that is a text's own stays.
std::string with_brackets(std::string_view text) {
    constexpr std::string_view written = "\\u003c";
    std::string plain;
    plain.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text.substr(at).starts_with(written)) {
            plain += '<';
            at += written.size() - 1;
            continue;
        }
        plain += text[at];
        if (text[at] == '\\' && at + 1 < text.size())
            plain += text[++at];
    }
    return plain;
}

EmbeddedText checked(std::string text) {
    require_text_size(text.size());
    return text;
}

} // namespace

EmbeddedText text_in_svg(ByteWindow& file) {
    const std::string name(scene_names::svg_element);
    const auto content = content_of(file, "<" + name, "</" + name + ">");
    return content ? checked(without_references(*content)) : std::nullopt;
}

EmbeddedText text_in_html(ByteWindow& file) {
    const auto content =
        content_of(file, R"(<script type="application/json" id="convlens-scene")", "</script>");
    return content ? checked(with_brackets(*content)) : std::nullopt;
}

} // namespace convlens
