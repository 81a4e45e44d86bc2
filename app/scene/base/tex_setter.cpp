// Rows of letters and signs with the spaces that their classes want.
#include "scene/base/tex_setter.h"

#include "picture/ink_bounds.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace convlens::tex_detail {
namespace {

using Kind = TexNode::Kind;

constexpr float script_ratio = 0.72F;     // of an index to what it belongs to
constexpr float script_script_em = 0.58F; // of an index's index to the formula's letters

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

} // namespace

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

TexSetter::TexSetter(Typesetter& typesetter, const Theme& theme, bool tensor_colors)
    : typesetter_(typesetter), theme_(theme), tensor_colors_(tensor_colors),
      axis_em_(-ink("−", Face::sans, 1).center().y), digit_em_(-ink("0", Face::sans, 1).min.y),
      x_em_(-ink("x", Face::sans, 1).min.y) {}

TexPicture TexSetter::row(std::span<const TexNode> children, const std::vector<TexClass>& classes,
                          std::size_t first, std::size_t last, const Level& level) {
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

TexPicture TexSetter::row(const TexNode& node, const Level& level) {
    return row(node.children, classes_of(node.children), 0, node.children.size(), level);
}

Rect TexSetter::ink(std::string_view text, Face face, float size) {
    return ink_bounds(typesetter_, text, face, size);
}

Pen TexSetter::pen(const Level& level) const {
    return {level.color, std::max(1.0F, 0.07F * level.size)};
}

float TexSetter::axis(const Level& level) const {
    return axis_em_ * level.size;
}

Level TexSetter::script_of(Level level) {
    level.display = false;
    const float ratio = level.script == 0   ? script_ratio
                        : level.script == 1 ? script_script_em / script_ratio
                                            : 1;
    level.size *= ratio;
    level.script = std::min(level.script + 1, 2);
    return level;
}

TexPicture TexSetter::glyphs(const std::string& text, Face face, const Level& level) {
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

TexPicture TexSetter::one(const TexNode& node, const Level& level) {
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
Level TexSetter::colored(const TexNode& node, Level level) const {
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

TexPicture TexSetter::symbol(const TexNode& node, const Level& level) {
    if (TexPicture drawn = dots(node.text, axis(level), level.size, level.color); !drawn.shapes.empty())
        return drawn;
    if (node.part == TexClass::operation)
        return large_sign(node.text, level);
    if (node.text == "′")
        return prime(level);
    return glyphs(node.text, Face::sans, level);
}

/// Around the axis.
TexPicture TexSetter::large_sign(const std::string& text, Level level) {
    const float middle = axis(level);
    level.size *= level.display ? 1.65F : 1.15F;
    TexPicture sign = glyphs(text, Face::sans, level);
    TexPicture centred;
    const float down = (sign.ascent - sign.descent) / 2 - middle;
    put(centred, std::move(sign), {0, down});
    return centred;
}

/// The sign is raised by itself; here it is an index and lies on the index's baseline.
TexPicture TexSetter::prime(Level level) {
    level.size *= 1.35F;
    TexPicture sign = glyphs("′", Face::sans, level);
    TexPicture lowered;
    const float down = -sign.descent - 0.09F * level.size;
    put(lowered, std::move(sign), {0, down});
    return lowered;
}

} // namespace convlens::tex_detail
