// Planes of up to a few hundred cells have their digits; of larger ones a part around the window is a raster.
#include "scene/lens/reach/maps.h"

#include "convlens/arithmetic.h"
#include "scene/base/color_maps.h"
#include "scene/base/roles.h"
#include "scene/base/tags.h"
#include "scene/base/typeset.h"
#include "scene/lens/reach/receptive_field.h"
#include "scene/words/notation.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace convlens {
namespace {

constexpr int64_t raster_side = 64;
constexpr int64_t looked_at = 1024; // elements at each end of an axis
constexpr float digits_from = 13;   // px of a cell

/// One spatial axis of both planes at the current step. Absent axes have one element.
struct ReachAxis {
    bool present = false;
    int64_t inputs = 1, outputs = 1;
    int64_t lead = 0, grid = 1;         // padding drawn before the input, and all cells drawn
    int64_t output = 0, input = 0;      // the current ones: of the step, and the one whose footprint is shown
    Span window{0, 0};                  // inputs that the output can depend on
    int64_t min_uses = 1, max_uses = 1; // of an input
};

class MapsDrawing {
public:
    MapsDrawing(Canvas& canvas, const LensScene& scene, const Rect& area)
        : canvas_(canvas), scene_(scene), op_(scene.operation()), unit_(canvas.unit), area_(area),
          swapped_(is_swapped(op_.kind)), roles_(roles(op_, canvas.theme)) {
        for (std::size_t a = 0; a < 3; ++a)
            axes_[a] = axis_of(a);
        channel_ = scene_.model.first_channel;
        choose_input();
        for (const ReachAxis& axis : axes_)
            max_uses_ *= axis.max_uses;
    }

    void draw() {
        const float words = 3 * line * unit_ + 6 * unit_;
        Rect maps{{area_.min.x, area_.min.y}, {area_.max.x, area_.max.y - words}};
        if (axes_[1].grid == 1 && axes_[1].outputs == 1) { // lines lie one below the other
            const float half = maps.height() / 2;
            draw_plane(true, {maps.min, {maps.max.x, maps.min.y + half}});
            draw_plane(false, {{maps.min.x, maps.min.y + half}, maps.max});
        } else {
            const auto left = static_cast<float>(axes_[2].grid), right = static_cast<float>(axes_[2].outputs);
            const float share = std::clamp(left / (left + right), 0.46F, 0.6F);
            const float middle = maps.min.x + maps.width() * share;
            draw_plane(true, {maps.min, {middle - 8 * unit_, maps.max.y}});
            draw_plane(false, {{middle + 8 * unit_, maps.min.y}, maps.max});
        }
        draw_words(maps.max.y + 6 * unit_);
    }

private:
    static constexpr float line = 17.5F;

    /// Axis `a` of three.
    ReachAxis axis_of(std::size_t a) const {
        ReachAxis axis;
        if (a + op_.dims() < 3)
            return axis;
        const std::size_t own = a + op_.dims() - 3;
        const AxisModel& model = scene_.model.axes[a];
        axis.present = true;
        axis.inputs = op_.input_size[own];
        axis.outputs = scene_.results().output[own];
        axis.lead = swapped_ ? 0 : model.lead;
        axis.grid = swapped_ ? axis.inputs : model.grid;
        axis.output = axis.input = scene_.model.output[a];
        if (op_.kind == Kind::max_unpool) { // steps follow the inputs; the window is an element's place
            axis.window = {axis.input, axis.input};
            return axis;
        }
        axis.window = inputs_of(op_, own, {axis.output, axis.output});
        if (swapped_)
            axis.window = {std::max<int64_t>(axis.window.first, 0),
                           std::min(axis.window.last, axis.inputs - 1)};
        axis.input = std::clamp((axis.window.first + axis.window.last) / 2, int64_t{0}, axis.inputs - 1);
        find_extremes(axis, own);
        return axis;
    }

    /// Uses repeat in the middle of a long axis, so that its ends tell.
    void find_extremes(ReachAxis& axis, std::size_t own) const {
        axis.min_uses = axis.max_uses = axis_uses(op_, own, 0);
        for (int64_t x = 1; x < axis.inputs; ++x) {
            if (x == looked_at && axis.inputs > 2 * looked_at)
                x = axis.inputs - looked_at;
            const int64_t uses = axis_uses(op_, own, x);
            axis.min_uses = std::min(axis.min_uses, uses);
            axis.max_uses = std::max(axis.max_uses, uses);
        }
    }

    int64_t uses_on(std::size_t a, int64_t x) const {
        const bool counted = axes_[a].present && op_.kind != Kind::max_unpool;
        return counted ? axis_uses(op_, a + op_.dims() - 3, x) : 1;
    }

    /// The input that is pointed at or pinned last, else the one in the middle of the window.
    void choose_input() {
        for (const Focus& focus : scene_.highlight.foci())
            if (focus.x >= 0 && !focus.is_term)
                set_input(focus.x);
    }
    void set_input(int64_t flat) {
        const Sizes index = unravel_index(flat, scene_.results().x->shape);
        for (std::size_t a = 3 - op_.dims(); a < 3; ++a)
            axes_[a].input = index[a + op_.dims() - 1];
        channel_ = index[1];
    }

    bool reaches(std::size_t a, int64_t output) const {
        return !axes_[a].present || meets(op_, a + op_.dims() - 3, output, axes_[a].input);
    }

    int64_t input_depth() const { return axes_[0].input; }
    int64_t output_depth() const {
        if (op_.kind != Kind::max_unpool)
            return axes_[0].output;
        int64_t depth = scene_.step.output;
        return depth / (axes_[1].outputs * axes_[2].outputs) % axes_[0].outputs;
    }

    int64_t uses(int64_t row, int64_t column) const {
        return uses_on(0, input_depth()) * uses_on(1, row) * uses_on(2, column);
    }
    Color heat(int64_t count) const {
        const float share = max_uses_ > 0 ? static_cast<float>(count) / static_cast<float>(max_uses_) : 0;
        return count == 0 ? canvas_.theme.card
                          : mixed(canvas_.theme.card, roles_.base.line, 0.1F + 0.65F * share);
    }

    /// Inputs with their uses, or outputs with the footprint.
    void draw_plane(bool inputs, const Rect& area) {
        const int64_t rows = inputs ? axes_[1].grid : axes_[1].outputs;
        const int64_t columns = inputs ? axes_[2].grid : axes_[2].outputs;
        draw_heading(inputs, area);
        const Rect room{{area.min.x, area.min.y + 24 * unit_}, area.max};
        const float cell = lens_cell(canvas_, {room.width() - 2 * unit_, room.height() - 4 * unit_},
                                     static_cast<float>(rows), static_cast<float>(columns), 30);
        if (cell >= std::max(digits_from * unit_ * 0.8F, digits_from))
            draw_cells(inputs, lens_sheet({room.min.x + unit_, room.min.y}, cell), rows, columns);
        else
            draw_raster(inputs, room, rows, columns);
    }

    void draw_heading(bool inputs, const Rect& area) {
        const Theme& theme = canvas_.theme;
        const TensorColors& colors = inputs ? roles_.base : roles_.top;
        const char letter = inputs ? roles_.base_letter : roles_.top_letter;
        const TextStyle name{14 * unit_, Face::sans_bold, colors.heading};
        const TextStyle quiet{12.5F * unit_, Face::sans, theme.quiet};
        std::string remark = inputs ? std::string(scene_.texts()("lens.reach_uses"))
                                    : scene_.texts()("lens.reach_footprint", {{"element", input_name()}});
        std::string head(1, static_cast<char>(std::toupper(letter)));
        // One channel is shown, and one depth of it.
        const Sizes& shape = inputs ? scene_.results().x->shape : scene_.results().y->shape;
        std::string part;
        if (shape[0] * shape[1] > 1)
            part = std::to_string(inputs ? channel_ : scene_.model.out_channel);
        if (op_.dims() == 3)
            part += (part.empty() ? "" : ",") + std::to_string(inputs ? input_depth() : output_depth());
        if (!part.empty())
            head += "[" + part + "]";
        const float left = area.min.x + canvas_.width(head, name) + 8 * unit_;
        TextStyle style = quiet;
        if (const float width = canvas_.width(remark, style); width > area.max.x - left)
            style.size *= (area.max.x - left) / width;
        canvas_.text(head, {area.min.x, area.min.y + 14 * unit_}, name, tag_);
        canvas_.text(remark, {left, area.min.y + 14 * unit_}, style, tag_);
    }

    Sizes spatial(bool inputs) const {
        Sizes at;
        for (std::size_t a = 3 - op_.dims(); a < 3; ++a)
            at.push_back(inputs || op_.kind == Kind::max_unpool ? axes_[a].input : axes_[a].output);
        return at;
    }
    /// With the channel in front where there are several maps, as the sum names them.
    static std::string element(char letter, const Sizes& shape, int64_t channel, const Sizes& at) {
        Sizes all;
        if (shape[0] * shape[1] > 1)
            all.push_back(channel);
        for (const int64_t i : at)
            all.push_back(i);
        return element_brackets(letter, all);
    }
    std::string input_name() const {
        return element(roles_.base_letter, scene_.results().x->shape, channel_, spatial(true));
    }
    std::string output_name() const {
        return element(roles_.top_letter, scene_.results().y->shape, scene_.model.out_channel,
                       spatial(false));
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
        const int64_t r = row - axes_[1].lead, c = column - axes_[2].lead;
        LensCell cell;
        if (r < 0 || c < 0 || r >= axes_[1].inputs || c >= axes_[2].inputs) {
            cell.line = theme.padding_ink;
            cell.fill = theme.padding_fill;
            cell.dash = Dash::dashed;
            cell.pattern = Pattern::hatched;
            cell.ink = theme.padding_ink;
            cell.tag = tag_;
            return cell;
        }
        const int64_t count = uses(r, c);
        cell.fill = heat(count);
        cell.line = roles_.base.line;
        cell.text = std::to_string(count);
        cell.text_color =
            contrast(theme.text, cell.fill) >= contrast(theme.card, cell.fill) ? theme.text : theme.card;
        if (count == 0) {
            cell.pattern = Pattern::crossed;
            cell.ink = theme.unread_ink;
            cell.text.clear();
        }
        const int64_t flat = input_flat(r, c);
        cell.tag = tag_of(TagSpace::x, flat);
        cell.lit = scene_.highlight.x(flat);
        return cell;
    }

    LensCell output_cell(int64_t row, int64_t column) const {
        LensCell cell;
        const bool reached = reaches(0, output_depth()) && reaches(1, row) && reaches(2, column);
        cell.fill = reached ? roles_.top.lit : canvas_.theme.card;
        cell.line = reached ? roles_.top.line : mixed(canvas_.theme.card, roles_.top.line, 0.45F);
        const int64_t flat =
            ((scene_.model.batch * op_.out_channels + scene_.model.out_channel) * axes_[0].outputs +
             output_depth()) *
                axes_[1].outputs * axes_[2].outputs +
            row * axes_[2].outputs + column;
        cell.tag = tag_of(TagSpace::y, flat);
        cell.lit = scene_.highlight.y(flat);
        return cell;
    }

    int64_t input_flat(int64_t row, int64_t column) const {
        return (((scene_.model.batch * op_.in_channels + channel_) * axes_[0].inputs + input_depth()) *
                    axes_[1].inputs +
                row) *
                   axes_[2].inputs +
               column;
    }

    /// The part around the window, at most raster_side cells a side.
    void draw_raster(bool inputs, const Rect& room, int64_t rows, int64_t columns) {
        const int64_t shown_rows = std::min(rows, raster_side),
                      shown_columns = std::min(columns, raster_side);
        const auto from = [&](const ReachAxis& axis, int64_t all, int64_t shown) {
            const int64_t at = inputs ? axis.window.first + axis.lead : axis.output;
            return window_start(at, shown, all, 1, shown / 2);
        };
        const int64_t row = from(axes_[1], rows, shown_rows), column = from(axes_[2], columns, shown_columns);
        const float cell = lens_cell(canvas_, {room.width() - 2 * unit_, room.height() - 4 * unit_},
                                     static_cast<float>(shown_rows), static_cast<float>(shown_columns), 30);
        const Sheet sheet = lens_sheet({room.min.x + unit_, room.min.y}, cell);
        auto values = std::make_shared<std::vector<float>>();
        for (int64_t r = row; r < row + shown_rows; ++r)
            for (int64_t c = column; c < column + shown_columns; ++c)
                values->push_back(inputs ? input_value(r, c)
                                         : static_cast<float>(reaches(0, output_depth()) && reaches(1, r) &&
                                                              reaches(2, c)));
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
        const float most = inputs ? static_cast<float>(std::max<int64_t>(max_uses_, 1)) : 1;
        raster.map = {0,
                      most / 2,
                      most,
                      canvas_.theme.card,
                      inputs ? heat(max_uses_ / 2) : roles_.top.fill,
                      inputs ? heat(max_uses_) : roles_.top.lit};
        raster.grid = raster_grid(canvas_.theme.hairline, cell);
        raster.grid_width = canvas_.theme.line * unit_ * 0.6F;
        canvas_.add(raster, tag_);
        add_lens_frame(canvas_, sheet, 0, 0, static_cast<float>(shown_rows),
                       static_cast<float>(shown_columns), inputs ? roles_.base.line : roles_.top.line,
                       canvas_.theme.line);
        draw_frames(inputs, sheet, {row, shown_rows, column, shown_columns});
    }

    float input_value(int64_t row, int64_t column) const {
        const int64_t r = row - axes_[1].lead, c = column - axes_[2].lead;
        const bool inside = r >= 0 && c >= 0 && r < axes_[1].inputs && c < axes_[2].inputs;
        return inside ? static_cast<float>(uses(r, c)) : std::numeric_limits<float>::quiet_NaN();
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
            frame(shifted(axes_[1]), shifted(axes_[2]), theme.window, theme.bold);
            const auto chosen = [](const ReachAxis& a) { return Span{a.input + a.lead, a.input + a.lead}; };
            frame(chosen(axes_[1]), chosen(axes_[2]), theme.current, theme.bold * 0.8F);
            return;
        }
        Span down{axes_[1].output, axes_[1].output}, across{axes_[2].output, axes_[2].output};
        if (op_.kind == Kind::max_unpool) {
            const int64_t place = scene_.step.output % (axes_[1].outputs * axes_[2].outputs);
            down = {place / axes_[2].outputs, place / axes_[2].outputs};
            across = {place % axes_[2].outputs, place % axes_[2].outputs};
        }
        frame(down, across, roles_.top.line, theme.bold);
    }

    void draw_words(float y) {
        const TextStyle text{13 * unit_, Face::sans, canvas_.theme.text};
        const TextStyle quiet{13 * unit_, Face::sans, canvas_.theme.quiet};
        for (const std::string& words : {field_words(), footprint_words()}) {
            TextStyle style = text;
            if (const float width = canvas_.width(words, style); width > area_.width())
                style.size *= area_.width() / width;
            canvas_.text(words, {area_.min.x, y + 13 * unit_}, style, tag_);
            y += line * unit_;
        }
        paragraph(canvas_, uses_words(), {area_.min.x, y}, area_.width(), quiet, line * unit_, 1, tag_);
    }

    std::string field_words() const {
        if (op_.kind == Kind::max_unpool)
            return scene_.texts()("lens.reach_unpool", {{"x", input_name()}});
        Sizes all, inside;
        for (std::size_t a = 3 - op_.dims(); a < 3; ++a) {
            all.push_back(axes_[a].window.count());
            inside.push_back(std::max<int64_t>(std::min(axes_[a].window.last, axes_[a].inputs - 1) -
                                                   std::max<int64_t>(axes_[a].window.first, 0) + 1,
                                               0));
        }
        const std::string x(1, static_cast<char>(std::toupper(roles_.base_letter)));
        return scene_.texts()(
            all == inside ? "lens.reach_sees" : "lens.reach_sees_inside",
            {{"y", output_name()}, {"size", size_text(all)}, {"x", x}, {"inside", size_text(inside)}});
    }

    std::string footprint_words() const {
        Sizes reached;
        for (std::size_t a = 3 - op_.dims(); a < 3; ++a) {
            int64_t count = 0;
            const Span span = candidates(a);
            for (int64_t y = span.first; y <= span.last; ++y)
                count += reaches(a, y);
            reached.push_back(count);
        }
        const std::string y(1, static_cast<char>(std::toupper(roles_.top_letter)));
        return scene_.texts()(op_.kind == Kind::max_unpool ? "lens.reach_places" : "lens.reach_reaches",
                              {{"x", input_name()}, {"size", size_text(reached)}, {"y", y}});
    }
    Span candidates(std::size_t a) const {
        if (op_.padding_mode != PaddingMode::zeros)
            return {0, axes_[a].outputs - 1};
        return outputs_of(op_, a + op_.dims() - 3, axes_[a].input);
    }

    std::string uses_words() const {
        int64_t least = 1, corner = 1;
        for (std::size_t a = 0; a < 3; ++a) {
            least *= axes_[a].min_uses;
            corner *= std::min(uses_on(a, 0), uses_on(a, axes_[a].inputs - 1));
        }
        const char* key = least == max_uses_ ? "lens.reach_even"
                          : least == 0       ? "lens.reach_unused"
                          : corner == least  ? op_.dims() == 1 ? "lens.reach_ends" : "lens.reach_corners"
                                             : "lens.reach_uneven";
        return scene_.texts()(key, {{"least", count_text(least)}, {"most", count_text(max_uses_)}});
    }

    Canvas& canvas_;
    const LensScene& scene_;
    const Operation& op_;
    const float unit_;
    const Rect area_;
    const bool swapped_;
    const Roles roles_;
    std::array<ReachAxis, 3> axes_; // depth, rows, columns
    int64_t channel_ = 0;           // of the input, whose map is shown
    int64_t max_uses_ = 1;
    const Tag tag_ = tag_of(TagSpace::lens, static_cast<int64_t>(Lens::reach));
};

} // namespace

void draw_reach_maps(Canvas& canvas, const LensScene& scene, const Rect& area) {
    MapsDrawing(canvas, scene, area).draw();
}

} // namespace convlens
