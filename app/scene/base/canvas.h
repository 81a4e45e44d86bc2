// A Frame being made: adds shapes, measures texts, knows the theme and the size of things. Knows nothing of
// convolution.
#pragma once

#include "picture/frame.h"
#include "picture/theme.h"
#include "picture/typesetter.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace convlens {

struct TextStyle {
    float size = 14; // px
    Face face = Face::sans;
    Color color;
    AlignX align_x = AlignX::left;
    AlignY align_y = AlignY::baseline;
};

class Canvas {
public:
    /// `unit`: px of what is 1 px at 720 px height (texts, lines, gaps).
    Canvas(Frame& frame, const Theme& colors, Typesetter& typesetter, float px)
        : theme(colors), unit(px), frame_(frame), typesetter_(typesetter) {}

    const Theme& theme;
    const float unit;
    /// Texts that have to be made smaller to fit are not made smaller than this, px. 0: as small as they
    /// need.
    float min_text = 0;

    void add(Shape shape, Tag tag = {}) { frame_.items.push_back({std::move(shape), tag, -1}); }
    Frame& frame() { return frame_; }
    Item& last() { return frame_.items.back(); }
    std::size_t count() const { return frame_.items.size(); }
    /// Puts the texts that came after the first `count` items behind everything else that did: what lies
    /// beside each other and is of one kind is drawn at once.
    void texts_last(std::size_t count);
    void text(std::string text, Vec2 at, const TextStyle& style, Tag tag = {});
    void line(Vec2 from, Vec2 to, Color color, float width, Tag tag = {});
    /// A filled and outlined rectangle with round corners.
    void card(const Rect& rect, Color fill, Color stroke, float radius, Tag tag = {});

    float width(std::string_view text, const TextStyle& style) {
        return typesetter_.width(text, style.face, style.size);
    }
    /// Pieces of different style one after the other from `at`, on one baseline; returns where the last one
    /// ends.
    float run(Vec2 at, const std::vector<std::pair<std::string, TextStyle>>& pieces, Tag tag = {});

    /// A text and its style made to fit into `room` px: smaller, or an ellipsis where that is smaller than
    /// may be.
    void fit(std::string& text, TextStyle& style, float room);

    /// The same frame with everything `zoom` times larger.
    Canvas zoomed(float zoom) const { return copy(frame_, zoom); }
    /// A frame that nobody sees, to find out what fits.
    Canvas trial(Frame& nothing, float zoom) const { return copy(nothing, zoom); }

private:
    Canvas copy(Frame& frame, float zoom) const {
        Canvas canvas(frame, theme, typesetter_, unit * zoom);
        canvas.min_text = min_text;
        return canvas;
    }

    Frame& frame_;
    Typesetter& typesetter_;
};

/// Text broken into lines of at most `width` px: at spaces, and between Chinese characters (not before
/// closing punctuation). A word wider than that is alone.
std::vector<std::string> wrapped(Canvas& canvas, std::string_view text, const TextStyle& style, float width);

} // namespace convlens
