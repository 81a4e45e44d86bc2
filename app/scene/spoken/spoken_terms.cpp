// A run is one term that counts, or neighbours of one kind that are 0: it is one line.
#include "scene/spoken/spoken_terms.h"

#include "convlens/relation.h"
#include "scene/model/step_terms.h"
#include "scene/words/number.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace convlens {
namespace {

struct Run {
    std::size_t begin = 0, end = 0;
};

std::vector<Run> runs_of(const std::vector<StepTerm>& terms) {
    std::vector<Run> runs;
    for (std::size_t i = 0; i < terms.size(); ++i) {
        const bool joins = i > 0 && !counts(terms[i]) && terms[i].kind == terms[i - 1].kind;
        if (joins)
            ++runs.back().end;
        else
            runs.push_back({i, i + 1});
    }
    return runs;
}

class Terms {
public:
    Terms(const Document& document, const Step& step, const SpokenNames& names)
        : operation_(operation_of(document)), flipped_(document.flip_kernel && operation_.kind == Kind::conv),
          step_(step), names_(names) {}

    std::string text() const {
        constexpr std::size_t in_front = 8, at_end = 2;
        const std::vector<Run> runs = runs_of(step_.terms);
        std::string text;
        for (std::size_t i = 0; i < runs.size(); ++i) {
            const bool is_left_out =
                runs.size() > max_spoken_terms && i >= in_front && i + at_end < runs.size();
            if (!is_left_out)
                text += line(runs[i]);
            else if (i == in_front)
                text += rest({runs[i].begin, runs[runs.size() - at_end].begin});
        }
        return text;
    }

private:
    std::string line(const Run& run) const {
        const StepTerm& term = step_.terms[run.begin];
        const std::string text = !counts(term)                 ? zeros(run)
                                 : has_weight(operation_.kind) ? product(term)
                                                               : element(term);
        return text + "\n";
    }

    std::string weight(const StepTerm& term) const {
        return names_.weight(flipped_ ? turned(operation_, term.weight) : term.weight);
    }

    std::string product(const StepTerm& term) const {
        return names_.say("spoken.product", {{"x", names_.input(term.input)},
                                             {"x_is", names_.is(term.input_value)},
                                             {"w", weight(term)},
                                             {"w_is", names_.is(term.weight_value)},
                                             {"is", names_.is(term.product)}});
    }

    std::string element(const StepTerm& term) const {
        const std::string x = names_.input(term.input), x_is = names_.is(term.input_value);
        if (operation_.kind != Kind::lp_pool)
            return names_.say("spoken.element", {{"x", x}, {"x_is", x_is}});
        const std::string is = names_.is(term.product);
        if (std::isinf(operation_.norm_p))
            return names_.say("spoken.magnitude", {{"x", x}, {"x_is", x_is}, {"is", is}});
        return names_.say("spoken.power",
                          {{"x", x}, {"x_is", x_is}, {"p", full_number(operation_.norm_p).text}, {"is", is}});
    }

    std::string zeros(const Run& run) const {
        const auto count = static_cast<int64_t>(run.end - run.begin);
        const bool hole = step_.terms[run.begin].kind == static_cast<int>(TermKind::hole);
        if (!has_weight(operation_.kind))
            return names_.say_count(operation_.kind == Kind::avg_pool ? "spoken.outside_average"
                                                                      : "spoken.outside",
                                    count, {{"count", std::to_string(count)}});
        return names_.say_count(hole ? "spoken.hole" : "spoken.padding", count,
                                {{"weights", weights(run)}, {"count", std::to_string(count)}});
    }

    std::string weights(const Run& run) const {
        constexpr std::size_t max_named = 4;
        if (run.end - run.begin > max_named)
            return names_.say("spoken.weights", {{"first", weight(step_.terms[run.begin])},
                                                 {"last", weight(step_.terms[run.end - 1])}});
        std::vector<std::string> all;
        for (std::size_t i = run.begin; i < run.end; ++i)
            all.push_back(weight(step_.terms[i]));
        return names_.list(all);
    }

    /// The terms in the middle in one line.
    std::string rest(const Run& run) const {
        double sum = 0, largest = -HUGE_VAL;
        int64_t zeros = 0;
        for (std::size_t i = run.begin; i < run.end; ++i) {
            const StepTerm& term = step_.terms[i];
            sum += term.product;
            zeros += counts(term) ? 0 : 1;
            if (counts(term))
                largest = std::max(largest, term.product);
        }
        const bool takes = takes_largest(operation_);
        const auto count = static_cast<int64_t>(run.end - run.begin);
        return names_.say(takes ? "spoken.rest_largest" : "spoken.rest",
                          {{"count", std::to_string(count)},
                           {"zeros", std::to_string(zeros)},
                           {"is", names_.is(takes ? largest : sum)}}) +
               "\n";
    }

    const Operation operation_;
    bool flipped_;
    const Step& step_;
    const SpokenNames& names_;
};

std::string largest_text(const Step& step, const SpokenNames& names) {
    const StepTerm& winner = step.terms[static_cast<std::size_t>(step.chosen)];
    const auto equal = std::count_if(step.terms.begin(), step.terms.end(), [&](const StepTerm& term) {
        return counts(term) && term.product == winner.product;
    });
    return names.say_count("spoken.largest", equal,
                           {{"x", names.input(winner.input)},
                            {"count", std::to_string(equal)},
                            {"y", names.output(step.output)},
                            {"is", names.is(step.value)}});
}

} // namespace

std::string spoken_terms(const Document& document, const Step& step, const SpokenNames& names) {
    return Terms(document, step, names).text();
}

std::string spoken_result(const Document& document, const Step& step, const SpokenNames& names) {
    const Operation operation = operation_of(document);
    if (takes_largest(operation))
        return largest_text(step, names);
    double sum = 0;
    for (const StepTerm& term : step.terms)
        sum += term.product;
    const std::string y = names.output(step.output), is = names.is(step.value), sum_is = names.is(sum);
    const std::string divisor = full_number(step.divisor).text;
    if (step.bias)
        return names.say("spoken.sum_bias", {{"sum_is", sum_is},
                                             {"b", names.bias(step.output)},
                                             {"b_is", names.is(*step.bias)},
                                             {"y", y},
                                             {"is", is}});
    if (has_weight(operation.kind))
        return names.say("spoken.sum", {{"y", y}, {"is", is}});
    if (operation.kind == Kind::avg_pool)
        return names.say("spoken.average", {{"sum_is", sum_is}, {"divisor", divisor}, {"y", y}, {"is", is}});
    return names.say(document.power_mean ? "spoken.power_mean" : "spoken.root",
                     {{"sum_is", sum_is},
                      {"divisor", divisor},
                      {"p", full_number(operation.norm_p).text},
                      {"y", y},
                      {"is", is}});
}

} // namespace convlens
