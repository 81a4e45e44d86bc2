// The two catalogues against each other and against the fonts.
#include "document/presets.h"
#include "i18n/catalogue.h"
#include "i18n/utf8.h"
#include "picture/typesetter.h"
#include "system_fonts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <set>

namespace convlens {
namespace {

const Texts en(Language::en), zh(Language::zh);

/// The {names} of a text.
std::multiset<std::string> names_in(std::string_view text) {
    static const std::regex name("\\{[a-z_0-9]+\\}");
    const std::string owned(text);
    std::multiset<std::string> names;
    for (std::sregex_iterator at(owned.begin(), owned.end(), name), end; at != end; ++at)
        names.insert(at->str());
    return names;
}

TEST(Catalogue, both_languages_have_the_same_keys_in_order) {
    ASSERT_EQ(en.all().size(), zh.all().size());
    EXPECT_GT(en.all().size(), 100U);
    for (std::size_t i = 0; i < en.all().size(); ++i)
        EXPECT_EQ(en.all()[i].first, zh.all()[i].first);
}

TEST(Catalogue, both_languages_have_the_same_names_to_fill_in) {
    for (const auto& [key, text] : en.all()) {
        const auto of_en = names_in(text);
        const auto of_zh = names_in(zh(key));
        EXPECT_EQ(std::set(of_en.begin(), of_en.end()), std::set(of_zh.begin(), of_zh.end())) << key;
    }
}

TEST(Catalogue, braces_are_names_only) {
    for (const Texts& texts : {en, zh})
        for (const auto& [key, text] : texts.all())
            EXPECT_EQ(static_cast<std::size_t>(std::count(text.begin(), text.end(), '{')),
                      names_in(text).size())
                << key;
}

TEST(Catalogue, no_text_is_empty_or_has_stray_space) {
    for (const Texts& texts : {en, zh})
        for (const auto& [key, text] : texts.all()) {
            EXPECT_FALSE(text.empty()) << key;
            EXPECT_EQ(text.find('\t'), std::string_view::npos) << key;
            // Help texts are pages; a page is the only text of more than one line.
            EXPECT_TRUE(key.starts_with("help.") || text.find('\n') == std::string_view::npos) << key;
        }
}

TEST(Catalogue, chinese_texts_are_chinese) {
    int chinese = 0;
    for (const auto& [key, text] : zh.all())
        chinese += text == en(key) ? 0 : 1;
    EXPECT_GT(chinese * 10, static_cast<int>(zh.all().size()) * 8); // signs and formulas are alike
}

void expect_glyphs(Typesetter& typesetter, std::string_view text, std::string_view what) {
    for (std::string_view rest = text; !rest.empty();) {
        const char32_t character = take_character(rest);
        if (character == U'\n')
            continue;
        for (const Face face : {Face::sans, Face::sans_bold, Face::mono})
            EXPECT_GE(typesetter.font_with(character, face), 0)
                << what << " has U+" << std::hex << static_cast<uint32_t>(character) << " in: " << text;
    }
}

TEST(Catalogue, every_character_has_a_glyph) {
    Typesetter typesetter(test::system_fonts());
    EXPECT_LT(typesetter.font_with(U'\U0010FFFD', Face::sans), 0); // one that no font has
    for (const Texts& texts : {en, zh})
        for (const auto& [key, text] : texts.all())
            expect_glyphs(typesetter, text, key);
    for (const Preset& preset : presets())
        for (const LocalText& text : {preset.document.title, preset.document.caption}) {
            expect_glyphs(typesetter, text.en, preset.document.name);
            expect_glyphs(typesetter, text.zh, preset.document.name);
        }
}

TEST(Catalogue, values_are_put_in_as_they_are) {
    EXPECT_EQ(en("error.cannot_read", {{"reason", "{reason} %s {0}"}}), "cannot be read: {reason} %s {0}");
    EXPECT_EQ(en("error.cannot_read", {}), "cannot be read: {reason}");
}

TEST(CatalogueDeathTest, an_unknown_key_ends_the_program) {
    EXPECT_DEATH(en("no.such.key"), "no text for the key 'no.such.key'");
}

} // namespace
} // namespace convlens
