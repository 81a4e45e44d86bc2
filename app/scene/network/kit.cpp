// Maps, frames and numbers.
#include "scene/network/kit.h"

#include "scene/base/color_maps.h"
#include "scene/lens_plan.h"
#include "scene/network/network_tags.h"
#include "scene/words/number.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

constexpr double min_contrast = 4.5;
constexpr float min_digits = network_type::tiny; // units, of numbers in cells

float cell_side(const MapGrid& grid, const Rect& place) {
    return place.width() / static_cast<float>(grid.columns) * static_cast<float>(grid.step);
}

// Of the largest number of a map.
constexpr double negligible = 0.01, small = 0.1;

/// How the numbers of a plane are written: what is below `least` of the largest is only not 0.
struct CellWords {
    NumberFormat format;
    double least = negligible;
    std::string of(double value, double largest) const {
        if (value == 0)
            return "0";
        return std::abs(value) < least * largest ? "≈0" : cell_text(format, value, largest);
    }
};

/// Size at which the longest number of a plane fits into a cell; 0: none that can be read.
float digits_size(Canvas& canvas, const LayerMaps& maps, const std::vector<float>& plane, float side,
                  const CellWords& words) {
    float size = std::min(0.5F * side, 18 * canvas.unit);
    const auto largest = static_cast<double>(largest_magnitude(maps));
    const TextStyle tried{size, Face::mono, {}};
    float widest = 0;
    for (const float value : plane)
        if (std::isfinite(value))
            widest = std::max(widest, canvas.width(words.of(static_cast<double>(value), largest), tried));
    size = std::min(size, size * 0.92F * side / std::max(widest, 1.0F));
    const float smallest = min_digits * canvas.unit;
    // In half pixels: glyphs are made anew for each size.
    return size < smallest ? 0 : std::max(std::floor(2 * size) / 2, smallest);
}

/// How a plane's numbers are written; size 0: not at all.
struct CellDigits {
    float size = 0;
    CellWords words;
};

/// Where that has no room with one decimal, then with those that are small beside the largest as "≈0", then
/// with one significant digit.
CellDigits cell_digits(Canvas& canvas, const LayerMaps& maps, int64_t channel, const Rect& place,
                       const MapStyle& style) {
    const float side = cell_side(maps.grid, place);
    if (!style.numbers || maps.grid.step != 1 || side < min_digits * 1.5F * canvas.unit)
        return {};
    const std::vector<float>& plane = *maps.channels[static_cast<std::size_t>(channel)];
    NumberFormat one_decimal = style.format, one_digit = style.format;
    one_decimal.average = true;
    one_digit.digits = 1;
    for (const CellWords& words : {CellWords{style.format, negligible}, CellWords{one_decimal, negligible},
                                   CellWords{one_decimal, small}, CellWords{one_digit, small}})
        if (const float size = digits_size(canvas, maps, plane, side, words); size > 0)
            return {size, words};
    return {};
}

/// Of a 0, as far as it can be read.
Color quiet_ink(Color ink, Color fill) {
    const Color quiet = mixed(ink, fill, 0.35F);
    return contrast(quiet, fill) >= min_contrast ? quiet : ink;
}

void draw_number_cells(Canvas& canvas, const LayerMaps& maps, int64_t channel, const Rect& place,
                       const MapStyle& style, int layer, const CellDigits& digits) {
    const std::vector<float>& values = *maps.channels[static_cast<std::size_t>(channel)];
    const float side = cell_side(maps.grid, place);
    const auto largest = static_cast<double>(largest_magnitude(maps));
    const std::size_t count = canvas.count();
    for (std::size_t i = 0; i < values.size(); ++i) {
        const bool is_there = std::isfinite(values[i]);
        const bool is_shown = is_there && static_cast<int64_t>(i) < style.shown;
        const Vec2 corner =
            cell_corner(place.min, static_cast<int64_t>(i), maps.grid.cell_columns(), {side, side});
        Box box = box_of({corner, corner + Vec2{side, side}});
        box.fill = is_shown ? color_of(style.map, values[i]) : is_there ? canvas.theme.empty : Color{};
        box.stroke = is_there ? style.line : Color{};
        box.stroke_width = canvas.theme.line * canvas.unit;
        const Tag tag = is_there && layer >= 0
                            ? network_cell_tag(layer, maps.grid, channel, static_cast<int64_t>(i))
                            : Tag{};
        canvas.add(box, tag);
        const Color ink = ink_on(box.fill);
        canvas.text(is_shown ? digits.words.of(static_cast<double>(values[i]), largest) : std::string(),
                    corner + Vec2{side / 2, side / 2},
                    {digits.size, Face::mono, values[i] == 0 ? quiet_ink(ink, box.fill) : ink, AlignX::center,
                     AlignY::middle});
    }
    canvas.texts_last(count);
}

} // namespace

float network_unit(Vec2 size) {
    constexpr Vec2 full{1280, 612}, least{640, 356};
    constexpr float readable = 0.75F; // 9 px of `tiny`
    const float whole = std::min(size.x / full.x, size.y / full.y);
    return std::max(whole, readable * std::min({1.0F, size.x / least.x, size.y / least.y}));
}

float network_column_unit(const Composition& composition) {
    constexpr float width = 360; // where its smallest type has 12 px
    return composition.size.x / width;
}

float side_margin(const NetworkSceneInput& input, float unit) {
    return (input.composition.column ? column_margin : 24) * unit;
}

bool is_narrow(const NetworkSceneInput& input, float unit) {
    constexpr float roomy = 1000; // units
    return input.composition.size.x < roomy * unit;
}

float left_column(const NetworkSceneInput& input, float unit) {
    return (is_narrow(input, unit) ? 156.0F : 204.0F) * unit;
}

MapStyle value_style(const Theme& theme, const TensorColors& colors, float low, float high) {
    MapStyle style;
    style.line = with_alpha(colors.line, 0.55F);
    if (low < 0) {
        const float largest = std::max(-low, high);
        style.map = {-largest, 0, largest, theme.negative, theme.neutral, colors.heading};
    } else {
        if (high <= 0)
            high = 1;
        style.map = {0,
                     high / 2,
                     high,
                     theme.empty,
                     mixed(colors.fill, colors.line, 0.6F),
                     theme.dark ? colors.heading : mixed(colors.heading, colors.line, 0.35F)};
    }
    return style;
}

MapStyle arriving_style(const Theme& theme, float largest) {
    MapStyle style;
    if (!(largest > 0))
        largest = 1;
    style.map = {-largest, 0, largest, theme.negative, theme.neutral, theme.positive};
    style.line = with_alpha(theme.gradient.line, 0.3F);
    return style;
}

float largest_magnitude(const LayerMaps& maps) {
    return std::max(-maps.low, maps.high);
}

Vec2 cell_corner(Vec2 corner, int64_t index, int64_t columns, Vec2 pitch) {
    const int64_t row = index / columns, column = index % columns;
    return corner + Vec2{static_cast<float>(column) * pitch.x, static_cast<float>(row) * pitch.y};
}

Color ink_on(Color fill) {
    constexpr Color dark = rgb(0x12161C), light = rgb(0xFFFFFF), darkest = rgb(0x000000);
    const Color better = contrast(fill, dark) >= contrast(fill, light) ? dark : light;
    if (contrast(fill, better) >= min_contrast)
        return better;
    return contrast(fill, darkest) >= contrast(fill, light) ? darkest : light;
}

Color text_color(const Theme& theme, Color color) {
    constexpr double projector_contrast = 7;
    constexpr float step = 0.1F;
    const double least = theme.id == ThemeId::projector ? projector_contrast : min_contrast;
    for (float share = 0; share < 1; share += step) {
        const Color mixture = mixed(color, theme.text, share);
        if (std::min(contrast(mixture, theme.ground), contrast(mixture, theme.card)) >= least)
            return mixture;
    }
    return theme.text;
}

Rect map_place(const MapGrid& grid, const Rect& area) {
    const auto columns = static_cast<float>(grid.columns), rows = static_cast<float>(grid.rows);
    float side = std::min(area.width() / columns, area.height() / rows);
    if (side >= 4)
        side = std::floor(side);
    const Vec2 corner{std::round(area.min.x), std::round(area.min.y)};
    return {corner, corner + Vec2{side * columns, side * rows}};
}

void draw_map(Canvas& canvas, const LayerMaps& maps, int64_t channel, const Rect& place,
              const MapStyle& style, int layer) {
    if (const CellDigits digits = cell_digits(canvas, maps, channel, place, style); digits.size > 0)
        return draw_number_cells(canvas, maps, channel, place, style, layer, digits);
    const float side = cell_side(maps.grid, place);
    Raster raster;
    raster.origin = place.min;
    raster.columns = maps.grid.cell_columns();
    raster.rows = maps.grid.cell_rows();
    raster.u = {side * static_cast<float>(raster.columns), 0};
    raster.v = {0, side * static_cast<float>(raster.rows)};
    raster.values = maps.channels[static_cast<std::size_t>(channel)];
    raster.map = style.map;
    raster.shown = style.shown;
    raster.blank = canvas.theme.empty;
    raster.grid = raster_grid(style.line, side / canvas.unit);
    raster.grid_width = canvas.theme.line * canvas.unit;
    if (side < 5 * canvas.unit)
        raster.grid = {};
    canvas.add(std::move(raster), layer >= 0 ? network_cell_tag(layer, maps.grid, channel) : Tag{});
    Box outline = box_of(place);
    outline.stroke = style.line;
    outline.stroke_width = canvas.theme.line * canvas.unit;
    canvas.add(outline);
}

Rect span_rect(const Rect& place, const MapGrid& grid, const MapSpan& span) {
    const float side = cell_side(grid, place) / static_cast<float>(grid.step);
    const auto at = [&](int64_t row, int64_t column) {
        return place.min + Vec2{static_cast<float>(column) * side, static_cast<float>(row) * side};
    };
    return {at(span.row, span.column), at(span.row + span.rows, span.column + span.columns)};
}

void draw_frame(Canvas& canvas, const Rect& rect, Color color, float width) {
    Rect frame = rect;
    const float lacks = 5 * canvas.unit - std::min(rect.width(), rect.height());
    if (lacks > 0)
        frame = inset(rect, -lacks / 2);
    Box box = box_of(frame);
    box.stroke = color;
    box.stroke_width = width * canvas.unit;
    canvas.add(box);
}

void draw_input_picture(Canvas& canvas, const InputPicture& picture, const Rect& place, const MapStyle& style,
                        int layer) {
    if (picture.maps.is_empty())
        return;
    if (!picture.photo) {
        draw_map(canvas, picture.maps, 0, place, style, layer);
        return;
    }
    canvas.add(Photo{place, style.shown > 0 ? picture.photo : nullptr},
               layer >= 0 ? network_layer_tag(layer) : Tag{});
}

void draw_network_input(Canvas& canvas, const NetworkSceneInput& input, const Rect& place) {
    const LayerMaps& maps = input.pictures.input.maps;
    draw_input_picture(canvas, input.pictures.input, place,
                       value_style(canvas.theme, canvas.theme.x, maps.low, maps.high), 0);
}

void fitted_text(Canvas& canvas, std::string text, Vec2 at, TextStyle style, float room, Tag tag) {
    const float smallest = std::min(style.size, network_type::tiny * canvas.unit);
    if (canvas.width(text, style) > room)
        style.size = std::max(smallest, style.size * room / canvas.width(text, style));
    if (canvas.width(text, style) > room * 1.001F) {
        while (!text.empty() && canvas.width(text + "…", style) > room) {
            bool is_inside = true; // a letter's later bytes go with its first
            while (!text.empty() && is_inside) {
                is_inside = (static_cast<unsigned char>(text.back()) & 0xC0U) == 0x80U;
                text.pop_back();
            }
        }
        text += text.empty() ? "" : "…";
    }
    canvas.text(std::move(text), at, style, tag);
}

float draw_lines(Canvas& canvas, const std::vector<std::string>& lines, Vec2 at, const TextStyle& style,
                 float pitch, Tag tag) {
    for (const std::string& line : lines) {
        canvas.text(line, at, style, tag);
        at.y += pitch;
    }
    return at.y;
}

std::string fitting_text(Canvas& canvas, const std::vector<std::string>& texts, TextStyle style, float room) {
    style.size = std::min(style.size, network_type::tiny * canvas.unit);
    for (const std::string& text : texts)
        if (canvas.width(text, style) <= room)
            return text;
    return texts.back();
}

std::vector<std::string> joined_lines(Canvas& canvas, const std::vector<std::string>& facts,
                                      const TextStyle& style, float width) {
    std::vector<std::string> lines;
    for (const std::string& fact : facts) {
        if (fact.empty())
            continue;
        const std::string longer = lines.empty() ? fact : lines.back() + " · " + fact;
        if (!lines.empty() && canvas.width(longer, style) <= width)
            lines.back() = longer;
        else
            lines.push_back(fact);
    }
    return lines;
}

std::string cell_text(const NumberFormat& format, double value, double largest) {
    if (value != 0 && std::abs(value) < negligible * largest)
        return "≈0";
    NumberFormat fewer = format;
    if (fewer.digits == 0 && std::abs(value) < small * largest)
        fewer.digits = 1;
    return fewer.cell(value);
}

std::string value_text(double value) {
    return number_text(value, 2);
}

std::string signed_equals(double value) {
    const NumberText number = short_number(value, 2);
    return std::string(number.sign()) + " " + number.text;
}

} // namespace convlens
