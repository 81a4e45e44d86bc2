// Numbers as people read them: never 0 for what is not, rounded as one reads, and "=" only where it is true.
#include "scene/words/number.h"

#include "scene/read_number.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <string>
#include <vector>

namespace convlens {
namespace {

using scene_test::read_number;

/// Values of all sizes, with few and with many digits, and halves of a last digit.
std::vector<double> values(uint64_t seed) {
    std::mt19937_64 random(seed);
    std::uniform_real_distribution<double> mantissa(1, 10);
    std::uniform_int_distribution<int> exponent(-12, 12), small(-400, 400), places(0, 5);
    std::vector<double> all{0, 1, -1, 0.5, -7.25, 1e6, 4.3e8, 0.0001, 0.0049, 9.95, 99.96, 0.996, -0.0996};
    for (int i = 0; i < 3'000; ++i) {
        all.push_back(mantissa(random) * std::pow(10, exponent(random)) * (random() % 2 == 0 ? 1 : -1));
        all.push_back(small(random) / std::pow(10.0, places(random)));
        all.push_back((small(random) * 10 + 5) / std::pow(10.0, places(random)));
        all.push_back(static_cast<float>(all.back()));
    }
    return all;
}

void expect_honest(double value, const std::string& text, double factor, const std::string& what) {
    const auto read = read_number(text);
    ASSERT_TRUE(read) << what << value << ": " << text;
    EXPECT_LE(std::abs(read->value * factor - value), read->half * factor * 1.0001 + std::abs(value) * 1e-6)
        << what << value << ": " << text;
    EXPECT_EQ(read->value == 0, value == 0) << what << value << ": " << text;
    EXPECT_EQ(text.starts_with("−"), value < 0) << what << value << ": " << text;
}

TEST(Number, a_cell_is_within_half_of_its_last_digit_and_never_0_for_what_is_not) {
    for (const double value : values(1))
        for (int digits = 0; digits <= max_digits; ++digits)
            for (const int exponent : {-6, -3, 0, 6})
                for (const bool average : {false, true})
                    expect_honest(value, NumberFormat{digits, exponent, average}.cell(value),
                                  std::pow(10.0, exponent), "cell of ");
}

TEST(Number, texts_for_terms_and_results_say_equal_only_where_that_is_true) {
    for (const double value : values(2))
        for (const NumberText& number : {short_number(value), short_number(value, 4), full_number(value)}) {
            expect_honest(value, number.text, 1, "text of ");
            const double read = read_number(number.text)->value;
            EXPECT_EQ(number.exact, std::abs(read - value) <= 1e-14 * std::abs(value))
                << value << ": " << number.text;
        }
    EXPECT_EQ(equals_text(0.1 + 0.2), "= 0.3");
    EXPECT_EQ(equals_text(1.0 / 3), "≈ 0.3333333");
    EXPECT_EQ(equals_text(-12), "= −12");
    EXPECT_EQ(equals_text(429981696), "= 429981696");
}

/// Who rounds what is shown at the pointer has what stands in the cell.
TEST(Number, a_cell_and_its_full_value_agree) {
    for (const double value : values(3))
        for (int digits = 0; digits <= max_digits; ++digits) {
            const std::string text = NumberFormat{digits}.cell(value);
            const auto cell = read_number(text);
            const auto full = read_number(full_number(value).text);
            ASSERT_TRUE(cell && full) << value;
            EXPECT_LE(std::abs(cell->value - full->value), cell->half * (1 + 1e-9))
                << text << " and " << full_number(value).text;
        }
}

TEST(Number, halves_go_away_from_zero) {
    const NumberFormat format;
    EXPECT_EQ(format.cell(-7.25), "−7.3");
    EXPECT_EQ(format.cell(7.25), "7.3");
    EXPECT_EQ(format.cell(7.35), "7.4") << "as it is read: the double lies below";
    EXPECT_EQ(format.cell(7.35F), "7.4");
    EXPECT_EQ(format.cell(0.125), "0.13");
    EXPECT_EQ(format.cell(-0.125), "−0.13");
    EXPECT_EQ(format.cell(0.995), "1.00");
    EXPECT_EQ(number_text(1.005), "1.01");
    std::mt19937_64 random(4);
    for (int i = 0; i < 10'000; ++i) {
        const auto tenths = static_cast<int64_t>(10 + random() % 9989);
        const double half = (static_cast<double>(tenths) + 0.5) / 10;
        EXPECT_EQ(read_number(format.cell(half))->value, static_cast<double>(tenths + 1) / 10) << half;
        EXPECT_EQ(read_number(format.cell(-half))->value, static_cast<double>(-tenths - 1) / 10) << half;
    }
}

TEST(Number, averages_keep_one_decimal_and_near_0_get_more) {
    const NumberFormat average{0, 0, true};
    EXPECT_EQ(average.cell(3), "3.0");
    EXPECT_EQ(average.cell(0), "0.0");
    EXPECT_EQ(average.cell(5.0 / 3), "1.7");
    EXPECT_EQ(average.cell(7.0 / 9), "0.8");
    EXPECT_EQ(average.cell(0.04), "0.04");
    EXPECT_EQ(average.cell(-7.25), "−7.3");
}

TEST(Number, as_many_significant_digits_as_are_wanted) {
    const std::string expected[] = {"1", "1.2", "1.23", "1.235", "1.2346", "1.23457"};
    for (int digits = 1; digits <= max_digits; ++digits) {
        EXPECT_EQ(NumberFormat{digits}.cell(1.234567), expected[digits - 1]);
        EXPECT_EQ(NumberFormat{digits}.cell(1234), "1234") << "whole numbers stay whole";
    }
    EXPECT_EQ(NumberFormat{3}.cell(0.00123456), "0.00123");
}

TEST(Number, a_common_factor_where_plain_numbers_are_too_long) {
    const NumberFormat gaussian = number_format({1.0 / 256, 36.0 / 256}, 0, false);
    EXPECT_EQ(gaussian.factor(), "× 10⁻³");
    EXPECT_EQ(gaussian.cell(1.0 / 256), "3.9");
    EXPECT_EQ(gaussian.cell(36.0 / 256), "141");
    EXPECT_EQ(number_format({1e6, 4.3e8}, 0, false).factor(), "× 10⁶");
    EXPECT_EQ(number_format({1e6, 4.3e8}, 0, false).cell(4.3e8), "430");
    for (const Magnitudes& usual : {Magnitudes{}, {1, 9}, {0.25, 14.5}, {0.11, 0.11}, {0.004, 7}, {1, 99999}})
        EXPECT_EQ(number_format(usual, 0, false).factor(), "") << usual.smallest;
}

/// Of a tensor whose numbers are within a factor of a thousand of each other.
TEST(Number, cells_are_short) {
    std::mt19937_64 random(5);
    std::uniform_real_distribution<double> magnitude(-9, 9), share(0, 2.9);
    for (int i = 0; i < 5'000; ++i) {
        const double largest = std::pow(10, magnitude(random));
        const NumberFormat format = number_format({largest / 800, largest}, 0, false);
        const double value = largest / std::pow(10, share(random));
        const auto read = read_number(format.cell(value));
        ASSERT_TRUE(read) << value;
        EXPECT_LE(read->digits, 6) << value << " of " << largest << ": " << format.cell(value);
    }
}

TEST(Number, what_is_compared_is_told_apart) {
    using Two = std::pair<std::string, std::string>;
    EXPECT_EQ(distinct_numbers(2.3012, 2.2991), (Two{"2.301", "2.299"}));
    EXPECT_EQ(distinct_numbers(2.3012, 1.1), (Two{"2.30", "1.1"}));
    EXPECT_EQ(distinct_numbers(0.5, 0.5), (Two{"0.5", "0.5"}));
    EXPECT_EQ(distinct_numbers(0.5, 0.5 + 1e-12), (Two{"0.5", "0.5"})) << "nobody reads so far";
}

TEST(Number, extremes_are_read) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const double none = std::numeric_limits<double>::quiet_NaN();
    for (const std::string& text : {number_text(none), full_number(none).text, NumberFormat{}.cell(none)})
        EXPECT_EQ(text, "NaN");
    for (const std::string& text :
         {number_text(-infinity), full_number(-infinity).text, NumberFormat{0, -3}.cell(-infinity)})
        EXPECT_EQ(text, "−∞");
    EXPECT_EQ(number_text(infinity), "∞");
    EXPECT_EQ(number_text(1e6), "1×10⁶");
    EXPECT_EQ(number_text(4.3e8), "4.3×10⁸");
    EXPECT_EQ(number_text(0.00001), "1×10⁻⁵");
    EXPECT_EQ(number_text(std::numeric_limits<double>::max()), "1.8×10³⁰⁸");
    EXPECT_EQ(number_text(-5e-324).substr(0, 3), "−") << "the smallest there is";
    EXPECT_EQ(number_text(-0.0), "0");
    EXPECT_EQ(with_minus_signs("-1e-5"), "−1e−5");
}

} // namespace
} // namespace convlens
