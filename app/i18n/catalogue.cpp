// The catalogues are tables that the build made from the JSON files, sorted by key: nothing is done at the
// start.
#include "i18n/catalogue.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace convlens {
namespace {

using Entry = std::pair<std::string_view, std::string_view>;

#include "catalogue_table.inc"

constexpr bool sorted(std::span<const Entry> table) {
    for (std::size_t i = 1; i < table.size(); ++i)
        if (table[i - 1].first >= table[i].first)
            return false;
    return true;
}
static_assert(sorted(en_table) && sorted(zh_table), "assets/text/*.json are sorted by key, each key once");

std::span<const Entry> catalogue(Language language) {
    return language == Language::en ? std::span<const Entry>(en_table) : std::span<const Entry>(zh_table);
}

} // namespace

std::string_view Texts::operator()(std::string_view key) const {
    const auto entries = catalogue(language_);
    const auto found =
        std::lower_bound(entries.begin(), entries.end(), key,
                         [](const Entry& entry, std::string_view k) { return entry.first < k; });
    if (found == entries.end() || found->first != key) {
        std::fprintf(stderr, "no text for the key '%.*s'\n", static_cast<int>(key.size()), key.data());
        std::abort();
    }
    return found->second;
}

std::string
Texts::operator()(std::string_view key,
                  std::initializer_list<std::pair<std::string_view, std::string_view>> values) const {
    return fill(key, {values.begin(), values.size()});
}

std::string Texts::fill(std::string_view key,
                        std::span<const std::pair<std::string_view, std::string_view>> values) const {
    const std::string_view text = (*this)(key);
    std::string result;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t open = text.find('{', at);
        const std::size_t close = open == std::string_view::npos ? open : text.find('}', open);
        if (close == std::string_view::npos)
            break;
        result += text.substr(at, open - at);
        const std::string_view name = text.substr(open + 1, close - open - 1);
        const auto value =
            std::find_if(values.begin(), values.end(), [&](const auto& v) { return v.first == name; });
        result += value == values.end() ? text.substr(open, close - open + 1) : value->second;
        at = close + 1;
    }
    result += text.substr(at);
    return result;
}

std::span<const std::pair<std::string_view, std::string_view>> Texts::all() const {
    return catalogue(language_);
}

} // namespace convlens
