// The transposed lens: one of three ways large, below it the two others small where there is room, what is to
// be known of it, and whether all three agree. Which of these are there depends on the size alone.
#include "scene/lens/transposed/transposed.h"

#include "scene/lens/transposed/drawing.h"
#include "scene/lens/type.h"
#include "scene/words/words.h"

#include <algorithm>
#include <array>

namespace convlens {
namespace {

constexpr std::array way_keys{"transposed.stamping", "transposed.stretched", "transposed.matrix"};

class TransposedDrawing {
public:
    TransposedDrawing(Canvas& canvas, const LensScene& of)
        : canvas_(canvas), scene_(of), way_(of.input.document.transposed_lens.way), unit_(canvas.unit) {}

    void draw(const Rect& area) {
        Rect body = lens_card(canvas_, scene_.scene, Lens::transposed, area, {});
        body.min.y = draw_choices(area, body);
        const bool previews = body.height() > 350 * unit_;
        const float line = 17 * unit_;
        const auto most =
            static_cast<std::size_t>(previews ? 6 : std::max(2.0F, 0.3F * body.height() / line));
        const std::vector<Line> lines = facts(body.width(), most);
        Rect large = body;
        large.max.y -= line * static_cast<float>(lines.size()) + 6 * unit_;
        Rect small = large;
        if (previews) {
            large.max.y = large.min.y + std::max(0.64F * large.height(), large.height() - 190 * unit_);
            small.min.y = large.max.y + 10 * unit_;
            draw_small(small);
        }
        draw_large(large);
        Vec2 at{body.min.x, body.max.y - 4 * unit_ - line * static_cast<float>(lines.size() - 1)};
        for (const Line& pieces : lines) {
            canvas_.run(at, pieces);
            at.y += line;
        }
    }

private:
    using Line = std::vector<std::pair<std::string, TextStyle>>;

    /// Beside the title where that has room, else below it; returns where the body begins.
    /// "Cᵀ · y + b" where there is a bias.
    std::string way_name(TransposedWay way) const {
        return std::string(scene_.scene.texts()(way_keys[static_cast<std::size_t>(way)])) +
               (way == TransposedWay::matrix && scene_.results.bias ? " + b" : "");
    }

    float draw_choices(const Rect& area, const Rect& body) {
        LensChoice choice{Lens::transposed, {}, static_cast<int64_t>(way_)};
        for (const auto way : {TransposedWay::scatter, TransposedWay::stretched, TransposedWay::matrix})
            choice.labels.push_back(way_name(way));
        if (title_choice(canvas_, scene_.scene, area, {}, choice))
            return body.min.y;
        lens_choices(canvas_, scene_.scene.input, choice, {body.min.x, body.min.y + 11 * unit_});
        return body.min.y + 30 * unit_;
    }

    /// The words in at most so many lines, several facts on a line where they fit. As many pieces at every
    /// cursor.
    std::vector<Line> facts(float width, std::size_t most) {
        std::vector<TransposedFact> facts = transposed_facts(scene_, way_);
        std::vector<Line> lines = flowed(facts, width);
        while (lines.size() > most && facts.size() > 1) {
            facts.erase(std::min_element(facts.begin(), facts.end(),
                                         [](const auto& a, const auto& b) { return a.weight < b.weight; }));
            lines = flowed(facts, width);
        }
        return lines;
    }

    std::vector<Line> flowed(const std::vector<TransposedFact>& facts, float width) {
        const std::string dot(scene_.scene.texts()("transposed.gap"));
        const TextStyle quiet{card_type::text * unit_, Face::sans, canvas_.theme.quiet};
        std::vector<Line> lines;
        float used = width; // by the longest of each fact
        float drawn = 0;    // by those of this step, which may be wider
        for (const TransposedFact& fact : facts) {
            TextStyle style = quiet;
            if (fact.agreement)
                style.color = canvas_.theme.y.heading;
            const std::vector<std::string> room = wrapped(canvas_, fact.longest, style, width);
            const float extent = canvas_.width(dot + fact.longest, style);
            if (room.size() == 1 && used + extent <= width) {
                std::string text = fact.text;
                drawn += canvas_.width(dot, quiet);
                canvas_.fit(text, style, width - drawn);
                drawn += text.empty() ? 0 : canvas_.width(text, style);
                lines.back().emplace_back(dot, quiet);
                lines.back().emplace_back(std::move(text), style);
                used += extent;
                continue;
            }
            std::vector<std::string> own = wrapped(canvas_, fact.text, style, width);
            for (; own.size() > room.size(); own.pop_back())
                own[own.size() - 2] += " " + own.back();
            own.resize(room.size());
            for (std::string& line : own) { // those that were joined may be too long
                TextStyle fitted = style;
                canvas_.fit(line, fitted, width);
                lines.push_back({{std::move(line), fitted}});
            }
            used = canvas_.width(room.back(), style);
            const auto& [last, last_style] = lines.back().back();
            drawn = last.empty() ? 0 : canvas_.width(last, last_style);
        }
        return lines;
    }

    void draw_large(const Rect& area) {
        switch (way_) {
        case TransposedWay::scatter:
            return draw_scatter(canvas_, scene_, area);
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
        for (const auto way : {TransposedWay::scatter, TransposedWay::stretched, TransposedWay::matrix}) {
            if (way == way_)
                continue;
            const Tag tag = scene_.scene.input.composition.choices
                                ? lens_choice_tag(Lens::transposed, static_cast<int64_t>(way))
                                : tag_of(TagSpace::lens, static_cast<int64_t>(Lens::transposed));
            canvas_.card(card, canvas_.theme.ground, canvas_.theme.hairline, 5 * unit_, tag);
            TextStyle name{card_type::text * unit_, Face::sans, canvas_.theme.quiet};
            std::string text = way_name(way);
            canvas_.fit(text, name, card.width() - 12 * unit_);
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
        case TransposedWay::scatter:
            return draw_scatter_small(canvas_, scene_, area);
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
};

} // namespace

void draw_transposed_lens(Canvas& canvas, const LensScene& scene, const Rect& area) {
    if (has_weight(scene.operation().kind) && scene.results().transposed) {
        TransposedDrawing(canvas, scene).draw(area);
        return;
    }
    const Rect body = lens_card(canvas, scene, Lens::transposed, area, {});
    lens_sentence(canvas, scene, body, transposed_sentence(scene));
}

float transposed_height(Canvas& canvas, const LensScene& scene, float width, float room) {
    if (has_weight(scene.operation().kind))
        return room;
    return sentence_height(canvas, transposed_sentence(scene), width);
}

ColorPairs transposed_pairs(const Theme& theme) {
    ColorPairs pairs = scatter_pairs(theme);
    add_inks(pairs, theme.w.lit, {theme.w.text, theme.w.line});
    add_inks(pairs, theme.card, {theme.w.fill});
    return pairs;
}

void choose_in_transposed(Document& document, int64_t choice) {
    if (choice <= static_cast<int64_t>(TransposedWay::matrix))
        document.transposed_lens.way = static_cast<TransposedWay>(choice);
}

} // namespace convlens
