// The rules of legibility over the table of themes.
#include "picture/theme.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string>

namespace convlens {
namespace {

struct Named {
    const char* name;
    Color color;
};

std::string hex(Color c) {
    std::array<char, 8> text{};
    std::snprintf(text.data(), text.size(), "#%02X%02X%02X", c.r, c.g, c.b);
    return text.data();
}

void expect_contrast(const Theme& theme, Named ink, Named ground, double at_least) {
    EXPECT_GE(contrast(ink.color, ground.color), at_least)
        << theme.name << ": " << ink.name << " " << hex(ink.color) << " on " << ground.name << " "
        << hex(ground.color);
}

struct NamedTensor {
    const char* name;
    TensorColors colors;
};

std::array<NamedTensor, 4> tensors(const Theme& t) {
    return {{{"x", t.x}, {"w", t.w}, {"y", t.y}, {"gradient", t.gradient}}};
}

double text_rule(const Theme& t) {
    return t.id == ThemeId::projector ? 7.0 : 4.5;
}

/// CIE 1976 difference of two colours.
double difference(Color a, Color b) {
    const auto lab = [](Color c) {
        const auto linear = [](uint8_t part) {
            const double v = part / 255.0;
            return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
        };
        const double r = linear(c.r), g = linear(c.g), blue = linear(c.b);
        const auto f = [](double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116; };
        const double x = f((0.4124 * r + 0.3576 * g + 0.1805 * blue) / 0.9505);
        const double y = f(0.2126 * r + 0.7152 * g + 0.0722 * blue);
        const double z = f((0.0193 * r + 0.1192 * g + 0.9505 * blue) / 1.089);
        return std::array<double, 3>{116 * y - 16, 500 * (x - y), 200 * (y - z)};
    };
    const auto p = lab(a), q = lab(b);
    return std::hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

TEST(Theme, contrast_is_that_of_wcag) {
    EXPECT_NEAR(contrast(rgb(0x000000), rgb(0xFFFFFF)), 21, 1e-9);
    EXPECT_NEAR(contrast(rgb(0x777777), rgb(0xFFFFFF)), 4.48, 0.005);
    EXPECT_NEAR(contrast(rgb(0xFFFFFF), rgb(0x268BD2)), 3.68, 0.01);
}

TEST(Theme, table_is_in_the_order_of_its_ids_and_names_are_found) {
    ASSERT_EQ(themes().size(), enum_count<ThemeId>());
    ASSERT_EQ(theme_names().size(), themes().size());
    for (std::size_t i = 0; i < themes().size(); ++i) {
        EXPECT_EQ(static_cast<std::size_t>(themes()[i].id), i);
        EXPECT_EQ(theme_named(themes()[i].name), themes()[i].id);
        EXPECT_EQ(theme_names()[i].first, themes()[i].name);
        EXPECT_EQ(&theme(themes()[i].id), &themes()[i]);
    }
    EXPECT_EQ(theme_named("Light"), std::nullopt);
}

TEST(Theme, digits_read_on_their_cells) {
    for (const Theme& t : themes())
        for (const auto& [name, colors] : tensors(t)) {
            const std::string digits = std::string(name) + ".text";
            expect_contrast(t, {digits.c_str(), colors.text}, {"fill", colors.fill}, text_rule(t));
            expect_contrast(t, {digits.c_str(), colors.text}, {"lit", colors.lit}, text_rule(t));
        }
}

TEST(Theme, words_read_on_ground_and_card) {
    for (const Theme& t : themes())
        for (const Named ground : {Named{"ground", t.ground}, Named{"card", t.card}}) {
            expect_contrast(t, {"text", t.text}, ground, text_rule(t));
            expect_contrast(t, {"quiet", t.quiet}, ground, text_rule(t));
            for (const auto& [name, colors] : tensors(t))
                expect_contrast(t, {name, colors.heading}, ground, text_rule(t));
        }
}

TEST(Theme, zeros_of_the_padding_and_text_on_the_accent_read) {
    for (const Theme& t : themes()) {
        expect_contrast(t, {"padding_text", t.padding_text}, {"padding_fill", t.padding_fill}, text_rule(t));
        expect_contrast(t, {"on_accent", t.on_accent}, {"accent", t.accent}, 4.5);
    }
}

TEST(Theme, lines_stand_out_from_the_ground) {
    for (const Theme& t : themes())
        for (const Named ground :
             {Named{"ground", t.ground}, Named{"card", t.card}, Named{"empty", t.empty}}) {
            for (const auto& [name, colors] : tensors(t))
                expect_contrast(t, {name, colors.line}, ground, 3);
            expect_contrast(t, {"sight", t.sight}, ground, 3);
            expect_contrast(t, {"accent", t.accent}, ground, 3);
        }
}

TEST(Theme, dots_and_crosses_are_seen) {
    for (const Theme& t : themes()) {
        expect_contrast(t, {"hole_ink", t.hole_ink}, {"hole_fill", t.hole_fill}, 3);
        expect_contrast(t, {"unread_ink", t.unread_ink}, {"ground", t.ground}, 3);
        expect_contrast(t, {"unread_ink", t.unread_ink}, {"padding_fill", t.padding_fill}, 3);
    }
}

TEST(Theme, hatching_is_seen_and_lighter_than_the_outlines_of_cells) {
    for (const Theme& t : themes()) {
        expect_contrast(t, {"padding_ink", t.padding_ink}, {"padding_fill", t.padding_fill}, 1.3);
        const double hatching = contrast(t.padding_ink, t.padding_fill);
        expect_contrast(t, {"hole_ink", t.hole_ink}, {"padding_fill", t.padding_fill},
                        std::max(2.5, 1.7 * hatching));
    }
}

TEST(Theme, frames_stand_out_from_everything_they_frame) {
    for (const Theme& t : themes())
        for (const Named frame : {Named{"current", t.current}, Named{"window", t.window}}) {
            for (const auto& [name, colors] : tensors(t)) {
                expect_contrast(t, frame, {name, colors.fill}, 3);
                expect_contrast(t, frame, {(std::string(name) + ".lit").c_str(), colors.lit}, 3);
            }
            expect_contrast(t, frame, {"padding_fill", t.padding_fill}, 3);
            expect_contrast(t, frame, {"hole_fill", t.hole_fill}, 3);
            expect_contrast(t, frame, {"empty", t.empty}, 3);
            expect_contrast(t, frame, {"ground", t.ground}, 3);
        }
}

TEST(Theme, input_and_result_differ_in_lightness_too) {
    for (const Theme& t : themes())
        expect_contrast(t, {"x.fill", t.x.fill}, {"y.fill", t.y.fill}, 1.25);
}

TEST(Theme, tensors_are_told_apart) {
    for (const Theme& t : themes()) {
        const auto all = tensors(t);
        for (std::size_t i = 0; i < all.size(); ++i) {
            for (std::size_t j = i + 1; j < all.size(); ++j)
                EXPECT_GE(difference(all[i].colors.fill, all[j].colors.fill), 9)
                    << t.name << ": " << all[i].name << " and " << all[j].name;
            EXPECT_GE(difference(all[i].colors.fill, all[i].colors.lit), 9)
                << t.name << ": lit " << all[i].name;
        }
    }
}

TEST(Theme, print_is_grey) {
    const Theme& t = theme(ThemeId::print);
    for (const Color c :
         {t.ground, t.card, t.text, t.quiet, t.accent, t.current, t.window, t.x.fill, t.w.fill, t.y.fill,
          t.gradient.fill, t.x.lit, t.w.lit, t.y.lit, t.gradient.lit, t.negative, t.neutral, t.positive})
        EXPECT_TRUE(c.r == c.g && c.g == c.b) << hex(c);
}

TEST(Theme, projector_is_pure_white_with_thick_lines) {
    const Theme& t = theme(ThemeId::projector);
    EXPECT_EQ(t.ground, rgb(0xFFFFFF));
    EXPECT_GE(t.line, 2 * theme(ThemeId::light).line);
    EXPECT_GE(t.bold, 1.5F * theme(ThemeId::light).bold);
}

} // namespace
} // namespace convlens
