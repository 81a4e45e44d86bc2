// C times the flattened X: vectors, entries and frames.
#include "scene/lens/matrix/unrolled.h"

#include "scene/base/color_maps.h"
#include "scene/base/element_text.h"
#include "scene/base/tags.h"
#include "scene/lens/matrix/unrolled_drawing.h"
#include "scene/words/notation.h"

#include <algorithm>
#include <cmath>

namespace convlens {

namespace {

/// An entry of max pooling that is 0, or of which nothing is known yet.
Color unknown_fill(const Theme& theme) {
    return mixed(theme.card, theme.w.fill, 0.6F);
}

} // namespace

void UnrolledDrawing::draw(const Rect& area) {
    const bool can_switch =
        scene_.input.composition.choices && UnrolledRows::can_be_written(scene_.operation());
    const Rect body =
        lens_card(canvas_, scene_, Lens::unrolled, area, can_switch ? std::string() : product_text());
    if (can_switch)
        draw_choice(area);
    lay_out(body);
    draw_letters();
    x_column_ ? draw_input_column() : draw_inputs();
    draw_outputs();
    draw_entries();
    draw_frames();
    if (!overview_.empty()) {
        draw_overview();
        draw_captions();
    }
    draw_legend();
    if (!written_.empty())
        UnrolledRows(canvas_, scene_).draw(written_);
}

void UnrolledDrawing::draw_choice(const Rect& area) {
    const Texts& texts = scene_.texts();
    LensChoice choice{Lens::unrolled,
                      {std::string(texts("unrolled.by_row")), std::string(texts("unrolled.all_rows"))},
                      scene_.input.document.unrolled_lens.all_rows ? 1 : 0};
    title_choice(canvas_, scene_, area, product_text(), choice);
}

int64_t UnrolledDrawing::column_of(int64_t row, int64_t t) const {
    const int64_t input = term(row, t).input;
    return input < 0 ? -1 : input - first_x_;
}

void UnrolledDrawing::draw_letters() {
    TextStyle style{15 * unit_, Face::mono_bold, roles_.base.heading, AlignX::right, AlignY::middle};
    const float left = sheet_.origin.x - 6 * unit_;
    const float top = x_column_ ? sheet_.origin.y - 11 * unit_ : sheet_.center(-above, 0).y;
    const Vec2 input = x_column_ ? Vec2{sheet_.center(0, input_column()).x, top} : Vec2{left, top};
    if (x_column_)
        style.align_x = AlignX::center;
    canvas_.text(std::string(1, roles_.base_letter), input, style);
    style.align_x = AlignX::right;
    style.color = theme_.w.heading;
    style.size = 13 * unit_;
    canvas_.text(matrix_letter(), {left, sheet_.at(f(window_.rows) / 2, 0).y}, style);
    style.align_x = AlignX::center;
    style.size = 15 * unit_;
    style.color = roles_.top.heading;
    canvas_.text(std::string(1, roles_.top_letter), {sheet_.center(0, output_column()).x, top}, style);
    const TextStyle equals{15 * unit_, Face::mono, theme_.quiet, AlignX::center, AlignY::middle};
    const float middle = f(window_.rows) / 2;
    canvas_.text("=", sheet_.at(middle, output_column() - (beside - 1) / 2), equals);
    if (x_column_)
        canvas_.text("·", sheet_.at(middle, f(window_.columns) + x_gap / 2), equals);
}

LensCell UnrolledDrawing::cell_of(const TensorColors& colors, std::string text) const {
    return element_cell(colors, digits_ ? std::move(text) : std::string(), text_share(canvas_, cell_));
}

LensCell UnrolledDrawing::input_cell(int64_t column) const {
    const int64_t flat = first_x_ + column;
    LensCell cell =
        cell_of(roles_.base, element_text(scene_.input, *scene_.results().x, roles_.base_letter, flat));
    if (matrix_.entry(row_, column).weight_count > 0)
        cell.fill = roles_.base.lit;
    cell.tag = tag_of(TagSpace::x, flat);
    cell.lit = scene_.highlight.x(flat);
    return cell;
}

void UnrolledDrawing::draw_inputs() {
    for (int64_t c = window_.first_column; c < window_.first_column + window_.columns; ++c)
        add_lens_cell(canvas_, sheet_, -above, column_at(c), input_cell(c));
}

void UnrolledDrawing::draw_input_column() {
    for (int64_t c = 0; c < columns_; ++c)
        add_lens_cell(canvas_, sheet_, f(c), input_column(), input_cell(c));
}

void UnrolledDrawing::draw_outputs() {
    for (int64_t r = window_.first_row; r < window_.end_row(); ++r)
        add_lens_cell(canvas_, sheet_, row_at(r), output_column(),
                      result_cell(scene_, roles_, first_y_ + r, digits_, text_share(canvas_, cell_)));
}

void UnrolledDrawing::draw_entries() {
    for_each_cell(window_, [&](int64_t r, int64_t c) {
        add_lens_cell(canvas_, sheet_, row_at(r), column_at(c), entry_cell(r, c));
    });
}

LensCell UnrolledDrawing::entry_cell(int64_t row, int64_t column) const {
    const Unrolled::Entry entry = matrix_.entry(row, column);
    LensCell cell;
    cell.text_share = text_share(canvas_, cell_);
    cell.tag = tag_of(TagSpace::unrolled, row * columns_ + column);
    if (entry.weight_count == 0) {
        cell.line = mixed(theme_.card, theme_.hairline, 0.8F);
        cell.text_color = mixed(theme_.card, theme_.quiet, 0.75F);
        cell.text = !digits_ ? "" : cell_ >= 15 * unit_ ? "0" : "·";
        return cell;
    }
    if (takes_largest())
        return winner_cell(row, column);
    cell.fill = tone(entry.weight);
    cell.line = theme_.w.line;
    cell.text_color = ink_on(theme_, cell.fill);
    if (digits_)
        cell.text = entry_text(row, column, entry);
    cell.lit =
        scene_.highlight.any() && scene_.highlight.term(first_y_ + row, first_x_ + column, entry.weight);
    return cell;
}

LensCell UnrolledDrawing::winner_cell(int64_t row, int64_t column) const {
    const int64_t output = first_y_ + row;
    const bool known = is_revealed(scene_.cursor(), output);
    const bool largest = known && (*scene_.results().switches)[output] == column % op_.input_size.product();
    LensCell cell;
    cell.fill = largest ? roles_.top.fill : unknown_fill(theme_);
    cell.line = largest ? roles_.top.line : theme_.w.line;
    cell.text_color = largest ? roles_.top.text : theme_.w.text;
    cell.text = !known || !digits_ ? "" : largest ? "1" : "0";
    cell.text_share = text_share(canvas_, cell_);
    cell.tag = tag_of(TagSpace::lens, static_cast<int64_t>(Lens::unrolled));
    return cell;
}

Color UnrolledDrawing::tone(int64_t weight) const {
    return weight < 0 ? theme_.w.fill : color_of(tones_, kernel_tone(weight % kernel_, kernel_));
}

std::string UnrolledDrawing::entry_text(int64_t row, int64_t column, const Unrolled::Entry& entry) const {
    const bool names = scene_.input.document.cell_text == CellText::names;
    if (!weighted_) {
        const std::string number = number_text(static_cast<double>(entry.weight_count));
        return entry.divisor == 1 ? number : number + "/" + number_text(static_cast<double>(entry.divisor));
    }
    const LazyTensor<double>& w = *scene_.results().w;
    if (entry.weight_count == 1)
        return element_text(scene_.input, w, 'w', entry.weight);
    if (names) // a padding mode folds several weights onto one element
        return "Σ";
    return number_format(scene_.input, w).cell(matrix_.value(row, column, w.kept()));
}

void UnrolledDrawing::draw_frames() {
    const float bold = frame_width(canvas_, cell_);
    const Cursor& cursor = scene_.cursor();
    const bool slides = cursor.phase == Phase::move && row_ > 0 && window_.has_row(row_ - 1);
    const float row = row_at(row_) - (slides ? 1 - cursor.progress : 0);
    const float y = output_column();
    add_lens_frame(canvas_, sheet_, row, 0, 1, f(window_.columns), theme_.window, bold);
    add_lens_frame(canvas_, sheet_, row, y, 1, 1, roles_.top.line, bold);
    const bool lit = lit_column_ >= 0 && window_.has_column(lit_column_);
    const float column = lit ? column_at(lit_column_) : 0;
    const Color color = lit ? theme_.current : Color{};
    add_lens_frame(canvas_, sheet_, row_at(row_), column, 1, 1, color, bold);
    if (x_column_)
        add_lens_frame(canvas_, sheet_, column, input_column(), 1, 1, color, bold);
    else
        add_lens_frame(canvas_, sheet_, -above, column, 1, 1, color, bold);
}

namespace {

std::string_view sentence_of(Kind kind) {
    return kind == Kind::lp_pool ? "unrolled.norm" : "unrolled.unpooling";
}

} // namespace

void draw_unrolled_lens(Canvas& canvas, const LensScene& scene, const Rect& area) {
    if (UnrolledDrawing::has_matrix(scene.operation().kind))
        return UnrolledDrawing(canvas, scene).draw(area);
    const Rect body = lens_card(canvas, scene, Lens::unrolled, area, {});
    lens_sentence(canvas, scene, body, std::string(scene.texts()(sentence_of(scene.operation().kind))));
}

void choose_in_unrolled(Document& document, int64_t choice) {
    document.unrolled_lens.all_rows = choice == 1;
}

float unrolled_height(Canvas& canvas, const LensScene& scene, float width, float room) {
    if (!UnrolledDrawing::has_matrix(scene.operation().kind))
        return sentence_height(canvas, std::string(scene.texts()(sentence_of(scene.operation().kind))),
                               width);
    return card_height(canvas, UnrolledDrawing(canvas, scene).bottom({{0, 0}, {width, room}}), room);
}

ColorPairs unrolled_pairs(const Theme& theme) {
    const ColorMap tones = kernel_tones(theme);
    ColorPairs pairs;
    add_map(pairs, tones);
    constexpr int parts = 16; // close enough that no tone between two of them has another ink
    for (int part = 0; part <= parts; ++part) {
        const Color tone = color_of(tones, static_cast<float>(part) / parts);
        add_inks(pairs, tone, {ink_on(theme, tone), theme.w.line});
    }
    add_inks(pairs, unknown_fill(theme), {theme.w.text, theme.w.line});
    return pairs;
}

} // namespace convlens
