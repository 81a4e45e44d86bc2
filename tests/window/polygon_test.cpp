// Triangles of filled polygons cover the polygon once.
#include "window/gl/polygon.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace convlens::gl {
namespace {

/// Area of all triangles, weighted by their mean coverage.
double covered(const std::vector<PolygonVertex>& v) {
    double sum = 0;
    for (std::size_t i = 0; i + 2 < v.size(); i += 3) {
        const Vec2 a = v[i + 1].at - v[i].at, b = v[i + 2].at - v[i].at;
        const double coverage = (v[i].coverage + v[i + 1].coverage + v[i + 2].coverage) / 3;
        sum += std::abs(static_cast<double>(a.x * b.y - a.y * b.x)) / 2 * coverage;
    }
    return sum;
}

TEST(Polygon, covers_its_area_in_either_direction) {
    const std::array<Vec2, 4> square{Vec2{0, 0}, {40, 0}, {40, 40}, {0, 40}};
    const std::array<Vec2, 4> turned{Vec2{0, 40}, {40, 40}, {40, 0}, {0, 0}};
    EXPECT_NEAR(covered(triangulated(square)), 1600, 2);
    EXPECT_NEAR(covered(triangulated(turned)), 1600, 2);
}

TEST(Polygon, an_arrow_is_not_its_hull) {
    const std::array<Vec2, 4> arrow{Vec2{0, 0}, {60, 30}, {0, 60}, {20, 30}};
    EXPECT_NEAR(covered(triangulated(arrow)), 1200, 12);
}

TEST(Polygon, nothing_without_area) {
    const std::array<Vec2, 3> flat{Vec2{0, 0}, {10, 0}, {20, 0}};
    EXPECT_TRUE(triangulated(flat).empty());
    EXPECT_TRUE(triangulated({}).empty());
}

} // namespace
} // namespace convlens::gl
