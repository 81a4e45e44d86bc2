// PNG, SVG and PDF files, read again by other programs: libpng, librsvg, poppler.
#include "output/paint.h"
#include "output/pdf/pdf.h"
#include "output/png/png.h"
#include "output/sample_movie.h"
#include "output/svg/svg.h"
#include "output/svg/text.h"
#include "output/temporary_folder.h"
#include "picture/hatching.h"
#include "picture/outline.h"
#include "picture/theme.h"
#include "support/photos.h"
#include "support/random_frame.h"
#include "system_fonts.h"

#include <gtest/gtest.h>
#include <png.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <regex>
#include <set>

namespace convlens {
namespace {

using test::output_of;
using test::put_content;
using test::random_frame;
using test::system_fonts;
using test::TemporaryFolder;

std::string name_of(uint32_t space) {
    return space == 1 ? "X" : "the <\"Y\"> & " + std::to_string(space);
}

struct Pixels {
    int width = 0, height = 0;
    bool alpha = false;
    std::vector<uint8_t> rgba;
};

Pixels read_png(const std::string& path) {
    Pixels pixels;
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    EXPECT_NE(png_image_begin_read_from_file(&image, path.c_str()), 0) << path;
    pixels.alpha = (image.format & PNG_FORMAT_FLAG_ALPHA) != 0;
    image.format = PNG_FORMAT_RGBA;
    pixels.width = static_cast<int>(image.width);
    pixels.height = static_cast<int>(image.height);
    pixels.rgba.resize(PNG_IMAGE_SIZE(image));
    EXPECT_NE(png_image_finish_read(&image, nullptr, pixels.rgba.data(), 0, nullptr), 0) << path;
    return pixels;
}

void put(Frame& frame, Shape shape, Tag tag = {}) {
    frame.items.push_back({std::move(shape), tag, -1});
}

/// A small scene with everything in it, as the themes draw it.
Frame scene() {
    const Theme& t = theme(ThemeId::light);
    Frame frame;
    frame.size = {360, 240};
    frame.background = t.ground;
    frame.clips = {{{20, 180}, {90, 220}}};
    for (int i = 0; i < 12; ++i) {
        const auto x = static_cast<float>(i % 4);
        const auto y = static_cast<float>(i / 4);
        Box box;
        box.origin = {20 + 34 * x + 20 * y, 60 - 12 * x + 26 * y};
        box.u = {34, -12};
        box.v = {20, 26};
        box.fill = i % 4 == 3 ? t.padding_fill : t.x.fill;
        box.stroke = i % 4 == 3 ? t.padding_ink : t.x.line;
        box.stroke_width = 1;
        box.dash = i % 4 == 3 ? Dash::dashed : Dash::solid;
        box.pattern = i % 4 == 3 ? Pattern::hatched : static_cast<Pattern>(i % 5);
        box.ink = t.hole_ink;
        put(frame, box, {1, i});
        Label digit;
        digit.text = std::to_string(i);
        digit.position = box.origin + 0.5F * (box.u + box.v);
        digit.face = Face::mono;
        digit.align_x = AlignX::center;
        digit.align_y = AlignY::middle;
        digit.color = t.x.text;
        put(frame, digit, {1, i});
    }
    Label words;
    words.text = "a<b & \"c\" ⌊卷积⌋";
    words.position = {20, 170};
    words.color = t.text;
    put(frame, words, {2, 0});
    Box card = box_of({{20, 180}, {150, 230}});
    card.radius = 6;
    card.fill = t.w.fill;
    card.stroke = t.w.line;
    card.stroke_width = 2;
    put(frame, card, {1, 99});
    frame.items.back().clip = 0;
    Path arrow;
    arrow.points = {{200, 60}, {250, 90}, {330, 40}};
    arrow.stroke = t.sight;
    arrow.stroke_width = 2;
    arrow.dash = Dash::dashed;
    put(frame, arrow);
    Raster raster;
    raster.origin = {200, 120};
    raster.u = {120, 0};
    raster.v = {0, 80};
    raster.columns = 12;
    raster.rows = 8;
    auto values = std::make_shared<std::vector<float>>();
    for (int i = 0; i < 96; ++i)
        values->push_back(static_cast<float>(i * 29 % 41) / 20 - 1);
    raster.values = values;
    raster.map = {-1, 0, 1, t.negative, t.neutral, t.positive};
    put(frame, raster, {3, 0});
    return frame;
}

/// With a picture in colour, last.
Frame scene_with_photo() {
    Frame frame = scene();
    put(frame, Photo{{{170, 20}, {330, 110}}, test::photo_pixels(500, 300)}, {4, 0});
    return frame;
}

/// Mean difference of a part of a colour, 0 to 255.
double mean_difference(const Pixels& a, const Pixels& b) {
    EXPECT_EQ(a.width, b.width);
    EXPECT_EQ(a.height, b.height);
    double sum = 0;
    for (std::size_t i = 0; i < std::min(a.rgba.size(), b.rgba.size()); ++i)
        sum += std::abs(int{a.rgba[i]} - int{b.rgba[i]});
    return sum / static_cast<double>(a.rgba.size());
}

/// Nearest pixel of an 8-bit colour that is not multiplied.
uint8_t straight(uint32_t pixel, int shift) {
    const uint32_t alpha = pixel >> 24;
    return static_cast<uint8_t>(alpha == 0 ? 0 : ((pixel >> shift & 255U) * 255 + alpha / 2) / alpha);
}

TEST(PictureFile, png_has_the_painted_pixels) {
    for (unsigned seed = 0; seed < 8; ++seed) {
        std::mt19937 random(seed);
        Frame frame = random_frame(random, {93, 71}, 12);
        frame.background = seed % 2 == 0 ? rgb(0xF6F7F9) : Color{};
        const TemporaryFolder folder;
        put_content(folder / "a.png", png_of(frame, system_fonts()));
        const Pixels file = read_png(folder / "a.png");
        const std::vector<uint32_t> pixels = test::paint(frame, system_fonts());
        ASSERT_EQ(file.width * file.height, static_cast<int>(pixels.size()));
        EXPECT_EQ(file.alpha, seed % 2 == 1);
        for (std::size_t i = 0; i < pixels.size(); ++i) {
            ASSERT_EQ(file.rgba[4 * i], straight(pixels[i], 16)) << "seed " << seed << " pixel " << i;
            ASSERT_EQ(file.rgba[4 * i + 1], straight(pixels[i], 8)) << "seed " << seed << " pixel " << i;
            ASSERT_EQ(file.rgba[4 * i + 2], straight(pixels[i], 0)) << "seed " << seed << " pixel " << i;
            ASSERT_EQ(file.rgba[4 * i + 3], pixels[i] >> 24) << "seed " << seed << " pixel " << i;
        }
    }
}

TEST(PictureFile, the_same_frame_gives_the_same_bytes) {
    EXPECT_EQ(png_of(scene(), system_fonts()), png_of(scene(), system_fonts()));
    EXPECT_EQ(svg_of(scene(), system_fonts(), name_of), svg_of(scene(), system_fonts(), name_of));
    EXPECT_EQ(pdf_of(scene(), system_fonts()), pdf_of(scene(), system_fonts()));
}

TEST(PictureFile, svg_looks_like_the_png) {
    const TemporaryFolder folder;
    put_content(folder / "a.png", png_of(scene(), system_fonts()));
    put_content(folder / "a.svg", svg_of(scene(), system_fonts(), name_of));
    output_of("rsvg-convert '" + folder / "a.svg" + "' -o '" + folder / "b.png" + "' 2>&1");
    const Pixels png = read_png(folder / "a.png");
    EXPECT_LT(mean_difference(png, read_png(folder / "b.png")), 4);
    Frame without = scene();
    without.items.pop_back(); // the comparison would notice a missing raster
    put_content(folder / "c.png", png_of(without, system_fonts()));
    EXPECT_GT(mean_difference(read_png(folder / "b.png"), read_png(folder / "c.png")), 4);
}

TEST(PictureFile, photos_look_the_same_in_every_format) {
    const TemporaryFolder folder;
    const Frame frame = scene_with_photo();
    put_content(folder / "a.png", png_of(frame, system_fonts()));
    put_content(folder / "a.svg", svg_of(frame, system_fonts(), name_of));
    put_content(folder / "a.pdf", pdf_of(frame, system_fonts()));
    output_of("rsvg-convert '" + folder / "a.svg" + "' -o '" + folder / "svg.png" + "' 2>&1");
    output_of("pdftoppm -r 96 -png -singlefile '" + folder / "a.pdf" + "' '" + folder / "pdf" + "' 2>&1");
    const Pixels png = read_png(folder / "a.png");
    EXPECT_LT(mean_difference(png, read_png(folder / "svg.png")), 4);
    EXPECT_LT(mean_difference(png, read_png(folder / "pdf.png")), 4);
    put_content(folder / "c.png", png_of(scene(), system_fonts())); // the comparison would notice it missing
    EXPECT_GT(mean_difference(read_png(folder / "svg.png"), read_png(folder / "c.png")), 8);
    EXPECT_GT(mean_difference(read_png(folder / "pdf.png"), read_png(folder / "c.png")), 8);
    EXPECT_EQ(png_of(frame, system_fonts()), png_of(frame, system_fonts()));
}

TEST(PictureFile, svg_of_outlines_needs_no_fonts_and_looks_the_same) {
    const TemporaryFolder folder;
    const std::string svg = svg_of(scene(), system_fonts(), name_of, SvgText::outlines);
    EXPECT_EQ(svg.find("<text"), std::string::npos);
    EXPECT_EQ(svg.find("font-family"), std::string::npos);
    put_content(folder / "a.png", png_of(scene(), system_fonts()));
    put_content(folder / "a.svg", svg);
    output_of("rsvg-convert '" + folder / "a.svg" + "' -o '" + folder / "b.png" + "' 2>&1");
    EXPECT_LT(mean_difference(read_png(folder / "a.png"), read_png(folder / "b.png")), 4);
}

TEST(Hatching, lines_lie_within_the_box_and_on_one_raster) {
    for (const float radius : {0.0F, 8.0F}) {
        Box box = box_of({{10, 20}, {70, 50}});
        box.radius = radius;
        const auto lines = hatch_lines(box);
        EXPECT_GT(lines.size(), 8U);
        for (const auto& line : lines) {
            for (const Vec2 p : line) {
                EXPECT_GE(p.x, 9.99F);
                EXPECT_LE(p.y, 50.01F);
                const float nth = (p.x + p.y) / (hatch_distance * std::sqrt(2.0F));
                EXPECT_NEAR(nth, std::round(nth), 1e-3);
                EXPECT_GE((p.x - 10) + (p.y - 20), radius * (2 - std::sqrt(2.0F)) - 0.01F);
            }
        }
    }
    Box broken;
    broken.origin = {NAN, INFINITY};
    broken.u = {1e30F, 0};
    broken.v = {0, 5};
    EXPECT_LE(hatch_lines(broken).size(), 10001U);
    EXPECT_TRUE(hatch_lines(Box{}).empty());
}

TEST(PictureFile, pdf_looks_like_the_png_and_has_its_text) {
    const TemporaryFolder folder;
    put_content(folder / "a.png", png_of(scene(), system_fonts()));
    put_content(folder / "a.pdf", pdf_of(scene(), system_fonts()));
    output_of("pdftoppm -r 96 -png -singlefile '" + folder / "a.pdf" + "' '" + folder / "b" + "' 2>&1");
    EXPECT_LT(mean_difference(read_png(folder / "a.png"), read_png(folder / "b.png")), 4);
    const std::string text = output_of("pdftotext '" + folder / "a.pdf" + "' - 2>&1");
    EXPECT_NE(text.find("a<b & \"c\" ⌊卷积⌋"), std::string::npos) << text;
}

std::string svg_of_scene() {
    return svg_of(scene(), system_fonts(), name_of);
}

TEST(PictureFile, svg_groups_carry_the_names_of_their_spaces) {
    const std::string svg = svg_of_scene();
    std::set<std::string> ids;
    const std::regex id("id=\"([^\"]*)\"");
    for (std::sregex_iterator at(svg.begin(), svg.end(), id), end; at != end; ++at)
        EXPECT_TRUE(ids.insert((*at)[1]).second) << "twice: " << (*at)[1];
    EXPECT_TRUE(ids.contains("X"));
    EXPECT_TRUE(ids.contains("X-2")) << "the second run of the same space";
    EXPECT_TRUE(ids.contains("the---Y-----2"));
}

TEST(PictureFile, svg_numbers_are_short_and_finite) {
    std::string svg = svg_of_scene();
    svg = std::regex_replace(svg, std::regex("data:image/png;base64,[^\"]*"), "");
    EXPECT_FALSE(std::regex_search(svg, std::regex("[0-9]\\.[0-9]{3}"))) << svg;
    EXPECT_FALSE(std::regex_search(svg, std::regex("\"[^\"]*(nan|inf)[ \"]")));
    Frame broken;
    broken.size = {100, 100};
    Box box;
    box.origin = {NAN, INFINITY};
    box.u = {1e30F, 0};
    box.v = {0, 5};
    box.fill = rgb(1);
    put(broken, box);
    const std::string svg_of_broken = svg_of(broken, system_fonts(), name_of);
    EXPECT_FALSE(std::regex_search(svg_of_broken, std::regex("nan|inf|e\\+"))) << svg_of_broken;
}

TEST(PictureFile, svg_text_is_text) {
    const std::string svg = svg_of_scene();
    EXPECT_NE(svg.find("a&lt;b &amp; &quot;c&quot; "), std::string::npos);
    EXPECT_NE(svg.find("卷积"), std::string::npos);
    EXPECT_NE(svg.find("font-family=\"JetBrains Mono, monospace\""), std::string::npos);
    EXPECT_NE(svg.find("textLength=\""), std::string::npos);
    EXPECT_NE(svg.find("overflow=\"hidden\""), std::string::npos);
    EXPECT_EQ(svg.find("url("), std::string::npos); // nothing that another picture in the page could take
}

TEST(SvgText, escapes_what_xml_forbids) {
    EXPECT_EQ(svg_escaped("a\x01<\xFF&\"\xEF\xBF\xBF"), "a\uFFFD&lt;\uFFFD&amp;&quot;\uFFFD");
}

TEST(SvgText, numbers_are_rounded_to_hundredths) {
    EXPECT_EQ(svg_number(1.005F), "1");
    EXPECT_EQ(svg_number(-0.001F), "0");
    EXPECT_EQ(svg_number(-2.5F), "-2.5");
    EXPECT_EQ(svg_number(12.346F), "12.35");
    EXPECT_EQ(svg_number(0.07F), "0.07");
    EXPECT_EQ(svg_number(NAN), "0");
}

} // namespace
} // namespace convlens
