// A chart of lines over one axis, its ticks at round numbers.
#pragma once

#include "scene/base/canvas.h"

#include <string>
#include <vector>

namespace convlens {

struct ChartLine {
    std::vector<double> x, y; // same length, x ascending; values that are not finite interrupt the line
    Color color;
    std::string name; // written at its end
    Dash dash = Dash::solid;
};

struct Chart {
    std::vector<ChartLine> lines;
    std::string x_name, y_name;
    std::vector<double> marks_x; // upright thin lines
    bool from_zero = true;       // the y axis has 0
    bool logarithmic = false;    // y
    bool names_above = false;    // of lines, in a legend; else at their ends
    double max_x = 0, max_y = 0; // the axes go at least so far; 0: as far as the lines
};

/// Ticks of round numbers, at most `count` + 1, over the range.
std::vector<double> round_ticks(double low, double high, int count);

struct ChartPlace {
    Rect plot;
    double x_low = 0, x_high = 1, y_low = 0, y_high = 1;
    bool logarithmic = false;
    Vec2 at(double x, double y) const;
};
ChartPlace draw_chart(Canvas& canvas, const Chart& chart, const Rect& area);

} // namespace convlens
