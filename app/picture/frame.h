// One picture as data: a flat list of shapes, painted in order, each with the tag of what it means. The only
// thing that backends (OpenGL, cairo, SVG) read. Knows nothing of convolution.
//   Box     cells, cards, bars: a parallelogram       Path   sight lines, arrows, polygons
//   Label   upright text                              Raster matrices too large for boxes, and images
//   Photo   a picture in colour
// A shape that has no ink yet stays in the list (alpha 0, empty text), so that item n of one frame is item n
// of the next and two frames can be compared item by item.
#pragma once

#include "picture/geometry.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace convlens {

/// Meaning of an item, given and understood by scene only. Space 0: nothing that can be pointed at.
struct Tag {
    uint32_t space = 0;
    int64_t index = 0;
    int32_t layer = 0; // of several that a picture shows, counted from 1; 0: there are none
    bool operator==(const Tag&) const = default;
};

enum class Dash : uint8_t { solid, dashed, dotted };

/// Drawn inside a Box in its `ink` colour. hatched: thin diagonal lines, 45 degrees, 6 px apart (padding);
/// dotted: one dot in the middle, a quarter of the box's height wide at most (inserted zero); crossed: the
/// middles of both diagonals (never reached); cornered: the same, small, in the corner of the first column
/// and last row, where no number is, however long; outlined: a second outline, inset by 12 % (hole of a
/// dilated kernel). Hatch lines are anchored to the frame's origin, so that neighbours join.
enum class Pattern : uint8_t { none, hatched, dotted, crossed, cornered, outlined };

struct Box {
    Vec2 origin;            // a corner
    Vec2 u, v;              // the edges that leave it
    float radius = 0;       // corner radius in px; boxes whose edges are along the axes only
    Color fill;             //
    Color stroke;           //
    float stroke_width = 0; // px, centred on the outline
    Dash dash = Dash::solid;
    Pattern pattern = Pattern::none;
    Color ink; // of the pattern
    bool operator==(const Box&) const = default;
};
inline Box box_of(const Rect& r) {
    Box box;
    box.origin = r.min;
    box.u = {r.width(), 0};
    box.v = {0, r.height()};
    return box;
}

struct Path {
    std::vector<Vec2> points;
    bool closed = false;
    Color fill; // of the closed polygon (convex or not, non-zero rule)
    Color stroke;
    float stroke_width = 0; // px; round joins and caps
    Dash dash = Dash::solid;
    bool operator==(const Path&) const = default;
};

enum class Face : uint8_t { sans, sans_bold, mono, mono_bold };
enum class AlignX : uint8_t { left, center, right };
enum class AlignY : uint8_t {
    top,
    middle,
    baseline,
    bottom
}; // middle: half the height of a digit above the baseline

struct Label {
    std::string text; // UTF-8, one line
    Vec2 position;    // of the anchor
    float size = 14;  // em in px
    Face face = Face::sans;
    AlignX align_x = AlignX::left;
    AlignY align_y = AlignY::baseline;
    Color color;
    bool operator==(const Label&) const = default;
};

/// Piecewise linear: low at `lo`, middle at `mid`, high at `hi`; values outside are clamped, NaN has no ink.
struct ColorMap {
    float lo = 0, mid = 0.5F, hi = 1;
    Color low, middle, high;
    bool operator==(const ColorMap&) const = default;
};

/// A matrix of values under a colour map on a parallelogram, nearest neighbour, `columns` along u and `rows`
/// along v.
struct Raster {
    Vec2 origin, u, v;
    int columns = 0, rows = 0;
    std::shared_ptr<const std::vector<float>>
        values; // [rows * columns]; compared by address: never changed once shown
    ColorMap map;
    int64_t shown =
        INT64_MAX; // cells before this one, in row order, have their colour; the others have `blank`
    Color blank;
    Color grid;           // lines between cells, drawn where a cell is at least 3 px
    float grid_width = 0; // px
    bool operator==(const Raster&) const = default;
};

/// At most limits::photo_pixels (scene/base/photo.h).
struct PhotoPixels {
    int width = 0, height = 0;
    std::vector<uint32_t> colors; // 0xAARRGGBB premultiplied, [height * width]
};

/// A picture in colour that fills an upright rectangle, whose edges are painted on whole pixels.
struct Photo {
    Rect place;
    std::shared_ptr<const PhotoPixels> pixels; // compared by address: never changed once shown
    bool operator==(const Photo&) const = default;
};

using Shape = std::variant<Box, Path, Label, Raster, Photo>;

struct Item {
    Shape shape;
    Tag tag;
    int16_t clip = -1; // index into Frame::clips, -1: none
    bool operator==(const Item&) const = default;
};

struct Frame {
    Vec2 size;        // px
    Color background; // alpha 0: transparent (only on request of an export)
    std::vector<Rect> clips;
    std::vector<Item> items;
    bool operator==(const Frame&) const = default;
};

class Typesetter;

/// What the item may touch, in px, strokes and anti-aliasing included; empty where it has no ink.
Rect bounds(const Item& item, const Frame& frame, Typesetter& typesetter);

/// The frame as text, one line an item, numbers rounded to 1/10 px: for golden tests that a reviewer reads in
/// a diff. Labels are not measured, so that the text does not depend on fonts.
std::string dump(const Frame& frame);

/// The topmost item with a tag whose space is not 0 and that contains the point; its Tag, or {0, 0}. Labels
/// are passed over: they lie on what they name. A Raster's tag index is the tag's index plus the cell at the
/// point.
Tag pick(const Frame& frame, Vec2 point);
/// The same among the items whose tag is wanted: what lies above the others is passed through.
using IsWantedTag = std::function<bool(Tag)>;
Tag pick(const Frame& frame, Vec2 point, const IsWantedTag& wanted);

/// The Box, the Photo, or the cell of a Raster, that has the tag; of several the one whose middle is nearest
/// to `near`.
std::optional<Box> cell_of(const Frame& frame, Tag tag, Vec2 near);

} // namespace convlens
