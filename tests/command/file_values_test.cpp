// Values of options about files of pictures: what is read, and that nothing else is.
#include "command/arguments/file_values.h"

#include "command/option_value.h"
#include "i18n/error.h"

#include <gtest/gtest.h>

namespace convlens {
namespace {

TEST(FrameRateValue, is_exact) {
    EXPECT_EQ(frame_rate(option_value("20")), (FrameRate{20, 1}));
    EXPECT_EQ(frame_rate(option_value("23.976")), (FrameRate{2997, 125}));
    EXPECT_EQ(frame_rate(option_value("12.50")), (FrameRate{25, 2}));
    EXPECT_EQ(frame_rate(option_value("24000/1001")), (FrameRate{24000, 1001}));
    EXPECT_EQ(frame_rate(option_value("0.5")), (FrameRate{1, 2}));
    EXPECT_EQ(frame_rate(option_value("2147483647")), (FrameRate{2147483647, 1}));
}

TEST(FrameRateValue, refuses_everything_else) {
    for (const char* const text : {"", "0", "0.0", "-1", "1.", ".5", "1.5.2", "1/0", "0/1", "1/2/3", "1e3",
                                   "nan", "inf", "1.0000001", "2147483648", "1/2147483647", " 1", "1 "})
        EXPECT_THROW(frame_rate(option_value(text)), Error) << "'" << text << "'";
}

TEST(FrameRateTimes, have_no_drift) {
    const FrameRate ntsc{24000, 1001};
    EXPECT_EQ(ntsc.begin_of(24000, 1000), 1'001'000);
    EXPECT_EQ(ntsc.begin_of(1, 1000), 42); // 41.7
    EXPECT_EQ(FrameRate({30, 1}).begin_of(1, 100), 3);
    EXPECT_TRUE(FrameRate({101, 2}).is_over(50));
    EXPECT_FALSE(FrameRate({100, 2}).is_over(50));
}

TEST(StepRangeValue, is_one_step_or_from_to) {
    EXPECT_EQ(step_range(option_value("3..7")), (StepRange{3, 7}));
    EXPECT_EQ(step_range(option_value("5")), (StepRange{5, 5}));
    EXPECT_EQ(step_range(option_value("2..")), (StepRange{2, std::nullopt}));
    for (const char* const text : {"", "..", "..3", "7..3", "a", "3...7", "3..7..9", "-1", "3-7", "3.. 7"})
        EXPECT_THROW(step_range(option_value(text)), Error) << "'" << text << "'";
}

TEST(PaperLength, knows_its_units) {
    EXPECT_DOUBLE_EQ(paper_length_mm(option_value("85mm")), 85);
    EXPECT_DOUBLE_EQ(paper_length_mm(option_value("8.5cm")), 85);
    EXPECT_NEAR(paper_length_mm(option_value("240pt")), 84.35, 0.01); // TeX's points, 72.27 an inch
    EXPECT_NEAR(paper_length_mm(option_value("3.3in")), 83.82, 0.001);
    for (const char* const text :
         {"", "85", "mm", "-85mm", "0mm", "9.9mm", "5.1e3mm", "6000mm", "nanmm", "85px", "85 mm", "infcm"})
        EXPECT_THROW(paper_length_mm(option_value(text)), Error) << "'" << text << "'";
}

TEST(SweepValue, is_a_range_or_a_list) {
    EXPECT_EQ(sweep_of(option_value("stride=1..3")), (Sweep{"stride", {"1", "2", "3"}}));
    EXPECT_EQ(sweep_of(option_value("kernel-size=3x3,5x5")), (Sweep{"kernel-size", {"3x3", "5x5"}}));
    EXPECT_EQ(sweep_of(option_value("padding=0,same")), (Sweep{"padding", {"0", "same"}}));
    EXPECT_EQ(sweep_of(option_value("stride=5..5")), (Sweep{"stride", {"5"}}));
    for (const char* const text :
         {"", "stride", "=1..3", "stride=", "stride=3..1", "stride=1,,2", "stride=,1", "stride=1,",
          "stride=a..b", "stride=1..2000000000", "stride=-1..3"})
        EXPECT_THROW(sweep_of(option_value(text)), Error) << "'" << text << "'";
}

} // namespace
} // namespace convlens
