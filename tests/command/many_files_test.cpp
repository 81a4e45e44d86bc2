// Many files of one command: sweeps, several targets, what is left and what fails; contact sheets.
#include "program.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace convlens::test {
namespace {

using Names = std::vector<std::string>;

const std::string conv = "export conv --input-size 5x5 --kernel-size 3x3 ";

void expect_files(const std::string& line, const Names& names) {
    const Folder folder;
    const Outcome outcome = run(folder, words(line));
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(folder.names(), names) << line;
}

TEST(Many, a_sweep_is_a_file_for_each_combination) {
    expect_files(conv + "--sweep stride=1..2 --sweep padding=0,1 --size 320x180 --fps 1 -o s/ --format gif",
                 {"s", "s/stride-1_padding-0.gif", "s/stride-1_padding-1.gif", "s/stride-2_padding-0.gif",
                  "s/stride-2_padding-1.gif"});
}

TEST(Many, several_targets_are_swept_by_name) {
    expect_files("export dilation no_padding_strides --sweep padding=0,1 --format png --size 320x180 -o s/",
                 {"s", "s/dilation_padding-0.png", "s/dilation_padding-1.png",
                  "s/no_padding_strides_padding-0.png", "s/no_padding_strides_padding-1.png"});
}

/// Width and height of a PNG file.
std::pair<int, int> png_size(const Folder& folder, const std::string& name) {
    const std::string bytes = folder.read(name);
    const auto number = [&](std::size_t at) {
        return static_cast<unsigned char>(bytes.at(at)) * 256 + static_cast<unsigned char>(bytes.at(at + 1));
    };
    return {number(18), number(22)};
}

TEST(Many, all_figures_have_the_size_that_is_asked_for_and_no_margins) {
    const Folder folder;
    const std::string line = "export --all --format png --size 400x300 ";
    ASSERT_EQ(run(folder, words(line + "-o a/")).status, 0);
    ASSERT_EQ(run(folder, words(line + "--crop -o b/")).status, 0);
    for (const char* const name :
         {"dilation.png", "numerical_max_pooling.png", "full_padding_no_strides.png"}) {
        EXPECT_EQ(png_size(folder, std::string("a/") + name), std::pair(400, 300)) << name;
        EXPECT_LT(png_size(folder, std::string("b/") + name), std::pair(400, 300)) << name;
    }
}

TEST(Many, a_figure_is_swept_from_its_own_parameters) {
    expect_files("export numerical_padding_strides --sweep dilation=1..2 --format png --size 320x180 -o s/",
                 {"s", "s/dilation-1.png", "s/dilation-2.png"});
}

TEST(Many, impossible_combinations_are_named_and_are_no_failure) {
    const Folder folder;
    const Outcome outcome =
        run(folder, words(conv + "--sweep kernel-size=3x3,7x7 --format png --size 320x180 -o s/"));
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(folder.names(), (Names{"s", "s/kernel-size-3x3.png"}));
    EXPECT_NE(outcome.err.find("kernel-size-7x7"), std::string::npos) << outcome.err;
    EXPECT_EQ(outcome.err.find("error"), std::string::npos) << outcome.err;
    EXPECT_EQ(run(folder, words(conv + "--sweep kernel-size=7..9 --format png -o t/")).status, 2);
}

TEST(Many, what_is_no_parameter_of_the_operation_is_refused) {
    const Folder folder;
    for (const char* line :
         {"export conv --input-size 5 --kernel-size 3 --sweep norm-p=1..2 -o s/",
          "export dilation --sweep output-padding=0..1 -o s/", "export dilation --sweep stride=1..2 -o s.gif",
          "export dilation --resume -o s.gif", "export dilation padding_strides -o s.gif",
          "export dilation padding_strides --sheet -o s.png", "export dilation --sheet --crop -o s.png",
          "export dilation --sheet --crop --sweep padding=0..1 -o s.png"}) {
        const Outcome outcome = run(folder, words(line));
        EXPECT_EQ(outcome.status, 2) << line << ": " << outcome.err;
        EXPECT_EQ(fault_of_error_line(outcome.err), "") << line;
    }
    EXPECT_TRUE(folder.names().empty());
}

TEST(Many, one_of_several_targets_that_fails_is_named_and_the_rest_goes_on) {
    const Folder folder;
    folder.write("broken.json", "{");
    const Outcome outcome =
        run(folder, words("export dilation broken.json no_padding_no_strides --format png "
                          "--size 320x180 -o s/ --jobs 2"));
    EXPECT_EQ(outcome.status, 1);
    EXPECT_NE(outcome.err.find("s/broken.png"), std::string::npos) << outcome.err;
    EXPECT_EQ(folder.names(), (Names{"broken.json", "s", "s/dilation.png", "s/no_padding_no_strides.png"}));
}

TEST(Many, resume_leaves_what_is_there) {
    const Folder folder;
    std::filesystem::create_directory(folder.path() / "s");
    folder.write("s/stride-1.png", "as it was");
    const std::string line = conv + "--sweep stride=1..2 --format png --size 320x180 -o s/";
    EXPECT_EQ(run(folder, words(line + " --resume")).status, 0);
    EXPECT_EQ(folder.read("s/stride-1.png"), "as it was");
    EXPECT_GT(folder.read("s/stride-2.png").size(), 1000U);
    EXPECT_EQ(run(folder, words(line)).status, 0);
    EXPECT_GT(folder.read("s/stride-1.png").size(), 1000U);
}

TEST(Tikz, export_writes_the_last_of_the_steps) {
    const Folder folder;
    for (const char* line : {"export dilation --steps 2..4 -o a.tex", "render dilation --step 4 -o b.tex"}) {
        const Outcome outcome = run(folder, words(line));
        EXPECT_EQ(outcome.status, 0) << outcome.err;
    }
    EXPECT_EQ(folder.read("a.tex"), folder.read("b.tex"));
    EXPECT_EQ(run(folder, words("export dilation --steps 2..99 -o c.tex")).status, 2);
}

TEST(Sheets, steps_are_one_page_in_each_format) {
    const Folder folder;
    for (const char* name : {"a.png", "a.svg", "a.pdf"}) {
        const Outcome outcome =
            run(folder, words("export numerical_padding_strides --sheet -o " + std::string(name)));
        EXPECT_EQ(outcome.status, 0) << outcome.err;
    }
    const std::string svg = folder.read("a.svg");
    for (int step = 1; step <= 9; ++step)
        EXPECT_NE(svg.find(">step " + std::to_string(step) + " of 9<"), std::string::npos) << step;
    EXPECT_EQ(
        run(folder, words("export numerical_padding_strides --sheet --steps 3..4 --lang zh -o b.svg")).status,
        0);
    EXPECT_EQ(folder.read("b.svg").find(">step "), std::string::npos) << "in Chinese";
}

TEST(Sheets, a_sweep_says_in_its_place_what_is_impossible) {
    const Folder folder;
    const Outcome outcome = run(folder, words(conv + "--sweep kernel-size=3,7 --sheet -o a.svg"));
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    const std::string svg = folder.read("a.svg");
    EXPECT_NE(svg.find("kernel size 3"), std::string::npos);
    EXPECT_NE(svg.find("kernel size 7"), std::string::npos);
    EXPECT_NE(svg.find("stroke-dasharray"), std::string::npos);
}

TEST(Sheets, too_many_pictures_are_refused_in_words) {
    const Folder folder;
    for (const char* line :
         {"export conv --input-size 40x40 --kernel-size 3 --sheet -o a.png",
          "export conv --input-size 16x16 --kernel-size 3 --sheet --size 640x360 -o a.png"}) {
        const Outcome outcome = run(folder, words(line));
        EXPECT_EQ(outcome.status, 2) << line;
        EXPECT_EQ(fault_of_error_line(outcome.err), "") << outcome.err;
    }
    EXPECT_TRUE(folder.names().empty());
}

} // namespace
} // namespace convlens::test
