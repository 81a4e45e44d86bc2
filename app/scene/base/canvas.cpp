// Adding texts and plain shapes.
#include "scene/base/canvas.h"

#include "scene/base/wrapping.h"

namespace convlens {

void Canvas::text(std::string text, Vec2 at, const TextStyle& style, Tag tag) {
    add(Label{std::move(text), at, style.size, style.face, style.align_x, style.align_y, style.color}, tag);
}

void Canvas::line(Vec2 from, Vec2 to, Color color, float width, Tag tag) {
    Path path;
    path.points = {from, to};
    path.stroke = color;
    path.stroke_width = width;
    add(std::move(path), tag);
}

void Canvas::card(const Rect& rect, Color fill, Color stroke, float radius, Tag tag) {
    Box box = box_of(rect);
    box.fill = fill;
    box.stroke = stroke;
    box.stroke_width = stroke.a > 0 ? unit : 0;
    box.radius = radius;
    add(box, tag);
}

void Canvas::fit(std::string& text, TextStyle& style, float room) {
    const float wide = text.empty() ? 0 : width(text, style);
    constexpr float rounding = 1.001F;
    if (wide <= room * rounding)
        return;
    style.size *= std::max(room, 0.0F) / wide;
    if (style.size < min_text) {
        style.size = min_text;
        text = width("…", style) <= room ? "…" : "";
    }
}

void Canvas::texts_last(std::size_t count) {
    std::stable_partition(frame_.items.begin() + static_cast<std::ptrdiff_t>(count), frame_.items.end(),
                          [](const Item& item) { return !std::holds_alternative<Label>(item.shape); });
}

float Canvas::run(Vec2 at, const std::vector<std::pair<std::string, TextStyle>>& pieces, Tag tag) {
    for (const auto& [piece, style] : pieces) {
        text(piece, at, style, tag);
        at.x += width(piece, style);
    }
    return at.x;
}

std::vector<std::string> wrapped(Canvas& canvas, std::string_view text, const TextStyle& style, float width) {
    return wrapped(text, width, [&](std::string_view line) { return canvas.width(line, style); });
}

} // namespace convlens
