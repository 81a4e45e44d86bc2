// Planes of up to a few hundred cells have their digits; of larger ones a part around the window is a raster.
#include "scene/lens/reach/maps.h"

#include "scene/base/color_maps.h"
#include "scene/base/roles.h"
#include "scene/base/tags.h"
#include "scene/base/typeset.h"
#include "scene/base/wrapping.h"
#include "scene/lens/reach/map_facts.h"
#include "scene/lens/type.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace convlens {
namespace {

constexpr int64_t raster_side = 64;
constexpr float digits_from = 13; // px of a cell

class MapsDrawing {
public:
    MapsDrawing(Canvas& canvas, const LensScene& scene, const Rect& area)
        : canvas_(canvas), scene_(scene), map_(scene), unit_(canvas.unit), area_(area),
          roles_(roles(scene.operation(), canvas.theme)) {}

    void draw() {
        const auto [inputs, outputs] = places();
        draw_plane(true, inputs);
        draw_plane(false, outputs);
        draw_words(area_.max.y - words_height() + 6 * unit_);
    }

    /// Height that the maps take at this width, and the words.
    float needed_height() const {
        const auto [inputs, outputs] = places();
        const float upper = plane_height(true, inputs), lower = plane_height(false, outputs);
        return (lies_in_lines() ? upper + lower + 8 * unit_ : std::max(upper, lower)) + words_height();
    }

private:
    static constexpr float line = 17.5F;

    float words_height() const { return (static_cast<float>(count_of_lines()) * line + 6) * unit_; }
    /// Of the sentences: one for each of those that change with the step, the others as they need.
    std::size_t count_of_lines() const {
        return 2 + std::max<std::size_t>(lines_of(map_.range_words(), quiet_text()).size(), 1) +
               lines_of(map_.uses_words(), quiet_text()).size();
    }
    TextStyle plain_text() const { return {card_type::text * unit_, Face::sans, canvas_.theme.text}; }
    TextStyle quiet_text() const { return {card_type::text * unit_, Face::sans, canvas_.theme.quiet}; }
    /// Both planes are single rows, which lie one below the other.
    bool lies_in_lines() const { return map_.axis(1).grid == 1 && map_.axis(1).outputs == 1; }

    /// Of the inputs and the outputs.
    std::pair<Rect, Rect> places() const {
        const Rect maps{area_.min, {area_.max.x, area_.max.y - words_height()}};
        if (lies_in_lines()) {
            const float middle = maps.min.y + maps.height() / 2;
            return {{maps.min, {maps.max.x, middle}}, {{maps.min.x, middle}, maps.max}};
        }
        const auto left = static_cast<float>(map_.axis(2).grid),
                   right = static_cast<float>(map_.axis(2).outputs);
        const float share = std::clamp(left / (left + right), 0.46F, 0.6F);
        const float middle = maps.min.x + maps.width() * share;
        return {{maps.min, {middle - 8 * unit_, maps.max.y}}, {{middle + 8 * unit_, maps.min.y}, maps.max}};
    }

    int64_t rows(bool inputs) const { return inputs ? map_.axis(1).grid : map_.axis(1).outputs; }
    int64_t columns(bool inputs) const { return inputs ? map_.axis(2).grid : map_.axis(2).outputs; }
    static Rect below_heading(const Rect& area, float unit) {
        return {{area.min.x, area.min.y + 24 * unit}, area.max};
    }
    float cell_in(const Rect& room, int64_t rows, int64_t columns) const {
        return lens_cell(canvas_, {room.width() - 2 * unit_, room.height() - 4 * unit_},
                         static_cast<float>(rows), static_cast<float>(columns), 30);
    }
    bool has_digits(float cell) const { return cell >= std::max(digits_from * unit_ * 0.8F, digits_from); }

    float plane_height(bool inputs, const Rect& area) const {
        const Rect room = below_heading(area, unit_);
        const float cell = cell_in(room, rows(inputs), columns(inputs));
        const float part =
            cell_in(room, std::min(rows(inputs), raster_side), std::min(columns(inputs), raster_side));
        const float cells = has_digits(cell) ? cell * static_cast<float>(rows(inputs))
                                             : part * static_cast<float>(std::min(rows(inputs), raster_side));
        return 28 * unit_ + cells;
    }

    Color heat(int64_t count) const {
        const float share =
            map_.max_uses() > 0 ? static_cast<float>(count) / static_cast<float>(map_.max_uses()) : 0;
        return count == 0 ? canvas_.theme.card
                          : mixed(canvas_.theme.card, roles_.base.line, 0.1F + 0.65F * share);
    }

    /// Inputs with their uses, or outputs with the footprint.
    void draw_plane(bool inputs, const Rect& area) {
        const Rect room = below_heading(area, unit_);
        const float cell = cell_in(room, rows(inputs), columns(inputs));
        const bool digits = has_digits(cell);
        const CellWindow all{0, rows(inputs), 0, columns(inputs)};
        const CellWindow shown = digits ? all : part_of(inputs);
        draw_heading(inputs, area, shown == all ? std::string() : part_text(inputs, shown));
        if (digits)
            draw_cells(inputs, lens_sheet({room.min.x + unit_, room.min.y}, cell), all.rows, all.columns);
        else
            draw_raster(inputs, room, shown);
    }

    /// The part that is lit, at most raster_side cells a side.
    CellWindow part_of(bool inputs) const {
        CellWindow part{0, std::min(rows(inputs), raster_side), 0, std::min(columns(inputs), raster_side)};
        const auto from = [&](std::size_t axis, int64_t all, int64_t shown) {
            return part_start(shown, all, map_.lit(axis, inputs), {shown / 2, shown / 2});
        };
        part.first_row = from(1, rows(inputs), part.rows);
        part.first_column = from(2, columns(inputs), part.columns);
        return part;
    }

    /// "[30–93, 0–63]": the elements that are shown of each axis.
    std::string part_text(bool inputs, const CellWindow& part) const {
        const auto range = [&](std::size_t a, int64_t first, int64_t count) {
            const int64_t lead = inputs ? map_.axis(a).lead : 0;
            const int64_t end = inputs ? map_.axis(a).inputs : map_.axis(a).outputs;
            const auto at = [&](int64_t cell) {
                return std::to_string(std::clamp<int64_t>(cell - lead, 0, end - 1));
            };
            return at(first) + "–" + at(first + count - 1);
        };
        const std::string across = range(2, part.first_column, part.columns);
        return " [" + (rows(inputs) > 1 ? range(1, part.first_row, part.rows) + ", " : "") + across + "]";
    }

    void draw_heading(bool inputs, const Rect& area, const std::string& part) {
        const Theme& theme = canvas_.theme;
        const TensorColors& colors = inputs ? roles_.base : roles_.top;
        const TextStyle name{card_type::title * unit_, Face::sans_bold, colors.heading};
        const TextStyle quiet{card_type::text * unit_, Face::sans, theme.quiet};
        std::string remark = inputs
                                 ? std::string(scene_.texts()("lens.reach_uses"))
                                 : scene_.texts()("lens.reach_footprint", {{"element", map_.input_name()}});
        const std::string head = map_.plane_name(inputs) + part;
        const float left = area.min.x + canvas_.width(head, name) + 8 * unit_;
        TextStyle style = quiet;
        if (canvas_.min_text > 0 && canvas_.width(remark, style) > area.max.x - left)
            remark = inputs ? std::string() : map_.input_name();
        canvas_.fit(remark, style, area.max.x - left);
        if (style.size < card_type::digits * unit_) // which part is shown says more
            remark.clear();
        canvas_.text(head, {area.min.x, area.min.y + 14 * unit_}, name, tag_);
        canvas_.text(remark, {left, area.min.y + 14 * unit_}, style, tag_);
    }

    void draw_cells(bool inputs, const Sheet& sheet, int64_t rows, int64_t columns) {
        for (int64_t r = 0; r < rows; ++r)
            for (int64_t c = 0; c < columns; ++c) {
                add_lens_cell(canvas_, sheet, static_cast<float>(r), static_cast<float>(c),
                              inputs ? input_cell(r, c) : output_cell(r, c));
                canvas_.last().tag = tag_; // the digits are no number of the tensor
            }
        draw_frames(inputs, sheet, {0, rows, 0, columns});
    }

    LensCell input_cell(int64_t row, int64_t column) const {
        const Theme& theme = canvas_.theme;
        const int64_t r = row - map_.axis(1).lead, c = column - map_.axis(2).lead;
        LensCell cell;
        if (r < 0 || c < 0 || r >= map_.axis(1).inputs || c >= map_.axis(2).inputs) {
            cell.line = theme.hole_ink;
            cell.fill = theme.padding_fill;
            cell.dash = Dash::dashed;
            cell.pattern = Pattern::hatched;
            cell.ink = theme.padding_ink;
            cell.tag = tag_;
            return cell;
        }
        const int64_t count = map_.uses(r, c);
        cell.fill = heat(count);
        cell.line = roles_.base.line;
        cell.text = std::to_string(count);
        cell.text_share = 0.54F; // counts are short
        cell.text_color =
            contrast(theme.text, cell.fill) >= contrast(theme.card, cell.fill) ? theme.text : theme.card;
        if (count == 0) {
            cell.pattern = Pattern::crossed;
            cell.ink = theme.unread_ink;
            cell.text.clear();
        }
        const int64_t flat = map_.input_flat(r, c);
        cell.tag = tag_of(TagSpace::x, flat);
        cell.lit = scene_.highlight.x(flat);
        return cell;
    }

    LensCell output_cell(int64_t row, int64_t column) const {
        LensCell cell;
        const bool reached = map_.reaches(row, column);
        cell.fill = reached ? roles_.top.lit : canvas_.theme.card;
        cell.line = reached ? roles_.top.line : mixed(canvas_.theme.card, roles_.top.line, 0.45F);
        const int64_t flat = map_.output_flat(row, column);
        cell.tag = tag_of(TagSpace::y, flat);
        cell.lit = scene_.highlight.y(flat);
        return cell;
    }

    void draw_raster(bool inputs, const Rect& room, const CellWindow& part) {
        const int64_t shown_rows = part.rows, shown_columns = part.columns;
        const int64_t row = part.first_row, column = part.first_column;
        const float cell = cell_in(room, shown_rows, shown_columns);
        const Sheet sheet = lens_sheet({room.min.x + unit_, room.min.y}, cell);
        auto values = std::make_shared<std::vector<float>>();
        for (int64_t r = row; r < row + shown_rows; ++r)
            for (int64_t c = column; c < column + shown_columns; ++c)
                values->push_back(inputs ? input_value(r, c) : static_cast<float>(map_.reaches(r, c)));
        Box padding = sheet.box(0, 0, static_cast<float>(shown_rows), static_cast<float>(shown_columns));
        if (inputs) { // the raster leaves it free
            padding.fill = canvas_.theme.padding_fill;
            padding.pattern = Pattern::hatched;
            padding.ink = canvas_.theme.padding_ink;
        }
        canvas_.add(padding, tag_);
        Raster raster;
        raster.origin = sheet.origin;
        raster.u = sheet.u * static_cast<float>(shown_columns);
        raster.v = sheet.v * static_cast<float>(shown_rows);
        raster.rows = static_cast<int>(shown_rows);
        raster.columns = static_cast<int>(shown_columns);
        raster.values = values;
        const float most = inputs ? static_cast<float>(std::max<int64_t>(map_.max_uses(), 1)) : 1;
        raster.map = {0,
                      most / 2,
                      most,
                      canvas_.theme.card,
                      inputs ? heat(map_.max_uses() / 2) : roles_.top.fill,
                      inputs ? heat(map_.max_uses()) : roles_.top.lit};
        raster.grid = raster_grid(canvas_.theme.hairline, cell);
        raster.grid_width = canvas_.theme.line * unit_ * 0.6F;
        canvas_.add(raster, tag_);
        add_lens_frame(canvas_, sheet, 0, 0, static_cast<float>(shown_rows),
                       static_cast<float>(shown_columns), inputs ? roles_.base.line : roles_.top.line,
                       canvas_.theme.line);
        draw_frames(inputs, sheet, {row, shown_rows, column, shown_columns});
    }

    float input_value(int64_t row, int64_t column) const {
        const int64_t r = row - map_.axis(1).lead, c = column - map_.axis(2).lead;
        const bool inside = r >= 0 && c >= 0 && r < map_.axis(1).inputs && c < map_.axis(2).inputs;
        return inside ? static_cast<float>(map_.uses(r, c)) : std::numeric_limits<float>::quiet_NaN();
    }

    /// The receptive field and the chosen input on X; the current output on Y. Cut where a part is shown.
    void draw_frames(bool inputs, const Sheet& sheet, const CellWindow& shown) {
        const auto frame = [&](const Span& down, const Span& across, Color color, float width) {
            CellWindow cells = intersected({down.first, down.count(), across.first, across.count()}, shown);
            const bool any = !cells.empty();
            cells.first_row -= shown.first_row;
            cells.first_column -= shown.first_column;
            add_lens_frame(canvas_, sheet, cells, any ? color : Color{}, width);
        };
        const Theme& theme = canvas_.theme;
        if (inputs) {
            const auto shifted = [](const ReachAxis& a) {
                return Span{a.window.first + a.lead, a.window.last + a.lead};
            };
            frame(shifted(map_.axis(1)), shifted(map_.axis(2)), theme.window, theme.bold);
            const auto chosen = [](const ReachAxis& a) { return Span{a.input + a.lead, a.input + a.lead}; };
            frame(chosen(map_.axis(1)), chosen(map_.axis(2)), theme.current, theme.bold * 0.8F);
            return;
        }
        const auto [row, column] = map_.output_place();
        frame({row, row}, {column, column}, roles_.top.line, theme.bold);
    }

    void draw_words(float y) {
        Sentence shown;
        for (const std::string& words : {map_.field_words(), map_.footprint_words()})
            append(shown, lines_of(words, plain_text()));
        for (const std::string& words : {map_.range_words(), map_.uses_words()})
            append(shown, lines_of(words, quiet_text()));
        shown.resize(count_of_lines()); // the last give way, and every step has as many
        for (const auto& [words, style] : shown) {
            canvas_.text(words, {area_.min.x, y + card_type::text * unit_}, style, tag_);
            y += line * unit_;
        }
    }

    using Sentence = std::vector<std::pair<std::string, TextStyle>>; // its lines

    static void append(Sentence& to, Sentence lines) {
        std::move(lines.begin(), lines.end(), std::back_inserter(to));
    }

    /// A sentence that is too wide is a little smaller, or else goes on in a second line.
    Sentence lines_of(const std::string& words, TextStyle style) const {
        const float width = words.empty() ? 0 : canvas_.width(words, style);
        const float smaller = width > area_.width() ? style.size * area_.width() / width : style.size;
        const float least = std::max(canvas_.min_text, card_type::digits * unit_);
        Sentence lines;
        if (smaller >= least) {
            style.size = smaller;
            lines.emplace_back(words, style);
            return lines;
        }
        for (std::string& piece : wrapped(canvas_, words, style, area_.width()))
            lines.emplace_back(std::move(piece), style);
        return lines;
    }

    Canvas& canvas_;
    const LensScene& scene_;
    const ReachMap map_;
    const float unit_;
    const Rect area_;
    const Roles roles_;
    const Tag tag_ = tag_of(TagSpace::lens, static_cast<int64_t>(Lens::reach));
};

} // namespace

float reach_maps_height(Canvas& canvas, const LensScene& scene, float width, float room) {
    return MapsDrawing(canvas, scene, {{0, 0}, {width, room}}).needed_height();
}

void draw_reach_maps(Canvas& canvas, const LensScene& scene, const Rect& area) {
    MapsDrawing(canvas, scene, area).draw();
}

} // namespace convlens
