// A frame as text for golden tests. Fields that have their usual value are left out, so that a line shows
// what is particular about an item.
#include "i18n/names.h"
#include "picture/frame.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <initializer_list>

namespace convlens {
namespace {

std::string joined(std::initializer_list<std::string_view> parts) {
    std::string text;
    for (const std::string_view part : parts)
        text += part;
    return text;
}

/// Rounded to 1/10, without a trailing ".0" and without "-0".
std::string number(float value) {
    if (!std::isfinite(value))
        return std::isnan(value) ? "nan" : value > 0 ? "inf" : "-inf";
    const auto tenths = std::llround(static_cast<double>(value) * 10);
    std::string text = tenths < 0 ? "-" : "";
    text += std::to_string(std::llabs(tenths) / 10);
    if (tenths % 10 != 0)
        text += joined({".", std::to_string(std::llabs(tenths) % 10)});
    return text;
}

std::string point(Vec2 p) {
    return joined({number(p.x), ",", number(p.y)});
}

std::string color(Color c) {
    std::array<char, 10> text{};
    if (c.a == 255)
        std::snprintf(text.data(), text.size(), "#%02x%02x%02x", c.r, c.g, c.b);
    else
        std::snprintf(text.data(), text.size(), "#%02x%02x%02x%02x", c.r, c.g, c.b, c.a);
    return text.data();
}

std::string fill(Color c) {
    return c.a == 0 ? "" : joined({" fill ", color(c)});
}

constexpr std::array<NameRow<Dash>, 3> dash_names{{
    {"", Dash::solid},
    {" dashed", Dash::dashed},
    {" dotted", Dash::dotted},
}};
static_assert(has_all_values(dash_names));

constexpr std::array<NameRow<Pattern>, 6> pattern_names{{
    {"", Pattern::none},
    {"hatched", Pattern::hatched},
    {"dotted", Pattern::dotted},
    {"crossed", Pattern::crossed},
    {"cornered", Pattern::cornered},
    {"outlined", Pattern::outlined},
}};
static_assert(has_all_values(pattern_names));

constexpr std::array<NameRow<Face>, 4> face_names{{
    {"sans", Face::sans},
    {"sans-bold", Face::sans_bold},
    {"mono", Face::mono},
    {"mono-bold", Face::mono_bold},
}};
static_assert(has_all_values(face_names));

constexpr std::array<NameRow<AlignX>, 3> align_x_names{{
    {"left", AlignX::left},
    {"center", AlignX::center},
    {"right", AlignX::right},
}};
static_assert(has_all_values(align_x_names));

constexpr std::array<NameRow<AlignY>, 4> align_y_names{{
    {"top", AlignY::top},
    {"middle", AlignY::middle},
    {"baseline", AlignY::baseline},
    {"bottom", AlignY::bottom},
}};
static_assert(has_all_values(align_y_names));

template <class Enum, std::size_t count>
std::string_view name(const std::array<NameRow<Enum>, count>& names, Enum value) {
    return name_of(Names<Enum>(names), value);
}

std::string stroke(Color c, float width, Dash dash) {
    if (c.a == 0 || width <= 0)
        return "";
    return joined({" stroke ", color(c), " ", number(width), name(dash_names, dash)});
}

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out += '\\';
        if (c == '\n')
            out += "\\n";
        else
            out += c;
    }
    out += '"';
    return out;
}

std::string line(const Box& box) {
    std::string text = joined({"box ", point(box.origin), " u ", point(box.u), " v ", point(box.v)});
    if (box.radius != 0)
        text += joined({" radius ", number(box.radius)});
    text += fill(box.fill);
    text += stroke(box.stroke, box.stroke_width, box.dash);
    if (box.pattern != Pattern::none)
        text += joined({" ", name(pattern_names, box.pattern), " ", color(box.ink)});
    return text;
}

std::string line(const Path& path) {
    std::string text = path.closed ? "polygon" : "line";
    for (const Vec2 p : path.points)
        text += joined({" ", point(p)});
    text += fill(path.fill);
    text += stroke(path.stroke, path.stroke_width, path.dash);
    return text;
}

std::string line(const Label& label) {
    return joined({"label ", quoted(label.text), " at ", point(label.position), " ",
                   name(align_x_names, label.align_x), " ", name(align_y_names, label.align_y), " ",
                   name(face_names, label.face), " ", number(label.size), " ", color(label.color)});
}

std::string line(const Raster& raster) {
    const ColorMap& map = raster.map;
    std::string text = joined({"raster ", std::to_string(raster.columns), "x", std::to_string(raster.rows),
                               " ", point(raster.origin), " u ", point(raster.u), " v ", point(raster.v)});
    text += joined({" map ", number(map.lo), "..", number(map.mid), "..", number(map.hi), " ", color(map.low),
                    " ", color(map.middle), " ", color(map.high)});
    if (raster.shown < static_cast<int64_t>(raster.columns) * raster.rows)
        text += joined({" shown ", std::to_string(raster.shown), " blank ", color(raster.blank)});
    if (raster.grid.a != 0 && raster.grid_width > 0)
        text += joined({" grid ", color(raster.grid), " ", number(raster.grid_width)});
    return text;
}

std::string line(const Photo& photo) {
    const int width = photo.pixels ? photo.pixels->width : 0,
              height = photo.pixels ? photo.pixels->height : 0;
    return joined({"photo ", std::to_string(width), "x", std::to_string(height), " ", point(photo.place.min),
                   " ", point(photo.place.max)});
}

} // namespace

std::string dump(const Frame& frame) {
    std::string text = joined({"frame ", point(frame.size), " background ", color(frame.background), "\n"});
    for (const Rect& clip : frame.clips)
        text += joined({"clip ", point(clip.min), " ", point(clip.max), "\n"});
    for (const Item& item : frame.items) {
        text += std::visit([](const auto& shape) { return line(shape); }, item.shape);
        if (item.tag.space != 0)
            text += joined({" tag ", std::to_string(item.tag.space), ":", std::to_string(item.tag.index)});
        if (item.tag.layer != 0)
            text += joined({" layer ", std::to_string(item.tag.layer)});
        if (item.clip >= 0)
            text += joined({" clip ", std::to_string(item.clip)});
        text += '\n';
    }
    return text;
}

} // namespace convlens
