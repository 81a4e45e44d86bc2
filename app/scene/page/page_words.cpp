// Pieces of different style flow into lines, broken as wrapping.h breaks plain text; a formula is one piece.
#include "scene/page/page_words.h"

#include "lesson/reading/tex.h"
#include "scene/base/tags.h"
#include "scene/base/tex.h"
#include "scene/base/wrapping.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace convlens {
namespace {

constexpr float min_last_line = 0.2F;   // of the width
constexpr float min_line_share = 0.75F; // of it, which a line keeps when its last words go to the next

/// What is never broken.
struct Atom {
    std::string text;
    TextStyle style;
    bool ends_line = false;
    int64_t link = -1;                 // of the page's, in their order
    std::optional<TexPicture> formula; // instead of the text
    bool has_space = false;            // behind it
    float width = 0, ascent = 0, descent = 0;
};

class Flow {
public:
    Flow(Canvas& canvas, Typesetter& typesetter, float width, const WordStyle& style, bool draws)
        : canvas_(canvas), typesetter_(typesetter), width_(width), style_(style), draws_(draws) {}

    float blocks(const std::vector<Block>& blocks, Vec2 at) {
        float y = at.y;
        bool first = true;
        for (const Block& block : blocks) {
            y += first ? 0 : style_.paragraph_gap;
            first = false;
            y = set(block, {at.x, y});
        }
        return y;
    }

    /// Of the smallest formula, px.
    float formula_size(const std::vector<Block>& blocks) {
        float size = style_.size;
        for (const Block& block : blocks)
            if (block.kind == Block::Kind::formula)
                size = std::min(size, fitted(block).size);
        return size;
    }

private:
    float set(const Block& block, Vec2 at) {
        switch (block.kind) {
        case Block::Kind::formula:
            return formula(block, at);
        case Block::Kind::picture:
            return picture(block, at);
        case Block::Kind::paragraph:
        case Block::Kind::item:
            break;
        }
        return words(block, at);
    }

    TextStyle plain() const { return {style_.size, Face::sans, canvas_.theme.text}; }

    void add_text(const Piece& piece, const TextStyle& style) {
        for (const std::string_view part : unbreakable(piece.text)) {
            Atom atom;
            atom.text = part;
            atom.has_space = atom.text.ends_with(' ');
            while (atom.text.ends_with(' '))
                atom.text.pop_back();
            atom.style = style;
            atom.link = piece.target.empty() ? -1 : links_;
            if (atom.link >= 0)
                atom.style.color = canvas_.theme.accent;
            atom.width = canvas_.width(atom.text, style);
            atom.ascent = 0.8F * style.size;
            atom.descent = 0.25F * style.size;
            atoms_.push_back(std::move(atom));
        }
    }

    void add(const Piece& piece) {
        links_ += piece.target.empty() ? 0 : 1;
        TextStyle style = plain();
        switch (piece.kind) {
        case Piece::Kind::text:
            return add_text(piece, style);
        case Piece::Kind::strong:
            style.face = Face::sans_bold;
            return add_text(piece, style);
        case Piece::Kind::code:
            style.face = Face::mono;
            style.size *= 0.94F;
            return add_text(piece, style);
        case Piece::Kind::formula:
            return add_formula(piece, style);
        case Piece::Kind::line_end:
            if (!atoms_.empty())
                atoms_.back().ends_line = true;
            return;
        }
    }

    void add_formula(const Piece& piece, const TextStyle& style) {
        Atom atom;
        atom.link = piece.target.empty() ? -1 : links_;
        atom.style = style;
        atom.formula = lay_out_tex(typesetter_, canvas_.theme, read_tex(piece.text).tree,
                                   {style.size, style.color, false, true});
        atom.width = atom.formula->width;
        atom.ascent = atom.formula->ascent;
        atom.descent = atom.formula->descent;
        atoms_.push_back(std::move(atom));
    }

    float space() { return canvas_.width(" ", plain()); }

    /// The first atom behind the line that begins with `from`. What hangs together (no space between, a
    /// comma behind a formula) stays together.
    std::size_t line_end(std::size_t from, float width) {
        float x = 0;
        for (std::size_t i = from; i < atoms_.size(); ++i) {
            x += atoms_[i].width;
            if (x > width && i > from)
                return i;
            if (atoms_[i].ends_line)
                return i + 1;
            x += atoms_[i].has_space ? space() : 0;
        }
        return atoms_.size();
    }

    /// The ends of the lines.
    std::vector<std::size_t> lines_in(float width) {
        std::vector<std::size_t> ends;
        for (std::size_t from = 0; from < atoms_.size(); from = ends.back())
            ends.push_back(line_end(from, width));
        return ends;
    }

    float width_of(std::size_t from, std::size_t end) {
        float width = 0;
        for (std::size_t i = from; i < end; ++i)
            width += atoms_[i].width + (i + 1 < end && atoms_[i].has_space ? space() : 0);
        return width;
    }

    /// A little narrower lines where the last one would be a word or a sign alone.
    std::vector<std::size_t> even_lines(float width) {
        std::vector<std::size_t> widest = lines_in(width);
        std::vector<std::size_t> lines = widest;
        for (float part = 1; lines.size() > 1 && part > min_line_share; part -= 0.03F) {
            lines = lines_in(part * width);
            if (lines.size() > widest.size())
                break;
            if (width_of(lines[lines.size() - 2], lines.back()) >= min_last_line * width)
                return lines;
        }
        return widest;
    }

    void draw_line(std::size_t from, std::size_t end, Vec2 at) {
        for (std::size_t i = from; i < end; ++i) {
            const Atom& atom = atoms_[i];
            if (atom.formula)
                draw_tex(canvas_, *atom.formula, at);
            else
                canvas_.text(atom.text, at, atom.style);
            const float behind = atom.width + (atom.has_space ? space() : 0);
            if (atom.link >= 0)
                draw_link(at, i + 1 < end && atoms_[i + 1].link == atom.link ? behind : atom.width,
                          atom.link);
            at.x += behind;
        }
    }

    /// Its line, and a box without ink that can be pointed at.
    void draw_link(Vec2 at, float width, int64_t link) {
        const float below = at.y + 0.18F * style_.size;
        canvas_.line({at.x, below}, {at.x + width, below}, canvas_.theme.accent, 0.06F * style_.size);
        canvas_.add(box_of({{at.x, at.y - 0.9F * style_.size}, {at.x + width, at.y + 0.3F * style_.size}}),
                    tag_of(TagSpace::link, link));
    }

    float words(const Block& block, Vec2 at) {
        atoms_.clear();
        for (const Piece& piece : block.pieces)
            add(piece);
        const bool is_item = block.kind == Block::Kind::item;
        const float indent = is_item ? 1.1F * style_.size : 0;
        float y = at.y;
        std::size_t from = 0;
        for (const std::size_t end : even_lines(width_ - indent)) {
            float ascent = 0.8F * style_.size, descent = 0.25F * style_.size;
            for (std::size_t i = from; i < end; ++i) {
                ascent = std::max(ascent, atoms_[i].ascent);
                descent = std::max(descent, atoms_[i].descent);
            }
            const float gap = style_.leading - 1.05F * style_.size;
            const float baseline = y + gap / 2 + ascent;
            if (draws_ && is_item && from == 0)
                canvas_.text("•", {at.x + 0.2F * style_.size, baseline}, plain());
            if (draws_)
                draw_line(from, end, {at.x + indent, baseline});
            y = baseline + descent + gap / 2;
            from = end;
        }
        return y;
    }

    float picture(const Block& block, Vec2 at) {
        const Vec2 size = picture_size(block, {width_, style_.max_picture}, style_, canvas_.unit);
        if (size == Vec2{}) {
            Block description;
            description.pieces.push_back({Piece::Kind::text, "[" + block.description + "]", "", {}});
            return words(description, at);
        }
        if (draws_)
            canvas_.add(Photo{{at, at + size}, style_.pictures->at(block.path)},
                        tag_of(TagSpace::caption, 4));
        return at.y + size.y;
    }

    TexPicture fitted(const Block& block) {
        const TextStyle style = plain();
        return fit_tex(typesetter_, canvas_.theme, read_tex(block.pieces.front().text).tree,
                       {1.15F * style.size, style.color, true, true}, width_, 0.78F * style.size);
    }

    float formula(const Block& block, Vec2 at) {
        const TexPicture picture = fitted(block);
        const float gap = 0.35F * style_.size;
        if (draws_)
            draw_tex(canvas_, picture, {at.x, at.y + gap + picture.ascent});
        return at.y + picture.height() + 2 * gap;
    }

    Canvas& canvas_;
    Typesetter& typesetter_;
    float width_;
    WordStyle style_;
    bool draws_;
    std::vector<Atom> atoms_;
    int64_t links_ = -1; // the latest one
};

} // namespace

float draw_words(Canvas& canvas, Typesetter& typesetter, const std::vector<Block>& blocks, const Rect& area,
                 const WordStyle& style) {
    return Flow(canvas, typesetter, area.width(), style, true).blocks(blocks, area.min);
}

Vec2 picture_size(const Block& block, Vec2 room, const WordStyle& style, float unit) {
    if (style.pictures == nullptr)
        return {};
    const auto picture = style.pictures->find(block.path);
    if (picture == style.pictures->end())
        return {};
    constexpr float max_enlarged = 1.5F; // of a small picture, in units
    const Vec2 pixels{static_cast<float>(picture->second->width),
                      static_cast<float>(picture->second->height)};
    const float by = std::min({room.x / pixels.x, room.y / pixels.y, max_enlarged * unit});
    return by > 0 ? by * pixels : Vec2{};
}

float words_bottom(Canvas& canvas, Typesetter& typesetter, const std::vector<Block>& blocks, const Rect& area,
                   const WordStyle& style) {
    return Flow(canvas, typesetter, area.width(), style, false).blocks(blocks, area.min);
}

float formula_size(Canvas& canvas, Typesetter& typesetter, const std::vector<Block>& blocks, float width,
                   const WordStyle& style) {
    return Flow(canvas, typesetter, width, style, false).formula_size(blocks);
}

} // namespace convlens
