// Lines: one where it has room, else as many as it takes.
#include "scene/base/tex.h"

#include "scene/base/tex_box.h"
#include "scene/base/tex_setter.h"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

namespace convlens {
namespace {

using namespace tex_detail;

Level first_level(const TexStyle& style) {
    return {style.size, style.color, style.display, 0};
}

/// Where a line may begin.
struct LineStart {
    std::size_t at = 0;
    bool is_next = false; // behind a comma in no brackets: what follows is a formula of its own
    bool is_relation = false;
};

/// At a relation or a binary sign that lies in no brackets, and behind a comma that lies in at most one pair
/// (the arguments of a function).
std::vector<LineStart> line_starts(const std::vector<TexClass>& classes) {
    std::vector<LineStart> starts;
    int depth = 0;
    for (std::size_t i = 0; i < classes.size(); ++i) {
        const bool is_relation = classes[i] == TexClass::relation;
        const bool is_sign = is_relation || classes[i] == TexClass::binary;
        const bool is_behind_comma = i > 0 && classes[i - 1] == TexClass::punctuation;
        if (i > 0 && ((is_sign && depth == 0) || (is_behind_comma && depth <= 1)))
            starts.push_back({i, is_behind_comma && depth == 0, is_relation});
        depth += (classes[i] == TexClass::open ? 1 : 0) - (classes[i] == TexClass::close ? 1 : 0);
    }
    starts.push_back({classes.size()});
    return starts;
}

/// The lines of a formula at the size that its style says, as many pieces on each as there is room for.
class Lines {
public:
    Lines(TexSetter& setter, const TexNode& tree, const TexStyle& style, float width)
        : setter_(setter), row_(tree.children), classes_(classes_of(row_)), starts_(line_starts(classes_)),
          level_(first_level(style)), width_(width), indent_(indent()) {}

    TexPicture set() {
        TexPicture picture;
        picture.lines = 0;
        float y = 0;
        bool is_next = true;
        for (std::size_t begin = 0; begin < row_.size();) {
            while (picture.lines > 0 && begin + 1 < row_.size() && row_[begin].kind == TexNode::Kind::space)
                ++begin;
            const float x = is_next ? 0 : indent_;
            const LineStart end = line_end(begin, x);
            TexPicture line = setter_.row(row_, classes_, begin, end.at, level_);
            if (picture.lines > 0)
                y += picture.descent - y + line.ascent + 0.35F * level_.size;
            put(picture, std::move(line), {x, y});
            ++picture.lines;
            begin = end.at;
            is_next = end.is_next;
        }
        picture.size = level_.size;
        return picture;
    }

private:
    /// Of lines that go on: behind the first relation.
    float indent() {
        std::size_t first_relation = 0;
        while (first_relation < row_.size() && classes_[first_relation] != TexClass::relation)
            ++first_relation;
        const float left = first_relation == 0 || first_relation == row_.size()
                               ? 0
                               : setter_.row(row_, classes_, 0, first_relation, level_).width;
        return left > 0 && left < 0.3F * width_ ? left + 5.0F / 18 * level_.size : 1.5F * level_.size;
    }

    /// The left side of the next formula goes to its line with it.
    LineStart line_end(std::size_t begin, float x) {
        LineStart end{begin};
        LineStart next{begin}; // the last that begins a formula
        for (const LineStart& start : starts_) {
            if (start.at <= begin)
                continue;
            const float wide = setter_.row(row_, classes_, begin, start.at, level_).width;
            if (end.at > begin && x + wide > width_)
                break;
            end = start;
            if (start.is_next)
                next = start;
        }
        return end.is_relation && next.at > begin && !has_relation(next.at, end.at) ? next : end;
    }

    bool has_relation(std::size_t from, std::size_t to) const {
        return std::any_of(starts_.begin(), starts_.end(), [&](const LineStart& start) {
            return start.is_relation && start.at >= from && start.at < to;
        });
    }

    TexSetter& setter_;
    std::span<const TexNode> row_;
    std::vector<TexClass> classes_;
    std::vector<LineStart> starts_;
    Level level_;
    float width_, indent_;
};

TexPicture in_lines(TexSetter& setter, const TexNode& tree, const TexStyle& style, float width) {
    return Lines(setter, tree, style, width).set();
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
