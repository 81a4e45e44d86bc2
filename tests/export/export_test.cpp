// One request for pictures and animations: what is refused before the work, progress, cancel, the same bytes.
#include "document/evaluate/evaluate.h"
#include "document/presets.h"
#include "document/steps.h"
#include "export/estimate.h"
#include "export/export.h"
#include "export/paper.h"
#include "i18n/error.h"
#include "input/limits.h"
#include "network/evaluate.h"
#include "output/child_status.h"
#include "output/files/atomic_file.h"
#include "output/temporary_folder.h"
#include "scene/network/way_back/stages.h"
#include "support/no_nameless_files.h"
#include "system_fonts.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <regex>
#include <sys/resource.h>

namespace convlens {
namespace {

using test::content_of;
using test::system_fonts;
using test::TemporaryFolder;

const ExportFormat& format_named(std::string_view name) {
    for (const ExportFormat& format : export_formats) {
        if (format.name == name)
            return format;
    }
    throw std::logic_error("no such format");
}

ExportRequest request_for(std::string_view format, const std::string& path) {
    ExportRequest request;
    request.document = preset_named("dilation")->document;
    request.document.lenses = {};
    request.options.composition.size = {320, 240};
    request.fonts = system_fonts();
    request.format = &format_named(format);
    request.path = path;
    request.pace = {.rate = {2, 1}, .step_us = 500'000}; // one frame a step
    request.places = {"length", "rate", "size", "memory", "steps"};
    return request;
}

/// "KEY PLACE" of the error, or "none".
std::string error_of(const ExportRequest& request) {
    try {
        validate(request);
    } catch (const Error& error) {
        EXPECT_EQ(error.fault, Error::Fault::request);
        return error.key + " " + error.where;
    }
    return "none";
}

TEST(Export, a_rate_over_the_format_s_is_refused) {
    for (const ExportFormat& format : export_formats) {
        ExportRequest request = request_for(format.name, "a");
        EXPECT_EQ(error_of(request), "none") << format.name;
        request.pace = {.rate = {format.max_frames_per_second + 1, 1}};
        const bool has_limit = format.is_movie() && format.max_frames_per_second > 0;
        EXPECT_EQ(error_of(request), has_limit ? std::string(format.rate_refusal) + " rate" : "none")
            << format.name;
        request.pace.rate = {std::max<int64_t>(format.max_frames_per_second, 1), 1};
        EXPECT_EQ(error_of(request), "none") << format.name;
    }
}

TEST(Export, an_animation_of_too_many_frames_is_refused_in_every_format) {
    for (const ExportFormat& format : export_formats) {
        ExportRequest request = request_for(format.name, "a");
        request.document.operation = make_operation(Kind::conv, {1003, 1003}, {3, 3}); // 1001 x 1001 steps
        EXPECT_EQ(error_of(request), format.is_movie() ? "error.too_many_frames length" : "none")
            << format.name;
        request.document.operation = make_operation(Kind::conv, {1002, 1002}, {3, 3});
        EXPECT_EQ(steps_of(request.document.operation), limits::movie_frames);
        EXPECT_EQ(error_of(request), "none") << format.name;
    }
}

TEST(Export, pages_are_one_a_step_at_any_rate) {
    const TemporaryFolder folder;
    ExportRequest request = request_for("pages", folder / "a.pdf");
    request.pace = {.rate = {24, 1}, .step_us = 700'000};
    int64_t frames = 0;
    EXPECT_TRUE(run(request, [&](int64_t, int64_t all) {
        frames = all;
        return true;
    }));
    EXPECT_EQ(frames, steps_of(request.document.operation));
}

TEST(Export, lenses_without_room_are_refused_or_left_out) {
    ExportRequest request = request_for("png", "a");
    request.document.lenses = {Lens::sum, Lens::im2col};
    EXPECT_EQ(error_of(request), "error.lenses_need_size size");
    request.needs_room = false;
    EXPECT_EQ(error_of(request), "none");
}

TEST(Export, every_format_writes_the_same_bytes_twice_and_tells_its_progress) {
    for (const ExportFormat& format : export_formats) {
        const TemporaryFolder folder;
        for (const char* const name : {"a", "b"}) {
            const std::string path = folder / (name + std::string(format.ending));
            int64_t last = -1;
            EXPECT_TRUE(run(request_for(format.name, path), [&](int64_t done, int64_t all) {
                EXPECT_EQ(all, steps_of(preset_named("dilation")->document.operation));
                EXPECT_TRUE(done == last || done == last + 1) << done; // asked again while an encoder works
                last = done;
                return true;
            }));
            EXPECT_EQ(last >= 0, format.is_movie());
        }
        const std::string inside = format.is_folder() ? "frame-000009" + std::string(format.each) : "";
        const std::string a = content_of(folder / ("a" + std::string(format.ending) + inside));
        EXPECT_FALSE(a.empty()) << format.name;
        EXPECT_EQ(a, content_of(folder / ("b" + std::string(format.ending) + inside))) << format.name;
    }
}

TEST(Export, what_is_cancelled_leaves_nothing) {
    for (const ExportFormat& format : export_formats) {
        if (!format.is_movie())
            continue;
        const TemporaryFolder folder;
        const ExportRequest request = request_for(format.name, folder / ("a" + std::string(format.ending)));
        EXPECT_FALSE(run(request, [](int64_t done, int64_t) { return done < 4; })) << format.name;
        EXPECT_EQ(folder.entries(), 0) << format.name;
    }
}

TEST(Export, results_that_are_there_are_used) {
    const TemporaryFolder folder;
    ExportRequest request = request_for("svg", folder / "a.svg");
    request.cursor = finished(4, 9);
    EXPECT_TRUE(run(request, {}));
    Results results = evaluate(request.document);
    request.results = std::make_shared<const Results>(results);
    request.path = folder / "b.svg";
    EXPECT_TRUE(run(request, {}));
    EXPECT_EQ(content_of(folder / "a.svg"), content_of(folder / "b.svg"));
    // Others than the document's own: what is given is shown.
    Tensor<double> y = *results.y;
    y[4] += 100;
    results.y = shared(std::move(y));
    request.results = std::make_shared<const Results>(results);
    request.path = folder / "c.svg";
    EXPECT_TRUE(run(request, {}));
    EXPECT_NE(content_of(folder / "a.svg"), content_of(folder / "c.svg"));
}

TEST(Export, a_network_s_view_is_written_in_every_format) {
    const auto document = std::make_shared<NetworkDocument>();
    document->view = NetworkView::path;
    document->selected.layer = "relu2";
    for (const ExportFormat& format : export_formats) {
        const TemporaryFolder folder;
        ExportRequest request = request_for(format.name, folder / ("a" + std::string(format.ending)));
        request.network = document;
        request.network_results = std::make_shared<const NetworkResults>(evaluate_network(*document));
        const int64_t steps = network_timeline(*document, *request.network_results).steps();
        EXPECT_GT(steps, 3);
        int64_t frames = 0;
        EXPECT_TRUE(run(request, [&](int64_t, int64_t all) {
            frames = all;
            return true;
        })) << format.name;
        EXPECT_EQ(frames, format.is_movie() ? steps : 0) << format.name << ": a frame a stage";
        EXPECT_GT(folder.entries(), 0) << format.name;
        request.pace = {.rate = {1, 1}, .step_us = limits::movie_frames * 1'000'000};
        EXPECT_EQ(error_of(request),
                  format.is_movie() && !format.is_by_step ? "error.too_many_frames length" : "none")
            << format.name;
    }
}

TEST(Export, only_the_steps_that_are_asked_for) {
    for (const ExportFormat& format : export_formats) {
        if (!format.is_movie())
            continue;
        const TemporaryFolder folder;
        ExportRequest request = request_for(format.name, folder / ("a" + std::string(format.ending)));
        request.pace.first_step = 3;
        request.pace.last_step = 5;
        int64_t frames = 0;
        EXPECT_TRUE(run(request, [&](int64_t, int64_t all) {
            frames = all;
            return true;
        }));
        EXPECT_EQ(frames, 3) << format.name;
        request.pace.last_step = 9;
        EXPECT_EQ(error_of(request), "error.step_range steps") << format.name;
        request.pace.first_step = 9;
        request.pace.last_step = {};
        EXPECT_EQ(error_of(request), "error.step_range steps") << format.name;
    }
}

/// Width and height of a PNG file, px.
std::pair<int, int> png_size(const std::string& bytes) {
    const auto number = [&](std::size_t at) {
        int value = 0;
        for (std::size_t i = 0; i < 4; ++i)
            value = value * 256 + static_cast<unsigned char>(bytes[at + i]);
        return value;
    };
    return {number(16), number(20)};
}

TEST(Export, a_crop_leaves_what_is_drawn_the_same_in_every_frame) {
    const TemporaryFolder folder;
    ExportRequest request = request_for("folder", folder / "a/");
    request.crops = true;
    request.options.composition.title = false;
    request.options.composition.size = {900, 300};
    EXPECT_TRUE(run(request, {}));
    const auto first = png_size(content_of(folder / "a/frame-000001.png"));
    EXPECT_LT(first.first, 900);
    EXPECT_LE(first.second, 300);
    EXPECT_GT(first.first, 100);
    EXPECT_EQ(png_size(content_of(folder / "a/frame-000009.png")), first);
}

TEST(Estimate, counts_the_frames_that_the_format_has) {
    for (const ExportFormat& format : export_formats) {
        ExportRequest request = request_for(format.name, "unused");
        request.pace.rate = {20, 1};
        request.pace.step_us = 500'000;
        const std::optional<ExportEstimate> expected = estimate(request, {});
        ASSERT_TRUE(expected) << format.name;
        EXPECT_EQ(expected->frames, !format.is_movie() ? 1 : format.is_by_step ? 9 : 90) << format.name;
        EXPECT_DOUBLE_EQ(expected->seconds, format.is_movie() ? 4.5 : 0) << format.name;
        EXPECT_GT(expected->bytes, 1000) << format.name;
    }
}

TEST(Estimate, of_the_last_steps_writes_no_more_than_of_the_first) {
    ExportRequest request = request_for("gif", "unused");
    request.pace.rate = {50, 1};
    request.pace.step_us = 1'000'000;
    const auto frames_written = [&] {
        int64_t frames = 0;
        EXPECT_TRUE(estimate(request, [&](int64_t, int64_t all) {
            frames = all;
            return true;
        }));
        return frames;
    };
    EXPECT_EQ(frames_written(), 50) << "one step";
    request.pace.first_step = 6;
    EXPECT_EQ(frames_written(), 50);
    EXPECT_EQ(estimate(request, {})->frames, 150);
    request.pace.last_step = 7;
    EXPECT_EQ(frames_written(), 50);
}

/// TMPDIR is an empty folder for as long as this lives.
class OwnTemporaryFiles {
public:
    OwnTemporaryFiles() { setenv("TMPDIR", folder.path().c_str(), 1); }
    ~OwnTemporaryFiles() { was_set_ ? setenv("TMPDIR", before_.c_str(), 1) : unsetenv("TMPDIR"); }
    TemporaryFolder folder;

private:
    bool was_set_ = std::getenv("TMPDIR") != nullptr;
    std::string before_ = was_set_ ? std::getenv("TMPDIR") : "";
};

TEST(Estimate, has_no_name_for_what_it_writes) {
    const OwnTemporaryFiles temporary;
    for (const ExportFormat& format : export_formats) {
        if (!format.is_movie())
            continue;
        ExportRequest request = request_for(format.name, "unused");
        int64_t asked = 0;
        EXPECT_TRUE(estimate(request, [&](int64_t, int64_t) {
            ++asked;
            EXPECT_EQ(temporary.folder.entries(), 0) << format.name;
            return true;
        }));
        EXPECT_GT(asked, 1) << format.name;
    }
}

/// Width and height, and pixels a metre (0: not told), of a PNG file's header chunks.
std::array<uint32_t, 3> png_measures(const std::string& file) {
    const auto number = [&](std::size_t at) {
        uint32_t value = 0;
        for (std::size_t i = 0; i < 4; ++i)
            value = value << 8 | static_cast<unsigned char>(file.at(at + i));
        return value;
    };
    const std::size_t density = file.find("pHYs");
    return {number(16), number(20), density < file.find("IDAT") ? number(density + 4) : 0};
}

TEST(Export, a_png_tells_its_width_on_paper) {
    const TemporaryFolder folder;
    for (const char* const format : {"png", "apng", "folder"})
        for (const bool crops : {false, true}) {
            ExportRequest request = request_for(format, folder / (format + std::string("/")));
            if (!request.format->is_folder())
                request.path.pop_back();
            request.options.composition.size = {900, 700};
            request.crops = crops;
            request.file.width_mm = 90;
            request.file_width = 1800;
            ASSERT_TRUE(run(request, {}));
            const auto [width, height, density] = png_measures(
                content_of(request.path + (request.format->is_folder() ? "frame-000001.png" : "")));
            EXPECT_EQ(width, 1800U) << format << " " << crops;
            EXPECT_EQ(density, 20'000U) << format << " " << crops;
            EXPECT_EQ(height == 1400, !crops) << format;
            request.file.width_mm.reset();
            request.file_width.reset();
            ASSERT_TRUE(run(request, {}));
            const auto plain = png_measures(
                content_of(request.path + (request.format->is_folder() ? "frame-000001.png" : "")));
            EXPECT_EQ(plain[2], 0U) << format;
            EXPECT_EQ(plain[0] == 900, !crops) << format << ": a size in pixels is that of the whole";
        }
}

TEST(Export, a_picture_on_paper_is_the_drawing_of_the_same_request) {
    const TemporaryFolder folder;
    for (const bool crops : {false, true}) {
        const ExportFormat& png = format_named("png");
        const PaperPicture paper = paper_picture({85, 300}, png, {});
        ExportRequest request = request_for("png", folder / "paper.png");
        request.crops = crops;
        request.options.composition.size = paper.size;
        request.file_width = paper.file_width;
        request.file.width_mm = 85;
        ASSERT_TRUE(run(request, {}));
        request.format = &format_named("svg");
        request.path = folder / "paper.svg";
        const PaperPicture drawing = paper_picture({85, 600}, *request.format, {}); // a drawing has no dpi
        EXPECT_EQ(drawing.size, paper.size);
        request.file_width = drawing.file_width;
        ASSERT_TRUE(run(request, {}));
        const std::string drawn = content_of(request.path);
        std::smatch box;
        ASSERT_TRUE(std::regex_search(drawn, box, std::regex("viewBox=\"0 0 ([0-9.]+) ([0-9.]+)\"")));
        const auto [width, height, density] = png_measures(content_of(folder / "paper.png"));
        EXPECT_EQ(width, 1004U);
        EXPECT_EQ(density, std::lround(1004 / 0.085));
        EXPECT_EQ(std::stod(box[1]), width);
        EXPECT_EQ(std::stod(box[2]), height);
    }
}

TEST(Export, a_drawing_for_a_wall_is_as_composed) {
    for (const char* const format : {"svg", "pdf", "pages", "tex"})
        EXPECT_FALSE(paper_picture({5000, 300}, format_named(format), {}).file_width) << format;
    EXPECT_TRUE(paper_picture({1000, 300}, format_named("svg"), {}).file_width);
    EXPECT_FALSE(paper_picture({85, 300}, format_named("html"), {}).file_width);
}

TEST(Within, a_link_leads_to_the_file_and_nothing_else_is_there) {
    const TemporaryFolder folder;
    const OwnTemporaryFiles temporary;
    std::filesystem::create_directory(folder / "deep");
    test::put_content(folder / "deep/a.gif", "old");
    std::filesystem::create_symlink("deep/a.gif", folder / "link.gif");
    ExportRequest request = request_for("gif", folder / "link.gif");
    EXPECT_THROW(run_within(request, 100, {}), Error);
    EXPECT_EQ(content_of(folder / "deep/a.gif"), "old");
    request.path = folder / "whole.gif";
    ASSERT_TRUE(run(request, {}));
    const int64_t max_bytes = static_cast<int64_t>(content_of(request.path).size()) * 3 / 4;
    std::filesystem::remove(request.path);
    request.path = folder / "link.gif";
    EXPECT_TRUE(run_within(request, max_bytes, [&](int64_t, int64_t) {
        EXPECT_EQ(folder.entries(), 2);
        EXPECT_EQ(temporary.folder.entries(), 0);
        EXPECT_EQ(content_of(folder / "deep/a.gif"), "old");
        return true;
    }));
    EXPECT_TRUE(std::filesystem::is_symlink(folder / "link.gif"));
    const std::string written = content_of(folder / "deep/a.gif");
    EXPECT_TRUE(written.starts_with("GIF89a"));
    EXPECT_LE(static_cast<int64_t>(written.size()), max_bytes);
    EXPECT_EQ(written.back(), ';') << "of a longer attempt before nothing is left";
}

TEST(Within, also_where_no_file_is_without_a_name) {
    const TemporaryFolder folder;
    ExportRequest request = request_for("gif", folder / "whole.gif");
    ASSERT_TRUE(run(request, {}));
    const int64_t max_bytes = static_cast<int64_t>(content_of(request.path).size()) * 3 / 4;
    request.path = folder / "a.gif";
    constexpr int cannot = 77;
    const int status = test::status_of_child([&] {
        if (!test::forbid_nameless_files())
            _exit(cannot);
        _exit(run_within(request, max_bytes, {}) ? 0 : 1);
    });
    if (WEXITSTATUS(status) == cannot)
        GTEST_SKIP() << "system calls cannot be forbidden here";
    EXPECT_EQ(status, 0);
    EXPECT_LE(static_cast<int64_t>(content_of(folder / "a.gif").size()), max_bytes);
    EXPECT_TRUE(content_of(folder / "a.gif").starts_with("GIF89a"));
    EXPECT_EQ(folder.entries(), 2) << "a.gif, whole.gif";
}

TEST(Estimate, of_a_sheet_names_the_file_that_was_asked_for) {
    const TemporaryFolder folder;
    SheetRequest sheet;
    sheet.picture = request_for("png", folder / "a.png");
    const int status = test::status_of_child([&] {
        install_signal_cleanup(); // so that the limit is an error of write() and no signal
        const rlimit limit{100, 100};
        setrlimit(RLIMIT_FSIZE, &limit);
        try {
            estimate_sheet(sheet, {}, {});
        } catch (const Error& error) {
            _exit(error.where == sheet.picture.path ? 0 : 2);
        }
        _exit(1);
    });
    EXPECT_EQ(WEXITSTATUS(status), 0);
    EXPECT_EQ(folder.entries(), 0);
}

TEST(Estimate, has_the_scene_once) {
    const TemporaryFolder folder;
    ExportRequest request = request_for("gif", folder / "a.gif");
    request.document.operation.input_size = {40, 40};
    std::vector<double> numbers(1600);
    for (std::size_t i = 0; i < numbers.size(); ++i) // hard to compress
        numbers[i] = static_cast<double>(i * 7919 % 100'003) / 100'003;
    request.document.input = values_source({1, 1, 40, 40}, numbers);
    request.options.composition.size = {64, 48}; // the scene is much of the file
    request.pace.rate = {2, 1};
    const auto expected = static_cast<double>(estimate(request, {}).value().bytes);
    EXPECT_TRUE(run(request, {}));
    const auto written = static_cast<double>(content_of(folder / "a.gif").size());
    EXPECT_NEAR(expected / written, 1, 0.3);
}

} // namespace
} // namespace convlens
