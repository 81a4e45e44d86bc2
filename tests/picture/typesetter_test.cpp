// Layout of text: advances, anchors, fallbacks, what no font has.
#include "picture/typesetter.h"
#include "system_fonts.h"

#include <gtest/gtest.h>

#include <cstring>

namespace convlens {
namespace {

using test::system_fonts;

TEST(Typesetter, advances_add_up_and_scale_with_the_size) {
    Typesetter typesetter(system_fonts());
    for (const Face face : {Face::sans, Face::sans_bold, Face::mono, Face::mono_bold}) {
        const float whole = typesetter.width("y[1,2] = 13", face, 20);
        EXPECT_FLOAT_EQ(whole, typesetter.width("y[1,2]", face, 20) + typesetter.width(" = 13", face, 20));
        EXPECT_FLOAT_EQ(2 * whole, typesetter.width("y[1,2] = 13", face, 40));
        EXPECT_GT(whole, 0);
    }
}

TEST(Typesetter, layout_has_a_glyph_for_each_character_at_its_pen) {
    Typesetter typesetter(system_fonts());
    const TextLayout layout = typesetter.lay_out("卷x积", Face::sans, 30);
    ASSERT_EQ(layout.glyphs.size(), 3U);
    EXPECT_FLOAT_EQ(layout.glyphs[0].x, 0);
    EXPECT_FLOAT_EQ(layout.glyphs[1].x, typesetter.width("卷", Face::sans, 30));
    EXPECT_FLOAT_EQ(layout.glyphs[2].x, typesetter.width("卷x", Face::sans, 30));
    EXPECT_FLOAT_EQ(layout.width, typesetter.width("卷x积", Face::sans, 30));
    EXPECT_EQ(layout.glyphs[1].font, 0);
    EXPECT_NE(layout.glyphs[0].font, 0);
}

TEST(Typesetter, monospaced_digits_are_equally_wide) {
    Typesetter typesetter(system_fonts());
    for (const char* digit : {"0", "1", "7", "8", "-"})
        EXPECT_FLOAT_EQ(typesetter.width(digit, Face::mono, 16), typesetter.width("5", Face::mono, 16))
            << digit;
}

TEST(Typesetter, fallback_finds_chinese_and_floor_brackets) {
    Typesetter typesetter(system_fonts());
    for (const char32_t c : U"⌊⌋卷积步长补零空洞×·Σ∂′−→") {
        if (c == 0)
            continue;
        const int font = typesetter.font_with(c, Face::sans);
        EXPECT_GE(font, 0) << "U+" << std::hex << static_cast<uint32_t>(c);
    }
    EXPECT_EQ(typesetter.font_with(U'\U0010FFFD', Face::sans), -1);
}

TEST(Typesetter, scale_of_a_fallback_enlarges_glyphs_and_advances) {
    FontSet fonts = system_fonts();
    Typesetter plain(fonts);
    fonts.fallback[0].scale = 1.25F;
    Typesetter scaled(fonts);
    EXPECT_FLOAT_EQ(scaled.width("卷", Face::sans, 20), 1.25F * plain.width("卷", Face::sans, 20));
    EXPECT_FLOAT_EQ(scaled.lay_out("卷", Face::sans, 20).glyphs[0].size, 25);
    EXPECT_FLOAT_EQ(scaled.width("x", Face::sans, 20), plain.width("x", Face::sans, 20));
}

TEST(Typesetter, unknown_and_malformed_text_shows_the_replacement_character) {
    Typesetter typesetter(system_fonts());
    const auto replacement = typesetter.lay_out("\uFFFD", Face::mono, 20).glyphs.at(0);
    for (const char* text : {"\xFF", "\xF4\x8F\xBF\xBD", "\x01"})
        EXPECT_EQ(typesetter.lay_out(text, Face::mono, 20).glyphs.at(0), replacement);
}

TEST(Typesetter, empty_text_has_no_width) {
    Typesetter typesetter(system_fonts());
    const TextLayout layout = typesetter.lay_out("", Face::sans, 20);
    EXPECT_TRUE(layout.glyphs.empty());
    EXPECT_EQ(layout.width, 0);
    EXPECT_GT(layout.ascent, 0);
}

TEST(Typesetter, anchors_move_the_origin) {
    Typesetter typesetter(system_fonts());
    Label label;
    label.text = "12";
    label.position = {100, 50};
    label.size = 20;
    label.face = Face::mono;
    const TextLayout layout = typesetter.lay_out(label.text, label.face, label.size);
    EXPECT_EQ(typesetter.origin(label, layout), (Vec2{100, 50}));
    label.align_x = AlignX::right;
    label.align_y = AlignY::middle;
    EXPECT_EQ(typesetter.origin(label, layout), (Vec2{100 - layout.width, 50 + layout.digit_height / 2}));
    label.align_x = AlignX::center;
    label.align_y = AlignY::top;
    EXPECT_EQ(typesetter.origin(label, layout), (Vec2{100 - layout.width / 2, 50 + layout.ascent}));
    label.align_y = AlignY::bottom;
    EXPECT_EQ(typesetter.origin(label, layout), (Vec2{100 - layout.width / 2, 50 - layout.descent}));
    EXPECT_NEAR(layout.digit_height, 0.73F * 20, 0.5F);
}

TEST(Typesetter, bytes_that_are_no_font_are_refused) {
    FontSet fonts = system_fonts();
    fonts.sans_bold.bytes = fonts.sans_bold.bytes.first(10);
    EXPECT_THROW(Typesetter{fonts}, std::runtime_error);
}

} // namespace
} // namespace convlens
