// The cost lens: work, weights and memory as bars, the fully connected layer of the same shape beside them.

#include "scene/lens/cost/cost.h"

#include "scene/base/roles.h"
#include "scene/base/tags.h"
#include "scene/base/typeset.h"
#include "scene/lens/cost/counts.h"
#include "scene/lens/type.h"
#include "scene/words/notation.h"

#include <algorithm>
#include <cctype>
#include <cmath>

namespace convlens {
namespace {

class CostDrawing {
public:
    CostDrawing(Canvas& canvas, const LensScene& scene, const std::vector<CostGroup>& groups,
                const Rect& body, bool logarithmic)
        : canvas_(canvas), scene_(scene), groups_(groups), unit_(canvas.unit), body_(body),
          logarithmic_(logarithmic) {}

    /// The sentence, then the last groups are left out where there is no room for them. Returns where it
    /// ends.
    float draw() {
        const TextStyle prose{card_type::text * unit_, Face::sans, canvas_.theme.quiet};
        const std::string words = sentence();
        const std::size_t most = body_.height() > 280 * unit_ ? 5 : 2;
        const std::size_t needed = wrapped(canvas_, words, prose, body_.width()).size();
        std::size_t groups = groups_.size();
        std::size_t below = std::min(needed, most);
        row_ = row_height(groups, below);
        while (row_ < min_row * unit_ && (below > 0 || groups > 1)) {
            below > 0 ? below = 0 : --groups;
            row_ = row_height(groups, below);
        }
        measure();
        float y = body_.min.y;
        for (std::size_t i = 0; i < groups; ++i)
            y = draw_group(groups_[i], y) + heading_gap * row_;
        y -= heading_gap * row_;
        if (below == 0)
            return y;
        return paragraph(canvas_, words, {body_.min.x, y + 4 * unit_}, body_.width(), prose, 18 * unit_,
                         below, tag_);
    }

private:
    static constexpr float heading_gap = 0.25F; // rows between groups
    static constexpr float max_row = 26;        // units
    static constexpr float min_row = card_type::digits / 0.72F;

    /// With so many groups, and lines below them.
    float row_height(std::size_t groups, std::size_t below) const {
        float rows = heading_gap * static_cast<float>(groups - 1);
        for (std::size_t i = 0; i < groups; ++i)
            rows += static_cast<float>(groups_[i].rows.size() + 1);
        const float room = body_.height() - static_cast<float>(below) * 18 * unit_ - 4 * unit_;
        return std::min(max_row * unit_, room / rows);
    }

    /// One size or the other, lest every card has its own.
    float size() const {
        return (row_ * 0.72F >= card_type::text * unit_ ? card_type::text : card_type::digits) * unit_;
    }
    TextStyle name_style() const { return {size(), Face::sans, canvas_.theme.text}; }
    TextStyle number_style() const { return {size(), Face::mono_bold, canvas_.theme.text, AlignX::right}; }
    TextStyle formula_style() const { return {size(), Face::mono, canvas_.theme.quiet}; }

    std::string text(std::string_view key) const { return std::string(scene_.texts()(key)); }
    std::string name(const CostRow& row) const {
        const char letter = roles(scene_.operation(), canvas_.theme).base_letter;
        return scene_.texts()(row.key, {{"tensor", std::string(1, static_cast<char>(std::toupper(letter)))}});
    }

    /// Columns: names, numbers, bars with their formulas behind them.
    void measure() {
        float names = 0, numbers = 0;
        for (const CostGroup& group : groups_)
            for (const CostRow& row : group.rows) {
                names = std::max(names, canvas_.width(name(row), name_style()));
                numbers = std::max(numbers, canvas_.width(count_text(row.value), number_style()));
                formulas_ = std::max(formulas_, canvas_.width(row.formula, formula_style()));
            }
        const float share = canvas_.min_text > 0 ? 0.45F : 0.34F; // on the stage they get no smaller
        formulas_ = std::min(formulas_, body_.width() * share);
        numbers_ = body_.min.x + names + 10 * unit_ + numbers;
        bars_ = numbers_ + 8 * unit_;
        bars_end_ = body_.max.x - formulas_ - 8 * unit_;
    }

    float draw_group(const CostGroup& group, float y) {
        const TextStyle heading{name_style().size, Face::sans_bold, canvas_.theme.quiet};
        canvas_.text(text(group.key), {body_.min.x, y + row_ * 0.78F}, heading, tag_);
        y += row_;
        int64_t most = 1;
        for (const CostRow& row : group.rows)
            most = std::max(most, row.value);
        for (const CostRow& row : group.rows) {
            draw_row(row, most, y);
            y += row_;
        }
        return y;
    }

    float share(int64_t value, int64_t most) const {
        const auto part = static_cast<double>(value), whole = static_cast<double>(most);
        return static_cast<float>(logarithmic_ ? std::log10(1 + part) / std::log10(1 + whole) : part / whole);
    }

    void draw_row(const CostRow& row, int64_t most, float y) {
        const float baseline = y + row_ * 0.76F;
        canvas_.text(name(row), {body_.min.x, baseline}, name_style(), tag_);
        canvas_.text(count_text(row.value), {numbers_, baseline}, number_style(), tag_);
        const float wide = (bars_end_ - bars_) * share(row.value, most);
        Rect bar{{bars_, y + row_ * 0.2F}, {bars_ + wide, y + row_ * 0.84F}};
        canvas_.card(bar, row.value > 0 ? ink(row.kind) : Color{}, {}, 2 * unit_, tag_);
        draw_waste(row, bar);
        TextStyle style = formula_style();
        std::string formula = row.formula;
        canvas_.fit(formula, style, formulas_);
        canvas_.text(std::move(formula), {bars_end_ + 8 * unit_, baseline}, style, tag_);
    }

    Color ink(CostKind kind) const {
        const Theme& theme = canvas_.theme;
        return kind == CostKind::dense   ? mixed(theme.card, theme.quiet, 0.45F)
               : kind == CostKind::input ? roles(scene_.operation(), theme).base.line
                                         : theme.w.line;
    }

    /// The hatched end of a bar: what is spent on zeros.
    void draw_waste(const CostRow& row, Rect bar) {
        const Theme& theme = canvas_.theme;
        const float part =
            row.value > 0
                ? static_cast<float>(static_cast<double>(row.wasted) / static_cast<double>(row.value))
                : 0;
        bar.min.x = bar.max.x - bar.width() * part;
        Box box = box_of(bar);
        if (row.wasted > 0) {
            box.fill = theme.padding_fill;
            box.pattern = Pattern::hatched;
            box.ink = theme.padding_ink;
            box.stroke = theme.hole_ink;
            box.stroke_width = theme.line * unit_;
        }
        canvas_.add(box, tag_);
    }

    std::string sentence() const {
        const Texts& texts = scene_.texts();
        const Operation& op = scene_.operation();
        std::string words;
        for (const CostRow& row : groups_.front().rows)
            if (row.wasted > 0)
                words += texts("lens.cost_wasted",
                               {{"count", count_text(row.wasted)}, {"all", count_text(row.value)}});
        if (has_weight(op.kind))
            words += texts("lens.cost_sharing", {{"own", count_text(groups_[1].rows[0].value)},
                                                 {"dense", count_text(groups_[1].rows[1].value)}});
        else
            words += texts("lens.cost_nothing_learned");
        return words;
    }

    Canvas& canvas_;
    const LensScene& scene_;
    const std::vector<CostGroup>& groups_;
    const float unit_;
    const Rect body_;
    const bool logarithmic_;
    float row_ = 0, numbers_ = 0, bars_ = 0, bars_end_ = 0, formulas_ = 0;
    const Tag tag_ = tag_of(TagSpace::lens, static_cast<int64_t>(Lens::cost));
};

/// Bars of one length unit would leave the small ones unseen.
bool needs_logarithm(const std::vector<CostGroup>& groups) {
    for (const CostGroup& group : groups) {
        int64_t most = 1;
        for (const CostRow& row : group.rows)
            most = std::max(most, row.value);
        for (const CostRow& row : group.rows)
            if (row.value > 0 && row.value < most / 50)
                return true;
    }
    return false;
}

} // namespace

void draw_cost_lens(Canvas& canvas, const LensScene& scene, const Rect& area) {
    const std::vector<CostGroup> groups = cost_of(scene.operation());
    const bool logarithmic = needs_logarithm(groups);
    const Rect body =
        lens_card(canvas, scene, Lens::cost, area,
                  std::string(scene.texts()(logarithmic ? "lens.cost_log" : "lens.cost_linear")));
    CostDrawing(canvas, scene, groups, body, logarithmic).draw();
}

float cost_height(Canvas& canvas, const LensScene& scene, float width, float room) {
    const std::vector<CostGroup> groups = cost_of(scene.operation());
    const Rect body = lens_body(canvas, {{0, 0}, {width, room}});
    Frame nothing;
    Canvas trial = canvas.trial(nothing, 1);
    const float bottom = CostDrawing(trial, scene, groups, body, needs_logarithm(groups)).draw();
    return card_height(canvas, bottom, room);
}

} // namespace convlens
