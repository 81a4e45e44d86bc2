// Colours that alone tell two things apart do so for every colour vision; the measure itself is held against
// its published pairs.
#include "support/color_vision.h"

#include "picture/theme.h"
#include "support/source_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace convlens {
namespace {

struct Published {
    Lab one, other;
    double difference;
};
/// Sharma, Wu and Dalal (2005), table 1: every branch of the hue, greys, and everyday pairs.
constexpr Published published[] = {
    {{50, 2.6772, -79.7751}, {50, 0, -82.7485}, 2.0425},
    {{50, 2.8361, -74.0200}, {50, 0, -82.7485}, 3.4412},
    {{50, -1.3802, -84.2814}, {50, 0, -82.7485}, 1.0000},
    {{50, 0, 0}, {50, -1, 2}, 2.3669},
    {{50, 2.4900, -0.0010}, {50, -2.4900, 0.0009}, 7.1792},
    {{50, 2.4900, -0.0010}, {50, -2.4900, 0.0011}, 7.2195},
    {{50, -0.0010, 2.4900}, {50, 0.0009, -2.4900}, 4.8045},
    {{50, -0.0010, 2.4900}, {50, 0.0011, -2.4900}, 4.7461},
    {{50, 2.5, 0}, {50, 0, -2.5}, 4.3065},
    {{50, 2.5, 0}, {73, 25, -18}, 27.1492},
    {{50, 2.5, 0}, {61, -5, 29}, 22.8977},
    {{50, 2.5, 0}, {56, -27, -3}, 31.9030},
    {{60.2574, -34.0099, 36.2677}, {60.4626, -34.1751, 39.4387}, 1.2644},
    {{22.7233, 20.0904, -46.6940}, {23.0331, 14.9730, -42.5619}, 2.0373},
    {{90.8027, -2.0831, 1.4410}, {91.1528, -1.6435, 0.0447}, 1.4441},
    {{2.0776, 0.0795, -1.1350}, {0.9033, -0.0636, -0.5514}, 0.9082},
};

TEST(ColorVision, differences_are_those_that_are_published) {
    for (const Published& pair : published) {
        EXPECT_NEAR(color_difference(pair.one, pair.other), pair.difference, 5e-5);
        EXPECT_NEAR(color_difference(pair.other, pair.one), pair.difference, 5e-5);
    }
}

TEST(ColorVision, greys_are_seen_alike_and_red_and_green_are_not_told_apart) {
    for (const Vision vision : {Vision::protan, Vision::deutan, Vision::tritan})
        EXPECT_LT(
            color_difference(seen_color(rgb(0x808080), vision), seen_color(rgb(0x808080), Vision::usual)),
            0.1);
    const Color red = rgb(0xA05A28), green = rgb(0x5E7028);
    EXPECT_GT(color_difference(seen_color(red, Vision::usual), seen_color(green, Vision::usual)), 20);
    EXPECT_LT(color_difference(seen_color(red, Vision::deutan), seen_color(green, Vision::deutan)), 6);
}

struct Pair {
    std::string name;
    Color one, other;
    double at_least;
};

/// What is told apart by its colour, and how much of a difference that needs: 12 where nothing else does it;
/// fills of tensors differ by place, letter and mark as well.
std::vector<Pair> pairs_of(const Theme& t) {
    const struct {
        const char* name;
        const TensorColors& colors;
    } tensors[] = {{"X", t.x}, {"W", t.w}, {"Y", t.y}, {"gradient", t.gradient}};
    std::vector<Pair> pairs;
    for (std::size_t i = 0; i < std::size(tensors); ++i) {
        const auto& [name, colors] = tensors[i];
        pairs.push_back({std::string(name) + ", lit", colors.fill, colors.lit, 12});
        for (std::size_t j = i + 1; j < std::size(tensors); ++j) {
            const std::string both = std::string(name) + " and " + tensors[j].name;
            pairs.push_back({both + ", lines", colors.line, tensors[j].colors.line, 12});
            pairs.push_back({both + ", fills", colors.fill, tensors[j].colors.fill, 6});
        }
    }
    pairs.push_back({"current term and window", t.current, t.window, 12});
    pairs.push_back({"negative and positive", t.negative, t.positive, 12});
    pairs.push_back({"negative and zero", t.negative, t.neutral, 12});
    pairs.push_back({"positive and zero", t.positive, t.neutral, 12});
    pairs.push_back({"least and largest of a map", t.map_low, t.map_high, 12});
    return pairs;
}

TEST(ColorVision, what_colour_tells_apart_is_told_apart_by_everyone) {
    for (const ThemeId id : {ThemeId::light, ThemeId::dark, ThemeId::projector})
        for (const Pair& pair : pairs_of(theme(id)))
            EXPECT_GE(smallest_difference(pair.one, pair.other), pair.at_least)
                << theme(id).name << ": " << pair.name;
}

/// Classic keeps the guide's colours: what they give is listed for whoever has to choose.
TEST(ColorVision, the_document_lists_what_classic_gives) {
    std::ifstream file(source_folder() + "/docs/ACCESSIBILITY.md");
    std::stringstream text;
    text << file.rdbuf();
    for (const Pair& pair : pairs_of(theme(ThemeId::classic))) {
        std::array<char, 120> row{};
        std::snprintf(row.data(), row.size(), "| %s | %.1f |", pair.name.c_str(),
                      smallest_difference(pair.one, pair.other));
        EXPECT_NE(text.str().find(row.data()), std::string::npos) << row.data();
    }
}

} // namespace
} // namespace convlens
