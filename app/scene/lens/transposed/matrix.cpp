// The third way: the transposed matrix times the flattened Y. Row m of it has the weights by which Y's
// elements reach X's element m.
#include "convlens/matrix.h"
#include "convlens/relation.h"
#include "scene/base/tags.h"
#include "scene/lens/transposed/drawing.h"
#include "scene/lens/type.h"
#include "scene/words/notation.h"

#include <algorithm>
#include <limits>
#include <optional>

namespace convlens {
namespace {

class TransposedMatrix {
public:
    TransposedMatrix(Canvas& canvas, const TransposedScene& s)
        : canvas_(canvas), s_(s), theme_(s.theme), matrix_(s.operation), row_(s.output % matrix_.rows()),
          column_(std::max<int64_t>(s.input, 0) % matrix_.columns()), item_(s.output_at.item) {}

    /// Y lies above the matrix, so that each entry lies under the element that it weights. Where a part is
    /// shown, the whole matrix is small beside it.
    void draw(const Rect& area) {
        const float unit = canvas_.unit;
        const float gap = 9 * unit;
        const float label = 28 * unit; // of the vector's letter at its left
        const float legible =
            std::max({s_.legible_inputs(canvas_), s_.legible_weights(canvas_), s_.legible_outputs(canvas_)});
        digits_ = legible > 0 && legible <= 30 * unit;
        const float least = std::ceil(digits_ ? legible : 4 * unit);
        const float line = transposed_heading_height * unit; // of words below the matrix
        const Vec2 room{area.width() - label - gap, area.height() - gap - (has_factors() ? line : 0)};
        const float whole = lens_cell(canvas_, room, static_cast<float>(matrix_.rows() + 1),
                                      static_cast<float>(matrix_.columns() + 1), 30);
        const float cell = std::max(whole, least);
        const float overview = whole >= least ? 0 : std::min(0.2F * area.width(), 90 * unit);
        const float words = whole < least || has_factors() ? line : 0;
        const Vec2 corner = area.min + Vec2{label, cell + gap};
        const LensCut cut =
            lens_cut(canvas_, {corner, {area.max.x - gap - cell - overview, area.max.y - words + 0.5F}},
                     grid(), cell / unit, cell / unit);
        draw_vector(cut, area.min.y);
        draw_entries(cut);
        draw_result(cut, cut.right() + gap);
        draw_labels(cut, area, area.min.y);
        if (overview > 0) {
            const Rect small{{cut.right() + cell + 3.2F * gap, area.min.y}, area.max};
            draw_overview(small, cut);
        }
    }

    void draw_small(const Rect& area) { draw_overview(area, std::nullopt); }

private:
    /// Of the columns, all that the row meets, and the one of the stamp's element.
    LensGrid grid() const {
        const Relation relation(s_.operation);
        Places met;
        for (int64_t t = 0; t < relation.terms_per_output(); ++t)
            if (const Term term = relation.term_of_output(s_.output, t); term.kind == TermKind::product)
                met.add(term.input % matrix_.columns());
        return {matrix_.rows(), matrix_.columns(), {{row_, row_}}, {met, {column_, column_}}};
    }

    bool has_factors() const { return digits_ && !s_.factors().empty(); }

    /// `shown`: the part that is drawn large, which is framed.
    void draw_overview(const Rect& area, const std::optional<LensCut>& shown) {
        const LensCut cut = centered(lens_cut(canvas_, area, grid(), 10, max_pattern(area)), area);
        Raster raster;
        raster.rows = static_cast<int>(cut.rows);
        raster.columns = static_cast<int>(cut.columns);
        raster.origin = cut.sheet.at(static_cast<float>(cut.first_row), static_cast<float>(cut.first_column));
        raster.u = cut.sheet.u * static_cast<float>(cut.columns);
        raster.v = cut.sheet.v * static_cast<float>(cut.rows);
        const auto weights = static_cast<float>(std::max<int64_t>(s_.operation.kernel_size.product() - 1, 1));
        auto values = std::make_shared<std::vector<float>>();
        for (int64_t r = cut.first_row; r < cut.end_row(); ++r)
            for (int64_t c = cut.first_column; c < cut.end_column(); ++c) {
                const Unrolled::Entry entry = matrix_.entry(r, c);
                const int64_t within = entry.weight % s_.operation.kernel_size.product();
                values->push_back(entry.weight_count > 0 ? static_cast<float>(within)
                                                         : std::numeric_limits<float>::quiet_NaN());
            }
        raster.values = std::move(values);
        raster.map = {
            0, weights / 2, weights, theme_.w.fill, mixed(theme_.w.fill, theme_.w.line, 0.5F), theme_.w.line};
        raster.grid = theme_.hairline;
        raster.grid_width = 0.5F * canvas_.unit;
        Box ground = cut.sheet.box(static_cast<float>(cut.first_row), static_cast<float>(cut.first_column),
                                   static_cast<float>(cut.rows), static_cast<float>(cut.columns));
        ground.fill = theme_.ground;
        ground.stroke = theme_.hairline;
        ground.stroke_width = canvas_.unit;
        canvas_.add(ground);
        canvas_.add(std::move(raster));
        add_cut_frame(canvas_, cut, row_, 0, 1, matrix_.columns(), theme_.window,
                      shown ? 0.6F * theme_.bold : theme_.bold);
        if (shown)
            add_cut_frame(canvas_, cut, shown->first_row, shown->first_column, shown->rows, shown->columns,
                          theme_.text, 1.5F);
    }

    /// The least cell in units with which at most `most` rows and columns are looked at in a frame.
    float max_pattern(const Rect& area) const {
        constexpr float most = 64;
        return std::max(area.width(), area.height()) / most / canvas_.unit;
    }

    int64_t input_at(int64_t column) const { return item_ * matrix_.columns() + column; }
    int64_t output_at(int64_t row) const { return item_ * matrix_.rows() + row; }

    Tag entry_tag(int64_t row, int64_t column) const {
        if (item_ > 0) // the matrix's entries are tagged for the first item
            return {};
        const bool conv = s_.scene.operation().kind == Kind::conv;
        return tag_of(TagSpace::unrolled,
                      conv ? column * matrix_.rows() + row : row * matrix_.columns() + column);
    }

    void draw_entries(const LensCut& cut) {
        for (int64_t r = cut.first_row; r < cut.end_row(); ++r)
            for (int64_t c = cut.first_column; c < cut.end_column(); ++c) {
                const Unrolled::Entry entry = matrix_.entry(r, c);
                LensCell cell;
                cell.line = theme_.hairline;
                cell.fill = r == row_ ? mixed(theme_.card, theme_.w.fill, 0.35F) : theme_.card;
                cell.text_color = theme_.quiet;
                cell.tag = entry_tag(r, c);
                if (entry.weight_count > 0) {
                    cell.fill = r == row_ ? theme_.w.lit : theme_.w.fill;
                    cell.line = theme_.w.line;
                    cell.text_color = theme_.w.text;
                    cell.lit = s_.term_lit(output_at(r), input_at(c), entry.weight);
                    cell.text = digits_ ? s_.weight_text(entry.weight) : std::string();
                }
                add_cut_cell(canvas_, cut, r, c, cell);
            }
        add_cut_frame(canvas_, cut, row_, 0, 1, matrix_.columns(), theme_.window, theme_.bold);
        add_cut_frame(canvas_, cut, row_, column_, 1, 1, term_color(), theme_.bold);
    }
    /// Only products have an entry: a lit zero of the padding or between elements has none.
    Color term_color() const {
        if (s_.term < 0 || s_.input < 0 || matrix_.entry(row_, column_).weight_count == 0)
            return {};
        const Relation relation(s_.operation);
        return relation.term_of_output(s_.output, s_.term).kind == TermKind::product ? theme_.current
                                                                                     : Color{};
    }

    void draw_vector(const LensCut& cut, float y) {
        LensCut vector = cut;
        vector.sheet.origin.y = std::round(y);
        for (int64_t c = cut.first_column; c < cut.end_column(); ++c) {
            const int64_t flat = input_at(c);
            LensCell cell;
            const bool known = s_.input_known(flat);
            const bool met = matrix_.entry(row_, c).weight_count > 0;
            cell.fill = !known ? theme_.empty : met ? theme_.y.lit : theme_.y.fill;
            cell.line = theme_.y.line;
            cell.text_color = theme_.y.text;
            cell.tag = s_.input_tag(flat);
            cell.lit = s_.input_lit(flat);
            cell.text = digits_ && known ? s_.input_text(flat) : std::string();
            add_cut_cell(canvas_, vector, 0, c, cell);
        }
        const bool shown = column_ >= cut.first_column && column_ < cut.end_column();
        add_lens_frame(canvas_, vector.sheet, 0, static_cast<float>(shown ? column_ : cut.first_column), 1, 1,
                       shown ? term_color() : Color{}, theme_.bold);
    }

    void draw_result(const LensCut& cut, float x) {
        LensCut vector = cut;
        vector.sheet.origin.x = std::round(x);
        for (int64_t r = cut.first_row; r < cut.end_row(); ++r) {
            const int64_t flat = output_at(r);
            const bool done = s_.complete(flat);
            LensCell cell;
            cell.fill = !done ? theme_.empty : r == row_ ? theme_.x.lit : theme_.x.fill;
            cell.line = theme_.x.line;
            cell.text_color = theme_.x.text;
            s_.name_output(cell, flat);
            cell.text = digits_ && done ? s_.output_text(flat) : std::string();
            add_cut_cell(canvas_, vector, r, 0, cell);
        }
        add_lens_frame(canvas_, vector.sheet, static_cast<float>(row_), 0, 1, 1, theme_.x.line, theme_.bold);
    }

    void draw_labels(const LensCut& cut, const Rect& area, float vector_y) {
        const float unit = canvas_.unit;
        const auto label = [&](const std::string& text, Vec2 at, Color color, AlignX align) {
            canvas_.text(text, at, {card_type::title * unit, Face::sans_bold, color, align, AlignY::middle});
        };
        label("y", {area.min.x, vector_y + cut.cell() / 2}, theme_.y.heading, AlignX::left);
        const float middle = cut.sheet.at(static_cast<float>(cut.first_row), 0).y + cut.cell() / 2;
        label("Cᵀ", {area.min.x, middle}, theme_.w.heading, AlignX::left);
        label("x", {cut.right() + 9 * unit + cut.cell() / 2, vector_y + cut.cell() / 2}, theme_.x.heading,
              AlignX::center);
        std::string position = position_text(s_.scene.texts(), cut, matrix_.rows(), matrix_.columns());
        if (has_factors())
            position = s_.factors() + (position.empty() ? "" : "   ") + position;
        TextStyle quiet{card_type::text * unit, Face::sans, theme_.quiet};
        canvas_.fit(position, quiet, area.width());
        canvas_.text(std::move(position), {area.min.x, cut.bottom() + 14 * unit}, quiet);
    }

    Canvas& canvas_;
    const TransposedScene& s_;
    const Theme& theme_;
    Unrolled matrix_;
    int64_t row_, column_, item_;
    bool digits_ = false;
};

} // namespace

void draw_transposed_matrix(Canvas& canvas, const TransposedScene& scene, const Rect& area) {
    TransposedMatrix(canvas, scene).draw(area);
}

void draw_transposed_matrix_small(Canvas& canvas, const TransposedScene& scene, const Rect& area) {
    TransposedMatrix(canvas, scene).draw_small(area);
}

} // namespace convlens
