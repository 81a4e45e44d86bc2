// Windows that overlap take turns on a few levels; where they overlap too often only the first, the current
// and the last one are drawn.
#include "scene/lens/sizes/ruler.h"

#include "convlens/arithmetic.h"
#include "scene/base/roles.h"
#include "scene/base/tags.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

constexpr int64_t max_levels = 4;
constexpr int64_t max_cells = 48;

/// The axis that windows slide over. Unpooling: the output's, where the windows of the pool lay.
AxisModel ruler_axis(const LensScene& scene, std::size_t axis) {
    const Operation& op = scene.operation();
    if (op.kind != Kind::max_unpool)
        return scene.model.axes[3 - op.dims() + axis];
    AxisModel ruler;
    ruler.inputs = scene.results().output[axis];
    ruler.outputs = op.input_size[axis];
    ruler.lead = op.padding_begin[axis];
    ruler.step = op.stride[axis];
    ruler.kernel = op.kernel_size[axis];
    ruler.counted = ruler.lead + ruler.inputs + op.padding_end[axis];
    ruler.grid = std::max(ruler.counted, (ruler.outputs - 1) * ruler.step + ruler.kernel);
    return ruler;
}

float cell_for(int64_t cells, float width, float most) {
    return std::floor(std::min(most, width / static_cast<float>(cells)));
}
/// Whether all cells have room in one piece.
bool is_one_piece(const AxisModel& axis, float width, float cell, float unit) {
    return axis.grid <= max_cells && cell_for(axis.grid, width, cell) >= 7 * unit;
}

int64_t overlaps(const AxisModel& axis) {
    return std::min((axis.window() + axis.step - 1) / axis.step, axis.outputs);
}

bool is_read(const AxisModel& axis, int64_t cell) {
    for (int64_t k = 0; k < axis.kernel; ++k) {
        const int64_t from_first = cell - axis.start - k * axis.dilation;
        if (from_first >= 0 && from_first % axis.step == 0 && from_first / axis.step < axis.outputs)
            return true;
    }
    return false;
}

class Ruler {
public:
    Ruler(Canvas& canvas, const LensScene& scene, std::size_t axis)
        : canvas_(canvas), scene_(scene), axis_(ruler_axis(scene, axis)),
          current_(scene.model.output[3 - scene.operation().dims() + axis]) {}

    void draw(Vec2 at, float width, float cell) {
        const float unit = canvas_.unit;
        const float dots = 18 * unit;
        if (is_one_piece(axis_, width, cell, unit)) {
            near_ = {0, axis_.grid, lens_sheet(at, cell_for(axis_.grid, width, cell))};
        } else {
            const auto fitting = static_cast<int64_t>((width - 2 * dots) / (8 * unit));
            const int64_t shown = std::clamp<int64_t>(fitting, 2, std::min(max_cells, axis_.grid));
            place_pieces(shown, cell_for(shown, width - 2 * dots, cell), at + Vec2{dots, 0}, dots);
            const TextStyle quiet{14 * unit, Face::sans, canvas_.theme.quiet, AlignX::right, AlignY::middle};
            const float middle = at.y + near_.sheet.u.x / 2;
            canvas_.text(near_.first > 0 ? "…" : "", {near_.sheet.origin.x - 3 * unit, middle}, quiet);
            canvas_.text(is_joined() ? "" : "…", {end_.sheet.origin.x - 3 * unit, middle}, quiet);
        }
        for (const Piece& piece : {near_, end_})
            for (int64_t c = 0; c < piece.count; ++c)
                add_lens_cell(canvas_, piece.sheet, 0, static_cast<float>(c), style(piece.first + c));
        draw_brackets(at.y + near_.sheet.u.x + 3 * unit);
    }

private:
    /// Cells that lie beside each other: first, how many, and where.
    struct Piece {
        int64_t first = 0, count = 0;
        Sheet sheet;
        bool has(int64_t cell) const { return cell >= first && cell < first + count; }
    };

    /// Of a long axis the part with the current window, and the end, where what is left over lies.
    void place_pieces(int64_t shown, float cell, Vec2 at, float dots) {
        end_.count = std::max<int64_t>(shown / 3, 1);
        end_.first = axis_.grid - end_.count;
        near_.count = shown - end_.count;
        const int64_t from = axis_.window_at(current_);
        const Places window{std::clamp<int64_t>(from, 0, axis_.grid - 1),
                            std::clamp<int64_t>(from + axis_.window() - 1, 0, axis_.grid - 1)};
        near_.first = part_start(near_.count, end_.first, {window}, {1, 1});
        near_.sheet = lens_sheet(at, cell);
        at.x += static_cast<float>(near_.count) * cell + (is_joined() ? 0 : dots);
        end_.sheet = lens_sheet(at, cell);
    }
    bool is_joined() const { return near_.first + near_.count == end_.first; }

    LensCell style(int64_t cell) const {
        const Theme& theme = canvas_.theme;
        const Operation& op = scene_.operation();
        const Roles names = roles(op, theme);
        const TensorColors& colors = op.kind == Kind::max_unpool ? names.top : names.base;
        const int64_t x = cell - axis_.lead;
        const bool outside = x < 0 || x > axis_.spacing * (axis_.inputs - 1);
        LensCell style;
        style.tag = tag_of(TagSpace::lens, static_cast<int64_t>(Lens::sizes));
        if (cell >= axis_.counted) { // past the padded end
            style.line = theme.hole_ink;
            style.dash = Dash::dotted;
            return style;
        }
        style.fill = outside ? theme.padding_fill : x % axis_.spacing != 0 ? theme.hole_fill : colors.fill;
        style.line = outside || x % axis_.spacing != 0 ? theme.hole_ink : colors.line;
        style.dash = outside ? Dash::dashed : Dash::solid;
        style.pattern = outside ? Pattern::hatched : x % axis_.spacing != 0 ? Pattern::dotted : Pattern::none;
        style.ink = outside ? theme.padding_ink : theme.hole_ink;
        if (!is_read(axis_, cell)) {
            style.fill = mixed(theme.card, theme.unread_ink, 0.12F);
            style.pattern = Pattern::crossed;
            style.ink = theme.unread_ink;
        }
        return style;
    }

    void draw_brackets(float top) {
        const bool many = overlaps(axis_) > max_levels;
        const int64_t levels = many ? 3 : overlaps(axis_);
        if (many) {
            draw_bracket(0, 0, top, current_ == 0);
            draw_bracket(current_, 1, top, true);
            draw_bracket(axis_.outputs - 1, 2, top, current_ == axis_.outputs - 1);
            return;
        }
        // As many at every cursor.
        for (const Piece& piece : {near_, end_}) {
            const int64_t first =
                piece.first <= axis_.start ? 0 : (piece.first - axis_.start + axis_.step - 1) / axis_.step;
            const int64_t beginning = (piece.count + axis_.step - 1) / axis_.step;
            const int64_t brackets = end_.count == 0 ? axis_.outputs : beginning;
            for (int64_t y = first; piece.count > 0 && y < first + brackets; ++y)
                draw_bracket(y, y % levels, top, false);
        }
        draw_bracket(current_, current_ % levels, top, true);
    }

    /// A window; where it begins outside of what is shown it has no ink, and one that ends outside goes to
    /// the end of its piece.
    void draw_bracket(int64_t y, int64_t level, float top, bool lit) {
        const Theme& theme = canvas_.theme;
        const float unit = canvas_.unit;
        const int64_t from = axis_.window_at(y), last = from + axis_.window() - 1;
        const Piece& begins = near_.has(from) ? near_ : end_;
        const Piece& ends = !begins.has(last) && is_joined() && end_.has(last) ? end_ : begins;
        const bool shown = y < axis_.outputs && begins.has(from) && (ends.has(last) || lit);
        const auto x = [](const Piece& piece, int64_t cell) {
            const int64_t within = std::clamp<int64_t>(cell - piece.first, 0, piece.count);
            return piece.sheet.at(0, static_cast<float>(within)).x;
        };
        const float left = x(begins, from) + 1.5F * unit;
        const float right = x(ends, last + 1) - 1.5F * unit;
        const float high = top + static_cast<float>(level) * 8 * unit, low = high + 5 * unit;
        Path path;
        path.points = {{left, high}, {left, low}, {right, low}, {right, high}};
        path.stroke = !shown ? Color{} : lit ? theme.window : theme.quiet;
        path.stroke_width = (lit ? 2.4F : 1.2F) * unit;
        canvas_.add(path, tag_of(TagSpace::lens, static_cast<int64_t>(Lens::sizes)));
    }

    Canvas& canvas_;
    const LensScene& scene_;
    AxisModel axis_;
    int64_t current_;
    Piece near_, end_; // the end is a piece of its own on a long axis
};

} // namespace

float ruler_height(const LensScene& scene, std::size_t axis, float cell, float unit) {
    const int64_t overlap = overlaps(ruler_axis(scene, axis));
    return cell + static_cast<float>(overlap > max_levels ? 3 : overlap) * 8 * unit + 3 * unit;
}

float ruler_width(const LensScene& scene, std::size_t axis, float width, float cell, float unit) {
    const AxisModel model = ruler_axis(scene, axis);
    return is_one_piece(model, width, cell, unit)
               ? cell_for(model.grid, width, cell) * static_cast<float>(model.grid)
               : width;
}

void draw_ruler(Canvas& canvas, const LensScene& scene, std::size_t axis, Vec2 at, float width, float cell) {
    Ruler(canvas, scene, axis).draw(at, width, cell);
}

} // namespace convlens
