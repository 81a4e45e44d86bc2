// Which lenses a picture has room for.
#include "scene/base/scene_input.h"
#include "scene/lens_plan.h"

#include <gtest/gtest.h>

namespace convlens {
namespace {

LensPlan plan(Vec2 size, std::vector<Lens> lenses, float scale = 1) {
    Document document;
    document.lenses = std::move(lenses);
    Composition composition;
    composition.size = size;
    composition.scale = scale;
    return lens_plan(composition, document);
}

const std::vector<Lens> all{Lens::sum,   Lens::im2col, Lens::unrolled, Lens::gradients, Lens::transposed,
                            Lens::sizes, Lens::reach,  Lens::cost,     Lens::code};

TEST(LensPlan, the_sum_and_two_more_fit_into_a_window_of_1280x720) {
    const LensPlan stage = plan({1044, 616}, {Lens::sum, Lens::im2col, Lens::gradients});
    EXPECT_EQ(stage.shown, (std::vector{Lens::im2col, Lens::gradients}));
    EXPECT_TRUE(stage.all);
    EXPECT_EQ(stage.columns, 1);
}

TEST(LensPlan, those_in_front_are_shown_and_the_tabs_keep_their_order) {
    const LensPlan stage = plan({1044, 616}, {Lens::cost, Lens::im2col, Lens::sum, Lens::code});
    EXPECT_EQ(stage.shown, (std::vector{Lens::im2col, Lens::cost}));
    EXPECT_EQ(stage.tabs, (std::vector{Lens::im2col, Lens::cost, Lens::code}));
    EXPECT_FALSE(stage.all);
    const LensPlan other = plan({1044, 616}, {Lens::code, Lens::cost, Lens::im2col, Lens::sum});
    EXPECT_EQ(other.tabs, stage.tabs);
    EXPECT_EQ(other.shown, (std::vector{Lens::cost, Lens::code}));
}

TEST(LensPlan, the_stage_of_a_window_of_800x600_has_one_below_the_figure) {
    const LensPlan stage = plan({564, 496}, {Lens::sum, Lens::im2col, Lens::gradients});
    EXPECT_TRUE(stage.below);
    EXPECT_EQ(stage.shown, (std::vector{Lens::sum}));
    EXPECT_EQ(stage.tabs, (std::vector{Lens::sum, Lens::im2col, Lens::gradients}));
    EXPECT_FALSE(stage.all) << "a file is refused";
    EXPECT_EQ(plan({564, 496}, {Lens::cost}).shown, (std::vector{Lens::cost}));
    EXPECT_TRUE(plan({564, 496}, {Lens::cost}).tabs.empty());
    EXPECT_FALSE(plan({564, 496}, {Lens::sum}).below) << "the sum alone has its place anyway";
}

TEST(LensPlan, small_pictures_have_none) {
    EXPECT_TRUE(plan({640, 360}, {Lens::sum, Lens::cost}).shown.empty());
    EXPECT_FALSE(plan({640, 360}, {Lens::sum, Lens::cost}).all);
    EXPECT_TRUE(plan({640, 360}, {Lens::sum, Lens::cost}).none_fits) << "and it is said";
    EXPECT_TRUE(plan({640, 360}, {Lens::sum}).all);
    EXPECT_FALSE(plan({640, 360}, {Lens::sum}).none_fits);
}

TEST(LensPlan, the_least_size_holds_them_all) {
    for (std::size_t count = 1; count <= all.size(); ++count) {
        Document document;
        document.lenses.assign(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count));
        const Vec2 least = min_size(document);
        Composition composition;
        composition.size = least;
        const LensPlan fits = lens_plan(composition, document);
        EXPECT_TRUE(fits.all) << count << " lenses, " << least.x << "x" << least.y;
        EXPECT_EQ(fits.shown.size(), count - 1);
        EXPECT_GE(fits.columns * fits.rows, static_cast<int>(count) - 1);
    }
}

TEST(LensPlan, all_eight_stand_in_a_picture_of_2560x1440) {
    const LensPlan large = plan({2560, 1440}, all);
    EXPECT_TRUE(large.all);
    EXPECT_GE(large.unit, 1.2F);
    EXPECT_FALSE(plan({1280, 720}, all).all);
}

} // namespace
} // namespace convlens
