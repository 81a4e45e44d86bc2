// What the lens of the unrolled matrix says, and where its parts lie.
#include "scene/lens/matrix/unrolled_drawing.h"

#include "scene/lens/matrix/unrolled_kind.h"

#include <algorithm>
#include <cmath>

namespace convlens {

std::string UnrolledDrawing::product_text() const {
    const auto size = [](int64_t rows, int64_t columns) {
        return " (" + count_text(rows) + "×" + count_text(columns) + ")";
    };
    return matrix_letter() + size(rows_, columns_) + " · " + roles_.base_letter + size(columns_, 1) +
           (scene_.results().bias ? " + b = " : " = ") + roles_.top_letter + size(rows_, 1);
}

namespace {

/// What the entries of an average are: one number, where all windows divide by the same.
std::string average_note(const Operation& op, const Texts& texts) {
    const bool is_padded =
        op.padding_begin != Sizes::filled(op.dims(), 0) || op.padding_end != Sizes::filled(op.dims(), 0);
    if (op.ceil_mode || (is_padded && !op.count_include_pad))
        return std::string(texts("unrolled.average"));
    return texts("unrolled.average_of", {{"count", count_text(op.kernel_size.product())}});
}

} // namespace

std::vector<std::string> UnrolledDrawing::notes() const {
    const Texts& texts = scene_.texts();
    const int64_t entries = rows_ * columns_;
    std::vector<std::string> notes{
        texts("unrolled.zeros", {{"share", share_text(texts, entries - matrix_.non_zeros(), entries)}})};
    if (const std::string kind = unrolled_kind(texts, op_); !kind.empty())
        notes.push_back(kind);
    if (takes_largest())
        notes = {std::string(texts("unrolled.max"))};
    else if (op_.kind == Kind::avg_pool)
        notes.push_back(average_note(op_, texts));
    else if (op_.kind == Kind::conv_transpose)
        notes.emplace_back(texts("unrolled.transposed"));
    else if (op_.padding_mode == PaddingMode::zeros && op_.out_channels == 1)
        notes.push_back(texts("unrolled.shared", {{"count", count_text(relation_.terms_per_output())}}));
    return notes;
}

Sizes UnrolledDrawing::legend_size() const {
    const std::size_t dims = op_.dims();
    const int64_t columns = op_.kernel_size[dims - 1];
    const int64_t depth = dims == 3 ? op_.kernel_size[0] : 1;
    return {dims >= 2 ? op_.kernel_size[dims - 2] : 1, depth * (columns + 1) - 1};
}

Vec2 UnrolledDrawing::min_legend_size() const {
    if (!weighted_)
        return {0, 30 * unit_};
    const Sizes size = legend_size();
    return {(f(size[1]) * min_legend + 24) * unit_, (f(size[0]) * min_legend + 8) * unit_};
}

void UnrolledDrawing::lay_out(const Rect& body) {
    if (!writes_rows())
        return lay_out_matrix(body);
    const float least = std::ceil(legible_cell(scene_, 1) * unit_);
    if (lay_out_column(body, least))
        return;
    const UnrolledRows rows(canvas_, scene_);
    const float needed = rows.height(body.width()) + 4 * unit_;
    const float matrix = std::min((above + f(rows_)) * least + 24 * unit_, 190 * unit_);
    const float most = std::max(0.5F * body.height(), body.height() - matrix);
    Rect above_rows = body;
    written_ = body;
    written_.min.y = std::round(body.max.y - std::min(needed, most));
    above_rows.max.y = written_.min.y - 12 * unit_;
    lay_out_matrix(above_rows);
}

bool UnrolledDrawing::lay_out_column(const Rect& body, float least) {
    const float across = f(columns_) + x_gap + 1 + beside;
    const Vec2 room{body.width() - margin * unit_, body.height() - 22 * unit_};
    const float cell = lens_cell(canvas_, room, f(std::max(rows_, columns_)), across, 26);
    if (cell < least || rows_ >= columns_)
        return false;
    const UnrolledRows rows(canvas_, scene_);
    const Vec2 corner = body.min + Vec2{margin * unit_, 20 * unit_};
    const Rect below{{corner.x, corner.y + f(rows_) * cell + 16 * unit_},
                     {corner.x + f(columns_) * cell, body.max.y}};
    const float words = notes_height(below.width());
    const float high = below.height() - words;
    if (rows.row_height(below.width()) * f(std::min<int64_t>(rows_, 4)) > high)
        return false;
    cell_ = cell;
    x_column_ = true;
    sheet_ = lens_sheet(corner, cell_);
    window_ = {0, rows_, 0, columns_};
    written_ = below;
    written_.max.y = std::min(below.max.y - words, below.min.y + 1.35F * rows.height(below.width()));
    legend_ = {{below.min.x, written_.max.y + 6 * unit_}, below.max};
    digits_ = scene_.input.document.cell_text != CellText::none && cell_ >= 12 * unit_;
    return true;
}

void UnrolledDrawing::lay_out_matrix(const Rect& body) {
    const float least = std::ceil(legible_cell(scene_, op_.kind == Kind::avg_pool ? 2 : 1) * unit_);
    const Vec2 room{body.width() - margin * unit_, body.height()};
    window_ = {0, rows_, 0, columns_};
    const Vec2 cells{f(columns_) + beside, f(rows_) + above};
    const Vec2 legend = min_legend_size();
    const float below = lens_cell(canvas_, {room.x, room.y - legend.y - 10 * unit_}, cells.y, cells.x, 26);
    const float right =
        lens_cell(canvas_, {room.x - std::max(legend.x, 110 * unit_), room.y}, cells.y, cells.x, 26);
    cell_ = std::max(below, right);
    if (cell_ >= least) {
        sheet_ = lens_sheet(body.min + Vec2{margin * unit_, std::round(above * cell_)}, cell_);
        const float end = sheet_.at(f(rows_), 0).y + 12 * unit_;
        legend_ = below >= right
                      ? Rect{{body.min.x, end}, body.max}
                      : Rect{{sheet_.at(0, f(columns_) + beside).x + 14 * unit_, body.min.y}, body.max};
    } else if (!lay_out_stacked(body, least)) {
        lay_out_loupe(body, least);
    }
    digits_ = scene_.input.document.cell_text != CellText::none && cell_ >= 12 * unit_;
}

void UnrolledDrawing::lay_out_loupe(const Rect& body, float least) {
    const float wide = std::min(0.36F * body.width(), 0.62F * body.height());
    Vec2 size{wide, wide};
    const float aspect = f(columns_) / f(rows_);
    (aspect >= 1 ? size.y : size.x) *= std::max(aspect >= 1 ? 1 / aspect : aspect, 0.12F);
    overview_ = {body.min, body.min + Vec2{std::round(size.x), std::round(size.y)}};
    const float tall = std::max(wide * 0.55F, size.y);
    legend_ = {{body.min.x, body.min.y + tall + 12 * unit_}, {body.min.x + wide, body.max.y}};
    if (size.x < 0.4F * wide) // a narrow matrix has its legend beside it
        legend_ = {{overview_.max.x + 10 * unit_, body.min.y}, {body.min.x + wide, body.max.y}};

    const Rect loupe{{body.min.x + wide + 16 * unit_, body.min.y}, body.max};
    const Vec2 room{loupe.width() - margin * unit_, loupe.height() - captions * unit_};
    place_window(
        loupe,
        std::clamp(std::floor(std::min(room.y / (above + f(rows_)), room.x / (beside + f(columns_)))), least,
                   std::max(least, largest_loupe_cell * unit_)),
        captions * unit_);
}

float UnrolledDrawing::bottom(const Rect& area) {
    const Rect body = lens_body(canvas_, area);
    lay_out(body);
    if (x_column_)
        return std::max(sheet_.at(f(columns_), 0).y, legend_bottom());
    if (!written_.empty())
        return matrix_bottom() + 12 * unit_ + UnrolledRows(canvas_, scene_).height(body.width()) + 4 * unit_;
    return matrix_bottom();
}

float UnrolledDrawing::matrix_bottom() {
    const float cells = sheet_.at(f(window_.rows), 0).y;
    if (!overview_.empty()) {
        const float captions_end = std::min(cells + 74 * unit_, loupe_.max.y + 14 * unit_);
        return std::max({captions_end, legend_bottom(), overview_.max.y});
    }
    return std::max(cells, legend_bottom());
}

float UnrolledDrawing::notes_height(float width) const {
    const TextStyle quiet{12.5F * unit_, Face::sans, theme_.quiet};
    std::size_t lines = 0;
    for (const std::string& note : notes())
        lines += wrapped(canvas_, note, quiet, width).size();
    return (17 * f(static_cast<int64_t>(lines)) + 4 * f(static_cast<int64_t>(notes().size())) + 4) * unit_;
}

float UnrolledDrawing::legend_bottom() {
    if (x_column_)
        return legend_.min.y + notes_height(legend_.width());
    const float cells = weighted_ ? f(legend_size()[0]) * legend_sheet().cell() : 0;
    if (!overview_.empty())
        return legend_.min.y + cells;
    Vec2 at = notes_place();
    for (const std::string& note : notes()) {
        const TextStyle quiet{12.5F * unit_, Face::sans, theme_.quiet};
        at.y +=
            f(static_cast<int64_t>(wrapped(canvas_, note, quiet, legend_.max.x - at.x).size())) * 17 * unit_ +
            4 * unit_;
    }
    return std::max(legend_.min.y + cells, at.y - 14 * unit_);
}

bool UnrolledDrawing::lay_out_stacked(const Rect& body, float least) {
    const bool is_tall = body.height() > 1.1F * body.width();
    const Vec2 legend = min_legend_size();
    const float aspect = f(rows_) / f(columns_);
    const float high = std::clamp(body.width() * aspect, 20 * unit_, 0.42F * body.height());
    // A high matrix keeps its shape, with the legend beside it where that has room.
    const float wide = std::clamp(high / aspect, 20 * unit_, body.width());
    const bool beside_it = body.width() - wide - 16 * unit_ > legend.x + 30 * unit_ && high > legend.y;
    const float below = weighted_ && !beside_it ? legend.y + 10 * unit_ : 0;
    const float room = body.height() - high - below - (captions + 14) * unit_;
    const float largest = (is_tall ? 28.0F : largest_loupe_cell) * unit_;
    float cell = std::floor(std::min(room / (above + f(rows_)), largest));
    if (is_tall) // part of the rows, in cells that leave some columns beside each other
        cell = std::max(cell, std::floor(std::min(body.width() / (beside + 24), largest)));
    if (cell < least || (!is_tall && cell < 0.9F * largest))
        return false;
    overview_ = {body.min, body.min + Vec2{std::round(wide), std::round(high)}};
    Rect loupe{{body.min.x, overview_.max.y + 14 * unit_}, body.max};
    loupe.max.y = std::round(loupe.min.y + std::min((above + f(rows_)) * cell, room) + captions * unit_) + 1;
    legend_ = {{body.min.x, loupe.max.y + 10 * unit_}, body.max};
    if (beside_it)
        legend_ = {{overview_.max.x + 16 * unit_, body.min.y}, {body.max.x, overview_.max.y}};
    place_window(loupe, cell, captions * unit_);
    return true;
}

void UnrolledDrawing::place_window(const Rect& loupe, float cell, float below) {
    loupe_ = loupe;
    cell_ = cell;
    const Vec2 room{loupe_.width() - margin * unit_, loupe_.height() - below};
    const auto fitting = [](float cells, int64_t most) {
        return std::clamp<int64_t>(static_cast<int64_t>(cells), 1, most);
    };
    const int64_t rows = fitting(room.y / cell_ - above, rows_);
    const int64_t columns = fitting(room.x / cell_ - beside, columns_);
    // The row after the last one shows what comes next.
    window_ = {part_start(rows, rows_, {{row_, row_}}, Margin{0, 1}), rows,
               part_start(columns, columns_, lit_columns(), Margin{1, 1}), columns};
    sheet_ = lens_sheet(loupe_.min + Vec2{margin * unit_, std::round(above * cell_)}, cell_);
}

LitPlaces UnrolledDrawing::lit_columns() const {
    const int64_t terms = relation_.terms_per_output();
    const int64_t run = op_.kernel_size.back();
    const auto of_terms = [&](int64_t first, int64_t count) {
        Places places;
        for (int64_t t = first; t < first + count; ++t)
            if (const int64_t column = column_of(row_, t); column >= 0)
                places.add(column);
        return places;
    };
    const int64_t nearest = nearest_column();
    return {of_terms(0, terms),
            of_terms(focus_ / kernel_ * kernel_, kernel_),
            of_terms(focus_ / run * run, run),
            {nearest, nearest}};
}

int64_t UnrolledDrawing::nearest_column() const {
    const int64_t terms = relation_.terms_per_output();
    for (int64_t away = 0; away < terms; ++away)
        for (const int64_t t : {focus_ + away, focus_ - away})
            if (t >= 0 && t < terms && column_of(row_, t) >= 0)
                return column_of(row_, t);
    return 0;
}

} // namespace convlens
