// Edits lead from one list to another, and are as few as can be.
#include "web_page/edits.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace convlens {
namespace {

using List = std::vector<uint32_t>;

List applied(const List& from, const std::vector<Edit>& all) {
    List result;
    std::size_t at = 0;
    for (const Edit& edit : all) {
        EXPECT_GE(edit.at, at);
        result.insert(result.end(), from.begin() + static_cast<std::ptrdiff_t>(at),
                      from.begin() + static_cast<std::ptrdiff_t>(edit.at));
        result.insert(result.end(), edit.added.begin(), edit.added.end());
        at = edit.at + edit.removed;
    }
    EXPECT_LE(at, from.size());
    result.insert(result.end(), from.begin() + static_cast<std::ptrdiff_t>(at), from.end());
    return result;
}

std::size_t changed_lines(const std::vector<Edit>& all) {
    std::size_t count = 0;
    for (const Edit& edit : all)
        count += edit.removed + edit.added.size();
    return count;
}

/// By the table of longest common subsequences.
std::size_t fewest_lines(const List& from, const List& to) {
    std::vector<std::vector<std::size_t>> common(from.size() + 1, std::vector<std::size_t>(to.size() + 1));
    for (std::size_t i = 1; i <= from.size(); ++i)
        for (std::size_t j = 1; j <= to.size(); ++j)
            common[i][j] = from[i - 1] == to[j - 1] ? common[i - 1][j - 1] + 1
                                                    : std::max(common[i - 1][j], common[i][j - 1]);
    return from.size() + to.size() - 2 * common[from.size()][to.size()];
}

TEST(Edits, lead_from_any_list_to_any_other_with_the_fewest_lines) {
    std::mt19937 random(7);
    for (int round = 0; round < 2000; ++round) {
        const auto list = [&] {
            List result(random() % 14);
            const uint32_t letters = 1 + static_cast<uint32_t>(random() % 5);
            for (uint32_t& one : result)
                one = static_cast<uint32_t>(random()) % letters;
            return result;
        };
        const List from = list(), to = list();
        const std::vector<Edit> found = edits(from, to);
        ASSERT_EQ(applied(from, found), to) << "round " << round;
        ASSERT_EQ(changed_lines(found), fewest_lines(from, to)) << "round " << round;
    }
}

TEST(Edits, of_lists_that_have_nothing_in_common_are_one) {
    List from(2000), to(3000);
    for (std::size_t i = 0; i < from.size(); ++i)
        from[i] = static_cast<uint32_t>(i);
    for (std::size_t i = 0; i < to.size(); ++i)
        to[i] = static_cast<uint32_t>(10000 + i);
    const std::vector<Edit> found = edits(from, to);
    EXPECT_EQ(found.size(), 1U);
    EXPECT_EQ(applied(from, found), to);
}

} // namespace
} // namespace convlens
