// Chips, total, bar and note of one step.
#include "scene/sum.h"

#include "engine/relation.h"
#include "scene/figure.h"
#include "scene/figure_cells.h"
#include "scene/notation.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

bool counts(const StepTerm& term) {
    return term.kind == static_cast<int>(TermKind::product);
}

/// What the terms up to `done` fold to, before the last operation (division, root).
double folded(const Operation& op, const Step& step, int64_t done) {
    double sum = 0;
    double largest = -std::numeric_limits<double>::infinity();
    for (int64_t t = 0; t < done; ++t) {
        const StepTerm& term = step.terms[static_cast<std::size_t>(t)];
        if (op.kind == Kind::max_pool || (op.kind == Kind::lp_pool && std::isinf(op.norm_p))) {
            if (counts(term))
                largest = std::max(largest,
                                   op.kind == Kind::max_pool ? term.input_value : std::abs(term.input_value));
        } else if (op.kind == Kind::lp_pool) {
            sum += std::pow(std::abs(term.input_value), op.norm_p);
        } else {
            sum += op.kind == Kind::avg_pool ? term.input_value : term.product;
        }
    }
    const bool takes_largest =
        op.kind == Kind::max_pool || (op.kind == Kind::lp_pool && std::isinf(op.norm_p));
    return takes_largest ? largest : sum;
}

class SumDrawing {
public:
    SumDrawing(Canvas& canvas, const SceneInput& input, const FigureModel& model, const Step& step,
               const Rect& area, bool column)
        : canvas_(canvas), input_(input), model_(model), step_(step), area_(area), column_(column),
          op_(model.operation()), roles_(roles(op_, input.theme)), unit_(canvas.unit),
          terms_(static_cast<int64_t>(step.terms.size())), done_(terms_done(input.cursor, terms_)),
          finished_(input.cursor.phase == Phase::drop || input.cursor.phase == Phase::hold) {}

    float draw() {
        float y = area_.min.y + 20 * unit_;
        draw_heading(y);
        y += 16 * unit_;
        if (model_.unpooling()) {
            draw_placing(y + 16 * unit_);
            return y + 40 * unit_ - area_.min.y;
        }
        if (compact()) {
            draw_total({area_.max.x - 150 * unit_, area_.min.y + 20 * unit_});
            return draw_chips(y) - area_.min.y;
        }
        y = draw_chips(y);
        y += 36 * unit_;
        draw_total({area_.min.x, y});
        y += 16 * unit_;
        draw_bar(y);
        y += 24 * unit_;
        return draw_note(y) - area_.min.y;
    }

private:
    /// In a small picture the total stands beside the heading, and bar and note are left out.
    bool compact() const { return area_.height() < 120 * unit_; }

    TextStyle style(float size, Face face, Color color, AlignX align = AlignX::left) const {
        return {size * unit_, face, color, align};
    }

    void draw_heading(float y) {
        const TextStyle name = style(18, Face::mono_bold, roles_.top.heading);
        const TextStyle quiet = style(14, Face::mono, input_.theme.quiet);
        std::string rule = sum_rule();
        const float room = area_.width() - canvas_.width(step_name(model_, step_), name) - 14 * unit_;
        if (canvas_.width(rule, quiet) > room)
            rule.clear();
        canvas_.run({area_.min.x, y}, {{step_name(model_, step_) + " ", name}, {rule, quiet}},
                    tag_of(TagSpace::sum, 0));
    }

    /// "= Σ w[u,v] · x[2·1+u−1, 2·2+v−1]", or the rule of the pool in words.
    std::string sum_rule() const {
        switch (op_.kind) {
        case Kind::conv:
            return conv_rule();
        case Kind::conv_transpose:
            return "= Σ w · y";
        case Kind::max_pool:
            return "= max x";
        case Kind::avg_pool:
            return "= Σ x ÷ n";
        case Kind::lp_pool:
            return std::isinf(op_.norm_p) ? "= max |x|" : "= (Σ |x|ᵖ)¹⸍ᵖ";
        case Kind::max_unpool:
            return {};
        }
        return {};
    }

    std::string conv_rule() const {
        const char* letters[] = {"t", "u", "v"};
        const std::size_t dims = op_.dims();
        std::string w;
        std::string x;
        for (std::size_t a = 0; a < dims; ++a) {
            const std::string letter = letters[3 - dims + a];
            const int64_t y = model_.output[3 - dims + a];
            const int64_t first = op_.stride[a] * y;
            std::string index = op_.stride[a] > 1 ? std::to_string(op_.stride[a]) + "·" + std::to_string(y)
                                                  : std::to_string(first);
            index += "+" + (op_.dilation[a] > 1 ? std::to_string(op_.dilation[a]) : "") + letter;
            if (op_.padding_begin[a] > 0)
                index += "−" + std::to_string(op_.padding_begin[a]);
            w += (a > 0 ? "," : "") + letter;
            x += (a > 0 ? ", " : "") + index;
        }
        return "= Σ w[" + w + "] · x[" + x + "]";
    }

    std::string chip_text(int64_t t) const {
        const StepTerm& term = step_.terms[static_cast<std::size_t>(t)];
        const bool names = input_.document.cell_text == CellText::names;
        const auto x_text = [&] {
            if (!names)
                return number_text(term.input_value);
            return term.input < 0
                       ? std::string("0")
                       : element_name(roles_.base_letter,
                                      spatial_indices(term.input, input_.results.x->shape, op_.dims()));
        };
        if (has_weight(op_.kind)) {
            const std::string w =
                names ? element_name('w', spatial_indices(term.weight, input_.results.w->shape, op_.dims()))
                      : number_text(term.weight_value);
            return w + "·" + x_text();
        }
        return op_.kind == Kind::lp_pool && !names && term.input_value < 0 ? "|" + x_text() + "|" : x_text();
    }

    /// Characters that a chip has room for. The document's and not the step's, so that chips never jump: from
    /// the first elements of the tensors; a longer term is written smaller.
    std::size_t chip_characters() const {
        constexpr int64_t looked_at = 48;
        const auto characters = [](const std::string& s) {
            return static_cast<std::size_t>(
                std::count_if(s.begin(), s.end(), [](char c) { return (c & 0xC0) != 0x80; }));
        };
        const auto longest = [&](const Tensor<double>& tensor, char letter) {
            if (input_.document.cell_text == CellText::names)
                return characters(
                    element_name(letter, spatial_indices(tensor.count() - 1, tensor.shape, op_.dims())));
            std::size_t most = 1;
            for (int64_t i = 0; i < std::min(tensor.count(), looked_at); ++i)
                most = std::max(most, characters(number_text(tensor[i])));
            return most;
        };
        const std::size_t x = longest(*input_.results.x, roles_.base_letter);
        return has_weight(op_.kind) ? longest(*input_.results.w, 'w') + 1 + x
                                    : x + (op_.kind == Kind::lp_pool ? 2 : 0);
    }

    float draw_chips(float top) {
        const TextStyle text = style(15, Face::mono, input_.theme.text, AlignX::center);
        const float chip = std::max(
            30 * unit_, static_cast<float>(chip_characters()) * canvas_.width("0", text) + 12 * unit_);
        const float gap = 12 * unit_;
        return draw_chip_rows(top, chip, gap);
    }

    float draw_chip_rows(float top, float chip, float gap) {
        // A short sum in a wide place is written larger.
        const float wide = area_.width() / (static_cast<float>(terms_) * (chip + gap));
        chip_scale_ = column_ || compact() ? 1 : std::clamp(wide, 1.0F, 1.4F);
        chip *= chip_scale_;
        gap *= chip_scale_;
        const float height = 30 * unit_ * chip_scale_;
        const auto fitting = static_cast<int64_t>((area_.width() + gap) / (chip + gap));
        int64_t across = std::clamp<int64_t>(fitting, 1, terms_);
        const int64_t kernel_row = op_.kernel_size.back();
        if ((column_ || across < terms_) && kernel_row <= across)
            across = column_ ? kernel_row : across / kernel_row * kernel_row;
        const float room = area_.max.y - top - (compact() ? 0 : 76 * unit_);
        const int64_t rows = std::clamp<int64_t>(static_cast<int64_t>(room / (height + 6 * unit_)), 1,
                                                 (terms_ + across - 1) / across);
        const int64_t page = across * rows;
        const int64_t first = std::max<int64_t>(done_ - 1, 0) / page * page;
        for (int64_t i = 0; i < page; ++i) {
            const Vec2 at{area_.min.x + static_cast<float>(i % across) * (chip + gap),
                          top + static_cast<float>(i / across) * (height + 6 * unit_)};
            draw_chip(first + i, {at, {at.x + chip, at.y + height}}, gap);
        }
        return top + static_cast<float>(rows) * (height + 6 * unit_);
    }

    void draw_chip(int64_t t, const Rect& rect, float gap) {
        const Theme& theme = input_.theme;
        const bool present = t < terms_;
        const bool done = t < done_;
        const bool lit = present && !finished_ && done_ > 0 && t == done_ - 1;
        const bool zero = present && !counts(step_.terms[static_cast<std::size_t>(t)]);
        const bool winner = present && finished_ && op_.kind == Kind::max_pool && t == step_.chosen;
        Box chip = box_of(rect);
        chip.radius = 5 * unit_;
        if (present) {
            chip.fill = zero && !lit ? Color{} : lit ? mixed(theme.card, theme.current, 0.08F) : theme.card;
            chip.stroke = lit ? theme.current : winner ? roles_.top.line : theme.hairline;
            chip.stroke_width = (lit || winner ? theme.bold : 1) * unit_;
            chip.dash = zero && !lit ? Dash::dashed : Dash::solid;
        }
        const Tag tag = tag_of(TagSpace::sum, t + 1);
        canvas_.add(chip, tag);
        Color ink = zero ? theme.quiet : theme.text;
        if (!done)
            ink = mixed(theme.ground, theme.quiet, 0.55F);
        TextStyle text = style(15 * chip_scale_, Face::mono, ink, AlignX::center);
        text.align_y = AlignY::middle;
        const std::string term = present ? chip_text(t) : std::string();
        if (const float width = canvas_.width(term, text); width > rect.width() - 4 * unit_)
            text.size *= (rect.width() - 4 * unit_) / width;
        canvas_.text(term, rect.center(), text, tag);
        const bool joined = present && t + 1 < terms_;
        TextStyle plus = style(13, Face::mono, theme.quiet, AlignX::center);
        plus.align_y = AlignY::middle;
        const char* sign =
            op_.kind == Kind::max_pool || (op_.kind == Kind::lp_pool && std::isinf(op_.norm_p)) ? "," : "+";
        canvas_.text(joined ? sign : "", {rect.max.x + gap / 2, rect.center().y}, plus);
    }

    void draw_total(Vec2 at) {
        const TextStyle quiet = style(14, Face::sans, input_.theme.quiet);
        const TextStyle big = style(25, Face::mono_bold, roles_.top.heading);
        const TextStyle text = style(17, Face::mono, input_.theme.text);
        std::vector<std::pair<std::string, TextStyle>> pieces;
        const double value = folded(op_, step_, done_);
        if (!finished_) {
            pieces = {{std::string(input_.texts("sum.so_far")) + "  ", quiet},
                      {done_ > 0 ? number_text(value) : "", big},
                      {done_ > 0 && !compact()
                           ? "   " + input_.texts("sum.term_of", {{"term", std::to_string(done_)},
                                                                  {"terms", std::to_string(terms_)}})
                           : "",
                       quiet}};
        } else {
            const std::string last = last_operation(value);
            pieces = {
                {last.empty() ? "=  " : last + " =  ", text}, {number_text(step_.value), big}, {"", quiet}};
        }
        canvas_.run(at, pieces, tag_of(TagSpace::sum, 0));
    }

    /// What is done with the folded terms to get the result: "15 ÷ 9", "14 ^ 1/2", or nothing.
    std::string last_operation(double value) const {
        if (op_.kind == Kind::avg_pool)
            return number_text(value) + " ÷ " + number_text(step_.divisor);
        if (op_.kind == Kind::lp_pool && !std::isinf(op_.norm_p) && op_.norm_p != 1)
            return op_.norm_p == 2 ? "√" + number_text(value)
                                   : number_text(value) + " ^ 1/" + number_text(op_.norm_p);
        return {};
    }

    void draw_bar(float y) {
        const float height = 6 * unit_;
        const Rect track{{area_.min.x, y}, {area_.max.x, y + height}};
        canvas_.card(track, input_.theme.hairline, {}, height / 2);
        Rect filled = track;
        const float share = terms_ > 0 ? static_cast<float>(done_) / static_cast<float>(terms_) : 1;
        filled.max.x = track.min.x + std::max(track.width() * share, height);
        canvas_.card(filled, done_ > 0 ? roles_.top.line : Color{}, {}, height / 2);
    }

    float draw_note(float y) {
        const auto zeros = std::count_if(step_.terms.begin(), step_.terms.end(),
                                         [](const StepTerm& t) { return !counts(t); });
        std::string note;
        if (zeros > 0) {
            const char* key = model_.transposed() ? "sum.note_inserted"
                              : has_weight(op_.kind) || op_.kind == Kind::avg_pool
                                  ? "sum.note_padding"
                                  : "sum.note_padding_ignored";
            note = input_.texts(key, {{"zeros", std::to_string(zeros)}, {"terms", std::to_string(terms_)}});
        }
        const TextStyle quiet = style(13, Face::sans, input_.theme.quiet);
        const std::vector<std::string> lines = wrapped(canvas_, note, quiet, area_.width());
        for (std::size_t i = 0; i < 2; ++i) {
            const bool shown = i < lines.size() && y < area_.max.y + unit_;
            canvas_.text(shown ? lines[i] : std::string(), {area_.min.x, y}, quiet, tag_of(TagSpace::sum, 0));
            if (shown)
                y += 18 * unit_;
        }
        return y;
    }

    void draw_placing(float y) {
        const std::string from = element_brackets(
            roles_.base_letter, spatial_indices(input_.cursor.step, input_.results.x->shape, op_.dims()));
        const std::string to = element_brackets(
            roles_.top_letter, spatial_indices(step_.output, input_.results.y->shape, op_.dims()));
        const std::string sentence =
            input_.texts("sum.placing", {{"from", from}, {"value", number_text(step_.value)}, {"to", to}});
        const TextStyle text = style(16, Face::sans, input_.theme.text);
        const std::vector<std::string> lines = wrapped(canvas_, sentence, text, area_.width());
        for (std::size_t i = 0; i < 3; ++i)
            canvas_.text(i < lines.size() ? lines[i] : std::string(),
                         {area_.min.x, y + static_cast<float>(i) * 22 * unit_}, text,
                         tag_of(TagSpace::sum, 0));
    }

    Canvas& canvas_;
    const SceneInput& input_;
    const FigureModel& model_;
    const Step& step_;
    Rect area_;
    bool column_;
    const Operation& op_;
    Roles roles_;
    float unit_;
    int64_t terms_, done_;
    bool finished_;
    float chip_scale_ = 1;
};

} // namespace

float draw_sum(Canvas& canvas, const SceneInput& input, const FigureModel& model, const Step& step,
               const Rect& area, bool column) {
    return SumDrawing(canvas, input, model, step, area, column).draw();
}

float least_sum_height(const FigureModel& model) {
    if (model.unpooling())
        return 80;
    const int64_t rows = std::min<int64_t>(model.axes[1].kernel, 5);
    return 36 * static_cast<float>(rows) + 124;
}

std::string step_name(const FigureModel& model, const Step& step) {
    const Results& results = model.results();
    const char letter = model.transposed() || model.unpooling() ? 'x' : 'y';
    const std::size_t dims = model.operation().dims();
    const Sizes& shape = results.y->shape;
    Sizes indices = spatial_indices(step.output, shape, dims);
    if (shape[0] * shape[1] > 1) { // several maps: the channel too
        Sizes all = Sizes{step.output / (shape.product() / (shape[0] * shape[1])) % shape[1]};
        for (const int64_t i : indices)
            all.push_back(i);
        indices = all;
    }
    return element_brackets(letter, indices);
}

} // namespace convlens
