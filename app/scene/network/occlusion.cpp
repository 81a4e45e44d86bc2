// The picture with the square where it harms most, or where one points; the map of harm in the same size.
#include "scene/network/occlusion.h"

#include "scene/base/color_maps.h"
#include "scene/network/controls.h"
#include "scene/network/kit.h"
#include "scene/network/output.h"
#include "scene/network/way_back/back_parts.h"

#include <algorithm>

namespace convlens {
namespace {

constexpr float min_numbered = 44, min_numbered_in_column = 40; // units, of a place's side

class Occlusion {
public:
    Occlusion(Canvas& canvas, const NetworkSceneInput& input)
        : canvas_(canvas), input_(input), texts_(input.texts), theme_(input.theme), unit_(canvas.unit),
          harm_(*input.results.occlusion), maps_(input.pictures.harm) {}

    float draw() {
        const float top =
            draw_network_title(canvas_, input_, std::string(texts_("network.occlusion_title")), remark()) +
            34 * unit_;
        if (input_.composition.column)
            return draw_column(top);
        const Vec2 size = input_.composition.size;
        const float margin = 24 * unit_;
        const float bottom = size.y - margin - (input_.composition.choices ? 92 : 46) * unit_;
        const float width = (size.x - 2 * margin - 40 * unit_) / 2;
        const MapGrid& grid = input_.pictures.input.maps.grid;
        const Rect one = map_place(grid, {{0, 0}, {width, bottom - top}});
        const float left = size.x / 2 - one.width() - 20 * unit_;
        const Rect picture{{left, top}, {left + one.width(), top + one.height()}};
        const Rect map{{size.x / 2 + 20 * unit_, top},
                       {size.x / 2 + 20 * unit_ + one.width(), picture.max.y}};
        draw_picture(picture);
        draw_harm(map);
        draw_words({picture.min.x, picture.max.y + 28 * unit_}, size.x - margin);
        draw_buttons(canvas_, input_, {{NetworkAction::overview, std::string(texts_("network.overview"))}},
                     {margin, size.y - margin - 34 * unit_}, size.x - margin);
        return bottom;
    }

private:
    float draw_column(float top) {
        const float margin = side_margin(input_, unit_), width = input_.composition.size.x - 2 * margin;
        const Rect picture =
            map_place(input_.pictures.input.maps.grid, {{margin, top}, {margin + width, top + 2 * width}});
        const Vec2 below{0, picture.height() + 44 * unit_};
        draw_picture(picture);
        draw_harm({picture.min + below, picture.max + below});
        const TextStyle style{network_type::text * unit_, Face::sans, theme_.text};
        return draw_lines(canvas_, wrapped(canvas_, words(), style, width),
                          {margin, picture.max.y + below.y + 28 * unit_}, style, 21 * unit_,
                          tag_of(TagSpace::formula, 0)) -
               10 * unit_;
    }

    std::string remark() const {
        return texts_(harm_.is_of_score ? "network.occlusion_remark_score" : "network.occlusion_remark",
                      {{"side", std::to_string(harm_.side)},
                       {"name", name()},
                       {"measured", value_text(harm_.measured)},
                       {"value", output_amount(harm_.value)}});
    }

    std::string output_amount(double value) const {
        return gives_shares(*input_.results.network) ? percent_text(value) : value_text(value);
    }

    /// "output 3", "score of the box of 92 × 113 px at (2, 4)".
    std::string name() const {
        const std::string name = output_name(input_, harm_.output);
        const bool has_place = input_.results.network->layers.back().shape.size() > 2;
        return has_place ? name : input_.texts("network.output_name", {{"name", name}});
    }

    /// The place of the square: pointed at, or the one that harms most.
    int64_t place() const {
        const int64_t pointed = input_.hover.index;
        if (input_.hover.space == tag_of(TagSpace::network_place, 0).space && pointed >= 0 &&
            pointed < harm_.harm.count())
            return pointed;
        return std::max_element(harm_.harm.data.begin(), harm_.harm.data.end()) - harm_.harm.data.begin();
    }

    Rect square(const Rect& picture, int64_t at) const {
        const int64_t columns = harm_.harm.shape[1];
        const MapGrid& grid = input_.pictures.input.maps.grid;
        MapSpan span{at / columns * harm_.stride, at % columns * harm_.stride, harm_.side, harm_.side};
        span.rows = std::min(span.rows, grid.rows - span.row);
        span.columns = std::min(span.columns, grid.columns - span.column);
        return span_rect(picture, grid, span);
    }

    void draw_name(const Rect& at, std::string_view key, const std::string& unit = {}) {
        canvas_.text(std::string(texts_(key)) + unit, at.min - Vec2{0, 10 * unit_},
                     {network_type::heading * unit_, Face::sans_bold, theme_.text},
                     tag_of(TagSpace::caption, 0));
    }

    void draw_picture(const Rect& at) {
        draw_name(at, "network.with_square");
        draw_network_input(canvas_, input_, at);
        draw_faces(canvas_, input_, at);
        Box box = box_of(square(at, place()));
        box.fill = rgb(0x808080);
        box.stroke = theme_.current;
        box.stroke_width = theme_.bold * unit_;
        canvas_.add(box);
    }

    /// Each number where the middle of its square lies.
    void draw_harm(const Rect& at) {
        draw_heading(at);
        const float pixel = at.width() / static_cast<float>(input_.pictures.input.maps.grid.columns);
        const float begin = 0.5F * static_cast<float>(harm_.side - harm_.stride) * pixel;
        const float step = static_cast<float>(harm_.stride) * pixel;
        const Vec2 corner = at.min + Vec2{begin, begin};
        const Vec2 size{step * static_cast<float>(harm_.harm.shape[1]),
                        step * static_cast<float>(harm_.harm.shape[0])};
        Raster raster;
        raster.origin = corner;
        raster.u = {size.x, 0};
        raster.v = {0, size.y};
        raster.columns = static_cast<int>(harm_.harm.shape[1]);
        raster.rows = static_cast<int>(harm_.harm.shape[0]);
        raster.values = maps_.channels.front();
        const float largest = std::max(largest_magnitude(maps_), 1e-12F);
        raster.map = {-largest, 0, largest, theme_.positive, theme_.neutral, theme_.negative};
        canvas_.card(at, theme_.card, theme_.hairline, 0);
        canvas_.add(std::move(raster), tag_of(TagSpace::network_place, 0));
        draw_numbers(corner, step);
        const int64_t columns = harm_.harm.shape[1];
        const Vec2 cell = cell_corner(corner, place(), columns, {step, step});
        draw_frame(canvas_, {cell, cell + Vec2{step, step}}, theme_.current, theme_.bold);
    }

    /// With one decimal where the largest has a whole part: the numbers of a map are compared.
    NumberFormat harm_format() const {
        NumberFormat format = map_format(maps_, 0);
        format.average = format.exponent == 0 && largest_magnitude(maps_) >= 1;
        return format;
    }

    /// The common factor of the numbers, where they are written.
    std::string harm_unit(const Rect& at) const {
        const float pixel = at.width() / static_cast<float>(input_.pictures.input.maps.grid.columns);
        if (static_cast<float>(harm_.stride) * pixel < min_number_side())
            return {};
        const std::string factor = harm_format().factor();
        return factor.empty() ? "" : "  " + factor;
    }

    float min_number_side() const {
        return (input_.composition.column ? min_numbered_in_column : min_numbered) * unit_;
    }

    void draw_numbers(Vec2 corner, float step) {
        if (step < min_number_side())
            return;
        const NumberFormat format = harm_format();
        const float largest = std::max(largest_magnitude(maps_), 1e-12F);
        const ColorMap map{-largest, 0, largest, theme_.positive, theme_.neutral, theme_.negative};
        const float size =
            std::clamp(0.27F * step, network_type::small * unit_, network_type::formula * unit_);
        const int64_t columns = harm_.harm.shape[1];
        for (int64_t i = 0; i < harm_.harm.count(); ++i) {
            const Vec2 middle = cell_corner(corner, i, columns, {step, step}) + Vec2{step / 2, step / 2};
            const std::string text =
                cell_text(format, static_cast<double>(harm_.harm[i]), static_cast<double>(largest));
            canvas_.text(
                text, middle,
                {size, Face::mono, ink_on(color_of(map, harm_.harm[i])), AlignX::center, AlignY::middle});
        }
    }

    /// As its place on the map has it.
    std::string harm_text(double harm) const {
        const NumberFormat format = harm_format();
        const std::string text = cell_text(format, harm, static_cast<double>(largest_magnitude(maps_)));
        return format.factor().empty() ? text : text + " " + format.factor();
    }

    std::string words() const {
        const int64_t at = place();
        const double harm = static_cast<double>(harm_.harm[at]);
        return texts_(harm_.is_of_score ? "network.occlusion_words_score" : "network.occlusion_words",
                      {{"name", name()},
                       {"before", value_text(harm_.measured)},
                       {"after", value_text(harm_.measured - harm)},
                       {"harm", harm_text(harm)},
                       {"value_before", output_amount(harm_.value)},
                       {"value_after", output_amount(static_cast<double>(harm_.with_square[at]))}});
    }

    /// The map's name, short where what its colours mean has no room beside it else.
    void draw_heading(const Rect& at) {
        const std::vector<Swatch> swatches{{theme_.negative, {}, std::string(texts_("network.harms"))},
                                           {theme_.positive, {}, std::string(texts_("network.helps"))}};
        const TextStyle bold{network_type::heading * unit_, Face::sans_bold, theme_.text};
        const float width = swatches_width(canvas_, swatches);
        const auto has_room = [&](const char* key) {
            const float name = canvas_.width(std::string(texts_(key)) + harm_unit(at), bold);
            return name + 20 * unit_ + width <= at.width();
        };
        const char* const key = has_room("network.harm") || !has_room("network.harm_short")
                                    ? "network.harm"
                                    : "network.harm_short";
        draw_name(at, key, harm_unit(at));
        if (has_room(key))
            draw_swatches(canvas_, swatches, {at.max.x - width, at.min.y - 10 * unit_});
    }

    void draw_words(Vec2 at, float right) {
        const std::string words = this->words();
        const TextStyle style{network_type::heading * unit_, Face::sans, theme_.text};
        if (canvas_.width(words, style) > right - at.x)
            at.x = 24 * unit_;
        fitted_text(canvas_, words, at, style, right - at.x, tag_of(TagSpace::formula, 0));
    }

    Canvas& canvas_;
    const NetworkSceneInput& input_;
    const Texts& texts_;
    const Theme& theme_;
    float unit_;
    const HarmMap& harm_;
    const LayerMaps& maps_;
};

} // namespace

float draw_occlusion(Canvas& canvas, const NetworkSceneInput& input) {
    const bool is_there = input.results.occlusion && input.results.occlusion->harm.shape.size() == 2;
    return is_there ? Occlusion(canvas, input).draw() : 0;
}

} // namespace convlens
