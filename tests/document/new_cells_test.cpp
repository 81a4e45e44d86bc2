// Cells that come with an edit are numbers, and what a scene shows outside its values stays what it is.
#include "document/new_cells.h"

#include "document/element.h"
#include "document/evaluate/results.h"
#include "document/numbers.h"
#include "document/scene_file/network_file.h"
#include "document/scene_file/scene_file.h"
#include "support/random_document.h"
#include "support/source_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace convlens {
namespace {

std::string fixture(const std::string& name) {
    std::ifstream file(source_folder() + "/tests/document/scenes/" + name + ".json");
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<double> x_of(const Document& document) {
    return numbers(document.input, TensorRole::x, input_shape(operation_of(document))).data;
}

std::vector<double> w_of(const Document& document) {
    return numbers(document.weight, TensorRole::w, weight_shape(operation_of(document))).data;
}

/// The document after an edit of its operation, as the window makes it.
template <class Edit> Document edited_by(const Document& before, const Edit& edit) {
    Document after = before;
    Operation operation = before.operation;
    edit(operation);
    set_operation(after, operation);
    fill_new_cells(before, after);
    return after;
}

Document with_values() {
    Document document;
    document.operation = make_operation(Kind::conv, {3, 3}, {2, 2});
    document.input = values_source({1, 1, 3, 3}, {9, 9, 9, 9, 9, 9, 9, 9, 9});
    document.weight = values_source({1, 1, 2, 2}, {5, 5, 5, 5});
    return document;
}

TEST(OldScenes, are_read_and_written_as_they_are) {
    for (const char* name : {"values_smaller_than_x", "values_of_one_channel_of_two", "new_cells_are_small",
                             "schema_1", "schema_1_pool", "schema_1_unpool"})
        EXPECT_EQ(write_scene(read_scene(fixture(name))), fixture(name));
    const auto none = [](const NetworkSource&) { return std::shared_ptr<const Network>(); };
    EXPECT_EQ(write_network_scene(read_network_scene(fixture("schema_1_network"), {}, none)),
              fixture("schema_1_network"));
}

TEST(OldScenes, have_zeros_outside_their_values) {
    const Document smaller = read_scene(fixture("values_smaller_than_x"));
    EXPECT_EQ(x_of(smaller),
              (std::vector<double>{3, 3, 2, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7}));
    EXPECT_EQ(w_of(smaller), (std::vector<double>{1, 2, 0, 3, 4, 0, 0, 0, 0}));
    const Document channels = read_scene(fixture("values_of_one_channel_of_two"));
    EXPECT_EQ(x_of(channels), (std::vector<double>{1, 2, 3, 0, 0, 0}));
    EXPECT_EQ(w_of(channels), (std::vector<double>{1, -1, 0, 0, 2, -2, 0, 0}));
}

TEST(OldScenes, keep_their_zeros_when_they_become_larger) {
    const Document before = read_scene(fixture("values_smaller_than_x"));
    const Document after = edited_by(before, [](Operation& o) { o.input_size = {5, 6}; });
    const std::vector<double> was = x_of(before), is = x_of(after);
    for (std::size_t row = 0; row < 4; ++row)
        for (std::size_t column = 0; column < 5; ++column)
            EXPECT_EQ(is[row * 6 + column], was[row * 5 + column]) << row << ' ' << column;
    EXPECT_GT(std::count_if(is.begin() + 24, is.end(), [](double v) { return v != 0; }), 2) << "the new row";
    EXPECT_EQ(w_of(after), w_of(before)) << "the kernel is as large as it was";
}

TEST(NewCells, are_those_of_small) {
    const Document after = edited_by(with_values(), [](Operation& o) { o.input_size = {4, 5}; });
    Document small = after;
    small.input = Source{};
    const std::vector<double> is = x_of(after), pattern = x_of(small);
    for (std::size_t i = 0; i < is.size(); ++i)
        EXPECT_EQ(is[i], i / 5 < 3 && i % 5 < 3 ? 9 : pattern[i]) << i;
    EXPECT_EQ(read_scene(write_scene(after)), after) << write_scene(after);
    EXPECT_NE(write_scene(after).find("\"beyond\":\"small\""), std::string::npos) << write_scene(after);
}

TEST(NewCells, of_channels_and_kernels_too) {
    const Document after = edited_by(with_values(), [](Operation& o) {
        o.in_channels = 2;
        o.out_channels = 3;
        o.kernel_size = {3, 3};
    });
    const auto no_zeros_alone = [](const std::vector<double>& values) {
        return std::any_of(values.begin(), values.end(), [](double v) { return v != 0; });
    };
    const std::vector<double> x = x_of(after), w = w_of(after);
    EXPECT_TRUE(no_zeros_alone({x.begin() + 9, x.end()}));
    for (std::size_t plane = 1; plane < 6; ++plane)
        EXPECT_TRUE(no_zeros_alone({w.begin() + static_cast<std::ptrdiff_t>(plane * 9),
                                    w.begin() + static_cast<std::ptrdiff_t>(plane * 9 + 9)}))
            << plane;
    EXPECT_EQ(w[0], 5);
    EXPECT_EQ(w[4], 5);
}

TEST(NewCells, that_come_and_go_leave_the_document_as_it_was) {
    const Document before = with_values();
    const Document larger = edited_by(before, [](Operation& o) { o.input_size = {5, 5}; });
    const Document back = edited_by(larger, [](Operation& o) { o.input_size = {3, 3}; });
    EXPECT_EQ(back, before);
    const Document again = edited_by(back, [](Operation& o) { o.input_size = {5, 5}; });
    EXPECT_EQ(again, larger);
}

TEST(NewCells, are_not_for_edits_of_something_else) {
    const Document before = read_scene(fixture("values_smaller_than_x"));
    Document after = before;
    after.view = View::tilted;
    after.operation.stride = {2, 2};
    const Document wanted = after;
    fill_new_cells(before, after);
    EXPECT_EQ(after.input, wanted.input);
    EXPECT_EQ(after.weight, wanted.weight);
}

TEST(NewCells, leave_images_and_named_kernels_to_their_own_rule) {
    Document before = with_values();
    before.weight = kernel_source(KernelName::sobel_x);
    before.operation.kernel_size = {3, 3};
    before.input = Source{};
    const Document after = edited_by(before, [](Operation& o) { o.kernel_size = {2, 2}; });
    EXPECT_EQ(after.weight, before.weight);
    EXPECT_EQ(after.input, before.input);
}

/// Any kind, any number of axes: what was seen is seen, whatever becomes larger.
TEST(NewCells, never_change_what_was_seen) {
    int larger = 0;
    for (uint64_t seed = 0; seed < 600; ++seed) {
        std::mt19937_64 random(seed);
        const Document before = random_document(random);
        const Document after = edited_by(before, [&](Operation& o) {
            for (std::size_t axis = 0; axis < o.dims(); ++axis) {
                o.input_size[axis] += static_cast<int64_t>(random() % 3);
                o.kernel_size[axis] += static_cast<int64_t>(random() % 2);
            }
        });
        const Operation from = before.operation, to = after.operation;
        if (!check(to).empty())
            continue;
        for (const TensorRole role : {TensorRole::x, TensorRole::w}) {
            const Sizes shape = tensor_shape(from, role), new_shape = tensor_shape(to, role);
            const bool by_place = source_of(before, role).kind == SourceKind::values ||
                                  source_of(before, role).kind == SourceKind::small;
            if (shape.empty() || !by_place)
                continue;
            const Tensor<double> was = numbers(source_of(before, role), role, shape);
            const Tensor<double> is = numbers(source_of(after, role), role, new_shape);
            for (int64_t i = 0; i < was.count(); ++i)
                ASSERT_EQ(was[i], is[ravel_index(unravel_index(i, shape), new_shape)])
                    << "seed " << seed << "\n"
                    << write_scene(before) << write_scene(after);
            larger += source_of(before, role).kind == SourceKind::values && is.count() > was.count();
        }
    }
    EXPECT_GT(larger, 30);
}

} // namespace
} // namespace convlens
