// What is drawn and not painted: pages of a PDF, series of SVG files; what they hold of their scene, and how
// large they are on paper.
#include "encoding/packed_text.h"
#include "i18n/error.h"
#include "output/pdf/pdf.h"
#include "output/sample_movie.h"
#include "output/svg/folder.h"
#include "output/temporary_folder.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace convlens {
namespace {

using test::content_of;
using test::output_of;
using test::put_content;
using test::sample_frame;
using test::sample_movie;
using test::system_fonts;
using test::TemporaryFolder;
using test::white;

std::string no_name(uint32_t) {
    return {};
}

std::unique_ptr<DrawingWriter> open_svg(const std::string& path, const MovieFacts& facts,
                                        const FontSet& fonts) {
    return open_svg_folder(path, facts, fonts, no_name);
}

bool write(const Movie& movie, OpenDrawings open, const std::string& path, const Progress& progress = {}) {
    return write_drawings(movie, open, path, system_fonts(), progress);
}

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

TEST(PdfPages, a_page_a_step_all_in_one_box) {
    const TemporaryFolder folder;
    Movie movie = sample_movie(5, {1, 1});
    movie.facts.file.width_mm = 85;
    movie.facts.file.title = "padding (卷积)";
    movie.facts.file.scene = "{\"a\": \"名\"}";
    ASSERT_TRUE(write(movie, open_pdf_pages, folder / "a.pdf"));
    const std::string info = output_of("pdfinfo -f 1 -l 5 '" + folder / "a.pdf" + "' 2>&1");
    EXPECT_TRUE(has(info, "Pages:           5")) << info;
    for (int page = 1; page <= 5; ++page) // 85 mm are 240.945 pt
        EXPECT_TRUE(has(info, "Page    " + std::to_string(page) + " size:  240.945 x 136.186 pts")) << info;
    EXPECT_TRUE(has(info, "padding (卷积)")) << info;
    const std::string keyword = "Keywords:        convlens-scene:";
    const std::size_t begin = info.find(keyword) + keyword.size();
    EXPECT_EQ(unpack_text(info.substr(begin, info.find('\n', begin) - begin), 100), movie.facts.file.scene);
    for (int page = 1; page <= 5; ++page) {
        const std::string number = std::to_string(page);
        const std::string text =
            output_of("pdftotext -f " + number + " -l " + number + " '" + folder / "a.pdf" + "' - 2>&1");
        EXPECT_TRUE(has(text, "step " + std::to_string(page == 3 ? 1 : page - 1))) << text;
    }
}

TEST(PdfPages, the_same_pages_are_the_same_bytes_and_one_is_the_single_picture) {
    const TemporaryFolder folder;
    Movie movie = sample_movie(1, {1, 1});
    movie.facts.file.scene = "{}";
    ASSERT_TRUE(write(movie, open_pdf_pages, folder / "a.pdf"));
    EXPECT_EQ(content_of(folder / "a.pdf"), pdf_of(sample_frame(0, white), system_fonts(), movie.facts.file));
}

TEST(PdfPages, a_full_device_is_an_error_and_the_old_file_stays) {
    try {
        write(sample_movie(5, {1, 1}), open_pdf_pages, "/dev/full");
        ADD_FAILURE() << "it was written";
    } catch (const Error& error) {
        EXPECT_EQ(error.key, "error.write_failed");
    }
    const TemporaryFolder folder;
    put_content(folder / "old.pdf", "old");
    EXPECT_FALSE(write(sample_movie(5, {1, 1}), open_pdf_pages, folder / "old.pdf",
                       [](int64_t done, int64_t) { return done < 4; }));
    EXPECT_EQ(content_of(folder / "old.pdf"), "old");
    EXPECT_EQ(folder.entries(), 1);
}

TEST(SvgSeries, a_file_a_frame) {
    const TemporaryFolder folder;
    Movie movie = sample_movie(5, {1, 1});
    ASSERT_TRUE(write(movie, open_svg, folder / "new/"));
    for (int64_t number = 0; number < 5; ++number)
        EXPECT_EQ(content_of(folder / ("new/frame-00000" + std::to_string(number + 1) + ".svg")),
                  svg_of(sample_frame(number, white), system_fonts(), no_name, movie.facts.file));
    EXPECT_FALSE(write(movie, open_svg, folder / "other/", [](int64_t done, int64_t) { return done < 4; }));
    EXPECT_EQ(folder.entries(), 1);
}

TEST(SvgSeries, the_scene_comes_first_and_has_no_id) {
    FileFacts facts;
    facts.scene = "{\n  \"a\": \"<b> & ]]> 名\"\n}\n";
    const std::string svg = svg_of(sample_frame(0, white), system_fonts(), no_name, facts);
    EXPECT_TRUE(
        has(svg, ">\n<metadata><convlens-scene xmlns=\"https://convlens.invalid/scene\">{\n  &quot;a&quot;: "
                 "&quot;&lt;b&gt; &amp; ]]&gt; 名&quot;\n}\n</convlens-scene></metadata>\n<rect"))
        << svg.substr(0, 600);
    EXPECT_FALSE(has(svg, " id="));
}

TEST(SvgSeries, on_paper_it_is_as_wide_as_asked) {
    const TemporaryFolder folder;
    FileFacts facts;
    facts.width_mm = 85;
    const std::string svg = svg_of(sample_frame(0, white), system_fonts(), no_name, facts);
    EXPECT_TRUE(has(svg, " width=\"85mm\" height=\"48.04mm\" viewBox=\"0 0 161 91\"")) << svg.substr(0, 300);
    put_content(folder / "a.svg", svg);
    output_of("rsvg-convert -d 254 -p 254 '" + folder / "a.svg" + "' -o '" + folder / "a.png" + "' 2>&1");
    const std::string size = output_of("ffprobe -v error -show_entries stream=width,height -of csv=p=0 '" +
                                       folder / "a.png" + "' 2>&1");
    EXPECT_TRUE(size == "850,480\n" || size == "850,481\n") << size;
}

} // namespace
} // namespace convlens
