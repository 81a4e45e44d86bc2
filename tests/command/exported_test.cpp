// Exported files as targets: they open the scene that they hold, at its step, and say so where they hold
// none.
#include "command/program.h"
#include "document/presets.h"
#include "document/scene_file/embedded_scene.h"
#include "input/embedded_bytes.h"
#include "support/temporary_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace convlens::test {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

std::string out(const Folder& folder, const std::string& line) {
    const Outcome outcome = run(folder, words(line));
    EXPECT_EQ(outcome.status, 0) << line << ": " << outcome.err;
    return outcome.out;
}
std::string refused(const Folder& folder, const std::string& line) {
    const Outcome outcome = run(folder, words(line));
    EXPECT_EQ(outcome.status, 2) << line;
    EXPECT_EQ(fault_of_error_line(outcome.err), "") << line;
    return outcome.err;
}

TEST(ExportedTarget, is_as_good_as_its_scene) {
    const Folder folder;
    const Document& document = preset_named("numerical_padding_strides")->document;
    for (const auto& [kind, bytes] : files_with(embedded_scene(document, 5)))
        folder.write("file of " + kind, bytes);
    folder.write("a.mp4", mp4_with(embedded_scene(document, 5)));
    const std::string figure = " numerical_padding_strides", file = " ./a.mp4";
    for (const char* const task :
         {"describe%", "describe% --json", "code%", "render% --step 2 --size 64x48 -o -", "trace% --step 2",
          "export% --size 64x48 --fps 1 --no-scene -o -"}) {
        const auto of = [&](const std::string& target) {
            const std::string line = task;
            return line.substr(0, line.find('%')) + target + line.substr(line.find('%') + 1);
        };
        EXPECT_EQ(out(folder, of(file)), out(folder, of(figure))) << task;
    }
    for (const auto& [kind, bytes] : files_with("{}"))
        EXPECT_EQ(run(folder, {"trace", "./file of " + kind}).out,
                  out(folder, "trace numerical_padding_strides --step 5"))
            << kind;
}

TEST(ExportedTarget, has_a_step_that_may_be_another) {
    const Folder folder;
    const Document& document = preset_named("dilation")->document;
    folder.write("a.png", png_with(embedded_scene(document, 3)));
    folder.write("far.png", png_with(embedded_scene(document, 1'000'000)));
    EXPECT_EQ(out(folder, "trace a.png"), out(folder, "trace dilation --step 3"));
    EXPECT_EQ(out(folder, "trace a.png --step 1"), out(folder, "trace dilation --step 1"));
    EXPECT_EQ(out(folder, "trace far.png"), out(folder, "trace dilation --step 8")) << "the last there is";
    EXPECT_EQ(out(folder, "render a.png --size 96x64 -o -"),
              out(folder, "render dilation --step 3 --size 96x64 -o -"));
    folder.write("a.json", R"({"schema":1,"operation":"conv","input_size":[4],"kernel_size":[2]})");
    EXPECT_THAT(refused(folder, "trace a.json"), EndsWith("(--step)\n")) << "a scene file has none";
    EXPECT_THAT(refused(folder, "render a.json -o x.png"), EndsWith("(--step)\n"));
    EXPECT_THAT(refused(folder, "trace a.png --step 9"), EndsWith("(--step 9)\n"));
}

TEST(ExportedTarget, may_come_through_standard_input) {
    const Folder folder;
    folder.write("a.gif", gif_with(embedded_scene(preset_named("dilation")->document, 3)));
    Surroundings piped;
    piped.standard_input = (folder.path() / "a.gif").string();
    EXPECT_EQ(run(folder, {"trace", "-"}, piped).out, out(folder, "trace dilation --step 3"));
}

TEST(ExportedTarget, may_show_a_network) {
    const Folder folder;
    NetworkDocument network;
    network.view = NetworkView::path;
    folder.write("a.webm", webm_with(embedded_scene(network, 1)));
    const std::string small = " --size 320x180 -o -";
    EXPECT_EQ(out(folder, "render a.webm" + small),
              out(folder, "render network:digits --network-view path --step 1" + small));
    EXPECT_EQ(out(folder, "render network:a.webm" + small), out(folder, "render a.webm" + small));
    EXPECT_EQ(out(folder, "code a.webm"), out(folder, "code network:digits"));
    EXPECT_EQ(out(folder, "network describe a.webm"), out(folder, "network describe digits"));
    EXPECT_THAT(refused(folder, "describe a.webm"), HasSubstr("the scene of a network"));
    folder.write("a.png", png_with(embedded_scene(default_document(), 0)));
    EXPECT_THAT(refused(folder, "render a.png --network-view path -o b.png"),
                EndsWith("(--network-view path)\n"));
    EXPECT_THAT(refused(folder, "a.png --network-view path"), EndsWith("(--network-view path)\n"));
}

TEST(ExportedTarget, without_a_scene_says_so) {
    const Folder folder;
    folder.write("photo.jpg", bytes_of(convlens::fixture("gradient.jpg")));
    folder.write("plain.png", bytes_of(convlens::fixture("rgb.png")));
    folder.write("a.gif", gif_with("{}").substr(0, 30));
    folder.write("cut.png", png_with(embedded_scene(default_document(), 0)).substr(0, 150));
    for (const char* const task : {"describe ", "trace ", "code ", "render -o b.png ", "export -o b.gif "}) {
        EXPECT_EQ(refused(folder, std::string(task) + "photo.jpg"),
                  "convlens: error: holds no scene; to use it as input: --input photo.jpg (photo.jpg)\n");
        EXPECT_THAT(refused(folder, std::string(task) + "plain.png"),
                    HasSubstr("--input plain.png (plain.png)"));
        EXPECT_THAT(refused(folder, std::string(task) + "a.gif"),
                    HasSubstr("holds no scene: it was not written by convlens"));
        EXPECT_THAT(refused(folder, std::string(task) + "cut.png"),
                    HasSubstr("the scene in this file is damaged (cut.png)"));
    }
    EXPECT_THAT(refused(folder, "describe --lang zh photo.jpg"), HasSubstr("其中没有场景"));
    EXPECT_THAT(refused(folder, "network describe plain.png"), HasSubstr("holds no scene"));
}

TEST(ExportedTarget, as_input_stays_a_picture) {
    const Folder folder;
    folder.write("a.png", png_with(embedded_scene(default_document(), 0))); // of one pixel
    EXPECT_THAT(out(folder, "trace conv --input a.png --kernel-size 1 --step 0 --json"),
                StartsWith(R"({"step":0,"steps":1,)"));
}

} // namespace
} // namespace convlens::test
