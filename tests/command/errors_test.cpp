// Everything that can be wrong with a command line or its files: the exit status, one line, and nothing left
// behind.
#include "command/program.h"

#include <csignal>
#include <gtest/gtest.h>

#include <regex>

namespace convlens::test {
namespace {

/// The first English words in a row of a Chinese error; names of options, types and figures stand alone.
std::string english_words_of(const std::string& err) {
    static const std::regex three_words("[A-Za-z]{2,}[ '][a-z]{2,} [a-z]{2,}|standard output");
    static const std::string prefix = "convlens: error: ";
    const std::string what = err.starts_with(prefix) ? err.substr(prefix.size()) : err;
    std::smatch found;
    return std::regex_search(what, found, three_words) ? found.str() : std::string();
}

/// The line is refused with `status`, in both languages, with one line that holds `mention`; nothing appears.
void expect_error(const std::vector<std::string>& arguments, int status, const std::string& mention) {
    std::string shown;
    for (const std::string& argument : arguments)
        shown += " '" + argument + "'";
    for (const char* const locale : {"C", "zh_CN.UTF-8"}) {
        const Folder folder;
        folder.write("text.json", "{\"schema\": 1}");
        folder.write("garbage.npy", "\x93NUMPY garbage");
        folder.write("garbage.png", "\x89PNG\r\n\x1a\n garbage");
        folder.write("garbage.bin", std::string("\0\1\2\3", 4));
        folder.write("empty.npy", "");
        folder.write("old.png", "old");
        folder.write("old.gif", "old");
        const auto before = folder.names();
        Surroundings surroundings;
        surroundings.environment = {{"LC_ALL", locale}};
        const Outcome outcome = run(folder, arguments, surroundings);
        EXPECT_EQ(outcome.status, status) << shown << " " << locale << ": " << outcome.err;
        EXPECT_EQ(fault_of_error_line(outcome.err), "") << shown << " " << locale << ": " << outcome.err;
        EXPECT_NE(outcome.err.find(mention), std::string::npos)
            << shown << " " << locale << ": " << outcome.err;
        if (surroundings.environment[0].second != "C") {
            EXPECT_EQ(english_words_of(outcome.err), "") << shown << ": " << outcome.err;
        }
        EXPECT_EQ(outcome.out, "") << shown;
        EXPECT_EQ(folder.names(), before) << shown << " left something behind";
        EXPECT_EQ(folder.read("old.png"), "old") << shown;
        EXPECT_EQ(folder.read("old.gif"), "old") << shown;
    }
}

TEST(Errors, requests_that_are_wrong) {
    const std::pair<const char*, const char*> cases[] = {
        {"describe conv --kernal-size 3", "--kernel-size"},
        {"descrbe conv", "describe"},
        {"cod", "code"},
        {"lesson export", "sizes"},
        {"lesson export sizes", "-o"},
        {"lesson export size -o out/", "sizes"},
        {"lesson export sizes:99 -o out/", "99"},
        {"lesson export sizes -o out.png", ".pdf"},
        {"lesson export sizes --reveal no -o out.html", "--reveal"},
        {"lesson export sizes -o out.gif", "pdf"},
        {"lesson export sizes -o out/ --reveal maybe", "both"},
        {"lesson export none.md -o out/", "none.md"},
        {"lesson list --reveal no", "--reveal"},
        {"lesson ask sizes:2 -o out.json", "-o"},
        {"describe cnv", "conv"},
        {"describe padding_stride", "padding_strides"},
        {"render numerical_average_pooling --pair --step 0 -o x.png", "--pair"},
        {"export lp_pooling --pair -o x.gif", "max-unpool"},
        {"export conv-transpose --input-size 3 --kernel-size 3 --dilation 3 --output-padding 2 --pair -o "
         "x.gif",
         "--pair"},
        {"render dilation --pair --lenses im2col --step 0 -o x.png", "--lenses"},
        {"render no_padding_no_strides --pair --step 16 -o x.png", "15"},
        {"describe dilation --pair", "--pair"},
        {"compute conv", "--input"},
        {"describe conv", "--input-size"},
        {"describe conv --input-size 5x5", "--kernel-size"},
        {"describe conv --input-size 5x5 --kernel-size 7", "7"},
        {"describe conv --input-size 5x5 --kernel-size 7", "--kernel-size"},
        {"describe conv --input-size 5x5 --kernel-size 0", "--kernel-size"},
        {"describe conv --input-size 0x5 --kernel-size 1", "--input-size"},
        {"describe conv --input-size 5x5 --kernel-size 3x3x3", "3x3x3"},
        {"describe conv --input-size 5x5 --kernel-size 3 --pads 1,1", "--pads"},
        {"describe conv --input-size 5x5 --kernel-size 3 --stride 0", "--stride"},
        {"describe conv --input-size 5x5 --kernel-size 3 --dilation 0", "--dilation"},
        {"describe conv --input-size 5x5 --kernel-size 3 --dilation 3", "--kernel-size"},
        {"describe conv --input-size 5x5 --kernel-size 3 --padding 5 --padding-mode reflect", "--padding"},
        {"describe conv --input-size 5x5 --kernel-size 3 --padding 6 --padding-mode circular", "--padding"},
        {"describe conv --input-size 5x5 --kernel-size 3 --groups 2 --in-channels 3", "--groups"},
        {"describe conv --input-size 2147483648 --kernel-size 3", "2147483648"},
        {"describe conv --input-size 2147483647x2147483647 --kernel-size 3", "--input-size"},
        {"describe conv --input-size 5x5 --kernel-size 3 --padding 2147483647", "--padding"},
        {"describe conv --input-size 5x5 --kernel-size 3 --out-channels 2147483647", "2147483647"},
        {"describe conv-transpose --input-size 3x3 --kernel-size 3 --stride 2 --output-padding 2",
         "--output-padding"},
        {"describe conv-transpose --input-size 3x3 --kernel-size 3 --stride 2 --output-size 9x9",
         "--output-size"},
        {"describe conv-transpose --input-size 1x1 --kernel-size 1 --padding 1", "--padding"},
        {"describe max-pool --input-size 5x5 --kernel-size 2 --padding 2", "--padding"},
        {"describe max-unpool --input-size 2x2 --kernel-size 2 --output-size 6x6", "--output-size"},
        {"describe max-unpool --input-size 2x2 --kernel-size 2 --output-size 2x2", "--output-size"},
        {"describe lp-pool --input-size 5x5 --kernel-size 2 --norm-p 0", "--norm-p"},
        {"describe missing.json", "missing.json"},
        {"describe text.json", "text.json"},
        {"describe garbage.bin", "garbage.bin"},
        {"describe .", "."},
        {"describe /dev/zero", "/dev/zero"},
        {"trace dilation --step 9", "9"},
        {"trace dilation --step 9999999999", "--step"},
        {"render dilation --step 9 -o x.png", "--step"},
        {"render dilation --step 0 --term 10 -o x.png", "--term"},
        {"render dilation --step 0 -o x.jpg", "jpg"},
        {"render dilation --step 0 -o x", "x"},
        {"render dilation --step 0 -o x.gif", "gif"},
        {"render dilation --step 0 -o missing/x.png", "missing/x.png"},
        {"render dilation --step 0 -o old.png/x.png", "old.png/x.png"},
        {"render dilation --step 9 -o old.png", "--step"},
        {"render conv --input garbage.npy --kernel-size 3 --step 0 -o x.png", "garbage.npy"},
        {"render conv --input garbage.png --kernel-size 3 --step 0 -o x.png", "garbage.png"},
        {"render conv --input garbage.bin --kernel-size 3 --step 0 -o x.png", "garbage.bin"},
        {"render conv --input empty.npy --kernel-size 3 --step 0 -o x.png", "empty.npy"},
        {"render conv --input missing.npy --kernel-size 3 --step 0 -o x.png", "missing.npy"},
        {"render conv --input-size 5x5 --weight missing.npy --step 0 -o x.png", "missing.npy"},
        {"render conv --input-size 5 --kernel box --step 0 -o x.png", "--kernel"},
        {"render conv --input-size 9x9 --kernel sobel-x --kernel-size 4 --step 0 -o x.png", "--kernel-size"},
        {"render conv --input-size 9x9 --kernel-size 3 --color --step 0 -o x.png", "--color"},
        {"render conv --input-size 9x9 --kernel-size 3 --batch-item 1 --step 0 -o x.png", "--batch-item"},
        {"render dilation --stride 2 --step 0 -o x.png", "--stride"},
        {"export dilation -o x.avi", "avi"},
        {"export dilation -o x.mkv", "mkv"},
        {"export dilation -o x.jpeg", "jpeg"},
        {"export dilation -o x.png", "png"},
        {"export dilation -o missing/frames/", "missing/frames/"},
        {"export dilation --fps 51 -o old.gif", "--fps"},
        {"export dilation --fps 1 --seconds-per-step 0.5 -o old.gif", "--seconds-per-step"},
        {"export conv --input-size 3000x3000 --kernel-size 3 -o x.gif", "--input-size 3000x3000"},
        {"export --all -o x.gif", "x.gif"},
        {"export --all -o missing/x/", "missing/x/"},
        {"export --all -o old.png/", "old.png/"},
    };
    for (const auto& [line, mention] : cases)
        expect_error(words(line), 2, mention);
}

TEST(Errors, words_of_any_bytes_stay_one_line) {
    const std::string odd[] = {"",
                               " ",
                               "\n",
                               "a\nb\n",
                               "\x1b[31mred",
                               "\xff\xfe\xfd",
                               "\xed\xa0\x80",
                               "%s%n%d",
                               "{value}",
                               "()",
                               "-",
                               "--",
                               "---",
                               "=",
                               "--=",
                               "--input-size=",
                               "../../../../etc/passwd\t",
                               std::string(5000, 'x'),
                               std::string(3000, '\xe5'),
                               "卷积",
                               "\xe2\x80\xa8"};
    for (const std::string& word : odd) {
        expect_error({"describe", word == "--" ? "x" : word, "--json"}, 2, "convlens");
        expect_error({"describe", "conv", "--input-size", word, "--kernel-size", "3"}, 2, "--input-size");
        expect_error({"describe", "conv", "--input-size", "5x5", "--kernel-size", word}, 2, "--kernel-size");
        expect_error({"describe", "conv", "--input-size", "5x5", "--kernel-size", "3", "--padding", word}, 2,
                     "--padding");
        expect_error({"trace", "dilation", "--step", word}, 2, "--step");
        expect_error({"--theme", word}, 2, "--theme");
    }
}

TEST(Errors, work_that_fails) {
    expect_error(words("render dilation --step 0 -o /dev/full"), 1, "/dev/full");
    expect_error(words("export dilation -o /dev/full"), 1, "/dev/full");
    expect_error(words("padding_strides"), 1, "convlens"); // no display
}

TEST(Errors, standard_output_full_or_closed) {
    for (const char* const line :
         {"describe dilation", "describe dilation --json", "trace dilation --step 0", "presets", "--help",
          "--version", "--limits", "render dilation --step 0 -o -"}) {
        const Folder folder;
        Surroundings full;
        full.standard_output = "/dev/full";
        const Outcome outcome = run(folder, words(line), full);
        EXPECT_EQ(outcome.status, 1) << line;
        EXPECT_EQ(fault_of_error_line(outcome.err), "") << line << ": " << outcome.err;
        Surroundings closed;
        closed.standard_output_closed = true;
        const Outcome without = run(folder, words(line), closed);
        EXPECT_EQ(without.status, 1) << line;
        EXPECT_EQ(fault_of_error_line(without.err), "") << line << ": " << without.err;
        EXPECT_TRUE(folder.names().empty());
    }
}

TEST(Errors, a_signal_leaves_nothing_behind) {
    for (const char* const output : {"x.gif", "frames/"}) {
        for (const int signal_number : {SIGINT, SIGTERM}) {
            const Folder folder;
            Surroundings surroundings;
            surroundings.signal = signal_number;
            const Outcome outcome =
                run(folder,
                    words("export conv --input-size 64x64 --kernel-size 3 --size 1280x720 --fps 20 -o " +
                          std::string(output)),
                    surroundings);
            EXPECT_EQ(outcome.status, 128 + signal_number) << output << ": " << outcome.err;
            EXPECT_TRUE(folder.names().empty()) << output;
        }
    }
}

TEST(Errors, a_signal_during_all_leaves_whole_files_only) {
    const Folder folder;
    Surroundings surroundings;
    surroundings.signal = SIGTERM;
    const Outcome outcome = run(folder, words("export --all -o all/"), surroundings);
    EXPECT_EQ(outcome.status, 128 + SIGTERM) << outcome.err;
    EXPECT_LE(folder.names().size(), 1U);
    if (folder.names().empty())
        return;
    for (const auto& file : std::filesystem::directory_iterator(folder.path() / "all"))
        EXPECT_EQ(file.path().extension(), ".gif") << file.path();
}

} // namespace
} // namespace convlens::test
