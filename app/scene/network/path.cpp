// The picture and the list of stages at the left; the stage of the cursor large: one channel with its
// numbers, the others small below it.
#include "scene/network/path.h"

#include "scene/network/columns.h"
#include "scene/network/controls.h"
#include "scene/network/kit.h"
#include "scene/network/lit.h"
#include "scene/network/way_back/back_parts.h"
#include "scene/network/way_back/stage_cell.h"
#include "scene/network/way_back/stage_panels.h"
#include "scene/network/way_back/stages.h"
#include "scene/words/number.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace convlens {
namespace {

constexpr float strip_side = 54; // of the small maps below a large one, units
constexpr float line_height = 22;
constexpr float head_height = 46; // above a large map
constexpr std::size_t max_strip = 12;
constexpr std::size_t max_listed = 9; // stages beside X in a column

class PathView {
public:
    PathView(Canvas& canvas, const NetworkSceneInput& input, const WayBack& way)
        : canvas_(canvas), input_(input), texts_(input.texts), theme_(input.theme), unit_(canvas.unit),
          way_(way), network_(*input.results.network), stages_(back_stages(network_, way)),
          at_(stage_of(input.cursor, stages_.size(), input.pace)), panels_(input, way) {}

    float draw() {
        const float top = draw_network_title(canvas_, input_, title(), remark()) + 6 * unit_;
        if (input_.composition.column)
            return draw_column(top);
        draw_title_buttons(canvas_, input_, title(), buttons());
        const float margin = 24 * unit_;
        const Vec2 size = input_.composition.size;
        const float bottom = size.y - (input_.composition.progress ? 44 : 24) * unit_;
        const bool has_little = is_narrow(input_, unit_);
        const float gap = (has_little ? 14 : 26) * unit_, inside = (has_little ? 14 : 22) * unit_;
        const Rect left{{margin, top}, {margin + left_column(input_, unit_), bottom}};
        draw_list({{left.min.x, draw_input(left) + 20 * unit_}, left.max});
        const Rect card{{left.max.x + gap, top}, {size.x - margin, bottom}};
        canvas_.card(card, theme_.card, theme_.hairline, 8 * unit_, tag_of(TagSpace::chrome, 0));
        if (!stages_.empty())
            draw_stage({{card.min.x + inside, card.min.y}, {card.max.x - inside, card.max.y}});
        if (input_.composition.progress)
            draw_bar({{margin, size.y - 30 * unit_}, {size.x - margin, size.y}});
        return bottom;
    }

private:
    /// X beside the list, where one is, and the stage with its maps one below the other.
    float draw_column(float top) {
        const float margin = side_margin(input_, unit_), inside = 12 * unit_;
        const Rect area{{margin, top}, {input_.composition.size.x - margin, 0}};
        const float width = area.width();
        const float picture = draw_input({area.min, {area.min.x + 0.4F * width, 0}});
        const float list = std::max(
            picture,
            top + 28 * unit_ * static_cast<float>(std::min<std::size_t>(stages_.size(), max_listed)));
        draw_list({{area.min.x + 0.4F * width + 14 * unit_, top}, {area.max.x, list}});
        draw_bar({{area.min.x, list + 10 * unit_}, {area.max.x, 0}});
        const Vec2 corner{area.min.x, list + 38 * unit_};
        if (stages_.empty())
            return corner.y;
        // The card lies below what is on it, and is as high.
        const std::size_t first = canvas_.count();
        canvas_.card({}, theme_.card, theme_.hairline, 8 * unit_, tag_of(TagSpace::chrome, 0));
        const float bottom = draw_stage_column({corner + Vec2{inside, 0}, {area.max.x - inside, 0}});
        set_card(canvas_.frame().items[first], {corner, {area.max.x, bottom}});
        return bottom;
    }

    static void set_card(Item& item, const Rect& place) {
        Box& box = std::get<Box>(item.shape);
        const Box placed = box_of(place);
        box.origin = placed.origin;
        box.u = placed.u;
        box.v = placed.v;
    }

    float draw_stage_column(const Rect& area) {
        const BackStage& stage = stages_[at_];
        const TextStyle lead{network_type::heading * unit_, Face::sans_bold, theme_.gradient.heading};
        float y = draw_lines(canvas_, wrapped(canvas_, stage_heading(stage), lead, area.width()),
                             area.min + Vec2{0, 28 * unit_}, lead, 22 * unit_, stage_tag(at_)) -
                  12 * unit_;
        const StageCell cell = stage_cell(input_, way_, stage);
        const std::vector<StagePanel> panels = panels_.of(stage, cell);
        for (std::size_t i = 0; i < panels.size(); ++i) {
            if (i > 0) { // below the map before
                y += 16 * unit_;
                draw_sign(sign_before(panels, i), {area.min.x + 16 * unit_, y});
                y += 14 * unit_;
            }
            y = draw_panel_in_column(panels[i], {{area.min.x, y}, {area.max.x, 0}});
        }
        const TextStyle plain{network_type::text * unit_, Face::sans, theme_.text};
        return draw_lines(
                   canvas_, wrapped(canvas_, stage_words(input_, way_, stage, cell), plain, area.width()),
                   {area.min.x, y + 20 * unit_}, plain, line_height * unit_, tag_of(TagSpace::formula, 0)) -
               4 * unit_;
    }

    /// As high as its cells are as wide as the column; those of a kernel are no larger than others. Returns
    /// its bottom.
    float draw_panel_in_column(const StagePanel& panel, Rect area) {
        constexpr float max_cell = 46;
        const MapGrid& shape = panel.picture ? panel.picture->maps.grid : panel.maps->grid;
        const auto rows = static_cast<float>(shape.rows), columns = static_cast<float>(shape.columns);
        const float cell = std::min(area.width() / columns, max_cell * unit_);
        const float strip = has_strip(panel) ? (strip_side + 30) * unit_ : 0;
        area.max.y = area.min.y + head_height * unit_ + rows * cell + 0.01F + strip;
        const Rect place = draw_panel(panel, area);
        return place.max.y + (strip > 0 ? strip + 6 * unit_ : 0);
    }

    static bool has_strip(const StagePanel& panel) { return panel.maps->grid.channels > 1 && !panel.picture; }

    std::string title() const {
        return texts_("network.path_title", {{"rule", rule_name(texts_, way_.rule)}});
    }

    std::string remark() const {
        const std::string name =
            element_title(texts_, network_, way_.from.layer, way_.from.channel, way_.from.at);
        return texts_(way_.rule == BackRule::deconvnet ? "network.path_value" : "network.path_one",
                      {{"name", name}, {"equals", signed_equals(static_cast<double>(way_.from.value))}}) +
               score_words(input_);
    }

    std::vector<NetworkButton> buttons() const {
        std::vector<NetworkButton> all{{NetworkAction::overview, std::string(texts_("network.overview"))}};
        for (const BackRule rule : {BackRule::backprop, BackRule::deconvnet, BackRule::guided})
            all.push_back({action_of(rule), rule_name(texts_, rule), rule == way_.rule});
        all.push_back({NetworkAction::compare, std::string(texts_("network.three_rules"))});
        return all;
    }

    float draw_input(const Rect& area) {
        const LayerPart part =
            part_of(network_.layers[static_cast<std::size_t>(way_.from.layer)].shape, way_.from.flat);
        const std::vector<LayerPart> seen = seen_by(network_, way_.from.layer, part);
        const float side = area.width();
        return draw_input_beside(canvas_, input_, {area.min, area.min + Vec2{side, side + 28 * unit_}},
                                 seen.front());
    }

    void draw_list(const Rect& area) {
        constexpr float min_pitch = 22; // units
        const auto room = static_cast<std::size_t>(std::max(area.height() / (min_pitch * unit_), 1.0F));
        const std::size_t count = std::min(stages_.size(), room);
        const std::size_t first = std::min(at_ > count / 2 ? at_ - count / 2 : 0, stages_.size() - count);
        const float pitch =
            std::min(40 * unit_, area.height() / static_cast<float>(std::max<std::size_t>(count, 1)));
        const float radius = std::min(13 * unit_, 0.42F * pitch);
        const float size = std::clamp(0.55F * pitch, network_type::tiny * unit_, network_type::text * unit_);
        for (std::size_t i = first; i < first + count; ++i) {
            const float y = area.min.y + (static_cast<float>(i - first) + 0.5F) * pitch;
            const bool is_now = i == at_, is_done = i < at_;
            const Vec2 middle{area.min.x + radius, y};
            const Tag tag = stage_tag(i);
            canvas_.card({middle - Vec2{radius, radius}, middle + Vec2{radius, radius}},
                         is_now    ? theme_.accent
                         : is_done ? mixed(theme_.ground, theme_.accent, 0.22F)
                                   : theme_.card,
                         is_now ? theme_.accent : theme_.hairline, radius, tag);
            canvas_.text(std::to_string(i + 1), middle,
                         {std::min(size, std::max(1.25F * radius, network_type::tiny * unit_)),
                          Face::sans_bold, is_now ? theme_.on_accent : theme_.text, AlignX::center,
                          AlignY::middle});
            const TextStyle style{size, is_now ? Face::sans_bold : Face::sans,
                                  is_now ? theme_.text : theme_.quiet, AlignX::left, AlignY::middle};
            const float width = area.max.x - middle.x - radius + 3 * unit_;
            const std::string name = fitting_text(
                canvas_,
                {stage_name(texts_, network_, stages_[i]), layer_title(texts_, network_, stages_[i].layer)},
                style, width);
            fitted_text(canvas_, name, {middle.x + radius + 9 * unit_, y}, style, width, tag);
        }
        const float x = area.min.x + radius;
        if (first > 0)
            draw_more({x, area.min.y - 6 * unit_});
        if (first + count < stages_.size())
            draw_more({x, area.min.y + static_cast<float>(count) * pitch + 6 * unit_});
    }
    /// Stages that have no room: three dots.
    void draw_more(Vec2 at) {
        const float r = 1.5F * unit_;
        for (const float x : {-6.0F, 0.0F, 6.0F}) {
            const Vec2 middle = at + Vec2{x * unit_, 0};
            canvas_.card({middle - Vec2{r, r}, middle + Vec2{r, r}}, theme_.quiet, {}, r);
        }
    }
    static Tag stage_tag(std::size_t stage) {
        return tag_of(TagSpace::network_stage, static_cast<int64_t>(stage));
    }

    void draw_stage(const Rect& area) {
        const BackStage& stage = stages_[at_];
        canvas_.text(stage_heading(stage), area.min + Vec2{0, 34 * unit_}, heading_style(), stage_tag(at_));
        const StageCell cell = stage_cell(input_, way_, stage);
        float right = area.max.x;
        if (cell.is_walked)
            right -= draw_cell_count(stage, {right, area.min.y + 34 * unit_}) + 24 * unit_;
        draw_colors(stage, {area.min.x, area.min.y + 34 * unit_}, right);
        const std::vector<StagePanel> panels = panels_.of(stage, cell);
        const TextStyle plain{network_type::text * unit_, Face::sans, theme_.text};
        const std::vector<std::string> lines =
            wrapped(canvas_, stage_words(input_, way_, stage, cell), plain, area.width());
        const float height = line_height * std::max(static_cast<float>(lines.size()), 2.0F) + 22;
        const Rect words{{area.min.x, area.max.y - height * unit_}, area.max};
        draw_panels(panels, {{area.min.x, area.min.y + 50 * unit_}, {area.max.x, words.min.y - 4 * unit_}});
        draw_lines(canvas_, lines, words.min + Vec2{0, 20 * unit_}, plain, line_height * unit_,
                   tag_of(TagSpace::formula, 0));
    }

    std::string stage_heading(const BackStage& stage) const {
        return std::to_string(at_ + 1) + " · " + stage_name(texts_, network_, stage);
    }

    /// px that it takes.
    float draw_cell_count(const BackStage& stage, Vec2 at) {
        const std::string words =
            texts_("network.cell_count", {{"cell", std::to_string(input_.cursor.step + 1)},
                                          {"cells", std::to_string(walked_cells(network_, stage))}});
        const TextStyle style{network_type::small * unit_, Face::sans, theme_.quiet, AlignX::right};
        canvas_.text(words, at, style);
        return canvas_.width(words, style);
    }

    /// What the colours of the maps mean, where the stage's name leaves room.
    void draw_colors(const BackStage& stage, Vec2 name, float right) {
        const std::vector<Swatch> swatches = signed_swatches(input_, arriving_style(theme_, 1));
        const float width = swatches_width(canvas_, swatches);
        const float end = name.x + canvas_.width(stage_heading(stage), heading_style());
        if (end + 24 * unit_ + width <= right)
            draw_swatches(canvas_, swatches, {right - width, name.y});
    }

    TextStyle heading_style() const {
        return {network_type::lead * unit_, Face::sans_bold, theme_.gradient.heading};
    }

    void draw_panels(const std::vector<StagePanel>& panels, const Rect& area) {
        const float between = (is_narrow(input_, unit_) ? 32 : 44) * unit_;
        const auto count = static_cast<float>(panels.size());
        const float width = std::min((area.width() - (count - 1) * between) / count, 420 * unit_);
        float x = area.min.x, end = x;
        for (std::size_t i = 0; i < panels.size(); ++i) {
            const Rect at{{x, area.min.y}, {x + width, area.max.y}};
            const Rect map = draw_panel(panels[i], at);
            if (i > 0)
                draw_sign(sign_before(panels, i), {(end + x) / 2, sign_height(area)});
            end = map.max.x;
            x += width + between;
        }
    }

    /// Between a panel and the one before.
    std::string sign_before(const std::vector<StagePanel>& panels, std::size_t i) const {
        if (i + 1 == panels.size())
            return input_.composition.column ? "↓" : "→";
        return panels[i].is_weights ? "∗" : "·";
    }

    void draw_sign(const std::string& sign, Vec2 at) {
        canvas_.text(sign, at,
                     {28 * unit_, Face::sans, theme_.gradient.heading, AlignX::center, AlignY::middle});
    }

    static float sign_height(const Rect& area) { return area.min.y + 0.42F * area.height(); }

    /// Returns the place of the large map.
    Rect draw_panel(const StagePanel& panel, Rect area) {
        const MapGrid& grid = panel.maps->grid;
        constexpr float min_height = 260; // units, with small maps below the large one
        const bool is_column = input_.composition.column;
        const bool shows_strip = has_strip(panel) && (is_column || area.height() > min_height * unit_);
        if (panel.is_weights && !is_column) // in the middle of the height of the maps
            area = {area.min + Vec2{0, 0.14F * area.height()}, area.max};
        const TextStyle bold{network_type::text * unit_, Face::sans_bold, theme_.text};
        const TextStyle quiet{network_type::small * unit_, Face::sans, theme_.quiet};
        fitted_text(canvas_, fitting_text(canvas_, {panel.title, panel.short_title}, bold, area.width()),
                    area.min + Vec2{0, 16 * unit_}, bold, area.width());
        std::string second = panel.picture                       ? scale_text(quiet, area.width())
                             : grid.is_units || panel.is_weights ? std::string()
                                                                 : "[" + std::to_string(panel.channel) + "]";
        const bool has_numbers = !panel.picture || !panel.picture->photo;
        if (const std::string factor = panel.style.format.factor(); has_numbers && !factor.empty())
            second += (second.empty() ? "" : "  ") + factor;
        fitted_text(canvas_, second, area.min + Vec2{0, 36 * unit_}, quiet, area.width());
        const MapGrid& shape = panel.picture ? panel.picture->maps.grid : grid;
        const float strip = shows_strip ? (strip_side + 30) * unit_ : 0;
        const Rect place =
            map_place(shape, {area.min + Vec2{0, head_height * unit_}, area.max - Vec2{0, strip}});
        if (panel.picture)
            draw_input_picture(canvas_, *panel.picture, place, panel.style, panel.layer);
        else
            draw_map(canvas_, *panel.maps, panel.channel, place, panel.style, panel.layer);
        const bool is_part = panel.picture && panel.picture->photo; // of the picture: cells lie elsewhere
        if (!panel.lit.is_empty() && !is_part)
            draw_frame(canvas_, span_rect(place, grid, panel.lit),
                       panel.is_result ? theme_.current : theme_.window, theme_.bold);
        if (shows_strip)
            draw_strip(panel, {{area.min.x, place.max.y + 14 * unit_}, area.max});
        return place;
    }

    std::string scale_text(const TextStyle& style, float room) const {
        const float largest = input_.pictures.pixels[static_cast<std::size_t>(way_.rule)].largest;
        return fitting_text(
            canvas_,
            {pixel_scale_text(input_, way_.rule), "±" + number_text(static_cast<double>(largest), 1)}, style,
            room);
    }

    /// The strongest, with the one that is large, by number.
    static std::vector<int64_t> strip_channels(const StagePanel& panel, std::size_t count) {
        std::vector<int64_t> channels = strongest_channels(*panel.maps, count);
        if (std::find(channels.begin(), channels.end(), panel.channel) == channels.end())
            channels.back() = panel.channel;
        return in_order(std::move(channels));
    }

    /// The strongest maps, small, in their order; of more than have room how many.
    void draw_strip(const StagePanel& panel, const Rect& area) {
        const MapGrid& grid = panel.maps->grid;
        const float pitch = (strip_side + 8) * unit_;
        const auto room = static_cast<std::size_t>(std::max((area.width() + 8 * unit_) / pitch, 1.0F));
        const std::vector<int64_t> channels = strip_channels(panel, std::min(room, max_strip));
        float x = area.min.x;
        for (const int64_t channel : channels) {
            const Rect place =
                map_place(grid, {{x, area.min.y}, {x + strip_side * unit_, area.min.y + strip_side * unit_}});
            MapStyle style = panel.style;
            style.numbers = false;
            draw_map(canvas_, *panel.maps, channel, place, style, panel.layer);
            const bool is_large = channel == panel.channel;
            if (is_large)
                draw_frame(canvas_, inset(place, -2 * unit_), theme_.text, 1.5F);
            canvas_.text("[" + std::to_string(channel) + "]", {x, place.max.y + 15 * unit_},
                         {network_type::tiny * unit_, is_large ? Face::sans_bold : Face::sans, theme_.quiet},
                         network_map_tag(panel.layer, channel));
            x += pitch;
        }
    }

    void draw_bar(const Rect& area) {
        const std::string words = texts_("network.stage_count", {{"stage", std::to_string(at_ + 1)},
                                                                 {"stages", std::to_string(stages_.size())}});
        const TextStyle style{network_type::small * unit_, Face::sans, theme_.quiet, AlignX::right,
                              AlignY::middle};
        const float y = area.min.y + 10 * unit_,
                    right = area.max.x - canvas_.width(words, style) - 14 * unit_;
        const float share =
            static_cast<float>(at_ + 1) / static_cast<float>(std::max<std::size_t>(stages_.size(), 1));
        canvas_.card({{area.min.x, y - 2 * unit_}, {right, y + 2 * unit_}}, theme_.hairline, {}, 2 * unit_);
        canvas_.card(
            {{area.min.x, y - 2 * unit_}, {area.min.x + share * (right - area.min.x), y + 2 * unit_}},
            theme_.accent, {}, 2 * unit_);
        canvas_.text(words, {area.max.x, y}, style, tag_of(TagSpace::chrome, 0));
    }

    Canvas& canvas_;
    const NetworkSceneInput& input_;
    const Texts& texts_;
    const Theme& theme_;
    float unit_;
    const WayBack& way_;
    const Network& network_;
    std::vector<BackStage> stages_;
    std::size_t at_;
    StagePanels panels_;
};

} // namespace

float draw_path(Canvas& canvas, const NetworkSceneInput& input) {
    const WayBack* const way = shown_way(input.results, input.document.rule);
    return way != nullptr ? PathView(canvas, input, *way).draw() : 0;
}

} // namespace convlens
