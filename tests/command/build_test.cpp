// Parameters and shapes of files to operations.
#include "command/arguments/build_document.h"
#include "command/arguments/build_operation.h"
#include "command/arguments/layout.h"
#include "command/arguments/subcommands.h"
#include "i18n/error.h"

#include <gtest/gtest.h>

namespace convlens {
namespace {

FileShapes files(std::optional<Sizes> input, std::optional<Sizes> weight) {
    FileShapes shapes;
    shapes.input = std::move(input);
    shapes.weight = std::move(weight);
    return shapes;
}

Operation build(Kind kind, const Parameters& parameters, const FileShapes& shapes) {
    return build_operation(kind, parameters, layout_of(kind, parameters, shapes), false);
}

TEST(Layout, bare_maps_go_with_bare_kernels) {
    EXPECT_TRUE(layout_of(Kind::conv, {}, files(Sizes{5, 5}, Sizes{3, 3})).bare);
    EXPECT_EQ(layout_of(Kind::conv, {}, files(Sizes{5, 5}, Sizes{3, 3})).dims, 2U);
    EXPECT_EQ(layout_of(Kind::conv, {}, files(Sizes{9}, Sizes{3})).dims, 1U);
    EXPECT_THROW(layout_of(Kind::conv, {}, files(Sizes{5, 5}, Sizes{1, 1, 3, 3})), Error);
    EXPECT_THROW(layout_of(Kind::conv, {}, files(Sizes{1, 1, 5, 5}, Sizes{3, 3})), Error);
}

TEST(Layout, three_axes_are_a_sequence_unless_said_otherwise) {
    const FileShapes three = files(Sizes{2, 4, 9}, Sizes{6, 4, 3});
    EXPECT_EQ(layout_of(Kind::conv, {}, three).dims, 1U);
    EXPECT_FALSE(layout_of(Kind::conv, {}, three).bare);
    Parameters volume;
    volume.dims = 3;
    EXPECT_EQ(layout_of(Kind::conv, volume, three).dims, 3U);
    EXPECT_TRUE(layout_of(Kind::conv, volume, three).bare);
}

TEST(Layout, refuses_other_numbers_of_axes) {
    EXPECT_THROW(layout_of(Kind::max_pool, {}, files(Sizes{1, 1, 1, 1, 1, 1}, std::nullopt)), Error);
    EXPECT_THROW(layout_of(Kind::max_pool, {}, files(Sizes{}, std::nullopt)), Error);
    EXPECT_THROW(layout_of(Kind::max_pool, {}, {}), Error);
}

TEST(BuildOperation, channels_come_from_the_weights) {
    Parameters grouped;
    grouped.groups = 2;
    const Operation conv = build(Kind::conv, grouped, files(Sizes{1, 4, 9, 9}, Sizes{6, 2, 3, 3}));
    EXPECT_EQ(conv.in_channels, 4);
    EXPECT_EQ(conv.out_channels, 6);
    const Operation transposed =
        build(Kind::conv_transpose, grouped, files(Sizes{1, 4, 9, 9}, Sizes{4, 3, 3, 3}));
    EXPECT_EQ(transposed.in_channels, 4);
    EXPECT_EQ(transposed.out_channels, 6);
    EXPECT_THROW(build(Kind::conv, {}, files(Sizes{1, 4, 9, 9}, Sizes{6, 2, 3, 3})), Error);
}

TEST(BuildOperation, pools_keep_their_channels) {
    Parameters parameters;
    parameters.kernel_size = Sizes{2};
    EXPECT_EQ(build(Kind::max_pool, parameters, files(Sizes{1, 3, 8, 8}, std::nullopt)).out_channels, 3);
}

TEST(RequirePossible, names_the_option_that_brought_the_issue) {
    CommandLine request;
    request.parameters.input_size = Sizes{5, 5};
    request.parameters.kernel_size = Sizes{7};
    request.given = {{"--input-size", "5x5"}, {"--kernel-size", "7"}};
    const Operation operation = build(Kind::conv, request.parameters, {});
    try {
        require_possible(operation, request, "");
        FAIL() << "no issue";
    } catch (const ImpossibleOperation& impossible) {
        EXPECT_EQ(impossible.where, "--kernel-size 7");
        EXPECT_EQ(impossible.issue.code, IssueCode::kernel_exceeds_input);
    }
}

TEST(BuildTarget, a_mistyped_subcommand_is_guessed) {
    for (const std::string_view name : subcommand_names()) {
        CommandLine request;
        request.target = name.substr(0, name.size() - 1);
        try {
            build_target(request);
            ADD_FAILURE() << request.target << " is taken for a figure";
        } catch (const Error& error) {
            EXPECT_EQ(error.key, "error.target");
            EXPECT_EQ(error.values.back(), (std::pair<std::string, std::string>("guess", name)));
        }
    }
}

} // namespace
} // namespace convlens
