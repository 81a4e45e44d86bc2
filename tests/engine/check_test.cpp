// check: one impossible operation for each code, nearest values that really help, agreement with looking at
// every window, and numbers up to the ends of int64.
#include "convlens/arithmetic.h"
#include "support/operations.h"
#include "support/reference.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <limits>

namespace convlens {
namespace {

constexpr int64_t largest = 2147483647;

/// `operation` has exactly this one issue.
void expect_only(const Operation& operation, const Issue& expected) {
    const std::vector<Issue> issues = check(operation);
    ASSERT_EQ(issues.size(), 1u) << describe(operation);
    const Issue& found = issues.front();
    EXPECT_EQ(found.code, expected.code) << describe(operation);
    EXPECT_EQ(found.parameter, expected.parameter) << describe(operation);
    EXPECT_EQ(found.axis, expected.axis) << describe(operation);
    EXPECT_EQ(found.value, expected.value) << describe(operation);
    EXPECT_EQ(found.limit, expected.limit) << describe(operation);
    EXPECT_EQ(found.nearest, expected.nearest) << describe(operation);
}

/// The same with `put` applied is possible.
template <class Put> void expect_possible(Operation operation, Put put) {
    put(operation);
    EXPECT_TRUE(check(operation).empty()) << describe(operation);
}

Operation conv() {
    return make_operation(Kind::conv, {5, 5}, {3, 3});
}

TEST(Check, too_small) {
    Operation o = conv();
    o.stride = {1, 0};
    expect_only(o, {IssueCode::too_small, Parameter::stride, 1, 0, 1, 1});
    o = make_operation(Kind::max_pool, {5}, {3});
    o.padding_end = {-1};
    expect_only(o, {IssueCode::too_small, Parameter::padding, 0, -1, 0, 0});
    o = conv();
    o.batch = 0;
    expect_only(o, {IssueCode::too_small, Parameter::batch, -1, 0, 1, 1});
    o = make_operation(Kind::conv_transpose, {5}, {3});
    o.output_padding = {-1};
    expect_only(o, {IssueCode::too_small, Parameter::output_padding, 0, -1, 0, 0});
}

TEST(Check, too_large) {
    Operation o = conv();
    o.stride = {largest + 1, 1};
    expect_only(o, {IssueCode::too_large, Parameter::stride, 0, largest + 1, largest, largest});
    o.stride = {largest, 1};
    EXPECT_TRUE(check(o).empty());
}

TEST(Check, too_many_elements) {
    Operation o = make_operation(Kind::conv, {65536, 65536}, {3, 3});
    expect_only(o,
                {IssueCode::too_many_elements, Parameter::input_size, 0, int64_t{1} << 32, largest, 32767});
    expect_possible(o, [](Operation& changed) { changed.input_size = {32767, 65536}; });
    o = make_operation(Kind::conv, {largest}, {1}); // the padded input
    EXPECT_TRUE(check(o).empty());
    o.padding_end = {1};
    expect_only(o,
                {IssueCode::too_many_elements, Parameter::input_size, 0, largest + 1, largest, largest - 1});
    o = make_operation(Kind::conv_transpose, {largest}, {2}); // the output
    expect_only(o,
                {IssueCode::too_many_elements, Parameter::input_size, 0, largest + 1, largest, largest - 1});
    o = make_operation(Kind::conv, {40000}, {40000}); // the weight
    o.out_channels = 60000;
    expect_only(o, {IssueCode::too_many_elements, Parameter::out_channels, -1, 2400000000, largest, 53687});
    expect_possible(o, [](Operation& changed) { changed.out_channels = 53687; });
    o = make_operation(Kind::conv_transpose, {1, 1}, {60000, 60000});
    o.padding_begin = o.padding_end = {29000, 29000};
    const auto issues = check(o);
    ASSERT_EQ(issues.size(), 1u);
    EXPECT_EQ(issues[0].parameter, Parameter::kernel_size);
    EXPECT_EQ(issues[0].value, 3600000000);
}

TEST(Check, kernel_exceeds_input) {
    Operation o = conv();
    o.dilation = {1, 3};
    expect_only(o, {IssueCode::kernel_exceeds_input, Parameter::kernel_size, 1, 7, 5, 2});
    expect_possible(o, [](Operation& changed) { changed.kernel_size = {3, 2}; });
    o = make_operation(Kind::conv, {4}, {9});
    o.padding_begin = {2};
    expect_only(o, {IssueCode::kernel_exceeds_input, Parameter::kernel_size, 0, 9, 6, 6});
}

TEST(Check, output_empty) {
    Operation o = make_operation(Kind::conv_transpose, {2}, {3});
    o.padding_begin = o.padding_end = {2};
    expect_only(o, {IssueCode::output_empty, Parameter::padding, 0, 0, 1, 1});
    expect_possible(o, [](Operation& changed) { changed.padding_begin = changed.padding_end = {1}; });
    o.padding_end = {0};
    EXPECT_TRUE(check(o).empty());
    o = make_operation(Kind::max_unpool, {1}, {2});
    o.stride = {3};
    o.output_padding = {-2};
    expect_only(o, {IssueCode::output_empty, Parameter::output_size, 0, 0, 1, 1});
}

TEST(Check, padding_exceeds_window) {
    Operation o = make_operation(Kind::max_pool, {9}, {3});
    o.dilation = {2};
    o.padding_begin = {5};
    expect_only(o, {IssueCode::padding_exceeds_window, Parameter::padding, 0, 5, 4, 4});
    expect_possible(o, [](Operation& changed) { changed.padding_begin = {4}; });
    o = make_operation(Kind::max_unpool, {3}, {2});
    o.padding_begin = o.padding_end = {2};
    expect_only(o, {IssueCode::padding_exceeds_window, Parameter::padding, 0, 2, 1, 1});
}

TEST(Check, window_without_input) {
    Operation o = make_operation(Kind::max_pool, {1}, {2}); // positions -1 and 1 around one element
    o.dilation = {2};
    o.padding_begin = o.padding_end = {1};
    expect_only(o, {IssueCode::window_without_input, Parameter::padding, 0, 1, 0, std::nullopt});
    o.padding_begin = o.padding_end = {2};
    o.stride = {1};
    expect_only(o, {IssueCode::window_without_input, Parameter::padding, 0, 2, 0, std::nullopt});
    o.stride = {2}; // windows at -2 and 0
    EXPECT_TRUE(check(o).empty());
    o = make_operation(Kind::max_pool, {2}, {3});
    o.dilation = {4};
    o.stride = {8};
    o.padding_begin = o.padding_end = {6};
    expect_only(o, {IssueCode::window_without_input, Parameter::padding, 0, 6, 0, 4});
    expect_possible(o, [](Operation& changed) { changed.padding_begin = changed.padding_end = {4}; });
    o = make_operation(Kind::max_unpool, {2}, {1});
    o.stride = {3};
    o.output_padding = {-2}; // the second element's only place would be 3
    expect_only(o, {IssueCode::window_without_input, Parameter::output_size, 0, 2, 4, 4});
}

TEST(Check, padding_of_modes) {
    Operation o = conv();
    o.padding_mode = PaddingMode::reflect;
    o.padding_begin = {5, 0};
    expect_only(o, {IssueCode::padding_not_below_input, Parameter::padding, 0, 5, 5, 4});
    o.padding_mode = PaddingMode::circular;
    EXPECT_TRUE(check(o).empty());
    o.padding_end = {0, 6};
    expect_only(o, {IssueCode::padding_exceeds_input, Parameter::padding, 1, 6, 5, 5});
    o.padding_mode = PaddingMode::replicate;
    EXPECT_TRUE(check(o).empty());
}

TEST(Check, padding_mode_not_supported) {
    Operation o = make_operation(Kind::avg_pool, {5}, {2});
    o.padding_mode = PaddingMode::circular;
    expect_only(o, {IssueCode::padding_mode_not_supported, Parameter::padding_mode, -1,
                    static_cast<int64_t>(PaddingMode::circular), 0, 0});
}

TEST(Check, output_padding_too_large) {
    Operation o = make_operation(Kind::conv_transpose, {3}, {3});
    o.stride = {2};
    o.output_padding = {2};
    expect_only(o, {IssueCode::output_padding_too_large, Parameter::output_padding, 0, 2, 2, 1});
    o.dilation = {3}; // less than the stride or less than the dilation
    EXPECT_TRUE(check(o).empty());
}

TEST(Check, output_padding_out_of_range) {
    Operation o = make_operation(Kind::max_unpool, {3}, {2}); // default output 6
    o.output_padding = {2};
    expect_only(o, {IssueCode::output_padding_out_of_range, Parameter::output_size, 0, 8, 7, 7});
    o.output_padding = {-2};
    expect_only(o, {IssueCode::output_padding_out_of_range, Parameter::output_size, 0, 4, 5, 5});
    for (const int64_t deviation : {-1, 0, 1})
        expect_possible(o, [&](Operation& changed) { changed.output_padding = {deviation}; });
}

TEST(Check, groups_do_not_divide) {
    Operation o = conv();
    o.in_channels = 12;
    o.out_channels = 18;
    o.groups = 5;
    const auto issues = check(o);
    ASSERT_EQ(issues.size(), 2u);
    EXPECT_EQ(issues[0], (Issue{IssueCode::groups_do_not_divide, Parameter::groups, -1, 5, 12, 6}));
    EXPECT_EQ(issues[1], (Issue{IssueCode::groups_do_not_divide, Parameter::groups, -1, 5, 18, 6}));
    expect_possible(o, [](Operation& changed) { changed.groups = 6; });
    o.groups = 4;
    expect_only(o, {IssueCode::groups_do_not_divide, Parameter::groups, -1, 4, 18, 3});
}

TEST(Check, norm_not_positive) {
    Operation o = make_operation(Kind::lp_pool, {4}, {2});
    for (const double p :
         {0.0, -1.0, std::numeric_limits<double>::quiet_NaN(), -std::numeric_limits<double>::infinity()}) {
        o.norm_p = p;
        const auto issues = check(o);
        ASSERT_EQ(issues.size(), 1u) << p;
        EXPECT_EQ(issues[0].code, IssueCode::norm_not_positive) << p;
        EXPECT_EQ(issues[0].nearest, 1) << p;
    }
    o.norm_p = std::numeric_limits<double>::infinity();
    EXPECT_TRUE(check(o).empty());
}

TEST(Check, not_supported) {
    Operation o = make_operation(Kind::max_unpool, {3}, {2});
    o.dilation = {2};
    expect_only(o, {IssueCode::not_supported, Parameter::dilation, 0, 2, 1, 1});
    o = make_operation(Kind::conv_transpose, {3}, {2});
    o.input_dilation = {2};
    expect_only(o, {IssueCode::not_supported, Parameter::dilation, 0, 2, 1, 1});
    o = conv();
    o.output_padding = {0, 1};
    expect_only(o, {IssueCode::not_supported, Parameter::output_padding, 1, 1, 0, 0});
    o = make_operation(Kind::max_pool, {3}, {2});
    o.in_channels = 3;
    o.out_channels = 2;
    expect_only(o, {IssueCode::not_supported, Parameter::out_channels, -1, 2, 3, 3});
    o.out_channels = 3;
    o.groups = 3;
    expect_only(o, {IssueCode::not_supported, Parameter::groups, -1, 3, 1, 1});
    o = conv();
    o.norm_p = 3;
    expect_only(o, {IssueCode::not_supported, Parameter::norm_p, -1, 3, 2, 2});
}

TEST(Check, reports_all_and_the_most_basic_first) {
    Operation o = make_operation(Kind::conv, {5, 5}, {0, 9});
    o.in_channels = 3;
    o.groups = 2;
    const auto issues = check(o);
    std::vector<IssueCode> codes;
    codes.reserve(issues.size());
    for (const Issue& issue : issues)
        codes.push_back(issue.code);
    EXPECT_THAT(codes,
                testing::ElementsAre(IssueCode::too_small, IssueCode::kernel_exceeds_input,
                                     IssueCode::groups_do_not_divide, IssueCode::groups_do_not_divide));
    EXPECT_EQ(issues[1].nearest, 5);
}

TEST(Check, lists_of_different_lengths) {
    Operation o = conv();
    o.stride = {1};
    EXPECT_EQ(check(o).size(), 1u);
    EXPECT_EQ(check(o)[0].parameter, Parameter::stride);
    EXPECT_FALSE(check(Operation{}).empty());
    EXPECT_FALSE(check(make_operation(Kind::conv, {2, 2, 2, 2}, {1, 1, 1, 1})).empty());
}

TEST(Check, derived_convolutions_may_crop) {
    Operation o = conv();
    o.padding_begin = {-2, -1};
    EXPECT_TRUE(check(o).empty());
    o.padding_end = {-1, 0};
    expect_only(o, {IssueCode::kernel_exceeds_input, Parameter::kernel_size, 0, 3, 2, 2});
}

TEST(Check, agrees_with_looking_at_every_window) {
    int possible = 0;
    for (uint64_t seed = 0; seed < 30000; ++seed) {
        Random random(seed);
        const Operation operation = any_small_operation(random, all_kinds[seed % 6]);
        const bool expected = reference::is_possible(operation);
        ASSERT_EQ(check(operation).empty(), expected) << describe(operation, seed);
        possible += expected;
    }
    EXPECT_GT(possible, 5000);
    EXPECT_LT(possible, 25000);
}

/// Puts the nearest value of an issue in, as a control of the program would.
Operation changed(Operation o, const Issue& issue) {
    const auto a = static_cast<std::size_t>(std::max(issue.axis, 0));
    const int64_t value = *issue.nearest;
    switch (issue.parameter) {
    case Parameter::input_size:
        o.input_size[a] = value;
        break;
    case Parameter::kernel_size:
        o.kernel_size[a] = value;
        break;
    case Parameter::stride:
        o.stride[a] = value;
        break;
    case Parameter::padding:
        o.padding_begin[a] = std::min(o.padding_begin[a], value);
        o.padding_end[a] = std::min(o.padding_end[a], value);
        break;
    case Parameter::padding_mode:
        o.padding_mode = static_cast<PaddingMode>(value);
        break;
    case Parameter::dilation:
        o.dilation[a] = value;
        break;
    case Parameter::output_padding:
        o.output_padding[a] = value;
        break;
    case Parameter::output_size:
        o.output_padding[a] += value - reference::output_size(o, a);
        break;
    case Parameter::groups:
        o.groups = value;
        break;
    case Parameter::batch:
    case Parameter::in_channels:
    case Parameter::out_channels:
    case Parameter::norm_p:
        ADD_FAILURE() << "not drawn";
        break;
    }
    return o;
}

TEST(Check, nearest_values_are_possible_and_no_nearer_one_is) {
    int tried = 0;
    for (uint64_t seed = 0; seed < 20000; ++seed) {
        Random random(seed);
        const Operation operation = any_small_operation(random, all_kinds[seed % 6]);
        const auto issues = check(operation);
        if (issues.size() != 1 || !issues[0].nearest)
            continue;
        ++tried;
        Issue issue = issues[0];
        ASSERT_TRUE(check(changed(operation, issue)).empty()) << describe(operation, seed);
        if (issue.code != IssueCode::kernel_exceeds_input && issue.parameter != Parameter::padding)
            continue;
        ++*issue.nearest; // these two are too large: one more is still impossible
        ASSERT_FALSE(check(changed(operation, issue)).empty()) << describe(operation, seed);
    }
    EXPECT_GT(tried, 2000);
}

int64_t garbage(Random& random) {
    constexpr int64_t corners[] = {INT64_MIN,
                                   INT64_MIN + 1,
                                   -largest - 1,
                                   -largest,
                                   -1,
                                   0,
                                   1,
                                   2,
                                   3,
                                   7,
                                   65536,
                                   largest - 1,
                                   largest,
                                   largest + 1,
                                   int64_t{1} << 40,
                                   INT64_MAX - 1,
                                   INT64_MAX};
    return draw(random, 0, 3) ? corners[draw(random, 0, 16)] : static_cast<int64_t>(random());
}

TEST(Check, never_fails_on_any_numbers) {
    int possible = 0;
    for (uint64_t seed = 0; seed < 50000; ++seed) {
        Random random(seed);
        const auto dims = static_cast<std::size_t>(draw(random, 0, 4));
        Operation o = make_operation(all_kinds[seed % 6], Sizes::filled(dims, 5), Sizes::filled(dims, 3));
        for (Sizes* list : {&o.input_size, &o.kernel_size, &o.stride, &o.padding_begin, &o.padding_end,
                            &o.dilation, &o.output_padding, &o.input_dilation})
            for (std::size_t a = 0; a < dims; ++a)
                if (draw(random, 0, 9) == 0)
                    (*list)[a] = garbage(random);
        for (int64_t* number : {&o.batch, &o.in_channels, &o.out_channels, &o.groups})
            if (draw(random, 0, 3) == 0)
                *number = garbage(random);
        o.padding_mode = static_cast<PaddingMode>(draw(random, 0, 3));
        o.ceil_mode = draw(random, 0, 1) == 1;
        const auto issues = check(o);
        ASSERT_LT(issues.size(), 64u) << describe(o, seed);
        if (!issues.empty())
            continue;
        ++possible; // then all that follows stays within its types too
        ASSERT_GE(output_size(o).product(), 1) << describe(o, seed);
        ASSERT_GE(counts(o).multiply_adds, 0) << describe(o, seed);
        ASSERT_GE(counts(o).multiply_adds_on_padding, 0) << describe(o, seed);
    }
    EXPECT_GT(possible, 1000);
}

} // namespace
} // namespace convlens
