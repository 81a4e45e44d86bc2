// The first way: each element of Y paints the kernel, weighted by it, onto a canvas; overlaps add, and p
// cells at the edges are cut off.
#include "scene/figure_cells.h"
#include "scene/lens_transposed.h"
#include "scene/notation.h"

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

class Stamping {
public:
    Stamping(Canvas& canvas, const TransposedScene& s) : canvas_(canvas), s_(s), theme_(s.theme) {}

    void draw(const Rect& area) {
        const float unit = canvas_.unit;
        const float head = transposed_heading_height * unit;
        const float gap = 18 * unit;
        const AxisModel& rows = s_.model.axes[1];
        const AxisModel& columns = s_.model.axes[2];
        const float cell =
            lens_cell(canvas_, {area.width() - gap, area.height() - head},
                      static_cast<float>(std::max(rows_.size, rows.inputs + 2)),
                      static_cast<float>(columns_.size + std::max<int64_t>(columns.inputs, 2)), most_);
        const float room =
            std::clamp(cell * static_cast<float>(columns_.size), area.width() * 0.45F, area.width() * 0.72F);
        const float x = area.max.x - room;
        transposed_heading(canvas_, {x, area.min.y}, "x", theme_.x.heading,
                           s_.scene.texts()("transposed.so_far"));
        const LensCut painted =
            lens_cut(canvas_, {{x, area.min.y + head}, area.max}, rows_.size, columns_.size,
                     s_.output_at.at[1] + rows_.before, s_.output_at.at[2] + columns_.before, most_, 13);
        draw_canvas(painted);

        transposed_heading(canvas_, area.min, "y", theme_.y.heading, size_text(s_.operation.input_size));
        Rect left{{area.min.x, area.min.y + head}, {x - gap, area.max.y}};
        left.max.y -= (area.height() - head) * 0.4F;
        const LensCut inputs = lens_cut(canvas_, left, rows.inputs, columns.inputs, s_.input_at.at[1],
                                        s_.input_at.at[2], painted.cell() / unit, 13);
        draw_inputs(inputs);
        const float y = inputs.bottom() + 5 * unit;
        transposed_heading(canvas_, {area.min.x, y}, "", theme_.text, s_.scene.texts()("transposed.painted"));
        draw_counts({{area.min.x, y + head}, {x - gap, area.max.y}});
    }

    void draw_row(const Rect& area) {
        // One axis: input, canvas and counts above each other.
        const float unit = canvas_.unit;
        const float head = transposed_heading_height * unit;
        const float part = (area.height() - 2 * 4 * unit) / 3;
        const Texts& texts = s_.scene.texts();
        const auto strip = [&](int i) {
            const float y = area.min.y + static_cast<float>(i) * (part + 4 * unit);
            return Rect{{area.min.x, y + head}, {area.max.x, y + part}};
        };
        const auto heading = [&](int i, const char* letter, Color color, std::string_view words) {
            transposed_heading(canvas_, {area.min.x, strip(i).min.y - head}, letter, color, words);
        };
        heading(0, "y", theme_.y.heading, size_text(s_.operation.input_size));
        draw_inputs(lens_cut(canvas_, strip(0), 1, s_.model.axes[2].inputs, 0, s_.input_at.at[2], most_, 13));
        heading(1, "x", theme_.x.heading, texts("transposed.so_far"));
        draw_canvas(lens_cut(canvas_, strip(1), 1, columns_.size, 0, s_.output_at.at[2] + columns_.before,
                             most_, 13));
        heading(2, "", theme_.text, texts("transposed.painted"));
        draw_counts(strip(2));
    }

    void draw_small(const Rect& area) {
        const LensCut cut =
            centered(lens_cut(canvas_, area, rows_.size, columns_.size, s_.output_at.at[1] + rows_.before,
                              s_.output_at.at[2] + columns_.before, 18, 4),
                     area);
        for (int64_t r = cut.first_row; r < cut.end_row(); ++r)
            for (int64_t c = cut.first_column; c < cut.end_column(); ++c) {
                const LensCell look = canvas_look(r, c, false);
                Box box = cut.sheet.box(static_cast<float>(r), static_cast<float>(c));
                box.fill = look.fill;
                box.stroke = look.line;
                box.stroke_width = 0.7F * canvas_.unit;
                canvas_.add(box);
            }
        stamp_frame(cut);
        result_frame(cut);
    }

private:
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

    LensCell canvas_look(int64_t row, int64_t column, bool digits) const {
        LensCell cell;
        const TransposedAt place = at(row, column);
        const bool stamped = s_.share(place).weight >= 0;
        if (!in_plane(row, column)) {
            cell.fill = stamped ? mixed(theme_.padding_fill, theme_.w.fill, 0.6F) : theme_.padding_fill;
            cell.line = cell.ink = theme_.padding_ink;
            cell.pattern = Pattern::hatched;
            cell.dash = Dash::dashed;
            return cell;
        }
        const int64_t flat = s_.output_flat(place);
        const bool done = s_.complete(flat);
        cell.fill = stamped ? theme_.w.fill : done ? theme_.x.fill : theme_.empty;
        cell.line = theme_.x.line;
        cell.text_color = stamped ? theme_.w.text : done ? theme_.x.text : theme_.quiet;
        cell.tag = s_.output_tag(flat);
        cell.lit = s_.output_lit(flat);
        const auto sum = done ? std::nullopt : s_.so_far(flat);
        if (sum && !stamped) // on its way
            cell.fill = mixed(theme_.empty, theme_.x.fill, 0.4F);
        if (!digits)
            return cell;
        if (done)
            cell.text = s_.output_text(flat);
        else if (sum && s_.scene.input.document.cell_text != CellText::none)
            cell.text = number_text(*sum, 1, *sum != std::floor(*sum));
        return cell;
    }

    void draw_canvas(const LensCut& cut) {
        const bool digits = cut.cell() >= 13;
        const bool shares =
            cut.cell() >= 19 * canvas_.unit && s_.scene.input.document.cell_text != CellText::none;
        for (int64_t r = cut.first_row; r < cut.end_row(); ++r)
            for (int64_t c = cut.first_column; c < cut.end_column(); ++c) {
                LensCell cell = canvas_look(r, c, digits && !(shares && stamped(r, c)));
                cell.text_share = cut.text_share(canvas_.unit);
                add_lens_cell(canvas_, cut.sheet, static_cast<float>(r), static_cast<float>(c), cell);
            }
        for (int64_t r = cut.first_row; shares && r < cut.end_row(); ++r)
            for (int64_t c = cut.first_column; c < cut.end_column(); ++c)
                draw_share(cut, r, c);
        stamp_frame(cut);
        result_frame(cut);
    }

    bool stamped(int64_t row, int64_t column) const {
        return in_plane(row, column) && s_.share(at(row, column)).weight >= 0;
    }

    /// Under the stamp: the sum a little up, and what the stamp adds below it.
    void draw_share(const LensCut& cut, int64_t row, int64_t column) {
        std::string sum, added;
        TransposedAt place = at(row, column);
        if (stamped(row, column)) {
            sum = canvas_look(row, column, true).text;
            const double value = s_.share(place).value;
            added = (value < 0 ? "" : "+") + number_text(value, 1, value != std::floor(value));
        }
        const auto label = [&](const std::string& text, float share, float down, Face face) {
            TextStyle style{share * cut.cell(), face, theme_.w.text, AlignX::center, AlignY::middle};
            if (const float width = canvas_.width(text, style); width > 0.9F * cut.cell())
                style.size *= 0.9F * cut.cell() / width;
            canvas_.text(text, cut.sheet.center(static_cast<float>(row) + down, static_cast<float>(column)),
                         style);
        };
        label(sum, 0.44F, -0.14F, Face::mono_bold);
        label(added, 0.32F, 0.28F, Face::mono);
    }

    void stamp_frame(const LensCut& cut) {
        const AxisModel& rows = s_.model.axes[1];
        const AxisModel& columns = s_.model.axes[2];
        const AxisModel& depth = s_.model.axes[0];
        const int64_t into = s_.output_at.at[0] + s_.crop(0) - depth.spacing * s_.input_at.at[0];
        const bool here =
            s_.input >= 0 && into >= 0 && into % depth.dilation == 0 && into / depth.dilation < depth.kernel;
        add_cut_frame(canvas_, cut, rows_.before - s_.crop(1) + rows.spacing * s_.input_at.at[1],
                      columns_.before - s_.crop(2) + columns.spacing * s_.input_at.at[2], rows.window(),
                      columns.window(), here ? theme_.window : Color{}, theme_.bold);
    }
    void result_frame(const LensCut& cut) {
        add_cut_frame(canvas_, cut, s_.output_at.at[1] + rows_.before, s_.output_at.at[2] + columns_.before,
                      1, 1, s_.term >= 0 ? theme_.current : theme_.x.line, theme_.bold);
    }

    void draw_inputs(const LensCut& cut) {
        TransposedAt place = s_.input_at;
        for (int64_t r = cut.first_row; r < cut.end_row(); ++r)
            for (int64_t c = cut.first_column; c < cut.end_column(); ++c) {
                place.at[1] = r;
                place.at[2] = c;
                const int64_t flat = s_.input_flat(place);
                LensCell cell;
                cell.text_share = cut.text_share(canvas_.unit);
                cell.fill = s_.pressed(flat) ? theme_.y.fill : theme_.empty;
                if (flat == s_.input)
                    cell.fill = theme_.y.lit;
                cell.line = theme_.y.line;
                cell.text_color = s_.pressed(flat) || flat == s_.input ? theme_.y.text : theme_.quiet;
                cell.tag = s_.input_tag(flat);
                cell.lit = s_.input_lit(flat);
                if (cut.cell() >= 13)
                    cell.text = s_.input_text(flat);
                add_lens_cell(canvas_, cut.sheet, static_cast<float>(r), static_cast<float>(c), cell);
            }
        add_cut_frame(canvas_, cut, s_.input_at.at[1], s_.input_at.at[2], 1, 1,
                      s_.input >= 0 ? theme_.window : Color{}, theme_.bold);
    }

    /// How often each cell is painted, the darker the more often.
    void draw_counts(const Rect& area) {
        const AxisModel& rows = s_.model.axes[1];
        const AxisModel& columns = s_.model.axes[2];
        const LensCut cut = lens_cut(canvas_, area, rows.outputs, columns.outputs, s_.output_at.at[1],
                                     s_.output_at.at[2], 20, 4);
        int64_t most = 1;
        for (std::size_t a = 0; a < s_.operation.dims(); ++a)
            most *= std::max<int64_t>(axis_painting(s_.operation, a).most, 1);
        for (int64_t r = cut.first_row; r < cut.end_row(); ++r)
            for (int64_t c = cut.first_column; c < cut.end_column(); ++c) {
                const int64_t times = s_.times_painted({s_.output_at.at[0], r, c});
                const float share = static_cast<float>(times) / static_cast<float>(most);
                LensCell cell;
                cell.fill = mixed(theme_.empty, theme_.w.line, 0.75F * std::min(share, 1.0F));
                cell.line = theme_.hairline;
                cell.text_color = contrast(cell.fill, theme_.text) >= 4.5 ? theme_.text : theme_.ground;
                TransposedAt place = s_.output_at;
                place.at[1] = r;
                place.at[2] = c;
                const int64_t flat = s_.output_flat(place);
                cell.tag = s_.output_tag(flat);
                cell.lit = s_.output_lit(flat);
                cell.text_share = 0.66F;
                if (cut.cell() >= 13)
                    cell.text = std::to_string(times);
                add_lens_cell(canvas_, cut.sheet, static_cast<float>(r), static_cast<float>(c), cell);
            }
        add_cut_frame(canvas_, cut, s_.output_at.at[1], s_.output_at.at[2], 1, 1, theme_.x.line, theme_.bold);
    }

    static constexpr float most_ = 32;
    Canvas& canvas_;
    const TransposedScene& s_;
    const Theme& theme_;
    CanvasAxis rows_ = canvas_axis(s_, 1);
    CanvasAxis columns_ = canvas_axis(s_, 2);
};

} // namespace

void draw_stamping(Canvas& canvas, const TransposedScene& scene, const Rect& area) {
    Stamping stamping(canvas, scene);
    scene.operation.dims() == 1 ? stamping.draw_row(area) : stamping.draw(area);
}

void draw_stamping_small(Canvas& canvas, const TransposedScene& scene, const Rect& area) {
    Stamping(canvas, scene).draw_small(area);
}

} // namespace convlens
