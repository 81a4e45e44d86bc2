// Card, choices and words of the gradients lens; the orders have files of their own.
#include "scene/lens/gradients/gradients.h"

#include "scene/base/element_text.h"
#include "scene/base/tags.h"
#include "scene/lens/gradients/drawing.h"
#include "scene/words/words.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace convlens {
namespace {

constexpr int64_t numbers_choice = 3, names_choice = 4; // behind the orders
constexpr float text_line = 17.5F;                      // units
constexpr float above_words = 22;                       // from the panels to the first baseline

/// How much of what lies under the panels is shown, where they want the room.
struct Level {
    int64_t lines;          // of a sum
    std::size_t statements; // from the first on
    bool check;
};
constexpr std::array levels{Level{12, 9, true}, Level{8, 9, true},  Level{6, 9, true}, Level{4, 9, true},
                            Level{4, 2, true},  Level{3, 2, true},  Level{2, 2, true}, Level{2, 1, true},
                            Level{2, 1, false}, Level{1, 1, false}, Level{1, 0, false}};

/// How large the panels are: as cells, or as a part of them.
float size_of(const PanelRow& row) {
    float size = row.panels.front().cell;
    if (row.is_part)
        for (const GradientPanel& p : row.panels)
            size = std::min(size, row.panels.front().cell * static_cast<float>(p.rows * p.columns) /
                                      static_cast<float>(p.shape.rows * p.shape.columns));
    return size;
}

} // namespace

int64_t Gathering::part(double share, int64_t terms) {
    return static_cast<int64_t>(std::floor(share * static_cast<double>(terms) + 1e-9));
}

GradientOrder possible_order(Kind kind, GradientOrder order) {
    if (kind == Kind::max_unpool)
        return GradientOrder::outputs;
    return !has_weight(kind) && order == GradientOrder::weights ? GradientOrder::inputs : order;
}

GradientsDrawing::GradientsDrawing(Canvas& canvas, const LensScene& scene, const Rect& area)
    : canvas_(canvas), scene_(scene), theme_(canvas.theme), results_(scene.results()),
      gradients_(*results_.gradients), op_(results_.operation), cursor_(scene.cursor()), unit_(canvas.unit),
      order_(possible_order(op_.kind, scene.input.document.gradients_lens.order)),
      lit_(lit_term(cursor_, results_.terms_per_step)), focus_(focus_term(scene)),
      done_(terms_done(cursor_, results_.terms_per_step)), all_(cursor_.reveal_all),
      sums_(results_, scene.step, done_), area_(area), c_per_(weighted() ? op_.in_channels / op_.groups : 1),
      o_per_(weighted() ? op_.out_channels / op_.groups : 1) {}

void GradientsDrawing::draw() {
    body_ = lens_card(canvas_, scene_, Lens::gradients, area_, {});
    draw_choices(area_);
    switch (order_) {
    case GradientOrder::outputs:
        return draw_outputs();
    case GradientOrder::inputs:
        return draw_inputs();
    case GradientOrder::weights:
        return draw_weights();
    }
}

/// The order, and numbers or names where the picture takes clicks: the switch of the sum.
void GradientsDrawing::draw_choices(const Rect& area) {
    const Texts& texts = scene_.texts();
    std::vector<std::string> labels{std::string(texts("gradients.along_outputs")), in()};
    if (weighted())
        labels.emplace_back("W");
    const bool has_orders = op_.kind != Kind::max_unpool;
    const LensChoice orders{Lens::gradients, labels, static_cast<int64_t>(order_)};

    const std::string base(1, in_letter());
    const std::vector<std::string> ways =
        weighted() ? std::vector<std::string>{"2·3", "w·" + base} : std::vector<std::string>{"3", base};
    const CellText shown = scene_.input.document.cell_text;
    const LensChoice values{Lens::gradients, ways,
                            shown == CellText::names     ? 1
                            : shown == CellText::numbers ? 0
                                                         : -1,
                            numbers_choice};
    const float right =
        area.max.x - 14 * unit_ - (has_orders ? lens_choices_width(canvas_, orders) + 16 * unit_ : 0);
    const float start = right - lens_choices_width(canvas_, values);
    const TextStyle title{15 * unit_, Face::sans_bold, {}};
    const float left = area.min.x + 26 * unit_ + canvas_.width(lens_name(texts, Lens::gradients), title);
    const bool has_values = scene_.input.composition.choices && start >= left;
    if (has_values)
        lens_choices(canvas_, scene_.input, values, {start, area.min.y + 20 * unit_});
    if (has_orders)
        title_choice(canvas_, scene_, area, has_values ? "" : std::string(texts("gradients.along")), orders);
}

PanelPlan GradientsDrawing::plan() const {
    switch (order_) {
    case GradientOrder::outputs:
        break;
    case GradientOrder::inputs:
        return weighted() ? inputs_plan() : pool_inputs_plan();
    case GradientOrder::weights:
        return weights_plan();
    }
    return outputs_plan();
}

float GradientsDrawing::bottom() {
    body_ = lens_body(canvas_, area_);
    const float panels = place(plan()).height;
    return body_.min.y + panels + words_.height;
}

WordsPlan GradientsDrawing::words_plan(const PanelPlan& plan, int64_t lines, std::size_t statements,
                                       bool check) const {
    const TextStyle quiet{13 * unit_, Face::sans, theme_.quiet};
    WordsPlan words;
    words.check = check;
    for (std::size_t i = 0; i < std::min(statements, plan.statements.size()); ++i) {
        const Statement& statement = plan.statements[i];
        TextStyle smallest = quiet; // formulas are written smaller, but where the last row reads them
        smallest.size = std::min(quiet.size, canvas_.min_text);
        const bool is_whole =
            statement.is_formula &&
            (canvas_.min_text <= 0 || canvas_.width(statement.text, smallest) <= body_.width());
        if (is_whole)
            words.statements.push_back(statement);
        else
            for (std::string& line : wrapped(canvas_, statement.text, quiet, body_.width()))
                words.statements.push_back({std::move(line), statement.is_formula});
    }
    const float texts =
        (text_line * static_cast<float>(words.statements.size() + (check ? 1 : 0)) + 3) * unit_;
    if (order_ == GradientOrder::outputs) // the sum of what is pointed at lies over them
        lines = 1 + static_cast<int64_t>(texts / (1.42F * 15 * unit_));
    words.sum = sum_shape(canvas_, body_.width(), plan.need, lines);
    const float above = order_ == GradientOrder::outputs ? words.sum.head : words.sum.height();
    words.height = (above_words + 4) * unit_ + above + texts;
    return words;
}

/// Cells want room for their numbers, names more of it; what a class reads on the stage is never smaller.
PanelLimits GradientsDrawing::limits() const {
    PanelLimits limits;
    limits.max_cell = 56 * unit_;
    limits.parts = names() || scene_.input.composition.stage;
    float widest = 0;
    const float size = names() ? std::max(9.5F * unit_, min_text()) : min_text();
    const TextStyle style{size, Face::mono, {}};
    const auto look = [&](TagSpace space) {
        constexpr int64_t looked_at = 64;
        const Tensor<double>& tensor = tensor_of(space);
        for (int64_t i = 0; i < std::min(tensor.count(), looked_at); ++i)
            if (!names())
                widest = std::max(widest, canvas_.width(format_of(space).cell(tensor[i]), style));
        if (names() && tensor.count() > 0)
            widest = std::max(widest, canvas_.width(cell_name(space, tensor.count() - 1), style));
    };
    if (limits.parts) {
        look(TagSpace::dx);
        look(TagSpace::dy);
        if (weighted())
            look(TagSpace::dw);
        limits.min_cell =
            std::ceil(std::max({limits.min_cell, size / (names() ? fraction_share : 0.66F), widest / 0.9F}));
    }
    limits.comfortable = std::max(22 * unit_, limits.min_cell);
    limits.max_cell = std::max(limits.max_cell, limits.min_cell);
    return limits;
}

PanelRow GradientsDrawing::place_above(const PanelPlan& plan, const WordsPlan& words,
                                       const PanelLimits& limits) const {
    Rect area = body_;
    area.max.y -= words.height;
    return place_panels(canvas_, area, plan.shapes, plan.gaps, limits);
}

PanelRow GradientsDrawing::place(const PanelPlan& plan) {
    const auto words_of = [&](const Level& level) {
        return words_plan(plan, level.lines, level.statements, level.check);
    };
    const PanelLimits cells = limits();
    const PanelRow largest = place_above(plan, words_of(levels.back()), cells);
    const float wanted = largest.is_part ? 0.7F * size_of(largest)
                                         : std::min(size_of(largest), std::max(20 * unit_, cells.min_cell));
    PanelRow row;
    for (const Level& level : levels) {
        words_ = words_of(level);
        row = place_above(plan, words_, cells);
        if (row.is_part == largest.is_part && size_of(row) >= wanted)
            break;
    }
    return row;
}

void GradientsDrawing::draw_words(const PanelRow& row, const WrittenSum& sum, const FlowWords& flow) {
    const Tag tag = tag_of(TagSpace::lens, static_cast<int64_t>(Lens::gradients));
    const float width = body_.width();
    const float highest = body_.min.y + row.height;
    const float top = std::min(highest, body_.max.y - words_.height) + above_words * unit_;
    draw_written_sum(canvas_, words_.sum, sum, theme_.gradient.heading, {body_.min.x, top}, width);
    const auto fitted = [&](const std::string& text, TextStyle style) {
        const float wide = canvas_.width(text, style);
        style.size *= wide > width ? width / wide : 1;
        return style;
    };
    if (order_ == GradientOrder::outputs) {
        const TextStyle mono{14 * unit_, Face::mono, theme_.text};
        canvas_.text(flow.dx, {body_.min.x, top}, fitted(flow.dx, mono), tag);
        canvas_.text(flow.dw, {body_.min.x, top + words_.sum.head}, fitted(flow.dw, mono), tag);
    }
    const bool covered = order_ == GradientOrder::outputs && !sum.head.empty();
    const float above = order_ == GradientOrder::outputs ? words_.sum.head : words_.sum.height();
    float y = top + above + (text_line + 3) * unit_;
    if (words_.check) {
        const std::string check = covered ? std::string() : check_text();
        const Color verdict = gradients_.check.passed() ? theme_.y.heading : theme_.current;
        canvas_.text(check, {body_.min.x, y}, fitted(check, {13 * unit_, Face::sans, verdict}), tag);
        y += text_line * unit_;
    }
    for (const Statement& statement : words_.statements) {
        draw_statement(statement, {body_.min.x, y}, !covered);
        y += text_line * unit_;
    }
}

/// One line; what follows W_ is lowered.
void GradientsDrawing::draw_statement(const Statement& statement, Vec2 at, bool shown) {
    static const std::string turned = "W_reverse";
    const Tag tag = tag_of(TagSpace::lens, static_cast<int64_t>(Lens::gradients));
    TextStyle quiet{13 * unit_, Face::sans, statement.is_formula ? theme_.text : theme_.quiet};
    if (const float wide = canvas_.width(statement.text, quiet); wide > body_.width())
        quiet.size *= body_.width() / wide;
    TextStyle lowered = quiet;
    lowered.size *= 0.76F;
    std::string rest = statement.text;
    for (std::size_t from = rest.find(turned); from != std::string::npos; from = rest.find(turned)) {
        const std::string before = rest.substr(0, from + 1); // with the W
        const std::string below = turned.substr(2);
        canvas_.text(shown ? before : "", at, quiet, tag);
        at.x += canvas_.width(before, quiet);
        canvas_.text(shown ? below : "", {at.x, at.y + 0.2F * quiet.size}, lowered, tag);
        at.x += canvas_.width(below, lowered);
        rest.erase(0, from + turned.size());
    }
    canvas_.text(shown ? rest : "", at, quiet, tag);
}

Gathering GradientsDrawing::gathering(int64_t elements, int64_t focus) const {
    const bool finished = cursor_.phase == Phase::drop || cursor_.phase == Phase::hold;
    const auto terms = static_cast<double>(std::max<int64_t>(results_.terms_per_step, 1));
    const double share = cursor_.share >= 0 ? cursor_.share : static_cast<double>(done_) / terms;
    const FollowedElement at = followed(cursor_.step, results_.steps, share, finished, elements);
    Gathering gathering;
    gathering.element = focus >= 0 ? focus : at.element;
    gathering.reached = at.element;
    gathering.share = at.share;
    gathering.finished = focus >= 0 || at.finished;
    gathering.own_share = focus >= 0 ? 1 : at.share;
    return gathering;
}

void draw_gradients_lens(Canvas& canvas, const LensScene& scene, const Rect& area) {
    if (!scene.results().gradients) { // results of a document whose lens was off
        lens_card(canvas, scene, Lens::gradients, area, {});
        return;
    }
    GradientsDrawing(canvas, scene, area).draw();
}

float gradients_height(Canvas& canvas, const LensScene& scene, float width, float room) {
    if (!scene.results().gradients)
        return room;
    return card_height(canvas, GradientsDrawing(canvas, scene, {{0, 0}, {width, room}}).bottom(), room);
}

ColorPairs gradients_pairs(const Theme& theme) {
    const TensorColors& gradient = theme.gradient;
    ColorPairs pairs;
    const Color later = mixed(theme.card, theme.quiet, 0.55F); // terms that have not come yet
    add_inks(pairs, theme.card,
             {gradient.heading, gradient.line, theme.w.heading, theme.x.heading, theme.y.heading, later});
    for (const Color fill : {gradient.fill, gradient.lit})
        add_inks(pairs, fill, {gradient.text, gradient.line, theme.window, theme.current, theme.text});
    add_inks(pairs, theme.empty, {gradient.line});
    add_inks(pairs, theme.w.lit, {theme.w.text, theme.w.line});
    return pairs;
}

void choose_in_gradients(Document& document, int64_t choice) {
    if (choice <= static_cast<int64_t>(GradientOrder::weights))
        document.gradients_lens.order = static_cast<GradientOrder>(choice);
    else if (choice == numbers_choice || choice == names_choice)
        document.cell_text = choice == names_choice ? CellText::names : CellText::numbers;
}

} // namespace convlens
