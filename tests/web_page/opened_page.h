// A page as its script reads it: parts by their ids, packs unpacked.
#pragma once

#include <nlohmann/json.hpp>

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace convlens::test {

/// Between `<script type="application/json" id="ID">` and its end.
std::string json_part(std::string_view page, std::string_view id);
/// What the page's own program reads.
nlohmann::json data_of(std::string_view page);

class OpenedPack {
public:
    /// [LINES, TEXTS] in base64; `key`: of a sealed one.
    explicit OpenedPack(const nlohmann::json& packed, std::string_view key = {});

    /// The lines of text `index`, joined; as page/pack.js puts them together.
    std::string text(const std::string& track, std::size_t index) const;
    std::size_t texts(const std::string& track) const;
    const std::string& bytes() const { return bytes_; }

private:
    std::string bytes_; // of the lines, inflated
    std::map<std::string, std::vector<nlohmann::json>> tracks_;
    std::vector<std::string> lines_;
};

} // namespace convlens::test
