// Axes, lines, names.
#include "scene/network/chart.h"

#include "scene/network/kit.h"
#include "scene/words/number.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

// Units.
constexpr float left_room = 56, bottom_room = 44, top_room = 26;
constexpr float legend_pitch = 24, legend_line = 34;

double scaled(double y, bool logarithmic) {
    return logarithmic ? std::log10(std::max(y, 1e-12)) : y;
}

void widen(double value, double& low, double& high) {
    if (!std::isfinite(value))
        return;
    low = std::min(low, value);
    high = std::max(high, value);
}

ChartPlace place_of(Canvas& canvas, const Chart& chart, const Rect& area) {
    ChartPlace place;
    place.logarithmic = chart.logarithmic;
    double low_x = INFINITY, high_x = -INFINITY, low_y = INFINITY, high_y = -INFINITY;
    float names = 0;
    for (const ChartLine& line : chart.lines) {
        for (const double x : line.x)
            widen(x, low_x, high_x);
        for (const double y : line.y)
            widen(scaled(y, chart.logarithmic), low_y, high_y);
        if (!chart.names_above)
            names = std::max(
                names, canvas.width(line.name, {network_type::text * canvas.unit, Face::sans_bold, {}}));
    }
    if (chart.max_x > 0)
        widen(chart.max_x, low_x, high_x);
    if (chart.max_y > 0)
        widen(scaled(chart.max_y, chart.logarithmic), low_y, high_y);
    const float legend = chart.names_above ? legend_pitch * static_cast<float>(chart.lines.size()) : 0;
    if (chart.from_zero && !chart.logarithmic)
        widen(0, low_y, high_y);
    if (!(high_x > low_x))
        high_x = (low_x = std::isfinite(low_x) ? low_x : 0) + 1;
    if (!(high_y > low_y))
        high_y = (low_y = std::isfinite(low_y) ? low_y : 0) + 1;
    place.x_low = low_x;
    place.x_high = high_x;
    place.y_low = low_y;
    place.y_high = high_y + 0.04 * (high_y - low_y);
    const float unit = canvas.unit;
    place.plot = {{area.min.x + left_room * unit, area.min.y + (legend + top_room) * unit},
                  {area.max.x - names - 14 * unit, area.max.y - bottom_room * unit}};
    return place;
}

/// Ends of lines, moved from each other so that their names can be read.
void draw_names(Canvas& canvas, const Chart& chart, const ChartPlace& place) {
    struct Name {
        const ChartLine* line;
        float y;
    };
    std::vector<Name> names;
    for (const ChartLine& line : chart.lines)
        if (!line.x.empty() && !line.name.empty())
            names.push_back({&line, place.at(line.x.back(), line.y.back()).y});
    std::sort(names.begin(), names.end(), [](const Name& a, const Name& b) { return a.y < b.y; });
    const float pitch = 19 * canvas.unit;
    for (std::size_t i = 1; i < names.size(); ++i)
        names[i].y = std::max(names[i].y, names[i - 1].y + pitch);
    for (std::size_t i = names.size(); i-- > 0;) {
        const float limit = place.plot.max.y - static_cast<float>(names.size() - 1 - i) * pitch;
        names[i].y = std::min(names[i].y, limit);
    }
    for (const Name& name : names)
        canvas.text(name.line->name, {place.plot.max.x + 8 * canvas.unit, name.y},
                    {network_type::text * canvas.unit, Face::sans_bold, name.line->color, AlignX::left,
                     AlignY::middle});
}

Path stroke_of(const Canvas& canvas, const ChartLine& line) {
    Path path;
    path.stroke = line.color;
    path.stroke_width = 2.5F * canvas.unit;
    path.dash = line.dash;
    return path;
}

/// A piece of each line with its name.
void draw_legend(Canvas& canvas, const Chart& chart, Vec2 at) {
    for (const ChartLine& line : chart.lines) {
        at.y += legend_pitch * canvas.unit;
        Path path = stroke_of(canvas, line);
        const Vec2 end = at + Vec2{legend_line * canvas.unit, 0};
        path.points = {at, end};
        canvas.add(std::move(path));
        canvas.text(
            line.name, end + Vec2{10 * canvas.unit, 0},
            {network_type::text * canvas.unit, Face::sans_bold, line.color, AlignX::left, AlignY::middle});
    }
}

void draw_line(Canvas& canvas, const ChartLine& line, const ChartPlace& place) {
    Path path = stroke_of(canvas, line);
    for (std::size_t i = 0; i < line.x.size(); ++i)
        if (std::isfinite(line.y[i]))
            path.points.push_back(place.at(line.x[i], line.y[i]));
    if (path.points.size() > 1) {
        canvas.add(std::move(path));
        return;
    }
    const float r = 3 * canvas.unit;
    for (const Vec2 point : path.points)
        canvas.card({point - Vec2{r, r}, point + Vec2{r, r}}, line.color, {}, r);
}

void draw_axes(Canvas& canvas, const Chart& chart, const ChartPlace& place) {
    const float unit = canvas.unit;
    const Theme& theme = canvas.theme;
    const TextStyle small{network_type::small * unit, Face::sans, theme.quiet, AlignX::right, AlignY::middle};
    const Rect& plot = place.plot;
    for (const double tick : round_ticks(place.y_low, place.y_high, 5)) {
        const double value = chart.logarithmic ? std::pow(10.0, tick) : tick;
        const float y = place.at(place.x_low, value).y;
        if (y < plot.min.y - 1 || y > plot.max.y + 1)
            continue;
        canvas.line({plot.min.x, y}, {plot.max.x, y}, theme.hairline, unit);
        canvas.text(number_text(value), {plot.min.x - 8 * unit, y}, small);
    }
    TextStyle below = small;
    below.align_x = AlignX::center;
    below.align_y = AlignY::top;
    for (const double tick : round_ticks(place.x_low, place.x_high, 6)) {
        const float x = place.at(tick, 0).x;
        canvas.line({x, plot.max.y}, {x, plot.max.y + 5 * unit}, theme.quiet, unit);
        canvas.text(number_text(tick), {x, plot.max.y + 8 * unit}, below);
    }
    canvas.line({plot.min.x, plot.max.y}, {plot.max.x, plot.max.y}, theme.quiet, unit);
    canvas.line(plot.min, {plot.min.x, plot.max.y}, theme.quiet, unit);
    for (const double mark : chart.marks_x) {
        const float x = place.at(mark, 0).x;
        canvas.line({x, plot.min.y}, {x, plot.max.y}, theme.window, unit);
    }
    const TextStyle name{network_type::small * unit, Face::sans, theme.text};
    canvas.text(chart.y_name, {plot.min.x - (left_room - 4) * unit, plot.min.y - 10 * unit}, name);
    TextStyle middle = name;
    middle.align_x = AlignX::center;
    canvas.text(chart.x_name, {plot.center().x, plot.max.y + 38 * unit}, middle);
}

} // namespace

Vec2 ChartPlace::at(double x, double y) const {
    const double share_x = (x - x_low) / (x_high - x_low);
    const double share_y = (scaled(y, logarithmic) - y_low) / (y_high - y_low);
    return {plot.min.x + static_cast<float>(share_x) * plot.width(),
            plot.max.y - static_cast<float>(share_y) * plot.height()};
}

std::vector<double> round_ticks(double low, double high, int count) {
    const double rough = (high - low) / std::max(count, 1);
    if (!(rough > 0) || !std::isfinite(rough))
        return {low};
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    double step = power;
    for (const double factor : {1.0, 2.0, 5.0, 10.0})
        if (factor * power >= rough) {
            step = factor * power;
            break;
        }
    std::vector<double> ticks;
    for (double n = std::ceil(low / step - 1e-9); n * step <= high + 1e-9 * step; ++n)
        ticks.push_back(n * step == 0 ? 0.0 : n * step);
    return ticks;
}

ChartPlace draw_chart(Canvas& canvas, const Chart& chart, const Rect& area) {
    const ChartPlace place = place_of(canvas, chart, area);
    draw_axes(canvas, chart, place);
    for (const ChartLine& line : chart.lines)
        draw_line(canvas, line, place);
    if (chart.names_above)
        draw_legend(canvas, chart, {place.plot.min.x, area.min.y - 8 * canvas.unit});
    else
        draw_names(canvas, chart, place);
    return place;
}

} // namespace convlens
