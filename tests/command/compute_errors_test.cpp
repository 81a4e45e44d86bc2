// Every refusal of `compute` and `matrix`: exit status 2, one line that names what it is about, in both
// languages, and no file written or changed.
#include "command/npy_text.h"
#include "command/program.h"
#include "input/zip_bytes.h"

#include <gtest/gtest.h>

namespace convlens::test {
namespace {

void put_files(const Folder& folder) {
    folder.write("x.npy", ramp({1, 2, 4, 4}));
    folder.write("w.npy", ramp({1, 2, 3, 3}));
    folder.write("w3.npy", ramp({1, 3, 3, 3}));
    folder.write("plane.npy", ramp({3, 3}));
    folder.write("b.npy", ramp({1}));
    folder.write("b3.npy", ramp({3}));
    folder.write("y3.npy", ramp({1, 1, 2, 2}));
    folder.write("two.npy", ramp({2, 1, 2, 2}));
    folder.write("nine.npy", ramp({1, 1, 1, 1, 1, 1, 1, 1}));
    std::string complex = ramp<double>({1, 2, 4, 4});
    folder.write("complex.npy", complex.replace(complex.find("<f8"), 3, "<c8"));
    folder.write("number.npy", ramp({}));
    folder.write("empty.npy", ramp({0, 2, 4, 4}));
    folder.write("none.npy", ramp({1, 2, 0, 4}));
    folder.write("long.npy", ramp({1, 1, 60000})); // either matrix of these two has over 2^31 entries
    folder.write("wlong.npy", ramp({1, 1, 40000}));
    folder.write("ylong.npy", ramp({1, 1, 80001}));
    folder.write("i.npy", ramp<int64_t>({1, 2, 4, 4}));
    folder.write("i3.npy", ramp<int64_t>({1, 2, 2, 2}));
    std::vector<int64_t> positions(32, 0);
    positions[31] = 64;
    folder.write("far.npy", npy<int64_t>({1, 2, 4, 4}, positions));
    positions[31] = -1;
    folder.write("below.npy", npy<int64_t>({1, 2, 4, 4}, positions));
    folder.write("x.npz", zip_file({{"x.npy", ramp({1, 2, 4, 4})}, {"v.npy", ramp({1})}}));
    folder.write("title.csv", "a,b\n1,2\n");
    folder.write("garbage.npy", "\x93NUMPY garbage");
    const std::string whole = ramp({1, 2, 4, 4});
    folder.write("short.npy", whole.substr(0, whole.size() - 1));
}

struct Refusal {
    const char* line;
    const char* mention;
};

constexpr Refusal refusals[] = {
    {"compute", "compute"},
    {"compute conv-3", "conv-3"},
    {"compute covn --input x.npy", "conv"},
    {"compute dilation --input x.npy -o y.npy", "dilation"},
    {"compute conv extra --input x.npy", "extra"},
    {"compute conv --weight w.npy -o y.npy", "--input"},
    {"compute conv --input x.npy -o y.npy", "--weight"},
    {"compute conv --input x.npy --weight w.npy", "-o"},
    {"compute conv --input missing.npy --weight w.npy -o y.npy", "missing.npy"},
    {"compute conv --input . --weight w.npy -o y.npy", " (.)"},
    {"compute conv --input garbage.npy --weight w.npy -o y.npy", "garbage.npy"},
    {"compute conv --input short.npy --weight w.npy -o y.npy", "short.npy"},
    {"compute conv --input complex.npy --weight w.npy -o y.npy", "float32, float64"},
    {"compute max-unpool --input x.npy --kernel-size 2 --indices complex.npy -o y.npy", "int64"},
    {"compute conv --input x.npy --weight w3.npy -o y.npy", "1x3x3x3"},
    {"compute conv --input x.npy --weight plane.npy -o y.npy", "plane.npy"},
    {"compute conv --input nine.npy --weight w.npy -o y.npy", "nine.npy"},
    {"compute conv --input nine.npy --weight w.npy --dims 2 -o y.npy", "nine.npy"},
    {"compute conv --input number.npy --weight w.npy -o y.npy", "0"},
    {"compute conv --input empty.npy --weight w.npy -o y.npy", "empty.npy, 0x2x4x4"},
    {"compute conv --input none.npy --weight w.npy -o y.npy", "none.npy, 1x2x0x4"},
    {"compute conv --input x.npy --weight w.npy --bias b3.npy -o y.npy", "b3.npy, 3"},
    {"compute conv --input x.npy --weight w.npy --bias x.npy -o y.npy", "1x2x4x4"},
    {"compute conv --input x.npy --weight w.npy --kernel-size 2 -o y.npy", "--kernel-size 2"},
    {"compute conv --input x.npy --weight w.npy --input-size 5x5 -o y.npy", "--input-size 5x5"},
    {"compute conv --input x.npy --weight w.npy --in-channels 3 -o y.npy", "--in-channels 3"},
    {"compute conv --input x.npy --weight w.npy --out-channels 3 -o y.npy", "--out-channels 3"},
    {"compute conv --input x.npy --weight w.npy --groups 2 -o y.npy", "--groups 2"},
    {"compute conv --input x.npy --weight w.npy --groups 2 --in-channels 2 -o y.npy", "--weight --groups 2"},
    {"compute conv --input x.npz --weight w.npy -o y.npy", "x, v"},
    {"compute conv --input x.npz:y --weight w.npy -o y.npy", "x, v"},
    {"compute conv --input x.npy:y --weight w.npy -o y.npy", "x.npy"},
    {"compute conv --input title.csv --weight plane.npy -o y.npy", "'a'"},
    {"compute conv --input x.npy --weight w.npy --dims 1 -o y.npy", "--input x.npy"},
    {"compute conv --input x.npy --weight w.npy --dilation 2 -o y.npy", "--dilation"},
    {"compute conv --input x.npy --weight w.npy --stride 1x1x1 -o y.npy", "1x1x1"},
    {"compute conv --input x.npy --weight w.npy --pads 1,1 -o y.npy", "--pads"},
    {"compute conv --input x.npy --weight w.npy --padding 4 --padding-mode reflect -o y.npy", "--padding"},
    {"compute conv --input x.npy --weight w.npy --batch-item 0 -o y.npy", "--batch-item"},
    {"compute conv --input x.npy --kernel box -o y.npy", "--kernel"},
    {"compute conv --input x.npy --weight w.npy --method fast -o y.npy", "direct"},
    {"compute conv --input x.npy --weight w.npy --threads 0 -o y.npy", "--threads"},
    {"compute conv --input x.npy --weight w.npy --threads 1025 -o y.npy", "1024"},
    {"compute conv --input x.npy --weight w.npy --repeat 0 --json -o y.npy", "--repeat"},
    {"compute conv --input x.npy --weight w.npy --repeat 2 -o y.npy", "--json"},
    {"compute conv --input x.npy --weight w.npy --json -o -", "--json"},
    {"compute conv --input long.npy --weight wlong.npy --padding 30000 --method unrolled -o y.npy",
     "--method unrolled"},
    {"compute conv --input long.npy --weight wlong.npy --padding 30000 --method im2col -o y.npy",
     "--method im2col"},
    {"compute conv --input long.npy --weight wlong.npy --padding 30000 --method unrolled --grad-output "
     "ylong.npy "
     "--grad-input dx.npy",
     "--method unrolled"},
    {"compute conv --input x.npy --weight w.npy --indices i.npy -o y.npy", "--indices"},
    {"compute max-pool --input x.npy --kernel-size 2 --weight w.npy -o y.npy", "--weight"},
    {"compute max-pool --input x.npy --kernel-size 2 --bias b.npy -o y.npy", "--bias"},
    {"compute max-pool --input x.npy --kernel-size 2 --indices i.npy", "-o"},
    {"compute max-pool --input x.npy --kernel-size 2 --grad-weight dw.npy -o y.npy", "--grad-weight"},
    {"compute max-pool --input x.npy -o y.npy", "--kernel-size"},
    {"compute max-pool --input x.npy --kernel-size 2 --indices y.npy -o y.npy", "--indices"},
    {"compute max-pool --input x.npy --kernel-size 2 --indices ./y.npy -o y.npy", "-o"},
    {"compute max-pool --input x.npy --kernel-size 2 --indices - -o -", "--indices"},
    {"compute max-pool --input x.npy --kernel-size 2 --indices missing/i.npy -o y.npy", "missing/i.npy"},
    {"compute max-pool --input x.npy --kernel-size 2 -o missing/y.npy", "missing/y.npy"},
    {"compute max-pool --input x.npy --kernel-size 2 -o .", "."},
    {"compute max-pool --input x.npy --kernel-size 9 -o y.npy", "--kernel-size"},
    {"compute max-unpool --input x.npy --kernel-size 2 -o y.npy", "--indices"},
    {"compute max-unpool --input x.npy --kernel-size 2 --indices b.npy -o y.npy", "int64"},
    {"compute max-unpool --input x.npy --kernel-size 2 --indices i3.npy -o y.npy", "1x2x4x4"},
    {"compute max-unpool --input x.npy --kernel-size 2 --indices far.npy -o y.npy", "--output-size"},
    {"compute max-unpool --input x.npy --kernel-size 2 --indices below.npy -o y.npy", "-1"},
    {"compute conv --input x.npy --weight w.npy --grad-input dx.npy -o y.npy", "--grad-output"},
    {"compute conv --input x.npy --weight w.npy --grad-bias db.npy -o y.npy", "--grad-output"},
    {"compute conv --input x.npy --weight w.npy --grad-output y3.npy -o y.npy", "--grad-weight"},
    {"compute max-pool --input x.npy --kernel-size 2 --grad-output y3.npy -o y.npy", "--grad-input"},
    {"compute conv --input x.npy --weight w.npy --grad-output missing.npy --grad-input dx.npy",
     "missing.npy"},
    {"compute conv --input x.npy --weight w.npy --grad-output x.npy --grad-input dx.npy", "1x1x2x2"},
    {"compute conv --input x.npy --weight w.npy --grad-output i.npy --grad-input dx.npy", "1x1x2x2"},
    {"compute conv --input x.npy --weight w.npy --grad-output= --grad-input dx.npy", "--grad-output"},
    {"compute conv --input x.npy --weight w.npy --bias= -o y.npy", "--bias"},
    {"compute conv --input x.npy --kernel-size 3 --grad-output x.npy --grad-input dx.npy", "--weight"},
    {"compute conv --input x.npy --kernel-size 3 --grad-output y3.npy --grad-weight d.npy --grad-bias d.npy",
     "--grad-bias"},
    {"matrix", "im2col"},
    {"matrix im2cl conv --input x.npy -o m.npy", "im2col"},
    {"matrix conv --input x.npy -o m.npy", "unrolled"},
    {"matrix im2col --input x.npy -o m.npy", "conv-transpose"},
    {"matrix im2col cov --input x.npy -o m.npy", "conv"},
    {"matrix im2col max-unpool --input x.npy --kernel-size 2 -o m.npy", "max-unpool"},
    {"matrix unrolled max-pool --input-size 4 --kernel-size 2 -o m.npy", "avg-pool"},
    {"matrix unrolled lp-pool --input-size 4 --kernel-size 2 -o m.npy", "conv-transpose"},
    {"matrix im2col conv --input-size 4 --kernel-size 2 -o m.npy", "--input"},
    {"matrix im2col conv --input x.npy -o m.npy", "--kernel-size"},
    {"matrix im2col conv --input x.npy --kernel-size 2", "-o"},
    {"matrix im2col conv --input two.npy --kernel-size 2 -o m.npy", "two.npy, 2x1x2x2"},
    {"matrix im2col conv --input missing.npy --kernel-size 2 -o m.npy", "missing.npy"},
    {"matrix im2col conv --input garbage.npy --kernel-size 2 -o m.npy", "garbage.npy"},
    {"matrix im2col conv --input long.npy --kernel-size 40000 --padding 30000 -o m.npy", "im2col"},
    {"matrix unrolled conv --input-size 4x4 -o m.npy", "--weight"},
    {"matrix unrolled conv --weight w.npy -o m.npy", "--input-size"},
    {"matrix unrolled conv --input-size 4x4 --weight w.npy", "-o"},
    {"matrix unrolled conv --input-size 999999x4 --weight w.npy -o m.npy", "unrolled"},
    {"matrix unrolled conv --input-size 4x4 --weight w.npy --method direct -o m.npy", "--method"},
    {"matrix unrolled conv --input-size 4x4 --weight w.npy --json -o m.npy", "--json"},
    {"matrix unrolled conv --input-size 4x4 --weight w.npy -o missing/m.npy", "missing/m.npy"},
    {"matrix unrolled avg-pool --input-size 4x4 --kernel-size 5 -o m.npy", "--kernel-size"},
};

TEST(ComputeErrors, every_refusal_names_its_reason_and_leaves_nothing) {
    const Folder folder;
    put_files(folder);
    const auto before = folder.names();
    for (const Refusal& refusal : refusals) {
        std::string english;
        for (const char* const locale : {"C", "zh_CN.UTF-8"}) {
            Surroundings surroundings;
            surroundings.environment = {{"LC_ALL", locale}};
            const Outcome outcome = run(folder, words(refusal.line), surroundings);
            EXPECT_EQ(outcome.status, 2) << refusal.line << ": " << outcome.err;
            EXPECT_EQ(fault_of_error_line(outcome.err), "") << refusal.line << ": " << outcome.err;
            EXPECT_NE(outcome.err.find(refusal.mention), std::string::npos)
                << refusal.line << ", no " << refusal.mention << ": " << outcome.err;
            EXPECT_EQ(outcome.out, "") << refusal.line;
            EXPECT_EQ(folder.names(), before) << refusal.line;
            EXPECT_NE(outcome.err, english) << refusal.line << " is said in one language only";
            english = outcome.err;
        }
    }
}

} // namespace
} // namespace convlens::test
