// What the im2col lens says, and where its parts lie.
#include "scene/base/element_text.h"
#include "scene/lens/matrix/im2col_drawing.h"
#include "scene/lens/type.h"

#include <algorithm>
#include <cmath>

namespace convlens {

std::string Im2colDrawing::product_text() const {
    const auto size = [](int64_t rows, int64_t columns) {
        return " (" + count_text(rows) + "×" + count_text(columns) + ")";
    };
    const std::string columns = std::string(scene_.texts()("im2col.columns")) + size(terms_, columns_);
    if (!weighted_) {
        const char* fold = op_.kind == Kind::max_pool   ? "im2col.max"
                           : op_.kind == Kind::avg_pool ? "im2col.mean"
                                                        : "im2col.norm";
        return scene_.texts()(fold, {{"columns", columns}, {"result", result_letter() + size(1, columns_)}});
    }
    const int64_t maps = op_.out_channels / op_.groups;
    return (maps > 1 ? "W" : "w") + size(maps, terms_) + " · " + columns +
           (scene_.results().bias ? " + b = " : " = ") + result_letter() + size(maps, columns_);
}

std::vector<std::string> Im2colDrawing::notes() const {
    std::vector<std::string> notes{std::string(scene_.texts()("im2col.note"))};
    if (op_.groups > 1 && weighted_)
        notes.emplace_back(scene_.texts()("im2col.group"));
    if (const int64_t zeros = zero_count(); zeros > 0) {
        const bool counted = weighted_ || (op_.kind == Kind::avg_pool && op_.count_include_pad);
        notes.push_back(
            scene_.texts()(counted ? "im2col.zeros" : "im2col.left_out",
                           {{"share", share_text(scene_.texts(), zeros, matrix_.rows() * columns_)}}));
    }
    return notes;
}

int64_t Im2colDrawing::zero_count() const {
    if (op_.padding_mode != PaddingMode::zeros)
        return 0;
    Operation one = op_;
    one.in_channels = one.out_channels = one.groups = 1;
    if (!weighted_) {
        one.kind = Kind::avg_pool; // whose matrix joins the same places
        one.norm_p = Operation{}.norm_p;
    }
    return (kernel_ * columns_ - Unrolled(one).non_zeros()) * op_.in_channels;
}

float Im2colDrawing::legible_side() const {
    constexpr int64_t looked_at = 48;
    constexpr float room = 0.9F; // of a cell's side, as add_lens_cell has it
    float widest = 0;
    const auto look = [&](const LazyTensor<double>& tensor, char letter, float size) {
        const TextStyle style{size * unit_, Face::mono, theme_.text};
        for (int64_t i = 0; i < std::min(tensor.count(), looked_at); ++i)
            widest =
                std::max(widest, canvas_.width(element_text(scene_.input, tensor, letter, i), style) / room);
    };
    // The letter of a name is known from its row; its indices are small anyway.
    const bool names = scene_.input.document.cell_text == CellText::names;
    const bool stage = canvas_.min_text > 0; // where nothing is written smaller
    const float size = (names && !stage ? 0.9F : 1.0F) * min_digits;
    look(*scene_.results().x, roles_.base_letter, size);
    if (weighted_)
        look(*scene_.results().w, 'w', size);
    look(*scene_.results().y, roles_.top_letter, (stage ? 1.0F : 0.85F) * min_digits); // read one at a time
    // A long number is written smaller, lest it cost the others their place.
    return widest == 0 ? 10 * unit_ : std::clamp(widest, min_side * unit_, (stage ? 34 : 17.5F) * unit_);
}

void Im2colDrawing::lay_out(const Rect& body) {
    const float least = std::ceil(legible_side());
    const float high = cells_high(matrix_.rows());
    const float wide = cells_left() + f(columns_);
    // The notes lie beside a small matrix, and below a wide one.
    const float beside =
        lens_cell(canvas_, {body.width() - beside_width * unit_, body.height()}, high, wide, max_cell);
    const Vec2 room{body.width(), body.height() - note_height * unit_};
    const float over = lens_cell(canvas_, room, high, wide, max_cell);
    notes_beside_ = beside >= 0.85F * over;
    cell_ = notes_beside_ ? beside : over;
    window_ = {0, matrix_.rows(), 0, columns_};
    if (cell_ < least)
        lay_out_part(body, room, least);
    sheet_ = lens_sheet(body.min, cell_);
    sheet_.origin = sheet_.origin + Vec2{std::round(cells_left() * cell_), std::round(above * cell_)};
    digits_ = scene_.input.document.cell_text != CellText::none && cell_ >= std::ceil(min_side * unit_);
}

float Im2colDrawing::cells_high(int64_t rows) const {
    const int64_t gaps = rows < matrix_.rows() ? max_gaps(rows) : op_.in_channels - 1;
    return above + f(rows) + channel_gap * f(std::min(op_.in_channels - 1, gaps));
}

int64_t Im2colDrawing::fitting_rows(float room) const {
    const auto fitting = [](float size) { return std::max<int64_t>(1, static_cast<int64_t>(size)); };
    int64_t rows = fitting(room / cell_ - above);
    if (rows < matrix_.rows()) {
        const int64_t gaps = std::min(op_.in_channels - 1, max_gaps(rows));
        rows = fitting(room / cell_ - above - channel_gap * f(gaps));
    }
    rows = std::min(rows, matrix_.rows());
    return rows / rows_together(rows) * rows_together(rows);
}

/// Smaller digits where one channel has its place by them, but not on the stage.
float Im2colDrawing::min_side_of_part(Vec2 room, float least) const {
    const float channel = std::floor(room.y / (above + f(kernel_)));
    return canvas_.min_text > 0 ? least : std::min(least, std::max(channel, std::ceil(min_side * unit_)));
}

void Im2colDrawing::lay_out_part(const Rect& body, Vec2 room, float least) {
    notes_beside_ = false;
    bands_ = std::min(op_.in_channels, max_bands);
    const float wide = cells_left() + f(columns_);
    const Vec2 beside{body.width() - (bar_place + beside_width) * unit_, body.height()};
    const float side = min_side_of_part(beside, least);
    if (wide * side <= beside.x) {
        const float largest =
            std::min({std::floor(beside.x / wide), std::floor(beside.y / cells_high(matrix_.rows())),
                      std::max(least, 28 * unit_)});
        cell_ = std::max(side, largest);
        return lay_out_rows(body, beside);
    }
    const float strip = std::clamp(f(matrix_.rows()) * unit_, 10 * unit_, 24 * unit_);
    room.y -= strip + position_height * unit_;
    least = min_side_of_part(room, least);
    cell_ = std::clamp(std::floor(room.y / cells_high(matrix_.rows())), least, std::max(least, 28 * unit_));
    const int64_t rows = fitting_rows(room.y);
    const int64_t columns =
        std::clamp<int64_t>(static_cast<int64_t>(room.x / cell_ - cells_left()), 1, columns_);
    // The column after the last one shows what comes next.
    window_ = {first_shown_row(rows), rows, part_start(columns, columns_, {{column_, column_}}, Margin{0, 1}),
               columns};
    // Right below the cells.
    const float below = body.min.y + std::min(room.y, cell_ * cells_high(rows)) + position_height * unit_;
    strip_ = {{body.min.x, below}, {body.max.x, below + strip}};
}

void Im2colDrawing::lay_out_rows(const Rect& body, Vec2 room) {
    upright_ = notes_beside_ = true;
    const int64_t rows = fitting_rows(room.y);
    window_ = {first_shown_row(rows), rows, 0, columns_};
    const float left = body.min.x + (cells_left() + f(columns_)) * cell_ + 12 * unit_;
    strip_ = {{left, body.min.y + above * cell_}, {left + 14 * unit_, body.min.y + cell_ * cells_high(rows)}};
}

int64_t Im2colDrawing::rows_together(int64_t room) const {
    const int64_t run = op_.kernel_size.back();
    return room >= kernel_ ? kernel_ : room >= run ? run : 1;
}

int64_t Im2colDrawing::first_shown_row(int64_t rows) const {
    const int64_t unit = rows_together(rows);
    const auto units = [&](int64_t first, int64_t count) {
        return Places{first / unit, (first + count - 1) / unit};
    };
    const int64_t row = first_row_ + focus_;
    const int64_t run = op_.kernel_size.back();
    const LitPlaces lit{units(first_row_, terms_), units(row / kernel_ * kernel_, kernel_),
                        units(row / run * run, run), units(row, 1)};
    return unit * part_start(rows / unit, matrix_.rows() / unit, lit);
}

float Im2colDrawing::row_at(int64_t row) const {
    return f(row - window_.first_row) + channel_gap * f(row / kernel_ - window_.first_row / kernel_);
}

float Im2colDrawing::bottom(const Rect& area) {
    lay_out(lens_body(canvas_, area));
    if (!strip_.empty() && !upright_)
        return strip_.max.y + 23 * unit_;
    const float cells = sheet_.at(row_at(window_.first_row + window_.rows - 1) + 1, 0).y;
    return cells + (notes_beside_ ? 0 : note_height + 4) * unit_;
}

float Im2colDrawing::needed_width(const Rect& area) {
    const Rect body = lens_body(canvas_, area);
    lay_out(body);
    if (!notes_beside_)
        return area.width();
    const float cells = sheet_.at(0, f(window_.columns)).x + (upright_ ? bar_place : 0) * unit_;
    const float content = cells + beside_width * unit_ + (area.max.x - body.max.x);
    return std::max(std::ceil(content - area.min.x),
                    titled_width(canvas_, scene_, Lens::im2col, product_text()));
}

void Im2colDrawing::draw_notes(const Rect& body) {
    const TextStyle quiet{card_type::text * unit_, Face::sans, theme_.quiet};
    std::string position =
        strip_.empty() ? std::string() : position_text(scene_.texts(), window_, matrix_.rows(), columns_);
    if (!notes_beside_) {
        const CellWindow across{0, matrix_.rows(), window_.first_column, window_.columns};
        if (!position.empty() && canvas_.width(position, quiet) > body.width()) // the strip says the rest
            position = position_text(scene_.texts(), across, matrix_.rows(), columns_);
        if (!strip_.empty())
            canvas_.text(position, {body.min.x, strip_.min.y - 6 * unit_}, quiet);
        const float below = sheet_.at(row_at(window_.first_row + window_.rows - 1) + 1, 0).y + 22 * unit_;
        canvas_.text(fitting_notes(canvas_, notes(), body.width()),
                     {body.min.x,
                      strip_.empty() ? std::min(below, body.max.y - 3 * unit_) : strip_.max.y + 17 * unit_},
                     quiet);
        return;
    }
    Vec2 at = sheet_.at(0, f(window_.columns)) + Vec2{(14 + (upright_ ? bar_place : 0)) * unit_, 14 * unit_};
    if (upright_) {
        at.y = draw_note(canvas_, position, at, body.max.x - at.x, 3) + 8 * unit_;
    }
    for (const std::string& note : notes())
        at.y = draw_note(canvas_, note, at, body.max.x - at.x, 4) + 8 * unit_;
}

} // namespace convlens
