// TikZ files without LaTeX: what TeX would stumble over, what is text, what a document finds in it. What they
// look like is the business of readers_agree.py.
#include "output/tikz/tikz.h"

#include "encoding/packed_text.h"
#include "output/tikz/text.h"
#include "support/photos.h"
#include "support/random_frame.h"
#include "system_fonts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <limits>
#include <memory>
#include <random>
#include <regex>
#include <set>
#include <sstream>
#include <string>

namespace convlens {
namespace {

using test::random_frame;
using test::system_fonts;

std::string tikz(const Frame& frame, const FileFacts& facts = {}) {
    return tikz_of(frame, system_fonts(), facts);
}

Frame with_label(const std::string& text, Face face = Face::sans) {
    Frame frame;
    frame.size = {200, 40};
    Label label;
    label.text = text;
    label.position = {10, 20};
    label.face = face;
    label.color = rgb(0x1A1F26);
    frame.items.push_back({label, {}, -1});
    return frame;
}

int count_of(const std::string& text, const std::string& part) {
    int count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size()))
        ++count;
    return count;
}

/// The text that the picture sets, as TeX has it; empty where there is none.
std::string words_of(const std::string& file) {
    const std::regex words(R"(\\words\{[^{}]*\}\{[^{}]*\}\{[^{}]*\}\{[^{}]*\}\{[^{}]*\}\{(.*)\}\{)");
    std::smatch match;
    return std::regex_search(file, match, words) ? match[1].str() : "";
}

/// Every brace that opens is closed, but for those that are printed; -1 where one closes too early.
int open_braces(const std::string& file) {
    int open = 0;
    for (std::size_t i = 0; i < file.size() && open >= 0; ++i) {
        if (file[i] == '\\')
            ++i;
        else if (file[i] == '%')
            i = file.find('\n', i);
        else
            open += file[i] == '{' ? 1 : file[i] == '}' ? -1 : 0;
    }
    return open;
}

void expect_sound(const std::string& file) {
    EXPECT_EQ(open_braces(file), 0);
    EXPECT_EQ(count_of(file, "\\begin{scope}"), count_of(file, "\\end{scope}"));
    EXPECT_EQ(count_of(file, "\\begin{tikzpicture}"), 1);
    EXPECT_EQ(count_of(file, "\\end{tikzpicture}"), 1);
    EXPECT_TRUE(
        std::all_of(file.begin(), file.end(), [](char c) { return c == '\n' || (c >= ' ' && c < 0x7F); }));
    for (const char* word : {"nan", "inf,", "inf)", "e+", "e-0"})
        EXPECT_EQ(file.find(word), std::string::npos) << word;
    const std::regex used("(fill|draw|color)=(c[0-9a-f]{6})");
    for (std::sregex_iterator at(file.begin(), file.end(), used), end; at != end; ++at)
        ASSERT_NE(file.find("\\definecolor{" + (*at)[2].str() + "}"), std::string::npos) << (*at)[2];
}

TEST(Tikz, random_frames_are_sound_and_the_same_twice) {
    for (uint32_t seed = 0; seed < 40; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937 random(seed);
        const Frame frame = random_frame(random, {400, 300}, 60);
        const std::string file = tikz(frame);
        expect_sound(file);
        EXPECT_EQ(file, tikz(frame));
    }
}

TEST(Tikz, what_tex_reads_otherwise_is_escaped) {
    for (const Face face : {Face::sans, Face::sans_bold, Face::mono, Face::mono_bold}) {
        const std::string file = tikz(with_label("a#$%&_{}~^\\b", face));
        expect_sound(file);
        EXPECT_EQ(words_of(file), R"(a\#\$\%\&\_$\{$$\}$\~{}\^{}$\backslash$b)");
    }
    EXPECT_EQ(words_of(tikz(with_label("x--y<z>|"))), "x-{}-{}y$<$z$>$$|$") << "no dash, no Spanish";
    EXPECT_EQ(words_of(tikz(with_label("if  x"))), "if\\ \\ x") << "no space is lost";
}

TEST(Tikz, signs_of_formulas_are_formulas) {
    EXPECT_EQ(words_of(tikz(with_label("5 × 5 · ⌊x⌋ ≤ −1₂³"))),
              R"(5\ $\times$\ 5\ $\cdot$\ $\lfloor$x$\rfloor$\ $\le$\ $-$1${}_2$${}^3$)");
}

TEST(Tikz, chinese_is_outlines_and_latin_beside_it_is_text) {
    const std::string chinese = tikz(with_label("卷积核"));
    expect_sound(chinese);
    EXPECT_EQ(count_of(chinese, "\\words{"), 0);
    EXPECT_GT(count_of(chinese, "--cycle"), 3);
    EXPECT_EQ(words_of(tikz(with_label("步长 stride"))), "\\ stride");
}

TEST(Tikz, outlines_alone_where_they_are_asked_for) {
    const std::string file = tikz(with_label("stride 2"), {{}, true, false, {}, {}});
    expect_sound(file);
    EXPECT_EQ(count_of(file, "\\words{"), 0);
    EXPECT_GT(count_of(file, "--cycle"), 6);
}

/// The edges on which the one image of a file lies, px: left, top, right, bottom.
std::array<double, 4> image_edges(const std::string& file) {
    const std::regex place(R"(q ([-0-9.]+) 0 0 ([-0-9.]+) ([-0-9.]+) ([-0-9.]+) cm)");
    std::smatch found;
    if (!std::regex_search(file, found, place))
        return {};
    const auto px = [&](std::size_t group) { return std::stod(found[group]) / 0.75; };
    return {px(3), -px(4) - px(2), px(3) + px(1), -px(4)};
}

void expect_just_within(const std::array<double, 4>& edges, const std::array<int, 4>& pixels) {
    for (std::size_t i = 0; i < edges.size(); ++i) {
        const double inwards = i < 2 ? edges[i] - pixels[i] : pixels[i] - edges[i];
        EXPECT_TRUE(inwards > 0.01 && inwards < 0.05) << "edge " << i << ": " << edges[i];
    }
}

TEST(Tikz, images_touch_no_pixel_beside_those_that_they_cover) {
    Frame frame;
    frame.size = {400, 300};
    frame.items.push_back({Photo{{{10.3F, 20.4F}, {112.7F, 80.2F}}, test::photo_pixels(60, 40)}, {}, -1});
    expect_just_within(image_edges(tikz(frame)), {10, 20, 113, 80});
    Raster raster;
    raster.origin = {30.4F, 40.7F};
    raster.u = {50.5F, 0};
    raster.v = {0, 33.3F};
    raster.columns = 5;
    raster.rows = 3;
    const auto values = std::make_shared<std::vector<float>>(15, 1.0F);
    raster.values = values;
    frame.items = {{raster, {}, -1}};
    expect_just_within(image_edges(tikz(frame)), {30, 41, 81, 74});
}

TEST(Tikz, a_width_on_paper_is_the_width_of_the_page) {
    const Frame frame = with_label("x");
    EXPECT_NE(tikz(frame).find("paperwidth=150bp,paperheight=30bp"), std::string::npos);
    const std::string narrow = tikz(frame, {{}, false, false, 25.4, {}});
    EXPECT_NE(narrow.find("paperwidth=72bp,paperheight=14.4bp"), std::string::npos);
    EXPECT_NE(narrow.find("[x=0.36bp,y=-0.36bp,"), std::string::npos);
}

TEST(Tikz, the_picture_is_as_large_as_its_page) {
    const std::regex page(R"(paperwidth=([0-9.]+)bp,paperheight=([0-9.]+)bp)");
    const std::regex unit(R"(\[x=([0-9.]+)bp,y=-([0-9.]+)bp,)");
    Frame frame = with_label("x");
    frame.size = {4096, 2304};
    for (double width = 20; width < 300; width += 0.7) {
        const std::string file = tikz(frame, {{}, false, false, width, {}});
        std::smatch paper, px;
        ASSERT_TRUE(std::regex_search(file, paper, page) && std::regex_search(file, px, unit));
        EXPECT_NEAR(std::stod(paper[1]), 4096 * std::stod(px[1]), 0.01) << width;
        EXPECT_NEAR(std::stod(paper[2]), 2304 * std::stod(px[2]), 0.01) << width;
        EXPECT_NE(file.find("\\advance\\textheight"), std::string::npos) << "what is left is no second page";
    }
}

TEST(Tikz, the_scene_is_in_its_comments) {
    const std::string scene =
        "{\"name\": \"卷积\", \"more\": \"" + std::string(500, '%') + "\\end{document}\"}";
    const std::string file = tikz(with_label("x"), {scene, false, false, {}, {}});
    expect_sound(file);
    std::istringstream lines(file);
    std::string packed;
    const std::string begin = "% convlens-scene: ";
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with(begin))
            continue;
        EXPECT_LE(line.size(), 76U);
        packed += line.substr(begin.size());
    }
    EXPECT_EQ(unpack_text(packed, 10'000), scene);
    EXPECT_EQ(tikz(with_label("x")).find("convlens-scene"), std::string::npos);
}

TEST(Tikz, a_document_that_has_loaded_tikz_gets_no_preamble) {
    const std::string file = tikz(with_label("x"));
    const std::size_t begin = file.find("\\ifdefined\\tikzpicture\\else\n\\documentclass");
    ASSERT_NE(begin, std::string::npos);
    const std::size_t end = file.find("\\fi\n", begin);
    EXPECT_LT(file.find("\\begin{document}"), end);
    EXPECT_LT(file.find("\\end{document}"), end) << "as a macro of the preamble";
    EXPECT_LT(end, file.find("\\begin{tikzpicture}"));
}

TEST(Tikz, numbers_are_short_and_finite) {
    EXPECT_EQ(tikz_number(0), "0");
    EXPECT_EQ(tikz_number(-1.5), "-1.5");
    EXPECT_EQ(tikz_number(-0.001), "0");
    EXPECT_EQ(tikz_number(2.005, 3), "2.005");
    EXPECT_EQ(tikz_number(std::numeric_limits<double>::quiet_NaN()), "0");
    EXPECT_EQ(tikz_number(1e30), "16000");
}

} // namespace
} // namespace convlens
