// TeX's text is as high and as wide as ours, but its shapes are others: what must look the same is outlines.
#include "output/tikz/label.h"

#include "i18n/utf8.h"
#include "output/glyph_curves.h"
#include "output/placed_label.h"
#include "output/tikz/text.h"

#include <optional>
#include <string_view>
#include <vector>

namespace convlens {
namespace {

constexpr std::string_view indent = "  ";

/// LaTeX's commands for the face, and how high its digits are in a font of 10 pt, in bp.
struct TexFont {
    std::string_view commands;
    double digit_height;
};

TexFont tex_font(Face face) {
    switch (face) {
    case Face::sans:
        return {"\\sffamily", 6.53};
    case Face::sans_bold:
        return {"\\sffamily\\bfseries", 6.92};
    case Face::mono:
    case Face::mono_bold:
        return {"\\ttfamily", 6.09};
    }
    return {"\\sffamily", 6.53};
}

/// Neighbouring characters that are written in the same way.
struct Run {
    std::size_t begin = 0, end = 0; // of the glyphs
    bool is_text = false;
    std::string text; // for TeX
};

std::vector<Run> runs_of(const Label& label, std::size_t glyphs, bool outlines_only) {
    std::vector<Run> runs;
    std::string_view rest = label.text;
    for (std::size_t i = 0; i < glyphs; ++i) {
        const std::optional<std::string> text =
            outlines_only ? std::nullopt : tex_character(take_character(rest));
        if (runs.empty() || runs.back().is_text != text.has_value())
            runs.push_back({i, i, text.has_value(), {}});
        runs.back().end = i + 1;
        runs.back().text += text.value_or("");
    }
    return runs;
}

/// A conic is the cubic whose controls lie two thirds of the way to its own.
std::string curve_to(Vec2 from, const GlyphCurve& piece) {
    const bool is_conic = piece.kind == CurveKind::conic;
    const auto& [first, second, third] = piece.points;
    const Vec2 to = is_conic ? second : third;
    const Vec2 out = is_conic ? from + (2.0F / 3) * (first - from) : first;
    const Vec2 in = is_conic ? to + (2.0F / 3) * (first - to) : second;
    return ".."
           "controls" +
           tikz_point(out) + "and" + tikz_point(in) + ".." + tikz_point(to);
}

/// A path that TikZ fills; lines of a contour each.
std::string path_of(const std::vector<GlyphCurve>& pieces) {
    std::string path;
    Vec2 pen;
    for (const GlyphCurve& piece : pieces) {
        switch (piece.kind) {
        case CurveKind::move:
            path.append("\n").append(indent).append(tikz_point(piece.points[0]));
            break;
        case CurveKind::line:
            path += "--" + tikz_point(piece.points[0]);
            break;
        case CurveKind::conic:
        case CurveKind::cubic:
            path += curve_to(pen, piece);
            break;
        case CurveKind::close:
            path += "--cycle";
            break;
        }
        if (const int points = points_of(piece.kind); points > 0)
            pen = piece.points[static_cast<std::size_t>(points - 1)];
    }
    return path;
}

std::string outlines_of(Typesetter& typesetter, const PlacedLabel& label, const Run& run) {
    const auto at = [&](std::size_t glyph) {
        return label.layout.glyphs.begin() + static_cast<std::ptrdiff_t>(glyph);
    };
    PlacedLabel part{{}, label.origin};
    part.layout.glyphs.assign(at(run.begin), at(run.end));
    return path_of(glyph_curves(typesetter, part));
}

} // namespace

std::string TikzUnits::length(double px) const {
    return tikz_number(px * bp_per_px, 3) + "bp";
}

std::string TikzUnits::unit() const {
    return tikz_number(bp_per_px, 6) + "bp";
}

std::string tikz_label(Typesetter& typesetter, const Label& label, const TikzUnits& units,
                       bool outlines_only) {
    const std::optional<PlacedLabel> place = placed(typesetter, label);
    if (!place)
        return {};
    const TextLayout& layout = place->layout;
    const TexFont font = tex_font(label.face);
    const std::string color = tikz_paint("color", label.color);
    std::string lines;
    for (const Run& run : runs_of(label, layout.glyphs.size(), outlines_only)) {
        const std::string outlines = outlines_of(typesetter, *place, run);
        if (outlines.empty())
            continue;
        const float begin = layout.glyphs[run.begin].x;
        const float end = run.end < layout.glyphs.size() ? layout.glyphs[run.end].x : layout.width;
        if (!run.is_text || end <= begin) {
            lines.append("\\path[fill,").append(color).append("]").append(outlines).append(";\n");
            continue;
        }
        const double height = double{layout.digit_height} * units.bp_per_px / font.digit_height;
        const std::string arguments[] = {color,
                                         tikz_point(place->origin + Vec2{begin, 0}),
                                         std::string(font.commands),
                                         tikz_number(height, 3),
                                         units.length(double{end} - double{begin}),
                                         run.text,
                                         outlines};
        lines += "\\words";
        for (const std::string& argument : arguments)
            lines.append("{").append(argument).append("}");
        lines += '\n';
    }
    return lines;
}

std::string label_macros() {
    return R"(% Text: as outlines, and unseen above them as text that can be searched. \def\convlenstext{} before this file
% sets it in the document's fonts instead.
\def\words#1#2#3#4#5#6#7{% colour, place, font, height, width, text, outlines
  \ifdefined\convlenstext\else\path[fill,#1]#7;\fi
  \node[anchor=base west,inner sep=0bp,outer sep=0bp,#1] at #2 {%
    \ifdefined\convlenstext\else\csname pgfsys@invoke\endcsname{3 Tr}\fi
    \resizebox{#5}{#4\height}{\normalfont\fontsize{10}{12}#3 #6}%
    \ifdefined\convlenstext\else\csname pgfsys@invoke\endcsname{0 Tr}\fi};}
)";
}

} // namespace convlens
