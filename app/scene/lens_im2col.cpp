// The flattened kernel times the matrix whose columns are the windows. The kernel stands as a column beside
// the matrix and the results above it, so that what is multiplied lies on one row and what is added on one
// column. Only the columns around the current one are drawn where there are many; the matrix is never made.
#include "scene/lenses.h"

#include "engine/matrix.h"
#include "engine/relation.h"
#include "scene/figure.h"
#include "scene/figure_cells.h"
#include "scene/lens_matrix.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

constexpr float channel_gap = 0.3F; // cells between the rows of two channels
constexpr float above = 1.9F;       // cells: the results and what keeps them apart
constexpr float note_height = 20;   // units
constexpr float position_height = 20;

float f(int64_t value) {
    return static_cast<float>(value);
}

class Im2colDrawing {
public:
    Im2colDrawing(Canvas& canvas, const LensScene& scene)
        : canvas_(canvas), scene_(scene), theme_(canvas.theme), op_(scene.operation()), model_(scene.model),
          roles_(roles(op_, theme_)), matrix_(op_), relation_(op_), unit_(canvas.unit),
          kernel_(op_.kernel_size.product()), terms_(relation_.terms_per_output()),
          columns_(matrix_.columns()), plane_(model_.step() / columns_), column_(model_.step() % columns_),
          first_row_(model_.first_channel * kernel_), weighted_(has_weight(op_.kind)),
          image_(scene.input.document.input.kind == SourceKind::image),
          lit_(lit_term(scene.cursor(), terms_)), done_(terms_done(scene.cursor(), terms_)) {}

    void draw(const Rect& area) {
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

private:
    // What is said.

    /// "w (1×9) · columns (9×9) = y (1×9)": the product of one group.
    std::string product_text() const {
        const auto size = [](int64_t rows, int64_t columns) {
            return " (" + count_text(rows) + "×" + count_text(columns) + ")";
        };
        const std::string columns = std::string(scene_.texts()("im2col.columns")) + size(terms_, columns_);
        if (!weighted_) {
            const char* fold = op_.kind == Kind::max_pool   ? "im2col.max"
                               : op_.kind == Kind::avg_pool ? "im2col.mean"
                                                            : "im2col.norm";
            return scene_.texts()(fold,
                                  {{"columns", columns}, {"result", result_letter() + size(1, columns_)}});
        }
        const int64_t maps = op_.out_channels / op_.groups;
        return (maps > 1 ? "W" : "w") + size(maps, terms_) + " · " + columns + " = " + result_letter() +
               size(maps, columns_);
    }

    std::string result_letter() const { return {roles_.top_letter}; }

    std::string note() const {
        std::string text{scene_.texts()("im2col.note")};
        const int64_t zeros = zero_count();
        if (zeros > 0) {
            const bool counted = weighted_ || (op_.kind == Kind::avg_pool && op_.count_include_pad);
            text += " · " +
                    scene_.texts()(counted ? "im2col.zeros" : "im2col.left_out",
                                   {{"share", share_text(scene_.texts(), zeros, matrix_.rows() * columns_)}});
        }
        return text;
    }

    /// Entries that are no elements of X: all that the unrolled matrix of one map does not join.
    int64_t zero_count() const {
        if (op_.padding_mode != PaddingMode::zeros)
            return 0;
        Operation one = op_;
        one.in_channels = one.out_channels = one.groups = 1;
        if (!weighted_) {
            one.kind = Kind::avg_pool;
            one.norm_p = 2; // which an average does not know
        }
        return (kernel_ * columns_ - Unrolled(one).non_zeros()) * op_.in_channels;
    }

    // Where it stands.

    float cells_left() const { return weighted_ ? 2.5F : 1.4F; }

    void lay_out(const Rect& body) {
        const float least = std::ceil(legible_cell(scene_, 1) * unit_);
        const float separated = channel_gap * f(op_.in_channels - 1);
        const Vec2 room{body.width(), body.height() - note_height * unit_};
        cell_ =
            lens_cell(canvas_, room, above + f(matrix_.rows()) + separated, cells_left() + f(columns_), 26);
        window_ = {0, matrix_.rows(), 0, columns_};
        if (cell_ < least)
            lay_out_part(body, room, least);
        sheet_ = lens_sheet(body.min, cell_);
        sheet_.origin = sheet_.origin + Vec2{std::round(cells_left() * cell_), std::round(above * cell_)};
        digits_ = scene_.input.document.cell_text != CellText::none && cell_ >= 12 * unit_;
    }

    /// As many rows and columns as can be read, and the whole matrix as a strip below them.
    void lay_out_part(const Rect& body, Vec2 room, float least) {
        const float strip = std::clamp(f(matrix_.rows()) * unit_, 8 * unit_, 24 * unit_);
        strip_ = {{body.min.x, body.min.y + room.y - strip}, {body.max.x, body.min.y + room.y}};
        room.y -= strip + position_height * unit_;
        const float all = above + f(matrix_.rows()) + channel_gap * f(op_.in_channels - 1);
        cell_ = std::clamp(std::floor(room.y / all), least, std::max(least, 20 * unit_));
        const auto fitting = [](float size) { return std::max<int64_t>(1, static_cast<int64_t>(size)); };
        int64_t rows = fitting(room.y / cell_ - above);
        if (rows < matrix_.rows()) {
            const int64_t gaps = std::min(op_.in_channels - 1, rows / kernel_ + 1);
            rows = fitting(room.y / cell_ - above - channel_gap * f(gaps));
        }
        rows = std::min(rows, matrix_.rows());
        const int64_t columns = std::min(columns_, fitting(room.x / cell_ - cells_left()));
        // Whole kernel rows where they fit; the column after the last one shows what comes next.
        const int64_t run = op_.kernel_size.back();
        const int64_t page = rows >= run ? rows / run * run : rows;
        window_ = {page_start(first_row_ + std::max<int64_t>(done_ - 1, 0), rows, matrix_.rows(), page), rows,
                   page_start(column_, columns, columns_, columns - 1), columns};
    }

    float row_at(int64_t row) const {
        return f(row - window_.first_row) + channel_gap * f(row / kernel_ - window_.first_row / kernel_);
    }
    float column_at(int64_t column) const { return f(column - window_.first_column); }

    // What is drawn.

    void draw_headings() {
        TextStyle style{15 * unit_, Face::mono_bold, roles_.top.heading, AlignX::right, AlignY::middle};
        std::string name = result_letter();
        if (op_.out_channels > 1)
            name += '[' + std::to_string(model_.out_channel) + ']';
        if (const float width = canvas_.width(name, style); cell_ * cells_left() - 6 * unit_ < width)
            style.size *= std::max(0.5F, (cell_ * cells_left() - 6 * unit_) / width);
        canvas_.text(name, {sheet_.origin.x - 7 * unit_, sheet_.center(-above, 0).y}, style);
        if (!weighted_)
            return;
        style = {15 * unit_, Face::mono_bold, theme_.w.heading, AlignX::center, AlignY::baseline};
        style.size = std::min(style.size, 0.8F * cell_);
        canvas_.text("w", sheet_.at(-0.28F, 0.5F - cells_left()), style);
        const TextStyle dot{16 * unit_, Face::mono, theme_.quiet, AlignX::center, AlignY::middle};
        canvas_.text("·", sheet_.at(f(window_.rows) / 2, -(cells_left() - 1) / 2), dot);
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

    void draw_results() {
        const Tensor<double>& y = *scene_.results().y;
        for (int64_t c = window_.first_column; c < window_.first_column + window_.columns; ++c) {
            const int64_t flat = plane_ * columns_ + c;
            const bool shown = is_revealed(scene_.cursor(), flat);
            LensCell cell =
                cell_of(roles_.top, shown ? element_text(scene_, y, roles_.top_letter, flat) : "");
            if (!shown)
                cell.fill = theme_.empty;
            cell.tag = tag_of(TagSpace::y, flat);
            cell.lit = scene_.highlight.y(flat);
            add_lens_cell(canvas_, sheet_, -above, column_at(c), cell);
        }
    }

    /// The weights that the current output meets stand beside their rows; a group's rows are met by its own
    /// outputs only.
    void draw_kernel() {
        for (int64_t r = window_.first_row; r < window_.first_row + window_.rows; ++r) {
            LensCell cell;
            if (is_met(r)) {
                const int64_t weight = relation_.term_of_output(model_.step(), r - first_row_).weight;
                cell = cell_of(theme_.w, element_text(scene_, *scene_.results().w, 'w', weight));
                cell.tag = tag_of(TagSpace::w, weight);
                cell.lit = scene_.highlight.w(weight);
            }
            add_lens_cell(canvas_, sheet_, row_at(r), -cells_left(), cell);
        }
    }

    bool is_met(int64_t row) const { return row >= first_row_ && row < first_row_ + terms_; }

    void draw_cells() {
        for (int64_t r = window_.first_row; r < window_.first_row + window_.rows; ++r)
            for (int64_t c = window_.first_column; c < window_.first_column + window_.columns; ++c)
                add_lens_cell(canvas_, sheet_, row_at(r), column_at(c), entry_cell(r, c));
    }

    LensCell entry_cell(int64_t row, int64_t column) const {
        const Im2col::Entry entry = matrix_.entry(row, column);
        const int64_t input =
            entry.input < 0 ? -1 : entry.input + model_.batch * op_.in_channels * op_.input_size.product();
        const CellKind kind = kind_of(row, column);
        LensCell cell;
        if (kind == CellKind::value) {
            cell = cell_of(roles_.base, {});
            if (image_)
                cell.fill =
                    color_of(color_map(theme_, scene_.rasters.base_low, scene_.rasters.base_high, true),
                             static_cast<float>((*scene_.results().x)[input]));
        } else {
            const bool hole = kind == CellKind::hole;
            cell.fill = hole ? theme_.hole_fill : theme_.padding_fill;
            cell.line = cell.ink = hole ? theme_.hole_ink : theme_.padding_ink;
            cell.pattern = hole ? Pattern::dotted : Pattern::hatched;
            cell.text_color = theme_.padding_text;
            cell.text_share = text_share(canvas_, cell_);
        }
        const bool current = column == column_ && is_met(row);
        if (current && !image_)
            cell.fill = mixed(cell.fill, roles_.base.lit, kind == CellKind::value ? 1.0F : 0.45F);
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

    /// Where the place of the window lies on the plane: padding stays padding where a mode puts numbers in.
    CellKind kind_of(int64_t row, int64_t column) const {
        int64_t at[3];
        for (std::size_t a = 3; a-- > 0;) {
            const AxisModel& axis = model_.axes[a];
            at[a] = axis.window_at(column % axis.outputs) + row % axis.kernel * axis.dilation;
            column /= axis.outputs;
            row /= axis.kernel;
        }
        return model_.kind(at[0], at[1], at[2]);
    }

    std::string entry_text(int64_t input, CellKind kind) const {
        if (input >= 0)
            return element_text(scene_, *scene_.results().x, roles_.base_letter, input);
        const bool counts = weighted_ || (op_.kind == Kind::avg_pool && op_.count_include_pad);
        return counts && kind == CellKind::padding ? "0" : "";
    }

    /// Of a max pooling, once its result is there.
    bool is_winner(int64_t row, int64_t column, int64_t input) const {
        if (op_.kind != Kind::max_pool || input < 0)
            return false;
        const int64_t output = (model_.batch * op_.out_channels + row / kernel_) * columns_ + column;
        return is_revealed(scene_.cursor(), output) &&
               (*scene_.results().switches)[output] == input % op_.input_size.product();
    }

    void fade(LensCell& cell) const {
        for (Color* color : {&cell.fill, &cell.line, &cell.ink})
            *color = mixed(theme_.card, *color, 0.45F);
        cell.text_color = theme_.quiet;
    }

    bool is_lit(int64_t row, int64_t column, int64_t input) const {
        if (!is_met(row))
            return input >= 0 && scene_.highlight.term(-1, input, -1);
        const int64_t output = plane_ * columns_ + column;
        return scene_.highlight.term(output, input,
                                     relation_.term_of_output(output, row - first_row_).weight);
    }

    /// The current window's column and result, and the term that is lit in the matrix and the kernel.
    void draw_frames() {
        const float bold = theme_.bold;
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

    /// The whole matrix, small, with what is shown of it.
    void draw_strip() {
        if (strip_.empty())
            return;
        Box ground = box_of(strip_);
        ground.fill = theme_.padding_fill;
        ground.pattern = Pattern::hatched;
        ground.ink = ground.stroke = theme_.padding_ink;
        ground.stroke_width = unit_;
        canvas_.add(ground);
        const MatrixImage& image = scene_.rasters.matrices->im2col();
        Raster raster;
        raster.origin = strip_.min;
        raster.u = {strip_.width(), 0};
        raster.v = {0, strip_.height()};
        raster.rows = image.rows;
        raster.columns = image.columns;
        raster.values = image.values;
        raster.map = color_map(theme_, scene_.rasters.base_low, scene_.rasters.base_high, image_);
        canvas_.add(std::move(raster));
        const auto part = [&](int64_t row, int64_t rows, int64_t column, int64_t columns) {
            const float x = strip_.width() / f(columns_);
            const float y = strip_.height() / f(matrix_.rows());
            const Vec2 from = strip_.min + Vec2{x * f(column), y * f(row)};
            return Rect{from, from + Vec2{x * f(columns), y * f(rows)}};
        };
        Rect shown = part(window_.first_row, window_.rows, window_.first_column, window_.columns);
        const float least = 5 * unit_; // wide enough to be found
        if (shown.width() < least) {
            const float middle =
                std::clamp(shown.center().x, strip_.min.x + least / 2, strip_.max.x - least / 2);
            shown.min.x = middle - least / 2;
            shown.max.x = middle + least / 2;
        }
        Box frame = box_of(shown);
        frame.stroke = theme_.window;
        frame.stroke_width = theme_.bold * unit_ * 0.8F;
        frame.fill = with_alpha(theme_.window, 0.25F);
        canvas_.add(frame);
    }

    void draw_notes(const Rect& body) {
        const float baseline = body.max.y - 3 * unit_;
        const TextStyle quiet{12.5F * unit_, Face::sans, theme_.quiet};
        if (!strip_.empty())
            canvas_.text(position_text(scene_.texts(), window_, matrix_.rows(), columns_),
                         {body.min.x, strip_.min.y - 6 * unit_}, quiet);
        // Beside the matrix where there is room, else below it.
        const float right = sheet_.at(0, f(window_.columns)).x + 14 * unit_;
        if (body.max.x - right >= 90 * unit_ && strip_.empty())
            draw_note(canvas_, note(), {right, sheet_.center(0, 0).y + 4 * unit_}, body.max.x - right, 6);
        else
            draw_note(canvas_, note(), {body.min.x, baseline}, body.width(), 1);
    }

    Canvas& canvas_;
    const LensScene& scene_;
    const Theme& theme_;
    const Operation& op_;
    const FigureModel& model_;
    Roles roles_;
    Im2col matrix_;
    Relation relation_;
    float unit_;
    int64_t kernel_;    // elements
    int64_t terms_;     // rows that an output meets
    int64_t columns_;   // windows
    int64_t plane_;     // of (item, output channel) that the step computes
    int64_t column_;    // of the step
    int64_t first_row_; // that the step meets
    bool weighted_, image_;
    int64_t lit_, done_;

    float cell_ = 0;
    Sheet sheet_; // of row window_.first_row, column window_.first_column
    MatrixWindow window_;
    Rect strip_; // empty: all is shown
    bool digits_ = false;
};

} // namespace

void draw_im2col_lens(Canvas& canvas, const LensScene& scene, const Rect& area) {
    if (has_im2col(scene.operation().kind))
        return Im2colDrawing(canvas, scene).draw(area);
    const Rect body = lens_card(canvas, scene, Lens::im2col, area, {});
    lens_sentence(canvas, scene, body, std::string(scene.texts()("im2col.unpooling")));
}

} // namespace convlens
