// Whole frames as text.
#include "document/evaluate/evaluate.h"
#include "document/names.h"
#include "scene/scene_fixture.h"

#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <sstream>

namespace convlens {
namespace {

struct Golden {
    const char* preset;
    View view;
    Cursor cursor;
};

class GoldenFrame : public testing::TestWithParam<Golden> {};

TEST_P(GoldenFrame, equals_the_file) {
    const Golden& golden = GetParam();
    Document document = scene_test::preset_document(golden.preset);
    document.view = golden.view;
    const Results results = evaluate(document);
    scene_test::FrameOptions options;
    options.size = {1280, 720};
    scene_test::expect_golden(frame_of(document, results, golden.cursor, options),
                              golden.preset + ("_" + std::string(name_of(view_names(), golden.view))));
}

TEST(GoldenText, what_differs_is_written_beside_it) {
    const std::string path = testing::TempDir() + "/convlens_golden";
    std::ofstream(path + ".txt") << "a\nb\nc\nd\n";
    EXPECT_NONFATAL_FAILURE(scene_test::expect_golden_text("a\nc\ne\nd\n", path), "convlens_golden.diff");
    const auto text_of = [](const std::string& name) {
        std::stringstream text;
        text << std::ifstream(name).rdbuf();
        return text.str();
    };
    EXPECT_EQ(text_of(path + ".out"), "a\nc\ne\nd\n");
    EXPECT_EQ(text_of(path + ".diff"), "-2: b\n+3: e\n");
    scene_test::expect_golden_text("a\nb\nc\nd\n", path);
    EXPECT_FALSE(std::ifstream(path + ".out").good()) << "gone once they are alike";
    EXPECT_FALSE(std::ifstream(path + ".diff").good());
    std::remove((path + ".txt").c_str());
}

INSTANTIATE_TEST_SUITE_P(Figures, GoldenFrame,
                         testing::Values(Golden{"numerical_padding_strides", View::flat, after_terms(5, 5)},
                                         Golden{"padding_strides_odd", View::tilted, finished(4, 9)},
                                         Golden{"padding_strides_transposed", View::tilted, finished(7, 9)},
                                         Golden{"dilation", View::tilted, after_terms(2, 3)},
                                         Golden{"numerical_max_pooling", View::flat, finished(8, 9)},
                                         Golden{"overlapping_max_unpooling", View::tilted, finished(1, 1)},
                                         Golden{"grouped", View::volumes, after_terms(9, 11)},
                                         Golden{"convolution_3d", View::volumes, finished(5, 8)},
                                         Golden{"several_channels", View::flat, after_terms(4, 12)},
                                         Golden{"true_convolution", View::flat, after_terms(4, 5)},
                                         Golden{"lp_pooling", View::flat, finished(1, 4)},
                                         Golden{"ceil_mode_pooling", View::flat, finished(5, 4)}));

} // namespace
} // namespace convlens
