// Terms first, then what lies around them: nothing, a fraction, a root. On several lines these are written as
// factor and exponent, since neither \frac nor \sqrt can be broken.
#include "scene/copied/latex_sum.h"

#include "scene/model/step_terms.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace convlens {
namespace {

constexpr std::size_t max_on_a_line = 9; // terms

/// What lies around the terms.
struct Around {
    std::string open, close;
};

class Sum {
public:
    Sum(const Document& document, const Step& step)
        : document_(document), operation_(operation_of(document)), step_(step), names_(operation_),
          is_named_(document.cell_text == CellText::names) {}

    std::size_t count() const {
        return static_cast<std::size_t>(std::count_if(step_.terms.begin(), step_.terms.end(),
                                                      [&](const auto& term) { return adds(term); }) +
                                        (step_.bias ? 1 : 0));
    }

    std::string text() const {
        const std::string left = names_.output(step_.output);
        if (operation_.kind == Kind::max_unpool)
            return left + " = " + names_.input(step_.terms.front().input) + result(true);
        std::vector<std::string> terms;
        bool exact = true;
        for (const StepTerm& term : step_.terms)
            if (adds(term)) {
                terms.push_back(term_text(term));
                exact = exact && is_exact(term);
            }
        if (step_.bias) {
            terms.push_back(is_named_ ? names_.bias(step_.output) : latex_factor(number(*step_.bias)));
            exact = exact && (is_named_ || number(*step_.bias).exact);
        }
        const std::string sign = exact ? "= " : "\\approx ";
        return terms.size() <= max_on_a_line ? on_one_line(left + " " + sign, terms) + result(exact)
                                             : on_several_lines(left + " &" + sign, terms) + "&" +
                                                   result(exact).substr(1) + "\n\\end{aligned}";
    }

private:
    bool adds(const StepTerm& term) const {
        return counts(term) || has_weight(operation_.kind) ||
               (operation_.kind == Kind::avg_pool && operation_.count_include_pad);
    }
    NumberText number(double value) const { return latex_digits(document_, value); }

    bool is_exact(const StepTerm& term) const {
        if (is_named_ || !counts(term))
            return true;
        return number(term.input_value).exact &&
               (!has_weight(operation_.kind) || number(term.weight_value).exact);
    }

    std::string result(bool exact) const {
        const NumberText value = full_number(step_.value);
        return (exact && value.exact ? " = " : " \\approx ") + latex_number(value);
    }

    std::string weight(const StepTerm& term) const {
        const bool flipped = document_.flip_kernel && operation_.kind == Kind::conv;
        return names_.weight(flipped ? turned(operation_, term.weight) : term.weight);
    }

    std::string term_text(const StepTerm& term) const {
        const bool zero = term.input < 0;
        if (has_weight(operation_.kind)) {
            const std::string w = is_named_ ? weight(term) : latex_factor(number(term.weight_value));
            const std::string x = zero        ? "0"
                                  : is_named_ ? names_.input(term.input)
                                              : latex_factor(number(term.input_value));
            return w + (is_named_ && !zero ? " " : " \\cdot ") + x;
        }
        if (operation_.kind == Kind::lp_pool)
            return powered(term);
        if (zero)
            return "0";
        if (is_named_)
            return names_.input(term.input);
        return takes_largest(operation_) ? latex_number(number(term.input_value))
                                         : latex_factor(number(term.input_value));
    }

    std::string powered(const StepTerm& term) const {
        const std::string x = is_named_ ? names_.input(term.input) : latex_number(number(term.input_value));
        std::string magnitude = is_named_ || term.input_value < 0 ? "|" + x + "|" : x;
        if (operation_.norm_p == 1 || std::isinf(operation_.norm_p))
            return magnitude;
        return magnitude + "^{" + latex_number(full_number(operation_.norm_p)) + "}";
    }

    bool is_mean() const {
        return operation_.kind == Kind::avg_pool ||
               (operation_.kind == Kind::lp_pool && document_.power_mean);
    }
    bool has_root() const { return operation_.kind == Kind::lp_pool && operation_.norm_p != 1; }
    std::string divisor() const { return latex_number(full_number(step_.divisor)); }
    std::string exponent() const { return "^{1/" + latex_number(full_number(operation_.norm_p)) + "}"; }

    std::string on_one_line(const std::string& left, const std::vector<std::string>& terms) const {
        const bool largest = takes_largest(operation_);
        std::string all;
        for (const std::string& term : terms)
            all += (all.empty() ? "" : largest ? ", " : " + ") + term;
        if (largest)
            return left + "\\max\\{" + all + "\\}";
        if (is_mean())
            all = "\\frac{" + all + "}{" + divisor() + "}";
        if (has_root())
            all = operation_.norm_p == 2 ? "\\sqrt{" + all + "}" : "\\left(" + all + "\\right)" + exponent();
        return left + all;
    }

    Around around() const {
        if (takes_largest(operation_))
            return {"\\max\\{", "\\}"};
        Around around;
        if (is_mean())
            around = {"\\tfrac{1}{" + divisor() + "} \\bigl(", "\\bigr)"};
        if (has_root())
            around = {"\\Bigl(" + around.open, around.close + "\\Bigr)" + exponent()};
        return around;
    }

    /// As many whole rows of the kernel as fit.
    std::string on_several_lines(const std::string& left, const std::vector<std::string>& terms) const {
        const auto row = static_cast<std::size_t>(operation_.kernel_size[operation_.dims() - 1]);
        const std::size_t on_a_line = row > max_on_a_line ? max_on_a_line : max_on_a_line / row * row;
        const bool largest = takes_largest(operation_);
        const Around around = this->around();
        std::string text = "\\begin{aligned}\n" + left + around.open;
        for (std::size_t t = 0; t < terms.size(); ++t) {
            const bool begins_line = t > 0 && t % on_a_line == 0;
            if (t > 0 && largest)
                text += ",";
            text += begins_line ? " \\\\\n&\\quad " : "";
            if (t > 0)
                text += largest ? (begins_line ? "" : " ") : begins_line ? "{} + " : " + ";
            text += terms[t];
        }
        return text + around.close + " \\\\\n";
    }

    const Document& document_;
    const Operation operation_;
    const Step& step_;
    const LatexNames names_;
    bool is_named_;
};

} // namespace

Copied latex_sum(const Document& document, const Step& step, const Texts& texts) {
    const Sum sum(document, step);
    if (const std::size_t count = sum.count(); count > max_latex_terms)
        return {{},
                texts("copy.many_terms",
                      {{"count", std::to_string(count)}, {"limit", std::to_string(max_latex_terms)}})};
    return {sum.text(), {}};
}

} // namespace convlens
