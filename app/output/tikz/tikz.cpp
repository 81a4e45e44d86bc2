// A line or a few for each item, in order. Coordinates are px of the frame, y downwards.
#include "output/tikz/tikz.h"

#include "encoding/packed_text.h"
#include "output/tikz/images.h"
#include "output/tikz/label.h"
#include "output/tikz/text.h"
#include "picture/hatching.h"
#include "picture/outline.h"
#include "picture/snapping.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <span>
#include <string_view>
#include <utility>

namespace convlens {
namespace {

constexpr std::size_t comment_width = 76;
constexpr double mm_of_inch = 25.4, bp_of_inch = 72;

class TikzWriter {
public:
    TikzWriter(const Frame& frame, const FontSet& fonts, const FileFacts& facts)
        : frame_(frame), fonts_(fonts), facts_(facts), typesetter_(fonts) {
        if (facts.width_mm)
            units_.bp_per_px = *facts.width_mm / mm_of_inch * bp_of_inch / double{frame.size.x};
    }

    std::string write();

private:
    void write(const Item& item);
    void write(const Box& box);
    void write(const Path& path);
    void write(const Label& label);
    void write(const Raster& raster);
    void write(const Photo& photo);

    void add(std::initializer_list<std::string_view> parts) {
        for (const std::string_view part : parts)
            body_ += part;
    }
    std::string stroke_of(Color color, float width) const {
        return tikz_paint("draw", color) + ",line width=" + units_.length(double{width});
    }
    void draw_lines(std::span<const std::array<Vec2, 2>> lines, const std::string& style);
    std::string rounding(float radius) const {
        return radius > 0 ? ",rounded corners=" + units_.length(double{radius}) : "";
    }
    void fill_lines(std::span<const std::array<Vec2, 2>> lines, Color color, float width);
    void write_outline(const Box& box);
    void write_ring(const Box& box);
    void write_pattern(const Box& box);
    void write_dashed_edges(const Box& shape);
    void write_image(const std::string& operators);
    void enter_clip(int16_t clip);
    std::string colors() const;
    std::string head() const;
    std::string dashes(std::pair<float, float> lengths) const {
        return ",dash pattern=on " + units_.length(double{lengths.first}) + " off " +
               units_.length(double{lengths.second});
    }

    const Frame& frame_;
    const FontSet& fonts_;
    const FileFacts& facts_;
    Typesetter typesetter_;
    TikzUnits units_;
    std::string body_;
    int16_t clip_ = -1; // that is open now
};

std::string rectangle(const Rect& rect) {
    return tikz_point(rect.min) + " rectangle " + tikz_point(rect.max);
}

std::string polygon(std::span<const Vec2> points, bool closed) {
    std::string path;
    for (const Vec2 p : points)
        path += (path.empty() ? "" : "--") + tikz_point(p);
    return closed ? path + "--cycle" : path;
}

std::string outline(const Box& box) {
    return is_upright(box) ? rectangle(upright_rect(box.origin, box.u + box.v)) : polygon(corners(box), true);
}

void TikzWriter::draw_lines(std::span<const std::array<Vec2, 2>> lines, const std::string& style) {
    if (lines.empty())
        return;
    add({"\\path[", style, "]"});
    for (const auto& line : lines)
        add({" ", polygon(line, false)});
    body_ += ";\n";
}

/// Upright ones.
void TikzWriter::fill_lines(std::span<const std::array<Vec2, 2>> lines, Color color, float width) {
    for (const auto& [sides, opacity] : filled_strokes(width)) {
        add({"\\path[", tikz_paint("fill", with_alpha(color, opacity)), "]"});
        for (const auto& line : lines)
            add({" ", polygon(line_area(line, sides), true)});
        body_ += ";\n";
    }
}

void TikzWriter::write_pattern(const Box& box) {
    const Vec2 center = box.origin + 0.5F * (box.u + box.v);
    switch (box.pattern) {
    case Pattern::none:
        break;
    case Pattern::hatched:
        draw_lines(hatch_lines(on_fill(box)), stroke_of(box.ink, hatch_width));
        break;
    case Pattern::dotted:
        add({"\\path[", tikz_paint("fill", box.ink), "] ", tikz_point(center),
             " circle[radius=", units_.length(double{dot_diameter(box)} / 2), "];\n"});
        break;
    case Pattern::crossed:
    case Pattern::cornered:
        draw_lines(crossed_lines(box), stroke_of(box.ink, pattern_width(box)));
        break;
    case Pattern::outlined:
        write_outline(outlined_inside(box));
        break;
    }
}

void TikzWriter::write_dashed_edges(const Box& shape) {
    if (is_upright(shape) && rounded_by_readers(shape.stroke_width)) {
        fill_lines(dashed_edges(on_stroke(shape)), shape.stroke, shape.stroke_width);
        return;
    }
    for (const auto& [lines, ink, gap] : dashed_pairs(on_stroke(shape)))
        if (ink > 0)
            draw_lines(lines, stroke_of(shape.stroke, shape.stroke_width) + dashes({ink, gap}) +
                                  ",dash phase=" + units_.length(double{ink} / 2));
}

void TikzWriter::write_ring(const Box& box) {
    const float radius = corner_radius(box), half = box.stroke_width / 2;
    const auto edge = [&](const Rect& rect, float by) {
        const float turn = radius > 0 ? std::max(0.0F, radius + by) : 0;
        return (turn > 0 ? "{[" + rounding(turn).substr(1) + "] " : "{") + rectangle(rect) + "}";
    };
    for (const auto& [sides, opacity] : filled_strokes(box.stroke_width)) {
        const auto [outside, inside] = ring_edges(box, sides);
        add({"\\path[", tikz_paint("fill", with_alpha(box.stroke, opacity)), ",even odd rule] ",
             edge(outside, half)});
        if (!inside.empty())
            add({" ", edge(inside, -half)});
        body_ += ";\n";
    }
}

void TikzWriter::write_outline(const Box& box) {
    if (is_upright(box) && rounded_by_readers(box.stroke_width))
        write_ring(box);
    else
        add({"\\path[", stroke_of(box.stroke, box.stroke_width), rounding(corner_radius(box)), "] ",
             outline(on_stroke(box)), ";\n"});
}

void TikzWriter::write(const Box& box) {
    if (box.fill.a != 0)
        add({"\\path[", tikz_paint("fill", box.fill), rounding(corner_radius(box)), "] ",
             outline(on_fill(box)), ";\n"});
    if (box.ink.a != 0)
        write_pattern(box);
    if (box.stroke.a == 0 || box.stroke_width <= 0)
        return;
    if (box.dash == Dash::solid)
        write_outline(box);
    else
        write_dashed_edges(box);
}

void TikzWriter::write(const Path& path) {
    const bool filled = path.closed && path.fill.a != 0;
    const bool stroked = path.stroke.a != 0 && path.stroke_width > 0;
    if (path.points.size() < 2 || (!filled && !stroked))
        return;
    body_ += "\\path[";
    if (filled)
        add({tikz_paint("fill", path.fill), stroked ? "," : ""});
    if (stroked) {
        add({stroke_of(path.stroke, path.stroke_width), ",line join=round"});
        const auto lengths = dash_lengths(path.dash, path.stroke_width);
        body_ += lengths.first > 0 ? dashes(lengths) : ",line cap=round";
    }
    add({"] ", polygon(path.points, path.closed), ";\n"});
}

void TikzWriter::write(const Label& label) {
    body_ += tikz_label(typesetter_, label, units_, facts_.outlines_text);
}

void TikzWriter::write_image(const std::string& operators) {
    if (!operators.empty())
        add({"\\csname pgfsys@invoke\\endcsname{%\n", operators, "}\n"});
}

void TikzWriter::write(const Raster& raster) {
    write_image(pdf_operators(raster, fonts_, units_.bp_per_px, frame_.background));
    if (!has_grid(raster))
        return;
    const auto lines = snapped_grid_lines(raster);
    if (is_upright(raster) && rounded_by_readers(raster.grid_width))
        fill_lines(lines, raster.grid, raster.grid_width);
    else
        draw_lines(lines, stroke_of(raster.grid, raster.grid_width));
}

void TikzWriter::write(const Photo& photo) {
    write_image(pdf_operators(photo, units_.bp_per_px, frame_.background));
}

void TikzWriter::enter_clip(int16_t clip) {
    if (clip < 0 || static_cast<std::size_t>(clip) >= frame_.clips.size())
        clip = -1;
    if (clip == clip_)
        return;
    if (clip_ >= 0)
        body_ += "\\end{scope}\n";
    if (clip >= 0)
        add({"\\begin{scope}\\clip ", rectangle(snapped_clip(frame_.clips[static_cast<std::size_t>(clip)])),
             ";\n"});
    clip_ = clip;
}

void TikzWriter::write(const Item& item) {
    enter_clip(item.clip);
    std::visit([this](const auto& shape) { write(shape); }, item.shape);
}

/// Of the body, by the names that it uses.
std::string TikzWriter::colors() const {
    std::set<std::string> names;
    for (const std::string_view key : {"fill=c", "draw=c", "color=c"})
        for (std::size_t at = body_.find(key); at != std::string::npos; at = body_.find(key, at + 1))
            names.insert(body_.substr(at + key.size() - 1, 7));
    std::string text;
    for (const std::string& name : names) {
        std::string hexadecimal = name.substr(1);
        for (char& digit : hexadecimal)
            digit = digit >= 'a' ? static_cast<char>(digit - 'a' + 'A') : digit;
        text.append("\\definecolor{").append(name).append("}{HTML}{").append(hexadecimal).append("}\n");
    }
    return text;
}

/// What a document has of its own: class, packages and a page.
std::string TikzWriter::head() const {
    std::string text = "% By itself: pdflatex on this file. In a document: \\usepackage{tikz}, and \\input "
                       "this file.\n";
    if (!facts_.scene.empty()) {
        const std::string packed = pack_text(facts_.scene);
        constexpr std::string_view begin = "% convlens-scene: ";
        const std::size_t piece = comment_width - begin.size();
        for (std::size_t at = 0; at < packed.size(); at += piece)
            text.append(begin).append(packed, at, piece).append("\n");
    }
    const std::string page = "paperwidth=" + units_.length(double{frame_.size.x}) +
                             ",paperheight=" + units_.length(double{frame_.size.y});
    return text +
           "\\ifdefined\\tikzpicture\\else\n\\documentclass{article}\n\\usepackage{tikz}\n"
           "\\usepackage[" +
           page +
           ",margin=0bp]{geometry}\n"
           // What TeX rounds must not be a second page.
           "\\advance\\textheight1bp\\advance\\textwidth1bp\n"
           "\\pagestyle{empty}\\parindent=0bp\\topskip=0bp\n"
           "\\begin{document}\n\\def\\convlensend{\\end{document}}\n\\fi\n";
}

std::string TikzWriter::write() {
    for (const Item& item : frame_.items)
        write(item);
    enter_clip(-1);
    const std::string page = rectangle({{0, 0}, frame_.size});
    const std::string ground = frame_.background.a != 0
                                   ? "\\path[" + tikz_paint("fill", frame_.background) + "] " + page + ";\n"
                                   : "";
    body_.insert(0, ground);
    return head() + "\\begin{tikzpicture}[x=" + units_.unit() + ",y=-" + units_.unit() +
           ",line join=miter,line cap=butt,miter limit=" + tikz_number(double{miter_limit}) + "]\n" +
           label_macros() + colors() + "\\useasboundingbox " + page + ";\n\\clip " + page + ";\n" + body_ +
           "\\end{tikzpicture}%\n\\ifdefined\\convlensend\\expandafter\\convlensend\\fi\n";
}

} // namespace

std::string tikz_of(const Frame& frame, const FontSet& fonts, const FileFacts& facts) {
    return TikzWriter(frame, fonts, facts).write();
}

} // namespace convlens
