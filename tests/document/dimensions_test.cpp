// Every figure in every number of dimensions: possible, written and read again, and what stays stays.
#include "document/dimensions.h"

#include "document/evaluate/evaluate.h"
#include "document/evaluate/results.h"
#include "document/numbers.h"
#include "document/presets.h"
#include "document/scene_file/scene_file.h"

#include <gtest/gtest.h>

namespace convlens {
namespace {

TEST(Dimensions, every_figure_has_them_and_is_a_scene_that_is_read_again) {
    for (const Preset& preset : presets())
        for (const std::size_t dims : {1U, 2U, 3U}) {
            Document document = preset.document;
            document.input.edits[std::vector<int64_t>(document.operation.dims() + 2, 0)] = 7;
            set_dimensions(document, dims);
            EXPECT_EQ(document.operation.dims(), dims) << document.name;
            EXPECT_TRUE(check(document.operation).empty()) << preset.document.name << ' ' << dims;
            const std::string scene = write_scene(document);
            EXPECT_EQ(write_scene(read_scene(scene)), scene) << preset.document.name << ' ' << dims;
            const Results results = evaluate(document);
            ASSERT_TRUE(results.issues.empty()) << preset.document.name << ' ' << dims;
            EXPECT_EQ(results.output.size(), dims);
            if (preset.document.operation.kind != Kind::max_unpool) {
                EXPECT_EQ((*results.x)[0], 7) << preset.document.name << ' ' << dims;
            }
        }
}

TEST(Dimensions, written_numbers_stay_where_they_are) {
    Document document;
    document.operation = make_operation(Kind::conv, {2, 3}, {1, 1});
    document.input = values_source({1, 1, 2, 3}, {1, 2, 3, 4, 5, 6});
    set_dimensions(document, 3);
    EXPECT_EQ(document.operation.input_size, (Sizes{2, 2, 3}));
    EXPECT_EQ(document.input.values_shape, (Sizes{1, 1, 1, 2, 3}));
    set_dimensions(document, 1);
    EXPECT_EQ(document.operation.input_size, (Sizes{3}));
    EXPECT_EQ(evaluate(document).x->kept().data, (std::vector<double>{1, 2, 3}));
}

TEST(Dimensions, edits_beside_what_stays_go) {
    Document document;
    document.operation = make_operation(Kind::conv, {3, 3}, {1, 1});
    document.input.edits = {{{0, 0, 0, 2}, 8}, {{0, 0, 1, 2}, 9}};
    set_dimensions(document, 1);
    EXPECT_EQ(document.input.edits, (std::map<std::vector<int64_t>, double>{{{0, 0, 2}, 8}}));
}

TEST(Dimensions, an_image_is_for_two) {
    Document document;
    document.operation = make_operation(Kind::conv, {3, 3}, {1, 1});
    document.input.kind = SourceKind::image;
    document.weight = kernel_source(KernelName::sobel_x);
    set_dimensions(document, 3);
    EXPECT_EQ(document.input.kind, SourceKind::small);
    EXPECT_EQ(document.weight.kind, SourceKind::small);
}

} // namespace
} // namespace convlens
