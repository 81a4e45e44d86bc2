// One place that knows which list of an operation is meant.
#include "lesson/parameters.h"

#include "document/evaluate/results.h"
#include "document/parameter_list.h"

#include <array>

namespace convlens {
namespace {

constexpr std::array<Parameter, 6> all{Parameter::input_size, Parameter::kernel_size,
                                       Parameter::stride,     Parameter::padding,
                                       Parameter::dilation,   Parameter::output_padding};

} // namespace

std::span<const Parameter> window_parameters() {
    return all;
}

void set_everywhere(Document& document, Parameter parameter, int64_t value) {
    Operation operation = operation_of(document);
    Sizes* const list = list_of(operation, parameter);
    if (!list)
        return;
    *list = Sizes::filled(list->size(), value);
    if (parameter == Parameter::padding)
        operation.padding_end = operation.padding_begin;
    set_operation(document, operation);
}

int64_t first_number(const Document& document, Parameter parameter) {
    Operation operation = operation_of(document);
    const Sizes* const list = list_of(operation, parameter);
    return list && !list->empty() ? (*list)[0] : 0;
}

} // namespace convlens
