// How boxes and paths land on a canvas.
#pragma once

#include "output/painter/pixel_canvas.h"
#include "picture/frame.h"

namespace convlens {

/// Draws boxes and paths; keeps its buffers from call to call.
class ShapeRasterizer {
public:
    explicit ShapeRasterizer(PixelCanvas& canvas);
    ~ShapeRasterizer();
    ShapeRasterizer(const ShapeRasterizer&) = delete;
    ShapeRasterizer& operator=(const ShapeRasterizer&) = delete;

    void draw(const Box& box);
    void draw(const Path& path);

private:
    void fill(const Box& box);
    void pattern(const Box& box);
    void solid_stroke(const Box& box);
    void dashed_stroke(const Box& box);
    void contour(const Box& box); // into outline_, alone
    void stroke_piece(std::span<const Vec2> points, bool closed);

    PixelCanvas& canvas_;
    Outline outline_;
    std::vector<FT_Vector> piece_; // of a path, neighbours differ
    FT_Stroker stroker_ = nullptr;
};

} // namespace convlens
