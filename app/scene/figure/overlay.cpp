// The entry is upright on its cell in every view: digits that are typed are read, not looked at.
#include "scene/figure/overlay.h"

#include "scene/base/canvas.h"
#include "scene/base/color_maps.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

float cell_size(const Box& box) {
    return std::sqrt(std::abs(box.u.x * box.v.y - box.u.y * box.v.x));
}

Vec2 middle_of(const Box& box) {
    return box.origin + 0.5F * (box.u + box.v);
}

/// The same place without its ink.
Box outline_of(const Box& box, Color stroke, float width) {
    Box outline;
    outline.origin = box.origin;
    outline.u = box.u;
    outline.v = box.v;
    outline.stroke = stroke;
    outline.stroke_width = width;
    return outline;
}

Color color_of(const Theme& theme, const Overlay& overlay) {
    return overlay.of_padding ? theme.accent : theme.w.line;
}

/// An edge gets a thick line with a knob in its middle, a plane a thick outline.
void draw_handle(Canvas& canvas, const Box& handle, Color color, bool held) {
    const float unit = canvas.unit;
    if (handle.u == Vec2{} || handle.v == Vec2{}) {
        const Vec2 end = handle.origin + handle.u + handle.v;
        canvas.line(handle.origin, end, color, (held ? 5.0F : 4.0F) * unit);
        const float r = 4.5F * unit;
        const Vec2 at = middle_of(handle);
        canvas.card({{at.x - r, at.y - r}, {at.x + r, at.y + r}}, canvas.theme.card, color, r);
        return;
    }
    canvas.add(outline_of(handle, color, (held ? 1.4F : 1.0F) * canvas.theme.bold * unit));
}

/// What is held, in a few words beside the mouse, where they hide nothing of what is being pulled.
void draw_word(Canvas& canvas, const Overlay& overlay, Vec2 frame_size) {
    const float unit = canvas.unit;
    const Theme& theme = canvas.theme;
    const TextStyle style{15 * unit, Face::sans_bold, overlay.of_padding ? theme.accent : theme.w.heading,
                          AlignX::left, AlignY::middle};
    const Vec2 size{canvas.width(overlay.word, style) + 18 * unit, 28 * unit};
    Vec2 at = overlay.word_at + Vec2{18 * unit, -18 * unit - size.y};
    if (at.x + size.x > frame_size.x)
        at.x = overlay.word_at.x - 18 * unit - size.x;
    at = {std::max(at.x, 0.0F), std::max(at.y, 0.0F)};
    canvas.card({at, at + size}, theme.card, color_of(theme, overlay), 6 * unit);
    canvas.text(overlay.word, {at.x + 9 * unit, at.y + size.y / 2}, style);
}

void draw_brush(Canvas& canvas, const Overlay& overlay) {
    const Theme& theme = canvas.theme;
    Box cell =
        outline_of(*overlay.brush, overlay.erasing ? theme.quiet : theme.accent, theme.bold * canvas.unit);
    cell.fill = theme.card;
    canvas.add(cell);
    TextStyle style{0.42F * cell_size(cell), Face::mono_bold, theme.text, AlignX::center, AlignY::middle};
    const float room = 0.86F * cell_size(cell);
    if (const float width = canvas.width(overlay.brush_text, style); width > room)
        style.size *= room / width;
    if (style.size >= 7)
        canvas.text(overlay.brush_text, middle_of(cell), style);
}

void draw_entry(Canvas& canvas, const Overlay& overlay, Vec2 frame_size) {
    const Theme& theme = canvas.theme;
    const float unit = canvas.unit;
    const float cell = cell_size(*overlay.entry);
    const TextStyle style{std::clamp(0.42F * cell, 15 * unit, 26 * unit), Face::mono_bold, theme.text,
                          AlignX::left, AlignY::middle};
    const float width = canvas.width(overlay.entry_text, style);
    const float half = std::max(0.46F * cell, width / 2 + 0.55F * style.size);
    const float half_height = std::max(0.4F * cell, 0.85F * style.size);
    Vec2 at = middle_of(*overlay.entry);
    at.x = std::clamp(at.x, half, std::max(half, frame_size.x - half));
    const Rect card{{at.x - half, at.y - half_height}, {at.x + half, at.y + half_height}};
    canvas.card(inset(card, -3 * unit), with_alpha(theme.accent, 0.22F), {}, 8 * unit);
    canvas.card(card, theme.card, theme.accent, 5 * unit);
    const float left = at.x - width / 2;
    const float caret = 0.62F * style.size;
    if (overlay.entry_selected && width > 0)
        canvas.card({{left - 2 * unit, at.y - caret}, {left + width + 2 * unit, at.y + caret}},
                    with_alpha(theme.accent, 0.28F), {}, 2 * unit);
    canvas.text(overlay.entry_text, {left, at.y}, style);
    if (!overlay.entry_selected)
        canvas.line({left + width + 1.5F * unit, at.y - caret}, {left + width + 1.5F * unit, at.y + caret},
                    theme.accent, 1.6F * unit);
}

void draw_notice(Canvas& canvas, const Overlay& overlay, Vec2 frame_size) {
    const float unit = canvas.unit;
    TextStyle style{22 * unit, Face::sans_bold, canvas.theme.text, AlignX::center, AlignY::middle};
    const float room = frame_size.x - 88 * unit, width = canvas.width(overlay.notice, style);
    style.size *= std::min(1.0F, room / width);
    const Vec2 half{std::min(width, room) / 2 + 24 * unit, 24 * unit};
    const Vec2 at{frame_size.x / 2, frame_size.y - 14 * unit - half.y};
    canvas.card({at - half, at + half}, canvas.theme.card, canvas.theme.accent, 10 * unit);
    canvas.text(overlay.notice, at, style);
}

} // namespace

void draw_overlay(Frame& frame, const Overlay& overlay, const Theme& theme, Typesetter& typesetter,
                  float unit) {
    Canvas canvas(frame, theme, typesetter, unit);
    const Color color = color_of(theme, overlay);
    for (Box area : overlay.areas) {
        area.fill = with_alpha(color, 0.26F);
        canvas.add(area);
    }
    for (const Box& handle : overlay.handles)
        draw_handle(canvas, handle, color, overlay.held);
    if (!overlay.word.empty())
        draw_word(canvas, overlay, frame.size);
    if (overlay.brush)
        draw_brush(canvas, overlay);
    if (overlay.focus) { // on a light ground, so that it is seen over every colour of a cell
        canvas.add(outline_of(*overlay.focus, theme.card, 6 * unit));
        canvas.add(outline_of(*overlay.focus, theme.accent, 3.4F * unit));
    }
    if (overlay.entry)
        draw_entry(canvas, overlay, frame.size);
    if (!overlay.notice.empty())
        draw_notice(canvas, overlay, frame.size);
}

void draw_veil(Frame& frame, const std::string& words, const Theme& theme, Typesetter& typesetter,
               float unit) {
    Box veil;
    veil.u = {frame.size.x, 0};
    veil.v = {0, frame.size.y};
    veil.fill = with_alpha(theme.ground, 0.72F);
    frame.items.push_back({veil, {}, -1});
    Canvas canvas(frame, theme, typesetter, unit);
    const TextStyle style{18 * unit, Face::sans_bold, theme.text, AlignX::center, AlignY::middle};
    const Vec2 middle{frame.size.x / 2, frame.size.y / 2};
    const Vec2 half{canvas.width(words, style) / 2 + 20 * unit, 22 * unit};
    canvas.card({middle - half, middle + half}, theme.card, theme.quiet, 8 * unit);
    canvas.text(words, middle, style);
}

} // namespace convlens
