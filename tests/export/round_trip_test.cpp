// What is written is opened again: every format of the table holds the document and the step that it shows.
#include "document/evaluate/reverse.h"
#include "document/presets.h"
#include "document/scene_file/embedded_scene.h"
#include "export/export.h"
#include "input/image_file.h"
#include "input/scene_input.h"
#include "network/evaluate.h"
#include "network/file.h"
#include "output/temporary_folder.h"
#include "support/random_document.h"
#include "support/temporary_file.h"
#include "system_fonts.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <random>
#include <vector>

namespace convlens {
namespace {

using test::system_fonts;
using test::TemporaryFolder;

ExportRequest small_request(const ExportFormat& format, const Document& document, const std::string& path) {
    ExportRequest request;
    request.document = document;
    request.options.composition.size = {96, 64};
    request.needs_room = false;
    request.fonts = system_fonts();
    request.format = &format;
    request.path = path;
    request.pace = {.rate = {1, 1}, .first_step = 1, .last_step = 2}; // one frame a step
    request.cursor = finished(1, 1);
    request.file.deterministic = true;
    return request;
}

/// The files that were written: one, or those of a folder.
std::vector<std::string> files_at(const std::string& path) {
    if (!std::filesystem::is_directory(path))
        return {path};
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(path))
        files.push_back(entry.path().string());
    return files;
}

std::string path_for(const TemporaryFolder& folder, const ExportFormat& format) {
    return folder / (std::string(format.name) + std::string(format.ending));
}

void expect_figure(const std::string& path, const Figure& figure, int64_t step) {
    for (const std::string& file : files_at(path)) {
        std::optional<FoundFigure> found;
        ASSERT_EQ(refusal([&] { found = find_figure(file); }), "") << file;
        ASSERT_TRUE(found) << file << " holds no scene";
        EXPECT_EQ(found->step, step) << file;
        EXPECT_TRUE(found->figure == figure) << file;
    }
}

TEST(RoundTrip, every_format_holds_its_figure_and_step) {
    std::mt19937_64 generator(14);
    for (const ExportFormat& format : export_formats) {
        const TemporaryFolder folder;
        Document document;
        do { // with the steps that are written
            document = random_document(generator);
        } while (shown_steps(document) < 3);
        const std::string path = path_for(folder, format);
        ASSERT_TRUE(run(small_request(format, document, path), {})) << format.name;
        expect_figure(path, document, 1);
    }
}

TEST(RoundTrip, a_picture_as_input_is_held_too) {
    Document document = default_document();
    document.input = image_source(std::make_shared<const Image>(read_image(fixture("rgb.png"))));
    for (const ExportFormat& format : export_formats) {
        const TemporaryFolder folder;
        const std::string path = path_for(folder, format);
        ASSERT_TRUE(run(small_request(format, document, path), {})) << format.name;
        expect_figure(path, document, 1);
    }
}

TEST(RoundTrip, every_format_holds_its_network) {
    const auto network = std::make_shared<NetworkDocument>();
    network->view = NetworkView::path;
    network->title = {"A network", "网络"};
    const auto results = std::make_shared<NetworkResults>(evaluate_network(*network));
    for (const ExportFormat& format : export_formats) {
        const TemporaryFolder folder;
        ExportRequest request = small_request(format, {}, path_for(folder, format));
        request.network = network;
        request.network_results = results;
        ASSERT_TRUE(run(request, {})) << format.name;
        expect_figure(request.path, *network, 1);
    }
}

TEST(RoundTrip, a_file_that_is_to_hold_none_holds_none) {
    for (const ExportFormat& format : export_formats) {
        const TemporaryFolder folder;
        const std::string path = path_for(folder, format);
        ExportRequest request = small_request(format, default_document(), path);
        request.holds_scene = false;
        ASSERT_TRUE(run(request, {})) << format.name;
        for (const std::string& file : files_at(path)) {
            EXPECT_FALSE(find_scene(file)) << file;
            EXPECT_NE(refusal([&] { read_scene_text(file); }).find("holds no scene"), std::string::npos)
                << file;
        }
    }
}

/// Numbers that no scene file has room for: the picture is written all the same.
TEST(RoundTrip, what_no_scene_has_room_for_is_left_out) {
    constexpr int64_t side = 1800;
    Document document;
    document.operation = make_operation(Kind::max_pool, {side, side}, {side / 2, side / 2});
    document.operation.stride = {side / 2, side / 2};
    document.input = values_source({1, 1, side, side}, std::vector<double>(side * side, 0.123456789));
    document.lenses = {};
    const TemporaryFolder folder;
    const ExportFormat& png = *std::ranges::find(export_formats, "png", &ExportFormat::name);
    ASSERT_TRUE(run(small_request(png, document, folder / "a.png"), {}));
    EXPECT_FALSE(find_scene(folder / "a.png"));
}

} // namespace
} // namespace convlens
