// What `compute` and `matrix` need depends on the operation and on the results that are asked for.
#include "command/arguments/compute_options.h"

#include "command/arguments/words.h"
#include "convlens/matrix.h"
#include "document/names.h"
#include "i18n/refuse.h"

#include <algorithm>
#include <vector>

namespace convlens {
namespace {

constexpr std::pair<std::string_view, Method> methods[] = {{"direct", Method::direct},
                                                           {"im2col", Method::im2col},
                                                           {"unrolled", Method::unrolled},
                                                           {"auto", Method::automatic}};
constexpr std::pair<std::string_view, MatrixKind> matrix_kinds[] = {{"im2col", MatrixKind::im2col},
                                                                    {"unrolled", MatrixKind::unrolled}};

void need(bool given, std::string_view option, std::string_view form) {
    if (!given)
        refuse("error.needs_option", {{"form", std::string(form)}}, option);
}

/// `compute` and `matrix` take no figures: these have numbers for the eye.
void need_operation(const CommandLine& request) {
    if (request.operation)
        return;
    const std::vector<std::string_view> names = words_of(kind_names());
    refuse(request.target.empty() ? "error.no_operation" : "error.needs_operation",
           {{"command", std::string(command_name(request.command))},
            {"value", request.target},
            {"choices", joined(names, ", ")},
            {"guess", std::string(nearest_word(request.target, names))}},
           request.target.empty() ? command_name(request.command) : request.target);
}

/// The gradients go with --grad-output, and --grad-output with one of them.
void validate_gradients(const CommandLine& request) {
    std::string_view first;
    for (const FileOption& option : gradient_options) {
        if (option.name != "--grad-output" && first.empty() && !(request.*option.file).empty())
            first = option.name;
    }
    if (!first.empty() && request.grad_output.empty())
        refuse("error.needs_other_option", {{"other", "--grad-output"}}, first);
    if (first.empty() && !request.grad_output.empty())
        refuse("error.needs_gradient",
               {{"choices", has_weight(*request.operation) ? "--grad-input, --grad-weight, --grad-bias"
                                                           : "--grad-input"}},
               "--grad-output");
}

} // namespace

Names<Method> method_names() {
    return methods;
}
Names<MatrixKind> matrix_kind_names() {
    return matrix_kinds;
}

bool needs_weights(const CommandLine& request) {
    return has_weight(*request.operation) && (wants_output(request) || !request.grad_input.empty());
}

void validate_compute(const CommandLine& request) {
    need_operation(request);
    need(!request.input.empty(), "--input", "X.npy");
    validate_gradients(request);
    if (request.grad_output.empty())
        need(wants_output(request), "-o", "Y.npy");
    if (needs_weights(request))
        need(!request.weight.empty(), "--weight", "W.npy");
    if (request.operation == Kind::max_unpool)
        need(!request.indices.empty(), "--indices", "I.npy");
    if (request.repeat && !request.json)
        refuse("error.needs_other_option", {{"other", "--json"}}, "--repeat");
    if (!request.json)
        return;
    const std::pair<std::string_view, const std::string*> outputs[] = {
        {"-o", &request.output},
        {"--indices", &request.indices},
        {"--grad-input", &request.grad_input},
        {"--grad-weight", &request.grad_weight},
        {"--grad-bias", &request.grad_bias}};
    for (const auto& [name, file] : outputs) {
        if (*file == "-" && (name != "--indices" || request.operation == Kind::max_pool))
            refuse("error.contradiction", {{"other", std::string(name) + " -"}}, "--json");
    }
}

void need_matrix_kind(const CommandLine& request) {
    if (request.matrix)
        return;
    const std::vector<std::string_view> names = words_of(matrix_kind_names());
    refuse("error.matrix_kind",
           {{"value", request.target}, {"guess", std::string(nearest_word(request.target, names))}},
           "matrix");
}

void validate_matrix(const CommandLine& request) {
    need_operation(request);
    const Kind kind = *request.operation;
    const bool is_im2col = *request.matrix == MatrixKind::im2col;
    if (is_im2col ? !has_im2col(kind) : !has_unrolled(kind)) {
        std::vector<std::string_view> names;
        for (const auto& [name, other] : kind_names()) {
            if (is_im2col ? has_im2col(other) : has_unrolled(other))
                names.push_back(name);
        }
        refuse("error.matrix_of_operation",
               {{"operation", std::string(name_of(kind_names(), kind))},
                {"matrix", std::string(name_of(matrix_kind_names(), *request.matrix))},
                {"choices", joined(names, ", ")}},
               request.target);
    }
    if (is_im2col)
        need(!request.input.empty(), "--input", "X.npy");
    else if (has_weight(kind))
        need(!request.weight.empty(), "--weight", "W.npy");
    need(wants_output(request), "-o", "M.npy");
}

} // namespace convlens
