// Names to formats, and the table itself.
#include "export/export_name.h"
#include "i18n/catalogue.h"
#include "i18n/error.h"

#include <gtest/gtest.h>

#include <set>
#include <tuple>

namespace convlens {
namespace {

std::string choices_of(const std::string& path, ExportKind kind) {
    try {
        export_format(path, kind);
    } catch (const Error& error) {
        return error.key + " " + error.values.at(0).second + " " + error.values.at(1).second;
    }
    return "none";
}

TEST(ExportName, endings_say_the_format) {
    EXPECT_EQ(export_format("a.png", ExportKind::picture).name, "png");
    EXPECT_EQ(export_format("folder.gif/a.SVG", ExportKind::picture).name, "svg");
    EXPECT_EQ(export_format("a.b.Pdf", ExportKind::picture).name, "pdf");
    EXPECT_EQ(export_format("a.gif", ExportKind::movie).name, "gif");
    EXPECT_EQ(export_format("a.gif/", ExportKind::movie).name, "folder");
}

TEST(ExportName, streams_take_the_first_format) {
    EXPECT_EQ(export_format("-", ExportKind::picture).name, "png");
    EXPECT_EQ(export_format("-", ExportKind::movie).name, "gif");
    EXPECT_EQ(export_format("/dev/null", ExportKind::movie).name, "gif");
}

TEST(ExportName, other_endings_are_refused_with_what_there_is) {
    EXPECT_EQ(choices_of("a.gif", ExportKind::picture), "error.output_ending gif .png, .svg, .pdf, .tex");
    EXPECT_EQ(choices_of("a.png", ExportKind::movie),
              "error.output_ending png .gif, NAME/, .apng, .webp, .mp4, .webm, .pdf, .html");
    EXPECT_EQ(choices_of("a.b/a", ExportKind::movie),
              "error.output_without_ending  .gif, NAME/, .apng, .webp, .mp4, .webm, .pdf, .html");
    EXPECT_EQ(choices_of("a.", ExportKind::picture), "error.output_without_ending  .png, .svg, .pdf, .tex");
    EXPECT_EQ(choices_of("a/", ExportKind::picture), "error.output_without_ending  .png, .svg, .pdf, .tex");
}

TEST(ExportFormats, each_row_is_whole) {
    std::set<std::string_view> names;
    std::set<std::tuple<ExportKind, std::string_view, std::string_view>> endings;
    const Texts texts(Language::en);
    for (const ExportFormat& format : export_formats) {
        EXPECT_TRUE(names.insert(format.name).second) << format.name << " is there twice";
        EXPECT_TRUE(endings.insert({format.kind, format.ending, format.each}).second)
            << format.ending << " is there twice";
        EXPECT_EQ(format.picture == nullptr, format.is_movie()) << format.name;
        const int writers = (format.movie != nullptr ? 1 : 0) + (format.drawings != nullptr ? 1 : 0) +
                            (format.is_page ? 1 : 0);
        EXPECT_EQ(writers, format.is_movie() ? 1 : 0) << format.name;
        EXPECT_EQ(format.is_folder(), !format.each.empty()) << format.name;
        EXPECT_EQ(format.max_frames_per_second == 0, format.rate_refusal.empty()) << format.name;
        EXPECT_FALSE(texts("ui.export_" + std::string(format.name)).empty()) << format.name;
    }
}

} // namespace
} // namespace convlens
