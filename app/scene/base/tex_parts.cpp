// Fractions, roots, indices, brackets and matrices: rows above, below and beside one another.
#include "scene/base/tex_setter.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace convlens::tex_detail {
namespace {

using Kind = TexNode::Kind;

} // namespace

TexPicture TexSetter::fraction(const TexNode& node, const Level& level) {
    Level part = level.display ? level : script_of(level);
    part.display = false;
    part.script = level.script;
    TexPicture above = row(node.children[0], part), below = row(node.children[1], part);
    const float side = 0.1F * level.size, overhang = 0.08F * level.size;
    const float inside = std::max(above.width, below.width) + 2 * overhang;
    const Pen line = pen(level);
    const float gap = line.width / 2 + 0.09F * level.size;
    const float up = axis(level) + std::max(gap + above.descent, 0.44F * part.size);
    const float down = gap + 0.05F * level.size - axis(level) + std::max(below.ascent, digit_em_ * part.size);
    TexPicture picture;
    picture.shapes.emplace_back(stroke({{side, -axis(level)}, {side + inside, -axis(level)}}, line));
    const float above_x = side + (inside - above.width) / 2, below_x = side + (inside - below.width) / 2;
    put(picture, std::move(above), {above_x, -up});
    put(picture, std::move(below), {below_x, down});
    picture.width = inside + 2 * side;
    return picture;
}

TexPicture TexSetter::root(const TexNode& node, const Level& level) {
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

TexPicture TexSetter::accented(const TexNode& node, const Level& level) {
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

bool TexSetter::has_limits(const TexNode& base, const Level& level) {
    return level.display && base.part == TexClass::operation &&
           (base.kind == Kind::symbol || base.kind == Kind::name);
}

TexPicture TexSetter::limits(const TexNode& node, const Level& level) {
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

TexPicture TexSetter::scripts(const TexNode& node, const Level& level) {
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
TexPicture TexSetter::fenced(std::string_view opening, TexPicture inside, std::string_view closing,
                             const Level& level) {
    const float middle = axis(level);
    const float half = std::max({inside.ascent - middle, inside.descent + middle, 0.56F * level.size});
    const float top = -middle - half - 0.02F * level.size, bottom = -middle + half + 0.02F * level.size;
    TexPicture picture = bracket(opening, top, bottom, level.size, pen(level));
    put(picture, std::move(inside), {picture.width, 0});
    put(picture, bracket(closing, top, bottom, level.size, pen(level)), {picture.width, 0});
    return picture;
}

TexPicture TexSetter::matrix(const TexNode& node, Level level) {
    level.display = false;
    const auto columns = static_cast<std::size_t>(node.columns);
    const std::size_t rows = node.children.size() / columns;
    std::vector<TexPicture> cells;
    std::vector<float> widths(columns), ascents(rows, 0.78F * level.size), descents(rows, 0.28F * level.size);
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        const TexPicture& cell = cells.emplace_back(row(node.children[i], level));
        widths[i % columns] = std::max(widths[i % columns], cell.width);
        ascents[i / columns] = std::max(ascents[i / columns], cell.ascent);
        descents[i / columns] = std::max(descents[i / columns], cell.descent);
    }
    const float column_gap = 0.85F * level.size;
    const bool is_tall =
        std::any_of(ascents.begin(), ascents.end(), [&](float ascent) { return ascent > 1.1F * level.size; });
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

} // namespace convlens::tex_detail
