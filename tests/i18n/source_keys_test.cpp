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

template <class Take> void for_each_source(const Take& take) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(source_folder() + "/app"))
        if (entry.path().extension() == ".cpp" || entry.path().extension() == ".h")
            take(entry.path());
}

std::string all_sources() {
    std::string text;
    for_each_source([&](const std::filesystem::path& path) {
        std::ifstream file(path);
        text.append(std::istreambuf_iterator<char>(file), {});
    });
    return text;
}

/// Every string literal of app/ that looks like a key or like the beginning of one: words joined by points.
std::vector<Literal> literals_like_keys() {
    static const std::regex key("\"([a-z][a-z0-9_]*\\.([a-z0-9_]+\\.?)*)\"");
    std::vector<Literal> found;
    for_each_source([&](const std::filesystem::path& path) {
        std::ifstream file(path);
        for (std::string line; std::getline(file, line);) {
            if (line.starts_with("#include"))
                continue;
            for (std::sregex_iterator at(line.begin(), line.end(), key), end; at != end; ++at)
                found.push_back({(*at)[1].str(), path.filename().string()});
        }
    });
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

/// Whether the sources make the key: of a literal and an ending ("_one"), or of a literal that ends in "." or
/// "_" and a name. "ui." alone is the beginning of too many: the name is a literal then.
bool is_made(const std::string& key, const std::set<std::string>& literals, const std::string& sources) {
    for (std::size_t at = key.find_first_of("._"); at != std::string::npos;
         at = key.find_first_of("._", at + 1)) {
        const std::string begin = key.substr(0, at), name = key.substr(at + 1);
        if (key[at] == '_' && literals.contains(begin))
            return true;
        if (literals.contains(begin + key[at]) &&
            (begin != "ui" || sources.find("\"" + name + "\"") != std::string::npos))
            return true;
    }
    return false;
}

TEST(SourceKeys, every_text_is_used) {
    std::set<std::string> literals;
    for (const auto& [literal, file] : literals_like_keys())
        literals.insert(literal);
    const std::string sources = all_sources();
    for (const auto& [view, text] : Texts(Language::en).all()) {
        const std::string key(view);
        EXPECT_TRUE(literals.contains(key) || is_made(key, literals, sources))
            << key << " is in the catalogue, and no source uses it";
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
