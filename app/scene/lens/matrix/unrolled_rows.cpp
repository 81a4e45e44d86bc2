// A table: a name, then products in columns, as many on a line as rows of the kernel allow, then the value.
#include "scene/lens/matrix/unrolled_rows.h"

#include "i18n/utf8.h"
#include "scene/lens/matrix/matrix.h"
#include "scene/words/notation.h"
#include "scene/words/number.h"

#include <algorithm>
#include <array>
#include <optional>

namespace convlens {
namespace {

constexpr int64_t max_products = 64;   // of a row that is written out
constexpr int64_t rows_looked_at = 96; // for the longest texts
constexpr float smallest = 12;         // units, of the type
constexpr std::array sizes{17.0F, 16.0F, 15.0F, 14.0F, 13.0F, smallest};
constexpr float line_height = 1.36F, row_gap = 0.42F; // of the type's size
constexpr float note_height = 18;                     // units, of the line below

void keep_longer(std::string& longest, std::string text) {
    if (character_count(text) > character_count(longest))
        longest = std::move(text);
}

/// A factor that is not the first one of a line of text: "(−1)" behind a plus.
std::string factor(double value) {
    const std::string text = number_text(value);
    return value < 0 ? "(" + text + ")" : text;
}

} // namespace

UnrolledRows::UnrolledRows(Canvas& canvas, const LensScene& scene)
    : canvas_(canvas), scene_(scene), op_(scene.operation()), roles_(roles(op_, canvas.theme)),
      relation_(op_), rows_(Unrolled(op_).rows()), columns_(Unrolled(op_).columns()),
      row_(scene.step.output % rows_), first_y_(scene.step.output - row_),
      first_x_(scene.model.batch * columns_), numbers_(scene.input.document.cell_text == CellText::numbers),
      lit_(lit_term(scene.cursor(), relation_.terms_per_output())) {
    for (int64_t i = 0; i < std::min(rows_, rows_looked_at); ++i) {
        // Where there are more, some from everywhere: borders have fewer products.
        const int64_t row = rows_ <= rows_looked_at ? i : i * (rows_ - 1) / (rows_looked_at - 1);
        const std::vector<Product> of_row = products(row);
        most_ = std::max(most_, of_row.size());
        for (const Product& product : of_row)
            keep_longer(widest_, product.text);
        keep_longer(widest_name_, name_of(row));
        if (numbers_)
            keep_longer(widest_value_, " " + result_of(row));
    }
}

bool UnrolledRows::can_be_written(const Operation& operation) {
    return has_weight(operation.kind) && Relation(operation).terms_per_output() <= max_products;
}

std::string UnrolledRows::product_text(const Term& term) const {
    const Results& results = scene_.results();
    if (numbers_)
        return factor((*results.w)[term.weight]) + "·" + factor((*results.x)[term.input]);
    const auto name = [&](char letter, int64_t flat, const Sizes& shape) {
        return element_name(letter, spatial_indices(flat, shape, op_.dims()));
    };
    return name('w', weight_in_document(results, term.weight), results.w->shape) +
           name(roles_.base_letter, term.input, results.x->shape);
}

std::vector<UnrolledRows::Product> UnrolledRows::products(int64_t row) const {
    std::vector<Product> all;
    for (int64_t t = 0; t < relation_.terms_per_output(); ++t)
        if (const Term term = relation_.term_of_output(first_y_ + row, t);
            term.input >= 0 && term.weight >= 0)
            all.push_back({product_text(term), term.input - first_x_, row == row_ && t == lit_});
    if (const auto bias = bias_at(scene_.results(), first_y_ + row))
        all.push_back({numbers_ ? factor(*bias) : bias_name(row), -1, false});
    return all;
}

std::string UnrolledRows::bias_name(int64_t row) const {
    return op_.out_channels > 1 ? element_name('b', {row / scene_.results().output.product()}) : "b";
}

std::string UnrolledRows::name_of(int64_t row) const {
    return element_name(roles_.top_letter,
                        spatial_indices(first_y_ + row, scene_.results().y->shape, op_.dims()));
}

std::string UnrolledRows::result_of(int64_t row) const {
    const Results& results = scene_.results();
    const NumberText result = short_number((*results.y)[first_y_ + row]);
    const std::optional<double> bias = bias_at(results, first_y_ + row);
    bool exact = result.exact && (!bias || short_number(*bias).exact);
    for (int64_t t = 0; exact && t < relation_.terms_per_output(); ++t)
        if (const Term term = relation_.term_of_output(first_y_ + row, t);
            term.input >= 0 && term.weight >= 0)
            exact =
                short_number((*results.w)[term.weight]).exact && short_number((*results.x)[term.input]).exact;
    return (exact ? "= " : "≈ ") + result.text;
}

UnrolledRows::Grid UnrolledRows::grid(float width, float size, bool breaks_rows) const {
    const TextStyle style{size, Face::mono, {}};
    Grid grid;
    grid.size = size;
    grid.name = canvas_.width(widest_name_ + " = ", style);
    grid.value = numbers_ ? canvas_.width(widest_value_, style) : 0;
    grid.product = canvas_.width(widest_ + " + ", style);
    const auto most = static_cast<int64_t>(std::max<std::size_t>(most_, 1));
    const int64_t run = op_.kernel_size.back();
    grid.on_line =
        std::clamp<int64_t>(static_cast<int64_t>((width - grid.name - grid.value) / grid.product), 1, most);
    if (grid.on_line < most && grid.on_line > run && !breaks_rows)
        grid.on_line -= grid.on_line % run; // a row of the kernel is not broken
    grid.lines = (most + grid.on_line - 1) / grid.on_line;
    grid.line = std::round(size * line_height);
    grid.row = static_cast<float>(grid.lines) * grid.line + std::round(size * row_gap);
    return grid;
}

float UnrolledRows::row_height(float width) const {
    return grid(width, smallest * canvas_.unit, false).row;
}

float UnrolledRows::height(float width) const {
    return row_height(width) * static_cast<float>(rows_);
}

UnrolledRows::Grid UnrolledRows::fitting(const Rect& area) const {
    for (const float size : sizes) {
        const Grid whole = grid(area.width(), size * canvas_.unit, false);
        const bool wide = whole.name + whole.product + whole.value <= area.width();
        if (wide && whole.row * static_cast<float>(rows_) <= area.height())
            return whole;
    }
    // More of them, where a row of the kernel may be broken.
    return grid(area.width(), smallest * canvas_.unit, true);
}

void UnrolledRows::draw(const Rect& area) {
    const Grid grid = fitting(area);
    const bool all = grid.row * static_cast<float>(rows_) <= area.height();
    const float room = area.height() - (all ? 0 : note_height * canvas_.unit);
    const int64_t shown = std::clamp<int64_t>(static_cast<int64_t>(room / grid.row), 1, rows_);
    const int64_t first = part_start(shown, rows_, {{row_, row_}}, Margin{0, 1});
    Box current = box_of({{area.min.x - 4 * canvas_.unit, 0}, {area.max.x + 4 * canvas_.unit, grid.row}});
    current.origin.y = area.min.y + static_cast<float>(row_ - first) * grid.row;
    current.radius = 3 * canvas_.unit;
    current.fill = with_alpha(canvas_.theme.window, 0.14F);
    canvas_.add(current);
    Vec2 at = area.min;
    for (int64_t row = first; row < first + shown; ++row) {
        draw_row(grid, row, at);
        at.y += grid.row;
    }
    if (!all) {
        const TextStyle quiet{12.5F * canvas_.unit, Face::sans, canvas_.theme.quiet};
        canvas_.text(position_text(scene_.texts(), {first, shown, 0, columns_}, rows_, columns_),
                     {area.min.x, at.y + 13 * canvas_.unit}, quiet);
    }
}

void UnrolledRows::draw_row(const Grid& grid, int64_t row, Vec2 at) {
    const Theme& theme = canvas_.theme;
    const bool current = row == row_;
    TextStyle style{grid.size, current ? Face::mono_bold : Face::mono, roles_.top.heading};
    Vec2 line{at.x, at.y + 0.2F * grid.size + grid.size};
    canvas_.text(name_of(row) + " =", line, style, tag_of(TagSpace::y, first_y_ + row));
    std::vector<Product> all = products(row);
    const std::size_t count = all.size();
    all.resize(static_cast<std::size_t>(relation_.terms_per_output()) +
               (scene_.results().bias ? 1 : 0)); // as many items in every row
    const float plus = canvas_.width(widest_ + " ", {grid.size, Face::mono, {}});
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto place = static_cast<int64_t>(i);
        const int64_t on_line = place % grid.on_line, line_of = place / grid.on_line;
        const Product& product = all[i];
        style.face = product.lit ? Face::mono_bold : Face::mono;
        style.color = product.lit ? theme.current : current ? theme.text : theme.quiet;
        const Vec2 to{line.x + grid.name + static_cast<float>(on_line) * grid.product,
                      line.y + static_cast<float>(line_of) * grid.line};
        const Tag tag = tag_of(TagSpace::unrolled, row * columns_ + product.column);
        canvas_.text(product.text, to, style, product.column < 0 ? Tag{} : tag);
        style.face = Face::mono;
        style.color = theme.quiet;
        canvas_.text(i + 1 < count ? "+" : "", {to.x + plus, to.y}, style);
    }
    if (!numbers_)
        return;
    const bool known = is_revealed(scene_.cursor(), first_y_ + row);
    style.face = current ? Face::mono_bold : Face::mono;
    style.color = roles_.top.heading;
    const auto last = static_cast<float>(grid.lines - 1);
    canvas_.text(known ? " " + result_of(row) : "",
                 line + Vec2{grid.name + static_cast<float>(grid.on_line) * grid.product, last * grid.line},
                 style, tag_of(TagSpace::y, first_y_ + row));
}

} // namespace convlens
