// Values of options: what is read, and that nothing else is.
#include "command/arguments/values.h"

#include "command/option_value.h"
#include "i18n/error.h"

#include <gtest/gtest.h>

#include <cmath>

namespace convlens {
namespace {

const char* const no_numbers[] = {"",    " ",    "-1",       "+1",  "1 ",    " 1", "1.0", "1e3",
                                  "0x1", "１",   "1_000",    "one", "1\n",   "--", "1,",  "NaN",
                                  "inf", "1\t2", "\xff\xfe", "²",   "1e309", "-0", "x",   "1'000"};

TEST(WholeNumber, reads_decimal_numbers_within_range) {
    EXPECT_EQ(whole_number(option_value("0"), 0), 0);
    EXPECT_EQ(whole_number(option_value("2147483647"), 0), 2147483647);
    EXPECT_EQ(whole_number(option_value("007"), 0), 7);
}

TEST(WholeNumber, refuses_everything_else) {
    for (const char* const text : no_numbers)
        EXPECT_THROW(whole_number(option_value(text), 0), Error) << "'" << text << "'";
    EXPECT_THROW(whole_number(option_value("2147483648"), 0), Error);
    EXPECT_THROW(whole_number(option_value("99999999999999999999999999"), 0), Error);
    EXPECT_THROW(whole_number(option_value("0"), 1), Error);
    EXPECT_THROW(whole_number(option_value("4"), 1, 3), Error);
}

TEST(SizeList, reads_one_to_three_numbers) {
    EXPECT_EQ(size_list(option_value("5")), Sizes({5}));
    EXPECT_EQ(size_list(option_value("5x4")), Sizes({5, 4}));
    EXPECT_EQ(size_list(option_value("1x2x2147483647")), Sizes({1, 2, 2147483647}));
}

bool refuses(const char* text) {
    try {
        size_list(option_value(text));
    } catch (const Error&) {
        return true;
    }
    return false;
}

TEST(SizeList, refuses_everything_else) {
    for (const char* const text : no_numbers)
        EXPECT_TRUE(std::string_view(text) == "0x1" || refuses(text))
            << "'" << text << "'"; // 0 by 1 is for check()
    for (const char* const text : {"5x", "x5", "5xx5", "1x2x3x4", "5X5", "5×5", "5,5", "5x-1", "5x5 ", "5x 5",
                                   "2147483648x1", "1x1x1x1x1x1x1x1x1x1x1"})
        EXPECT_THROW(size_list(option_value(text)), Error) << "'" << text << "'";
}

TEST(PadList, has_begins_and_ends) {
    EXPECT_EQ(pad_list(option_value("1,2,3,4")), Sizes({1, 2, 3, 4}));
    for (const char* const text : {"1", "1,2,3", "1,2,3,4,5,6,7,8", ",1", "1,", "1,,2,3", "1x2", "-1,0"})
        EXPECT_THROW(pad_list(option_value(text)), Error) << "'" << text << "'";
}

TEST(PositiveNumber, is_over_nothing_and_finite_unless_allowed) {
    EXPECT_EQ(positive_number(option_value("0.05"), 10, false), 0.05);
    EXPECT_EQ(positive_number(option_value("2.5e-1"), 10, false), 0.25);
    EXPECT_TRUE(std::isinf(positive_number(option_value("inf"), 10, true)));
    for (const char* const text :
         {"0", "-1", "", "nan", "infinity", "inf", "1.5s", "0x1p3", "11", "1e400", " 1", "1,5"})
        EXPECT_THROW(positive_number(option_value(text), 10, false), Error) << "'" << text << "'";
    for (const char* const text : {"-inf", "INF", "nan", "0", "-2"})
        EXPECT_THROW(positive_number(option_value(text), 10, true), Error) << "'" << text << "'";
}

TEST(Errors, name_the_option_and_the_value) {
    try {
        size_list(option_value("5y5"));
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.where, "--option");
        EXPECT_EQ(error.fault, Error::Fault::request);
        EXPECT_NE(std::find(error.values.begin(), error.values.end(),
                            std::pair<std::string, std::string>("value", "5y5")),
                  error.values.end());
    }
}

TEST(Values, memory_is_a_whole_number_with_a_unit) {
    const auto size = [](std::string_view text) { return memory_size({"--max-memory", text}); };
    EXPECT_EQ(size("1"), 1);
    EXPECT_EQ(size("100k"), 102400);
    EXPECT_EQ(size("2G"), int64_t{2} << 30);
    EXPECT_EQ(size("1T"), int64_t{1} << 40);
    for (const char* const wrong : {"", "0", "-1", "1.5G", "G", "2GB", "99999999999", "9999999T", "2 G", "x"})
        EXPECT_THROW(size(wrong), Error) << wrong;
}

} // namespace
} // namespace convlens
