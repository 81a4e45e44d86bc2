// The budget of memory: what a document would take is known before anything is made, and a nearest value is
// one that can be shown.
#include "document/evaluate/memory.h"

#include "convlens/arithmetic.h"
#include "document/evaluate/evaluate.h"
#include "i18n/error.h"
#include "input/limits.h"
#include "support/random_document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace convlens {
namespace {

/// The budget of a test, put back after it.
class Budget {
public:
    explicit Budget(int64_t bytes) { set_memory_budget(bytes); }
    Budget(const Budget&) = delete;
    Budget& operator=(const Budget&) = delete;
    ~Budget() { set_memory_budget(limits::result_memory); }
};

Document square(Kind kind, int64_t side, int64_t kernel) {
    Document document;
    document.operation = make_operation(kind, {side, side}, {kernel, kernel});
    return document;
}

/// Bytes of the tensors that results hold.
int64_t held_bytes(const Results& results) {
    int64_t numbers = results.x->count() + results.y->count();
    numbers += results.w ? results.w->count() : 0;
    numbers += results.switches ? results.switches->count() : 0;
    return numbers * 8;
}

TEST(Memory, counts_at_least_what_is_held) {
    std::mt19937_64 random(101);
    for (int i = 0; i < 200; ++i) {
        const Document document = random_document(random);
        const Results results = evaluate(document);
        if (results.issues.empty()) {
            EXPECT_GE(results_bytes(document), held_bytes(results)) << i;
            EXPECT_TRUE(fits_memory(document)) << i;
        }
    }
}

TEST(Memory, what_does_not_fit_is_an_issue_and_nothing_is_made) {
    const Document document = square(Kind::conv, 46340, 3);
    ASSERT_TRUE(check(document.operation).empty());
    EXPECT_FALSE(fits_memory(document));
    const Results results = evaluate(document);
    ASSERT_EQ(results.issues.size(), 1U);
    EXPECT_EQ(results.issues[0].code, IssueCode::too_much_memory);
    EXPECT_GT(results.issues[0].value, limits::result_memory);
    EXPECT_EQ(results.issues[0].limit, limits::result_memory);
    EXPECT_FALSE(results.x);
}

TEST(Memory, nearest_fits_and_one_more_does_not) {
    Document document = square(Kind::conv, 46340, 3);
    const Issue issue = issues_of(document).at(0);
    EXPECT_EQ(issue.parameter, Parameter::input_size);
    ASSERT_TRUE(issue.nearest);
    document.operation.input_size = {*issue.nearest, *issue.nearest};
    EXPECT_TRUE(fits_memory(document));
    document.operation.input_size = {*issue.nearest + 1, *issue.nearest + 1};
    EXPECT_FALSE(fits_memory(document));
}

TEST(Memory, nearest_of_too_many_elements_fits_too) {
    Document document = square(Kind::conv, 100000, 3);
    document.operation.input_size = {100000, 100000};
    const auto issues = issues_of(document);
    ASSERT_FALSE(issues.empty());
    for (const Issue& issue : issues) {
        if (!issue.nearest)
            continue;
        Document offered = document;
        for (std::size_t axis = 0; axis < 2; ++axis)
            if (issue.axis < 0 || issue.axis == static_cast<int>(axis))
                offered.operation.input_size[axis] = *issue.nearest;
        EXPECT_TRUE(fits_memory(offered)) << *issue.nearest;
        EXPECT_TRUE(check(offered.operation).empty()) << *issue.nearest;
    }
}

TEST(Memory, channels_come_in_groups) {
    const Budget budget(1 << 20);
    Document document = square(Kind::conv, 8, 3);
    document.operation.in_channels = document.operation.out_channels = document.operation.groups = 3000;
    const Issue issue = issues_of(document).at(0);
    if (issue.nearest) {
        Document offered = document;
        if (issue.parameter == Parameter::input_size)
            offered.operation.input_size = {*issue.nearest, *issue.nearest};
        EXPECT_TRUE(issues_of(offered).empty() || issue.parameter != Parameter::input_size);
    }
    document.operation.groups = 1;
    const Issue other = issues_of(document).at(0);
    EXPECT_EQ(other.code, IssueCode::too_much_memory);
}

TEST(Memory, lenses_that_evaluate_more_take_more) {
    Document document = square(Kind::conv, 100, 3);
    document.lenses = {};
    const int64_t bare = results_bytes(document);
    document.lenses = {Lens::gradients};
    const int64_t with_gradients = results_bytes(document);
    document.lenses = {Lens::gradients, Lens::transposed};
    EXPECT_GT(with_gradients, bare);
    EXPECT_GT(results_bytes(document), with_gradients);
}

TEST(Memory, over_the_budget_is_one_error_in_words) {
    const Budget budget(1 << 20);
    EXPECT_NO_THROW(require_memory(1 << 20, "--size"));
    try {
        require_memory((1 << 20) + 1, "--size");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.fault, Error::Fault::request);
        EXPECT_EQ(error.key, "error.memory");
        EXPECT_EQ(error.where, "--size");
    }
}

TEST(Memory, bytes_in_words) {
    EXPECT_EQ(bytes_text(512), "512 B");
    EXPECT_EQ(bytes_text(int64_t{2} << 30), "2 GiB");
    EXPECT_EQ(bytes_text((int64_t{3} << 30) / 2), "1.5 GiB");
    EXPECT_EQ(bytes_text(int64_t{200} << 20), "200 MiB");
}

} // namespace
} // namespace convlens
