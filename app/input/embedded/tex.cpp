// TikZ: lines of comment that follow each other, each with a piece of the packed text.
#include "input/embedded/readers.h"
#include "input/embedded/unpack.h"

#include <algorithm>

namespace convlens {
namespace {

constexpr std::string_view line_begin = "% convlens-scene: ";
constexpr std::size_t longest_line = 1000; // bytes

/// Where the first such line begins.
std::optional<uint64_t> first_line(ByteWindow& file) {
    for (auto at = file.find(line_begin); at; at = file.find(line_begin, *at + line_begin.size()))
        if (*at == 0 || file.byte(*at - 1) == '\n')
            return at;
    return {};
}

} // namespace

EmbeddedText text_in_tex(ByteWindow& file) {
    const auto first = first_line(file);
    if (!first)
        return {};
    std::string packed;
    for (uint64_t at = *first; file.has(at, line_begin.size());) {
        const auto room = static_cast<std::size_t>(std::min<uint64_t>(longest_line, file.size() - at));
        std::string_view line = file.view(at, room);
        if (!line.starts_with(line_begin))
            break;
        line = line.substr(0, line.find('\n'));
        at += line.size() + 1;
        if (line.size() == longest_line || packed.size() > max_base64_bytes())
            refuse_damaged();
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        packed += line.substr(line_begin.size());
    }
    return unpacked_base64(packed);
}

} // namespace convlens
