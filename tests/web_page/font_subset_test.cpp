// Parts of fonts: their characters, their names, their form for web pages.
#include "web_page/font_subset.h"

#include "system_fonts.h"
#include "web_page/woff.h"

#include <gtest/gtest.h>
#include <hb-ot.h>
#include <zlib.h>

#include <vector>

namespace convlens {
namespace {

using test::system_fonts;

struct OpenedFont {
    explicit OpenedFont(const std::string& bytes)
        : blob(hb_blob_create(bytes.data(), static_cast<unsigned>(bytes.size()), HB_MEMORY_MODE_DUPLICATE,
                              nullptr, nullptr)),
          face(hb_face_create(blob, 0)), font(hb_font_create(face)) {}
    ~OpenedFont() {
        hb_font_destroy(font);
        hb_face_destroy(face);
        hb_blob_destroy(blob);
    }
    OpenedFont(const OpenedFont&) = delete;
    OpenedFont& operator=(const OpenedFont&) = delete;

    bool has(char32_t character) const {
        hb_codepoint_t glyph = 0;
        return hb_font_get_nominal_glyph(font, character, &glyph) != 0 && glyph != 0;
    }
    std::string name(hb_ot_name_id_t id) const {
        std::string text(200, '\0');
        auto size = static_cast<unsigned>(text.size());
        hb_ot_name_get_utf8(face, id, hb_language_from_string("en", -1), &size, text.data());
        text.resize(size);
        return text;
    }

    hb_blob_t* blob;
    hb_face_t* face;
    hb_font_t* font;
};

uint32_t number_at(const std::string& bytes, std::size_t at, std::size_t size) {
    uint32_t number = 0;
    for (std::size_t i = 0; i < size; ++i)
        number = (number << 8U) | static_cast<uint8_t>(bytes.at(at + i));
    return number;
}

TEST(FontSubset, every_font_gives_its_characters_under_another_name_and_keeps_its_copyright) {
    const FontSet fonts = system_fonts();
    std::vector<FontFile> all = fonts.fallback;
    all.insert(all.end(), {fonts.sans, fonts.sans_bold, fonts.mono, fonts.mono_bold});
    for (const FontFile& font : all) {
        const std::string part = font_subset(font, {U'0', U'=', U'-'}, "convlens test");
        const OpenedFont opened(part);
        EXPECT_TRUE(opened.has(U'0')) << font.family;
        EXPECT_FALSE(opened.has(U'1')) << font.family;
        EXPECT_EQ(opened.name(HB_OT_NAME_ID_FONT_FAMILY), "convlens test") << font.family;
        EXPECT_EQ(opened.name(HB_OT_NAME_ID_FULL_NAME).rfind("convlens test", 0), 0U);
        EXPECT_NE(opened.name(HB_OT_NAME_ID_COPYRIGHT).find("opyright"), std::string::npos) << font.family;
        EXPECT_LT(part.size(), 6000U) << font.family;
        EXPECT_EQ(font_subset(font, {U'0', U'=', U'-'}, "convlens test"), part);
    }
}

TEST(FontSubset, chinese_glyphs_come_along) {
    const OpenedFont opened(font_subset(system_fonts().fallback.front(), {U'卷', U'积'}, "convlens hanzi"));
    EXPECT_TRUE(opened.has(U'卷'));
    EXPECT_TRUE(opened.has(U'积'));
    EXPECT_FALSE(opened.has(U'核'));
}

TEST(Woff, has_every_table_of_the_font) {
    const std::string font = font_subset(system_fonts().sans, {U'A', U'B', U'C'}, "convlens test");
    const std::string file = woff_of(font);
    ASSERT_EQ(file.substr(0, 4), "wOFF");
    EXPECT_EQ(file.substr(4, 4), font.substr(0, 4));
    EXPECT_EQ(number_at(file, 8, 4), file.size());
    EXPECT_EQ(number_at(file, 16, 4), font.size());
    const std::size_t tables = number_at(font, 4, 2);
    ASSERT_EQ(number_at(file, 12, 2), tables);
    for (std::size_t i = 0; i < tables; ++i) {
        const std::size_t in_font = 12 + 16 * i, in_file = 44 + 20 * i;
        ASSERT_EQ(file.substr(in_file, 4), font.substr(in_font, 4));
        const std::size_t size = number_at(file, in_file + 12, 4), stored = number_at(file, in_file + 8, 4);
        ASSERT_EQ(size, number_at(font, in_font + 12, 4));
        std::string table = file.substr(number_at(file, in_file + 4, 4), stored);
        if (stored < size) {
            std::string whole(size, '\0');
            auto length = static_cast<uLongf>(size);
            ASSERT_EQ(uncompress(reinterpret_cast<Bytef*>(whole.data()), &length,
                                 reinterpret_cast<const Bytef*>(table.data()), stored),
                      Z_OK);
            table = whole;
        }
        EXPECT_EQ(table, font.substr(number_at(font, in_font + 8, 4), size));
    }
}

} // namespace
} // namespace convlens
