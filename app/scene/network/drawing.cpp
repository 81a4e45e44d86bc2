// The pad, and the scaled drawing with the lines of the 4 x 4 blocks that are counted.
#include "scene/network/drawing.h"

#include "scene/base/color_maps.h"
#include "scene/network/kit.h"
#include "scene/words/notation.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

constexpr int block = 4;

void draw_ink(Canvas& canvas, const LayerMaps& maps, const Rect& place, Tag tag) {
    Raster raster;
    raster.origin = place.min;
    raster.u = {place.width(), 0};
    raster.v = {0, place.height()};
    raster.columns = raster.rows = Drawing::side;
    raster.values = maps.channels.front();
    raster.map = {0,
                  0.5F,
                  1,
                  canvas.theme.empty,
                  mixed(canvas.theme.empty, canvas.theme.x.heading, 0.5F),
                  canvas.theme.x.heading};
    canvas.add(std::move(raster), tag);
    Box outline = box_of(place);
    outline.stroke = canvas.theme.x.line;
    outline.stroke_width = canvas.theme.line * canvas.unit;
    canvas.add(outline);
}

Rect square_in(const Rect& area) {
    const float side = std::floor(std::min(area.width(), area.height()) / Drawing::side) * Drawing::side;
    return {area.min, area.min + Vec2{side, side}};
}

} // namespace

bool shows_drawing(const NetworkSceneInput& input) {
    return input.document.input.kind == NetworkInputKind::drawing && input.results.drawing.has_value();
}

Rect draw_drawing(Canvas& canvas, const NetworkSceneInput& input, const Rect& area) {
    const float unit = canvas.unit;
    const TextStyle small{network_type::small * unit, Face::sans, input.theme.quiet};
    const CountedDrawing& counted = *input.results.drawing;
    canvas.text(std::string(input.texts("network.drawing")), area.min + Vec2{0, 17 * unit},
                {network_type::heading * unit, Face::sans_bold, input.theme.x.heading});
    const Rect pad = square_in({area.min + Vec2{0, 28 * unit}, area.max});
    draw_ink(canvas, input.pictures.drawn, pad, tag_of(TagSpace::network_pad, 0));
    const float pixel = pad.width() / Drawing::side;
    if (counted.bottom > counted.top)
        draw_frame(
            canvas,
            {pad.min + pixel * Vec2{static_cast<float>(counted.left), static_cast<float>(counted.top)},
             pad.min + pixel * Vec2{static_cast<float>(counted.right), static_cast<float>(counted.bottom)}},
            input.theme.window, input.theme.bold);
    else
        canvas.text(
            std::string(input.texts("network.draw_here")), pad.center(),
            {network_type::text * unit, Face::sans, input.theme.quiet, AlignX::center, AlignY::middle});
    fitted_text(canvas, std::string(input.texts("network.drawn")), {pad.min.x, pad.max.y + 18 * unit}, small,
                area.width());
    const Vec2 corner{pad.min.x, pad.max.y + 30 * unit};
    const std::vector<std::string> words =
        wrapped(canvas, std::string(input.texts("network.scaled_drawing")), small, area.width());
    const float below = 22 + 16 * static_cast<float>(words.size() - 1);
    const Rect scaled = square_in({corner, {area.max.x, area.max.y - below * unit}});
    if (scaled.height() < 48 * unit)
        return pad;
    draw_ink(canvas, input.pictures.scaled, scaled, {});
    const float step = scaled.width() / Drawing::side * block;
    for (int i = 1; i < Drawing::side / block; ++i) {
        const float at = static_cast<float>(i) * step;
        const Color line = with_alpha(input.theme.x.line, 0.5F);
        canvas.line(scaled.min + Vec2{at, 0}, {scaled.min.x + at, scaled.max.y}, line, unit);
        canvas.line(scaled.min + Vec2{0, at}, {scaled.max.x, scaled.min.y + at}, line, unit);
    }
    float y = scaled.max.y + 18 * unit;
    for (const std::string& line : words) {
        canvas.text(line, {scaled.min.x, y}, small);
        y += 16 * unit;
    }
    return pad;
}

} // namespace convlens
