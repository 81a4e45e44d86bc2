// An exercise as JSON says everything that another program needs to solve it: the operation, the numbers that
// are asked about, what is asked.
#include "command/exercise.h"

#include "command/describe.h"
#include "command/question_json.h"
#include "document/evaluate/results.h"
#include "document/numbers.h"
#include "i18n/refuse.h"
#include "lesson/exercise/exercises.h"
#include "lesson/exercise/words.h"
#include "lesson/words.h"

#include <algorithm>
#include <array>

namespace convlens {
namespace {

constexpr std::array papers{NameRow<Paper>{"a4", Paper::a4}, NameRow<Paper>{"letter", Paper::letter}};
static_assert(has_all_values(papers));

ExerciseKind requested_kind(const CommandLine& request) {
    const std::string choices = joined_names(exercise_kind_names());
    if (request.target.empty())
        refuse("error.exercise_kind_missing", {{"choices", choices}}, "exercise");
    if (const auto kind = named(exercise_kind_names(), request.target))
        return *kind;
    refuse("error.exercise_kind", {{"value", request.target}, {"choices", choices}}, "exercise");
}

bool is_sheet_name(std::string name) {
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return name == "-" || (name.ends_with(".pdf") && !name.ends_with("/.pdf") && name != ".pdf");
}

void refuse_sheet_name(const std::string& name) {
    const std::size_t point = name.substr(name.rfind('/') + 1).rfind('.');
    if (point == std::string::npos || name.ends_with('/'))
        refuse("error.output_without_ending", {{"choices", ".pdf"}}, name);
    refuse("error.output_ending", {{"value", name.substr(name.rfind('.') + 1)}, {"choices", ".pdf"}}, name);
}

/// Rows in rows; where there are several channels or kernels, lists of planes.
OrderedJson nested(const Tensor<double>& tensor, std::size_t dims) {
    const Sizes& shape = tensor.shape;
    const bool is_plane =
        std::all_of(shape.begin(), shape.end() - dims, [](int64_t size) { return size == 1; });
    // Of X and dY the batch, which is one, is left out.
    std::size_t axis = shape.size();
    const std::size_t first = is_plane ? axis - dims : shape[0] == 1 ? 1 : 0;
    std::vector<OrderedJson> parts;
    for (const double value : tensor.data)
        parts.push_back(convlens::json_of(value));
    while (axis-- > first) {
        const auto length = static_cast<std::size_t>(shape[axis]);
        std::vector<OrderedJson> lists;
        for (std::size_t i = 0; i < parts.size(); i += length)
            lists.push_back(OrderedJson(
                std::vector<OrderedJson>(parts.begin() + static_cast<std::ptrdiff_t>(i),
                                         parts.begin() + static_cast<std::ptrdiff_t>(i + length))));
        parts = std::move(lists);
    }
    return parts.front();
}

OrderedJson operation_json(const Operation& operation) {
    OrderedJson json = description(operation);
    json["in_channels"] = operation.in_channels;
    json["out_channels"] = operation.out_channels;
    json["groups"] = operation.groups;
    if (is_pool(operation.kind))
        json["ceil_mode"] = operation.ceil_mode;
    if (operation.kind == Kind::avg_pool)
        json["count_include_pad"] = operation.count_include_pad;
    return json;
}

void add_tensors(OrderedJson& json, const Exercise& exercise) {
    const Operation operation = operation_of(exercise.scene);
    const std::size_t dims = operation.dims();
    json["input"] = nested(numbers(exercise.scene.input, TensorRole::x, input_shape(operation)), dims);
    json["weight"] = nullptr;
    if (has_weight(operation.kind))
        json["weight"] = nested(numbers(exercise.scene.weight, TensorRole::w, weight_shape(operation)), dims);
    const Question& question = exercise.question;
    const bool needs_dy =
        question.ask == Ask::value && (question.of == AskedTensor::dx || question.of == AskedTensor::dw);
    json["grad_output"] = nullptr;
    if (needs_dy)
        json["grad_output"] =
            nested(numbers(exercise.scene.grad_output, TensorRole::dy, output_shape(operation)), dims);
}

OrderedJson exercise_json(const Exercise& exercise) {
    OrderedJson json;
    json["kind"] = name_of(exercise_kind_names(), exercise.kind);
    json["level"] = exercise.level;
    json["text"] = {{"en", exercise_text(exercise, Texts(Language::en))},
                    {"zh", exercise_text(exercise, Texts(Language::zh))}};
    json["operation"] = operation_json(operation_of(exercise.scene));
    add_tensors(json, exercise);
    json["ask"] = {{"kind", name_of(ask_names(), exercise.question.ask)}};
    json["ask"].update(ask_json(exercise.question));
    if (exercise.question.ask == Ask::compare)
        json["ask"]["after"] = operation_json(operation_of(exercise.question.figures.front()));
    json["answer"] = json_of(answer_of(exercise.scene, exercise.question));
    json["misconceptions"] = OrderedJson::array();
    for (const WrongAnswer& wrong : wrong_answers(exercise.scene, exercise.question))
        json["misconceptions"].push_back(
            {{"name", name_of(misconception_names(), wrong.idea)}, {"answer", json_of(wrong.answer)}});
    return json;
}

} // namespace

Names<Paper> paper_names() {
    return papers;
}

void validate_exercise(const CommandLine& request) {
    requested_kind(request);
    if (request.level == 0)
        refuse("error.needs_option", {{"form", "1"}}, "--level");
    if (request.json) {
        if (!request.output.empty())
            refuse("error.contradiction", {{"other", "--json"}}, "-o " + request.output);
        if (request.paper)
            refuse("error.contradiction", {{"other", "--json"}}, "--paper");
        if (request.no_scene)
            refuse("error.contradiction", {{"other", "--json"}}, "--no-scene");
        return;
    }
    if (request.output.empty())
        refuse("error.exercise_output", {}, "exercise");
    if (!is_sheet_name(request.output))
        refuse_sheet_name(request.output);
}

std::vector<Exercise> requested_exercises(const CommandLine& request) {
    return exercises(requested_kind(request), static_cast<int>(request.level), request.seed, request.count);
}

std::string exercises_as_json(const CommandLine& request) {
    OrderedJson json{{"exercises", OrderedJson::array()}};
    for (const Exercise& exercise : requested_exercises(request))
        json["exercises"].push_back(exercise_json(exercise));
    return text_of(json);
}

} // namespace convlens
