// Boxes within boxes, after The TeXbook's appendix G, with measures for a face without serifs: heights come
// from the ink of the glyphs. The axis is where the minus lies.
#include "scene/base/tex.h"

#include "picture/ink_bounds.h"
#include "scene/base/tex_box.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace convlens {
namespace {

using namespace tex_detail;
using Kind = TexNode::Kind;

constexpr float script_ratio = 0.72F;     // of an index to what it belongs to
constexpr float script_script_em = 0.58F; // of an index's index to the formula's letters

/// How a part is set.
struct Level {
    float size = 0; // em, px
    Color color;
    bool display = false;
    int script = 0; // 1: an index, 2: an index's index
};

/// Spaces between classes in 18ths of an em: row before column; negative ones not within indices.
constexpr std::array<std::array<int, 8>, 8> spaces{{
    //  ord op  bin rel op  cl  pun inn
    {{0, 3, -4, -5, 0, 0, 0, -3}},     // ordinary
    {{3, 3, 0, -5, 0, 0, 0, -3}},      // operation
    {{-4, -4, 0, 0, -4, 0, 0, -4}},    // binary
    {{-5, -5, 0, 0, -5, 0, 0, -5}},    // relation
    {{0, 0, 0, 0, 0, 0, 0, 0}},        // open
    {{0, 3, -4, -5, 0, 0, 0, -3}},     // close
    {{-4, -4, 0, -4, -4, -4, -4, -4}}, // punctuation
    {{-3, 3, -4, -5, -3, 0, -3, -3}},  // inner
}};

float space_between(TexClass before, TexClass after, const Level& level) {
    const int mu = spaces[static_cast<std::size_t>(before)][static_cast<std::size_t>(after)];
    if (mu < 0 && level.script > 0)
        return 0;
    return static_cast<float>(mu < 0 ? -mu : mu) / 18 * level.size;
}

bool is_digit(const TexNode& node) {
    return node.kind == Kind::symbol &&
           (node.text == "." || (node.text.size() == 1 && node.text[0] >= '0' && node.text[0] <= '9'));
}

/// Neighbours that are one text: digits of a number, letters of an upright word.
bool joins(const TexNode& node) {
    return is_digit(node) || (node.kind == Kind::letter && node.upright);
}

/// A binary sign with nothing on one of its sides is an ordinary one.
std::vector<TexClass> classes_of(std::span<const TexNode> row) {
    using enum TexClass;
    std::vector<TexClass> classes;
    std::size_t before = row.size(); // the last that is no space
    for (std::size_t i = 0; i < row.size(); ++i) {
        classes.push_back(row[i].part);
        if (row[i].kind == Kind::space)
            continue;
        const TexClass last = before < i ? classes[before] : open;
        TexClass& now = classes.back();
        if (now == binary &&
            (last == binary || last == operation || last == relation || last == open || last == punctuation))
            now = ordinary;
        if (before < i && last == binary && (now == relation || now == close || now == punctuation))
            classes[before] = ordinary;
        before = i;
    }
    if (before < row.size() && classes[before] == binary)
        classes[before] = ordinary;
    return classes;
}

class TexSetter {
public:
    TexSetter(Typesetter& typesetter, const Theme& theme, bool tensor_colors)
        : typesetter_(typesetter), theme_(theme), tensor_colors_(tensor_colors),
          axis_em_(-ink("−", Face::sans, 1).center().y), digit_em_(-ink("0", Face::sans, 1).min.y),
          x_em_(-ink("x", Face::sans, 1).min.y) {}

    /// The children first <= i < last of a row; a space that its neighbours want before the first is left
    /// out.
    TexPicture row(std::span<const TexNode> children, const std::vector<TexClass>& classes, std::size_t first,
                   std::size_t last, const Level& level) {
        TexPicture picture;
        picture.size = level.size;
        float x = 0;
        std::optional<TexClass> before;
        for (std::size_t i = first; i < last;) {
            const TexNode& node = children[i];
            std::size_t next = i + 1;
            if (node.kind == Kind::space) {
                x += static_cast<float>(node.mu) / 18 * level.size;
                picture.width = std::max(picture.width, x);
                i = next;
                continue;
            }
            if (before)
                x += space_between(*before, classes[i], level);
            TexPicture piece;
            if (joins(node)) {
                std::string text = node.text;
                for (; next < last && joins(children[next]); ++next)
                    text += children[next].text;
                piece = glyphs(text, Face::sans, level);
            } else {
                piece = one(node, level);
            }
            const float width = piece.width;
            put(picture, std::move(piece), {x, 0});
            x += width;
            before = classes[next - 1];
            i = next;
        }
        return picture;
    }

    TexPicture row(const TexNode& node, const Level& level) {
        return row(node.children, classes_of(node.children), 0, node.children.size(), level);
    }

private:
    Rect ink(std::string_view text, Face face, float size) {
        return ink_bounds(typesetter_, text, face, size);
    }

    Pen pen(const Level& level) const { return {level.color, std::max(1.0F, 0.07F * level.size)}; }

    float axis(const Level& level) const { return axis_em_ * level.size; }

    static Level script_of(Level level) {
        level.display = false;
        const float ratio = level.script == 0   ? script_ratio
                            : level.script == 1 ? script_script_em / script_ratio
                                                : 1;
        level.size *= ratio;
        level.script = std::min(level.script + 1, 2);
        return level;
    }

    TexPicture glyphs(const std::string& text, Face face, const Level& level) {
        TexPicture picture;
        if (text.empty())
            return picture;
        Label label;
        label.text = text;
        label.size = level.size;
        label.face = face;
        label.color = level.color;
        const Rect box = ink(text, face, level.size);
        picture.shapes.emplace_back(std::move(label));
        picture.width = typesetter_.width(text, face, level.size);
        picture.ascent = -box.min.y;
        picture.descent = box.max.y;
        return picture;
    }

    TexPicture one(const TexNode& node, const Level& level) {
        switch (node.kind) {
        case Kind::row:
            return row(node, level);
        case Kind::letter:
            return glyphs(node.text, Face::sans, colored(node, level));
        case Kind::symbol:
            return symbol(node, level);
        case Kind::name:
        case Kind::words:
            return glyphs(node.text, Face::sans, level);
        case Kind::space:
            return {};
        case Kind::fraction:
            return fraction(node, level);
        case Kind::root:
            return root(node, level);
        case Kind::accent:
            return accented(node, level);
        case Kind::scripts:
            return scripts(node, level);
        case Kind::fence:
            return fenced(node.text, row(node.children[0], level), node.closing, level);
        case Kind::matrix:
            return fenced("(", matrix(node, level), ")", level);
        }
        return {};
    }

    /// In its tensor's colour, if it is the letter of one.
    Level colored(const TexNode& node, Level level) const {
        if (!tensor_colors_ || node.kind != Kind::letter || node.upright)
            return level;
        const char letter = node.text[0];
        if (letter == 'x' || letter == 'X')
            level.color = theme_.x.heading;
        if (letter == 'w' || letter == 'W')
            level.color = theme_.w.heading;
        if (letter == 'y' || letter == 'Y')
            level.color = theme_.y.heading;
        return level;
    }

    TexPicture symbol(const TexNode& node, const Level& level) {
        if (TexPicture drawn = dots(node.text, axis(level), level.size, level.color); !drawn.shapes.empty())
            return drawn;
        if (node.part == TexClass::operation)
            return large_sign(node.text, level);
        if (node.text == "′")
            return prime(level);
        return glyphs(node.text, Face::sans, level);
    }

    /// Around the axis.
    TexPicture large_sign(const std::string& text, Level level) {
        const float middle = axis(level);
        level.size *= level.display ? 1.65F : 1.15F;
        TexPicture sign = glyphs(text, Face::sans, level);
        TexPicture centred;
        const float down = (sign.ascent - sign.descent) / 2 - middle;
        put(centred, std::move(sign), {0, down});
        return centred;
    }

    /// The sign is raised by itself; here it is an index and lies on the index's baseline.
    TexPicture prime(Level level) {
        level.size *= 1.35F;
        TexPicture sign = glyphs("′", Face::sans, level);
        TexPicture lowered;
        const float down = -sign.descent - 0.09F * level.size;
        put(lowered, std::move(sign), {0, down});
        return lowered;
    }

    TexPicture fraction(const TexNode& node, const Level& level) {
        Level part = level.display ? level : script_of(level);
        part.display = false;
        part.script = level.script;
        TexPicture above = row(node.children[0], part), below = row(node.children[1], part);
        const float side = 0.1F * level.size, overhang = 0.08F * level.size;
        const float inside = std::max(above.width, below.width) + 2 * overhang;
        const Pen line = pen(level);
        const float gap = line.width / 2 + 0.09F * level.size;
        const float up = axis(level) + std::max(gap + above.descent, 0.44F * part.size);
        const float down =
            gap + 0.05F * level.size - axis(level) + std::max(below.ascent, digit_em_ * part.size);
        TexPicture picture;
        picture.shapes.emplace_back(stroke({{side, -axis(level)}, {side + inside, -axis(level)}}, line));
        const float above_x = side + (inside - above.width) / 2, below_x = side + (inside - below.width) / 2;
        put(picture, std::move(above), {above_x, -up});
        put(picture, std::move(below), {below_x, down});
        picture.width = inside + 2 * side;
        return picture;
    }

    TexPicture root(const TexNode& node, const Level& level) {
        TexPicture root = radical(row(node.children[0], level), level.size, pen(level));
        if (node.children[1].children.empty())
            return root;
        TexPicture degree = row(node.children[1], script_of(script_of(level)));
        const float into = 0.26F * level.size; // it lies over the hook
        const float up = 0.5F * root.height() - root.descent + 0.12F * level.size + degree.descent;
        const float shift = std::max(degree.width - into, 0.0F);
        const float degree_x = std::max(into - degree.width, 0.0F);
        TexPicture picture;
        put(picture, std::move(degree), {degree_x, -up});
        put(picture, std::move(root), {shift, 0});
        return picture;
    }

    TexPicture accented(const TexNode& node, const Level& level) {
        TexPicture base = row(node.children[0], level);
        const float wide = std::clamp(0.8F * base.width, 0.34F * level.size, 1.2F * level.size);
        TexPicture mark = accent(node.text, wide, level.size, pen(level));
        const float middle = base.width / 2;
        const float up = std::max(base.ascent, x_em_ * level.size) + 0.12F * level.size;
        const float before = std::max(wide / 2 - middle, 0.0F);
        TexPicture picture;
        put(picture, std::move(base), {before, 0});
        put(picture, std::move(mark), {before + middle, -up});
        return picture;
    }

    static bool has_limits(const TexNode& base, const Level& level) {
        return level.display && base.part == TexClass::operation &&
               (base.kind == Kind::symbol || base.kind == Kind::name);
    }

    TexPicture limits(const TexNode& node, const Level& level) {
        TexPicture base = one(node.children[0], level);
        TexPicture below = row(node.children[1], script_of(level));
        TexPicture above = row(node.children[2], script_of(level));
        const float width = std::max({base.width, below.width, above.width});
        const float gap = 0.16F * level.size;
        const Vec2 base_at{(width - base.width) / 2, 0};
        const Vec2 below_at{(width - below.width) / 2, base.descent + gap + below.ascent};
        const Vec2 above_at{(width - above.width) / 2, -base.ascent - gap - above.descent};
        TexPicture picture;
        put(picture, std::move(base), base_at);
        put(picture, std::move(below), below_at);
        put(picture, std::move(above), above_at);
        picture.width = width;
        return picture;
    }

    TexPicture scripts(const TexNode& node, const Level& level) {
        const TexNode& base_node = node.children[0];
        if (has_limits(base_node, level))
            return limits(node, level);
        const Level own = colored(base_node, level);
        TexPicture base = one(base_node, own);
        TexPicture below = row(node.children[1], script_of(own));
        TexPicture above = row(node.children[2], script_of(own));
        const float size = level.size;
        const bool is_tall = base.ascent > 1.1F * digit_em_ * size || base.descent > 0.3F * size;
        float up = std::max(0.4F * size, above.descent + 0.25F * x_em_ * size);
        float down = std::max(0.2F * size, below.ascent - 0.72F * x_em_ * size);
        if (is_tall) {
            up = std::max(up, base.ascent - 0.55F * above.ascent);
            down = std::max(down, base.descent - 0.1F * size);
        }
        if (!below.shapes.empty() && !above.shapes.empty()) {
            const float gap = (up - above.descent) + (down - below.ascent);
            down += std::max(0.12F * size - gap, 0.0F);
        }
        const float x = base.width + 0.03F * size;
        TexPicture picture;
        put(picture, std::move(base), {});
        put(picture, std::move(below), {x, down});
        put(picture, std::move(above), {x, -up});
        picture.width += 0.05F * size;
        return picture;
    }

    /// What is within brackets that reach as far above the axis as below it.
    TexPicture fenced(std::string_view opening, TexPicture inside, std::string_view closing,
                      const Level& level) {
        const float middle = axis(level);
        const float half = std::max({inside.ascent - middle, inside.descent + middle, 0.56F * level.size});
        const float top = -middle - half - 0.02F * level.size, bottom = -middle + half + 0.02F * level.size;
        TexPicture picture = bracket(opening, top, bottom, level.size, pen(level));
        put(picture, std::move(inside), {picture.width, 0});
        put(picture, bracket(closing, top, bottom, level.size, pen(level)), {picture.width, 0});
        return picture;
    }

    TexPicture matrix(const TexNode& node, Level level) {
        level.display = false;
        const auto columns = static_cast<std::size_t>(node.columns);
        const std::size_t rows = node.children.size() / columns;
        std::vector<TexPicture> cells;
        std::vector<float> widths(columns), ascents(rows, 0.78F * level.size),
            descents(rows, 0.28F * level.size);
        for (std::size_t i = 0; i < node.children.size(); ++i) {
            const TexPicture& cell = cells.emplace_back(row(node.children[i], level));
            widths[i % columns] = std::max(widths[i % columns], cell.width);
            ascents[i / columns] = std::max(ascents[i / columns], cell.ascent);
            descents[i / columns] = std::max(descents[i / columns], cell.descent);
        }
        const float column_gap = 0.85F * level.size;
        const bool is_tall = std::any_of(ascents.begin(), ascents.end(),
                                         [&](float ascent) { return ascent > 1.1F * level.size; });
        const float row_gap = (is_tall ? 0.45F : 0.26F) * level.size;
        float height = -row_gap;
        for (std::size_t i = 0; i < rows; ++i)
            height += ascents[i] + descents[i] + row_gap;
        TexPicture picture;
        float y = -axis(level) - height / 2;
        for (std::size_t r = 0; r < rows; ++r) {
            y += ascents[r];
            float x = 0.08F * level.size;
            for (std::size_t c = 0; c < columns; ++c) {
                TexPicture& cell = cells[r * columns + c];
                const float cell_x = x + (widths[c] - cell.width) / 2;
                put(picture, std::move(cell), {cell_x, y});
                x += widths[c] + column_gap;
            }
            picture.width = x - column_gap + 0.08F * level.size;
            y += descents[r] + row_gap;
        }
        return picture;
    }

    Typesetter& typesetter_;
    const Theme& theme_;
    bool tensor_colors_;
    float axis_em_, digit_em_, x_em_;
};

Level first_level(const TexStyle& style) {
    return {style.size, style.color, style.display, 0};
}

/// Where a line may begin: at a relation or a binary sign that lies in no brackets, and behind a comma that
/// lies in at most one pair (the arguments of a function).
std::vector<std::size_t> line_starts(const std::vector<TexClass>& classes) {
    std::vector<std::size_t> starts;
    int depth = 0;
    for (std::size_t i = 0; i < classes.size(); ++i) {
        const bool is_sign = classes[i] == TexClass::relation || classes[i] == TexClass::binary;
        const bool is_behind_comma = i > 0 && classes[i - 1] == TexClass::punctuation;
        if (i > 0 && ((is_sign && depth == 0) || (is_behind_comma && depth <= 1)))
            starts.push_back(i);
        depth += (classes[i] == TexClass::open ? 1 : 0) - (classes[i] == TexClass::close ? 1 : 0);
    }
    starts.push_back(classes.size());
    return starts;
}

/// The lines of a formula at the size that its style says, as many pieces on each as there is room for.
TexPicture in_lines(TexSetter& setter, const TexNode& tree, const TexStyle& style, float width) {
    const Level level = first_level(style);
    const std::span<const TexNode> row = tree.children;
    const std::vector<TexClass> classes = classes_of(row);
    std::size_t first_relation = 0;
    while (first_relation < row.size() && classes[first_relation] != TexClass::relation)
        ++first_relation;
    const float left = first_relation == 0 || first_relation == row.size()
                           ? 0
                           : setter.row(row, classes, 0, first_relation, level).width;
    const float indent = left > 0 && left < 0.3F * width ? left + 5.0F / 18 * style.size : 1.5F * style.size;
    const std::vector<std::size_t> starts = line_starts(classes);
    TexPicture picture;
    picture.lines = 0;
    float y = 0;
    for (std::size_t begin = 0; begin < row.size();) {
        const float x = picture.lines == 0 ? 0 : indent;
        while (picture.lines > 0 && begin + 1 < row.size() && row[begin].kind == Kind::space)
            ++begin;
        std::size_t end = begin;
        TexPicture line;
        for (const std::size_t next : starts) {
            if (next <= begin)
                continue;
            TexPicture longer = setter.row(row, classes, begin, next, level);
            if (end > begin && x + longer.width > width)
                break;
            line = std::move(longer);
            end = next;
        }
        if (picture.lines > 0)
            y += picture.descent - y + line.ascent + 0.35F * style.size;
        put(picture, std::move(line), {x, y});
        ++picture.lines;
        begin = end;
    }
    picture.size = style.size;
    return picture;
}

} // namespace

TexPicture lay_out_tex(Typesetter& typesetter, const Theme& theme, const TexNode& tree,
                       const TexStyle& style) {
    return TexSetter(typesetter, theme, style.tensor_colors).row(tree, first_level(style));
}

TexPicture fit_tex(Typesetter& typesetter, const Theme& theme, const TexNode& tree, const TexStyle& style,
                   float width, float min_size) {
    TexPicture whole = lay_out_tex(typesetter, theme, tree, style);
    if (whole.width <= width)
        return whole;
    TexStyle smaller = style;
    // Lines do not get thinner than a pixel, so that a formula may shrink less than its size does.
    const float one_line = style.size * width / whole.width * 0.98F;
    smaller.size = one_line;
    if (smaller.size >= min_size)
        return lay_out_tex(typesetter, theme, tree, smaller);
    smaller.size = std::min(min_size, style.size);
    TexSetter setter(typesetter, theme, style.tensor_colors);
    TexPicture lines = in_lines(setter, tree, smaller, width);
    while (lines.width > width && smaller.size > 1) {
        smaller.size *= std::min(width / lines.width, 0.98F);
        lines = in_lines(setter, tree, smaller, width);
    }
    // What one piece makes too wide is not worth breaking for the others.
    smaller.size = one_line;
    return lines.size < min_size && one_line > 0.85F * lines.size
               ? lay_out_tex(typesetter, theme, tree, smaller)
               : lines;
}

void draw_tex(Canvas& canvas, const TexPicture& picture, Vec2 at, Tag tag) {
    TexPicture placed;
    put(placed, picture, at);
    for (Shape& shape : placed.shapes)
        canvas.add(std::move(shape), tag);
}

} // namespace convlens
