// A Frame's shapes as instances for the shaders, in batches. The one place that knows both.
#pragma once

#include "picture/frame.h"
#include "picture/typesetter.h"
#include "window/gl/batches.h"
#include "window/gl/glyph_atlas.h"

#include <functional>

namespace convlens::gl {

// The layouts of the attributes in shaders/*.vert.
struct BoxInstance {
    Vec2 origin, u, v;
    float radius, stroke_width, dash, pattern;
    Rect stroke_shift; // the outline's rectangle against the fill's: corner, and change of size
    Color fill, stroke, ink;
    Rect part; // what is drawn of it, px from the edges at the origin
};
struct SolidInstance {
    Vec2 corner, size;
    Color color;
};
struct LineInstance {
    Vec2 a, b;
    float half_width, cut_a, cut_b; // cut 1: straight, an end of a dash
    Color color;
};
struct GlyphInstance {
    Vec2 corner, size, texel;
    Color color;
};
struct PolygonInstance {
    Vec2 at;
    float coverage;
    Color color;
};

/// Fills `batches` with the items for which `is_wanted`; false: the atlas was full, and must be cleared
/// first.
bool collect(const Frame& frame, const std::function<bool(std::size_t item)>& is_wanted,
             Typesetter& typesetter, GlyphAtlas& atlas, Batches& batches);

} // namespace convlens::gl
