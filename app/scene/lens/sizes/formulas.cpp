// Formulas are smaller where they are too wide, and go on in a second line where they would be too small.
#include "scene/lens/sizes/formulas.h"

#include "convlens/arithmetic.h"
#include "scene/base/roles.h"
#include "scene/base/tags.h"
#include "scene/base/typeset.h"
#include "scene/lens/sizes/derivation.h"
#include "scene/words/words.h"

#include <algorithm>
#include <utility>

namespace convlens {
namespace {

constexpr float own_size = 18, general_size = 14, heading_size = 13; // units
constexpr float min_share = 0.8F,
                min_tight_share = 0.6F; // of its size that a formula on one line has at least
constexpr float line_gap = 5;

/// A formula with letters, and with numbers where all axes have the same.
struct Equation {
    FormulaParts symbolic, numeric;
    std::string value;
    bool has_numbers = false;
};

Equation equation_of(const Formula& found, bool has_numbers) {
    Equation equation;
    equation.symbolic = parts_of(found.symbolic);
    equation.has_numbers = has_numbers;
    if (!has_numbers)
        return equation;
    equation.value = " = " + std::to_string(found.value);
    if (found.numeric != std::to_string(found.value)) { // "o = i = 5"
        equation.numeric = parts_of(found.numeric);
        equation.numeric.before = " = " + equation.numeric.before;
    }
    return equation;
}

/// Written with k̂, which a dilated kernel is wide.
Formula with_hat(Formula written, const Operation& op, std::size_t axis) {
    const auto put = [](std::string& text, const std::string& kernel, const std::string& holes,
                        const std::string& hat) {
        for (const std::string sign : {" − ", " + "}) {
            const std::string whole = std::string(sign).append(kernel).append(sign).append(holes);
            if (const std::size_t at = text.find(whole); at != std::string::npos)
                text.replace(at, whole.size(), std::string(sign).append(hat));
        }
    };
    const std::string k = std::to_string(op.kernel_size[axis]), d = std::to_string(op.dilation[axis]);
    put(written.symbolic, "k", "(k − 1)(d − 1)", "k̂");
    put(written.numeric, k, "(" + k + " − 1)·(" + d + " − 1)", std::to_string(dilated_kernel(op)[axis]));
    return written;
}

float half_height(const FormulaParts& parts, float size) {
    return (parts.below.empty() ? 0.8F : 1.45F) * size;
}

class FormulasDrawing {
public:
    FormulasDrawing(Canvas& canvas, const LensScene& scene, Vec2 at, float width, FormulaSpacing spacing)
        : canvas_(canvas), scene_(scene), op_(scene.operation()), unit_(canvas.unit),
          one_line_share_(spacing == FormulaSpacing::tight ? min_tight_share : min_share), at_(at),
          width_(width) {
        const std::size_t last = op_.dims() - 1;
        bool alike = true;
        for (std::size_t a = 0; a < last; ++a)
            alike = alike && axes_alike(op_, a, last);
        const Formula whole = formula(op_, last);
        const Formula found = relationship_formula(op_, last).value_or(whole);
        own_ = equation_of(found, alike);
        general_ = equation_of(whole, alike);
        differ_ = found.symbolic != whole.symbolic;
        for (Equation* equation : {&own_, &general_})
            if (!has_room(*equation)) {
                *equation = equation_of(with_hat(equation == &own_ ? found : whole, op_, last), alike);
                has_hat_ = true;
            }
    }

    float draw(bool general) {
        const float y = at_.y;
        const bool beside = differ_ && fits_beside();
        draw_heading(beside);
        const float top = at_.y;
        draw_equation(own_, own_size, canvas_.theme.text);
        if (beside)
            draw_beside(top);
        else if (general && differ_) {
            at_.y += line_gap * unit_;
            draw_general_below();
        }
        return at_.y - y;
    }

    bool is_below() { return differ_ && !fits_beside(); }
    bool has_hat() const { return has_hat_; }

private:
    /// In two lines, as large as the last row needs it.
    bool has_room(const Equation& equation) {
        if (canvas_.min_text <= 0)
            return true;
        const TextStyle style{canvas_.min_text, Face::mono, {}};
        return std::max(formula_width(canvas_, equation.symbolic, style), second_line(equation, style)) <=
               width_;
    }
    std::string letter() const { return is_swapped(op_.kind) ? "o′" : "o"; }
    /// px of the numbers below the letters.
    float second_line(const Equation& equation, const TextStyle& style) {
        return math_width(canvas_, letter(), style) + numeric_width(equation, style);
    }

    TextStyle math(float size, Color color) const {
        return {std::max(size * unit_, canvas_.min_text), Face::mono, color};
    }
    TextStyle quiet() const { return {heading_size * unit_, Face::sans, canvas_.theme.quiet}; }

    float numeric_width(const Equation& equation, const TextStyle& style) {
        TextStyle bold = style;
        bold.face = Face::mono_bold;
        return formula_width(canvas_, equation.numeric, style) + canvas_.width(equation.value, bold);
    }
    float line_width(const Equation& equation, const TextStyle& style) {
        return formula_width(canvas_, equation.symbolic, style) + numeric_width(equation, style);
    }

    /// Whether the relationship's formula is on one line and the general one has room at its right.
    bool fits_beside() {
        const float own = line_width(own_, math(own_size, {}));
        const float other = formula_width(canvas_, general_.symbolic, math(general_size, {}));
        return own + other + 26 * unit_ <= width_;
    }

    /// "relationship 4 of the guide · full padding", and over the general formula what it is.
    void draw_heading(bool beside) {
        const Texts& texts = scene_.texts();
        std::string text = padding_case(texts, op_);
        if (const auto number = relationship(op_))
            text = texts("ui.relationship", {{"number", std::to_string(*number)}}) + " · " + text;
        TextStyle style = quiet();
        const std::string in_general = beside ? std::string(texts("lens.sizes_general")) : std::string();
        const float room = width_ - canvas_.width(in_general, style) - (beside ? 14 * unit_ : 0);
        TextStyle right = style;
        right.align_x = AlignX::right;
        canvas_.text(in_general, {at_.x + width_, at_.y + style.size}, right, tag_);
        if (const float width = canvas_.width(text, style); width > room) {
            style.size = std::max(style.size * room / width, canvas_.min_text);
            if (canvas_.width(text, style) > room)
                text = padding_case(texts, op_);
        }
        canvas_.text(text, {at_.x, at_.y + heading_size * unit_}, style, tag_);
        at_.y += (heading_size + line_gap + 2) * unit_;
    }

    /// The value in the colour of what it is the size of.
    void draw_numbers(const Equation& equation, Vec2 at, const TextStyle& style) {
        TextStyle bold = style;
        bold.face = Face::mono_bold;
        bold.color = roles(op_, canvas_.theme).top.heading;
        const float end = set_formula(canvas_, equation.numeric, at, style, tag_);
        canvas_.text(equation.value, {end, at.y + 0.36F * style.size}, bold, tag_);
    }

    void draw_equation(Equation equation, float units, Color color) {
        TextStyle style = math(units, color);
        const float one_line = line_width(equation, style);
        const float share = std::max(one_line_share_, canvas_.min_text / style.size);
        const bool together = !equation.has_numbers || one_line * share <= width_;
        const bool value_below = !together && !has_room(equation);
        if (!together) // the second line begins as the first one does
            equation.numeric.before = letter() + equation.numeric.before;
        const float second =
            value_below ? formula_width(canvas_, equation.numeric, style) : numeric_width(equation, style);
        const float needed =
            together ? one_line : std::max(formula_width(canvas_, equation.symbolic, style), second);
        style.size *= std::min(1.0F, width_ / needed);
        const float half = half_height(equation.symbolic, style.size);
        const float end = set_formula(canvas_, equation.symbolic, {at_.x, at_.y + half}, style, tag_);
        if (together) {
            draw_numbers(equation, {end, at_.y + half}, style);
            at_.y += 2 * half;
            return;
        }
        at_.y += 2 * half + line_gap * unit_;
        if (value_below) {
            Equation value = equation;
            value.numeric = parts_of(letter());
            std::swap(value.value, equation.value);
            equation.value.clear();
            draw_numbers(value, {at_.x, at_.y + 3.2F * half}, style);
        }
        draw_numbers(equation, {at_.x, at_.y + half}, style);
        at_.y += (value_below ? 3.8F : 2) * half;
    }

    void draw_beside(float top) {
        const TextStyle style = math(general_size, canvas_.theme.quiet);
        const float wide = formula_width(canvas_, general_.symbolic, style);
        const float half = half_height(general_.symbolic, style.size);
        set_formula(canvas_, general_.symbolic,
                    {at_.x + width_ - wide, std::max((top + at_.y) / 2, top + half)}, style, tag_);
        at_.y = std::max(at_.y, top + 2 * half);
    }

    void draw_general_below() {
        const std::string words = std::string(scene_.texts()("lens.sizes_general")) + "  ";
        const float half = half_height(general_.symbolic, general_size * unit_);
        const float indent = canvas_.width(words, quiet());
        FormulasDrawing rest(*this);
        rest.at_.x += indent;
        rest.width_ -= indent;
        if (rest.has_room(general_))
            canvas_.text(words, {at_.x, at_.y + half + 0.36F * quiet().size}, quiet(), tag_);
        else { // it lies below the words
            canvas_.text(words, {at_.x, at_.y + quiet().size}, quiet(), tag_);
            rest.at_ = {at_.x, at_.y + 1.4F * quiet().size};
            rest.width_ = width_;
        }
        rest.draw_equation(general_, general_size, canvas_.theme.quiet);
        at_.y = rest.at_.y;
    }

    Canvas& canvas_;
    const LensScene& scene_;
    const Operation& op_;
    const float unit_;
    const float one_line_share_;
    Vec2 at_; // top left of what comes next
    float width_;
    Equation own_, general_;
    bool differ_ = false, has_hat_ = false;
    const Tag tag_ = tag_of(TagSpace::lens, static_cast<int64_t>(Lens::sizes));
};

} // namespace

float formulas_height(Canvas& canvas, const LensScene& scene, float width, FormulaOptions options) {
    Frame nothing;
    Canvas trial = canvas.trial(nothing, 1);
    return FormulasDrawing(trial, scene, {}, width, options.spacing).draw(options.general);
}

void draw_formulas(Canvas& canvas, const LensScene& scene, Vec2 at, float width, FormulaOptions options) {
    FormulasDrawing(canvas, scene, at, width, options.spacing).draw(options.general);
}

bool formulas_have_hat(Canvas& canvas, const LensScene& scene, float width, FormulaSpacing spacing) {
    return FormulasDrawing(canvas, scene, {}, width, spacing).has_hat();
}

bool general_is_below(Canvas& canvas, const LensScene& scene, float width, FormulaSpacing spacing) {
    return FormulasDrawing(canvas, scene, {}, width, spacing).is_below();
}

} // namespace convlens
