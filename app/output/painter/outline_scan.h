// Polygons and curves to coverage by FreeType's anti-aliasing rasteriser: exact areas, the same for a pixel
// whatever is cut off around it, so that a part of a picture that is painted again equals the whole.
#pragma once

#include "picture/geometry.h"
#include "picture/pixel_rect.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H
#include FT_STROKER_H

#include <cstdint>
#include <span>
#include <vector>

namespace convlens {

/// Contours in FreeType's form. Filled by the non-zero rule: contours that run the other way cut holes.
class Outline {
public:
    void clear();
    bool empty() const { return contours_.empty(); }
    /// One contour can have 32,767 points at most in all; callers that may have more scan in between.
    bool nearly_full() const { return points_.size() > 20000; }

    void polygon(std::span<const Vec2> points, bool reversed = false);
    void rounded(const Rect& rect, float radius, bool reversed = false);
    /// A thin rectangle with butt ends.
    void segment(Vec2 from, Vec2 to, float width);
    void circle(Vec2 center, float diameter);
    /// What the stroker has collected.
    void take(FT_Stroker stroker);

    FT_Outline view();

private:
    void point(Vec2 p, char tag);
    void end_contour(std::size_t first, bool reversed);

    std::vector<FT_Vector> points_;
    std::vector<char> tags_;
    std::vector<short> contours_;
};

/// 26.6 fixed point; far-off and undefined coordinates become the largest that FreeType takes.
FT_Vector fixed(Vec2 p);

/// Calls sink(y, x0, x1, coverage) for the runs of an outline within the rectangle, coverage 1 to 255.
template <class Sink> void scan(FT_Library library, Outline& outline, const PixelRect& within, Sink&& sink) {
    struct Target {
        const PixelRect* within;
        Sink* sink;
    } target{&within, &sink};
    FT_Outline view = outline.view();
    if (within.empty() || view.n_contours == 0)
        return;
    FT_Raster_Params parameters{};
    parameters.flags = FT_RASTER_FLAG_AA | FT_RASTER_FLAG_DIRECT | FT_RASTER_FLAG_CLIP;
    parameters.clip_box = {within.x0, within.y0, within.x1, within.y1};
    parameters.user = &target;
    parameters.gray_spans = [](int y, int count, const FT_Span* spans, void* user) {
        auto& to = *static_cast<Target*>(user);
        if (y < to.within->y0 || y >= to.within->y1)
            return;
        for (int i = 0; i < count; ++i) {
            const int x0 = spans[i].x < to.within->x0 ? to.within->x0 : spans[i].x;
            const int end = spans[i].x + spans[i].len;
            const int x1 = end > to.within->x1 ? to.within->x1 : end;
            if (x0 < x1 && spans[i].coverage != 0)
                (*to.sink)(y, x0, x1, uint32_t{spans[i].coverage});
        }
    };
    FT_Outline_Render(library, &view, &parameters);
}

} // namespace convlens
