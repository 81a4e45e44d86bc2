// Two blocks of equal squares: patches and, in the same places, what each sends down.
#include "scene/network/strongest.h"

#include "scene/base/color_maps.h"
#include "scene/network/columns.h"
#include "scene/network/controls.h"
#include "scene/network/kit.h"
#include "scene/network/output.h"
#include "scene/network/way_back/back_parts.h"
#include "scene/network/way_back/stages.h"
#include "scene/words/notation.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

constexpr float caption = 21, patch_gap = 10, between = 44, head = 48; // units

class Strongest {
public:
    Strongest(Canvas& canvas, const NetworkSceneInput& input)
        : canvas_(canvas), input_(input), texts_(input.texts), theme_(input.theme), unit_(canvas.unit),
          strongest_(*input.results.strongest) {}

    float draw() {
        const std::string name =
            element_title(texts_, *input_.results.network, strongest_.layer, strongest_.channel, {});
        const float top = draw_network_title(canvas_, input_,
                                             texts_("network.strongest_title", {{"name", name}}), remark()) +
                          4 * unit_;
        const Vec2 size = input_.composition.size;
        const float margin = side_margin(input_, unit_);
        const float bottom = size.y - margin - (input_.composition.choices ? 46 * unit_ : 0);
        if (input_.composition.column)
            place_in_column(Rect{{margin, top + 8 * unit_}, {size.x - margin, 0}});
        else
            place(Rect{{margin, top}, {size.x - margin, bottom}});
        draw_heads();
        for (std::size_t i = 0; i < strongest_.places.size(); ++i)
            draw_one(i);
        draw_buttons(canvas_, input_,
                     {{NetworkAction::overview, std::string(texts_("network.overview"))},
                      {NetworkAction::path, std::string(texts_("network.send_down"))}},
                     {margin, size.y - margin - 34 * unit_}, size.x - margin);
        return projections_.y + rows() * (side_ + (caption + patch_gap) * unit_);
    }

private:
    float rows() const {
        return std::ceil(static_cast<float>(strongest_.places.size()) / static_cast<float>(columns_));
    }

    /// The projections below the patches.
    void place_in_column(const Rect& area) {
        const auto columns = static_cast<float>(columns_);
        side_ = std::floor((area.width() - (columns - 1) * patch_gap * unit_) / columns);
        block_ = area.width();
        patches_ = area.min + Vec2{0, head * unit_};
        projections_ =
            patches_ + Vec2{0, rows() * (side_ + (caption + patch_gap) * unit_) + (head + 12) * unit_};
    }

    std::string remark() const {
        return texts_("network.strongest_remark", {{"count", std::to_string(strongest_.places.size())},
                                                   {"pictures", count_text(strongest_.pictures)},
                                                   {"rule", rule_name(texts_, input_.document.rule)}}) +
               score_words(input_);
    }

    /// Sides of the squares and corners of both blocks.
    void place(const Rect& area) {
        const auto count = static_cast<float>(std::max<std::size_t>(strongest_.places.size(), 1));
        columns_ = static_cast<std::size_t>(std::ceil(std::sqrt(count)));
        const auto columns = static_cast<float>(columns_), rows = std::ceil(count / columns);
        const float by_height = (area.height() - head * unit_) / rows - (caption + patch_gap) * unit_;
        const float by_width =
            ((area.width() - between * unit_) / 2 + patch_gap * unit_) / columns - patch_gap * unit_;
        side_ = std::floor(std::min(by_height, by_width));
        const float block = columns * side_ + (columns - 1) * patch_gap * unit_;
        const float left = area.center().x - block - between * unit_ / 2;
        patches_ = {left, area.min.y + head * unit_};
        projections_ = {left + block + between * unit_, patches_.y};
        block_ = block;
    }

    void draw_heads() {
        const float right = input_.composition.size.x - side_margin(input_, unit_);
        const float room = input_.composition.column ? block_ : projections_.x - patches_.x - 12 * unit_;
        draw_head(patches_, room, std::string(texts_("network.patches")),
                  std::string(texts_(has_labels() ? "network.patches_labelled" : "network.patches_words")),
                  theme_.x.heading);
        draw_head(projections_, right - projections_.x, projections_title(),
                  std::string(texts_(is_photograph(input_) ? "network.projections_grey"
                                                           : "network.projections_words")),
                  theme_.gradient.heading);
        if (!is_photograph(input_))
            draw_colors();
    }

    std::string projections_title() const {
        return texts_("network.projections", {{"rule", rule_name(texts_, input_.document.rule)}});
    }

    /// What the colours of projections mean, behind their title where there is room.
    void draw_colors() {
        const std::vector<Swatch> swatches = signed_swatches(input_, arriving_style(theme_, 1));
        const TextStyle bold{network_type::heading * unit_, Face::sans_bold, {}};
        const Vec2 at =
            projections_ + Vec2{canvas_.width(projections_title(), bold) + 24 * unit_, -28 * unit_};
        if (at.x + swatches_width(canvas_, swatches) <=
            input_.composition.size.x - side_margin(input_, unit_))
            draw_swatches(canvas_, swatches, at);
    }

    bool has_labels() const {
        return std::any_of(strongest_.places.begin(), strongest_.places.end(),
                           [](const StrongPlace& place) { return place.label >= 0; });
    }

    void draw_head(Vec2 corner, float room, const std::string& title, const std::string& words, Color color) {
        fitted_text(canvas_, title, corner - Vec2{0, 28 * unit_},
                    {network_type::heading * unit_, Face::sans_bold, color}, room);
        fitted_text(canvas_, words, corner - Vec2{0, 9 * unit_},
                    {network_type::small * unit_, Face::sans, theme_.quiet}, room);
    }

    Rect square(Vec2 corner, std::size_t index) const {
        const Vec2 at = cell_corner(corner, static_cast<int64_t>(index), static_cast<int64_t>(columns_),
                                    {side_ + patch_gap * unit_, side_ + (caption + patch_gap) * unit_});
        return {at, at + Vec2{side_, side_}};
    }

    /// In the middle of the square, for patches at a border are not square.
    static Rect centered(const MapGrid& grid, const Rect& square) {
        const Rect place = map_place(grid, square);
        const Vec2 moved = square.center() - place.center();
        const Vec2 whole{std::round(moved.x), std::round(moved.y)};
        return {place.min + whole, place.max + whole};
    }

    void draw_one(std::size_t index) {
        const StrongPlace& place = strongest_.places[index];
        const PatchPictures& pictures = input_.pictures.strongest[index];
        const Rect patch = square(patches_, index), projection = square(projections_, index);
        const Tag tag = tag_of(TagSpace::network_place, static_cast<int64_t>(index));
        for (const Rect& ground : {patch, projection})
            canvas_.card(ground, theme_.card, theme_.hairline, 3 * unit_, tag);
        draw_patch(pictures.pixels, patch);
        draw_projection(pictures.projection, projection);
        const std::string label = place.label >= 0 ? output_name(input_, place.label) + " · " : std::string();
        const TextStyle small{network_type::small * unit_, Face::sans, theme_.text};
        fitted_text(canvas_, label + value_text(static_cast<double>(place.value)),
                    {patch.min.x, patch.max.y + 16 * unit_}, small, side_, tag);
        fitted_text(canvas_, "±" + value_text(static_cast<double>(pictures.projection.largest)),
                    {projection.min.x, projection.max.y + 16 * unit_}, {small.size, small.face, theme_.quiet},
                    side_, tag);
    }

    void draw_patch(const InputPicture& picture, const Rect& area) {
        const LayerMaps& x = input_.pictures.input.maps;
        const MapStyle style = value_style(theme_, theme_.x, std::min(x.low, picture.maps.low),
                                           std::max(x.high, picture.maps.high));
        draw_input_picture(canvas_, picture, centered(picture.maps.grid, area), style, -1);
    }

    void draw_projection(const InputPicture& picture, const Rect& area) {
        MapStyle style = arriving_style(theme_, picture.largest);
        style.format = map_format(picture.maps, input_.document.digits);
        style.numbers = style.format.exponent == 0;
        draw_input_picture(canvas_, picture, centered(picture.maps.grid, area), style, -1);
    }

    Canvas& canvas_;
    const NetworkSceneInput& input_;
    const Texts& texts_;
    const Theme& theme_;
    float unit_;
    const StrongestPlaces& strongest_;
    std::size_t columns_ = 3;
    float side_ = 0, block_ = 0;
    Vec2 patches_, projections_;
};

} // namespace

float draw_strongest(Canvas& canvas, const NetworkSceneInput& input) {
    return input.results.strongest ? Strongest(canvas, input).draw() : 0;
}

} // namespace convlens
