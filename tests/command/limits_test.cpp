// `--limits` prints every limit.
#include "command/limits_text.h"
#include "support/source_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <regex>

namespace convlens {
namespace {

TEST(Limits, each_constant_of_the_header_is_printed) {
    std::ifstream header(source_folder() + "/app/input/limits.h");
    const std::regex constant("^inline constexpr \\S+ (\\w+) = ");
    int found = 0;
    for (std::string line; std::getline(header, line);) {
        std::smatch match;
        if (!std::regex_search(line, match, constant))
            continue;
        ++found;
        const std::string key = "limit." + match[1].str();
        EXPECT_TRUE(std::any_of(limits_table().begin(), limits_table().end(), [&](const Limit& limit) {
            return limit.key == key;
        })) << key;
    }
    EXPECT_GE(found, 20);
}

TEST(Limits, each_row_has_its_line) {
    const Texts texts(Language::en);
    const std::string printed = limits_text(texts);
    EXPECT_EQ(std::count(printed.begin(), printed.end(), '\n'),
              static_cast<std::ptrdiff_t>(limits_table().size()));
    EXPECT_THAT(printed, testing::HasSubstr("frames of an animation: 1000000\n"));
    EXPECT_THAT(printed, testing::HasSubstr("threads of a computation: 1024\n"));
}

} // namespace
} // namespace convlens
