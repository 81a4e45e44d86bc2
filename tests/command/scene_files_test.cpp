// Every command that writes pictures: its files open again at what they show, or hold nothing with
// --no-scene.
#include "program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <tuple>
#include <utility>

namespace convlens::test {
namespace {

using testing::HasSubstr;

struct Written {
    std::string line, file, shows; // `shows`: what of the file's scene is told by its step in words
};

const std::string small_conv = " conv --input-size 4x4 --kernel-size 2x2 ";
const std::string small = "--size 160x120 ", paced = "--fps 1 " + small;

std::vector<Written> of_figures() {
    std::vector<Written> all;
    for (const char* const ending : {"png", "svg", "pdf", "tex"}) {
        const std::string name = std::string("a.") + ending;
        all.push_back({"render" + small_conv + small + "--step 3 -o r" + name, "r" + name, "y[1,0]"});
        all.push_back({"export" + small_conv + "--sheet -o s" + name, "s" + name, "y[2,2]"});
        all.push_back(
            {"export" + small_conv + "--sheet --sweep stride=2,9,1 -o w" + name, "w" + name, "y[1,1]"});
    }
    for (const char* const ending : {"gif", "apng", "webp", "mp4", "webm", "pdf", "html"}) {
        const std::string name = std::string("m.") + ending;
        all.push_back({"export" + small_conv + paced + "--steps 4..5 -o " + name, name, "y[1,1]"});
    }
    all.push_back(
        {"export" + small_conv + paced + "--steps 4..5 -o frames/", "frames/frame-000002.png", "y[1,1]"});
    all.push_back({"export" + small_conv + paced + "--steps 4..5 -o drawn/ --format svg",
                   "drawn/frame-000002.svg", "y[1,1]"});
    all.push_back(
        {"export" + small_conv + paced + "--sweep stride=2 -o swept/", "swept/stride-2.gif", "y[0,0]"});
    all.push_back(
        {"export dilation padding_strides --format png " + small + "-o two/", "two/dilation.png", ""});
    all.push_back({"export --all --format tex --size 320x240 -o all/", "all/dilation.tex", ""});
    for (const char* const ending : {"png", "svg", "pdf", "tex"}) {
        const std::string name = std::string("l.") + ending;
        all.push_back({"lesson export sizes:2 --reveal no " + small + "-o " + name, name, ""});
    }
    all.push_back({"lesson export sizes " + small + "-o slides.pdf", "slides.pdf", ""});
    all.push_back({"lesson export sizes " + small + "-o slides/", "slides/page-02.reveal.png", ""});
    all.push_back({"lesson export sizes " + small + "-o more/", "more/sizes.pdf", ""});
    all.push_back({"lesson export sizes:2 " + small + "-o l.html", "l.html", ""});
    all.push_back({"exercise value --level 1 --count 2 -o e.pdf", "e.pdf", ""});
    return all;
}

std::vector<Written> of_networks() {
    const std::string input = " --input astronaut --input-size 32x32 ", map = "--layer leaky3 --channel 10 ";
    return {{"render network:digits " + small + "-o n.png", "n.png", ""},
            {"export network:digits --layer relu2 --network-view path " + paced + "-o n.gif", "n.gif", ""},
            {"export network:digits --layer relu2 --network-view path --sheet -o n.pdf", "n.pdf", ""},
            {"network project face" + input + map + "-o p.png", "p.png", ""},
            {"network strongest digits --layer relu2 --channel 3 -o s.png", "s.png", ""},
            {"network strongest face" + input + map + "-o f.png", "f.png", ""}};
}

Outcome opened(const Folder& folder, const std::string& file) {
    return run(folder, {"render", file, "--step", "0", "--size", "640x480", "-o", "-"});
}

void expect_that_it_opens_again(const std::vector<Written>& all) {
    const Folder with, without;
    for (const Written& one : all) {
        SCOPED_TRACE(one.line);
        const Outcome written = run(with, words(one.line));
        ASSERT_EQ(written.status, 0) << written.err;
        const Outcome again = opened(with, one.file);
        EXPECT_EQ(again.status, 0) << again.err;
        if (!one.shows.empty()) {
            const Outcome step = run(with, {"trace", one.file, "--text"});
            EXPECT_THAT(step.out, HasSubstr(one.shows)) << step.err;
        }
        ASSERT_EQ(run(without, words(one.line + " --no-scene")).status, 0);
        const Outcome none = opened(without, one.file);
        EXPECT_EQ(none.status, 2);
        EXPECT_THAT(none.err, HasSubstr("holds no scene"));
    }
}

TEST(EveryFile, of_figures_and_lessons_opens_again) {
    expect_that_it_opens_again(of_figures());
}

TEST(EveryFile, of_networks_opens_again) {
    expect_that_it_opens_again(of_networks());
}

const std::string own_lesson = "# Mine\n\nWords, \"quoted\" < b & \\\\ 卷积.\n\n## Second\n\nMore.\n";

std::size_t pages_of(const Folder& folder, const std::string& target) {
    const Outcome written = run(folder, {"lesson", "export", target, "--size", "320x180", "-o", "again/"});
    EXPECT_EQ(written.status, 0) << written.err;
    std::size_t pages = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path() / "again"))
        pages += entry.path().extension() == ".png" ? 1U : 0U;
    std::filesystem::remove_all(folder.path() / "again");
    return pages;
}

/// Written by a line, and exported again from each file it wrote.
TEST(ExportedLesson, is_exported_again_from_pages_slides_and_sheets) {
    const Folder folder;
    folder.write("mine.md", own_lesson);
    const std::tuple<std::string, std::string, std::size_t> all[] = {
        {"lesson export mine.md -o own.html", "own.html", 2},
        {"lesson export mine.md -o own.pdf", "own.pdf", 2},
        {"lesson export sizes:2 -o one.html", "one.html", 2}, // asked and revealed
        {"lesson export sizes:2 --reveal no -o one.png", "one.png", 2},
        {"exercise size --level 2 --seed 5 --count 3 -o sheet.pdf", "sheet.pdf", 6}};
    for (const auto& [line, file, pages] : all) {
        ASSERT_EQ(run(folder, words(line)).status, 0) << line;
        EXPECT_EQ(pages_of(folder, file), pages) << line;
    }
    const Outcome checked = run(folder, {"lesson", "check", "own.html"});
    EXPECT_EQ(checked.status, 0) << checked.err;
    ASSERT_EQ(run(folder, words("lesson export own.html -o again.html")).status, 0);
    EXPECT_EQ(folder.read("own.html"), folder.read("again.html")) << "the same page";
    EXPECT_THAT(run(folder, {"describe", "own.html"}).err, HasSubstr("no figure"));
}

TEST(ExportedLesson, that_is_none_or_wrong_is_refused_in_one_line) {
    const Folder folder;
    ASSERT_EQ(run(folder, words("lesson export sizes:2 --no-scene -o none.html")).status, 0);
    ASSERT_EQ(run(folder, words("exercise value --level 1 --count 1 --no-scene -o none.pdf")).status, 0);
    ASSERT_EQ(run(folder, words("render dilation --step 0 -o figure.png")).status, 0);
    const auto page = [](const std::string& lesson) {
        return "<!DOCTYPE html><script type=\"application/json\" id=\"convlens-scene\">{\"convlens\": 1, "
               "\"step\": 0, \"lesson\": " +
               lesson + "}</script>";
    };
    folder.write("unknown.html", page(R"({"id": "nothing"})"));
    folder.write("far.html", page(R"({"id": "sizes", "page": 900})"));
    folder.write("kind.html", page(R"({"exercise": "poem", "level": 1, "seed": 1, "count": 1})"));
    folder.write("level.html", page(R"({"exercise": "value", "level": 9, "seed": 1, "count": 1})"));
    folder.write("cut.html", page("{}").substr(0, 110));
    const std::pair<std::string, std::string> wrong[] = {{"none.html", "shows no lesson"},
                                                         {"none.pdf", "shows no lesson"},
                                                         {"figure.png", "shows no lesson"},
                                                         {"unknown.html", "nothing"},
                                                         {"far.html", "the page is 900"},
                                                         {"kind.html", "poem"},
                                                         {"level.html", "9"},
                                                         {"cut.html", "damaged"}};
    for (const auto& [file, words] : wrong) {
        const Outcome refused = run(folder, {"lesson", "export", file, "-o", "a.html"});
        EXPECT_EQ(refused.status, 2) << file;
        EXPECT_THAT(refused.err, HasSubstr(words)) << file;
        EXPECT_THAT(refused.err, HasSubstr(file));
        EXPECT_EQ(std::count(refused.err.begin(), refused.err.end(), '\n'), 1) << refused.err;
    }
}

} // namespace
} // namespace convlens::test
