// The sizes lens: the formula of the output size with its numbers, its steps, the axis as a ruler with what
// is left over, and the sizes that a stride cannot tell apart.

#include "scene/lens/sizes/sizes.h"

#include "convlens/arithmetic.h"
#include "scene/base/roles.h"
#include "scene/base/tags.h"
#include "scene/base/typeset.h"
#include "scene/lens/sizes/derivation.h"
#include "scene/lens/sizes/ruler.h"
#include "scene/words/notation.h"
#include "scene/words/words.h"

#include <algorithm>

namespace convlens {
namespace {

constexpr int64_t max_chips = 6;

bool all_alike(const Operation& op) {
    for (std::size_t a = 1; a < op.dims(); ++a)
        if (!axes_alike(op, 0, a))
            return false;
    return true;
}

class SizesDrawing {
public:
    SizesDrawing(Canvas& canvas, const LensScene& scene, const Rect& body)
        : canvas_(canvas), scene_(scene), op_(scene.operation()), body_(body), unit_(canvas.unit),
          alike_(all_alike(op_)), ink_(canvas.theme.text), quiet_(canvas.theme.quiet) {}

    /// Returns whether nothing had to be left out.
    bool draw() {
        float y = body_.min.y;
        const std::string words = remarks();
        const float below = paragraph_height(words);
        y = draw_formulas(y, body_.max.y - below);
        y = draw_steps(y + 10 * unit_) + 14 * unit_;
        y = draw_dilated(y);
        float chips = has_chips() ? 28 * unit_ : 0;
        if (y + chips > body_.max.y - below)
            chips = 0;
        bool whole = chips > 0 || !has_chips();
        y = draw_rulers(y, body_.max.y - below - chips, whole);
        if (chips > 0) {
            whole = draw_chips(y + 12 * unit_) && whole;
            y += chips;
        }
        bottom_ = paragraph(canvas_, words, {body_.min.x, y}, body_.width(), prose(), line * unit_,
                            lines_for(y), tag_);
        return whole && wrapped(canvas_, words, prose(), body_.width()).size() <= lines_for(y);
    }

    /// Where it ends, once drawn.
    float bottom() const { return bottom_; }

private:
    static constexpr float line = 18;
    TextStyle prose() const { return {13 * unit_, Face::sans, quiet_}; }
    TextStyle math(float size) const { return {size * unit_, Face::mono, ink_}; }

    std::size_t lines_for(float y) const {
        return static_cast<std::size_t>(std::max((body_.max.y - y) / (line * unit_) + 0.05F, 0.0F));
    }
    float paragraph_height(const std::string& words) {
        const auto lines = wrapped(canvas_, words, prose(), body_.width()).size();
        return static_cast<float>(std::min<std::size_t>(lines, body_.height() > 280 * unit_ ? 8 : 2)) * line *
               unit_;
    }

    std::string letter() const { return is_swapped(op_.kind) ? "o′" : "o"; }
    std::string input_letter() const { return is_swapped(op_.kind) ? "i′" : "i"; }

    std::string axis_name(std::size_t axis) const {
        if (op_.dims() == 1)
            return {};
        const char* keys[] = {"lens.depth", "ui.rows", "ui.columns"};
        return std::string(scene_.texts()(keys[3 - op_.dims() + axis]));
    }

    /// In letters and with numbers on one line where it fits, else one below the other. Where axes differ the
    /// steps below have the numbers.
    float draw_formulas(float y, float) {
        const Formula found = formula(op_, op_.dims() - 1);
        FormulaParts symbolic = parts_of(found.symbolic);
        FormulaParts numeric = parts_of(found.numeric);
        numeric.before = " = " + numeric.before;
        const std::string value = " = " + std::to_string(found.value);
        TextStyle style = math(15);
        TextStyle bold = style;
        bold.face = Face::mono_bold;
        bold.color = roles(op_, canvas_.theme).top.heading;
        const float half = (numeric.below.empty() ? 0.9F : 1.5F) * style.size;
        const float wide = formula_width(canvas_, symbolic, style);
        const float narrow = formula_width(canvas_, numeric, style) + canvas_.width(value, bold);
        const auto fit = [&](float needed) {
            const float share = std::min(1.0F, body_.width() / needed);
            style.size = 15 * unit_ * share;
            bold.size = style.size;
        };
        if (!alike_) {
            fit(wide);
            set_formula(canvas_, symbolic, {body_.min.x, y + half}, style, tag_);
            return y + 2 * half;
        }
        const bool together = (wide + narrow) * 0.8F <= body_.width();
        if (!together)
            numeric.before = letter() + numeric.before;
        fit(together ? wide + narrow
                     : std::max(wide, formula_width(canvas_, numeric, style) + canvas_.width(value, bold)));
        float x = set_formula(canvas_, symbolic, {body_.min.x, y + half}, style, tag_);
        if (!together) {
            y += 2 * half + 4 * unit_;
            x = body_.min.x;
        }
        x = set_formula(canvas_, numeric, {x, y + half}, style, tag_);
        canvas_.text(value, {x, y + half + 0.36F * style.size}, bold, tag_);
        return y + 2 * half;
    }

    /// A column for each step of the derivation, a row for each axis that is different.
    float draw_steps(float y) {
        const std::size_t rows = alike_ ? 1 : op_.dims();
        const float names = alike_ ? 0 : 64 * unit_;
        const auto columns = static_cast<float>(size_steps(op_, 0).size());
        const float width = (body_.width() - names) / columns;
        for (std::size_t r = 0; r < rows; ++r) {
            const std::size_t axis = alike_ ? op_.dims() - 1 : r;
            const std::vector<SizeStep> steps = size_steps(op_, axis);
            const float baseline = y + 36 * unit_ + static_cast<float>(r) * 21 * unit_;
            if (!alike_)
                canvas_.text(axis_name(axis), {body_.min.x, baseline}, prose(), tag_);
            for (std::size_t c = 0; c < steps.size(); ++c) {
                const float centre = body_.min.x + names + width * (static_cast<float>(c) + 0.5F);
                if (r == 0)
                    centred(step_label(c), {centre, y + 14 * unit_}, label_style(), width);
                draw_value(steps, c, {centre, baseline}, width);
            }
        }
        return y + 36 * unit_ + static_cast<float>(rows - 1) * 21 * unit_;
    }

    /// What the hat stands for, of the last axis.
    float draw_dilated(float y) {
        const std::size_t a = op_.dims() - 1;
        if (op_.dilation == Sizes::filled(op_.dims(), 1))
            return y;
        const std::string hat = "k̂ = d(k − 1) + 1 = " + std::to_string(op_.dilation[a]) + "·(" +
                                std::to_string(op_.kernel_size[a]) +
                                " − 1) + 1 = " + std::to_string(dilated_kernel(op_)[a]);
        TextStyle style = label_style();
        if (const float width = math_width(canvas_, hat, style); width > body_.width())
            style.size *= body_.width() / width;
        math_text(canvas_, hat, {body_.min.x, y + 8 * unit_}, style, tag_);
        return y + 18 * unit_;
    }

    TextStyle label_style() const { return {13 * unit_, Face::mono, quiet_}; }

    /// What all axes do in this step: where one of them has two paddings or a dilation, its name stands for
    /// all.
    std::string step_label(std::size_t step) const {
        std::string longest;
        for (std::size_t a = 0; a < op_.dims(); ++a)
            if (const std::string label = size_steps(op_, a)[step].label; label.size() > longest.size())
                longest = label;
        return longest;
    }

    void draw_value(const std::vector<SizeStep>& steps, std::size_t step, Vec2 at, float width) {
        const bool last = step + 1 == steps.size();
        TextStyle style{16 * unit_, last ? Face::mono_bold : Face::mono,
                        last ? roles(op_, canvas_.theme).top.heading : ink_};
        centred(number_text(steps[step].value), at, style, width - 18 * unit_);
        if (step > 0)
            canvas_.text("→", {at.x - width / 2, at.y}, {13 * unit_, Face::sans, quiet_, AlignX::center},
                         tag_);
    }

    void centred(const std::string& text, Vec2 at, TextStyle style, float room) {
        if (const float width = math_width(canvas_, text, style); width > room)
            style.size *= room / width;
        math_text(canvas_, text, {at.x - math_width(canvas_, text, style) / 2, at.y}, style, tag_);
    }

    /// As many axes as there is room for, the last one first: it is the one that people read.
    float draw_rulers(float y, float bottom, bool& whole) {
        const std::size_t axes = alike_ ? 1 : op_.dims();
        const float names = alike_ ? 0 : 64 * unit_;
        float cell = (body_.height() > 280 * unit_ ? 28 : 19) * unit_;
        std::vector<std::size_t> fitting;
        const auto fit = [&] {
            float used = y;
            fitting.clear();
            for (std::size_t i = 0; i < axes; ++i) {
                const std::size_t axis = op_.dims() - 1 - i;
                used += ruler_height(scene_, axis, cell, unit_) + 10 * unit_;
                if (used <= bottom)
                    fitting.insert(fitting.begin(), axis);
            }
        };
        fit();
        if (fitting.size() < axes) {
            whole = false;
            cell = 13 * unit_;
            fit();
        }
        for (const std::size_t axis : fitting) {
            const TextStyle name{13 * unit_, Face::sans, quiet_, AlignX::left, AlignY::middle};
            canvas_.text(alike_ ? std::string() : axis_name(axis), {body_.min.x, y + cell / 2}, name, tag_);
            draw_ruler(canvas_, scene_, axis, {body_.min.x + names, y}, body_.width() - names, cell);
            y += ruler_height(scene_, axis, cell, unit_) + 10 * unit_;
        }
        return y;
    }

    bool has_chips() const { return op_.stride[op_.dims() - 1] > 1; }

    /// The sizes of the last axis between which the stride does not tell: inputs of one output, or outputs of
    /// one input. Returns whether all have room.
    bool draw_chips(float y) {
        const std::size_t a = op_.dims() - 1;
        const TextStyle style{13 * unit_, Face::sans, quiet_, AlignX::left, AlignY::middle};
        const Chips chips = chips_of_axis(a);
        canvas_.text(chips.intro, {body_.min.x, y}, style, tag_);
        const float start = body_.min.x + canvas_.width(chips.intro, style) + 10 * unit_;
        const float room = body_.max.x - start - 14 * unit_;
        const int64_t most = std::min(chips.count, max_chips);
        // As many as have room, the present one among them.
        LensChoice choice{Lens::sizes, {}, 0, 0};
        for (int64_t count = most; count > 0; --count) {
            choice.first = part_start(count, chips.count, {{chips.chosen, chips.chosen}});
            choice.chosen = chips.chosen - choice.first;
            choice.labels.clear();
            for (int64_t n = choice.first; n < choice.first + count; ++n)
                choice.labels.push_back(chips.label(n));
            if (lens_choices_width(canvas_, choice) <= room)
                break;
        }
        const auto shown = static_cast<int64_t>(choice.labels.size());
        const char* more = shown < chips.count ? "…" : "";
        if (scene_.input.composition.choices) {
            const float end = lens_choices(canvas_, scene_.input, choice, {start, y});
            canvas_.text(more, {end, y}, style, tag_);
            return shown == most;
        }
        // What a picture says that takes no clicks; the present one is bold.
        std::vector<std::pair<std::string, TextStyle>> pieces;
        for (int64_t n = 0; n < shown; ++n) {
            TextStyle own = style;
            if (n == choice.chosen) {
                own.face = Face::sans_bold;
                own.color = ink_;
            }
            pieces.emplace_back(choice.labels[static_cast<std::size_t>(n)] + "   ", own);
        }
        pieces.emplace_back(more, style);
        canvas_.run({start, y}, pieces, tag_);
        return shown == most;
    }

    /// The sizes between which the stride does not tell.
    struct Chips {
        std::string intro;
        int64_t count = 0, chosen = 0;
        std::string letter;
        int64_t first = 0;     // number behind the letter
        int64_t leads_to = -1; // and behind an arrow; -1: nothing
        std::string label(int64_t n) const {
            return letter + " = " + std::to_string(first + n) +
                   (leads_to < 0 ? std::string() : " → " + std::to_string(leads_to + n));
        }
    };
    Chips chips_of_axis(std::size_t a) const {
        Chips chips;
        if (is_swapped(op_.kind)) {
            const OutputSizes sizes = outputs_of_input(op_, a);
            chips.intro =
                scene_.texts()("lens.sizes_outputs", {{"input", std::to_string(op_.input_size[a])}});
            chips.count = sizes.count;
            chips.chosen = op_.output_padding[a];
            chips.letter = "a";
            chips.leads_to = sizes.min;
            return chips;
        }
        const SizeRange sizes = inputs_of_same_output(op_, a);
        chips.intro =
            scene_.texts()("lens.sizes_inputs", {{"output", std::to_string(scene_.results().output[a])}});
        chips.count = sizes.count();
        chips.first = sizes.min;
        chips.chosen = op_.input_size[a] - sizes.min;
        chips.letter = "i";
        return chips;
    }

    std::string remarks() const {
        const Texts& texts = scene_.texts();
        std::string text = padding_case(texts, op_);
        if (const auto number = relationship(op_))
            text = texts("ui.relationship", {{"number", std::to_string(*number)}}) + " · " + text;
        const std::size_t a = op_.dims() - 1;
        const std::string end(texts("lens.sentence_end"));
        text += end;
        if (op_.kind == Kind::conv_transpose)
            text += stretched_remark(a);
        else if (op_.kind != Kind::max_unpool)
            text += reading_note(scene_.texts(), op_) +
                    (has_chips() ? std::string(texts("lens.sizes_picks")) : std::string());
        if (op_.kind == Kind::max_unpool)
            text += texts("lens.sizes_unpool");
        if (!is_swapped(op_.kind) && inputs_of_same_output(op_, a).count() == 1)
            text += texts("lens.sizes_only", {{"input", std::to_string(op_.input_size[a])},
                                              {"output", std::to_string(scene_.results().output[a])}});
        if (drops_last_window(op_, a))
            text += texts("lens.sizes_dropped");
        return text;
    }

    std::string stretched_remark(std::size_t a) const {
        const Operation direct = equivalent_conv(op_);
        return scene_.texts()("lens.sizes_stretched",
                              {{"zeros", std::to_string(op_.stride[a] - 1)},
                               {"size", std::to_string(op_.stride[a] * (op_.input_size[a] - 1) + 1)},
                               {"padding", number_text(static_cast<double>(direct.padding_begin[a]))},
                               {"end", number_text(static_cast<double>(direct.padding_end[a]))}});
    }

    Canvas& canvas_;
    const LensScene& scene_;
    const Operation& op_;
    const Rect body_;
    const float unit_;
    const bool alike_;
    float bottom_ = 0;
    const Color ink_, quiet_;
    const Tag tag_ = tag_of(TagSpace::lens, static_cast<int64_t>(Lens::sizes));
};

} // namespace

void choose_in_sizes(Document& document, int64_t choice) {
    Operation operation = operation_of(document);
    if (!check(operation).empty() || document.input.kind == SourceKind::image)
        return; // an image has its own size
    const Operation old = operation;
    const std::size_t last = old.dims() - 1;
    const int64_t least = is_swapped(old.kind) ? 0 : inputs_of_same_output(old, last).min;
    for (std::size_t a = 0; a < old.dims(); ++a)
        if (axes_alike(old, a, last))
            (is_swapped(old.kind) ? operation.output_padding : operation.input_size)[a] = least + choice;
    if (check(operation).empty() && !(operation == document.operation))
        set_operation(document, operation);
}

void draw_sizes_lens(Canvas& canvas, const LensScene& scene, const Rect& area) {
    const std::string remark =
        size_text(scene.operation().input_size) + " → " + size_text(scene.results().output);
    const Rect body = lens_card(canvas, scene, Lens::sizes, area, remark);
    SizesDrawing(canvas, scene, body).draw();
}

float sizes_height(Canvas& canvas, const LensScene& scene, float width, float room) {
    Frame nothing;
    Canvas trial = canvas.trial(nothing, 1);
    SizesDrawing drawing(trial, scene, lens_body(canvas, {{0, 0}, {width, room}}));
    drawing.draw();
    return card_height(canvas, drawing.bottom(), room);
}

} // namespace convlens
