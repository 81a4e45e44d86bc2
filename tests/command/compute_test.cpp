// `compute` and `matrix` against numbers known by hand, and what their files have in common.
#include "command/npy_text.h"
#include "command/program.h"
#include "input/zip_bytes.h"

#include <csignal>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace convlens::test {
namespace {

/// Runs a line that must be done.
Outcome done(const Folder& folder, const std::string& line) {
    const Outcome outcome = run(folder, words(line));
    EXPECT_EQ(outcome.status, 0) << line << ": " << outcome.err;
    EXPECT_EQ(outcome.err, "") << line;
    return outcome;
}

template <class T>
void expect_array(const Folder& folder, const std::string& file, const Sizes& shape,
                  const std::vector<T>& numbers) {
    const Tensor<T> tensor = read<T>(folder.read(file));
    EXPECT_EQ(tensor, Tensor<T>(shape, numbers)) << file << ": " << testing::PrintToString(tensor.data);
}

TEST(Compute, convolution_with_bias_in_either_type) {
    const Folder folder;
    folder.write("x.npy", ramp({1, 1, 3, 3}));
    folder.write("w.npy", npy<float>({2, 1, 2, 2}, {1, 0, 0, 1, 0, 1, 1, 0}));
    folder.write("b.npy", npy<float>({2}, {0.5, -1}));
    done(folder, "compute conv --input x.npy --weight w.npy --bias b.npy -o y.npy");
    expect_array<float>(folder, "y.npy", {1, 2, 2, 2}, {6.5, 8.5, 12.5, 14.5, 5, 7, 11, 13});
    folder.write("x.npy", ramp<double>({1, 1, 3, 3}));
    done(folder, "compute conv --input x.npy --weight w.npy --bias b.npy -o y.npy");
    expect_array<double>(folder, "y.npy", {1, 2, 2, 2}, {6.5, 8.5, 12.5, 14.5, 5, 7, 11, 13});
}

/// The bytes of an array of ones of another type, in place of numbers of as many bytes.
std::string of_type(const std::string& name, const std::string& numbers) {
    const std::string text = "{'descr': '" + name + "', 'fortran_order': False, 'shape': (1L, 2L), }";
    std::string file("\x93NUMPY\x01\x00", 8);
    const std::string padded = text + std::string(128 - 11 - text.size(), ' ') + "\n";
    file += static_cast<char>(padded.size());
    file += '\0';
    return file + padded + numbers;
}

TEST(Compute, halves_bool_and_integers_in_the_narrowest_type_that_has_them) {
    const Folder folder;
    folder.write("w.npy", ramp<double>({1, 1}));
    const std::pair<const char*, std::string> narrow[] = {{"<f2", std::string("\x00\x3C\x00\x40", 4)},
                                                          {"|b1", std::string("\1\1")},
                                                          {"|i1", "\1\2"},
                                                          {"|u1", "\1\2"},
                                                          {"<i2", std::string("\1\0\2\0", 4)},
                                                          {">u2", std::string("\0\1\0\2", 4)}};
    for (const auto& [type, numbers] : narrow) {
        folder.write("x.npy", of_type(type, numbers));
        done(folder, "compute conv --input x.npy --weight w.npy -o y.npy");
        expect_array<float>(folder, "y.npy", {1, 2}, {1, type == std::string("|b1") ? 1.0F : 2.0F});
        done(folder, "matrix im2col conv --input x.npy --kernel-size 1 -o m.npy");
        EXPECT_EQ(read<float>(folder.read("m.npy")).count(), 2) << type;
        done(folder, "trace conv --input x.npy --kernel-size 1 --step 0");
    }
    const std::pair<const char*, std::string> wide[] = {
        {"<i4", std::string("\1\0\0\0\2\0\0\0", 8)},
        {">u8", std::string("\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0\2", 16)}};
    for (const auto& [type, numbers] : wide) {
        folder.write("x.npy", of_type(type, numbers));
        done(folder, "compute conv --input x.npy --weight w.npy -o y.npy");
        expect_array<double>(folder, "y.npy", {1, 2}, {1, 2});
    }
}

TEST(Compute, archives_tables_and_standard_input) {
    const Folder folder;
    folder.write("a.npz",
                 zip_file({{"x.npy", ramp({3, 3})}, {"w.npy", npy<float>({2, 2}, {1, 0, 0, 1}), true}}));
    folder.write("x.csv", "1,2,3\n4,5,6\n7,8,9\n");
    done(folder, "compute conv --input a.npz:x --weight a.npz:w -o y.npy");
    expect_array<float>(folder, "y.npy", {2, 2}, {6, 8, 12, 14});
    done(folder, "compute conv --input x.csv --weight a.npz:w -o y.npy");
    expect_array<double>(folder, "y.npy", {2, 2}, {6, 8, 12, 14});
    Surroundings piped;
    piped.standard_input = (folder.path() / "x.csv").string();
    const Outcome outcome = run(folder, words("compute conv --input - --weight a.npz:w.npy -o z.npy"), piped);
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(folder.read("z.npy"), folder.read("y.npy"));
    piped.standard_input = (folder.path() / "a.npz").string();
    EXPECT_EQ(run(folder, words("trace conv --input -:x --weight a.npz:w --step 0 --json"), piped).out,
              done(folder, "trace conv --input a.npz:x --weight a.npz:w --step 0 --json").out);
}

TEST(Matrix, groups_need_no_channels) {
    const Folder folder;
    folder.write("g.npy", ramp({1, 2, 3, 3}));
    done(folder, "matrix im2col conv --input g.npy --kernel-size 2 --groups 2 -o m.npy");
    EXPECT_EQ(read<float>(folder.read("m.npy")).shape, (Sizes{8, 4}));
    done(folder, "describe conv --input-size 5x5 --kernel-size 3 --groups 3");
    done(folder, "describe conv-transpose --input-size 5x5 --kernel-size 3 --groups 3");
    const Outcome in =
        run(folder, words("describe conv --input-size 5 --kernel-size 3 --groups 2 --in-channels 3"));
    EXPECT_NE(in.err.find("2 groups do not divide the number of input channels, 3"), std::string::npos)
        << in.err;
    const Outcome out =
        run(folder, words("describe conv --input-size 5 --kernel-size 3 --groups 2 --out-channels 3"));
    EXPECT_NE(out.err.find("2 groups do not divide the number of output channels, 3"), std::string::npos)
        << out.err;
}

TEST(Compute, bare_arrays_stay_bare) {
    const Folder folder;
    folder.write("x.npy", ramp({3, 3}));
    folder.write("w.npy", npy<float>({2, 2}, {1, 0, 0, 1}));
    folder.write("dy.npy", npy<float>({2, 2}, {1, 0, 0, 0}));
    done(folder,
         "compute conv --input x.npy --weight w.npy -o y.npy --grad-output dy.npy --grad-input dx.npy "
         "--grad-weight dw.npy --grad-bias db.npy");
    expect_array<float>(folder, "y.npy", {2, 2}, {6, 8, 12, 14});
    expect_array<float>(folder, "dx.npy", {3, 3}, {1, 0, 0, 0, 1, 0, 0, 0, 0});
    expect_array<float>(folder, "dw.npy", {2, 2}, {1, 2, 4, 5});
    expect_array<float>(folder, "db.npy", {1}, {1});
}

TEST(Compute, three_axes_are_items_channels_and_length_unless_said_otherwise) {
    const Folder folder;
    folder.write("x.npy", ramp({1, 2, 3}));
    folder.write("w.npy", npy<float>({1, 2, 2}, {1, 1, 1, 1}));
    done(folder, "compute conv --input x.npy --weight w.npy -o y.npy");
    expect_array<float>(folder, "y.npy", {1, 1, 2}, {12, 16});
    done(folder, "compute conv --input x.npy --weight w.npy --dims 3 -o y.npy");
    expect_array<float>(folder, "y.npy", {1, 1, 2}, {12, 16}); // one volume, one kernel
    done(folder, "compute avg-pool --input x.npy --kernel-size 3 -o y.npy");
    expect_array<float>(folder, "y.npy", {1, 2, 1}, {2, 5});
    done(folder, "compute avg-pool --input x.npy --dims 3 --kernel-size 1x2x3 -o y.npy");
    expect_array<float>(folder, "y.npy", {1, 1, 1}, {3.5});
}

TEST(Compute, every_method_and_any_threads_agree) {
    const Folder folder;
    folder.write("x.npy", ramp({2, 2, 5, 4}));
    folder.write("w.npy", ramp({4, 1, 3, 2}));
    folder.write("dy.npy", ramp({2, 4, 3, 5}));
    const std::string line =
        "compute conv --input x.npy --weight w.npy --groups 2 --padding 1 --stride 2x1 -o y.npy "
        "--grad-output dy.npy --grad-input dx.npy --grad-weight dw.npy --method ";
    done(folder, line + "direct");
    const std::string direct = folder.read("y.npy"); // whole numbers: the order of sums does not matter
    const std::string dx = folder.read("dx.npy");
    const std::string dw = folder.read("dw.npy");
    EXPECT_EQ(read<float>(direct).shape, (Sizes{2, 4, 3, 5}));
    for (const char* const method :
         {"im2col", "unrolled", "auto", "auto --threads 1", "im2col --threads 3"}) {
        done(folder, line + method);
        EXPECT_EQ(folder.read("y.npy"), direct) << method;
        EXPECT_EQ(folder.read("dx.npy"), dx) << method;
        EXPECT_EQ(folder.read("dw.npy"), dw) << method;
    }
}

TEST(Compute, transposed_convolution_and_its_gradients) {
    const Folder folder;
    folder.write("x.npy", npy<double>({1, 1, 2}, {1, 2}));
    folder.write("w.npy", npy<double>({1, 1, 3}, {1, 10, 100}));
    folder.write("dy.npy", npy<double>({1, 1, 4}, {1, 2, 3, 4}));
    done(folder,
         "compute conv-transpose --input x.npy --weight w.npy --stride 2 --padding 1 --output-padding 1 "
         "-o y.npy --grad-output dy.npy --grad-input dx.npy --grad-weight dw.npy");
    expect_array<double>(folder, "y.npy", {1, 1, 4}, {10, 102, 20, 200});
    expect_array<double>(folder, "dx.npy", {1, 1, 2}, {210, 432});
    expect_array<double>(folder, "dw.npy", {1, 1, 3}, {4, 7, 10});
}

TEST(Compute, gradients_alone_need_no_output_and_only_the_shape_of_the_weights) {
    const Folder folder;
    folder.write("x.npy", ramp({1, 1, 3}));
    folder.write("dy.npy", npy<float>({1, 1, 2}, {1, 1}));
    done(folder, "compute conv --input x.npy --kernel-size 2 --grad-output dy.npy --grad-weight dw.npy");
    expect_array<float>(folder, "dw.npy", {1, 1, 2}, {3, 5});
    EXPECT_EQ(folder.names(), (std::vector<std::string>{"dw.npy", "dy.npy", "x.npy"}));
}

TEST(Compute, pools_write_positions_and_unpooling_reads_them) {
    const Folder folder;
    folder.write("x.npy", npy<float>({2, 4}, {1, 5, 2, 8, 3, 4, 7, 6}));
    done(folder, "compute max-pool --input x.npy --kernel-size 2 --indices i.npy -o y.npy");
    expect_array<float>(folder, "y.npy", {1, 2}, {5, 8});
    expect_array<int64_t>(folder, "i.npy", {1, 2}, {1, 3});
    done(folder, "compute max-unpool --input y.npy --indices i.npy --kernel-size 2 -o u.npy");
    expect_array<float>(folder, "u.npy", {2, 4}, {0, 5, 0, 8, 0, 0, 0, 0});
    folder.write("dy.npy", ramp({2, 4}));
    done(folder, "compute max-unpool --input y.npy --indices i.npy --kernel-size 2 --grad-output dy.npy "
                 "--grad-input dx.npy");
    expect_array<float>(folder, "dx.npy", {1, 2}, {2, 4});
    folder.write("dy.npy", ramp({1, 2}));
    done(folder, "compute max-pool --input x.npy --kernel-size 2 --grad-output dy.npy --grad-input dx.npy");
    expect_array<float>(folder, "dx.npy", {2, 4}, {0, 1, 0, 2, 0, 0, 0, 0});
    done(folder, "compute lp-pool --input x.npy --kernel-size 1x2 --norm-p inf -o y.npy");
    expect_array<float>(folder, "y.npy", {2, 2}, {5, 8, 4, 7});
}

TEST(Compute, average_with_padding_past_the_end_in_ceil_mode) {
    const Folder folder;
    folder.write("x.npy", npy<float>({4}, {6, 6, 6, 6}));
    const std::string line =
        "compute avg-pool --input x.npy --kernel-size 3 --stride 2 --padding 1 --ceil-mode ";
    done(folder, line + "-o y.npy"); // the last window has 2 of 3 positions within the padded end
    expect_array<float>(folder, "y.npy", {3}, {4, 6, 3});
    done(folder, line + "--no-count-include-pad -o y.npy");
    expect_array<float>(folder, "y.npy", {3}, {6, 6, 6});
    done(folder, "compute avg-pool --input x.npy --kernel-size 3 --stride 2 --padding same-lower -o y.npy");
    expect_array<float>(folder, "y.npy", {2}, {4, 6});
}

TEST(Compute, seconds_of_each_repetition) {
    const Folder folder;
    folder.write("x.npy", ramp({3, 3}));
    const Outcome outcome =
        done(folder, "compute max-pool --input x.npy --kernel-size 2 --repeat 3 --json -o y.npy");
    const auto json = nlohmann::json::parse(outcome.out);
    EXPECT_EQ(json.size(), 1U);
    ASSERT_EQ(json.at("seconds").size(), 3U);
    for (const auto& seconds : json.at("seconds"))
        EXPECT_GE(seconds.get<double>(), 0);
    expect_array<float>(folder, "y.npy", {1, 1}, {5});
}

TEST(Compute, standard_output_takes_one_array) {
    const Folder folder;
    folder.write("x.npy", ramp({3}));
    const Outcome outcome = done(folder, "compute max-pool --input x.npy --kernel-size 3 -o -");
    EXPECT_EQ(read<float>(outcome.out), Tensor<float>({1}, {3}));
}

TEST(Compute, an_output_may_be_an_input) {
    const Folder folder;
    folder.write("x.npy", ramp({4}));
    done(folder, "compute max-pool --input x.npy --kernel-size 2 -o x.npy");
    expect_array<float>(folder, "x.npy", {2}, {2, 4});
}

TEST(Compute, several_files_are_written_together_or_not_at_all) {
    const Folder folder;
    folder.write("x.npy", ramp({4}));
    folder.write("y.npy", "old");
    const auto before = folder.names();
    for (const char* const line :
         {"compute max-pool --input x.npy --kernel-size 2 -o y.npy --indices /dev/full",
          "compute max-pool --input x.npy --kernel-size 2 -o /dev/full --indices y.npy"}) {
        const Outcome outcome = run(folder, words(line));
        EXPECT_EQ(outcome.status, 1) << line;
        EXPECT_EQ(fault_of_error_line(outcome.err), "") << outcome.err;
        EXPECT_EQ(folder.names(), before) << line;
        EXPECT_EQ(folder.read("y.npy"), "old") << line;
    }
}

TEST(Compute, standard_output_that_is_full_leaves_no_files) {
    const Folder folder;
    folder.write("x.npy", ramp({4}));
    Surroundings full;
    full.standard_output = "/dev/full";
    for (const char* const line : {"compute max-pool --input x.npy --kernel-size 2 -o y.npy --json",
                                   "compute max-pool --input x.npy --kernel-size 2 -o - --indices i.npy"}) {
        EXPECT_EQ(run(folder, words(line), full).status, 1) << line;
        EXPECT_EQ(folder.names(), std::vector<std::string>{"x.npy"}) << line;
    }
}

TEST(Compute, a_signal_leaves_nothing_behind) {
    const Folder folder;
    const Folder inputs; // the signal comes with the first file in the other folder
    inputs.write("x.npy", ramp({1, 64, 200, 200}));
    Surroundings surroundings;
    surroundings.signal = SIGTERM;
    const std::string x = (inputs.path() / "x.npy").string();
    const Outcome outcome =
        run(folder, words("compute lp-pool --norm-p 1.5 --kernel-size 15 --stride 1 -o y.npy --input " + x),
            surroundings);
    EXPECT_EQ(outcome.status, 128 + SIGTERM) << outcome.err;
    EXPECT_TRUE(folder.names().empty());
}

TEST(Matrix, im2col_of_a_padded_input) {
    const Folder folder;
    folder.write("x.npy", ramp({3}));
    done(folder, "matrix im2col conv --input x.npy --kernel-size 2 --padding 1 -o m.npy");
    expect_array<float>(folder, "m.npy", {2, 4}, {0, 1, 2, 3, 1, 2, 3, 0});
    folder.write("x.npy", npy<double>({1, 2, 2}, {1, 2, 3, 4}));
    done(folder, "matrix im2col conv-transpose --input x.npy --kernel-size 2 --stride 2 -o m.npy");
    expect_array<double>(folder, "m.npy", {4, 4}, {0, 1, 0, 2, 1, 0, 2, 0, 0, 3, 0, 4, 3, 0, 4, 0});
}

TEST(Matrix, unrolled_of_a_convolution_its_transpose_and_an_average) {
    const Folder folder;
    folder.write("w.npy", npy<float>({1, 1, 2}, {1, 10}));
    done(folder, "matrix unrolled conv --input-size 3 --weight w.npy -o c.npy");
    expect_array<float>(folder, "c.npy", {2, 3}, {1, 10, 0, 0, 1, 10});
    done(folder, "matrix unrolled conv-transpose --input-size 2 --weight w.npy -o c.npy");
    expect_array<float>(folder, "c.npy", {3, 2}, {1, 0, 10, 1, 0, 10});
    done(folder, "matrix unrolled avg-pool --input-size 4 --kernel-size 2 -o c.npy");
    expect_array<double>(folder, "c.npy", {2, 4}, {0.5, 0.5, 0, 0, 0, 0, 0.5, 0.5});
    folder.write("x.npy", ramp<double>({1, 1, 3}));
    done(folder, "matrix unrolled conv --input x.npy --weight w.npy -o c.npy");
    expect_array<double>(folder, "c.npy", {2, 3}, {1, 10, 0, 0, 1, 10});
}

} // namespace
} // namespace convlens::test
