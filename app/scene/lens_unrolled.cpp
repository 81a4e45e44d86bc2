// The unrolled matrix C: a row for each output, a column for each input. The flattened X lies above C, so
// that each of its elements stands over the column that it meets; the flattened Y stands at C's right. Where
// C is too large to read it becomes a raster, with a loupe on the rows and columns around the current term.
#include "scene/lenses.h"

#include "engine/matrix.h"
#include "engine/relation.h"
#include "scene/figure.h"
#include "scene/figure_cells.h"
#include "scene/lens_matrix.h"
#include "scene/notation.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

constexpr float above = 1.4F;     // cells: X and what keeps it apart
constexpr float beside = 2.1F;    // cells: Y and what keeps it apart
constexpr float margin = 18;      // units: the letters at the left
constexpr float caption = 20;     // units
constexpr float least_legend = 9; // units a cell

float f(int64_t value) {
    return static_cast<float>(value);
}

class UnrolledDrawing {
public:
    UnrolledDrawing(Canvas& canvas, const LensScene& scene)
        : canvas_(canvas), scene_(scene), theme_(canvas.theme), op_(scene.operation()),
          roles_(roles(op_, theme_)), matrix_(op_), relation_(op_), unit_(canvas.unit),
          kernel_(op_.kernel_size.product()), rows_(matrix_.rows()), columns_(matrix_.columns()),
          row_(scene.step.output % rows_), first_y_(scene.step.output - row_),
          first_x_(scene.model.batch * columns_), weighted_(has_weight(op_.kind)),
          tones_(kernel_tones(theme_)) {
        const int64_t terms = relation_.terms_per_output();
        const int64_t lit = lit_term(scene.cursor(), terms);
        lit_weight_ = lit >= 0 ? term(row_, lit).weight : -1;
        lit_column_ = lit >= 0 ? column_of(row_, lit) : -1;
        done_ = std::max<int64_t>(terms_done(scene.cursor(), terms) - 1, 0);
    }

    void draw(const Rect& area) {
        const Rect body = lens_card(canvas_, scene_, Lens::unrolled, area, product_text());
        lay_out(body);
        draw_letters();
        draw_inputs();
        draw_outputs();
        draw_entries();
        draw_frames();
        if (!overview_.empty())
            draw_overview();
        draw_legend();
    }

private:
    // The matrix.

    Term term(int64_t row, int64_t t) const { return relation_.term_of_output(first_y_ + row, t); }
    /// The column that term `t` of a row meets, -1: none, it meets a zero.
    int64_t column_of(int64_t row, int64_t t) const {
        const int64_t input = term(row, t).input;
        return input < 0 ? -1 : input - first_x_;
    }

    std::string matrix_letter() const { return op_.kind == Kind::conv_transpose ? "Cᵀ" : "C"; }

    /// "C (4×16) · x (16×1) = y (4×1)"
    std::string product_text() const {
        const auto size = [](int64_t rows, int64_t columns) {
            return " (" + count_text(rows) + "×" + count_text(columns) + ")";
        };
        return matrix_letter() + size(rows_, columns_) + " · " + roles_.base_letter + size(columns_, 1) +
               " = " + roles_.top_letter + size(rows_, 1);
    }

    std::string note() const {
        const Texts& texts = scene_.texts();
        std::string text =
            texts("unrolled.zeros",
                  {{"share", share_text(texts, rows_ * columns_ - matrix_.non_zeros(), rows_ * columns_)}}) +
            std::string(texts("matrix.stop"));
        if (op_.kind == Kind::avg_pool)
            text += texts("unrolled.average");
        else if (op_.kind == Kind::conv_transpose)
            text += texts("unrolled.transposed");
        else if (op_.padding_mode == PaddingMode::zeros && op_.out_channels == 1)
            text += texts("unrolled.shared", {{"count", count_text(relation_.terms_per_output())}});
        return text;
    }

    // Where it stands.

    Sizes legend_size() const { // rows and columns of cells, slices side by side
        const std::size_t dims = op_.dims();
        const int64_t columns = op_.kernel_size[dims - 1];
        const int64_t depth = dims == 3 ? op_.kernel_size[0] : 1;
        return {dims >= 2 ? op_.kernel_size[dims - 2] : 1, depth * (columns + 1) - 1};
    }

    Vec2 least_legend_size() const {
        if (!weighted_)
            return {0, 30 * unit_};
        const Sizes size = legend_size();
        return {(f(size[1]) * least_legend + 24) * unit_, (f(size[0]) * least_legend + 8) * unit_};
    }

    void lay_out(const Rect& body) {
        const float least = std::ceil(legible_cell(scene_, weighted_ ? 1 : 3) * unit_);
        const Vec2 room{body.width() - margin * unit_, body.height()};
        window_ = {0, rows_, 0, columns_};
        const Vec2 cells{f(columns_) + beside, f(rows_) + above};
        const Vec2 legend = least_legend_size();
        const float below =
            lens_cell(canvas_, {room.x, room.y - legend.y - 10 * unit_}, cells.y, cells.x, 26);
        const float right =
            lens_cell(canvas_, {room.x - std::max(legend.x, 110 * unit_), room.y}, cells.y, cells.x, 26);
        cell_ = std::max(below, right);
        if (cell_ >= least) {
            sheet_ = lens_sheet(body.min + Vec2{margin * unit_, std::round(above * cell_)}, cell_);
            const float end = sheet_.at(f(rows_), 0).y + 12 * unit_;
            legend_ = below >= right
                          ? Rect{{body.min.x, end}, body.max}
                          : Rect{{sheet_.at(0, f(columns_) + beside).x + 14 * unit_, body.min.y}, body.max};
        } else {
            lay_out_loupe(body, least);
        }
        digits_ = scene_.input.document.cell_text != CellText::none && cell_ >= 12 * unit_;
    }

    /// At the left the whole matrix as a raster with the legend below it, at the right the loupe.
    void lay_out_loupe(const Rect& body, float least) {
        const float wide = std::min(0.36F * body.width(), 0.62F * body.height());
        Vec2 size{wide, wide};
        const float aspect = f(columns_) / f(rows_);
        (aspect >= 1 ? size.y : size.x) *= std::max(aspect >= 1 ? 1 / aspect : aspect, 0.12F);
        overview_ = {body.min, body.min + Vec2{std::round(size.x), std::round(size.y)}};
        const float tall = std::max(wide * 0.55F, size.y);
        legend_ = {{body.min.x, body.min.y + tall + 12 * unit_}, {body.min.x + wide, body.max.y}};
        if (size.x < 0.4F * wide) // a narrow matrix has its legend beside it
            legend_ = {{overview_.max.x + 10 * unit_, body.min.y}, {body.min.x + wide, body.max.y}};

        loupe_ = {{body.min.x + wide + 16 * unit_, body.min.y}, body.max};
        const Vec2 room{loupe_.width() - margin * unit_, loupe_.height() - 2 * caption * unit_};
        cell_ = std::clamp(std::floor(std::min(room.y / (above + f(rows_)), room.x / (beside + f(columns_)))),
                           least, std::max(least, 20 * unit_));
        const auto fitting = [](float cells, int64_t most) {
            return std::clamp<int64_t>(static_cast<int64_t>(cells), 1, most);
        };
        const int64_t rows = fitting(room.y / cell_ - above, rows_);
        const int64_t columns = fitting(room.x / cell_ - beside, columns_);
        window_ = {page_start(row_, rows, rows_, rows - 1), rows, 0, columns};
        window_.first_column = first_column(columns);
        sheet_ = lens_sheet(loupe_.min + Vec2{margin * unit_, std::round(above * cell_)}, cell_);
    }

    /// Such that the loupe shows the current kernel row of the current row, and stands still while the rows
    /// of a page go by, as far as it is wide enough.
    int64_t first_column(int64_t visible) const {
        if (visible >= columns_)
            return 0;
        const int64_t run = op_.kernel_size.back();
        const auto reach = [&](int64_t row) { // first and last column of the run, -1: none
            std::pair<int64_t, int64_t> found{-1, -1};
            for (int64_t t = done_ / run * run; t < (done_ / run + 1) * run; ++t)
                if (const int64_t column = column_of(row, t); column >= 0) {
                    found.first = found.first < 0 ? column : std::min(found.first, column);
                    found.second = std::max(found.second, column);
                }
            return found;
        };
        const auto [low, high] = reach(row_);
        if (low < 0) // the padding: the columns of the row that are nearest to it
            return std::clamp<int64_t>(some_column() - visible / 2, 0, columns_ - visible);
        const int64_t from = std::clamp<int64_t>(reach(window_.first_row).first - 1, 0, columns_ - visible);
        if (from <= low && high < from + visible)
            return from;
        const int64_t extent = std::min(high - low + 1, visible);
        const int64_t at = high - low < visible ? low : std::max(column_of(row_, done_), low);
        return std::clamp<int64_t>(at - (visible - extent) / 2, 0, columns_ - visible);
    }

    int64_t some_column() const {
        const int64_t terms = relation_.terms_per_output();
        for (int64_t away = 0; away < terms; ++away)
            for (const int64_t t : {done_ + away, done_ - away})
                if (t >= 0 && t < terms && column_of(row_, t) >= 0)
                    return column_of(row_, t);
        return 0;
    }

    float row_at(int64_t row) const { return f(row - window_.first_row); }
    float column_at(int64_t column) const { return f(column - window_.first_column); }

    // What is drawn.

    void draw_letters() {
        TextStyle style{15 * unit_, Face::mono_bold, roles_.base.heading, AlignX::right, AlignY::middle};
        const float left = sheet_.origin.x - 6 * unit_;
        canvas_.text(std::string(1, roles_.base_letter), {left, sheet_.center(-above, 0).y}, style);
        style.color = theme_.w.heading;
        style.size = 13 * unit_;
        canvas_.text(matrix_letter(), {left, sheet_.at(f(window_.rows) / 2, 0).y}, style);
        style.align_x = AlignX::center;
        style.size = 15 * unit_;
        style.color = roles_.top.heading;
        canvas_.text(std::string(1, roles_.top_letter),
                     {sheet_.center(0, f(window_.columns) + beside - 1).x, sheet_.center(-above, 0).y},
                     style);
        const TextStyle equals{15 * unit_, Face::mono, theme_.quiet, AlignX::center, AlignY::middle};
        canvas_.text("=", sheet_.at(f(window_.rows) / 2, f(window_.columns) + (beside - 1) / 2), equals);
    }

    LensCell cell_of(const TensorColors& colors, std::string text) const {
        LensCell cell;
        cell.fill = colors.fill;
        cell.line = colors.line;
        cell.text_color = colors.text;
        cell.text = digits_ ? std::move(text) : std::string();
        cell.text_share = text_share(canvas_, cell_);
        return cell;
    }

    void draw_inputs() {
        for (int64_t c = window_.first_column; c < window_.first_column + window_.columns; ++c) {
            const int64_t flat = first_x_ + c;
            LensCell cell =
                cell_of(roles_.base, element_text(scene_, *scene_.results().x, roles_.base_letter, flat));
            if (matrix_.entry(row_, c).joins > 0)
                cell.fill = roles_.base.lit;
            cell.tag = tag_of(TagSpace::x, flat);
            cell.lit = scene_.highlight.x(flat);
            add_lens_cell(canvas_, sheet_, -above, column_at(c), cell);
        }
    }

    void draw_outputs() {
        for (int64_t r = window_.first_row; r < window_.first_row + window_.rows; ++r) {
            const int64_t flat = first_y_ + r;
            const bool shown = is_revealed(scene_.cursor(), flat);
            LensCell cell =
                cell_of(roles_.top, shown ? element_text(scene_, *scene_.results().y, roles_.top_letter, flat)
                                          : std::string());
            if (!shown)
                cell.fill = theme_.empty;
            cell.tag = tag_of(TagSpace::y, flat);
            cell.lit = scene_.highlight.y(flat);
            add_lens_cell(canvas_, sheet_, row_at(r), f(window_.columns) + beside - 1, cell);
        }
    }

    void draw_entries() {
        for (int64_t r = window_.first_row; r < window_.first_row + window_.rows; ++r)
            for (int64_t c = window_.first_column; c < window_.first_column + window_.columns; ++c)
                add_lens_cell(canvas_, sheet_, row_at(r), column_at(c), entry_cell(r, c));
    }

    LensCell entry_cell(int64_t row, int64_t column) const {
        const Unrolled::Entry entry = matrix_.entry(row, column);
        LensCell cell;
        cell.text_share = text_share(canvas_, cell_);
        cell.tag = tag_of(TagSpace::unrolled, row * columns_ + column);
        if (entry.joins == 0) {
            cell.line = mixed(theme_.card, theme_.hairline, 0.8F);
            cell.text_color = mixed(theme_.card, theme_.quiet, 0.75F);
            cell.text = !digits_ ? "" : cell_ >= 15 * unit_ ? "0" : "·";
            return cell;
        }
        cell.fill = tone(entry.weight);
        cell.line = theme_.w.line;
        cell.text_color = ink_on(theme_, cell.fill);
        if (digits_)
            cell.text = entry_text(row, column, entry);
        cell.lit =
            scene_.highlight.any() && scene_.highlight.term(first_y_ + row, first_x_ + column, entry.weight);
        return cell;
    }

    Color tone(int64_t weight) const {
        return weight < 0 ? theme_.w.fill : color_of(tones_, kernel_tone(weight % kernel_, kernel_));
    }

    std::string entry_text(int64_t row, int64_t column, const Unrolled::Entry& entry) const {
        const bool names = scene_.input.document.cell_text == CellText::names;
        if (!weighted_) {
            const std::string number = number_text(static_cast<double>(entry.joins));
            return entry.divisor == 1 ? number
                                      : number + "/" + number_text(static_cast<double>(entry.divisor));
        }
        const Tensor<double>& w = *scene_.results().w;
        if (entry.joins == 1)
            return element_text(scene_, w, 'w', entry.weight);
        if (names) // a padding mode folds several weights onto one element
            return "Σ";
        const double sum = matrix_.value(row, column, w);
        return number_text(sum, 1, sum != std::floor(sum));
    }

    /// The current row with its result, and the entry and element of the term that is lit.
    void draw_frames() {
        const float bold = theme_.bold;
        const Cursor& cursor = scene_.cursor();
        const bool slides = cursor.phase == Phase::move && row_ > 0 && window_.has_row(row_ - 1);
        const float row = row_at(row_) - (slides ? 1 - cursor.progress : 0);
        const float y = f(window_.columns) + beside - 1;
        add_lens_frame(canvas_, sheet_, row, 0, 1, f(window_.columns), theme_.window, bold);
        add_lens_frame(canvas_, sheet_, row, y, 1, 1, roles_.top.line, bold);
        const bool lit = lit_column_ >= 0 && window_.has_column(lit_column_);
        const float column = lit ? column_at(lit_column_) : 0;
        for (const float at : {row_at(row_), -above})
            add_lens_frame(canvas_, sheet_, at, column, 1, 1, lit ? theme_.current : Color{}, bold);
    }

    void draw_overview() {
        Box ground = box_of(overview_);
        ground.fill = theme_.card;
        ground.stroke = theme_.quiet;
        ground.stroke_width = unit_;
        canvas_.add(ground);
        const MatrixImage& image = scene_.rasters.matrices->unrolled();
        Raster raster;
        raster.origin = overview_.min;
        raster.u = {overview_.width(), 0};
        raster.v = {0, overview_.height()};
        raster.rows = image.rows;
        raster.columns = image.columns;
        raster.values = image.values;
        raster.map = tones_;
        canvas_.add(std::move(raster));

        const float x = overview_.width() / f(columns_);
        const float y = overview_.height() / f(rows_);
        const float line = std::max(y, 1.5F * unit_);
        const float at = std::min(y * f(row_), overview_.height() - line);
        Box current = box_of({overview_.min + Vec2{0, at}, {overview_.max.x, overview_.min.y + at + line}});
        current.fill = with_alpha(theme_.window, 0.35F);
        canvas_.add(current);

        Rect shown{{x * f(window_.first_column), y * f(window_.first_row)}, {}};
        shown.max = shown.min + Vec2{x * f(window_.columns), y * f(window_.rows)};
        const auto widen = [&](float& low, float& high, float end) { // large enough to be found
            const float least = 7 * unit_;
            if (high - low >= least)
                return;
            const float middle =
                std::clamp((low + high) / 2, least / 2, std::max(least / 2, end - least / 2));
            low = middle - least / 2;
            high = middle + least / 2;
        };
        widen(shown.min.x, shown.max.x, overview_.width());
        widen(shown.min.y, shown.max.y, overview_.height());
        Box frame = box_of({shown.min + overview_.min, shown.max + overview_.min});
        frame.stroke = theme_.current;
        frame.stroke_width = 1.5F * unit_;
        canvas_.add(frame);

        const TextStyle quiet{12.5F * unit_, Face::sans, theme_.quiet};
        MatrixWindow across = window_;
        const float below = loupe_.max.y - 3 * unit_;
        across.first_row = 0;
        across.rows = rows_;
        canvas_.text(position_text(scene_.texts(), across, rows_, columns_),
                     {loupe_.min.x + margin * unit_, below - 17 * unit_}, quiet);
        MatrixWindow down = window_;
        down.first_column = 0;
        down.columns = columns_;
        canvas_.text(position_text(scene_.texts(), down, rows_, columns_),
                     {loupe_.min.x + margin * unit_, below}, quiet);
    }

    /// The kernel that the current output meets, each element in the tone that it has in the matrix, and a
    /// word beside it.
    void draw_legend() {
        const Sizes size = legend_size();
        float right = legend_.min.x;
        float bottom = legend_.min.y;
        if (weighted_) {
            const float left = 20 * unit_;
            const float cell = lens_cell(canvas_, {legend_.width() - left, legend_.height() - 2 * unit_},
                                         f(size[0]), f(size[1]), 19);
            const Sheet sheet = lens_sheet(legend_.min + Vec2{left, 0}, cell);
            const TextStyle letter{15 * unit_, Face::mono_bold, theme_.w.heading, AlignX::right,
                                   AlignY::middle};
            canvas_.text("w", {sheet.origin.x - 6 * unit_, sheet.at(f(size[0]) / 2, 0).y}, letter);
            for (int64_t k = 0; k < kernel_; ++k)
                draw_legend_cell(sheet, k);
            right = sheet.at(0, f(size[1])).x + 14 * unit_;
            bottom = sheet.at(f(size[0]), 0).y + 20 * unit_;
        }
        const bool narrow = legend_.max.x - right < 110 * unit_;
        const Vec2 at = narrow ? Vec2{legend_.min.x, bottom} : Vec2{right, legend_.min.y + 12 * unit_};
        const float room = legend_.max.y - at.y;
        const auto lines = static_cast<std::size_t>(std::clamp(room / (17 * unit_) + 1, 0.0F, 7.0F));
        draw_note(canvas_, note(), at, legend_.max.x - at.x, lines);
    }

    void draw_legend_cell(const Sheet& sheet, int64_t k) {
        const int64_t columns = op_.kernel_size.back();
        const int64_t area = columns * legend_size()[0];
        const int64_t weight = legend_weight(k);
        LensCell cell;
        cell.fill = tone(weight);
        cell.line = theme_.w.line;
        cell.text_color = ink_on(theme_, cell.fill);
        if (sheet.cell() >= 12 * unit_)
            cell.text = element_text(scene_, *scene_.results().w, 'w', weight);
        cell.text_share = text_share(canvas_, sheet.cell());
        cell.tag = tag_of(TagSpace::w, weight);
        cell.lit = scene_.highlight.w(weight);
        const float row = f(k % area / columns);
        const float column = f(k % columns + k / area * (columns + 1));
        add_lens_cell(canvas_, sheet, row, column, cell);
        add_lens_frame(canvas_, sheet, row, column, 1, 1, weight == lit_weight_ ? theme_.current : Color{},
                       theme_.bold);
    }

    /// Element `k` of the kernel between the channels of the current term.
    int64_t legend_weight(int64_t k) const { return term(row_, done_).weight / kernel_ * kernel_ + k; }

    Canvas& canvas_;
    const LensScene& scene_;
    const Theme& theme_;
    const Operation& op_;
    Roles roles_;
    Unrolled matrix_;
    Relation relation_;
    float unit_;
    int64_t kernel_; // elements
    int64_t rows_, columns_;
    int64_t row_;               // of the step
    int64_t first_y_, first_x_; // flat indices of the item's first elements
    bool weighted_;
    ColorMap tones_;
    int64_t lit_weight_ = -1, lit_column_ = -1;
    int64_t done_ = 0; // the last term that is done, or the first

    float cell_ = 0;
    Sheet sheet_; // of row window_.first_row, column window_.first_column
    MatrixWindow window_;
    Rect overview_, loupe_; // empty: all is shown
    Rect legend_;
    bool digits_ = false;
};

std::string_view sentence_of(Kind kind) {
    return kind == Kind::max_pool  ? "unrolled.max"
           : kind == Kind::lp_pool ? "unrolled.norm"
                                   : "unrolled.unpooling";
}

} // namespace

void draw_unrolled_lens(Canvas& canvas, const LensScene& scene, const Rect& area) {
    if (has_unrolled(scene.operation().kind))
        return UnrolledDrawing(canvas, scene).draw(area);
    const Rect body = lens_card(canvas, scene, Lens::unrolled, area, {});
    lens_sentence(canvas, scene, body, std::string(scene.texts()(sentence_of(scene.operation().kind))));
}

} // namespace convlens
