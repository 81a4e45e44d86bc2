// The budget of memory on the command line: what exceeds it is refused in one line before anything is made.
#include "command/program.h"

#include <gtest/gtest.h>

namespace convlens::test {
namespace {

void expect_refused(const std::string& line) {
    const Folder folder;
    const Outcome outcome = run(folder, words(line));
    EXPECT_EQ(outcome.status, 2) << line << ": " << outcome.err;
    EXPECT_EQ(fault_of_error_line(outcome.err), "") << line << ": " << outcome.err;
    EXPECT_NE(outcome.err.find("--max-memory"), std::string::npos) << line << ": " << outcome.err;
    EXPECT_NE(outcome.err.find("iB"), std::string::npos) << line << " says what was wanted: " << outcome.err;
    EXPECT_EQ(outcome.out, "") << line;
    EXPECT_TRUE(folder.names().empty()) << line;
}

TEST(Memory, what_exceeds_the_budget_is_refused_before_it_is_made) {
    expect_refused(
        "render conv --input-size 46340x46340 --kernel-size 3 --step 0 --lenses gradients -o a.png");
    expect_refused("render conv --input-size 20000x20000 --kernel-size 20000 --step 0 -o a.png");
    expect_refused("render conv --input-size 20000x20000 --kernel-size 3 --step 0 --pair -o a.png");
    expect_refused("render conv --input-size 32x32 --in-channels 4096 --out-channels 4096 --kernel-size 3 "
                   "--step 0 --lenses gradients -o a.png");
    expect_refused("trace conv --input-size 20000x20000 --kernel-size 20000 --step 0 --json");
    expect_refused("trace conv --input-size 20000x20000 --kernel-size 20000 --step 0");
    expect_refused("export conv --input-size 46340x1 --kernel-size 3x1 --in-channels 9000 --fps 1 -o a.gif");
    expect_refused("render max-unpool --input-size 9000x9000 --kernel-size 2 --step 0 -o a.png");
}

/// Little memory but long work: a picture that is asked for on the command line comes at once or is refused.
TEST(Memory, what_takes_long_is_refused_at_once) {
    for (const char* const line :
         {"render conv --input-size 2000x2000 --kernel-size 500 --step 2000000 -o a.png",
          "render conv --input-size 20000x20000 --kernel-size 2000 --step 0 -o a.png",
          "render max-unpool --input-size 220x220x220 --kernel-size 2 --step 0 -o a.png",
          "trace conv --input-size 2500x2500 --kernel-size 2400 --step 0 --json",
          "render conv --input-size 64x64 --in-channels 1500 --out-channels 1500 --kernel-size 3 --step 0 "
          "--lenses gradients -o a.png"}) {
        const Folder folder;
        const Outcome outcome = run(folder, words(line));
        EXPECT_EQ(outcome.status, 2) << line << ": " << outcome.err;
        EXPECT_EQ(fault_of_error_line(outcome.err), "") << line << ": " << outcome.err;
        EXPECT_TRUE(folder.names().empty()) << line;
    }
    const Folder folder; // large, but done at once
    EXPECT_EQ(run(folder,
                  words("render conv --in-channels 3 --out-channels 64 --input-size 224x224 --kernel-size 7 "
                        "--stride 2 --padding 3 --step 0 -o a.png"))
                  .status,
              0);
}

/// All of Y would be too much, and often X and W too, but a still picture has little of them.
TEST(Memory, what_a_picture_does_not_show_is_not_computed) {
    for (const char* const line :
         {"render conv --input-size 46340x46340 --kernel-size 3 --step 0 --max-memory 128M -o a.png",
          "render conv --input-size 46340x46340 --kernel-size 3 --step 1000000000 --max-memory 128M -o a.pdf",
          "render conv --input-size 500x500x500 --kernel-size 5 --step 60000000 --max-memory 128M -o a.png",
          "render conv --input-size 500x500x500 --kernel-size 5 --step 0 --view volumes -o a.svg",
          "render conv --input-size 32x32 --in-channels 4096 --out-channels 4096 --kernel-size 3 --step "
          "2000000 "
          "--max-memory 256M -o a.png",
          "render conv --input-size 2000000000 --kernel-size 3 --step 1999999990 --lenses "
          "sum,im2col,unrolled "
          "-o a.png",
          "render conv-transpose --input-size 20000x20000 --kernel-size 3 --stride 2 --step 300000000 -o "
          "a.svg",
          "render max-pool --input-size 500x500x500 --kernel-size 2 --step 900000 --lenses sum,unrolled -o "
          "a.png",
          "render avg-pool --input-size 46340x46340 --kernel-size 3 --step 5 --lenses reach,sizes,cost "
          "--size 1600x900 -o "
          "a.png",
          "render lp-pool --input-size 400x400x400 --kernel-size 2 --norm-p 3 --step 7000000 -o a.png",
          "render conv --input-size 2000x2000 --kernel-size 500 --step 3 -o a.png",
          "render conv --input-size 64x64 --in-channels 1500 --out-channels 1500 --kernel-size 3 --step 0 -o "
          "a.png",
          "render conv-transpose --input-size 64x64 --in-channels 1500 --out-channels 1500 --kernel-size 3 "
          "--step 5 -o a.png",
          "render avg-pool --input-size 3000x3000 --kernel-size 90 --stride 1 --step 3000 -o a.png"}) {
        const Folder folder;
        const Outcome outcome = run(folder, words(line));
        EXPECT_EQ(outcome.status, 0) << line << ": " << outcome.err;
        EXPECT_EQ(folder.names().size(), 1U) << line;
    }
}

TEST(Memory, the_budget_is_the_ones_that_was_given) {
    expect_refused("render conv --input-size 99x99 --kernel-size 3 --step 0 --max-memory 100K -o a.svg");
    expect_refused("render dilation --step 0 --size 1280x720 --max-memory 1M -o a.png");
    expect_refused("export dilation --size 1280x720 --max-memory 1M -o a.gif");
    expect_refused("trace conv --input-size 99x99 --kernel-size 99 --step 0 --json --max-memory 100K");
    expect_refused("matrix unrolled avg-pool --input-size 99x99 --kernel-size 3 --max-memory 1M -o m.npy");
    for (const char* const line :
         {"render dilation --step 0 --size 320x240 --max-memory 1M -o a.png",
          "trace conv --input-size 5x5 --kernel-size 3 --step 0 --json --max-memory 100k",
          "describe conv --input-size 46340x46340 --kernel-size 3 --max-memory 1",
          "code conv --input-size 5x5 --kernel-size 3 --max-memory 1M",
          "matrix unrolled avg-pool --input-size 9x9 --kernel-size 3 --max-memory 1M -o m.npy"}) {
        const Folder folder;
        const Outcome outcome = run(folder, words(line));
        EXPECT_EQ(outcome.status, 0) << line << ": " << outcome.err;
    }
}

} // namespace
} // namespace convlens::test
