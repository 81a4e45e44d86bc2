// Lines and patches are compressed at once: nothing of a text stays but the numbers of the first one.
#include "web_page/pack.h"

#include "web_page/edits.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace convlens {
namespace {

std::string list_of(const std::vector<uint32_t>& numbers) {
    std::string list;
    for (const uint32_t number : numbers)
        list.append(list.empty() ? "" : ",").append(std::to_string(number));
    return list;
}

std::string patch_of(const std::vector<Edit>& edits) {
    std::string patch;
    for (const Edit& edit : edits) {
        patch.append(patch.empty() ? "[" : ",[").append(std::to_string(edit.at));
        patch.append(",").append(std::to_string(edit.removed));
        patch.append(edit.added.empty() ? "" : ",").append(list_of(edit.added)).append("]");
    }
    return patch;
}

} // namespace

uint32_t Pack::number_of(std::string_view line) {
    uint64_t other = 0xcbf29ce484222325; // FNV-1a
    for (const char c : line)
        other = (other ^ static_cast<uint8_t>(c)) * 0x100000001b3;
    const LineKey key{std::hash<std::string_view>()(line), other};
    const auto [known, is_new] = numbers_.try_emplace(key, static_cast<uint32_t>(numbers_.size()));
    if (is_new) {
        if (known->second > 0)
            lines_.add("\n");
        lines_.add(line);
    }
    return known->second;
}

void Pack::add(const std::string& track, std::string_view text) {
    std::vector<uint32_t> lines;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        lines.push_back(number_of(text.substr(begin, end - begin)));
        begin = end + 1;
    }
    const auto known = first_.find(track);
    const std::string content =
        known == first_.end() ? list_of(lines) : patch_of(edits(known->second, lines));
    texts_.add(track + " [" + content + "]\n");
    if (known == first_.end())
        first_.emplace(track, std::move(lines));
}

Pack::Bytes Pack::finish() {
    return {lines_.finish(), texts_.finish()};
}

} // namespace convlens
