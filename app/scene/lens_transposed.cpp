// The transposed lens: one of three ways large, the two others small beside it or below, what is to be known
// of it, and whether all three agree.
#include "scene/lens_transposed.h"
#include "scene/figure_cells.h"
#include "scene/lenses.h"
#include "scene/notation.h"

#include <algorithm>
#include <array>

namespace convlens {
namespace {

constexpr std::array way_keys{"transposed.stamping", "transposed.stretched", "transposed.matrix"};

class TransposedLens {
public:
    TransposedLens(Canvas& canvas, const LensScene& of)
        : canvas_(canvas), scene_(of), way_(of.input.document.transposed_way), unit_(canvas.unit) {}

    void draw(const Rect& area) {
        Rect body = lens_card(canvas_, scene_.scene, Lens::transposed, area, remark());
        std::vector<std::string> labels;
        for (const char* key : way_keys)
            labels.emplace_back(scene_.scene.texts()(key));
        lens_choices(canvas_, Lens::transposed, {body.min.x, body.min.y + 11 * unit_}, labels,
                     static_cast<int64_t>(way_));
        body.min.y += 30 * unit_;
        body.height() > 0.9F * body.width() ? draw_tall(body) : draw_wide(body);
    }

private:
    std::string remark() const {
        const Texts& texts = scene_.scene.texts();
        if (scene_.scene.operation().kind == Kind::conv)
            return std::string(texts("transposed.shape_not_numbers"));
        return "y " + size_text(scene_.operation.input_size) + " → x " + size_text(scene_.results.output);
    }

    /// The way that is shown large, the two others below it, and the facts at the bottom.
    void draw_tall(const Rect& body) {
        const std::vector<std::string> lines = facts(body.width());
        const float words = line_height() * static_cast<float>(lines.size());
        Rect large = body;
        Rect small = body;
        small.max.y -= words + 4 * unit_;
        large.max.y = body.min.y + small.height() * 0.63F;
        small.min.y = large.max.y + 12 * unit_;
        draw_large(large);
        draw_small(small);
        write(lines, {body.min.x, small.max.y + 4 * unit_});
    }

    /// The two others and the facts beside it: height is what is scarce. Where much is to be said, it is
    /// written smaller, and the two others are left out.
    void draw_wide(const Rect& body) {
        Rect large = body;
        large.max.x = body.min.x + body.width() * 0.6F;
        const Rect side{{large.max.x + 14 * unit_, body.min.y}, body.max};
        const float least = 62 * unit_;
        std::vector<std::string> lines;
        float words = 0;
        for (const auto& [size, small] : {std::pair{12.5F, true},
                                          {12.0F, true},
                                          {12.5F, false},
                                          {12.0F, false},
                                          {10.5F, false},
                                          {9.0F, false}}) {
            size_ = size;
            small_ = small;
            lines = facts(side.width());
            words = line_height() * (static_cast<float>(lines.size()) + 0.3F);
            if (words + (small ? least : 0) <= side.height())
                break;
        }
        Rect small = side;
        small.max.y = std::clamp(side.max.y - words, side.min.y, side.min.y + 110 * unit_);
        draw_large(large);
        if (small_)
            draw_small(small);
        write(lines, {side.min.x, small_ ? small.max.y + 0.3F * line_height() : side.min.y});
    }

    std::vector<std::string> facts(float width) {
        std::vector<std::string> lines;
        for (const TransposedFact& fact : transposed_facts(scene_, way_)) {
            // Every cursor has as many lines as the longest.
            std::vector<std::string> own = wrapped(canvas_, fact.text, style(), width);
            const std::size_t room = wrapped(canvas_, fact.longest, style(), width).size();
            for (; own.size() > room; own.pop_back())
                own[own.size() - 2] += " " + own.back();
            own.resize(room);
            lines.insert(lines.end(), own.begin(), own.end());
        }
        width_ = width;
        agreement_ = lines.size();
        for (std::string& line : wrapped(canvas_, transposed_agreement(scene_), style(), width))
            lines.push_back(std::move(line));
        return lines;
    }
    float line_height() const { return 1.36F * size_ * unit_; }
    TextStyle style() const { return {size_ * unit_, Face::sans, canvas_.theme.quiet}; }

    void write(const std::vector<std::string>& lines, Vec2 at) {
        TextStyle style = this->style();
        for (std::size_t i = 0; i < lines.size(); ++i) {
            if (i >= agreement_)
                style.color = canvas_.theme.y.heading;
            const float width = canvas_.width(lines[i], style);
            TextStyle fitting = style;
            if (width > width_)
                fitting.size *= width_ / width;
            canvas_.text(lines[i], {at.x, at.y += line_height()}, fitting);
        }
    }

    void draw_large(const Rect& area) {
        switch (way_) {
        case TransposedWay::stamping:
            return draw_stamping(canvas_, scene_, area);
        case TransposedWay::stretched:
            return draw_stretched(canvas_, scene_, area);
        case TransposedWay::matrix:
            return draw_transposed_matrix(canvas_, scene_, area);
        }
    }

    /// The two others side by side, each on a card that chooses it.
    void draw_small(const Rect& area) {
        const float gap = 8 * unit_;
        Rect card = area;
        card.max.x = area.min.x + (area.width() - gap) / 2;
        for (const auto way : {TransposedWay::stamping, TransposedWay::stretched, TransposedWay::matrix}) {
            if (way == way_)
                continue;
            const Tag tag = lens_choice_tag(Lens::transposed, static_cast<int64_t>(way));
            canvas_.card(card, canvas_.theme.ground, canvas_.theme.hairline, 5 * unit_, tag);
            TextStyle name{12 * unit_, Face::sans, canvas_.theme.quiet};
            const std::string text(scene_.scene.texts()(way_keys[static_cast<std::size_t>(way)]));
            if (const float width = canvas_.width(text, name); width > card.width() - 12 * unit_)
                name.size *= (card.width() - 12 * unit_) / width;
            canvas_.text(text, {card.min.x + 6 * unit_, card.min.y + 15 * unit_}, name, tag);
            Rect inside = inset(card, 6 * unit_);
            inside.min.y += 15 * unit_;
            draw_small_way(way, inside);
            card.min.x += card.width() + gap;
            card.max.x = area.max.x;
        }
    }

    void draw_small_way(TransposedWay way, const Rect& area) {
        switch (way) {
        case TransposedWay::stamping:
            return draw_stamping_small(canvas_, scene_, area);
        case TransposedWay::stretched:
            return draw_stretched_small(canvas_, scene_, area);
        case TransposedWay::matrix:
            return draw_transposed_matrix_small(canvas_, scene_, area);
        }
    }

    Canvas& canvas_;
    TransposedScene scene_;
    TransposedWay way_;
    float unit_;
    float size_ = 12.5F;        // of the facts' letters, units
    bool small_ = true;         // the two others are there
    float width_ = 0;           // of the facts' lines
    std::size_t agreement_ = 0; // first line that says whether all agree
};

} // namespace

void draw_transposed_lens(Canvas& canvas, const LensScene& scene, const Rect& area) {
    if (has_weight(scene.operation().kind) && scene.results().transposed) {
        TransposedLens(canvas, scene).draw(area);
        return;
    }
    const Rect body = lens_card(canvas, scene, Lens::transposed, area, {});
    lens_sentence(canvas, scene, body, transposed_sentence(scene));
}

} // namespace convlens
