// One element or a few for each item, in order. Upright shapes and baselines lie on whole pixels, as the
// painter has them: half of a pixel is not seen at any other size.
#include "output/svg/svg.h"

#include "encoding/base64.h"
#include "encoding/scene_names.h"
#include "i18n/utf8.h"
#include "output/painter/painted_raster.h"
#include "output/placed_label.h"
#include "output/png/png.h"
#include "output/svg/glyph_outlines.h"
#include "output/svg/text.h"
#include "picture/hatching.h"
#include "picture/outline.h"
#include "picture/photo.h"
#include "picture/snapping.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace convlens {
namespace {

class SvgWriter {
public:
    SvgWriter(const Frame& frame, const FontSet& fonts, const FileFacts& facts)
        : frame_(frame), facts_(facts), fonts_(fonts), typesetter_(fonts) {}

    std::string write(const SpaceName& space_name);

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
    std::string size() const;
    std::string metadata() const;
    std::string outline_of(const Box& box) const;
    void write_pattern(const Box& box);
    void write_dashed_edges(const Box& shape);
    void write_solid_outline(const Box& box);
    std::string font_of(std::size_t font, Face face, float size);

    const Frame& frame_;
    const FileFacts& facts_;
    const FontSet& fonts_;
    Typesetter typesetter_;
    SvgIds ids_;
    std::string body_;
};

std::string attribute(std::string_view name, std::string_view value) {
    std::string text(1, ' ');
    text += name;
    text += "=\"";
    text += value;
    text += '"';
    return text;
}

std::string attribute(std::string_view name, float value) {
    return attribute(name, svg_number(value));
}

std::string stroke_of(Color color, float width) {
    return svg_paint("stroke", color) + attribute("stroke-width", width);
}

std::string polygon(std::span<const Vec2> points, bool closed) {
    std::string d;
    for (const Vec2 p : points) {
        d += d.empty() ? 'M' : 'L';
        d += svg_point(p);
    }
    if (closed)
        d += 'Z';
    return d;
}

std::string lines(std::span<const std::array<Vec2, 2>> pieces) {
    std::string d;
    for (const auto& piece : pieces)
        d += polygon(piece, false);
    return d;
}

std::string dashes(float ink, float gap) {
    return svg_number(ink) + std::string(1, ' ') + svg_number(gap);
}

bool has_stroke(const Box& box) {
    return box.stroke.a != 0 && box.stroke_width > 0;
}

/// `<rect ...` or `<path ...`, still open.
std::string SvgWriter::outline_of(const Box& box) const {
    if (!is_upright(box))
        return std::string("<path").append(attribute("d", polygon(corners(box), true)));
    const Rect rect = upright_rect(box.origin, box.u + box.v);
    std::string text = "<rect";
    text += attribute("x", rect.min.x);
    text += attribute("y", rect.min.y);
    text += attribute("width", rect.width());
    text += attribute("height", rect.height());
    if (corner_radius(box) > 0)
        text += attribute("rx", corner_radius(box));
    return text;
}

void SvgWriter::write_pattern(const Box& box) {
    const Vec2 center = box.origin + 0.5F * (box.u + box.v);
    switch (box.pattern) {
    case Pattern::none:
        break;
    case Pattern::hatched:
        if (const auto hatching = hatch_lines(on_fill(box)); !hatching.empty())
            add({"<path", attribute("d", lines(hatching)), stroke_of(box.ink, hatch_width), "/>\n"});
        break;
    case Pattern::dotted:
        add({"<circle", attribute("cx", center.x), attribute("cy", center.y),
             attribute("r", dot_diameter(box) / 2), svg_paint("fill", box.ink), "/>\n"});
        break;
    case Pattern::crossed:
    case Pattern::cornered:
        add({"<path", attribute("d", lines(crossed_lines(box))), stroke_of(box.ink, pattern_width(box)),
             "/>\n"});
        break;
    case Pattern::outlined:
        write_solid_outline(outlined_inside(box));
        break;
    }
}

void SvgWriter::write_solid_outline(const Box& box) {
    add({outline_of(on_stroke(box)), " fill=\"none\"", stroke_of(box.stroke, box.stroke_width), "/>\n"});
}

void SvgWriter::write_dashed_edges(const Box& shape) {
    for (const auto& [pair, ink, gap] : dashed_pairs(on_stroke(shape)))
        if (ink > 0)
            add({"<path", attribute("d", lines(pair)), stroke_of(shape.stroke, shape.stroke_width),
                 attribute("stroke-dasharray", dashes(ink, gap)), attribute("stroke-dashoffset", ink / 2),
                 "/>\n"});
}

void SvgWriter::write(const Box& box) {
    const bool patterned = box.pattern != Pattern::none && box.ink.a != 0;
    const bool solid = has_stroke(box) && box.dash == Dash::solid;
    if (solid && !patterned) {
        add({outline_of(on_stroke(box)), svg_paint("fill", box.fill), stroke_of(box.stroke, box.stroke_width),
             "/>\n"});
        return;
    }
    if (box.fill.a != 0)
        add({outline_of(on_fill(box)), svg_paint("fill", box.fill), "/>\n"});
    if (patterned)
        write_pattern(box);
    if (solid)
        write_solid_outline(box);
    else if (has_stroke(box))
        write_dashed_edges(box);
}

void SvgWriter::write(const Path& path) {
    const bool filled = path.closed && path.fill.a != 0;
    const bool stroked = path.stroke.a != 0 && path.stroke_width > 0;
    if (path.points.size() < 2 || (!filled && !stroked))
        return;
    add({"<path", attribute("d", polygon(path.points, path.closed)),
         filled ? svg_paint("fill", path.fill) : std::string(" fill=\"none\"")});
    if (stroked) {
        body_ += stroke_of(path.stroke, path.stroke_width);
        body_ += " stroke-linejoin=\"round\"";
        const auto [ink, gap] = dash_lengths(path.dash, path.stroke_width);
        body_ += ink > 0 ? attribute("stroke-dasharray", dashes(ink, gap))
                         : std::string(" stroke-linecap=\"round\"");
    }
    body_ += "/>\n";
}

std::string SvgWriter::font_of(std::size_t font, Face face, float size) {
    const FontFile& file = typesetter_.font(font);
    const bool mono = face == Face::mono || face == Face::mono_bold;
    std::string families = svg_escaped(file.family);
    if (!families.empty())
        families += ", ";
    families += mono ? "monospace" : "sans-serif";
    std::string text = attribute("font-family", families) + attribute("font-size", size);
    if (file.weight != 400)
        text += attribute("font-weight", static_cast<float>(file.weight));
    return text;
}

/// One element; one <tspan> for each run of characters of one font file. `textLength` holds the width where
/// the reader has another font.
void SvgWriter::write(const Label& label) {
    const std::optional<PlacedLabel> place = placed(typesetter_, label);
    if (!place)
        return;
    if (facts_.outlines_text) {
        if (const std::string outlines = glyph_outlines(typesetter_, *place); !outlines.empty())
            add({"<path", attribute("d", outlines), svg_paint("fill", label.color), "/>\n"});
        return;
    }
    const auto& [layout, origin] = *place;
    add({"<text", attribute("y", origin.y), svg_paint("fill", label.color)});
    if (label.text.find(' ') != std::string::npos)
        body_ += " xml:space=\"preserve\"";
    body_ += '>';
    std::string_view rest = label.text;
    for (std::size_t i = 0; i < layout.glyphs.size();) {
        const Glyph& first = layout.glyphs[i];
        std::string run;
        for (; i < layout.glyphs.size() && layout.glyphs[i].font == first.font; ++i)
            append_utf8(run, take_character(rest));
        const float width = (i < layout.glyphs.size() ? layout.glyphs[i].x : layout.width) - first.x;
        add({"<tspan", attribute("x", origin.x + first.x), font_of(first.font, label.face, first.size)});
        if (width > 0)
            body_ += attribute("textLength", width);
        add({">", svg_escaped(run), "</tspan>"});
    }
    body_ += "</text>\n";
}

void SvgWriter::write(const Raster& raster) {
    const PlacedImage cells = placed_image(raster, fonts_, Enlarged::yes);
    const RasterImage& image = cells.image;
    if (image.pixels.empty())
        return;
    add({"<image width=\"1\" height=\"1\" preserveAspectRatio=\"none\" image-rendering=\"optimizeSpeed\"",
         " style=\"image-rendering:pixelated\" transform=\"matrix(", svg_point(cells.u), " ",
         svg_point(cells.v), " ", svg_point(cells.origin), ")\" xlink:href=\"data:image/png;base64,",
         to_base64(png_of_pixels(image.pixels, image.width, image.height, true)), "\"/>\n"});
    if (has_grid(raster))
        add({"<path", attribute("d", lines(snapped_grid_lines(raster))),
             stroke_of(raster.grid, raster.grid_width), "/>\n"});
}

void SvgWriter::write(const Photo& photo) {
    const PhotoPixels image = image_of(photo);
    if (image.colors.empty())
        return;
    add({"<image", attribute("x", photo.place.min.x), attribute("y", photo.place.min.y),
         attribute("width", photo.place.width()), attribute("height", photo.place.height()),
         " preserveAspectRatio=\"none\" xlink:href=\"data:image/png;base64,",
         to_base64(png_of_pixels(image.colors, image.width, image.height, true)), "\"/>\n"});
}

/// What is clipped lies in a picture of its own in the same coordinates, which shows nothing beyond itself.
void SvgWriter::write(const Item& item) {
    const auto draw = [&] { std::visit([this](const auto& shape) { write(shape); }, item.shape); };
    if (item.clip < 0 || static_cast<std::size_t>(item.clip) >= frame_.clips.size())
        return draw();
    const Rect clip = snapped_clip(frame_.clips[static_cast<std::size_t>(item.clip)]);
    if (clip.empty())
        return;
    const std::size_t before = body_.size();
    const std::string size = svg_point({clip.width(), clip.height()});
    add({"<svg", attribute("x", clip.min.x), attribute("y", clip.min.y), attribute("width", clip.width()),
         attribute("height", clip.height()), " viewBox=\"", svg_point(clip.min), " ", size,
         "\" overflow=\"hidden\">\n"});
    const std::size_t opened = body_.size();
    draw();
    if (body_.size() == opened)
        body_.resize(before);
    else
        body_ += "</svg>\n";
}

/// In pixels, or in millimetres.
std::string SvgWriter::size() const {
    if (!facts_.width_mm)
        return attribute("width", frame_.size.x) + attribute("height", frame_.size.y);
    const auto width = static_cast<float>(*facts_.width_mm);
    const float height = width * frame_.size.y / frame_.size.x;
    return attribute("width", svg_number(width) + "mm") + attribute("height", svg_number(height) + "mm");
}

std::string SvgWriter::metadata() const {
    if (facts_.scene.empty())
        return {};
    const std::string name(scene_names::svg_element);
    std::string text = "<metadata><" + name;
    text += attribute("xmlns", scene_names::svg_namespace);
    text += '>';
    for (std::string_view rest = facts_.scene; !rest.empty();) { // labels have no lines, scenes do
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        text += svg_escaped(rest.substr(0, end));
        if (end < rest.size())
            text += '\n';
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    text.append("</").append(name);
    return text + "></metadata>\n";
}

std::string SvgWriter::write(const SpaceName& space_name) {
    std::string group; // open now
    uint32_t space = 0;
    for (const Item& item : frame_.items) {
        if (item.tag.space != space) {
            if (!group.empty())
                body_ += "</g>\n";
            space = item.tag.space;
            group = space == 0 ? "" : ids_.unique(space_name(space));
            if (!group.empty())
                add({"<g", attribute("id", group), ">\n"});
        }
        write(item);
    }
    if (!group.empty())
        body_ += "</g>\n";

    const std::string width = svg_number(frame_.size.x);
    const std::string height = svg_number(frame_.size.y);
    std::string file =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" "
        "xmlns:xlink=\"http://www.w3.org/1999/xlink\"";
    file += size();
    file += " viewBox=\"0 0 ";
    file += width;
    file += ' ';
    file += height;
    file += "\" style=\"font-kerning:none;font-variant-ligatures:none\">\n";
    file += metadata();
    if (frame_.background.a != 0) {
        file += "<rect";
        file +=
            attribute("width", width) + attribute("height", height) + svg_paint("fill", frame_.background);
        file += "/>\n";
    }
    file += body_;
    file += "</svg>\n";
    return file;
}

} // namespace

std::string svg_of(const Frame& frame, const FontSet& fonts, const SpaceName& space_name, SvgText text) {
    FileFacts facts;
    facts.outlines_text = text == SvgText::outlines;
    return svg_of(frame, fonts, space_name, facts);
}

std::string svg_of(const Frame& frame, const FontSet& fonts, const SpaceName& space_name,
                   const FileFacts& facts) {
    return SvgWriter(frame, fonts, facts).write(space_name);
}

} // namespace convlens
