// Card, choices and words of the gradients lens; the orders have files of their own.
#include "scene/lens/gradients/gradients.h"

#include "convlens/arithmetic.h"
#include "convlens/source.h"
#include "scene/base/tags.h"
#include "scene/lens/gradients/drawing.h"
#include "scene/words/notation.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

constexpr std::size_t max_statements = 4; // lines

} // namespace

std::array<int64_t, 3> to_3d(const Sizes& sizes, std::size_t dims) {
    std::array<int64_t, 3> three{1, 1, 1};
    for (std::size_t a = 0; a < dims; ++a)
        three[3 - dims + a] = sizes[sizes.size() - dims + a];
    return three;
}

std::optional<std::array<int64_t, 3>> PlaneMap::find(int64_t flat) const {
    const int64_t volume = size[0] * size[1] * size[2];
    const int64_t channel = channel_stride > 0 ? (flat - base) / channel_stride : 0;
    const int64_t within = flat - base - channel * channel_stride;
    if (flat < base || channel >= channels || within >= volume)
        return std::nullopt;
    return std::array{channel * size[0] + within / (size[1] * size[2]), within / size[2] % size[1],
                      within % size[2]};
}

LitArea lit_area(const std::array<int64_t, 3>& at) {
    return {{{at[0], at[0]}}, {{at[1], at[1]}}, {{at[2], at[2]}}};
}

LitArea lit_area(const PlaneMap& map, const std::vector<int64_t>& elements,
                 const std::array<int64_t, 3>& at) {
    const int64_t channel = at[0] / map.size[0];
    std::array<Places, 3> all;
    Places planes; // of the channel
    for (const int64_t flat : elements)
        if (const auto place = map.find(flat)) {
            for (std::size_t a = 0; a < 3; ++a)
                all[a].add((*place)[a]);
            if ((*place)[0] / map.size[0] == channel)
                planes.add((*place)[0]);
        }
    LitArea area = lit_area(at);
    area.planes.insert(area.planes.begin(), {all[0], planes});
    area.rows.insert(area.rows.begin(), all[1]);
    area.columns.insert(area.columns.begin(), all[2]);
    return area;
}

std::array<int64_t, 3> SlidMap::size() const {
    return to_3d(padded_size(over), over.dims());
}

int64_t SlidMap::source(int64_t plane, int64_t row, int64_t column) const {
    const int64_t depths = size()[0];
    const std::array<int64_t, 3> at{plane % depths, row, column};
    std::array<int64_t, 3> index{};
    const std::size_t absent = 3 - over.dims();
    int64_t miss = 0;
    for (std::size_t a = absent; a < 3; ++a) {
        index[a] = source_index(over, a - absent, at[a] - over.padding_begin[a - absent]);
        if (index[a] < 0)
            miss = miss == source_hole ? miss : index[a];
    }
    return miss != 0 ? miss : inner.flat(plane / depths * inner.size[0] + index[0], index[1], index[2]);
}

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

void GradientsDrawing::draw_choices(const Rect& area) {
    if (op_.kind == Kind::max_unpool)
        return;
    const Texts& texts = scene_.texts();
    std::vector<std::string> labels{std::string(texts("gradients.along_outputs")), in()};
    if (weighted())
        labels.emplace_back("W");
    title_choice(canvas_, scene_, area, std::string(texts("gradients.along")),
                 {Lens::gradients, labels, static_cast<int64_t>(order_)});
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
    return body_.min.y + panels + words_height() + 2 * unit_;
}

PanelRow GradientsDrawing::place(const PanelPlan& plan) {
    const TextStyle quiet{12.5F * unit_, Face::sans, theme_.quiet};
    for (const std::string& statement : plan.statements) {
        if (statement.empty())
            continue;
        const std::vector<std::string> lines = wrapped(canvas_, statement, quiet, body_.width());
        if (statements_.size() + lines.size() <= max_statements) // whole or not at all
            statements_.insert(statements_.end(), lines.begin(), lines.end());
    }
    Rect area = body_;
    area.max.y -= words_height();
    return place_panels(canvas_, area, plan.shapes, plan.gaps);
}

/// The sum in names and in numbers, the check, the words.
float GradientsDrawing::words_height() const {
    return (5 + 17 * (3 + static_cast<float>(statements_.size()))) * unit_;
}

void GradientsDrawing::draw_words(float y, const GradientWords& words) {
    const Tag tag = tag_of(TagSpace::lens, static_cast<int64_t>(Lens::gradients));
    const float line = 17 * unit_;
    const float width = body_.width();
    const auto fitted = [&](const std::string& text, TextStyle style) {
        const float wide = canvas_.width(text, style);
        style.size *= wide > width ? width / wide : 1;
        return style;
    };
    const TextStyle mono{12.5F * unit_, Face::mono, theme_.text};
    const TextStyle quiet{12.5F * unit_, Face::sans, theme_.quiet};
    y = std::min(y + 22 * unit_, body_.max.y - words_height() + 18 * unit_);
    canvas_.text(words.symbolic, {body_.min.x, y}, fitted(words.symbolic, mono), tag);
    y += line;
    const TextStyle numbers = fitted(words.before + words.current + words.after, mono);
    TextStyle current = numbers;
    current.color = theme_.current;
    current.face = Face::mono_bold;
    canvas_.run({body_.min.x, y}, {{words.before, numbers}, {words.current, current}, {words.after, numbers}},
                tag);
    y += line;
    TextStyle verdict = quiet;
    verdict.color = gradients_.check.passed() ? theme_.y.heading : theme_.current;
    const std::string check = check_text();
    canvas_.text(check, {body_.min.x, y}, fitted(check, verdict), tag);
    for (const std::string& statement : statements_) {
        y += line;
        canvas_.text(statement, {body_.min.x, y}, quiet, tag);
    }
}

PlaneMap GradientsDrawing::y_map(int64_t n, int64_t channel, int64_t channels) const {
    const int64_t plane = results_.output.product();
    return {to_3d(results_.output, op_.dims()), (n * op_.out_channels + channel) * plane, channels, plane};
}

PlaneMap GradientsDrawing::x_map(int64_t n, int64_t channel, int64_t channels) const {
    const int64_t plane = op_.input_size.product();
    return {to_3d(op_.input_size, op_.dims()), (n * op_.in_channels + channel) * plane, channels, plane};
}

PlaneMap GradientsDrawing::w_map(int64_t group, int64_t out, int64_t in, bool all_out, bool all_in) const {
    const int64_t taps = op_.kernel_size.product();
    const auto size = to_3d(op_.kernel_size, op_.dims());
    const int64_t out_apart = transposed() ? taps : c_per_ * taps;
    const int64_t in_apart = transposed() ? o_per_ * taps : taps;
    const int64_t group_base = group * o_per_ * c_per_ * taps;
    const int64_t base = group_base + out * out_apart + in * in_apart;
    if (all_out)
        return {size, base, o_per_, out_apart};
    return {size, base, all_in ? c_per_ : 1, in_apart};
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
    add_inks(pairs, theme.card, {gradient.heading, gradient.line});
    for (const Color fill : {gradient.fill, gradient.lit})
        add_inks(pairs, fill, {gradient.text, gradient.line, theme.window, theme.current, theme.text});
    add_inks(pairs, theme.empty, {gradient.line});
    add_inks(pairs, theme.w.lit, {theme.w.text, theme.w.line});
    return pairs;
}

void choose_in_gradients(Document& document, int64_t choice) {
    if (choice <= static_cast<int64_t>(GradientOrder::weights))
        document.gradients_lens.order = static_cast<GradientOrder>(choice);
}

} // namespace convlens
