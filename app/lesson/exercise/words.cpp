// Sentences from the catalogue; sums and formulas are the same in every language.
#include "lesson/exercise/words.h"

#include "i18n/sentence_gap.h"

#include "convlens/arithmetic.h"
#include "document/evaluate/results.h"
#include "document/names.h"
#include "lesson/answer.h"
#include "lesson/parameters.h"
#include "lesson/summands.h"
#include "lesson/words.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

std::string whole(double value) {
    const std::string digits = std::to_string(std::llround(std::abs(value)));
    return value < 0 ? "\u2212" + digits : digits;
}

std::string size_text(const Sizes& sizes) {
    std::string text;
    for (const int64_t size : sizes)
        text += (text.empty() ? "" : " \u00D7 ") + std::to_string(size);
    return text;
}

/// One number where all axes have the same.
std::string number_text(const Sizes& sizes) {
    const bool are_same =
        std::all_of(sizes.begin(), sizes.end(), [&](int64_t one) { return one == sizes[0]; });
    return are_same ? std::to_string(sizes[0]) : size_text(sizes);
}

/// The parts of what is given, joined.
class Given {
public:
    Given(const Exercise& exercise, const Texts& texts)
        : exercise_(exercise), operation_(operation_of(exercise.scene)), texts_(texts) {}

    std::string parts() {
        add_sizes();
        add_numbers();
        add_flags();
        return std::move(text_);
    }

private:
    void add(const std::string& part) {
        text_ += (text_.empty() ? "" : std::string(texts_("list.separator"))) + part;
    }
    void add(std::string_view key, const Sizes& sizes) {
        add(texts_("exercise.part", {{"name", texts_(key)}, {"value", number_text(sizes)}}));
    }
    /// Asked for, or changed: the question has its numbers.
    bool is_asked(Parameter parameter) const {
        const Question& question = exercise_.question;
        if (question.ask == Ask::parameter)
            return question.parameter == parameter;
        return question.ask == Ask::compare &&
               first_number(exercise_.scene, parameter) != first_number(question.figures.front(), parameter);
    }

    void add_sizes() {
        const bool has_kernel = has_weight(operation_.kind);
        if (!needs_numbers(exercise_.question))
            add("X " + size_text(operation_.input_size));
        if (has_kernel && !needs_numbers(exercise_.question) && !is_asked(Parameter::kernel_size))
            add("W " + size_text(operation_.kernel_size));
        if (!has_kernel)
            add(texts_("exercise.window", {{"size", size_text(operation_.kernel_size)}}));
    }
    void add_numbers() {
        const Sizes ones = Sizes::filled(operation_.dims(), 1), zeros = Sizes::filled(operation_.dims(), 0);
        const bool is_max = operation_.kind == Kind::max_pool;
        if ((is_pool(operation_.kind) || operation_.stride != ones) && !is_asked(Parameter::stride))
            add("parameter.stride", operation_.stride);
        if (operation_.padding_begin != zeros && !is_asked(Parameter::padding))
            add(is_max ? "parameter.padding_other" : "parameter.padding", operation_.padding_begin);
        if (operation_.dilation != ones && !is_asked(Parameter::dilation))
            add("parameter.dilation", operation_.dilation);
        if (operation_.output_padding != zeros && !is_asked(Parameter::output_padding))
            add("parameter.output_padding", operation_.output_padding);
    }
    void add_flags() {
        if (operation_.in_channels > 1)
            add("parameter.in_channels", {operation_.in_channels});
        if (operation_.groups > 1)
            add("parameter.groups", {operation_.groups});
        if (operation_.ceil_mode)
            add(std::string(texts_("exercise.ceil")));
        const bool pads = operation_.padding_begin != Sizes::filled(operation_.dims(), 0);
        if (operation_.kind == Kind::avg_pool && pads && needs_numbers(exercise_.question))
            add(std::string(texts_(operation_.count_include_pad ? "exercise.mean_with_padding"
                                                                : "exercise.mean_without_padding")));
    }

    const Exercise& exercise_;
    const Operation operation_;
    const Texts& texts_;
    std::string text_;
};

std::string summands_text(const Summands& summands) {
    const bool is_product = summands.form == Summands::Form::products;
    const auto factor = [](double value) { return value < 0 ? "(" + whole(value) + ")" : whole(value); };
    const bool is_list = summands.form == Summands::Form::maximum;
    std::string text;
    for (const auto& [first, second] : summands.terms)
        text += (text.empty() ? ""
                 : is_list    ? ", "
                              : " + ") +
                (is_list ? whole(first) : factor(first) + (is_product ? "\u00B7" + factor(second) : ""));
    if (summands.form == Summands::Form::mean)
        return "(" + text + ") / " + whole(summands.divisor);
    return is_list ? "max(" + text + ")" : text;
}

/// The formula of the size, once for axes whose numbers are the same.
std::string formula_text(const Operation& operation) {
    std::string text, previous;
    for (std::size_t axis = 0; axis < operation.dims(); ++axis) {
        const Formula formula = convlens::formula(operation, axis);
        const std::string line = formula.numeric + " = " + std::to_string(formula.value);
        if (line != previous)
            text += (text.empty() ? "" : "; ") + line;
        previous = line;
    }
    return text;
}

std::string quantity_text(const Document& scene, Quantity quantity) {
    const Operation operation = operation_of(scene);
    if (quantity == Quantity::size)
        return size_text(output_size(operation));
    if (quantity == Quantity::receptive_field)
        return size_text(receptive_field(operation));
    return std::to_string(counts(operation).multiply_adds);
}

std::string cell_texts(const Exercise& exercise, const Texts& texts) {
    return answer_text(exercise.scene, exercise.question, answer_of(exercise.scene, exercise.question),
                       texts);
}

} // namespace

bool needs_numbers(const Question& question) {
    return question.ask == Ask::value || (question.ask == Ask::cells && question.cells == CellRule::wins);
}

std::string given_text(const Exercise& exercise, const Texts& texts) {
    const Kind kind = exercise.scene.operation.kind;
    std::string key = "kind." + std::string(name_of(kind_names(), kind));
    std::replace(key.begin(), key.end(), '-', '_');
    const std::string parts = Given(exercise, texts).parts();
    std::string text;
    if (has_weight(kind) && needs_numbers(exercise.question)) {
        const std::string gap = parts.empty() ? "" : std::string(texts("list.separator"));
        text = texts("exercise.given_tensors", {{"operation", texts(key)}, {"parts", gap + parts}});
    } else {
        text = texts("exercise.given", {{"operation", texts(key)}, {"parts", parts}});
    }
    const bool of_gradient = exercise.question.ask == Ask::value && exercise.question.of != AskedTensor::y;
    return of_gradient ? text + std::string(texts("exercise.given_gradient")) : text;
}

std::string exercise_text(const Exercise& exercise, const Texts& texts) {
    const std::string question = question_text(exercise.scene, exercise.question, texts);
    return given_text(exercise, texts) + std::string(sentence_gap(texts)) +
           (exercise.question.ask == Ask::compare ? texts("exercise.change", {{"question", question}})
                                                  : question);
}

std::string solution_text(const Exercise& exercise, const Texts& texts) {
    const Question& question = exercise.question;
    const Answer answer = answer_of(exercise.scene, question);
    switch (question.ask) {
    case Ask::size:
        return formula_text(operation_of(exercise.scene));
    case Ask::value:
        return summands_text(summands_of(exercise.scene, question.of, question.at)) + " = " +
               answer_text(exercise.scene, question, answer, texts);
    case Ask::parameter: {
        Document reached = exercise.scene;
        set_everywhere(reached, question.parameter, std::llround(std::get<double>(answer)));
        return formula_text(operation_of(reached));
    }
    case Ask::compare:
        return quantity_text(exercise.scene, question.quantity) + " \u2192 " +
               quantity_text(question.figures.front(), question.quantity);
    case Ask::cells:
        return question.cells == CellRule::wins
                   ? summands_text(summands_of(exercise.scene, AskedTensor::y, question.at))
                   : cell_texts(exercise, texts);
    case Ask::order:
    case Ask::which:
        break;
    }
    return {};
}

} // namespace convlens
