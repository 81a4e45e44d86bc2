// The flattened kernel times the matrix whose columns are the windows: its cells, frames and overview.
#include "scene/lens/matrix/im2col.h"

#include "scene/base/color_maps.h"
#include "scene/base/element_text.h"
#include "scene/base/tags.h"
#include "scene/lens/matrix/im2col_drawing.h"
#include "scene/lens/type.h"

#include <algorithm>

namespace convlens {

void Im2colDrawing::draw(const Rect& area) {
    const Rect body = lens_card(canvas_, scene_, Lens::im2col, area, product_text());
    lay_out(body);
    draw_headings();
    draw_results();
    if (weighted_)
        draw_kernel();
    draw_cells();
    draw_frames();
    draw_strip();
    draw_notes(body);
}

void Im2colDrawing::draw_headings() {
    TextStyle style{card_type::title * unit_, Face::mono_bold, roles_.top.heading, AlignX::right,
                    AlignY::middle};
    std::string name = result_letter();
    if (op_.out_channels > 1)
        name += '[' + std::to_string(model_.out_channel) + ']';
    const float room = cell_ * cells_left() - 6 * unit_;
    if (canvas_.min_text > 0 && canvas_.width(name, style) > room)
        name = result_letter();
    canvas_.fit(name, style, room);
    canvas_.text(name, {sheet_.origin.x - 7 * unit_, sheet_.center(-above, 0).y}, style);
    if (!weighted_)
        return;
    style = {card_type::title * unit_, Face::mono_bold, theme_.w.heading, AlignX::center, AlignY::baseline};
    style.size = std::min(style.size, 0.8F * cell_);
    canvas_.text("wᵀ", sheet_.at(-0.28F, 0.5F - cells_left()), style);
    const TextStyle dot{card_type::title * unit_, Face::mono, theme_.quiet, AlignX::center, AlignY::middle};
    canvas_.text("·", sheet_.at(f(window_.rows) / 2, -(cells_left() - 1) / 2), dot);
}

LensCell Im2colDrawing::cell_of(const TensorColors& colors, std::string text) const {
    return element_cell(colors, digits_ ? std::move(text) : std::string(), digit_share());
}

void Im2colDrawing::draw_results() {
    for (int64_t c = window_.first_column; c < window_.end_column(); ++c)
        add_lens_cell(canvas_, sheet_, -above, column_at(c),
                      result_cell(scene_, roles_, plane_ * columns_ + c, digits_, digit_share()));
}

void Im2colDrawing::draw_kernel() {
    for (int64_t r = window_.first_row; r < window_.first_row + window_.rows; ++r) {
        LensCell cell;
        if (is_met(r)) {
            const int64_t weight = relation_.term_of_output(model_.step(), r - first_row_).weight;
            cell = cell_of(theme_.w, element_text(scene_.input, *scene_.results().w, 'w', weight));
            cell.tag = tag_of(TagSpace::w, weight);
            cell.lit = scene_.highlight.w(weight);
        }
        add_lens_cell(canvas_, sheet_, row_at(r), -cells_left(), cell);
    }
}

void Im2colDrawing::draw_cells() {
    for_each_cell(window_, [&](int64_t r, int64_t c) {
        add_lens_cell(canvas_, sheet_, row_at(r), column_at(c), entry_cell(r, c));
    });
}

LensCell Im2colDrawing::entry_cell(int64_t row, int64_t column) const {
    const Im2col::Entry entry = matrix_.entry(row, column);
    const int64_t input =
        entry.input < 0 ? -1 : entry.input + model_.batch * op_.in_channels * op_.input_size.product();
    const CellKind kind = kind_of(row, column);
    LensCell cell;
    if (kind == CellKind::value) {
        cell = cell_of(roles_.base, {});
        if (image_)
            cell.fill =
                color_of(color_map(theme_, scene_.rasters.base.low(), scene_.rasters.base.high(), true),
                         static_cast<float>((*scene_.results().x)[input]));
    } else {
        const bool hole = kind == CellKind::hole;
        cell.fill = hole ? theme_.hole_fill : theme_.padding_fill;
        cell.line = theme_.hole_ink;
        cell.ink = hole ? theme_.hole_ink : theme_.padding_ink;
        cell.pattern = hole ? Pattern::dotted : Pattern::hatched;
        cell.text_color = theme_.padding_text;
        cell.text_share = digit_share();
    }
    const bool current = column == column_ && is_met(row);
    if (current && !image_)
        cell.fill = kind == CellKind::value ? roles_.base.lit : half_lit(cell.fill, roles_.base.lit);
    if (is_winner(row, column, input)) {
        cell.fill = roles_.top.fill;
        cell.line = roles_.top.line;
        cell.text_color = roles_.top.text;
    } else if (image_ && kind == CellKind::value) {
        cell.text_color = contrast(cell.fill, rgb(0)) > 7 ? rgb(0) : rgb(0xFFFFFF);
    }
    if (digits_)
        cell.text = entry_text(input, kind);
    if (!is_met(row))
        fade(cell);
    cell.tag = tag_of(TagSpace::im2col, row * columns_ + column);
    cell.lit = scene_.highlight.any() && is_lit(row, column, input);
    return cell;
}

CellKind Im2colDrawing::kind_of(int64_t row, int64_t column) const {
    int64_t at[3];
    for (std::size_t a = 3; a-- > 0;) {
        const AxisModel& axis = model_.axes[a];
        at[a] = axis.window_at(column % axis.outputs) + row % axis.kernel * axis.dilation;
        column /= axis.outputs;
        row /= axis.kernel;
    }
    return model_.kind(at[0], at[1], at[2]);
}

std::string Im2colDrawing::entry_text(int64_t input, CellKind kind) const {
    if (input >= 0)
        return element_text(scene_.input, *scene_.results().x, roles_.base_letter, input);
    const bool counts = weighted_ || (op_.kind == Kind::avg_pool && op_.count_include_pad);
    return counts && kind == CellKind::padding ? "0" : "";
}

bool Im2colDrawing::is_winner(int64_t row, int64_t column, int64_t input) const {
    if (op_.kind != Kind::max_pool || input < 0)
        return false;
    const int64_t output = (model_.batch * op_.out_channels + row / kernel_) * columns_ + column;
    return is_revealed(scene_.cursor(), output) &&
           (*scene_.results().switches)[output] == input % op_.input_size.product();
}

void Im2colDrawing::fade(LensCell& cell) const {
    for (Color* color : {&cell.fill, &cell.line, &cell.ink})
        *color = faded(*color, theme_.card);
    cell.text_color = theme_.quiet;
}

bool Im2colDrawing::is_lit(int64_t row, int64_t column, int64_t input) const {
    if (!is_met(row))
        return input >= 0 && scene_.highlight.term(-1, input, -1);
    const int64_t output = plane_ * columns_ + column;
    return scene_.highlight.term(output, input, relation_.term_of_output(output, row - first_row_).weight);
}

void Im2colDrawing::draw_frames() {
    const float bold = frame_width(canvas_, cell_);
    const int64_t top = std::max(first_row_, window_.first_row);
    const int64_t bottom = std::min(first_row_ + terms_, window_.first_row + window_.rows);
    const bool any = top < bottom;
    const float high = any ? row_at(bottom - 1) + 1 - row_at(top) : 0;
    const Cursor& cursor = scene_.cursor();
    // Moves along with the window.
    const bool slides = cursor.phase == Phase::move && window_.has_column(column_ - 1);
    const float column = column_at(column_) - (slides ? 1 - cursor.progress : 0);
    add_lens_frame(canvas_, sheet_, any ? row_at(top) : 0, column, high, 1, any ? theme_.window : Color{},
                   bold);
    add_lens_frame(canvas_, sheet_, -above, column, 1, 1, roles_.top.line, bold);
    const bool lit = lit_ >= 0 && window_.has_row(first_row_ + lit_);
    const float row = lit ? row_at(first_row_ + lit_) : 0;
    add_lens_frame(canvas_, sheet_, row, column_at(column_), 1, 1, lit ? theme_.current : Color{}, bold);
    if (weighted_)
        add_lens_frame(canvas_, sheet_, row, -cells_left(), 1, 1, lit ? theme_.current : Color{}, bold);
}

void Im2colDrawing::draw_strip() {
    if (strip_.empty())
        return;
    // A band for each input channel; those that the step does not read are faint.
    const auto part = [&](int64_t row, int64_t rows, int64_t column, int64_t columns) {
        const float x = strip_.width() / f(columns_);
        const float y = strip_.height() / f(matrix_.rows());
        const Vec2 from = strip_.min + Vec2{x * f(column), y * f(row)};
        return Rect{from, from + Vec2{x * f(columns), y * f(rows)}};
    };
    for (int64_t c = 0; c < bands_; ++c) {
        const int64_t first = c * op_.in_channels / bands_ * kernel_;
        const int64_t end = (c + 1) * op_.in_channels / bands_ * kernel_;
        Box band = box_of(part(first, end - first, 0, columns_));
        const bool met = first < first_row_ + terms_ && end > first_row_;
        band.fill = met ? roles_.base.fill : mixed(theme_.card, roles_.base.fill, 0.35F);
        band.stroke = roles_.base.line;
        band.stroke_width = 0.7F * unit_;
        canvas_.add(band);
    }
    const auto widened = [](float& from, float& to, float least, float begin, float end) {
        if (to - from >= least) // else it would not be found
            return;
        const float middle = std::clamp((from + to) / 2, begin + least / 2, end - least / 2);
        from = middle - least / 2;
        to = middle + least / 2;
    };
    const auto mark = [&](Rect rect, float least, Color fill, Color stroke, float width) {
        widened(rect.min.x, rect.max.x, least, strip_.min.x, strip_.max.x);
        widened(rect.min.y, rect.max.y, least, strip_.min.y, strip_.max.y);
        Box box = box_of(rect);
        box.fill = fill;
        box.stroke = stroke;
        box.stroke_width = width * unit_;
        canvas_.add(box);
    };
    if (columns_ > 1) // a single column is all that there is
        mark(part(first_row_, terms_, column_, 1), 3 * unit_, roles_.base.lit, theme_.window, 1);
    mark(part(window_.first_row, window_.rows, window_.first_column, window_.columns), 6 * unit_, {},
         theme_.text, 2);
}

void draw_im2col_lens(Canvas& canvas, const LensScene& scene, const Rect& area) {
    if (has_im2col(scene.operation().kind))
        return Im2colDrawing(canvas, scene).draw(area);
    const Rect body = lens_card(canvas, scene, Lens::im2col, area, {});
    lens_sentence(canvas, scene, body, std::string(scene.texts()("im2col.unpooling")));
}

float im2col_width(Canvas& canvas, const LensScene& scene, float width, float room) {
    if (!has_im2col(scene.operation().kind))
        return width;
    return std::min(Im2colDrawing(canvas, scene).needed_width({{0, 0}, {width, room}}), width);
}

float im2col_height(Canvas& canvas, const LensScene& scene, float width, float room) {
    if (!has_im2col(scene.operation().kind))
        return sentence_height(canvas, std::string(scene.texts()("im2col.unpooling")), width);
    return card_height(canvas, Im2colDrawing(canvas, scene).bottom({{0, 0}, {width, room}}), room);
}

ColorPairs im2col_pairs(const Theme& theme) {
    ColorPairs pairs;
    add_inks(pairs, theme.card,
             {theme.x.fill, theme.y.fill, theme.x.lit, theme.padding_fill, theme.padding_ink, theme.hole_fill,
              theme.hole_ink, theme.w.fill});
    for (const Color fill : {theme.x.fill, theme.y.fill}) // what the step does not meet
        add_inks(pairs, faded(fill, theme.card), {theme.quiet});
    return pairs;
}

} // namespace convlens
