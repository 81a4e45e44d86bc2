// What lies between the panels: arrows and signs.
#include "scene/lens/gradients/drawing.h"

#include <algorithm>

namespace convlens {

void GradientsDrawing::draw_sign(const PanelRow& row, std::size_t left, const std::string& sign) {
    const GradientPanel& a = row.panels[left];
    const GradientPanel& b = row.panels[left + 1];
    const TextStyle style{17 * unit_, Face::sans, theme_.quiet, AlignX::center, AlignY::middle};
    const float middle = b.at.y + b.height() / 2;
    const float indent = b.at.x - body_.min.x;
    if (!row.starts_row[left + 1])
        canvas_.text(sign, {(a.bounds().max.x + b.at.x) / 2, middle}, style);
    else
        canvas_.text(indent > 14 * unit_ ? sign : "", {body_.min.x + indent / 2, middle}, style);
}

void GradientsDrawing::draw_flow(const PanelRow& row, std::size_t from, float from_y,
                                 const std::array<int64_t, 3>& at) {
    const GradientPanel& a = row.panels[from];
    const GradientPanel& b = row.panels[from + 1];
    // One below the other they lie over the places that they flow to.
    // Headings within the panel may be wider than its cells.
    const float right =
        a.shape.below > 0 ? std::max(a.bounds().max.x, a.at.x + a.shape.min_width) : a.bounds().max.x;
    draw_arrow({right + 5 * unit_, from_y},
               {b.at.x - 3 * unit_, b.sheet(at[0]).center(static_cast<float>(at[1]), 0).y},
               row.starts_row[from + 1] ? Color{} : theme_.gradient.line);
}

void GradientsDrawing::draw_arrow(Vec2 from, Vec2 to, Color color) {
    const float bend = (to.x - from.x) * 0.55F;
    const float head = 6 * unit_;
    const Vec2 end{to.x - head * 0.8F, to.y};
    Path curve;
    for (int i = 0; i <= 16; ++i) {
        const float t = static_cast<float>(i) / 16;
        const float s = 1 - t;
        curve.points.push_back(from * (s * s * s) + (from + Vec2{bend, 0}) * (3 * s * s * t) +
                               (end - Vec2{bend, 0}) * (3 * s * t * t) + end * (t * t * t));
    }
    curve.stroke = color;
    curve.stroke_width = 1.8F * unit_;
    canvas_.add(curve);
    Path tip;
    tip.points = {to, {to.x - head, to.y - head * 0.55F}, {to.x - head, to.y + head * 0.55F}};
    tip.closed = true;
    tip.fill = color;
    canvas_.add(tip);
}

} // namespace convlens
