// The second way: zeros between the elements of Y, padding around it, and the turned kernel that slides over
// it one cell at a time.
#include "scene/base/color_maps.h"
#include "scene/base/tags.h"
#include "scene/lens/transposed/drawing.h"
#include "scene/words/notation.h"

#include <algorithm>

namespace convlens {
namespace {

class Stretched {
public:
    Stretched(Canvas& canvas, const TransposedScene& s)
        : canvas_(canvas), s_(s), theme_(s.theme), rows_(s.model.axes[1]), columns_(s.model.axes[2]) {
        // The slice in which the lit tap lies, else the one of the stamp's element, else the window's first.
        const AxisModel& depths = s.model.axes[0];
        depth_ = depths.window_at(s.output_at.at[0]);
        if (s.input >= 0)
            depth_ = depths.lead + depths.spacing * s.input_at.at[0];
        channel_ = s.input >= 0 ? s.input_at.channel : s.model.first_channel;
        if (s.term >= 0) {
            int64_t rest = s.term / (rows_.kernel * columns_.kernel);
            depth_ = depths.window_at(s.output_at.at[0]) + rest % depths.kernel * depths.dilation;
            channel_ = s.model.first_channel + rest / depths.kernel;
        }
        tap_depth_ = depth_ - depths.window_at(s.output_at.at[0]);
    }

    void draw(const Rect& area) {
        const Texts& texts = s_.scene.texts();
        const auto words = [&](const char* key) { return std::string(texts(key)); };
        const std::vector<TransposedPart> parts{
            TransposedPart{grid(),
                           {s_.letter_text("y"), theme_.y.heading, words("transposed.grid")},
                           s_.legible_inputs(canvas_),
                           true},
            TransposedPart{grid_around(rows_.kernel, columns_.kernel, focus(1), focus(2)),
                           {s_.letter_text("W"), theme_.w.heading, words("transposed.turned")},
                           s_.legible_weights(canvas_)},
            TransposedPart{
                grid_around(rows_.outputs, columns_.outputs, s_.output_at.at[1], s_.output_at.at[2]),
                {s_.letter_text("x"), theme_.x.heading, size_text(s_.results.output)},
                s_.legible_outputs(canvas_),
                false,
                s_.operation.dims() < 3 ? s_.operation.dims() : 0}};
        const std::vector<LensCut> cuts = TransposedParts(canvas_, area, parts).draw();
        draw_grid(cuts[0], true, cuts[0].cell() >= parts[0].legible);
        draw_kernel(cuts[1], cuts[1].cell() >= parts[1].legible);
        draw_result(cuts[2], cuts[2].cell() >= parts[2].legible);
    }

    void draw_small(const Rect& area) {
        const LensCut cut = centered(lens_cut(canvas_, area, grid(), 18, 4), area);
        draw_grid(cut, false, false);
    }

private:
    LensGrid grid() const { return {rows_.grid, columns_.grid, lit_on(1), lit_on(2)}; }
    /// The window, then the cell under the tap that counts most.
    LitPlaces lit_on(std::size_t axis) const {
        const AxisModel& a = s_.model.axes[axis];
        const int64_t first = a.window_at(s_.output_at.at[axis]);
        const int64_t cell = first + focus(axis) * a.dilation;
        return {{first, first + a.window() - 1}, {cell, cell}};
    }
    /// The lit tap on an axis, else the one over the stamp's element.
    int64_t focus(std::size_t axis) const {
        const AxisModel& a = s_.model.axes[axis];
        if (s_.term >= 0)
            return (axis == 1 ? s_.term / columns_.kernel : s_.term) % a.kernel;
        const int64_t cell = a.lead + a.spacing * s_.input_at.at[axis];
        return std::clamp<int64_t>((cell - a.window_at(s_.output_at.at[axis])) / a.dilation, 0, a.kernel - 1);
    }

    /// Tap of the window's row and column that lies on a cell, -1: between taps or outside.
    static int64_t tap(const AxisModel& axis, int64_t output, int64_t cell) {
        const int64_t from = cell - axis.window_at(output);
        return from >= 0 && from % axis.dilation == 0 && from / axis.dilation < axis.kernel
                   ? from / axis.dilation
                   : -1;
    }
    bool tapped(int64_t row, int64_t column) const {
        const AxisModel& depths = s_.model.axes[0];
        return tap_depth_ >= 0 && tap_depth_ % depths.dilation == 0 &&
               tap_depth_ / depths.dilation < depths.kernel && tap(rows_, s_.output_at.at[1], row) >= 0 &&
               tap(columns_, s_.output_at.at[2], column) >= 0;
    }
    /// Flat weight under a tap of the slice: the kernel turned by 180 degrees.
    int64_t weight(int64_t row, int64_t column) const {
        const AxisModel& depths = s_.model.axes[0];
        const int64_t per_group = s_.operation.out_channels / s_.operation.groups;
        const int64_t depth = tapped_depth();
        int64_t flat = channel_ * per_group + s_.output_at.channel % per_group;
        flat = flat * depths.kernel + depths.kernel - 1 - depth;
        flat = flat * rows_.kernel + rows_.kernel - 1 - row;
        return flat * columns_.kernel + columns_.kernel - 1 - column;
    }
    int64_t tapped_depth() const {
        const AxisModel& depths = s_.model.axes[0];
        return std::clamp<int64_t>(tap_depth_ / depths.dilation, 0, depths.kernel - 1);
    }

    LensCell style(int64_t row, int64_t column, bool digits) const {
        LensCell cell;
        const CellKind kind = s_.model.kind(depth_, row, column);
        const bool under = tapped(row, column);
        if (kind == CellKind::value) {
            TransposedAt at = s_.output_at;
            at.channel = channel_;
            const int64_t cells[] = {depth_, row, column};
            for (std::size_t a = 0; a < 3; ++a)
                at.at[a] = (cells[a] - s_.model.axes[a].lead) / s_.model.axes[a].spacing;
            const int64_t flat = s_.input_flat(at);
            const bool known = s_.input_known(flat);
            cell.fill = !known ? theme_.empty : theme_.y.fill;
            if (under)
                cell.fill = known ? theme_.y.lit : half_lit(theme_.empty, theme_.y.lit);
            cell.line = theme_.y.line;
            cell.text_color = theme_.y.text;
            cell.tag = s_.input_tag(flat);
            cell.lit = s_.input_lit(flat);
            cell.text = digits && known ? s_.input_text(flat) : std::string();
            return cell;
        }
        const bool hole = kind == CellKind::hole;
        cell.fill = hole ? theme_.hole_fill : theme_.padding_fill;
        if (under)
            cell.fill = half_lit(cell.fill, theme_.y.lit);
        cell.line = theme_.hole_ink;
        cell.ink = hole ? theme_.hole_ink : theme_.padding_ink;
        cell.dash = Dash::dashed;
        cell.pattern = hole ? Pattern::dotted : Pattern::hatched;
        if (outside(rows_, row) || outside(columns_, column)) {
            cell.pattern = Pattern::crossed;
            cell.ink = theme_.unread_ink;
        }
        return cell;
    }
    /// Cut off by a negative p': no window reaches it.
    static bool outside(const AxisModel& axis, int64_t cell) {
        return cell < axis.start || cell >= axis.start + axis.outputs - 1 + axis.window();
    }

    void draw_grid(const LensCut& cut, bool large, bool digits) {
        for (const bool real : {false, true}) // elements last: their outlines are whole
            for (int64_t r = cut.first_row; r < cut.end_row(); ++r)
                for (int64_t c = cut.first_column; c < cut.end_column(); ++c) {
                    if ((s_.model.kind(depth_, r, c) == CellKind::value) != real)
                        continue;
                    LensCell cell = style(r, c, digits);
                    if ((s_.model.kind(depth_, r, c) == CellKind::value) && outside(rows_, r)) {
                        cell.pattern = Pattern::crossed;
                        cell.ink = theme_.unread_ink;
                    }
                    if (large) {
                        add_cut_cell(canvas_, cut, r, c, cell);
                        continue;
                    }
                    Box box = cut.sheet.box(static_cast<float>(r), static_cast<float>(c));
                    box.fill = cell.fill;
                    box.stroke = cell.line;
                    box.stroke_width = 0.7F * canvas_.unit;
                    box.pattern = cell.pattern == Pattern::dotted ? Pattern::dotted : Pattern::none;
                    box.ink = cell.ink;
                    canvas_.add(box);
                }
        add_cut_frame(canvas_, cut, rows_.window_at(s_.output_at.at[1]),
                      columns_.window_at(s_.output_at.at[2]), rows_.window(), columns_.window(),
                      theme_.window, theme_.bold);
        add_term(cut, s_.term >= 0);
    }

    void add_term(const LensCut& cut, bool lit) {
        const int64_t column = s_.term % columns_.kernel;
        const int64_t row = s_.term / columns_.kernel % rows_.kernel;
        add_cut_frame(canvas_, cut, rows_.window_at(s_.output_at.at[1]) + row * rows_.dilation,
                      columns_.window_at(s_.output_at.at[2]) + column * columns_.dilation, 1, 1,
                      lit ? theme_.current : Color{}, theme_.bold);
    }

    void draw_kernel(const LensCut& cut, bool digits) {
        for (int64_t r = cut.first_row; r < cut.end_row(); ++r)
            for (int64_t c = cut.first_column; c < cut.end_column(); ++c) {
                const int64_t flat = weight(r, c);
                LensCell cell;
                cell.fill = theme_.w.fill;
                cell.line = theme_.w.line;
                cell.text_color = theme_.w.text;
                cell.tag = tag_of(TagSpace::w, flat);
                cell.lit = s_.weight_lit(flat);
                if (digits)
                    cell.text = s_.weight_text(flat);
                add_cut_cell(canvas_, cut, r, c, cell);
            }
        add_cut_frame(canvas_, cut, s_.term / columns_.kernel % rows_.kernel, s_.term % columns_.kernel, 1, 1,
                      s_.term >= 0 ? theme_.current : Color{}, theme_.bold);
    }

    void draw_result(const LensCut& cut, bool digits) {
        for (int64_t r = cut.first_row; r < cut.end_row(); ++r)
            for (int64_t c = cut.first_column; c < cut.end_column(); ++c) {
                const int64_t flat = s_.output_in_plane(r, c);
                const bool done = s_.complete(flat);
                LensCell cell;
                cell.fill = !done ? theme_.empty : flat == s_.output ? theme_.x.lit : theme_.x.fill;
                cell.line = theme_.x.line;
                cell.text_color = theme_.x.text;
                s_.name_output(cell, flat);
                if (done && digits)
                    cell.text = s_.output_text(flat);
                add_cut_cell(canvas_, cut, r, c, cell);
            }
        add_output_frame(canvas_, s_, cut);
    }

    Canvas& canvas_;
    const TransposedScene& s_;
    const Theme& theme_;
    const AxisModel& rows_;
    const AxisModel& columns_;
    int64_t depth_ = 0, channel_ = 0; // the slice of the grid
    int64_t tap_depth_ = 0;           // cells from the window's first slice to it
};

} // namespace

void draw_stretched(Canvas& canvas, const TransposedScene& scene, const Rect& area) {
    Stretched(canvas, scene).draw(area);
}

void draw_stretched_small(Canvas& canvas, const TransposedScene& scene, const Rect& area) {
    Stretched(canvas, scene).draw_small(area);
}

} // namespace convlens
