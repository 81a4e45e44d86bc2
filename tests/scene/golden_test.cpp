// Whole frames as text.
#include "document/evaluate.h"
#include "document/names.h"
#include "scene_fixture.h"

#include <gtest/gtest.h>

namespace convlens {
namespace {

struct Golden {
    const char* preset;
    View view;
    Cursor cursor;
};

class GoldenFrame : public testing::TestWithParam<Golden> {};

TEST_P(GoldenFrame, EqualsTheFile) {
    const Golden& golden = GetParam();
    Document document = scene_test::preset_document(golden.preset);
    document.view = golden.view;
    const Results results = evaluate(document);
    scene_test::FrameOptions look;
    look.size = {1280, 720};
    scene_test::expect_golden(frame_of(document, results, golden.cursor, look),
                              golden.preset + ("_" + std::string(name_of(view_names(), golden.view))));
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
