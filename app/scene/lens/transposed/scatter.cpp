// The first way: each element of Y paints the kernel, weighted by it, onto a canvas; overlaps add, and p
// cells at the edges are cut off.
#include "scene/lens/transposed/drawing.h"
#include "scene/words/notation.h"

#include <algorithm>

namespace convlens {
namespace {

/// One axis of the canvas: X's cells, and those around them that stamps reach and the crop takes away.
struct CanvasAxis {
    int64_t before = 0, size = 1; // cells before X's first, cells in all
};

CanvasAxis canvas_axis(const TransposedScene& s, std::size_t axis) {
    const AxisModel& a = s.model.axes[axis];
    const int64_t crop = s.crop(axis);
    const int64_t reach = a.spacing * (a.inputs - 1) + a.window() - crop; // end of the last stamp
    return {std::max<int64_t>(crop, 0), std::max<int64_t>(crop, 0) + std::max(a.outputs, reach)};
}

/// A cell that is cut off, where the stamp paints it.
Color cut_off_fill(const Theme& theme) {
    return mixed(theme.padding_fill, theme.w.fill, 0.6F);
}

/// A cell that more stamps are to paint.
Color partial_fill(const Theme& theme) {
    return mixed(theme.empty, theme.x.fill, 0.4F);
}

/// A cell that is painted a share of the most that any is, the darker the more often.
Color count_fill(const Theme& theme, float share) {
    return mixed(theme.empty, theme.w.line, 0.75F * std::min(share, 1.0F));
}
Color count_ink(const Theme& theme, Color fill) {
    return contrast(fill, theme.text) >= 4.5 ? theme.text : theme.ground;
}

class Scatter {
public:
    Scatter(Canvas& canvas, const TransposedScene& s) : canvas_(canvas), s_(s), theme_(s.theme) {}

    /// Where not all has room, the counts are left out if they are all alike, else the cells that are cut
    /// off; then both.
    void draw(const Rect& area) {
        const bool even = max_painted() == min_painted();
        for (const auto& [counts, margin] :
             {std::pair{true, true}, {!even, even}, {even, !even}, {false, false}}) {
            set_margin(margin);
            TransposedParts parts(canvas_, area, parts_of(counts));
            if (!parts.whole() && (counts || margin))
                continue;
            const std::vector<LensCut> cuts = parts.draw();
            draw_inputs(cuts[0], cuts[0].cell() >= s_.legible_inputs(canvas_));
            if (counts)
                draw_counts(cuts[1], cuts[1].cell() >= legible_counts());
            const bool digits = s_.scene.input.document.cell_text != CellText::none;
            draw_canvas(cuts.back(), digits && cuts.back().cell() >= legible_sums());
            return;
        }
    }

    void draw_small(const Rect& area) {
        const LensCut cut = centered(lens_cut(canvas_, area, canvas_grid(), 18, 4), area);
        for (int64_t r = cut.first_row; r < cut.end_row(); ++r)
            for (int64_t c = cut.first_column; c < cut.end_column(); ++c) {
                const LensCell style = canvas_style(r, c, false);
                Box box = cut.sheet.box(static_cast<float>(r), static_cast<float>(c));
                box.fill = style.fill;
                box.stroke = style.line;
                box.stroke_width = 0.7F * canvas_.unit;
                canvas_.add(box);
            }
        stamp_frame(cut);
        result_frame(cut);
    }

private:
    std::vector<TransposedPart> parts_of(bool counts) const {
        const Texts& texts = s_.scene.texts();
        const AxisModel& rows = s_.model.axes[1];
        const AxisModel& columns = s_.model.axes[2];
        std::vector<TransposedPart> parts;
        const std::size_t axes = s_.operation.dims() < 3 ? s_.operation.dims() : 0;
        parts.push_back({grid_around(rows.inputs, columns.inputs, s_.input_at.at[1], s_.input_at.at[2]),
                         {s_.letter_text("y"), theme_.y.heading, size_text(s_.operation.input_size)},
                         s_.legible_inputs(canvas_),
                         false,
                         axes});
        if (counts)
            parts.push_back(
                {grid_around(rows.outputs, columns.outputs, s_.output_at.at[1], s_.output_at.at[2]),
                 {"", theme_.text, std::string(texts("transposed.painted"))},
                 legible_counts()});
        parts.push_back({canvas_grid(),
                         {s_.letter_text("x"), theme_.x.heading, std::string(texts("transposed.so_far"))},
                         legible_sums(),
                         true,
                         axes});
        return parts;
    }
    float legible_counts() const { return legible_cell(canvas_, std::to_string(max_painted())); }
    /// Sums on their way may be longer than their results.
    float legible_sums() const {
        const float results = s_.legible_outputs(canvas_);
        return results > 0 && !s_.names() ? std::max(results, legible_cell(canvas_, "-0")) : results;
    }
    void set_margin(bool shown) {
        for (const auto& [axis, at] : {std::pair{&rows_, 1U}, {&columns_, 2U}})
            *axis = shown ? canvas_axis(s_, at) : CanvasAxis{0, s_.model.axes[at].outputs};
    }

    LensGrid canvas_grid() const {
        return {rows_.size, columns_.size, lit_on(1, rows_), lit_on(2, columns_)};
    }
    /// The stamp with the output that it paints, the stamp alone, the output alone.
    LitPlaces lit_on(std::size_t axis, const CanvasAxis& cells) const {
        const int64_t output = s_.output_at.at[axis] + cells.before;
        const Places alone{output, output};
        if (s_.input < 0)
            return {alone};
        const int64_t first = stamp_start(axis, cells);
        const Places stamp{std::max<int64_t>(first, 0),
                           std::min(first + s_.model.axes[axis].window(), cells.size) - 1};
        Places both = stamp;
        both.add(output);
        return {both, stamp, alone};
    }
    /// The first cell of the stamp.
    int64_t stamp_start(std::size_t axis, const CanvasAxis& cells) const {
        return cells.before - s_.crop(axis) + s_.model.axes[axis].spacing * s_.input_at.at[axis];
    }
    int64_t max_painted() const {
        int64_t most = 1;
        for (std::size_t a = 0; a < s_.operation.dims(); ++a)
            most *= std::max<int64_t>(axis_painting(s_.operation, a).max, 1);
        return most;
    }

    int64_t min_painted() const {
        int64_t least = 1;
        for (std::size_t a = 0; a < s_.operation.dims(); ++a)
            least *= axis_painting(s_.operation, a).min;
        return least;
    }

    bool in_plane(int64_t row, int64_t column) const {
        const int64_t r = row - rows_.before;
        const int64_t c = column - columns_.before;
        return r >= 0 && c >= 0 && r < s_.model.axes[1].outputs && c < s_.model.axes[2].outputs;
    }
    /// The output under a cell of the canvas, of the current item, channel and depth.
    TransposedAt at(int64_t row, int64_t column) const {
        TransposedAt place = s_.output_at;
        place.at[1] = row - rows_.before;
        place.at[2] = column - columns_.before;
        return place;
    }

    LensCell canvas_style(int64_t row, int64_t column, bool digits) const {
        LensCell cell;
        const TransposedAt place = at(row, column);
        const bool painted = s_.share(place).weight >= 0;
        if (!in_plane(row, column)) {
            cell.fill = painted ? cut_off_fill(theme_) : theme_.padding_fill;
            cell.line = theme_.hole_ink;
            cell.ink = theme_.padding_ink;
            cell.pattern = Pattern::hatched;
            cell.dash = Dash::dashed;
            return cell;
        }
        const int64_t flat = s_.output_flat(place);
        const bool done = s_.complete(flat);
        const auto sum = s_.so_far(flat);
        cell.fill = painted ? theme_.w.fill : done ? theme_.x.fill : theme_.empty;
        cell.line = theme_.x.line;
        cell.text_color = painted ? theme_.w.text : done ? theme_.x.text : theme_.quiet;
        s_.name_output(cell, flat);
        if (sum && !painted && !done) // on its way
            cell.fill = partial_fill(theme_);
        if (digits && done)
            cell.text = s_.output_text(flat);
        else if (digits && sum)
            cell.text = s_.names() ? s_.output_text(flat) : s_.sum_text(*sum);
        return cell;
    }

    void draw_canvas(const LensCut& cut, bool digits) {
        const bool shares = digits && !s_.names() && cut.cell() >= 28 * canvas_.unit;
        for (int64_t r = cut.first_row; r < cut.end_row(); ++r)
            for (int64_t c = cut.first_column; c < cut.end_column(); ++c)
                add_cut_cell(canvas_, cut, r, c, canvas_style(r, c, digits && !(shares && has_share(r, c))));
        for (int64_t r = cut.first_row; shares && r < cut.end_row(); ++r)
            for (int64_t c = cut.first_column; c < cut.end_column(); ++c)
                draw_share(cut, r, c);
        stamp_frame(cut);
        result_frame(cut);
    }

    /// Whether it may be shown what the stamp adds to the cell.
    bool has_share(int64_t row, int64_t column) const {
        if (!in_plane(row, column) || !s_.input_known(s_.input))
            return false;
        const TransposedAt place = at(row, column);
        return s_.share(place).weight >= 0 && s_.so_far(s_.output_flat(place));
    }

    /// Under the stamp: the sum a little up, and what the stamp adds below it.
    void draw_share(const LensCut& cut, int64_t row, int64_t column) {
        std::string sum, added;
        const TransposedAt place = at(row, column);
        if (has_share(row, column)) {
            sum = canvas_style(row, column, true).text;
            const double value = s_.share(place).value;
            added = (value < 0 ? "" : "+") + s_.sum_text(value);
        }
        const Tag tag = in_plane(row, column) ? s_.output_tag(s_.output_flat(place)) : Tag{};
        const auto label = [&](const std::string& text, float share, float down, Face face) {
            TextStyle style{std::max(share * cut.cell(), min_digits * canvas_.unit), face, theme_.w.text,
                            AlignX::center, AlignY::middle};
            std::string shown = text;
            if (const float width = canvas_.width(text, style); width > 0.92F * cut.cell()) {
                style.size *= 0.92F * cut.cell() / width;
                if (style.size < min_digits * canvas_.unit) {
                    style.size = min_digits * canvas_.unit;
                    shown = "…";
                }
            }
            canvas_.text(shown, cut.sheet.center(static_cast<float>(row) + down, static_cast<float>(column)),
                         style, tag);
        };
        label(sum, 0.44F, -0.17F, Face::mono_bold);
        label(added, 0.36F, 0.26F, Face::mono);
    }

    void stamp_frame(const LensCut& cut) {
        const AxisModel& rows = s_.model.axes[1];
        const AxisModel& columns = s_.model.axes[2];
        const AxisModel& depth = s_.model.axes[0];
        const int64_t into = s_.output_at.at[0] + s_.crop(0) - depth.spacing * s_.input_at.at[0];
        const bool here =
            s_.input >= 0 && into >= 0 && into % depth.dilation == 0 && into / depth.dilation < depth.kernel;
        add_cut_frame(canvas_, cut, stamp_start(1, rows_), stamp_start(2, columns_), rows.window(),
                      columns.window(), here ? theme_.window : Color{}, theme_.bold);
    }
    void result_frame(const LensCut& cut) {
        add_cut_frame(canvas_, cut, s_.output_at.at[1] + rows_.before, s_.output_at.at[2] + columns_.before,
                      1, 1, s_.term >= 0 ? theme_.current : theme_.x.line, theme_.bold);
    }

    void draw_inputs(const LensCut& cut, bool digits) {
        TransposedAt place = s_.input_at;
        for (int64_t r = cut.first_row; r < cut.end_row(); ++r)
            for (int64_t c = cut.first_column; c < cut.end_column(); ++c) {
                place.at[1] = r;
                place.at[2] = c;
                const int64_t flat = s_.input_flat(place);
                const bool known = s_.input_known(flat);
                LensCell cell;
                cell.fill = !known ? theme_.empty : flat == s_.input ? theme_.y.lit : theme_.y.fill;
                cell.line = theme_.y.line;
                cell.text_color = theme_.y.text;
                cell.tag = s_.input_tag(flat);
                cell.lit = s_.input_lit(flat);
                if (digits && known)
                    cell.text = s_.input_text(flat);
                add_cut_cell(canvas_, cut, r, c, cell);
            }
        add_cut_frame(canvas_, cut, s_.input_at.at[1], s_.input_at.at[2], 1, 1,
                      s_.input >= 0 ? theme_.window : Color{}, theme_.bold);
    }

    /// How often each cell is painted.
    void draw_counts(const LensCut& cut, bool digits) {
        const auto most = static_cast<float>(max_painted());
        for (int64_t r = cut.first_row; r < cut.end_row(); ++r)
            for (int64_t c = cut.first_column; c < cut.end_column(); ++c) {
                const int64_t times = s_.times_painted({s_.output_at.at[0], r, c});
                LensCell cell;
                cell.fill = count_fill(theme_, static_cast<float>(times) / most);
                cell.line = theme_.hairline;
                cell.text_color = count_ink(theme_, cell.fill);
                s_.name_output(cell, s_.output_in_plane(r, c));
                if (digits)
                    cell.text = std::to_string(times);
                add_cut_cell(canvas_, cut, r, c, cell);
            }
        add_output_frame(canvas_, s_, cut);
    }

    Canvas& canvas_;
    const TransposedScene& s_;
    const Theme& theme_;
    CanvasAxis rows_ = canvas_axis(s_, 1);
    CanvasAxis columns_ = canvas_axis(s_, 2);
};

} // namespace

void draw_scatter(Canvas& canvas, const TransposedScene& scene, const Rect& area) {
    Scatter(canvas, scene).draw(area);
}

ColorPairs scatter_pairs(const Theme& theme) {
    ColorPairs pairs;
    add_inks(pairs, cut_off_fill(theme), {theme.padding_ink});
    add_inks(pairs, partial_fill(theme), {theme.x.line, theme.quiet});
    for (const float share : {0.25F, 0.5F, 1.0F}) {
        const Color fill = count_fill(theme, share);
        add_inks(pairs, fill, {count_ink(theme, fill), theme.empty});
    }
    return pairs;
}

void draw_scatter_small(Canvas& canvas, const TransposedScene& scene, const Rect& area) {
    Scatter(canvas, scene).draw_small(area);
}

} // namespace convlens
