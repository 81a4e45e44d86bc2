// What one step does, term by term. Indices are lists; flat ones are of the program's inside only.
#include "command/describe.h"

#include "document/results.h"
#include "engine/arithmetic.h"
#include "engine/relation.h"
#include "text/error.h"

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

/// The place of a flat index within `shape`, without the first two axes where these are bare; null for -1.
OrderedJson index_json(int64_t flat, const Sizes& shape, bool bare) {
    if (flat < 0)
        return nullptr;
    Sizes place = shape;
    for (std::size_t axis = shape.size(); axis-- > 0;) {
        place[axis] = flat % shape[axis];
        flat /= shape[axis];
    }
    OrderedJson list = OrderedJson::array();
    for (std::size_t axis = bare ? 2 : 0; axis < place.size(); ++axis)
        list.push_back(place[axis]);
    return list;
}

OrderedJson term_json(const StepTerm& term, const Operation& operation, bool bare) {
    const bool weighted = has_weight(operation.kind);
    OrderedJson json;
    json["input_index"] = index_json(term.input, input_shape(operation), bare);
    json["weight_index"] =
        weighted ? index_json(term.weight, weight_shape(operation), bare) : OrderedJson(nullptr);
    json["input"] = json_of(term.input_value);
    json["weight"] = weighted ? json_of(term.weight_value) : OrderedJson(nullptr);
    json["product"] = json_of(term.product);
    json["kind"] = kind_name(static_cast<TermKind>(term.kind));
    return json;
}

OrderedJson step_json(const Step& step, const Operation& operation, bool bare) {
    OrderedJson json;
    json["step"] = step.step;
    json["steps"] = step.steps;
    json["output_index"] = index_json(step.output, output_shape(operation), bare);
    json["terms"] = OrderedJson::array();
    for (const StepTerm& term : step.terms)
        json["terms"].push_back(term_json(term, operation, bare));
    json["value"] = json_of(step.value);
    return json;
}

std::string number_text(double value) {
    return std::isfinite(value) ? json_of(value).dump() : std::isnan(value) ? "NaN" : value > 0 ? "∞" : "-∞";
}

std::string step_text(const Step& step, const Operation& operation, bool bare, const Texts& texts) {
    const bool weighted = has_weight(operation.kind);
    std::string text(
        texts("trace.step", {{"step", std::to_string(step.step)},
                             {"last", std::to_string(step.steps - 1)},
                             {"index", index_json(step.output, output_shape(operation), bare).dump()},
                             {"value", number_text(step.value)}}));
    text += '\n';
    for (const StepTerm& term : step.terms) {
        const OrderedJson input = index_json(term.input, input_shape(operation), bare);
        const std::string kind = "trace." + std::string(kind_name(static_cast<TermKind>(term.kind)));
        text += "  x" + (input.is_null() ? std::string("[-]") : input.dump()) + " " +
                number_text(term.input_value);
        if (weighted)
            text += "  w" + index_json(term.weight, weight_shape(operation), bare).dump() + " " +
                    number_text(term.weight_value) + "  = " + number_text(term.product);
        text += "  " + std::string(texts(kind)) + "\n";
    }
    return text;
}

} // namespace

int64_t steps_of(const Operation& operation) {
    return operation.kind == Kind::max_unpool ? input_shape(operation).product()
                                              : output_shape(operation).product();
}

void require_step(int64_t step, int64_t steps) {
    if (step >= steps)
        throw Error(Error::Fault::request, "error.whole_number",
                    {{"value", std::to_string(step)}, {"least", "0"}, {"most", std::to_string(steps - 1)}},
                    "--step");
}

std::string trace(const CommandLine& request, const Target& target, const Texts& texts) {
    const Operation operation = operation_of(target.document);
    require_step(*request.step, steps_of(operation));
    const Step step = step_of(target.document, *request.step);
    return request.json ? text_of(step_json(step, operation, target.bare))
                        : step_text(step, operation, target.bare, texts);
}

} // namespace convlens
