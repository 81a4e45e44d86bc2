// Every word that a person reads, in English and Chinese: assets/text/{en,zh}.json, embedded. Knows nothing
// of what the words are about.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace convlens {

enum class Language { en, zh };

/// Catalogue of one language: a sorted table of key to text, made at build time.
class Texts {
public:
    explicit Texts(Language language) : language_(language) {}
    Language language() const { return language_; }

    /// The text of a key; an unknown key is a programmer's mistake and asserted.
    std::string_view operator()(std::string_view key) const;
    /// The text with every {name} replaced by its value. Values are put in as they are, never read as
    /// formats.
    std::string operator()(std::string_view key,
                           std::initializer_list<std::pair<std::string_view, std::string_view>> values) const;

    std::string fill(std::string_view key,
                     std::span<const std::pair<std::string_view, std::string_view>> values) const;

    /// All texts of this language, for tests and for the window's glyph ranges.
    std::span<const std::pair<std::string_view, std::string_view>> all() const;

private:
    Language language_;
};

} // namespace convlens
