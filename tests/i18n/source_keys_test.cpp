// Every key that the sources spell out is in the catalogue, and every text is used.
#include "i18n/catalogue.h"
#include "support/source_folder.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include <regex>
#include <set>

namespace convlens {
namespace {

struct Literal {
    std::string text, file;
};

/// Every string literal of app/ that looks like a key or like the beginning of one: words joined by points.
std::vector<Literal> literals_like_keys() {
    static const std::regex key("\"([a-z][a-z0-9_]*\\.([a-z0-9_]+\\.?)*)\"");
    std::vector<Literal> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(source_folder() + "/app")) {
        if (entry.path().extension() != ".cpp" && entry.path().extension() != ".h")
            continue;
        std::ifstream file(entry.path());
        for (std::string line; std::getline(file, line);) {
            if (line.starts_with("#include"))
                continue;
            for (std::sregex_iterator at(line.begin(), line.end(), key), end; at != end; ++at)
                found.push_back({(*at)[1].str(), entry.path().filename().string()});
        }
    }
    return found;
}

std::string first_word(std::string_view key) {
    return std::string(key.substr(0, key.find('.')));
}

TEST(SourceKeys, every_key_in_the_sources_has_a_text) {
    std::set<std::string_view> keys;
    std::set<std::string> areas;
    for (const auto& [key, text] : Texts(Language::en).all()) {
        keys.insert(key);
        areas.insert(first_word(key));
    }
    const auto literals = literals_like_keys();
    EXPECT_GT(literals.size(), 50U);
    for (const auto& [literal, file] : literals) {
        if (!areas.contains(first_word(literal)))
            continue; // a file name, or a path of JSON
        const auto at = keys.lower_bound(literal);
        const bool begins_a_key =
            (literal.back() == '.' || literal.back() == '_') && at != keys.end() && at->starts_with(literal);
        EXPECT_TRUE(keys.contains(literal) || begins_a_key) << file << " names \"" << literal << "\"";
    }
}

TEST(SourceKeys, every_error_text_is_used) {
    std::set<std::string> used;
    for (const auto& [literal, file] : literals_like_keys())
        used.insert(literal);
    for (const auto& [key, text] : Texts(Language::en).all()) {
        const bool wanted = !key.starts_with("error.") || used.contains(std::string(key));
        EXPECT_TRUE(wanted) << key << " is in the catalogue, and no source names it";
    }
}

} // namespace
} // namespace convlens
