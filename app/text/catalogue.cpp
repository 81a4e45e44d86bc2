// The catalogues are parsed once, on first use, into sorted tables.
#include "text/catalogue.h"

#include "embedded_text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace convlens {
namespace {

using Entry = std::pair<std::string_view, std::string_view>;

struct Catalogue {
    std::vector<std::pair<std::string, std::string>> owned;
    std::vector<Entry> entries; // views of `owned`, sorted by key

    explicit Catalogue(std::string_view file) {
        for (const EmbeddedFile& embedded : embedded_text()) {
            if (embedded.name != file)
                continue;
            const auto json = nlohmann::json::parse(embedded.content);
            for (const auto& [key, text] : json.items())
                owned.emplace_back(key, text.get<std::string>());
        }
        std::sort(owned.begin(), owned.end());
        for (const auto& [key, text] : owned)
            entries.emplace_back(key, text);
    }
};

const Catalogue& catalogue(Language language) {
    static const Catalogue en("en.json");
    if (language == Language::en)
        return en;
    static const Catalogue zh("zh.json");
    return zh;
}

} // namespace

std::string_view Texts::operator()(std::string_view key) const {
    const auto& entries = catalogue(language_).entries;
    const auto found = std::lower_bound(entries.begin(), entries.end(), key,
                                        [](const Entry& entry, std::string_view k) { return entry.first < k; });
    if (found == entries.end() || found->first != key) {
        std::fprintf(stderr, "no text for the key '%.*s'\n", static_cast<int>(key.size()), key.data());
        std::abort();
    }
    return found->second;
}

std::string Texts::operator()(std::string_view key,
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
        const auto value = std::find_if(values.begin(), values.end(), [&](const auto& v) { return v.first == name; });
        result += value == values.end() ? text.substr(open, close - open + 1) : value->second;
        at = close + 1;
    }
    result += text.substr(at);
    return result;
}

std::span<const std::pair<std::string_view, std::string_view>> Texts::all() const {
    return catalogue(language_).entries;
}

} // namespace convlens
