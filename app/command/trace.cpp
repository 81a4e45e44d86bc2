// What one step does, term by term. Indices are lists; flat ones are of the program's inside only.
#include "command/describe.h"

#include "convlens/arithmetic.h"
#include "convlens/relation.h"
#include "document/evaluate/memory.h"
#include "document/evaluate/results.h"
#include "document/evaluate/work.h"
#include "document/steps.h"
#include "i18n/error.h"
#include "i18n/refuse.h"
#include "scene/spoken/spoken_step.h"
#include "scene/words/number.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace convlens {
namespace {

std::string_view kind_name(TermKind kind) {
    switch (kind) {
    case TermKind::product:
        return "product";
    case TermKind::padding:
        return "padding";
    case TermKind::hole:
        return "hole";
    case TermKind::cropped:
        return "cropped";
    case TermKind::outside:
        break;
    }
    return "outside";
}

/// "[1,2]": the place of a flat index within `shape`, without the first two axes where these are bare; "null"
/// for -1. Written as text at once: a step may have millions of terms.
void add_index(std::string& text, int64_t flat, const Sizes& shape, bool bare) {
    if (flat < 0) {
        text += "null";
        return;
    }
    Sizes place = shape;
    for (std::size_t axis = shape.size(); axis-- > 0;) {
        place[axis] = flat % shape[axis];
        flat /= shape[axis];
    }
    for (std::size_t axis = bare ? 2 : 0; axis < place.size(); ++axis)
        (text += axis == (bare ? 2 : 0) ? '[' : ',') += std::to_string(place[axis]);
    text += ']';
}
std::string index_text(int64_t flat, const Sizes& shape, bool bare) {
    std::string text;
    add_index(text, flat, shape, bare);
    return text;
}

/// Numbers of small figures are whole, and quickly written; as the JSON library writes them.
void add_number(std::string& text, double value) {
    constexpr double largest = 1e9;
    if (value != std::trunc(value) || !(std::abs(value) < largest) || (value == 0 && std::signbit(value)))
        text += json_of(value).dump();
    else
        (text += std::to_string(static_cast<int64_t>(value))) += ".0";
}

/// The shapes that a term's indices lie in.
struct Shapes {
    explicit Shapes(const Operation& operation)
        : input(input_shape(operation)), weight(weight_shape(operation)), output(output_shape(operation)),
          weighted(has_weight(operation.kind)) {}
    Sizes input, weight, output;
    bool weighted;
};

void add_term(std::string& text, const StepTerm& term, const Shapes& shapes, bool bare) {
    add_index(text += "{\"input_index\":", term.input, shapes.input, bare);
    add_index(text += ",\"weight_index\":", shapes.weighted ? term.weight : -1, shapes.weight, bare);
    add_number(text += ",\"input\":", term.input_value);
    text += ",\"weight\":";
    if (shapes.weighted)
        add_number(text, term.weight_value);
    else
        text += "null";
    add_number(text += ",\"product\":", term.product);
    ((text += ",\"kind\":\"") += kind_name(static_cast<TermKind>(term.kind))) += "\"}";
}

std::string step_json(const Step& step, const Shapes& shapes, bool bare) {
    std::string text = "{\"step\":" + std::to_string(step.step);
    (text += ",\"steps\":") += std::to_string(step.steps);
    add_index(text += ",\"output_index\":", step.output, shapes.output, bare);
    text += ",\"terms\":[";
    for (const StepTerm& term : step.terms) {
        if (&term != &step.terms.front())
            text += ',';
        add_term(text, term, shapes, bare);
    }
    if (step.bias) {
        add_number(text += ",{\"input_index\":null,\"weight_index\":null,\"input\":null,\"weight\":null,"
                           "\"product\":",
                   *step.bias);
        text += ",\"kind\":\"bias\"}";
    }
    return (text += "],\"value\":") + json_of(step.value).dump() + "}\n";
}

/// "= −6", or "≈" where a factor or the product is rounded.
std::string product_text(const StepTerm& term) {
    const NumberText product = full_number(term.product);
    const bool is_nothing = term.product == 0 && (term.input_value == 0 || term.weight_value == 0);
    const bool exact = is_nothing || (product.exact && full_number(term.input_value).exact &&
                                      full_number(term.weight_value).exact);
    return (exact ? "= " : "≈ ") + product.text;
}

std::string step_text(const Step& step, const Shapes& shapes, bool bare, const Texts& texts) {
    std::string text(texts("trace.step", {{"step", std::to_string(step.step)},
                                          {"last", std::to_string(step.steps - 1)},
                                          {"index", index_text(step.output, shapes.output, bare)},
                                          {"value", equals_text(step.value)}}));
    text += '\n';
    for (const StepTerm& term : step.terms) {
        const std::string kind = "trace." + std::string(kind_name(static_cast<TermKind>(term.kind)));
        (text += "  x") += term.input < 0 ? "[-]" : index_text(term.input, shapes.input, bare);
        (text += ' ') += full_number(term.input_value).text;
        if (shapes.weighted)
            text += "  w" + index_text(term.weight, shapes.weight, bare) + " " +
                    full_number(term.weight_value).text + "  " + product_text(term);
        ((text += "  ") += texts(kind)) += '\n';
    }
    if (step.bias) {
        text += "  b[" + std::to_string(map_of(shapes.output, step.output)) + "] " +
                full_number(*step.bias).text + "  ";
        (text += texts("trace.bias")) += '\n';
    }
    return text;
}

double terms_of(const Operation& operation) {
    return operation.kind == Kind::max_unpool ? 1
                                              : static_cast<double>(Relation(operation).terms_per_output());
}

/// Bytes of a step with its text, both of which are whole before the first byte is written.
int64_t bytes_of(const Operation& operation, bool json) {
    constexpr double bytes_of_number = 12; // digits and a comma, about; of a value 24 at most
    constexpr double bytes_of_term = 150;  // its keys and values
    const double indices = 2 * (static_cast<double>(operation.dims()) + 2) * bytes_of_number;
    const double text = (json ? bytes_of_term : bytes_of_term / 2) + indices;
    return static_cast<int64_t>(std::min(terms_of(operation) * (text + sizeof(StepTerm)), 9e18));
}

} // namespace

int64_t asked_step(const CommandLine& request, const Target& target, int64_t steps) {
    if (!request.step && target.step)
        return std::min(*target.step, steps - 1);
    if (!request.step)
        refuse("error.needs_option", {{"form", "0"}}, "--step");
    if (*request.step >= steps)
        refuse(
            "error.whole_number",
            {{"value", std::to_string(*request.step)}, {"least", "0"}, {"most", std::to_string(steps - 1)}},
            "--step");
    return *request.step;
}

std::string trace(const CommandLine& request, const Target& target, const Texts& texts) {
    const Operation operation = operation_of(target.document);
    const int64_t asked = asked_step(request, target, steps_of(operation));
    constexpr double operations_of_term = 8000; // its numbers, its indices, its text
    require_memory(bytes_of(operation, request.json), "--step");
    require_few_operations(static_cast<int64_t>(std::min(terms_of(operation) * operations_of_term, 9e18)),
                           "--step");
    Step step = step_of(target.document, asked);
    if (request.text)
        return spoken_step(target.document, step, texts);
    if (target.document.flip_kernel && operation.kind == Kind::conv)
        for (StepTerm& term : step.terms)
            term.weight = turned(operation, term.weight); // W's own indices
    const Shapes shapes(operation);
    return request.json ? step_json(step, shapes, target.bare) : step_text(step, shapes, target.bare, texts);
}

} // namespace convlens
